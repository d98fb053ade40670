"""A bundle over several media of a given size: each gets the metadata and some of the parts (SPEC.md 11).

FAT32 holds at most 65,536 entries of 32 bytes in one folder, and a part's name takes seven of them (Microsoft FAT
specification 1.03, section 7), so that the count of parts is bounded as well as their bytes.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.bundle.medium import DATA, META
from app.core.bundle_errors import BundleSourceBad

MOST_PARTS = 9000
"""Parts in the data folder of one medium."""

_CLUSTER = 32 * 1024
_KEPT_FREE = 1 << 20
"""For folders and the file system's own tables."""


@dataclass(slots=True)
class _Medium:
    room: int
    parts: list[tuple[str, int]] = field(default_factory=list)

    def takes(self, size: int) -> bool:
        return size <= self.room and len(self.parts) < MOST_PARTS

    def put(self, name: str, size: int) -> None:
        self.room -= size
        self.parts.append((name, size))


def divide(bundle: Path, size: int) -> tuple[Path, ...]:
    """Move the parts of `bundle` into `bundle/1`, `bundle/2`, … of at most `size` bytes each; their paths. The largest
    first, each to the first medium that has room: the same bundle is always divided in the same way.

    Raises BundleSourceBad for a part that fits on no medium, and where media lie there already.
    """
    meta = sum(_rounded(path) for path in (bundle / META).iterdir())
    room = size - meta - _KEPT_FREE
    parts = sorted(
        ((path.name, _rounded(path)) for path in (bundle / DATA).iterdir()), key=lambda one: (-one[1], one[0])
    )
    media = _placed(parts, room)
    folders = tuple(bundle / str(number) for number in range(1, len(media) + 1))
    for folder in folders:
        if folder.exists():
            raise BundleSourceBad(name=str(folder), detail="exists")
    for folder, medium in zip(folders, media, strict=True):
        shutil.copytree(bundle / META, folder / META)
        (folder / DATA).mkdir()
        for name, _ in medium.parts:
            (bundle / DATA / name).rename(folder / DATA / name)
    (bundle / DATA).rmdir()
    shutil.rmtree(bundle / META)
    return folders


def _placed(parts: Sequence[tuple[str, int]], room: int) -> list[_Medium]:
    media = [_Medium(room)]
    for name, size in parts:
        if size > room:
            raise BundleSourceBad(name=name, detail=f"{size} > {max(room, 0)}")
        medium = next((one for one in media if one.takes(size)), None)
        if medium is None:
            medium = _Medium(room)
            media.append(medium)
        medium.put(name, size)
    return media


def _rounded(path: Path) -> int:
    """What a file takes of a medium, in whole clusters."""
    return -(-os.stat(path).st_size // _CLUSTER) * _CLUSTER  # noqa: PTH116 - one call for a listing of thousands
