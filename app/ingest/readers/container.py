"""Files that hold files: which they are, and one of them."""

from collections.abc import Callable, Mapping

from app.core.errors import FileMissing
from app.ingest import sniff
from app.ingest.readers import mail, pdf, zipped

MAX_DEPTH = 3
"""Containers inside containers; a file deeper than that is left out."""

_MEMBER: Mapping[str, Callable[[bytes, str, int, str], tuple[bytes, str]]] = {
    "zip": zipped.member,
    "eml": mail.member,
    "pdf": pdf.member,
}


def member(data: bytes, name: str, index: int, password: str) -> tuple[bytes, str]:
    """(bytes, name) of the member at `index` of a container.

    Raises FileMissing when there is none, and what opening the container raises.
    """
    opener = _MEMBER.get(sniff.sniff(data, name))
    if opener is None:
        raise FileMissing(name=name)
    return opener(data, name, index, password)
