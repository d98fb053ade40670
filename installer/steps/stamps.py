"""What was checked once need not be hashed at every start: size, time and SHA-256 of each checked file.

This only makes a start quick. The program itself hashes a model in full before loading it.
"""

import json
import os
from pathlib import Path


class Stamps:
    """`models/.stamp.json`: path in the checkout -> [bytes, mtime in ns, SHA-256]."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / "models" / ".stamp.json"
        self._seen: dict[str, list[object]] = {}
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(data, dict):
            self._seen = data

    def right(self, path: str, size: int, sha256: str) -> bool:
        """The file is there, was checked to be this, and was not written since."""
        try:
            state = (self._root / path).stat()
        except OSError:
            return False
        return state.st_size == size and self._seen.get(path) == [size, state.st_mtime_ns, sha256]

    def record(self, path: str, sha256: str) -> None:
        state = (self._root / path).stat()
        self._seen[path] = [state.st_size, state.st_mtime_ns, sha256]
        write_beside(self._path, json.dumps(self._seen, indent=1))


def write_beside(path: Path, text: str) -> None:
    """Replace a small file in one step: a reader sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".partial")
    with beside.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
