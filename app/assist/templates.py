"""Chat templates as data, and turns of a chat.

A GGUF carries its template as a Jinja program. The program that answers never runs it: the catalogue pins its SHA-256
and holds the fixed strings that stand for it (core.catalog.ChatFormat), so a changed file cannot change what the
control tokens of a prompt are.
"""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a chat. Each part is evaluated in batches of its own: put what is stable first."""

    role: str
    parts: tuple[str, ...]


def fingerprint(untrusted_template: bytes) -> str:
    return hashlib.sha256(untrusted_template).hexdigest()
