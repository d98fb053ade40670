"""A letter goes out in a chosen form or the site's own; a bad form is told of, and the letter goes out all the same."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.draft_errors import ExportFormatUnknown, FormBad, TemplateLacks
from app.core.drafts import Attachment, Draft, Item, Letter
from app.core.events import Cancel, Done, Warned
from app.core.messages import LANGUAGES, Messages
from app.core.paths import assets_dir
from app.core.settings import Settings
from app.export.hwpx.parts import packed, unpacked
from app.export.layout import laid_out
from app.export.readback import difference, filled_difference
from app.services.context import Workspace
from app.services.drafting.draft import composed
from app.services.exporting.export import Exported, ExportRequest, export, ready

FORMS = assets_dir() / "templates" / "hwpx"
FIELDS = {
    "agency": "가나다청",
    "recipient": "라마바회사 대표",
    "title": "물품 점검 일정 안내",
    "sender": "가나다청장",
    "phone": "02-000-0000",
}
DRAFT = Draft(0, Letter("external", FIELDS, (Item("점검을 합니다."),), (Attachment("점검표"),)))
SAID = {"행정기관명": "가나다청", "수신자": "라마바회사 대표", "전화번호": "02-000-0000", "붙임": "점검표 1부.  끝."}
LINES = ("점검을 합니다.", "붙임  점검표 1부.  끝.")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "home", Settings())
    yield opened
    opened.close()


def exported(workspace: Workspace, out: Path, template: Path | None = None) -> list[Warned]:
    events = list(export(workspace, ExportRequest(DRAFT, out, template=template), cancel=Cancel()))
    assert events[-1] == Done(Exported(str(out)))
    return [event for event in events if isinstance(event, Warned)]


def in_a_form(out: Path) -> bool:
    return filled_difference(out.read_bytes(), SAID, LINES) == ""


def test_a_chosen_form_is_filled(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "글.hwpx"
    before = (FORMS / "일반기안문.hwpx").read_bytes()
    assert exported(workspace, out, FORMS / "일반기안문.hwpx") == []
    assert in_a_form(out)
    assert (FORMS / "일반기안문.hwpx").read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "글.hwpx"]


def test_the_site_s_form_is_taken_by_itself(workspace: Workspace, tmp_path: Path) -> None:
    exported(workspace, tmp_path / "1.hwpx")
    assert not in_a_form(tmp_path / "1.hwpx")
    folder = workspace.home / "templates"
    folder.mkdir(exist_ok=True)
    shutil.copy(FORMS / "일반기안문.hwpx", folder / "internal.hwpx")
    exported(workspace, tmp_path / "2.hwpx")
    assert not in_a_form(tmp_path / "2.hwpx"), "another kind of document"
    shutil.copy(FORMS / "일반기안문.hwpx", folder / "external.hwpx")
    assert exported(workspace, tmp_path / "3.hwpx") == []
    assert in_a_form(tmp_path / "3.hwpx")
    exported(workspace, tmp_path / "4.docx")
    assert (tmp_path / "4.docx").read_bytes()[:2] == b"PK"


def bad_forms() -> dict[str, bytes]:
    whole = (FORMS / "일반기안문.hwpx").read_bytes()
    parts = unpacked(whole)
    section = "Contents/section0.xml"
    declared = b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts[section].partition(b"?>")[2]
    return {
        "cut": whole[:-2000],
        "text": "서식".encode(),
        "archive": packed({"가.txt": b"1"}),
        "DTD": packed({**parts, section: declared}),
        "bomb": packed({**parts, "BinData/a.bmp": bytes(40 << 20)}),
        "above": packed({**parts, "../a.xml": b"<a/>"}),
        "large": whole + bytes(5 << 20),
        "no fields": packed({**parts, section: parts[section].replace(b"CLICK_HERE", b"BOOKMARK")}),
    }


@pytest.mark.parametrize("fault", bad_forms())
@pytest.mark.parametrize("chosen", [True, False], ids=["chosen", "site"])
def test_a_bad_form_is_told_and_the_letter_goes_out(
    workspace: Workspace, tmp_path: Path, fault: str, chosen: bool
) -> None:
    path = tmp_path / "틀.hwpx" if chosen else workspace.home / "templates" / "external.hwpx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(bad_forms()[fault])
    told = exported(workspace, tmp_path / "글.hwpx", path if chosen else None)
    assert [one.code for one in told] == [FormBad.code] and told[0].subject == path.name
    layout = laid_out(composed(workspace, DRAFT))
    assert difference(layout, (tmp_path / "글.hwpx").read_bytes(), ".hwpx") == ""
    for language in LANGUAGES:
        assert path.name in str(Messages.load(language).for_code(told[0].code, told[0].params))


@pytest.mark.parametrize("name", ["없음.hwpx", ""])
def test_a_form_that_is_not_there_is_told(workspace: Workspace, tmp_path: Path, name: str) -> None:
    told = exported(workspace, tmp_path / "글.hwpx", tmp_path / name)
    assert [one.code for one in told] == [FormBad.code]


def test_what_the_form_has_no_field_for_is_told(workspace: Workspace, tmp_path: Path) -> None:
    told = exported(workspace, tmp_path / "글.hwpx", FORMS / "간이기안문.hwpx")
    assert [(one.code, one.params["fields"]) for one in told] == [
        (TemplateLacks.code, "행정기관명, 수신자, 발신명의, 전화")
    ]


@pytest.mark.parametrize("name", ["글.docx", "글.pdf", "글.txt", "글.md"])
def test_only_hwpx_is_put_into_a_form(workspace: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportFormatUnknown) as fault:
        ready(tmp_path / name, template=FORMS / "일반기안문.hwpx")
    assert fault.value.params == {"name": name, "known": ".hwpx"}
    with pytest.raises(ExportFormatUnknown):
        exported(workspace, tmp_path / name, FORMS / "일반기안문.hwpx")
    assert not (tmp_path / name).exists()
