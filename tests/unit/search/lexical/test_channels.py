"""Channels, weights, filters and phrases of the lexical index, over a small workspace of laws."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Passage, Source
from app.search.lexical.index import Lexical
from app.search.lexical.wanted import CHANNELS, Wanted
from app.search.lexical.within import Within
from app.search.tokens import Morphemes

Law = tuple[Document, list[Passage]]


def law(identity: str, title: str, articles: Sequence[tuple[str, str]], first: int, **facts: str) -> Law:
    """`articles` are (heading, text); one whose heading begins with 부칙 is one."""
    source = Source(b"", title, "", "md", 0, 0)
    document = Document(identity, facts.pop("collection", "법령"), title, DocumentKind.LAW, source)
    passages = [
        Passage(
            first + place,
            identity,
            place,
            Locator(supplement=1) if heading.startswith("부칙") else Locator(article=(place + 1, 0)),
            heading,
            "",
            text,
            0,
            len(text),
        )
        for place, (heading, text) in enumerate(articles)
    ]
    return replace(document, **facts), passages  # type: ignore[arg-type]


LAWS = (
    law(
        "a1",
        "물품관리법",
        [
            ("목적", "이 법은 물품의 관리를 정한다"),
            ("불용의 결정", "물품을 사용하지 아니하기로 하는 불용 결정을 할 수 있다"),
            ("부칙", "이 법은 공포한 날부터 시행한다"),
        ],
        1,
        effective="2024-01-01",
        ministry="재정경제부",
    ),
    law(
        "b2",
        "공무원 휴가 규정",
        [
            ("연가 일수", "공무원의 연가는 재직기간에 따른다"),
            ("휴가의 신청", "휴가를 받으려는 사람은 신청서를 낸다\n다만, 급하면 말로 한다"),
            ("부칙", "휴가의 신청은 종전의 규정에 따른다"),
        ],
        11,
        effective="2025-07-01",
        ministry="인사혁신처",
        collection="규정",
    ),
    law("c3", "휴가비 지급 지침", [("지급", "휴가비는 신청한 달에 준다. 물품은 주지 아니한다")], 21),
)


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> Lexical:
    passages = {passage.id: (document, passage) for document, some in LAWS for passage in some}

    def texts(ids: Sequence[int]) -> dict[int, tuple[Document | None, Passage]]:
        return {identity: passages[identity] for identity in ids}

    made = Lexical(tmp_path_factory.mktemp("lexical"), Morphemes(), texts)
    by_id = {document.id: (document, some) for document, some in LAWS}
    made.update(dict.fromkeys(by_id, 1), by_id.get, lambda done, total: None)
    return made


def ids(lexical: Lexical, channel: str, text: str, within: Within = Within()) -> list[int]:  # noqa: B008
    return [passage for passage, _ in lexical.ranked(channel, lexical.wanted(text), 10, within)]


def test_every_channel_finds_in_its_own_field(lexical: Lexical) -> None:
    assert ids(lexical, "morphemes", "불용 결정을 하려면")[0] == 2
    assert ids(lexical, "bigrams", "불용결정")[0] == 2
    assert ids(lexical, "headings", "휴가 신청") == [12], "what only the text says is not seen, nor what the title says"
    assert set(ids(lexical, "titles", "물품 관리")) == {1, 2, 3, 21}
    assert [law_ for law_, _ in lexical.laws(lexical.wanted("연가"), 5)] == ["b2"]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("question", ["휴가 신청", "물품의 관리", "휴가 신청에 관한 부칙", "없는말"])
def test_a_given_passage_has_the_score_of_the_list(lexical: Lexical, channel: str, question: str) -> None:
    wanted = lexical.wanted(question)
    ranked = dict(lexical.ranked(channel, wanted, 10))
    everything = [passage.id for _, some in LAWS for passage in some]
    scores = lexical.scores(channel, wanted, [*everything, 999])
    assert set(scores) == {*everything, 999} and scores[999] == 0.0
    for passage, score in ranked.items():
        assert scores[passage] == pytest.approx(score, rel=1e-5)
    if channel != "titles":
        assert {passage for passage, score in scores.items() if score} == set(ranked)


def test_old_rules_count_less_unless_they_are_asked_for(lexical: Lexical) -> None:
    plain, asked = lexical.wanted("휴가의 신청"), lexical.wanted("휴가의 신청 부칙")
    assert asked.supplements and not plain.supplements
    terms = Wanted(plain.morphemes, plain.bigrams, plain.stems, supplements=True)
    less, full = (lexical.scores("bigrams", wanted, [13])[13] for wanted in (plain, terms))
    assert less == pytest.approx(0.8 * full)


def test_old_rules_never_crowd_out_articles(tmp_path: Path) -> None:
    """However many of them say a word more often."""
    document, passages = law("x", "규칙", [("가", "휴가 및 나머지 여러 일"), *[("부칙", "휴가 휴가")] * 50], 1)
    lexical = Lexical(tmp_path, Morphemes())
    lexical.update({"x": 1}, lambda identity: (document, passages), lambda done, total: None)
    wanted = Wanted(bigrams={"휴가": 1.0})
    worth = lexical.scores("bigrams", wanted, range(1, 52))
    for limit in (1, 3, 50, 51):
        best = sorted(worth, key=lambda passage: (-worth[passage], passage))[:limit]
        assert [passage for passage, _ in lexical.ranked("bigrams", wanted, limit)] == best


def test_a_weight_scales_what_a_term_adds(lexical: Lexical) -> None:
    one = dict(lexical.by_terms("bigrams", {"휴가": 1.0}, 10))
    half = dict(lexical.by_terms("bigrams", {"휴가": 0.5}, 10))
    assert half == pytest.approx({passage: score / 2 for passage, score in one.items()})
    both = dict(lexical.by_terms("bigrams", {"휴가": 0.5, "신청": 1.0}, 10))
    other = dict(lexical.by_terms("bigrams", {"신청": 1.0}, 10))
    assert both[12] == pytest.approx(half[12] + other[12])


def test_synonyms_count_half(lexical: Lexical) -> None:
    wanted = lexical.wanted("연차", {"연차": ("연가",)})
    assert wanted.morphemes == {"연가": 0.5}, "연차 itself stands nowhere"
    assert lexical.ranked("morphemes", wanted, 10)[0][0] == 11
    assert lexical.wanted("연가", {"연가": ("연가",)}).morphemes == {"연가": 1.0}


@pytest.mark.parametrize(
    ("within", "left"),
    [
        (Within(collections=("규정",)), {11, 12, 13}),
        (Within(kinds=("law",)), {11, 12, 13, 21}),
        (Within(kinds=("letter",)), set()),
        (Within(ministries=("인사혁신처", "재정경제부")), {11, 12, 13}),
        (Within(since="2025-01-01"), {11, 12, 13, 21}),
        (Within(until="2025-07-01"), {11, 12, 13, 21}),
        (Within(until="2025-06-30"), {21}),
        (Within(documents=["c3"]), {21}),
        (Within(documents=["a1", "b2", "c3"]), {11, 12, 13, 21}),
        (Within(documents=[]), set()),
        (Within(without=["b2"]), {21}),
        (Within(phrases=("휴가를 받으려는",)), {12}),
        (Within(phrases=("사람은 신청서를 낸다 다만",)), {12}),
        (Within(phrases=("휴가를받으려는",)), set()),
        (Within(phrases=("가를 받으려는 사",)), {12}),
        (Within(phrases=("휴가", "신청은")), {13}),
        (Within(phrases=("휴가 신청",)), set()),
        (Within(excluded=("휴가비",)), {11, 12, 13}),
        (Within(excluded=("규정",)), {21}),
        (Within(phrases=("신청",), excluded=("다만", "물품")), {13}),
    ],
)
def test_filters(lexical: Lexical, within: Within, left: set[int]) -> None:
    whole = dict(lexical.by_terms("bigrams", {"휴가": 1.0, "신청": 1.0}, 10))
    found = dict(lexical.by_terms("bigrams", {"휴가": 1.0, "신청": 1.0}, 10, within))
    assert set(whole) == {11, 12, 13, 21} and set(found) == left
    assert all(found[passage] == whole[passage] for passage in found), "a filter does not add to a score"
    assert lexical.obeying([11, 12, 13, 21, 999], within) == left
    assert set(lexical.passages_with(within, 20)) & {11, 12, 13, 21} == left


def test_a_filter_leaves_as_many_as_there_are(lexical: Lexical) -> None:
    """Although the best results are sifted out after the engine found them."""
    found = lexical.by_terms("bigrams", {"휴가": 1.0, "신청": 1.0, "물품": 1.0}, 1, Within(documents=["a1", "c3"]))
    assert [passage for passage, _ in found] == [21]


def test_phrases_without_a_store_find_nothing(tmp_path: Path) -> None:
    lexical = Lexical(tmp_path, Morphemes())
    document, passages = LAWS[1]
    lexical.update({"b2": 1}, lambda identity: (document, passages), lambda done, total: None)
    assert lexical.by_terms("bigrams", {"휴가": 1.0}, 10, Within(phrases=("휴가를",))) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("불", 2),
        ("불용의 겨", 2),
        ("불용의 결ㅈ", 2),
        ("연가 일ㅅ", 11),
        ("휴가의 신처", 12),
        ("휴갑", 21),
        ("휴가의 시", 12),
    ],
)
def test_what_is_being_typed_finds_headings(lexical: Lexical, typed: str, first: int) -> None:
    found = [passage for passage, _ in lexical.typed(typed, 10)]
    assert found[0] == first


@pytest.mark.parametrize(
    "text", ["", " ", "?!", "ㄱ", "ㅏ", "🙂", '"(AND OR) title:* ^2 ~"', "가" * 10_000, "휴가 신청 " * 2000]
)
def test_any_text_may_be_asked(lexical: Lexical, text: str) -> None:
    wanted = lexical.wanted(text)
    for channel in CHANNELS:
        assert len(lexical.ranked(channel, wanted, 5)) <= 5
    lexical.typed(text, 5)
    lexical.obeying([1], Within(phrases=(text,), excluded=(text,)))
    assert len(wanted.morphemes) <= 64 and len(wanted.bigrams) <= 64
