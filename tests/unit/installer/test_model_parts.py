"""Files put together from packages: order, resuming, and refusing what is not the pinned thing."""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.steps.parts import Part, join, read_recipes
from installer.steps.say import Stop

PIECES = (b"first" * 1000, b"", b"second" * 777, b"third")
WHOLE = hashlib.sha256(b"".join(PIECES)).hexdigest()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Shop:
    """Packages as pip would bring them; counts what was asked for, and can run dry or be tampered with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: list[str] = []
        self.empty_at: str | None = None
        self.contents = {f"p{number}": piece for number, piece in enumerate(PIECES)}

    def parts(self) -> tuple[Part, ...]:
        return tuple(
            Part(f"p{number}", "1.0", "unused", f"p{number}/data.bin", len(piece), sha(piece))
            for number, piece in enumerate(PIECES)
        )

    def fetch(self, part: Part) -> Path:
        if part.package == self.empty_at:
            raise Stop("끊김", "cut off")
        self.asked.append(part.package)
        path = self.folder / f"{part.package}.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part.member, self.contents[part.package])
        return path


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    folder = tmp_path / "shop"
    folder.mkdir()
    return Shop(folder)


def nothing(_done: int, _parts: int) -> None:
    return None


def test_parts_are_joined_in_order_and_packages_do_not_stay(shop: Shop, tmp_path: Path) -> None:
    out = tmp_path / "whole.bin"
    told: list[tuple[int, int]] = []
    join(shop.parts(), out, WHOLE, shop.fetch, lambda done, parts: told.append((done, parts)))
    assert out.read_bytes() == b"".join(PIECES)
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert list(shop.folder.iterdir()) == []
    assert list(tmp_path.glob("*.partial")) == []


def test_an_interrupted_file_goes_on_where_it_stopped(shop: Shop, tmp_path: Path) -> None:
    out = tmp_path / "whole.bin"
    shop.empty_at = "p3"
    with pytest.raises(Stop):
        join(shop.parts(), out, WHOLE, shop.fetch, nothing)
    assert not out.exists()
    first = len(shop.asked)
    shop.asked.clear()
    shop.empty_at = None
    join(shop.parts(), out, WHOLE, shop.fetch, nothing)
    assert out.read_bytes() == b"".join(PIECES)
    assert first > 0
    assert "p0" not in shop.asked


@pytest.mark.parametrize("kept", [0, 1, 4999, 5000, 5001, 9661, 9662, 9663])
def test_a_part_torn_at_any_byte_is_fetched_again(shop: Shop, tmp_path: Path, kept: int) -> None:
    out = tmp_path / "whole.bin"
    (tmp_path / "whole.bin.partial").write_bytes(b"".join(PIECES)[:kept])
    join(shop.parts(), out, WHOLE, shop.fetch, nothing)
    assert out.read_bytes() == b"".join(PIECES)
    assert ("p0" in shop.asked) == (kept < 5000)


def test_a_half_done_file_with_a_bent_byte_is_not_trusted(shop: Shop, tmp_path: Path) -> None:
    out = tmp_path / "whole.bin"
    bent = bytearray(b"".join(PIECES))
    bent[10] ^= 1
    (tmp_path / "whole.bin.partial").write_bytes(bent)
    join(shop.parts(), out, WHOLE, shop.fetch, nothing)
    assert out.read_bytes() == b"".join(PIECES)
    assert shop.asked == ["p0", "p1", "p2", "p3"]


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"!", lambda data: b"X" + data[1:]])
def test_a_member_that_is_not_the_pinned_one_is_refused(
    shop: Shop, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    out = tmp_path / "whole.bin"
    shop.contents["p2"] = change(shop.contents["p2"])
    with pytest.raises(Stop, match="p2"):
        join(shop.parts(), out, WHOLE, shop.fetch, nothing)
    assert not out.exists()
    assert (tmp_path / "whole.bin.partial").read_bytes() == PIECES[0]


def test_a_package_that_is_no_archive_is_refused(shop: Shop, tmp_path: Path) -> None:
    def fetch(part: Part) -> Path:
        path = shop.folder / f"{part.package}.whl"
        path.write_bytes(b"not a zip")
        return path

    with pytest.raises(Stop, match="p0"):
        join(shop.parts(), tmp_path / "whole.bin", WHOLE, fetch, nothing)


def test_a_whole_with_another_hash_is_thrown_away(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(Stop, match=r"whole\.bin"):
        join(shop.parts(), tmp_path / "whole.bin", sha(b"else"), shop.fetch, nothing)
    assert list(tmp_path.glob("whole.bin*")) == []


def test_recipes_are_read(tmp_path: Path) -> None:
    lock = tmp_path / "models.toml"
    lock.write_text(
        '[[file]]\npath = "a/b"\nneed = "run"\nmake = "join"\nbytes = 3\nsha256 = "x"\n'
        '[[file.part]]\npackage = "p"\nversion = "1"\npackage_sha256 = "y"\nmember = "m"\nbytes = 3\nsha256 = "z"\n',
        encoding="utf-8",
    )
    (recipe,) = read_recipes(lock)
    assert (recipe.path, recipe.need, recipe.bytes, recipe.parts) == (
        "a/b",
        "run",
        3,
        (Part("p", "1", "y", "m", 3, "z"),),
    )
