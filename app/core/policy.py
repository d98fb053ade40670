"""What a site forbids or fixes: the `policy` component of a signed release, read from its `policy.toml`.

Every field has the value of a PC without a policy. The form of the file: core.policy_file, and told field by field in
assets/policy/example.toml.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Policy:
    """`settings`: values of core.settings that nobody may change, by name. `models`: SHA-256 of the chat models and
    adapters that may run, hex; empty: those of every catalogue (what searches and reads is part of the program).
    `collections`: names that may be made and opened; empty: all. `exports`: suffixes without a dot (`hwpx`, `pdf`),
    empty: all. `forbid_marked`: what carries a classification or personal data cannot be exported or printed at all.
    `clipboard`, `printing`: whether text may leave so. `retention_days`: conversations, searches and drafts untouched
    for longer are removed; 0: kept. `warning_days`: age of a release from which it is said; 0: never. `encrypted`:
    only an encrypted workspace is opened. `title` and `digest` (SHA-256 of the file) say which policy it is; empty:
    none."""

    title: str = ""
    digest: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    models: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    forbid_marked: bool = False
    clipboard: bool = True
    printing: bool = True
    retention_days: int = 0
    warning_days: int = 0
    encrypted: bool = False

    @property
    def present(self) -> bool:
        return bool(self.digest)
