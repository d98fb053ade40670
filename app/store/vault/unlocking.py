"""What a person gives to open an encrypted workspace."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Unlock:
    """`passphrase`: the passphrase or the recovery passphrase. Empty: only the account's key is tried."""

    passphrase: str = field(default="", repr=False)
