"""A model file is taken in whole or not at all."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import Cancelled, DiskFull, ModelDamaged, WorkspaceUnwritable
from app.core.events import Cancel
from app.services.models.files import Taking, sweep

DATA = bytes(range(256)) * 9000  # more than two chunks


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "m.gguf"
    path.write_bytes(DATA)
    return path


def take(source: Path, folder: Path, cancel: Cancel | None = None) -> Taking:
    taking = Taking(source, folder, "m.gguf")
    for progress in taking.run(cancel or Cancel()):
        assert progress.stage == "take" and 0 <= progress.done <= progress.total == len(DATA)
    return taking


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another disk."""

    def refuse(*_names: Any) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr(os, "link", refuse)
    yield


def test_a_file_of_the_same_disk_gets_a_second_name(source: Path, tmp_path: Path) -> None:
    taken = take(source, tmp_path / "out" / "m").taken
    assert taken is not None and taken.linked
    assert (taken.file.bytes, taken.file.sha256) == (len(DATA), hashlib.sha256(DATA).hexdigest())
    assert (tmp_path / "out" / "m" / "m.gguf").samefile(source)


@pytest.mark.usefixtures("no_links")
def test_a_file_of_another_disk_is_copied(source: Path, tmp_path: Path) -> None:
    taken = take(source, tmp_path / "out").taken
    assert taken is not None and not taken.linked
    assert taken.file.sha256 == hashlib.sha256(DATA).hexdigest()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".adding", "m.gguf"]
    assert (tmp_path / "out" / "m.gguf").read_bytes() == DATA and not (tmp_path / "out" / "m.gguf").samefile(source)


def test_a_symbolic_link_is_followed_and_copied(source: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.gguf"
    link.symlink_to(source)
    taken = take(link, tmp_path / "out").taken
    assert taken is not None and not taken.linked and not (tmp_path / "out" / "m.gguf").is_symlink()


@pytest.mark.usefixtures("no_links")
def test_a_full_disk_is_seen_before_a_byte_is_written(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=len(DATA)))
    taking = Taking(source, tmp_path / "out", "m.gguf")
    with pytest.raises(DiskFull):
        list(taking.run(Cancel()))
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".adding"]
    taking.undo()
    assert not (tmp_path / "out").exists() and source.read_bytes() == DATA


@pytest.mark.usefixtures("no_links")
@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EACCES, WorkspaceUnwritable)])
def test_a_disk_that_fills_up_or_fails_on_the_way(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, "on the way")

    monkeypatch.setattr(os, "fsync", fail)
    taking = Taking(source, tmp_path / "out", "m.gguf")
    with pytest.raises(error):
        list(taking.run(Cancel()))
    assert not (tmp_path / "out" / "m.gguf").exists() and taking.taken is None
    taking.undo()
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("no_links")
def test_cancelled_on_the_way(source: Path, tmp_path: Path) -> None:
    cancel = Cancel()
    cancel.set()
    taking = Taking(source, tmp_path / "out", "m.gguf")
    with pytest.raises(Cancelled):
        list(taking.run(cancel))
    assert not (tmp_path / "out" / "m.gguf").exists()


def test_a_file_that_grows_while_it_is_read(source: Path, tmp_path: Path) -> None:
    taking = Taking(source, tmp_path / "out", "m.gguf")
    stream = taking.run(Cancel())
    real = os.fstat

    def short(handle: int) -> Any:
        about = real(handle)
        return os.stat_result((*about[:6], about.st_size - 1, *about[7:10]))

    with pytest.MonkeyPatch.context() as patch, pytest.raises(ModelDamaged):
        patch.setattr(os, "fstat", short)
        list(stream)
    assert not (tmp_path / "out" / "m.gguf").exists()


def test_only_what_was_left_behind_is_swept_away(source: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    for name in ("left", "listed", "done"):
        taking = take(source, models / name)
    taking.finish()
    (models / "own").mkdir()
    (models / "own" / "notes.txt").write_text("ours")
    sweep(models, ["listed"])
    assert sorted(path.name for path in models.iterdir()) == ["done", "listed", "own"]
    assert [path.name for path in (models / "done").iterdir()] == ["m.gguf"]
