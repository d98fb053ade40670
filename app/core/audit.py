"""What is recorded, and of each act which facts: never a title, a text, a question, a file's name or its folder.

A fact is a number, yes or no, or a short word without white space: a digest, an id, a suffix, a version, a code. The
one thing that a person may have worded is the name of a collection: an inspector has to see which one was opened.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

Fact = str | int | bool
Facts = Mapping[str, Fact]


class AuditKind(StrEnum):
    BEGUN = "begun"
    """The first entry. `chain`: a random name; `before`, `before_count`: what was sealed at this place for another."""
    ADOPTED = "adopted"
    """The workspace was brought here: from another folder, another account or another PC."""
    RESEALED = "resealed"
    """A person accepted that this chain does not go on from what was sealed (a copy was put back); `count`, `head` are
    what was sealed then."""
    INSTALLED = "installed"
    UPGRADED = "upgraded"
    ROLLED_BACK = "rolled_back"
    REMOVED = "removed"
    REFUSED = "refused"
    """A bundle that was not taken, or a version that did not pass its own check; `code` says why."""
    RELEASE_SEEN = "release_seen"
    """Another release runs than at the last start; `audit_count`, `audit_head`: how far the installation's own audit
    was then."""
    POLICY_CHANGED = "policy_changed"
    """Another policy is in force; `before` and `after` are digests, empty: none."""
    OPENED = "opened"
    EXPORTED = "exported"
    """`format` is the suffix, `sha256` of the file's bytes, `document` the draft's or conversation's number."""
    PRINTED = "printed"
    """`sha256` is of the text that the pages show."""
    MODEL_ADDED = "model_added"
    MODEL_USED = "model_used"
    MODEL_REMOVED = "model_removed"
    ENCRYPTION = "encryption"
    """`change`: encrypted, decrypted, rekeyed, erased, …"""
    RETENTION = "retention"
    """How many were removed because they lay untouched for more than `days`."""


_RELEASE = frozenset({"version", "epoch", "sequence", "release", "before", "channel"})

FACTS: Mapping[AuditKind, frozenset[str]] = {
    AuditKind.BEGUN: frozenset({"chain", "before", "before_count"}),
    AuditKind.ADOPTED: frozenset(),
    AuditKind.RESEALED: frozenset({"count", "head"}),
    AuditKind.INSTALLED: _RELEASE,
    AuditKind.UPGRADED: _RELEASE,
    AuditKind.ROLLED_BACK: _RELEASE,
    AuditKind.REMOVED: _RELEASE,
    AuditKind.REFUSED: _RELEASE | {"code"},
    AuditKind.RELEASE_SEEN: _RELEASE | {"audit_count", "audit_head"},
    AuditKind.POLICY_CHANGED: frozenset({"before", "after"}),
    AuditKind.OPENED: frozenset({"collection"}),
    AuditKind.EXPORTED: frozenset({"what", "format", "sha256", "document", "marked"}),
    AuditKind.PRINTED: frozenset({"what", "sha256", "document"}),
    AuditKind.MODEL_ADDED: frozenset({"model", "sha256"}),
    AuditKind.MODEL_USED: frozenset({"model", "sha256", "adapter"}),
    AuditKind.MODEL_REMOVED: frozenset({"model", "sha256"}),
    AuditKind.ENCRYPTION: frozenset({"change", "cipher", "collection"}),
    AuditKind.RETENTION: frozenset({"days", "conversations", "searches", "drafts"}),
}

_WORDED = frozenset({"collection"})
_WORD = re.compile(r"[A-Za-z0-9._:/+@-]{0,128}")
_NAME_LETTERS = 200


def checked(kind: AuditKind, facts: Facts) -> Facts:
    """The facts as they may be recorded. Raises ValueError for one that does not belong to the kind or could carry
    text: that is a mistake of the program, not of its user."""
    for name, value in facts.items():
        if name not in FACTS[kind]:
            raise ValueError(f"{kind.value}: {name}")
        if isinstance(value, str) and name not in _WORDED and not _WORD.fullmatch(value):
            raise ValueError(f"{kind.value}: {name}")
    return {name: _storable(value) if isinstance(value, str) else value for name, value in facts.items()}


def _storable(value: str) -> str:
    """A name may hold half a letter, or be very long."""
    return value[:_NAME_LETTERS].encode("utf-8", "replace").decode("utf-8")
