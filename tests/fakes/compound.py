"""A compound file ([MS-CFB] version 3) from a mapping of paths to bytes: enough to make HWP 5 documents for tests.

One level of storages; one FAT sector run; the directory is a list (each entry's right sibling is the next).
"""

import struct

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


def compound(streams: dict[str, bytes]) -> bytes:
    """`streams`: "FileHeader" or "BodyText/Section0" -> bytes."""
    sectors: list[bytes] = []
    fat: list[int] = []
    mini, mini_fat = bytearray(), list[int]()
    places = {}
    for path, data in streams.items():
        if len(data) >= _CUTOFF:
            places[path] = (_chain(sectors, fat, data), len(data))
        else:
            places[path] = (_mini_chain(mini, mini_fat, data), len(data))
    root = (_chain(sectors, fat, bytes(mini)), len(mini))
    mini_fat_at = _chain(sectors, fat, struct.pack(f"<{len(mini_fat)}I", *mini_fat))
    mini_fat_count = -(-4 * len(mini_fat) // _SECTOR)
    directory_at = _chain(sectors, fat, _directory(places, root))
    count = 1
    while (len(fat) + count) * 4 > count * _SECTOR:
        count += 1
    first = len(fat)
    fat += [_FAT] * count
    fat += [_FREE] * (count * _SECTOR // 4 - len(fat))
    table = struct.pack(f"<{len(fat)}I", *fat)
    sectors += [table[at : at + _SECTOR] for at in range(0, len(table), _SECTOR)]
    difat = [*range(first, first + count), *[_FREE] * (109 - count)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory_at, 0, _CUTOFF, mini_fat_at)
    header += struct.pack("<III", mini_fat_count, _END, 0) + struct.pack("<109I", *difat)
    return header + b"".join(sectors)


def _chain(sectors: list[bytes], fat: list[int], data: bytes) -> int:
    """The first sector of `data`; the end mark where there is none."""
    pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
    if not pieces:
        return _END
    start = len(sectors)
    sectors += pieces
    fat += [*range(start + 1, start + len(pieces)), _END]
    return start


def _mini_chain(mini: bytearray, fat: list[int], data: bytes) -> int:
    if not data:
        return _END
    start, count = len(mini) // _MINI, -(-len(data) // _MINI)
    mini += data.ljust(count * _MINI, b"\0")
    fat += [*range(start + 1, start + count), _END]
    return start


def _directory(places: dict[str, tuple[int, int]], root: tuple[int, int]) -> bytes:
    storages = sorted({path.split("/")[0] for path in places if "/" in path})
    entries: list[list[int | str]] = [["Root Entry", _ROOT, _NONE, _NONE, *root]]

    def siblings(names: list[str], parent: str) -> int:
        """Add the entries of one storage; the index of the first."""
        start = len(entries)
        ordered = sorted(names, key=lambda name: (len(name), name.upper()))
        for at, name in enumerate(ordered):
            following = start + at + 1 if at + 1 < len(ordered) else _NONE
            kind = _STORAGE if not parent and name in storages else _STREAM
            where, size = places.get(f"{parent}{name}", (0, 0))
            entries.append([name, kind, following, _NONE, where, size])
        return start

    entries[0][3] = siblings([*storages, *(path for path in places if "/" not in path)], "")
    for entry in entries[1:]:
        if entry[1] == _STORAGE:
            inside = [path.split("/")[1] for path in places if path.startswith(f"{entry[0]}/")]
            entry[3] = siblings(inside, f"{entry[0]}/")
    return b"".join(_entry(*entry) for entry in entries)  # type: ignore[arg-type]


def _entry(name: str, kind: int, following: int, child: int, where: int, size: int) -> bytes:
    spelt = name.encode("utf-16-le") + b"\0\0"
    made = spelt.ljust(64, b"\0") + struct.pack("<HBBIII", len(spelt), kind, 1, _NONE, following, child)
    return made + bytes(16 + 4 + 8 + 8) + struct.pack("<IQ", where, size)
