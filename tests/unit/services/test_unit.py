"""The unit's own values: written strictly, and put only where a letter has none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.draft_errors import UnitValueBad
from app.core.drafts import Draft, Letter, Provenance, Slot
from app.core.errors import BadRequestFile, WorkspaceUnwritable
from app.services.context import Workspace
from app.services.drafting.revise import with_unit
from app.services.drafting.unit import defaults, keep

OURS = {"agency": "가나다청", "sender": "가나다청장", "postcode": "12345", "phone": "02-000-0000"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(tmp_path)
    yield workspace
    workspace.close()


def test_what_is_kept_is_read(tmp_path: Path) -> None:
    keep(tmp_path, {**OURS, "sender": ' 가나다청장 "대행" ', "fax": ""})
    assert defaults(tmp_path) == {**OURS, "sender": '가나다청장 "대행"'}
    assert [path.name for path in tmp_path.iterdir()] == ["unit.toml"]


def test_other_lines_of_the_file_stay(tmp_path: Path) -> None:
    file = tmp_path / "unit.toml"
    file.write_text('\ufeff# 우리 과\napprover = "과장"\nphone = "02-1"  # 대표\n', encoding="utf-8")
    keep(tmp_path, {"phone": "02-000-0000", "agency": "가나다청"})
    text = file.read_text(encoding="utf-8")
    assert text == '# 우리 과\napprover = "과장"\nphone = "02-000-0000"  # 대표\nagency = "가나다청"\n'
    keep(tmp_path, {"phone": "", "agency": ""})
    assert defaults(tmp_path) == {"approver": "과장"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sender", "가나다청장\n끝."),
        ("sender", "[확인 필요: 발신명의]"),
        ("sender", "가" * 121),
        ("postcode", "1234"),
        ("phone", "내선"),
        ("email", "a b@c.d"),
        ("homepage", "누리집"),
        ("colour", "blue"),
    ],
)
def test_a_value_that_cannot_stand_on_a_letter_is_refused_whole(tmp_path: Path, key: str, value: str) -> None:
    keep(tmp_path, OURS)
    with pytest.raises(UnitValueBad) as raised:
        keep(tmp_path, {"agency": "다른 곳", key: value})
    assert raised.value.params["key"] == key
    assert defaults(tmp_path) == OURS


def test_a_file_that_is_not_understood_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "unit.toml"
    file.write_text('agency = """가나다청"""\n', encoding="utf-8")
    with pytest.raises(BadRequestFile) as raised:
        keep(tmp_path, {"agency": "라마바청"})
    assert raised.value.params["name"] == "unit.toml"
    assert file.read_text(encoding="utf-8") == 'agency = """가나다청"""\n'


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises((WorkspaceUnwritable, BadRequestFile)):
        keep(tmp_path / "home", OURS)


def test_a_letter_gets_what_it_has_none_of(workspace: Workspace) -> None:
    keep(workspace.home, OURS)
    letter = Letter("external", {"title": "점검", "sender": "[확인 필요: 발신명의]", "phone": "02-111-1111"})
    made = with_unit(workspace, Draft(0, letter, slots=(Slot("title", "점검", Provenance.NOTES, (1,)),)))
    assert made.letter.fields == {
        "title": "점검",
        "sender": "가나다청장",
        "phone": "02-111-1111",
        "agency": "가나다청",
        "postcode": "12345",
    }
    assert {slot.key: (slot.provenance, slot.confirmed) for slot in made.slots if slot.key != "title"} == {
        "sender": (Provenance.DEFAULT, False),
        "agency": (Provenance.DEFAULT, False),
        "postcode": (Provenance.DEFAULT, False),
    }
    assert with_unit(workspace, made) == made


def test_a_form_gets_only_its_own_fields(workspace: Workspace) -> None:
    keep(workspace.home, OURS)
    made = with_unit(workspace, Draft(0, Letter("report", {"title": "점검"})))
    assert "sender" not in made.letter.fields
