"""A draft goes out whole or not at all, and what was there stays until it does."""

import errno
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from app.core.draft_errors import ExportExists, ExportFormatUnknown, ExportInvalid, ExportOpen, FormUnknown, MarkedDraft
from app.core.drafts import Attachment, Draft, Item, Letter, Table
from app.core.errors import AppError, Cancelled, DiskFull, OutputUnwritable
from app.core.events import Cancel, result_of
from app.core.messages import LANGUAGES, Messages
from app.core.settings import Settings
from app.export import readback
from app.export.hwpx import package
from app.letters.markings import MarkingKind
from app.services.context import Workspace
from app.services.drafting.draft import plain
from app.services.exporting.export import _WORDS, FORMATS, Exported, ExportRequest, export

FIELDS = {
    "agency": "가나다청",
    "recipient": "라마바회사 대표",
    "title": "물품 점검 일정 안내",
    "sender": "가나다청장",
    "phone": "02-000-0000",
    "summary": "점검의 날",
    "keywords": "물품, 점검",
}
ITEMS = (
    Item("점검을 다음과 같이 합니다.", (Item("일시: 2026. 4. 13. 14:00"), Item("장소: 창고"))),
    Item("수량", table=Table((("구분", "수량"), ("책상", "12")))),
)
DRAFT = Draft(0, Letter("external", FIELDS, ITEMS, (Attachment("점검표"),)))
UNIT_FORMATS = tuple(suffix for suffix in FORMATS if suffix != ".pdf")
"""Without Qt; the PDF is made in the tests of the window."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "home", Settings())
    yield opened
    opened.close()


def exported(workspace: Workspace, out: Path, draft: Draft = DRAFT, **chosen: bool) -> Exported:
    request = replace(ExportRequest(draft, out), **chosen)  # type: ignore[arg-type]
    return result_of(export(workspace, request, cancel=Cancel()), Exported)


def said(text: str) -> Draft:
    return replace(DRAFT, letter=replace(DRAFT.letter, items=(Item(text),)))


@pytest.mark.parametrize("suffix", UNIT_FORMATS)
def test_a_draft_goes_out(workspace: Workspace, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"나가는 글{suffix}"
    assert exported(workspace, out) == Exported(str(out))
    assert out.stat().st_size > 100
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", out.name], "nothing is left beside it"


def test_plain_text_is_what_prints(workspace: Workspace, tmp_path: Path) -> None:
    exported(workspace, tmp_path / "글.txt")
    assert (tmp_path / "글.txt").read_text(encoding="utf-8") == plain(workspace, DRAFT) + "\n"


def test_the_review_appendix_is_a_file_of_its_own(workspace: Workspace, tmp_path: Path) -> None:
    out, beside = tmp_path / "글.docx", tmp_path / "글_검토부록.docx"
    assert exported(workspace, out, appendix=True) == Exported(str(out), 0, str(beside))
    told = "\n".join(paragraph.text for paragraph in Document(str(beside)).paragraphs)
    assert "문장별 근거" in told and "문장별 근거" not in "".join(one.text for one in Document(str(out)).paragraphs)
    with pytest.raises(ExportExists) as fault:
        exported(workspace, tmp_path / "글.docx", appendix=True)
    assert fault.value.params == {"name": "글.docx"}


def test_an_appendix_that_exists_keeps_both_back(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "글_검토부록.md").write_text("먼저 있던 것", encoding="utf-8")
    with pytest.raises(ExportExists):
        exported(workspace, tmp_path / "글.md", appendix=True)
    assert not (tmp_path / "글.md").exists()


@pytest.mark.parametrize("name", ["글.hwp", "글", "글.exe", "글.docx.bak"])
def test_an_unknown_ending_is_told_with_the_known_ones(workspace: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportFormatUnknown) as fault:
        exported(workspace, tmp_path / name)
    assert fault.value.params == {"name": name, "known": ".hwpx, .docx, .pdf, .md, .txt"}


def test_an_unknown_form_is_told(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FormUnknown):
        exported(workspace, tmp_path / "글.txt", replace(DRAFT, letter=replace(DRAFT.letter, form="nothing")))


def test_a_name_that_exists_stays_unless_somebody_says_so(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "글.docx"
    out.write_text("먼저 있던 것", encoding="utf-8")
    with pytest.raises(ExportExists) as fault:
        exported(workspace, out)
    assert fault.value.params == {"name": "글.docx"}
    assert out.read_text(encoding="utf-8") == "먼저 있던 것"
    exported(workspace, out, overwrite=True)
    assert out.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("주민등록번호 900101-1234567을 보냄", "personal_resident"),
        ("군번 12-3456789", "personal_service"),
        ("보안등급: 2급비밀", "marking_grade"),
    ],
)
def test_a_marked_draft_waits_for_a_word(workspace: Workspace, tmp_path: Path, text: str, kind: str) -> None:
    out = tmp_path / "글.txt"
    with pytest.raises(MarkedDraft) as fault:
        exported(workspace, out, said(text))
    assert fault.value.params["marks"] == (kind,)
    assert not out.exists()
    exported(workspace, out, said(text), marked=True)
    assert text in out.read_text(encoding="utf-8")


def test_an_office_number_is_no_mark(workspace: Workspace, tmp_path: Path) -> None:
    exported(workspace, tmp_path / "글.txt", said("문의: 02-123-4567, office@korea.kr"))


def test_marks_have_words_in_both_languages() -> None:
    for language in LANGUAGES:
        words = Messages.load(language)
        for kind in MarkingKind:
            assert words.say(f"{_WORDS.get(kind, 'personal')}_{kind.value}")


def test_a_file_that_reads_otherwise_is_not_kept(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = package.written

    def wrong(layout: Any) -> bytes:
        return other(replace(layout, blocks=layout.blocks[1:]))

    monkeypatch.setattr(package, "written", wrong)
    with pytest.raises(ExportInvalid) as fault:
        exported(workspace, tmp_path / "글.hwpx")
    assert fault.value.params["name"] == "글.hwpx" and "가나다청" in fault.value.params["detail"]
    assert [one.name for one in tmp_path.iterdir()] == ["home"]


def test_a_package_with_faults_is_not_kept(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "faults", lambda data: ("no header",))
    with pytest.raises(ExportInvalid):
        exported(workspace, tmp_path / "글.hwpx")
    assert not (tmp_path / "글.hwpx").exists()


def test_the_reading_back_is_not_skipped(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def looked(_layout: object, _data: bytes, suffix: str) -> str:
        seen.append(suffix)
        return ""

    monkeypatch.setattr(readback, "difference", looked)
    for suffix in (".hwpx", ".docx", ".md"):
        exported(workspace, tmp_path / f"글{suffix}")
    assert seen == [".hwpx", ".docx", ".md"]


def failing(error: OSError) -> Any:
    def fail(*_: object) -> None:
        raise error

    return fail


def windows(code: int) -> OSError:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = code  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize(
    ("error", "leaf"),
    [
        (OSError(errno.ENOSPC, "full"), DiskFull),
        (OSError(errno.EDQUOT, "full"), DiskFull),
        (windows(32), ExportOpen),
        (windows(5), ExportOpen),
        (PermissionError(errno.EACCES, "no"), OutputUnwritable),
        (OSError(errno.EROFS, "no"), OutputUnwritable),
    ],
)
def test_what_was_there_is_whole_after_a_fault(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, leaf: type[AppError]
) -> None:
    out = tmp_path / "글.md"
    out.write_text("먼저 있던 것", encoding="utf-8")
    renamed = Path.replace
    monkeypatch.setattr(
        Path,
        "replace",
        lambda self, to: failing(error)(self) if self.suffix == ".part" else renamed(self, to),  # not the audit's own
    )
    with pytest.raises(leaf) as fault:
        exported(workspace, out, overwrite=True)
    assert fault.value.params["name"] == "글.md"
    assert out.read_text(encoding="utf-8") == "먼저 있던 것"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "글.md"]


def test_a_full_disk_while_writing(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", failing(OSError(errno.ENOSPC, "full")))
    with pytest.raises(DiskFull):
        exported(workspace, tmp_path / "글.md")
    assert [one.name for one in tmp_path.iterdir()] == ["home"]


@pytest.mark.parametrize("out", ["없는 폴더/글.txt", "home/글.txt/글.txt"])
def test_a_folder_that_is_none(workspace: Workspace, tmp_path: Path, out: str) -> None:
    with pytest.raises(OutputUnwritable):
        exported(workspace, tmp_path / out)


def test_a_folder_of_that_name_stays(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "글.txt"
    out.mkdir()
    with pytest.raises(OutputUnwritable):
        exported(workspace, out, overwrite=True)
    assert out.is_dir()


def test_a_file_made_meanwhile_is_not_written_over(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "글.txt"

    def meanwhile(_: int) -> None:
        out.write_text("남의 것", encoding="utf-8")

    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ExportExists):
        exported(workspace, out)
    assert out.read_text(encoding="utf-8") == "남의 것"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "글.txt"]


def test_stopped_before_anything_is_written(workspace: Workspace, tmp_path: Path) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        list(export(workspace, ExportRequest(DRAFT, tmp_path / "글.txt"), cancel=cancel))
    assert [one.name for one in tmp_path.iterdir()] == ["home"]
