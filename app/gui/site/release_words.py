"""A signed release in words: kinds of its parts, its signers, its date and its age."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.components import ComponentKind, Release, Signer
from app.gui.words import size_text


def kind_name(kind: ComponentKind) -> str:
    names = {
        ComponentKind.APP: QCoreApplication.translate("release", "Program"),
        ComponentKind.MODEL: QCoreApplication.translate("release", "Model"),
        ComponentKind.ADAPTER: QCoreApplication.translate("release", "Adapter"),
        ComponentKind.CORPUS: QCoreApplication.translate("release", "Documents"),
        ComponentKind.TEMPLATES: QCoreApplication.translate("release", "Forms"),
        ComponentKind.POLICY: QCoreApplication.translate("release", "Policy"),
    }
    return names[kind]


def signers_text(signers: Sequence[Signer]) -> str:
    """By name; a key without one by the beginning of its digest."""
    return ", ".join(signer.name or signer.key[:12] for signer in signers)


def date_text(release: Release) -> str:
    return release.signed_at.astimezone().strftime("%Y-%m-%d")


def age_text(days: int | None) -> str:
    if days is None:
        return QCoreApplication.translate("release", "not known: the clock of this PC stands before that day")
    return QCoreApplication.translate("release", "{days} days ago").format(days=f"{days:,}")


def days_since(release: Release, now: datetime) -> int | None:
    """None where the PC's clock stands before the day it was signed."""
    return None if now < release.signed_at else (now - release.signed_at).days


def parts_text(release: Release) -> str:
    """A line for each part."""
    return "\n".join(
        f"{kind_name(one.kind)} · {one.title or one.id} {one.version} · {size_text(one.bytes)}"
        + (f" · {one.os}" if one.os else "")
        for one in release.components
    )
