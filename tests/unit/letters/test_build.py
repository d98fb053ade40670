"""A letter is made of what the notes say and nothing else; what is not known stands as a place."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.core.drafts import Basis, Computation, Form, Item, Letter
from app.core.paths import assets_dir
from app.letters import forms
from app.letters.building import build
from app.letters.building.citing import cited
from app.letters.composing import compose
from app.letters.notes import read

FORMS = forms.load(assets_dir() / "templates")
TODAY = date(2026, 5, 4)
NOTES = """책상 점검 예정, 책상 12개
점검일 2026. 6. 8. 10시
장소: 창고
담당자가 게을러서 늦었다는 말이 있음(쓰지 말 것)
며칠 안에 점검해야 하는지 규정 확인
준비물은 미정
붙임: 점검표 1부"""
BASIS = Basis(
    "d",
    "물품 관리법",
    "제7조제2항",
    "담당자는 10일 이내에 점검하여야 한다.",
    query="",
    text="담당자는 10일 이내에 점검하여야 한다.",
)


def made(form: Form, text: str = NOTES, *bases: Basis, wording: dict[str, str] | None = None) -> Letter:
    notes = read.read(text, form, TODAY, 2026, {})
    return build.letter(form, notes, notes.slots, bases, (), wording or {})


def texts(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from texts(item.items)


@pytest.mark.parametrize("form", FORMS.forms, ids=lambda form: form.id)
def test_every_form_takes_the_notes_and_keeps_back_what_is_not_to_be_written(form: Form) -> None:
    text = compose.plain(compose.sheet(made(form), form))
    assert "게을러" not in text and "쓰지 말 것" not in text
    assert "12개" in text and "창고" in text, "a fact was lost"
    assert "2026. 6. 8." in text and "10:00" in text
    assert "[확인 필요" in text, "what is undecided has its place"


@pytest.mark.parametrize("form", FORMS.forms, ids=lambda form: form.id)
def test_every_required_field_is_there_or_has_its_place(form: Form) -> None:
    text = compose.plain(compose.sheet(made(form, "책상 점검 예정"), form))
    for field in form.fields:
        if field.required and field.key not in ("title", "recipient", "content", "petition", "result"):
            assert field.label in text or f"[확인 필요: {field.label}]" in text, field.key


def test_the_nine_items_of_minutes() -> None:
    form = FORMS.get("회의록")
    text = "\n".join(texts(made(form, "물품 정비 회의, 2026. 6. 8. 10시~11시, 회의실").items))
    for said in ("회의명", "개최기관", "일시", "장소", "참석자", "배석자", "진행 순서", "상정 안건", "발언 요지"):
        assert said in text
    assert "결정 사항: [확인 필요" in text and "표결 내용: [확인 필요" in text


def test_the_words_of_an_article_stand_as_they_are() -> None:
    letter = made(FORMS.get("external"), NOTES, BASIS)
    assert letter.items[0].text == "관련: 「물품 관리법」 제7조제2항"
    assert any("“담당자는 10일 이내에 점검하여야 한다.”" in text for text in texts(letter.items))


def test_an_outline_quotes_under_its_basis_and_a_reply_tells_in_a_sentence() -> None:
    report = made(FORMS.get("report"), NOTES, BASIS)
    basis = next(item for item in report.items if item.text == "관련 근거")
    assert basis.items[0].text == "「물품 관리법」 제7조제2항: “담당자는 10일 이내에 점검하여야 한다.”"
    reply = "\n".join(texts(made(FORMS.get("reply"), NOTES, BASIS).items))
    assert "제7조제2항에 따르면 “담당자는 10일 이내에 점검하여야 한다.”라고 규정하고 있습니다." in reply


def test_what_is_only_proposed_is_not_cited() -> None:
    proposed = Basis("d", "물품 관리법", "제9조", "다른 말", chosen=False)
    text = "\n".join(texts(made(FORMS.get("external"), NOTES, proposed).items))
    assert "제9조" not in text and "관련 규정]" in text, "and nothing was found: a place says so"


def test_a_doubted_article_says_so() -> None:
    doubted = Basis("d", "물품 관리법", "제7조", "점검한다.", text="점검한다. 다만, 쉬는 날은 뺀다.", doubted=True)
    text = "\n".join(texts(made(FORMS.get("report"), NOTES, doubted).items))
    assert "“점검한다.”(단서 생략) [확인 필요: 적용 조문]" in text


def test_a_list_is_quoted_an_item_a_line() -> None:
    listed = Basis("d", "물품 관리법", "제8조", "다음 각 호와 같다.\n1. 책상\n2. 걸상", text="")
    items = [item for item in made(FORMS.get("report"), NOTES, listed).items if item.text == "관련 근거"]
    assert [one.text for one in items[0].items[0].items] == ["책상", "걸상"]


def test_a_figure_is_written_with_how_it_was_computed_and_with_the_doubt_of_its_article() -> None:
    form = FORMS.get("external")
    notes = read.read(NOTES, form, TODAY, 2026, {})
    figure = Computation(
        "점검 기한", "2026. 6. 18.", "2026. 6. 8.의 다음 날부터 10일", basis="「물품 관리법」 제7조제2항"
    )

    def said(basis: Basis) -> str:
        return "\n".join(texts(build.letter(form, notes, notes.slots, (basis,), (figure,), {}).items))

    figured = "점검 기한: 2026. 6. 18.(2026. 6. 8.의 다음 날부터 10일)"
    assert figured in said(BASIS)
    assert f"{figured} [확인 필요" not in said(BASIS)
    doubted = Basis("d", "물품 관리법", "제7조제2항", "점검한다.", doubted=True)
    assert f"{figured} [확인 필요: 적용 조문]" in said(doubted)


def test_a_wording_takes_the_place_of_code_s_own() -> None:
    letter = made(
        FORMS.get("internal"),
        NOTES,
        wording={"title": "창고 책상 점검 계획", "plan": "책상 점검을 다음과 같이 추진하고자 합니다."},
    )
    assert letter.fields["title"] == "창고 책상 점검 계획"
    assert "책상 점검을 다음과 같이 추진하고자 합니다." in list(texts(letter.items))


def test_laws_stand_before_their_decrees_and_each_title_once() -> None:
    bases = (
        Basis("b", "물품 관리법 시행령", "제12조", "가"),
        Basis("a", "물품 관리법", "제9조제1항", "나"),
        Basis("a", "물품 관리법", "제3조", ""),
        Basis("c", "회의 규정", "제2조", "다", chosen=False),
    )
    assert cited(bases) == "「물품 관리법」 제3조 및 제9조제1항, 「물품 관리법 시행령」 제12조"


def test_a_site_s_form_is_filled_like_any_other(tmp_path: Path) -> None:
    own = (assets_dir() / "templates" / "memo.toml").read_text(encoding="utf-8").replace('id = "memo"', 'id = "slip"')
    (tmp_path / "slip.toml").write_text(own.replace('name = "메모 보고"', 'name = "쪽지 보고"'), encoding="utf-8")
    form = forms.load(assets_dir() / "templates", tmp_path).get("쪽지 보고")
    assert any("12개" in text for text in texts(made(form).items))
