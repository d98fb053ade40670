"""A question read in full, and every reading told."""

from datetime import date

import pytest

from app.core.types import Change
from app.search.query.plain import LONGEST
from app.search.query.read import understand
from tests.fakes.lexicon import lexicon

DAY = date(2026, 3, 9)
ACT = "가상 기관의 정보공개에 관한 법률"


class Terms:
    """A thesaurus of two terms."""

    def synonyms(self, term: str) -> tuple[str, ...]:
        return {"뒷돈": ("금품",), "휴가 신청": ("휴가 허가",)}.get(term, ())


LEXICON = lexicon({"act": ACT}, thesaurus=Terms())


def test_everything_at_once() -> None:
    read = understand("정보공개법 rnrqkdqn “물품 대장” -공짜 이틀 2024.1.1. 기준", LEXICON, DAY)
    assert read.text == "정보공개법 국방부 물품 대장 이틀"
    assert (read.phrases, read.excluded, read.as_of) == (("물품 대장",), ("공짜",), "2024-01-01")
    assert read.synonyms == {"이틀": ("2일",)}
    assert (read.laws, read.topic) == (("act",), "국방부 물품 대장 이틀")
    assert read.changes == (
        Change("date", "2024.1.1. 기준", "2024-01-01"),
        Change("keyboard", "rnrqkdqn", "국방부"),
        Change("number", "이틀", "2일"),
        Change("law", "정보공개법", ACT),
    )


def test_a_plain_question_is_left_as_it_is() -> None:
    read = understand("휴가를 신청하려면 절차가", LEXICON, DAY)
    assert (read.text, read.topic) == ("휴가를 신청하려면 절차가",) * 2
    assert (read.changes, read.laws, read.as_of, dict(read.synonyms)) == ((), (), "", {})


def test_other_words_of_a_term() -> None:
    read = understand("뒷돈을 주고 휴가 신청을", LEXICON, DAY)
    assert read.synonyms == {"뒷돈": ("금품",), "휴가 신청": ("휴가 허가",)}
    assert Change("synonym", "뒷돈", "금품") in read.changes


def test_a_law_written_out_is_no_change() -> None:
    read = understand(f"「{ACT}」 절차", LEXICON, DAY)
    assert (read.laws, read.changes) == (("act",), ())


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "!?…", "-", '"', "ㄱ", "ㅏ", "👍🏽", "\x00\x07", "'; DROP TABLE x; --", "(a|b)*+?",
     "title:(a AND b)^2~", "\ud800",
     "\\", "%_%", "휴가\n" * 9],
)  # fmt: skip
def test_bad_input_is_text(typed: str) -> None:
    read = understand(typed, LEXICON, DAY)
    assert (read.phrases, read.excluded, read.as_of) == ((), (), "")


def test_the_topic_is_without_the_particle_of_the_law() -> None:
    assert understand(f"{ACT}에서 절차", LEXICON, DAY).topic == "절차"
    assert understand("정보공개법에서 절차", LEXICON, DAY).topic == "절차"


def test_a_very_long_question_is_cut_and_says_so() -> None:
    read = understand("휴가 절차 신청 허가 " * 1000, LEXICON, DAY)
    assert len(read.text) <= LONGEST
    assert read.changes == (Change("cut", "11,999자", f"{len(read.text):,}자"),)
    assert not understand("휴가 절차 " * 100, LEXICON, DAY).changes


def test_decomposed_hangul_reads_the_same() -> None:
    assert understand("휴까를", LEXICON, DAY) == understand("휴까를", LEXICON, DAY)
