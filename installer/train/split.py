"""Which laws are learned from and which are held back: a law's articles never stand on both sides."""

import hashlib
from collections.abc import Iterable


def held_back(laws: Iterable[str], share: float, seed: int) -> frozenset[str]:
    """About `share` of the laws, the same ones on every machine and whatever else is in the list."""
    return frozenset(law for law in laws if place(law, seed) < share)


def place(name: str, seed: int) -> float:
    """A name's fixed place in [0, 1) under a seed."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
