"""Walking folders in bytes: every name is readable for people, every file is accounted for, no link is followed."""

import os
import sys
from pathlib import Path

import pytest

from app.core.errors import FileEmpty, FileMissing, FileTooLarge, FileUnreadable
from app.services.excludes import Excludes
from app.services.scan import Candidate, candidates, head, reachable, read, readable, under

NONE = Excludes(())
posix = pytest.mark.skipif(sys.platform == "win32", reason="names in bytes are POSIX")


def found(root: Path, *patterns: str) -> dict[str, str]:
    return {each.path: each.code for each in candidates(os.fsencode(root), Excludes(patterns))}


def paths(root: Path) -> list[str]:
    return [candidate.path for candidate in candidates(os.fsencode(root), NONE)]


def test_every_file_in_name_order_but_those_that_are_nobodys(tmp_path: Path) -> None:
    for name in ("b.md", "a.TXT", ".hidden.md", "~$lock.docx", "x.exe", "sub/c.md", ".git/d.md", "Thumbs.db"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths(tmp_path) == ["a.TXT", "b.md", "x.exe", "sub/c.md"]


def test_size_and_time_come_with_the_walk(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("abc")
    os.utime(tmp_path / "a.md", ns=(5, 1_234_567_890_123_456_789))
    (candidate,) = candidates(os.fsencode(tmp_path), NONE)
    assert (candidate.size, candidate.modified) == (3, 1_234_567_890_123_456_789)


def test_patterns_leave_out_names_folders_and_paths(tmp_path: Path) -> None:
    for name in ("a.md", "a.tmp", "임시/b.md", "2019/초안/c.hwp", "2019/c.hwp", "초안/d.hwp"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert found(tmp_path, "*.TMP", "임시/", "2019/초안") == {
        "a.md": "",
        "a.tmp": "ING-014",
        "임시": "ING-014",
        "2019/c.hwp": "",
        "2019/초안": "ING-014",
        "초안/d.hwp": "",
    }


def test_a_pattern_typed_in_nfc_fits_a_name_in_nfd() -> None:
    assert Excludes(("휴가*",)).of("가/\u1112\u1172\u1100\u1161.md", folder=False) == "휴가*"
    assert Excludes(("/", " ", "")).of("a.md", folder=False) == ""


def test_a_file_stands_for_itself(tmp_path: Path) -> None:
    (tmp_path / "x.exe").write_text("x")
    assert paths(tmp_path / "x.exe") == ["x.exe"]


def test_paths_below_a_root_are_the_roots(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.md").write_text("x")
    root = os.fsencode(tmp_path)
    assert [c.path for c in candidates(os.fsencode(tmp_path / "a"), NONE, root)] == ["a/b/c.md"]
    assert [c.path for c in candidates(os.fsencode(tmp_path / "a" / "b" / "c.md"), NONE, root)] == ["a/b/c.md"]


def test_a_root_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        paths(tmp_path / "gone")


@posix
def test_links_are_named_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link.md").symlink_to(tmp_path / "real.md")
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    assert found(tmp_path / "folder") == {"link.md": "ING-015", "up": "ING-015"}
    assert paths(tmp_path / "folder" / "up") == ["real.md", "folder/link.md", "folder/up"], "a root may be a link"
    assert found(tmp_path / "folder" / "link.md") == {"link.md": "ING-015"}


@posix
@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    assert found(tmp_path) == {"shut": "ING-002"}


@posix
def test_folders_in_folders_to_the_length_of_a_path(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 600)
    deep.mkdir(parents=True)
    (deep / "a.md").write_text("x")
    assert paths(tmp_path) == ["d/" * 600 + "a.md"]


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
    (candidate,) = candidates(os.fsencode(tmp_path), NONE)
    assert candidate.path == readable(raw) == shown
    assert candidate.raw_path.endswith(raw)
    assert read(candidate.raw_path, candidate.name, 10).data == b"x"
    shown.encode()  # no lone surrogate: it must go into SQLite and onto a screen


@posix
def test_a_folder_and_a_file_in_two_encodings(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/" + "문서".encode("cp949")
    os.mkdir(folder)  # noqa: PTH102 - bytes
    with open(folder + b"/" + "휴가.md".encode(), "wb") as stream:  # noqa: PTH123
        stream.write(b"x")
    assert paths(tmp_path) == ["문서/휴가.md"]


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "big.md").write_bytes(b"x" * 11)
    for name, leaf in (("empty.md", FileEmpty), ("big.md", FileTooLarge), ("gone.md", FileMissing)):
        with pytest.raises(leaf):
            read(os.fsencode(tmp_path / name), name, 10)
    with pytest.raises(FileUnreadable):
        read(os.fsencode(tmp_path), ".", 10)


@posix
def test_neither_a_pipe_nor_a_link_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "real.md").write_text("x")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    for name in ("pipe.md", "link.md"):
        with pytest.raises(FileUnreadable):
            read(os.fsencode(tmp_path / name), name, 10)
        with pytest.raises(FileUnreadable):
            head(os.fsencode(tmp_path / name), name)


@pytest.mark.parametrize(
    ("raw", "opened"),
    [
        (rb"C:\a\b.md", rb"\\?\C:\a\b.md"),
        (rb"C:/a/b.md", rb"\\?\C:\a\b.md"),
        (rb"\\server\share\b.md", rb"\\?\UNC\server\share\b.md"),
        (rb"\\?\C:\a", rb"\\?\C:\a"),
    ],
)
def test_windows_opens_paths_of_any_length(raw: bytes, opened: bytes) -> None:
    assert reachable(raw, windows=True) == opened
    assert reachable(raw, windows=False) == raw


def test_the_head_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"%PDF-" + b"x" * 9000)
    assert head(os.fsencode(tmp_path / "a"), "a")[:5] == b"%PDF-"
    assert Candidate(b"/r/a", "안/a").name == "a"


@posix
def test_under() -> None:
    assert under(b"/a/b/c.md", b"/a/b")
    assert under(b"/a/b", b"/a/b")
    assert under(b"/a", b"/")
    assert not under(b"/a/bc.md", b"/a/b")
