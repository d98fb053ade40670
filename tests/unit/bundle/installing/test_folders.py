"""Folders held open, and looked at by name where a system has no such calls: both refuse a link."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bundle.installing import beside, pointer, tree
from app.bundle.installing.folders import Folder
from app.bundle.installing.layout import default_root
from app.core.bundle_errors import InstallUnwritable, MediumNotPlain

Opened = Callable[[Path], Folder]


@pytest.fixture(params=[True, False], ids=["held open", "by name"])
def opened(request: pytest.FixtureRequest) -> Opened:
    return lambda path: Folder.open(path, make=True, handles=request.param)


def test_files_are_made_once_read_and_moved(opened: Opened, tmp_path: Path) -> None:
    with opened(tmp_path / "top") as top, top.folder("sub", make=True) as sub:
        os.close(sub.creating("new", executable=True))
        with pytest.raises(FileExistsError):
            sub.creating("new")
        sub.move("new", top, "moved")
        assert (top.names(), sub.names()) == (["moved", "sub"], [])
        sub.sync()
        os.close(top.reading("moved"))
        top.unlink("moved")
        top.unlink("moved")
        assert top.state("moved") is None
        assert top.remove_empty("sub")


def test_a_link_is_not_gone_through(opened: Opened, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("theirs")
    with opened(tmp_path / "top") as top:
        (tmp_path / "top" / "folder").symlink_to(outside)
        (tmp_path / "top" / "file").symlink_to(outside / "file")
        (tmp_path / "top" / "dangling").symlink_to(tmp_path / "nowhere")
        with pytest.raises(MediumNotPlain):
            top.folder("folder")
        with pytest.raises(MediumNotPlain):
            top.folder("folder", make=True)
        for name in ("file", "dangling"):
            with pytest.raises(MediumNotPlain):
                top.reading(name)
            with pytest.raises(MediumNotPlain):
                top.changing(name)
        with pytest.raises(FileExistsError):
            top.creating("dangling")
        assert not (tmp_path / "nowhere").exists()
        with pytest.raises(MediumNotPlain), top.below(("folder", "deeper"), make=True):
            pass
    assert list(outside.iterdir()) == [outside / "file"]


def test_a_root_that_is_a_link_is_refused(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(MediumNotPlain):
        opened(tmp_path / "link")


def test_a_pipe_is_no_file_and_does_not_hang(opened: Opened, tmp_path: Path) -> None:
    with opened(tmp_path / "top") as top:
        os.mkfifo(tmp_path / "top" / "pipe")
        with pytest.raises(MediumNotPlain):
            top.reading("pipe")
        with pytest.raises(MediumNotPlain):
            top.folder("pipe")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../x", "a\0b"])
def test_a_name_is_one_part(opened: Opened, tmp_path: Path, name: str) -> None:
    with opened(tmp_path / "top") as top:
        for act in (top.reading, top.creating, top.folder, top.unlink, top.state):
            with pytest.raises(MediumNotPlain):
                act(name)


def test_a_small_file_changes_as_a_whole(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with opened(tmp_path / "top") as top:
        beside.put(top, "file", b"old")
        (tmp_path / "top" / "file.new").write_bytes(b"left by a kill")
        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="full"):
            beside.put(top, "file", b"new")
        assert beside.taken(top, "file", 100) == b"old"
        assert top.names() == ["file"]


def test_what_lies_there_unasked_is_told(opened: Opened, tmp_path: Path) -> None:
    top = tmp_path / "top"
    for path in ("a/b/known", "a/stranger", "strange/deep/file", "a/b/link"):
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).touch()
    (top / "a" / "b" / "link").unlink()
    (top / "a" / "b" / "link").symlink_to("known")
    (top / "also").symlink_to("a")
    with opened(top) as folder:
        found = list(tree.strangers(folder, ["a/b/known", "a/b/link", "also"]))
        assert found == ["a/b/link", "a/stranger", "also", "strange"]
        tree.remove(folder, "strange")
        tree.remove(folder, "also")
        assert sorted(path.name for path in top.iterdir()) == ["a"]
        tree.remove_files(folder, ["a/b/known", "a/b/not there", "x/y"])
    assert (top / "a" / "b" / "link").is_symlink()


def test_a_folder_that_everybody_may_write_to_is_refused(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "top").mkdir(mode=0o777)
    (tmp_path / "top").chmod(0o777)
    with opened(tmp_path / "top") as top, pytest.raises(InstallUnwritable):
        top.guarded()


def test_the_launcher_of_windows_takes_only_names_of_versions() -> None:
    text = pointer.launcher("windows").decode("ascii")
    assert text.count("\r\n") == text.count("\n")
    assert "findstr /r /b /e" in text
    assert '"%root%versions\\%name%\\app\\munjigi.exe" %*' in text


def test_where_one_installs_for_oneself_and_for_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_root(machine_wide=False) == tmp_path / "munjigi-program"
    assert default_root(machine_wide=True) == Path("/opt/munjigi")
