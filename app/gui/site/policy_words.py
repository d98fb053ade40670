"""Each rule of a policy in plain words."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from app.core.policy import Policy
from app.gui.site import preference_words

_DIGEST = 12
"""Letters of a SHA-256 that a person compares."""


def rules(policy: Policy) -> tuple[tuple[str, str], ...]:
    """(what it is about, what holds), only of what the policy says."""
    return tuple(_rules(policy))


def _rules(policy: Policy) -> Iterator[tuple[str, str]]:
    if policy.settings:
        lines = (f"{preference_words.label(name)}: {_value(name, value)}" for name, value in policy.settings.items())
        yield QCoreApplication.translate("policy", "Fixed settings"), "\n".join(lines)
    if policy.models:
        told = QCoreApplication.translate("policy", "Only {count} models, by their SHA-256: {digests}")
        digests = ", ".join(digest[:_DIGEST] for digest in policy.models)
        yield QCoreApplication.translate("policy", "Models"), told.format(count=len(policy.models), digests=digests)
    if policy.collections:
        told = QCoreApplication.translate("policy", "Only these are made and opened: {names}")
        yield QCoreApplication.translate("policy", "Collections"), told.format(names=", ".join(policy.collections))
    if policy.exports:
        told = QCoreApplication.translate("policy", "Only as {formats}")
        formats = ", ".join(suffix.upper() for suffix in policy.exports)
        yield QCoreApplication.translate("policy", "Export"), told.format(formats=formats)
    if policy.forbid_marked:
        yield (
            QCoreApplication.translate("policy", "Marked documents"),
            QCoreApplication.translate(
                "policy", "What carries a classification or personal data cannot be exported at all."
            ),
        )
    if not policy.clipboard:
        yield (
            QCoreApplication.translate("policy", "Copying"),
            QCoreApplication.translate("policy", "Not allowed: no text leaves by the clipboard."),
        )
    if not policy.printing:
        yield QCoreApplication.translate("policy", "Printing"), QCoreApplication.translate("policy", "Not allowed.")
    yield from _times(policy)


def _times(policy: Policy) -> Iterator[tuple[str, str]]:
    if policy.retention_days:
        yield QCoreApplication.translate("policy", "Retention"), retention(policy)
    if policy.warning_days:
        told = QCoreApplication.translate("policy", "A release older than {days} days is pointed out.")
        yield QCoreApplication.translate("policy", "Age of the release"), told.format(days=policy.warning_days)
    if policy.encrypted:
        yield (
            QCoreApplication.translate("policy", "Encryption"),
            QCoreApplication.translate("policy", "Only an encrypted workspace is opened."),
        )


def retention(policy: Policy) -> str:
    told = QCoreApplication.translate(
        "policy", "Conversations, searches and drafts that lie untouched for {days} days are removed."
    )
    return told.format(days=policy.retention_days)


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        on, off = QCoreApplication.translate("policy", "on"), QCoreApplication.translate("policy", "off")
        return on if value else off
    if isinstance(value, str):
        return preference_words.choice(name, value) or "–"
    return f"{value}{preference_words.unit(name)}"
