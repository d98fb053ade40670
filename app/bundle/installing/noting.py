"""What the installation's audit is told of a release."""

from collections.abc import Callable

from app.core.audit import AuditKind, Facts
from app.core.components import Release

Note = Callable[[AuditKind, Facts], None]
"""Adds an entry; what cannot be recorded is not done: it raises then."""


def facts(release: Release, before: str) -> Facts:
    """`before` is the folder's name of the version that it takes the place of; empty: none."""
    return {
        "version": release.version,
        "epoch": release.epoch,
        "sequence": release.sequence,
        "release": release.digest,
        "channel": release.channel,
        "before": before,
    }
