"""Where a question may look: the filters that the engine applies while it searches."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Within:
    """Empty: everywhere.

    `documents` are the ids that may be looked in, None: all; `without` those that may not. Dates are ISO and bound
    the effective date, both included; a document without one stays, for nobody knows that it is outside.
    `phrases` must stand in a passage's text, `excluded` neither in its text nor in what stands above it.
    """

    documents: Collection[str] | None = None
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    without: Collection[str] = ()
    collections: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    @property
    def marks(self) -> bool:
        """Whether a passage's text decides."""
        return bool(self.phrases or self.excluded)


EVERYWHERE = Within()


def nowhere(within: Within) -> bool:
    return within.documents is not None and not within.documents
