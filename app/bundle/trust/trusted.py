"""What a PC believes before it looks at a medium."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trust:
    """`roots`: envelopes of root documents, the one that was handed over first, then the ones that followed it.
    `place`: the highest (epoch, sequence) that was accepted here, `digest` its release's; None: nothing yet. `floor`:
    the highest revocation floor seen. `channel`: the installation's; empty: any that the root names."""

    roots: tuple[bytes, ...]
    place: tuple[int, int] | None = None
    floor: tuple[int, int] = (0, 0)
    product: str = "munjigi"
    channel: str = ""
    digest: str = ""
