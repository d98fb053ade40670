"""What the index of words asks of the place it is kept in."""

from typing import Protocol

from app.search.lexical.engine import Engine

Pair = tuple[Engine, Engine]
"""The passages and the laws."""


class Keeping(Protocol):
    """One index for all processes of a workspace: the holder of the write lock changes it, the others follow."""

    def answering(self) -> Pair | None:
        """The index to search in; None when there is none."""

    def stands_in(self) -> bool:
        """An older version answers."""

    def for_writing(self) -> Pair:
        """This version's index, made anew when it is missing or damaged."""

    def stamp(self) -> dict[str, int]:
        """Which revision of each document is in it; nothing when that is not known."""

    def write_stamp(self, documents: dict[str, int]) -> None:
        """What has been committed. Raises OSError."""

    def settle(self) -> None:
        """No writer is at work any more, and what merged in the background has merged. Raises OSError."""

    def finish(self) -> None:
        """It holds all documents: what is left of other versions goes. Raises OSError."""

    def overflowed(self) -> bool:
        """After a fault in writing: whether the place was full, and has been exchanged for one that is not, where the
        index is to be made anew."""

    def close(self) -> None:
        """Nobody searches any more."""
