"""Walking folders in bytes: every name is readable for people, nothing that is no document is opened."""

import os
import sys
from pathlib import Path

import pytest

from app.core.errors import FileEmpty, FileMissing, FileTooLarge, FileUnreadable
from app.services.scan import Candidate, candidates, read, readable, under

SUFFIXES = frozenset({".md", ".txt"})
posix = pytest.mark.skipif(sys.platform == "win32", reason="names in bytes are POSIX")


def paths(root: Path) -> list[str]:
    return [candidate.path for candidate in candidates(os.fsencode(root), SUFFIXES)]


def test_known_suffixes_in_name_order_hidden_and_foreign_passed_over(tmp_path: Path) -> None:
    for name in ("b.md", "a.TXT", ".hidden.md", "~$lock.md", "x.exe", "sub/c.md", ".git/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths(tmp_path) == ["a.TXT", "b.md", "sub/c.md"]


def test_a_file_stands_for_itself_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "x.exe").write_text("x")
    assert paths(tmp_path / "x.exe") == ["x.exe"]


def test_a_root_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        paths(tmp_path / "gone")


@posix
def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link.md").symlink_to(tmp_path / "real.md")
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    assert paths(tmp_path / "folder") == []


@posix
@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("휴가 규정.md".encode(), "휴가 규정.md"),
        ("휴가 규정.md".encode("cp949"), "휴가 규정.md"),
        ("\u1112\u1172\u1100\u1161.md".encode(), "휴가.md"),
        (b"\xff\xfe\xff.md", "\ufffd\ufffd\ufffd.md"),
        ("📄 규정\u200f.md".encode(), "📄 규정\u200f.md"),
    ],
)
def test_names_for_people(tmp_path: Path, raw: bytes, shown: str) -> None:
    with open(os.fsencode(tmp_path) + b"/" + raw, "wb") as stream:  # noqa: PTH123
        stream.write(b"x")
    (found,) = candidates(os.fsencode(tmp_path), SUFFIXES)
    assert found.path == readable(raw) == shown
    assert found.raw_path.endswith(raw)
    data, source = read(found, 10)
    assert (data, source.path) == (b"x", shown)
    shown.encode()  # no lone surrogate: it must go into SQLite and onto a screen


def test_what_cannot_be_read(tmp_path: Path) -> None:
    def candidate(name: str) -> Candidate:
        return Candidate(os.fsencode(tmp_path / name), name)

    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "big.md").write_bytes(b"x" * 11)
    for name, leaf in (("empty.md", FileEmpty), ("big.md", FileTooLarge), ("gone.md", FileMissing)):
        with pytest.raises(leaf):
            read(candidate(name), 10)
    with pytest.raises(FileUnreadable):
        read(candidate("."), 10)


@posix
def test_a_pipe_does_not_make_the_program_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(FileUnreadable):
        read(Candidate(os.fsencode(tmp_path / "pipe.md"), "pipe.md"), 10)


@posix
def test_under() -> None:
    assert under(b"/a/b/c.md", b"/a/b")
    assert under(b"/a/b", b"/a/b")
    assert under(b"/a", b"/")
    assert not under(b"/a/bc.md", b"/a/b")
