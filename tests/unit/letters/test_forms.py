"""Forms as data: the ten that ship, and what a site may do."""

from pathlib import Path

import pytest

from app.core.draft_errors import FormBad, FormUnknown
from app.core.drafts import FieldPlace, Marks
from app.core.paths import assets_dir
from app.letters import forms

SHIPPED = assets_dir() / "templates"
_GOOD = """
id = "duty"
name = "당직 보고"
version = 1
marks = "symbols"
fields = [
  { key = "title", label = "제목", place = "head", required = true },
  { key = "when", label = "일시", kind = "moment", item = "일시", section = "state" },
]
sections = [ { key = "state", heading = "현황", takes = ["fact"] } ]
"""


def _site(folder: Path, text: str, name: str = "duty.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_ten_forms_ship() -> None:
    loaded = forms.load(SHIPPED)
    assert not loaded.faults
    assert loaded.names == (
        "대외 시행문",
        "내부결재 기안",
        "업무협조전",
        "보고서(개조식)",
        "회의 결과 보고",
        "민원 회신",
        "계획 보고",
        "메모 보고",
        "인계인수서",
        "보도자료",
    )
    for form in loaded.forms:
        assert form.source, form.id
        keys = {one.key for one in form.fields}
        assert {"title", "disclosure", "retention", "summary", "keywords"} <= keys, form.id
        headed = {one.section for one in form.fields if one.section}
        assert headed <= {one.key for one in form.sections}, form.id
        assert [one.key for one in form.sections if one.required], form.id


def test_the_minutes_have_the_nine_things_of_the_decree() -> None:
    minutes = forms.load(SHIPPED).get("회의록")
    required = [one.label for one in minutes.fields if one.required and one.place is FieldPlace.BODY]
    assert required == [
        "회의 명칭",
        "개최기관",
        "일시",
        "장소",
        "참석자",
        "배석자",
        "진행 순서",
        "상정 안건",
        "발언 요지",
        "결정 사항",
        "표결 내용",
    ]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("대외 시행문", "external"),
        ("시행문", "external"),
        ("external", "external"),
        ("내부결재", "internal"),
        ("보고서 개조식", "report"),
        ("보고서(개조식)", "report"),
        ("업무 협조전", "cooperation"),
        ("회의결과 보고", "minutes"),
        ("민원회신", "reply"),
        ("계획보고", "plan"),
        ("MEMO", "memo"),
        ("인계·인수서", "handover"),
        ("press release", "press"),
        ("대외 시행문 초안", "external"),
        ("부서 업무협조전(자료 요청)", "cooperation"),
        ("주간 업무 계획 보고서", "plan"),
    ],
)
def test_a_form_has_many_names(name: str, id_: str) -> None:
    assert forms.load(SHIPPED).get(name).id == id_


@pytest.mark.parametrize("name", ["", "  ", "없는 서식", "../external"])
def test_an_unknown_form_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(FormUnknown) as caught:
        forms.load(SHIPPED).get(name)
    assert "대외 시행문" in caught.value.params["known"]


def test_a_site_adds_a_form(tmp_path: Path) -> None:
    form = forms.load(SHIPPED, _site(tmp_path, _GOOD)).get("당직 보고")
    assert (form.site, form.marks) == (True, Marks.SYMBOLS)
    assert form.field("retention") is not None


def test_an_id_with_a_hyphen_is_found(tmp_path: Path) -> None:
    loaded = forms.load(SHIPPED, _site(tmp_path, _GOOD.replace('id = "duty"', 'id = "our-duty_2"')))
    form = loaded.get("당직 보고")
    assert form.id == "our-duty_2"
    assert loaded.get(form.id) is form


def test_the_higher_version_of_a_form_is_taken(tmp_path: Path) -> None:
    own = (SHIPPED / "memo.toml").read_text(encoding="utf-8")
    _site(tmp_path, own.replace("version = 1", "version = 2").replace("메모 보고", "우리 메모"), "memo.toml")
    loaded = forms.load(SHIPPED, tmp_path)
    assert loaded.get("memo").name == "우리 메모"
    assert not loaded.faults
    _site(tmp_path, own, "memo.toml")
    loaded = forms.load(SHIPPED, tmp_path)
    assert loaded.get("memo").name == "메모 보고"
    assert "version" in loaded.faults[0].params["detail"]


def test_no_folder_of_the_site_is_no_fault(tmp_path: Path) -> None:
    assert len(forms.load(SHIPPED, tmp_path / "none").forms) == 10


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('name = "당직 보고"', "", "name"),
        ('name = "당직 보고"', 'name = ""', "name"),
        ('name = "당직 보고"', 'name = "당직\\n보고"', "name"),
        ("version = 1", 'version = "1"', "version"),
        ("version = 1", "version = true", "version"),
        ("version = 1", "version = 0", "version"),
        ('marks = "symbols"', 'marks = "stars"', "marks"),
        ('marks = "symbols"', "marks = []", "marks"),
        ('marks = "symbols"', 'marks = "symbols"\ncolour = "red"', "colour"),
        ('id = "duty"', 'id = "../duty"', "id"),
        ('kind = "moment"', 'kind = "when"', "fields[2].kind"),
        ('kind = "moment"', 'kind = "choice"', "fields.when.choices"),
        ('kind = "moment"', 'kind = "moment", weight = 3', "fields[2].weight"),
        ('kind = "moment"', 'required = "yes"', "fields[2].required"),
        ('kind = "moment"', 'words = [""]', "fields[2].words"),
        ('section = "state"', 'section = "other"', "fields.when.section"),
        ('key = "when"', 'key = "title"', "fields.key"),
        ('key = "title"', 'key = "name"', "fields.title"),
        ('takes = ["fact"]', 'takes = ["facts"]', "sections[1].takes"),
        ('takes = ["fact"]', 'lead = "{nobody} 보고"', "sections.state.lead"),
        ('takes = ["fact"]', 'lead = "{title.x} 보고"', "sections.state.lead"),
        ('takes = ["fact"]', 'lead = "{title"', "sections.state.lead"),
        ("sections = [", "sections = [ 1, ", "sections"),
        ("fields = [", "fields = [[", ""),
    ],
)
def test_a_bad_form_is_a_fault_that_names_the_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert old in _GOOD
    loaded = forms.load(SHIPPED, _site(tmp_path, _GOOD.replace(old, new, 1)))
    (fault,) = loaded.faults
    assert fault.params["name"] == "duty.toml"
    assert place in fault.params["detail"]
    assert len(loaded.forms) == 10


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a" * 300_000, b"a = " + b"[" * 5000])
def test_a_file_that_is_no_form_is_a_fault(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.toml").write_bytes(content)
    assert len(forms.load(SHIPPED, tmp_path).faults) == 1


def test_a_file_as_windows_editors_save_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "duty.toml").write_bytes(b"\xef\xbb\xbf" + _GOOD.replace("\n", "\r\n").encode())
    assert forms.load(SHIPPED, tmp_path).get("duty").name == "당직 보고"


def test_a_shipped_form_must_be_right(tmp_path: Path) -> None:
    with pytest.raises(FormBad):
        forms.load(_site(tmp_path, "id = 1"))
