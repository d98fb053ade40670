"""Slips of the fingers are put right where one word of the corpus is clearly meant, and nothing else is touched."""

import pytest

from app.search.query.distance import distance
from app.search.query.initials import initials
from app.search.query.jamo import strokes
from app.search.query.language import speaks
from app.search.query.lexicon import EveryWord, Lexicon, NoSynonyms, NoWords
from app.search.query.names import Names
from app.search.query.slips import put_right
from tests.fakes.lexicon import lexicon

LEXICON = lexicon({"leave": "휴까 운영 규정"})


@pytest.mark.parametrize(
    ("typed", "read", "kind"),
    [
        ("rnrqkdqn 업무", "국방부 업무", "keyboard"),
        ("RNRQKDQN", "국방부", "keyboard"),
        ("gbrkfmf tlscjd", "휴가를 신청", "keyboard"),
        ("rm gbrk tlscjd", "그 휴가 신청", "keyboard"),  # a small word of a sentence that was typed so
        ("ㅗ디ㅔ", "help", "keyboard"),
        ("ㅓㅊㄴ 업무", "jcs 업무", "keyboard"),
        ("ㄱㅂㅂ", "국방부", "initials"),
        ("ㅈㅂㄱㄱ 절차", "정보공개 절차", "initials"),
        ("ㅂㅄㅅ", "불법시설", "initials"),
        ("휴까를 신청", "휴가를 신청", "spelling"),
        ("국빵부에서", "국방부에서", "spelling"),
        ("신쳥서", "신청서", "spelling"),
        ("정보공게", "정보공개", "spelling"),
        ("징게위원회가", "징계위원회가", "spelling"),
        ("휴ㅏ가 신청", "휴가 신청", "spelling"),
        ("정보공게법에", "정보공개법에", "spelling"),  # a short name that the corpus has not
        ("물품신쳥서", "물품신청서", "spelling"),  # a compound that the corpus has not
        ("휴가를신청하려면", "휴가를 신청하려면", "spacing"),
        ("휴 가 신청", "휴가 신청", "spacing"),
    ],
)
def test_put_right(typed: str, read: str, kind: str) -> None:
    slips = put_right(typed, (), LEXICON)
    assert slips.text == read
    assert {change.kind for change in slips.changes} == {kind}
    for change in slips.changes:
        assert change.said in typed
        assert change.read in slips.text


@pytest.mark.parametrize(
    "typed",
    [
        "휴가를 신청하려면", "국방부장관에게", "공짜로 올렸는데", "뒷돈을 받고", "몰라서 도와", "쪼개면",
        "돌려내라는데",
        "the act of 1999", "API", "help", "휴가ㅠㅠ", "ㅋㅋㅋㅋ", "ㅎㅎ", "ㅠㅠ", "ㄱ", "a", "ab12", "3년치를",
        "몇 년치를",
        "휴까 운영 규정 절차", "제25조", "이십오조", "물품관리대장", "!!!", "", "👍🏽",
        "전혀모르는낱말", "꽐랍뛟", "그 및",
    ],
)  # fmt: skip
def test_left_alone(typed: str) -> None:
    slips = put_right(typed, (), LEXICON)
    assert (slips.text, slips.changes) == (typed, ())


def test_words_of_an_exact_phrase_are_left_alone() -> None:
    assert put_right("휴까를 신청", ("휴까를",), LEXICON).text == "휴까를 신청"


def test_two_words_equally_near_are_no_reading() -> None:
    near = lexicon(counts={"가산금": 50, "가선금": 50})
    assert put_right("가슨금", (), near).text == "가슨금"


@pytest.mark.parametrize("typed", ["군목으로 뽑히면", "즉심 절차", "신항만 승인", "단체표장"])
def test_a_short_word_that_may_be_read_is_no_slip(typed: str) -> None:
    near = lexicon(
        counts={
            "군복": 500,
            "즉시": 500,
            "신상만": 500,
            "단체": 500,
            "포장": 500,
            "뽑히면": 5,
            "절차": 500,
            "승인": 500,
        }
    )
    assert put_right(typed, (), near).changes == ()


