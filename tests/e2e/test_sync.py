"""Folders kept in step, through the real reader child: what is read, what is not read again, what is told."""

import dataclasses
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.core.errors import FileMissing
from app.core.events import Cancel, Changed, Warned, result_of
from app.core.types import FileState, LedgerEntry
from app.services import scan
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.index import IndexReport, index
from app.services.library import Dropped, folders, remove_folder
from app.services.watch import watch

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="names in bytes and links are POSIX"),
]

RULE = "# {title}\n\n##### 제1조 (목적)\n\n{title}에 관한 것을 정한다.\n\n##### 제2조 (정의)\n\n뜻은 {word} 같다.\n"
HOUR = 3600


def write(path: Path, title: str, word: str = "다음과") -> Path:
    """A small rule that was saved an hour ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RULE.format(title=title, word=word), encoding="utf-8")
    age(path)
    return path


def age(path: Path) -> None:
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - HOUR * 1_000_000_000))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "문서"
    made.mkdir()
    return made


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "home")
    yield opened
    opened.close()


def take(workspace: Workspace, *paths: Path, **more: Any) -> IndexReport:
    request = IndexRequest(paths, meaning=False, **more)
    return result_of(index(workspace, request, cancel=Cancel()), IndexReport)


def rows(workspace: Workspace) -> Mapping[str, LedgerEntry]:
    return {entry.path: entry for entry in workspace.ledger.entries()}


def ids(workspace: Workspace, path: str) -> tuple[str, list[int]]:
    document = rows(workspace)[path].document_id
    return document, [passage.id for passage in workspace.documents.passages_of(document)]


def counted(report: IndexReport) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.moved, report.removed


def test_a_second_look_opens_nothing(workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "휴가.md", "휴가 규정")
    write(folder / "출장.md", "출장 규정")
    assert counted(take(workspace, folder)) == (2, 0, 0, 0, 0)

    def never(*_: object) -> None:
        raise AssertionError("an unchanged file was opened")

    monkeypatch.setattr(scan, "read", never)
    assert counted(take(workspace)) == (0, 0, 2, 0, 0)


def test_a_touched_file_is_hashed_and_not_read(workspace: Workspace, folder: Path) -> None:
    path = write(folder / "휴가.md", "휴가 규정")
    take(workspace, folder)
    before = ids(workspace, "휴가.md")
    os.utime(path)
    assert counted(take(workspace)) == (0, 0, 1, 0, 0)
    assert ids(workspace, "휴가.md") == before


def test_a_change_keeps_what_did_not_change(workspace: Workspace, folder: Path) -> None:
    write(folder / "휴가.md", "휴가 규정")
    take(workspace, folder)
    document, (first, second) = ids(workspace, "휴가.md")
    write(folder / "휴가.md", "휴가 규정", word="아래와")
    assert counted(take(workspace)) == (0, 1, 0, 0, 0)
    assert ids(workspace, "휴가.md")[0] == document
    kept, new = ids(workspace, "휴가.md")[1]
    assert kept == first
    assert new != second


def test_a_move_keeps_its_identity(workspace: Workspace, folder: Path) -> None:
    path = write(folder / "휴가.md", "휴가 규정")
    take(workspace, folder)
    before = ids(workspace, "휴가.md")
    (folder / "안").mkdir()
    path.rename(folder / "안" / "연가.md")
    report = take(workspace)
    assert counted(report) == (0, 0, 0, 1, 0)
    assert ids(workspace, "안/연가.md") == before
    assert set(rows(workspace)) == {"안/연가.md"}


def test_a_move_is_seen_after_a_run_that_was_killed_before_it_read_the_file(workspace: Workspace, folder: Path) -> None:
    path = write(folder / "휴가.md", "휴가 규정")
    take(workspace, folder)
    before = ids(workspace, "휴가.md")
    path.rename(folder / "연가.md")
    for event in index(workspace, IndexRequest((folder,), meaning=False), cancel=Cancel()):
        if getattr(event, "stage", "") == "read":
            break  # the new place stands in the ledger as waiting
    assert rows(workspace)["연가.md"].state is FileState.WAITING
    assert counted(take(workspace)) == (0, 0, 0, 1, 0)
    assert ids(workspace, "연가.md") == before


def test_a_title_that_was_the_files_name_follows_it(workspace: Workspace, folder: Path) -> None:
    path = folder / "옛 이름.txt"
    path.write_text(
        "첫 문장이 이렇게 길게 이어지며 끝난다.\n둘째 문장도 이렇게 길게 이어지며 끝난다.\n", encoding="utf-8"
    )
    take(workspace, folder)
    document = rows(workspace)["옛 이름.txt"].document_id
    path.rename(folder / "새 이름.txt")
    take(workspace)
    row = rows(workspace)["새 이름.txt"]
    assert (row.title, row.document_id) == ("새 이름", document)


def test_deleted_files_leave_and_a_folder_that_is_away_does_not(workspace: Workspace, folder: Path) -> None:
    write(folder / "휴가.md", "휴가 규정")
    write(folder / "출장.md", "출장 규정")
    take(workspace, folder)
    (folder / "출장.md").unlink()
    assert counted(take(workspace)) == (0, 0, 1, 0, 1)
    folder.rename(folder.with_name("빠짐"))
    report = take(workspace)
    assert [warned.code for warned in report.failed] == ["ING-001"]
    assert set(rows(workspace)) == {"휴가.md"}


def test_every_file_is_accounted_for(workspace: Workspace, folder: Path) -> None:
    write(folder / "휴가.md", "휴가 규정")
    (folder / "빈 파일.docx").write_bytes(b"")
    (folder / "깨짐.pdf").write_bytes(b"%PDF-1.7 nothing of it")
    (folder / "영상.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 100)
    (folder / "초안.tmp").write_text("x")
    (folder / "가리킴.md").symlink_to(folder / "휴가.md")
    report = take(workspace, folder, excludes=("*.tmp",))
    assert {path: (row.state, row.code) for path, row in rows(workspace).items()} == {
        "휴가.md": (FileState.INDEXED, ""),
        "빈 파일.docx": (FileState.FAILED, "ING-004"),
        "깨짐.pdf": (FileState.FAILED, "ING-005"),
        "영상.mp4": (FileState.SKIPPED, "ING-013"),
        "초안.tmp": (FileState.SKIPPED, "ING-014"),
        "가리킴.md": (FileState.SKIPPED, "ING-015"),
    }
    assert {entry.path for entry in report.entries} == set(rows(workspace))
    assert report.states[FileState.SKIPPED] == 3
    again = take(workspace)
    assert (again.unchanged, again.skipped, len(again.failed)) == (1, 3, 2), "failures are told every time"
    assert folders(workspace)[0].excludes == ("*.tmp",)


def test_a_document_under_a_strange_suffix_is_found_out(workspace: Workspace, folder: Path) -> None:
    page = "<html><head><title>휴가 규정</title></head><body><p>제1조(목적) 휴가를 정한다.</p></body></html>"
    (folder / "저장한 쪽.bak").write_text(page, encoding="utf-8")
    with zipfile.ZipFile(folder / "프로그램.jar", "w") as archive:
        archive.writestr("Main.class", b"\xca\xfe\xba\xbe")
    take(workspace, folder)
    assert rows(workspace)["저장한 쪽.bak"].title == "휴가 규정"
    assert rows(workspace)["프로그램.jar"].code == "ING-013"


def test_the_members_of_an_archive_are_files_of_their_own(workspace: Workspace, folder: Path) -> None:
    def pack(**texts: str) -> None:
        with zipfile.ZipFile(folder / "묶음.zip", "w") as archive:
            for name, title in texts.items():
                archive.writestr(f"안/{name}.md", RULE.format(title=title, word="다음과"))
            archive.writestr("깨짐.pdf", b"%PDF-1.7 nothing")
        age(folder / "묶음.zip")

    pack(휴가="휴가 규정", 출장="출장 규정")
    take(workspace, folder)
    made = rows(workspace)
    assert made["묶음.zip"].state is FileState.INDEXED
    assert made["묶음.zip/깨짐.pdf"].code == "ING-005"
    before = ids(workspace, "묶음.zip/안/휴가.md")
    (folder / "묶음.zip").rename(folder / "옮김.zip")
    (folder / "옮김.zip").rename(folder / "묶음.zip")
    assert take(workspace).unchanged == 1
    (folder / "묶음.zip").rename(folder / "옮김.zip")
    assert take(workspace).moved == 1
    assert ids(workspace, "옮김.zip/안/휴가.md") == before
    (folder / "옮김.zip").rename(folder / "묶음.zip")
    assert take(workspace).moved == 1
    pack(휴가="휴가 규정")
    take(workspace)
    assert ids(workspace, "묶음.zip/안/휴가.md") == before
    assert "묶음.zip/안/출장.md" not in rows(workspace)
    (folder / "묶음.zip").unlink()
    take(workspace)
    assert not rows(workspace)


def test_a_failed_member_is_told_every_time_and_read_again_when_asked(workspace: Workspace, folder: Path) -> None:
    with zipfile.ZipFile(folder / "묶음.zip", "w") as archive:
        archive.writestr("휴가.md", RULE.format(title="휴가 규정", word="다음과"))
        archive.writestr("깨짐.pdf", b"%PDF-1.7 nothing")
    age(folder / "묶음.zip")
    take(workspace, folder)
    member = os.fsencode(folder / "묶음.zip" / "깨짐.pdf")
    first = workspace.files.known("기본")[member].checked
    assert [warned.subject for warned in take(workspace).failed] == ["묶음.zip/깨짐.pdf"]
    assert workspace.files.known("기본")[member].checked == first
    take(workspace, retry=True)
    assert workspace.files.known("기본")[member].checked > first


@pytest.mark.parametrize("packed", [False, True])
def test_what_hung_or_killed_the_reader_is_not_tried_again_even_when_asked(
    workspace: Workspace, folder: Path, packed: bool
) -> None:
    path = folder / "독.md"
    if packed:
        path = folder / "묶음.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("독.md", RULE.format(title="독", word="다음과"))
    else:
        write(path, "독")
    age(path)
    take(workspace, folder)
    shown = "묶음.zip/독.md" if packed else "독.md"
    raw = os.fsencode(folder / shown)
    row = workspace.files.known("기본")[raw]
    poisoned = dataclasses.replace(
        row, state=FileState.FAILED, code="ING-010", params={"name": "독.md"}, document_id=""
    )
    workspace.files.record([poisoned])
    for more in ({}, {"retry": True}, {"passwords": {shown: ""}}):
        report = take(workspace, **more)
        assert [(warned.subject, warned.code) for warned in report.failed] == [(shown, "ING-010")], more
    if packed:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("새것.md", RULE.format(title="새것", word="다음과"))
    else:
        write(path, "약")
    assert not take(workspace).failed, "the file has changed"


def test_scanned_pages_may_be_left_waiting(workspace: Workspace, folder: Path) -> None:
    Image.new("L", (600, 800), 255).save(folder / "스캔.png")
    report = take(workspace, folder, scans=False)
    assert (report.states[FileState.WAITING], rows(workspace)["스캔.png"].code) == (1, "ING-019")
    take(workspace)
    assert rows(workspace)["스캔.png"].state is FileState.FAILED, "an empty page holds no text"


def test_names_of_every_make(workspace: Workspace, folder: Path) -> None:
    names = [
        "휴가 규정.md".encode("cp949"),
        "\u110e\u116e\u11af\u110c\u1161\u11bc.md".encode(),  # NFD
        "공백  둘 📄.md".encode(),
        "오른쪽\u200f표시.md".encode(),
        b"\xff\xfe.md",
        ("긴" * 80 + ".md").encode(),
    ]
    for number, name in enumerate(names):
        with open(os.fsencode(folder) + b"/" + name, "wb") as stream:  # noqa: PTH123
            stream.write(RULE.format(title=f"규정 {number}", word=f"{number}과").encode())
    assert take(workspace, folder).added == len(names)
    assert {"휴가 규정.md", "출장.md"} <= set(rows(workspace))
    assert take(workspace).added == 0


def test_what_failed_is_not_read_again_until_asked(workspace: Workspace, folder: Path) -> None:
    path = folder / "깨짐.pdf"
    path.write_bytes(b"%PDF-1.7 nothing of it")
    age(path)
    take(workspace, folder)
    first = workspace.files.known("기본")[os.fsencode(path)].checked
    take(workspace)
    assert workspace.files.known("기본")[os.fsencode(path)].checked == first
    take(workspace, retry=True)
    assert workspace.files.known("기본")[os.fsencode(path)].checked > first


def test_words_are_found_and_the_ledger_waits_before_the_first_file_is_read(workspace: Workspace, folder: Path) -> None:
    for number in range(3):
        write(folder / f"규정 {number}.md", f"규정 {number}")
    cancel = Cancel()
    events = index(workspace, IndexRequest((folder,), meaning=False), cancel=cancel)
    for event in events:
        if getattr(event, "stage", "") == "read":
            break
    assert {row.state for row in rows(workspace).values()} == {FileState.WAITING}
    events.close()  # type: ignore[attr-defined]
    assert counted(take(workspace, folder)) == (3, 0, 0, 0, 0)


def test_what_does_not_find_itself_is_a_failure(
    workspace: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "휴가.md", "휴가 규정")
    write(folder / "출장.md", "출장 규정")
    monkeypatch.setattr(workspace.searcher.indexer, "probe", lambda identities: [identities[0]] if identities else [])
    report = take(workspace, folder)
    assert [warned.code for warned in report.failed] == ["ING-018"]
    assert report.states[FileState.FAILED] == 1


def test_a_root_within_a_root_is_one(workspace: Workspace, folder: Path) -> None:
    write(folder / "안" / "휴가.md", "휴가 규정")
    take(workspace, folder / "안")
    before = ids(workspace, "휴가.md")
    take(workspace, folder)
    assert ids(workspace, "안/휴가.md") == before
    take(workspace, folder / "안")
    assert set(rows(workspace)) == {"안/휴가.md"}
    assert [each.path for each in folders(workspace)] == [folder]


def test_a_folder_is_given_up_with_what_came_from_it(workspace: Workspace, folder: Path) -> None:
    write(folder / "휴가.md", "휴가 규정")
    other = write(folder.parent / "딴 폴더" / "출장.md", "출장 규정").parent
    take(workspace, folder, other)
    dropped = result_of(remove_folder(workspace, "기본", folder, cancel=Cancel()), Dropped)
    assert dropped.documents == 1
    assert set(rows(workspace)) == {"출장.md"}
    assert [each.path for each in folders(workspace)] == [other]
    assert (folder / "휴가.md").exists()
    with pytest.raises(FileMissing):
        list(remove_folder(workspace, "기본", folder, cancel=Cancel()))
    assert counted(take(workspace)) == (0, 0, 1, 0, 0), "it does not come back by itself"


def test_a_change_on_disk_is_told(workspace: Workspace, folder: Path) -> None:
    write(folder / "휴가.md", "휴가 규정")
    take(workspace, folder)
    cancel = Cancel()
    events = watch(workspace, cancel=cancel)
    import threading

    started = threading.Timer(0.5, lambda: shutil.copy(folder / "휴가.md", folder / "사본.md"))
    started.start()
    event = next(events)
    assert event == Changed((("기본", folder),))
    events.close()  # type: ignore[attr-defined]


def test_a_warning_does_not_make_a_failure(workspace: Workspace, folder: Path) -> None:
    write(folder / "휴가.docx", "휴가 규정")
    request = IndexRequest((folder,), meaning=False)
    events = list(index(workspace, request, cancel=Cancel()))
    assert [event.code for event in events if isinstance(event, Warned)] == ["ING-007"]
    row = rows(workspace)["휴가.docx"]
    assert (row.state, row.code) == (FileState.INDEXED, "ING-007")
