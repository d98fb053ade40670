"""Entries of the audit in words: which kind of act, and its facts."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.audit import AuditKind, Facts


def kind_name(kind: str) -> str:
    """A kind that a newer program wrote is shown by its own name."""
    names: dict[str, str] = {
        AuditKind.BEGUN: QCoreApplication.translate("audit", "Record begun"),
        AuditKind.ADOPTED: QCoreApplication.translate("audit", "Workspace brought here"),
        AuditKind.RESEALED: QCoreApplication.translate("audit", "A break was accepted"),
        AuditKind.INSTALLED: QCoreApplication.translate("audit", "Installed"),
        AuditKind.UPGRADED: QCoreApplication.translate("audit", "Upgraded"),
        AuditKind.ROLLED_BACK: QCoreApplication.translate("audit", "Rolled back"),
        AuditKind.REMOVED: QCoreApplication.translate("audit", "Uninstalled"),
        AuditKind.REFUSED: QCoreApplication.translate("audit", "Bundle refused"),
        AuditKind.RELEASE_SEEN: QCoreApplication.translate("audit", "Another release runs"),
        AuditKind.POLICY_CHANGED: QCoreApplication.translate("audit", "Policy changed"),
        AuditKind.OPENED: QCoreApplication.translate("audit", "Collection opened"),
        AuditKind.EXPORTED: QCoreApplication.translate("audit", "Exported"),
        AuditKind.PRINTED: QCoreApplication.translate("audit", "Printed"),
        AuditKind.MODEL_ADDED: QCoreApplication.translate("audit", "Model added"),
        AuditKind.MODEL_USED: QCoreApplication.translate("audit", "Model chosen"),
        AuditKind.MODEL_REMOVED: QCoreApplication.translate("audit", "Model removed"),
        AuditKind.ENCRYPTION: QCoreApplication.translate("audit", "Encryption"),
        AuditKind.RETENTION: QCoreApplication.translate("audit", "Removed by age"),
    }
    return names.get(kind, kind)


def facts_text(facts: Facts) -> str:
    """`version 1.2 · sequence 7`; digests are cut to what a person compares. A draft without a number has none."""
    told = {name: value for name, value in facts.items() if value != "" and (name, value) != ("document", 0)}
    return " · ".join(f"{fact_name(name)} {_fact(name, value)}" for name, value in told.items())


def local_time(at: str) -> str:
    """UTC as it was recorded, in the PC's own time; what is no time is shown as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except ValueError:
        return at


def fact_name(name: str) -> str:
    names = {
        "version": QCoreApplication.translate("audit", "version"),
        "before_count": QCoreApplication.translate("audit", "entries before"),
        "head": QCoreApplication.translate("audit", "digest of the end"),
        "epoch": QCoreApplication.translate("audit", "epoch"),
        "sequence": QCoreApplication.translate("audit", "sequence"),
        "release": QCoreApplication.translate("audit", "digest of the release"),
        "channel": QCoreApplication.translate("audit", "channel"),
        "audit_count": QCoreApplication.translate("audit", "entries of the installation"),
        "audit_head": QCoreApplication.translate("audit", "digest of the installation's end"),
        "sha256": QCoreApplication.translate("audit", "SHA-256"),
        "before": QCoreApplication.translate("audit", "before"),
        "after": QCoreApplication.translate("audit", "after"),
        "collection": QCoreApplication.translate("audit", "collection"),
        "format": QCoreApplication.translate("audit", "format"),
        "what": QCoreApplication.translate("audit", "what"),
        "document": QCoreApplication.translate("audit", "number"),
        "marked": QCoreApplication.translate("audit", "marked"),
        "model": QCoreApplication.translate("audit", "model"),
        "adapter": QCoreApplication.translate("audit", "adapter"),
        "change": QCoreApplication.translate("audit", "change"),
        "cipher": QCoreApplication.translate("audit", "cipher"),
        "days": QCoreApplication.translate("audit", "days"),
        "conversations": QCoreApplication.translate("audit", "conversations"),
        "searches": QCoreApplication.translate("audit", "searches"),
        "drafts": QCoreApplication.translate("audit", "drafts"),
        "code": QCoreApplication.translate("audit", "code"),
        "chain": QCoreApplication.translate("audit", "chain"),
        "count": QCoreApplication.translate("audit", "entries"),
    }
    return names.get(name, name)


def _value_name(value: str) -> str:
    names = {
        "encrypted": QCoreApplication.translate("audit", "encrypted"),
        "decrypted": QCoreApplication.translate("audit", "decrypted"),
        "passphrase": QCoreApplication.translate("audit", "passphrase"),
        "recovery": QCoreApplication.translate("audit", "recovery passphrase"),
        "rekeyed": QCoreApplication.translate("audit", "new key"),
        "erased": QCoreApplication.translate("audit", "erased"),
        "account_added": QCoreApplication.translate("audit", "account added"),
        "account_removed": QCoreApplication.translate("audit", "account removed"),
        "draft": QCoreApplication.translate("audit", "draft"),
        "appendix": QCoreApplication.translate("audit", "review"),
        "conversation": QCoreApplication.translate("audit", "conversation"),
        "ledger": QCoreApplication.translate("audit", "list of files"),
        "report": QCoreApplication.translate("audit", "report"),
        "audit": QCoreApplication.translate("audit", "audit"),
        "run": QCoreApplication.translate("audit", "results of a run"),
        "corrected": QCoreApplication.translate("audit", "corrected text"),
    }
    return names.get(value, value)


def _fact(name: str, value: str | int | bool) -> str:
    if isinstance(value, bool):
        yes, no = QCoreApplication.translate("audit", "yes"), QCoreApplication.translate("audit", "no")
        return yes if value else no
    text = _value_name(str(value)) if name in ("what", "change") else str(value)
    return f"{text[:12]}…" if len(text) == 64 and set(text) <= set("0123456789abcdef") else text