def test_a_long_word_that_may_be_read_is_one_if_another_is_near() -> None:
    near = lexicon(counts={"천재지변": 500})
    assert put_right("천재자변", (), near).text == "천재지변"


def test_what_else_the_initials_may_mean() -> None:
    slips = put_right("ㄱㅂㅂ", (), LEXICON)
    assert slips.others == {"국방부": ("기본법",)}
    assert initials("ㄱㅂㅂㅈㄱ", LEXICON.words, LEXICON.dictionary) == ("국방부장관",)
    assert initials("ㅈㅂ", LEXICON.words, LEXICON.dictionary)[0] == "정보"
    assert initials("ㅍㅍㅎ", LEXICON.words, LEXICON.dictionary) == ()


def test_a_corpus_without_words_corrects_nothing() -> None:
    empty = Lexicon(NoWords(), EveryWord(), Names({}), NoSynonyms())
    for typed in ("휴까를", "rnrqkdqn", "ㄱㅂㅂ", "휴 가", "휴ㅏ가"):
        assert put_right(typed, (), empty).text == typed


def test_without_a_dictionary_only_what_cannot_be_korean_is_put_right() -> None:
    plain = Lexicon(LEXICON.words, EveryWord(), LEXICON.names, NoSynonyms())
    assert put_right("휴까를", (), plain).text == "휴까를"
    assert put_right("rnrqkdqn", (), plain).text == "국방부"
    assert put_right("휴ㅏ가", (), plain).text == "휴가"


@pytest.mark.parametrize(
    ("typed", "meant", "cheaper", "dearer"),
    [
        ("휴까", "휴가", "휴까", "휴마"),  # shift against another key
        ("징게", "징계", "징게", "징고"),
        ("정부", "정부", "정부", "정보"),
        ("휴ㅏ가", "휴가", "휴가", "휴ㅏ가"),
    ],
)
def test_distance(typed: str, meant: str, cheaper: str, dearer: str) -> None:
    del typed
    assert distance(strokes(cheaper), strokes(meant), 9.0) < distance(strokes(dearer), strokes(meant), 9.0)


def test_distance_gives_up() -> None:
    assert distance(strokes("물품"), strokes("징계"), 1.0) == float("inf")
    assert distance("ㄱㅏ", "ㅏㄱ", 1.0) == 0.7
    assert distance("", "", 1.0) == 0.0


@pytest.mark.parametrize(
    "word", ["올렸는데", "쪼개면", "도와", "몰라서", "돌려내라는데", "공짜로", "보리건가요", "뒷돈은", "해보내고"]
)
def test_korean(word: str) -> None:
    assert speaks(word, LEXICON.words, LEXICON.dictionary)


@pytest.mark.parametrize("word", ["휴까를", "뷁", "신쳥서", "징게위원회"])
def test_not_korean(word: str) -> None:
    assert not speaks(word, LEXICON.words, LEXICON.dictionary)


def test_only_so_many_strange_words_are_looked_into() -> None:
    strange = " ".join("뷁" + chr(0xAC01 + 28 * number) + "뷁" for number in range(40))
    asked: list[str] = []

    class Watched:
        """Says what is looked for near."""

        def __len__(self) -> int:
            return len(LEXICON.words)

        def count(self, word: str) -> int:
            return LEXICON.words.count(word)

        def near(self, word: str, strokes: int) -> list[tuple[str, int]]:
            del strokes
            asked.append(word)
            return []

        def initials(self, letters: str) -> list[tuple[str, int]]:
            del letters
            return []

    watched = Lexicon(Watched(), LEXICON.dictionary, LEXICON.names, NoSynonyms())
    assert put_right(f"{strange} 휴까를", (), watched).text == f"{strange} 휴까를"
    assert 0 < len({word for word in strange.split() if word in asked}) < 40
