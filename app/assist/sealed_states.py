"""The key under which the llm child seals its states: told in the request that loads a model, over the child's pipe.

It is derived from the workspace's key and opens nothing else. Arguments and environment of a process can be read by
other programs of the same user; a pipe cannot.
"""

from collections.abc import Mapping
from typing import Any

from app.store.vault.providers import provider
from app.store.vault.sealer import AeadSealer, Plain, Sealer

_PURPOSE = b"munjigi states of prompts"


def told(sealer: Sealer | None) -> dict[str, str] | None:
    """For the child; None: a plain workspace."""
    if not isinstance(sealer, AeadSealer):
        return None
    return {"cipher": sealer.provider.name, "key": sealer.provider.derive(sealer.key, b"", _PURPOSE).hex()}


def sealer_told(header: Mapping[str, Any] | None) -> Sealer:
    """In the child. Raises CipherMissing."""
    return AeadSealer(provider(str(header["cipher"])), bytes.fromhex(header["key"])) if header else Plain()
