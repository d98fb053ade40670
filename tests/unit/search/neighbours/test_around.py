"""The neighbours of an article: what carries it out, what it cites, what stands beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.types import Because, Document, Source, Tie
from app.ingest.blocks import Block, Extract
from app.ingest.parse import parse
from app.search.neighbours.around import Neighbours
from app.search.neighbours.kin import Neighbour, carries_out, likeness
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import FileRecord

Put = Callable[..., str]
At = Callable[[str, str], int]

LAW = (
    "제1조(목적) 이 법은 등대의 관리를 정한다.",
    "제2조(정의) 이 법에서 등대란 불을 비추는 탑을 말한다.",
    "제3조(등대지기의 휴가) 등대지기의 휴가에 필요한 사항은 대통령령으로 정한다.",
    "제4조(점등) 등대지기는 해가 지면 불을 켠다.",
    "제5조(점등의 예외) 제4조에도 불구하고 안개가 끼면 낮에도 켠다.",
    "제6조(당직) 당직자에 관하여는 제3조를 준용한다.",
)
DECREE = (
    "제1조(목적) 이 영은 「등대법」에서 위임한 사항을 정한다.",
    "제2조(휴가의 종류) ① 법 제3조에 따른 등대지기의 휴가는 연가와 병가로 한다.",
    "제3조(휴가 신청) 법 제3조에 따라 휴가를 신청하려는 사람은 등대장에게 신청서를 낸다.",
    "제4조(감독) 등대장은 「항로표지법」 제9조에 따른 보고를 한다.",
)
RULE = ("제1조(목적) 이 규칙은 정한다.", "제2조(신청서) 영 제3조에 따른 휴가 신청서는 별지와 같다.")


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path)


@pytest.fixture
def put(database: Database) -> Put:
    def put(title: str, *lines: str, collection: str = "기본", effective: str = "") -> str:
        made = parse(Extract("txt", tuple(Block(line) for line in lines), {"title": title}), "a.txt")
        raw = f"{collection}/{title}/{effective}".encode()
        documents = Documents(database)
        identity = documents.identity(collection, raw)
        source = Source(raw, title, "0", "txt", 1, 1)
        document = Document(identity, collection, title, made.kind, source, effective=effective, text=made.text)
        record = FileRecord(collection, raw, b"/", title, document_id=identity)
        documents.store(document, made.passages, record, made.references)
        return identity

    return put


@pytest.fixture
def at(database: Database) -> At:
    def at(document: str, label: str) -> int:
        return next(passage for name, passage in Documents(database).labels(document) if name == label)

    return at


def ties(database: Database, seed: int) -> dict[tuple[Tie, int], Neighbour]:
    return {(one.tie, one.passage): one for one in Neighbours(database).of([seed])}


def test_a_law_brings_the_articles_that_carry_it_out(database: Database, put: Put, at: At) -> None:
    law, decree = put("등대법", *LAW), put("등대법 시행령", *DECREE)
    found = ties(database, at(law, "제3조"))
    kinds = found[Tie.IMPLEMENTS, at(decree, "제2조")]
    assert kinds.sure
    assert kinds.orders
    assert kinds.early
    assert kinds.crowd == 2
    assert 0 < kinds.likeness < 1
    assert (Tie.IMPLEMENTS, at(decree, "제3조")) in found
    assert (Tie.IMPLEMENTS, at(decree, "제4조")) not in found
    assert (Tie.APPLIES, at(law, "제6조")) in found


def test_a_decree_brings_its_law_and_what_else_carries_that_out(database: Database, put: Put, at: At) -> None:
    law, decree, rule = put("등대법", *LAW), put("등대법 시행령", *DECREE), put("등대법 시행규칙", *RULE)
    found = ties(database, at(decree, "제3조"))
    assert found[Tie.DELEGATES, at(law, "제3조")].orders
    assert (Tie.SIBLING, at(decree, "제2조")) in found
    assert found[Tie.IMPLEMENTS, at(rule, "제2조")].sure
    up = ties(database, at(rule, "제2조"))
    assert (Tie.DELEGATES, at(decree, "제3조")) in up


def test_counterparts_are_the_delegations_alone(database: Database, put: Put, at: At) -> None:
    law, decree = put("등대법", *LAW), put("등대법 시행령", *DECREE)
    rule = put("등대법 시행규칙", *RULE)
    seeds = [at(law, "제3조"), at(decree, "제3조"), at(law, "제4조")]
    neighbours = Neighbours(database)
    found = {(one.seed, one.passage, one.tie) for one in neighbours.counterparts(seeds)}
    assert found == {
        (one.seed, one.passage, one.tie) for one in neighbours.of(seeds) if one.tie in (Tie.DELEGATES, Tie.IMPLEMENTS)
    }
    assert (at(decree, "제3조"), at(rule, "제2조"), Tie.IMPLEMENTS) in found


def test_a_reason_names_the_article_that_brought_it(database: Database, put: Put, at: At) -> None:
    law, decree = put("등대법", *LAW), put("등대법 시행령", *DECREE)
    neighbours = Neighbours(database)
    (told,) = [one for one in neighbours.counterparts([at(law, "제3조")]) if one.passage == at(decree, "제2조")]
    reason = neighbours.reasons({told.passage: told})[told.passage]
    assert reason == Because(Tie.IMPLEMENTS, at(law, "제3조"), "등대법", "제3조")


def test_within_a_law(database: Database, put: Put, at: At) -> None:
    law = put("등대법", *LAW)
    found = ties(database, at(law, "제4조"))
    assert (Tie.CITES, at(law, "제5조")) in found
    assert found[Tie.NEXT, at(law, "제5조")].distance == 1
    assert (Tie.PREVIOUS, at(law, "제3조")) in found
    assert (Tie.TOPIC, at(law, "제5조")) in found
    assert (Tie.DEFINES, at(law, "제2조")) in found
    assert (Tie.CITED, at(law, "제4조")) in ties(database, at(law, "제5조"))
    assert (Tie.APPLIED, at(law, "제3조")) in ties(database, at(law, "제6조"))


def test_a_citation_of_a_strange_law_is_no_delegation(database: Database, put: Put, at: At) -> None:
    lights = put("항로표지법", "제8조(점검) 점검한다.", "제9조(보고) 관리자는 보고한다.")
    decree = put("등대법 시행령", *DECREE)
    assert (Tie.CITED, at(lights, "제9조")) in ties(database, at(decree, "제4조"))
    told = ties(database, at(lights, "제9조"))[Tie.CITES, at(decree, "제4조")]
    assert not told.sure


def test_the_law_in_force_of_the_same_collection_is_meant(database: Database, put: Put, at: At) -> None:
    former = put("등대법", *LAW, effective="2001-01-01")
    later = put("등대법", *LAW, effective="2020-01-01")
    elsewhere = put("등대법", *LAW, collection="다른", effective="2024-01-01")
    decree, other = put("등대법 시행령", *DECREE), put("등대법 시행령", *DECREE, collection="다른")
    up = {one.passage for one in Neighbours(database).of([at(decree, "제2조")]) if one.tie is Tie.DELEGATES}
    assert up == {at(later, "제3조")}
    assert (Tie.DELEGATES, at(elsewhere, "제3조")) in ties(database, at(other, "제2조"))
    assert (Tie.IMPLEMENTS, at(decree, "제2조")) in ties(database, at(later, "제3조"))
    assert (Tie.IMPLEMENTS, at(other, "제2조")) not in ties(database, at(later, "제3조"))
    assert (Tie.IMPLEMENTS, at(decree, "제2조")) not in ties(database, at(former, "제3조"))


def test_what_is_written_later_is_seen(database: Database, put: Put, at: At) -> None:
    decree = put("등대법 시행령", *DECREE)
    neighbours = Neighbours(database)
    assert not [one for one in neighbours.of([at(decree, "제2조")]) if one.tie is Tie.DELEGATES]
    put("등대법", *LAW)
    assert [one for one in neighbours.of([at(decree, "제2조")]) if one.tie is Tie.DELEGATES]


def test_supplements_and_unknown_ids_have_none(database: Database, put: Put, at: At) -> None:
    law = put("등대법", *LAW, "부칙", "제1조(시행일) 이 법은 공포한 날부터 시행한다.", "제2조(경과조치) 제3조는 둔다.")
    supplement = at(law, "부칙")
    assert Neighbours(database).of([]) == ()
    assert Neighbours(database).of([9_999, supplement]) == ()
    assert all(one.passage != supplement for one in Neighbours(database).of([at(law, "제3조")]))


def test_an_article_cited_by_thousands_still_finds_its_decree(database: Database, put: Put, at: At) -> None:
    law = put("등대법", *LAW)
    for number in range(3):
        put(f"항만 지침 {number}", *[f"제{i}조(보고 {i}) 「등대법」 제3조에 따라 보고한다." for i in range(1, 101)])
    decree = put("등대법 시행령", *DECREE)
    found = Neighbours(database).of([at(law, "제3조")])
    assert at(decree, "제2조") in {one.passage for one in found if one.tie is Tie.IMPLEMENTS}
    assert len([one for one in found if one.tie is Tie.CITES]) <= 12


@pytest.mark.parametrize(
    ("title", "law", "so"),
    [
        ("등대법 시행령", "등대법", True),
        ("등대법 시행규칙", "등대법 시행령", True),
        ("등대법", "등대법 시행령", False),
        ("등대법 시행령", "등대법 시행령", False),
        ("항만법 시행령", "등대법", False),
    ],
)
def test_families_are_told_by_their_titles(title: str, law: str, so: bool) -> None:
    assert carries_out(title, law) is so


def test_headings_are_alike_by_their_words() -> None:
    assert likeness("휴가의 신청 등", "휴가의 신청") == 1.0
    assert likeness("휴가", "점등") == 0.0
    assert likeness("", "") == 0.0
