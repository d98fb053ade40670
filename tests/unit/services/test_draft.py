"""The verb `draft` without a model and without an index: a letter comes, and everything missing is told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.draft_errors import (
    FormUnknown,
    NotesConflict,
    NotesEmpty,
    NotesForeign,
    NotesTooLong,
    WordingDropped,
)
from app.core.drafts import Draft, Form, Provenance
from app.core.errors import BadRequestFile, NothingIndexed
from app.core.events import Cancel, Done, Drafted, Event, Token, Warned
from app.core.settings import Settings
from app.letters.facts.sources import Sources
from app.letters.notes import read
from app.services.context import Workspace
from app.services.draft_report import DraftBatch, batch, decoded, read_tasks
from app.services.drafting.checks import checked
from app.services.drafting.draft import DraftRequest, draft, form_of, forms, plain
from app.services.drafting.worded import Plan, is_clumsy, may_stay, worded
from tests.fakes.echo import EchoGenerator

NOTES = "책상을 바꾸려고 함, 책상 12개\n2026. 6. 8.부터\n비용이 모자란다는 말은 쓰지 말 것\n붙임: 목록 1부"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "home", Settings())
    yield opened
    opened.close()


def events(workspace: Workspace, form: str, notes: str, **given: object) -> list[Event]:
    request = DraftRequest(form, notes, **{"writing": "never", **given})  # type: ignore[arg-type]
    return list(draft(workspace, request, cancel=Cancel()))


def drafted(workspace: Workspace, form: str, notes: str = NOTES, **given: object) -> Draft:
    last = events(workspace, form, notes, **given)[-1]
    assert isinstance(last, Done) and isinstance(last.result, Draft)
    return last.result


def codes(found: list[Event]) -> list[str]:
    return [event.code for event in found if isinstance(event, Warned)]


def test_code_s_letter_comes_at_once_and_is_the_result_without_a_model(workspace: Workspace) -> None:
    found = events(workspace, "내부결재", NOTES)
    first = next(event for event in found if isinstance(event, Drafted))
    assert isinstance(found[-1], Done) and found[-1].result.letter == first.draft.letter
    assert not any(isinstance(event, Token) for event in found)


def test_every_form_passes_its_own_rules_and_stands_on_the_notes(workspace: Workspace) -> None:
    for form in forms(workspace):
        made = drafted(workspace, form.name)
        found = checked(workspace, made, cancel=Cancel())
        assert [one for one in found.findings if one.severity.value == "error"] == [], form.id
        assert found.untraced == (), form.id
        assert "모자란다" not in found.text


def test_nothing_indexed_is_told_and_the_letter_comes_all_the_same(workspace: Workspace) -> None:
    found = events(workspace, "보고서", "책상 점검 3건\n며칠 안에 점검해야 하는지 규정 확인")
    assert NothingIndexed.code in codes(found)
    assert isinstance(found[-1], Done) and "관련 규정]" in plain(workspace, found[-1].result)


def test_a_confirmed_slot_goes_before_the_notes(workspace: Workspace) -> None:
    made = drafted(workspace, "대외 시행문", values={"recipient": "가나다청", "title": "책상 안내", "nothing": "x"})
    assert made.letter.fields["recipient"] == "가나다청" and made.letter.fields["title"] == "책상 안내"
    slot = next(one for one in made.slots if one.key == "recipient")
    assert slot.confirmed and slot.provenance is Provenance.USER
    assert not any(one.key == "nothing" for one in made.slots)


def test_what_contradicts_itself_is_told_and_not_put_in(workspace: Workspace) -> None:
    found = events(workspace, "회의록", "장소: 강당\n장소: 소회의실\n일시: 2026. 6. 8. 10:00")
    assert NotesConflict.code in codes(found)
    assert isinstance(found[-1], Done)
    assert "장소: [확인 필요: 장소]" in plain(workspace, found[-1].result)


def test_notes_in_another_language_still_fill_a_form(workspace: Workspace) -> None:
    found = events(workspace, "external", "We will replace twelve desks in the storage room next month.")
    assert NotesForeign.code in codes(found) and isinstance(found[-1], Done)


@pytest.mark.parametrize(
    ("form", "notes", "fault"),
    [
        ("없는 서식", NOTES, FormUnknown),
        ("보고서", " \n ", NotesEmpty),
        ("보고서", "가나다 " * 20_000, NotesTooLong),
    ],
)
def test_bad_input_is_a_coded_fault(workspace: Workspace, form: str, notes: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        events(workspace, form, notes)


def test_a_unit_s_own_stands_on_every_letter(workspace: Workspace) -> None:
    (workspace.home / "unit.toml").write_text('agency = "가나다청"\nsender = "가나다청장"\n', encoding="utf-8")
    text = plain(workspace, drafted(workspace, "대외 시행문"))
    assert text.startswith("가나다청\n") and text.rstrip().endswith("가나다청장")


@pytest.mark.parametrize("slip", ["agency = 3", 'agencee = "가나다청"', "agency =", 'agency = "가\\n나"'])
def test_a_slip_in_the_unit_s_file_does_not_print(workspace: Workspace, slip: str) -> None:
    (workspace.home / "unit.toml").write_text(slip, encoding="utf-8")
    with pytest.raises(BadRequestFile):
        events(workspace, "보고서", NOTES)


# --- words of a model ------------------------------------------------------------------------
def plan(workspace: Workspace, notes: str = NOTES, form: str = "내부결재") -> Plan:
    made: Form = next(one for one in forms(workspace) if form in (one.name, *one.names))
    given = read.read(notes, made, date(2026, 5, 4), 2026, {})
    section = next(one for one in made.sections if one.lead and one.required and one.takes)
    return Plan(made, given, given.slots, Sources(notes), section, "책상 교체 계획", ("책상을 바꾸려고 함, 책상 12개",))


GOOD = "제목: 낡은 책상 교체 계획\n문장: 책상 교체에 관한 사항을 다음과 같이 추진하고자 합니다."


def said(workspace: Workspace, reply: str, stop: str = "end") -> tuple[list[Event], dict[str, str]]:
    words = worded(EchoGenerator(reply, stop=stop), plan(workspace), Cancel())
    found: list[Event] = []
    while True:
        try:
            found.append(next(words))
        except StopIteration as end:
            return found, dict(end.value)


def test_words_that_bring_nothing_of_their_own_stay(workspace: Workspace) -> None:
    found, kept = said(workspace, GOOD)
    assert kept == {"title": "낡은 책상 교체 계획", "plan": "책상 교체에 관한 사항을 다음과 같이 추진하고자 합니다."}
    assert "".join(event.text for event in found if isinstance(event, Token)) == GOOD


@pytest.mark.parametrize(
    "sentence",
    [
        "책상 13개의 교체를 다음과 같이 추진하고자 합니다.",
        "책상 교체를 2026. 7. 1. 다음과 같이 추진하고자 합니다.",
        "「물품관리법」 제3조에 따라 책상 교체를 다음과 같이 추진하고자 합니다.",
        "비용이 모자란 책상 교체를 다음과 같이 추진하고자 합니다.",
        "책상을 바꿉니다 그래서 책상을 다음과 같이 추진하고자 합니다.",
        "로켓 발사 우주 정거장 도킹을 다음과 같이 추진하고자 합니다.",
        "책상을 교체합니다.",
    ],
)
def test_a_sentence_with_something_of_its_own_is_dropped_and_told(workspace: Workspace, sentence: str) -> None:
    found, kept = said(workspace, f"제목: 낡은 책상 교체 계획\n문장: {sentence}")
    assert kept == {"title": "낡은 책상 교체 계획"}
    assert WordingDropped.code in codes(found)


def test_a_title_keeps_what_the_letter_does(workspace: Workspace) -> None:
    assert may_stay("제목", "책상 교체 계획", plan(workspace))
    assert not may_stay("제목", "책상 교체 요청", plan(workspace))
    assert not may_stay("제목", "책상을 바꾸려고 한다는 책상 교체 계획", plan(workspace))


def test_what_was_cut_off_is_not_taken(workspace: Workspace) -> None:
    _found, kept = said(workspace, GOOD, stop="length")
    assert kept == {"title": "낡은 책상 교체 계획"}


def test_what_must_not_be_written_is_never_read_by_the_model(workspace: Workspace) -> None:
    generator = EchoGenerator(GOOD)
    for _event in worded(generator, plan(workspace), Cancel()):
        pass
    assert "모자란" not in str(generator.prompts)


def test_a_title_that_broke_off_within_a_clause_is_clumsy() -> None:
    assert is_clumsy("정산이 늦어져 안내 계획") and is_clumsy("[확인 필요: 제목]")
    assert not is_clumsy("책상 교체 계획")


# --- files -----------------------------------------------------------------------------------
def test_a_batch_writes_what_a_single_draft_gives(workspace: Workspace, tmp_path: Path) -> None:
    tasks, out = tmp_path / "tasks.jsonl", tmp_path / "run.jsonl"
    tasks.write_text(
        '{"id": "T1", "doc_type": "보고서", "notes": ["책상 12개 점검"], "context": {"연도": "2026"}}\n\n',
        encoding="utf-8",
    )
    found = list(batch(workspace, DraftBatch(tasks, out, writing="never"), cancel=Cancel()))
    assert isinstance(found[-1], Done)
    assert '"id": "T1"' in out.read_text(encoding="utf-8") and "책상 12개" in out.read_text(encoding="utf-8")
    assert not out.with_name("run.jsonl.part").exists()


@pytest.mark.parametrize("line", ["{", '{"id": "T1"}', '{"id": "T1", "doc_type": "보고서", "notes": 3}', "[]"])
def test_a_task_out_of_form_is_told_with_its_line(tmp_path: Path, line: str) -> None:
    tasks = tmp_path / "tasks.jsonl"
    tasks.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(BadRequestFile) as fault:
        read_tasks(tasks)
    assert fault.value.params["line"] == 1


def test_notes_of_an_old_editor_are_read(tmp_path: Path) -> None:
    assert decoded("책상 점검".encode("cp949"), "n.txt") == "책상 점검"
    with pytest.raises(BadRequestFile):
        decoded(b"\xff\xff\xff", "n.txt")


def test_a_form_that_is_gone_is_told(workspace: Workspace) -> None:
    made = drafted(workspace, "보고서")
    with pytest.raises(FormUnknown):
        form_of(workspace, Draft(0, type(made.letter)("gone", {})))


def test_a_sentence_that_holds_a_fact_is_not_worded_anew(workspace: Workspace) -> None:
    """`귀하께서 2026. 6. 8. 제출하신`: another sentence would lose the day."""
    generator = EchoGenerator("제목: 책상 관련 민원 회신\n문장: 책상에 대하여 다음과 같이 답변드립니다.")
    inner, workspace.generator = workspace.generator, generator  # type: ignore[assignment]
    try:
        made = drafted(workspace, "민원 회신", "2026. 6. 8. 접수, 책상을 바꿔 달라는 민원", writing="always")
    finally:
        workspace.generator = inner
    assert "문장" not in str(generator.prompts[-1].turns[-1])
    assert "2026. 6. 8." in plain(workspace, made)
