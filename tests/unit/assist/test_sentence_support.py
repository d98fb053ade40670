import pytest

from app.assist.grounding.ground import LEAST, Ground
from tests.fakes.hits import hit

TEXT = (
    "제4조(반납)\n"
    "① 사무용품을 받은 사람은 다음 각 호의 어느 하나에 해당하면 30일 이내에 사무용품을 반납하여야 한다. "
    "다만, 담당자가 승인하면 그러하지 아니하다. <개정 2020. 1. 1.>\n"
    "1. 다른 부서로 자리를 옮긴 경우\n"
    "2. 전역\n"
    "② 반납한 사무용품은 다시 나누어 주어서는 아니 된다.\n"
    '③ 담당자는 「물품ㆍ비품 규칙」에 따라 연 1,200개까지 "새 물품"을 살 수 있다.'
)


def ground() -> Ground:
    return Ground(hit(TEXT), "물품 관리 지침 제4조(반납)")


def quote(sentence: str) -> str | None:
    evidence = ground().supports(sentence)
    return None if evidence is None else TEXT[slice(*evidence.span)]


def test_a_copied_sentence_is_quoted_to_its_full_stop() -> None:
    assert (
        quote("반납한 사무용품은 다시 나누어 주어서는 아니 된다.")
        == "반납한 사무용품은 다시 나누어 주어서는 아니 된다."
    )


def test_spaces_dots_and_quotation_marks_do_not_matter_but_the_original_is_shown() -> None:
    assert (
        quote("담당자는 물품·비품규칙에 따라 연 1200개까지 새 물품을 살 수 있다")
        == TEXT[TEXT.index("담당자는 「물품") :]
    )


def test_an_item_is_quoted_without_its_number() -> None:
    assert quote("다른 부서로 자리를 옮긴 경우") == "다른 부서로 자리를 옮긴 경우"


def test_a_very_short_item_is_quoted_with_what_stands_before_it() -> None:
    shown = quote("전역")
    assert shown is not None and shown.endswith("2. 전역") and len(shown) >= LEAST


def test_a_polite_ending_is_still_supported() -> None:
    assert quote("사무용품을 받은 사람은 다음 각 호의 어느 하나에 해당하면 30일 이내에 사무용품을 반납해야 합니다")


@pytest.mark.parametrize(
    "sentence",
    [
        "사무용품을 받은 사람은 다음 각 호의 어느 하나에 해당하면 20일 이내에 사무용품을 반납하여야 한다.",
        "사무용품을 받은 사람은 다음 각 호의 어느 하나에 해당하면 30개월 이내에 사무용품을 반납하여야 한다.",
        "담당자는 물품ㆍ비품 규칙에 따라 연 200개까지 새 물품을 살 수 있다.",
        "제5조에 따라 다른 부서로 자리를 옮긴 경우 반납하여야 한다.",
    ],
)
def test_a_changed_figure_is_not_supported(sentence: str) -> None:
    assert quote(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "반납한 사무용품은 다시 나누어 줄 수 있다.",
        "반납한 사무용품은 다시 나누어 주어야 한다.",
        "담당자는 물품ㆍ비품 규칙에 따라 연 1,200개까지 새 물품을 살 수 없다.",
    ],
)
def test_turned_polarity_is_not_supported(sentence: str) -> None:
    assert quote(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    ["반납한 사무용품은 다시 빌려 주어서는 아니 된다.", "반납한 필기도구는 다시 나누어 주어서는 아니 된다."],
)
def test_an_exchanged_word_is_not_supported(sentence: str) -> None:
    assert quote(sentence) is None


@pytest.mark.parametrize("sentence", ["고양이는 하루에 열 번 밥을 먹는다.", "네, 가능합니다.", "경우", "", "반납"])
def test_what_the_passage_does_not_say_is_not_supported(sentence: str) -> None:
    evidence = ground().supports(sentence)
    assert evidence is None or len(TEXT[slice(*evidence.span)]) >= LEAST


def test_the_heading_line_is_no_quotation() -> None:
    evidence = ground().supports("제4조(반납)")
    assert evidence is None


def test_a_long_sentence_is_quoted_by_its_clause() -> None:
    things = [f"{n}번 {where} 둔 물건" for n in range(10) for where in ("창고에", "책상 위에", "복도 끝에", "차 안에")]
    text = f"담당자는 {', '.join(things)}의 상태를 확인한다."
    evidence = Ground(hit(text), "").supports("7번 복도 끝에 둔 물건")
    assert evidence is not None
    assert text[slice(*evidence.span)] == "7번 복도 끝에 둔 물건"


def test_a_run_without_commas_is_quoted_as_it_is() -> None:
    text = "가나다라 마바사아 자차카타 파하거너 " * 20
    evidence = Ground(hit(text), "").supports("가나다라 마바사아 자차카타 파하거너 가나다라")
    assert evidence is not None
    assert text[slice(*evidence.span)] == "가나다라 마바사아 자차카타 파하거너 가나다라"


def test_words_of_the_heading_count_as_carried() -> None:
    assert ground().carries("물품 관리 지침") and ground().carries("물품·비품 규칙") and not ground().carries("헌법")


def test_a_bare_figure_is_carried_by_its_clause_whatever_the_clause_forbids() -> None:
    source = hit("① 한 사람에 대한 포상금은 1,000,000원을 초과할 수 없다.\n② 포상금은 예산에서 지급한다.")
    ground = Ground(source, "포상 지침 제4조")
    evidence = ground.supports("1,000,000원")
    assert evidence is not None
    assert "초과할 수 없다" in source.passage.text[evidence.span[0] : evidence.span[1]]
    assert ground.supports("2,000,000원") is None
    assert ground.supports("포상금은 1,000,000원을 초과할 수 있다") is None
