"""Chat templates as data: the strings around a turn, found by the SHA-256 of the model's own template.

A GGUF carries its template as a Jinja program. It is never run: a template that is not in this
table is refused, so a changed file cannot change what the control tokens of a prompt are.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """`opening` has one `{role}`; the reply is opened with the role `assistant`."""

    opening: str
    closing: str

    def open(self, role: str) -> str:
        return self.opening.format(role=role)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a chat. Each part is evaluated in batches of its own: put what is stable first."""

    role: str
    parts: tuple[str, ...]


CHATML = Template(opening="<|im_start|>{role}\n", closing="<|im_end|>\n")

KNOWN: Mapping[str, Template] = {
    "cd8e9439f0570856fd70470bf8889ebd8b5d1107207f67a5efb46e342330527f": CHATML,  # Qwen2.5-Coder 0.5B Instruct
    "d5495a1e5db0611132a97e46a65dbb64a642a499421228b9c8b93229097fa9a4": CHATML,  # Qwen2.5-Coder 1.5B Instruct
}
"""SHA-256 of `tokenizer.chat_template` (UTF-8, lower-case hex) -> Template."""


def fingerprint(untrusted_template: bytes) -> str:
    return hashlib.sha256(untrusted_template).hexdigest()
