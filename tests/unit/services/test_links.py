"""Links lead where the workspace now has the place; what it lacks is listed."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from app.core.errors import CollectionMissing
from app.core.events import Cancel, Done, result_of
from app.core.types import Document, Link, Passage, Source
from app.ingest.blocks import Block, Extract
from app.ingest.parse import parse
from app.services.context import Workspace
from app.services.links import LinkReport, cited_by, link_report, links_of
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import FileRecord
from app.store.holders import Holders
from app.store.ledger import Ledger
from app.store.links import Links

Put = Callable[..., str]

OPEN = "공공기관의 정보공개에 관한 법률"
ACT = (
    "제1조(목적) 정한다.",
    "제2조(정의) 정보를 말한다.",
    "제9조(비공개) ① 다음 각 호와 같다.",
    "1. 비밀",
    "② 제1항제1호와 같다.",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The parts of a Workspace that links need."""
    database = Database(tmp_path)
    parts = SimpleNamespace(
        database=database,
        documents=Documents(database),
        links=Links(database),
        holders=Holders(database),
        ledger=Ledger(database),
    )
    return cast(Workspace, parts)


@pytest.fixture
def put(workspace: Workspace) -> Put:
    def put(title: str, *lines: str, collection: str = "기본", file: str = "", **fields: str) -> str:
        made = parse(Extract("txt", tuple(Block(line) for line in lines), {"title": title, **fields}), "a.txt")
        raw = (file or title).encode()
        source = Source(raw, title, "0", "txt", 1, 1)
        document = Document(
            workspace.documents.identity(collection, raw),
            collection,
            made.title,
            made.kind,
            source,
            number=made.number,
            effective=made.effective,
            text=made.text,
        )
        record = FileRecord(collection, raw, b"/", title, document_id=document.id)
        workspace.documents.store(document, made.passages, record, made.references)
        return document.id

    return put


def passage(workspace: Workspace, document: str, label: str) -> Passage:
    return next(one for one in workspace.documents.passages_of(document) if one.locator.label == label)


def links(workspace: Workspace, document: str, label: str) -> dict[str, Link]:
    """By the words they stand on."""
    at = passage(workspace, document, label)
    return {at.text[slice(*one.span)]: one for one in links_of(workspace, at.id)}


def test_a_link_leads_to_the_article_and_says_its_title(workspace: Workspace, put: Put) -> None:
    act = put(OPEN, *ACT)
    guide = put("공개 지침", "제1조(목적) 정한다.", f"제2조(비공개) 「{OPEN}」 제9조제1항과 제1조에 따른다.")
    found = links(workspace, guide, "제2조")
    link = found[f"「{OPEN}」 제9조제1항"]
    assert (link.target_document, link.target_passage) == (act, passage(workspace, act, "제9조").id)
    assert link.label == f"「{OPEN}」 제9조제1항(비공개)"
    own = links(workspace, act, "제9조")["제1항제1호"]
    assert (own.target_document, own.target_passage) == (act, passage(workspace, act, "제9조").id)


def test_spacing_and_middle_dots_do_not_matter(workspace: Workspace, put: Put) -> None:
    act = put("대ㆍ중소기업 상생협력 촉진에 관한 법률", *ACT)
    guide = put("가 지침", "제1조(가) 「대·중소기업상생협력 촉진에 관한 법률」 제9조", "제2조(나) 나")
    (link,) = links(workspace, guide, "제1조").values()
    assert link.target_document == act


def test_a_short_name_is_followed_when_it_is_told(workspace: Workspace, put: Put) -> None:
    guide = put("나 지침", "제1조(가) 「정보공개법」 제9조에 따른다.", "제2조(나) 나")
    assert links(workspace, guide, "제1조")["「정보공개법」 제9조"].target_document == ""
    act = put(OPEN, *ACT)
    put(f"{OPEN} 시행령", *ACT)
    assert links(workspace, guide, "제1조")["「정보공개법」 제9조"].target_document == act
    assert [one.document_id for one in cited_by(workspace, passage(workspace, act, "제9조").id)] == [guide]
    put("행정기관의 정보공개에 관한 법률", *ACT)
    assert links(workspace, guide, "제1조")["「정보공개법」 제9조"].target_document == ""


def test_what_comes_goes_and_changes_is_seen_at_once(workspace: Workspace, put: Put) -> None:
    guide = put("다 지침", "제1조(가) 「자료법」 제9조에 따른다.", "제2조(나) 나")
    words = "「자료법」 제9조"
    assert links(workspace, guide, "제1조")[words].label == words
    act = put("자료법", *ACT)
    first = links(workspace, guide, "제1조")[words].target_passage
    assert first == passage(workspace, act, "제9조").id
    put("자료법", *ACT[:2])
    changed = links(workspace, guide, "제1조")[words]
    assert (changed.target_document, changed.target_passage) == (act, 0)
    put("자료법", "제8조(가) 가", "제9조(나) 나")
    assert links(workspace, guide, "제1조")[words].target_passage == passage(workspace, act, "제9조").id
    workspace.documents.remove_collection("기본")
    assert links_of(workspace, first) == ()


def test_a_document_read_again_keeps_no_old_links(workspace: Workspace, put: Put) -> None:
    guide = put("라 지침", "제1조(가) 「가법」 제9조", "제2조(나) 나")
    put("라 지침", "제1조(가) 「나법」 제9조", "제2조(나) 나")
    assert list(links(workspace, guide, "제1조")) == ["「나법」 제9조"]


def test_the_same_collection_comes_first(workspace: Workspace, put: Put) -> None:
    other = put("자료법", *ACT, collection="나", file="나", 시행일="2026-01-01")
    own = put("자료법", *ACT, collection="가", file="가")
    guide = put("마 지침", "제1조(가) 「자료법」 제9조", "제2조(나) 나", collection="가")
    (link,) = links(workspace, guide, "제1조").values()
    assert link.target_document == own != other


def test_who_refers_to_an_article(workspace: Workspace, put: Put) -> None:
    act = put("자료법", *ACT, "제10조(다) 제1조부터 제9조까지를 준용한다.")
    guide = put("바 지침", "제1조(가) 「자료법」 제2조부터 제9조까지 및 제9조제1항", "제2조(나) 나")
    third = passage(workspace, act, "제9조")
    found = cited_by(workspace, third.id)
    assert [(one.document_id, one.label) for one in found] == [(act, "제10조"), (guide, "제1조"), (guide, "제1조")]
    source = passage(workspace, guide, "제1조")
    assert {source.text[slice(*one.span)] for one in found[1:]} == {"「자료법」 제2조부터 제9조까지", "제9조제1항"}
    assert cited_by(workspace, third.id, limit=1) == found[:1]
    assert cited_by(workspace, 999_999) == ()


def test_a_supplement_left_open_is_followed_only_when_there_is_one(workspace: Workspace, put: Put) -> None:
    supplement = ("부칙 <제1호,2020.1.1>", "제1조(시행일) 공포한 날부터 시행한다.", "제2조(적용례) 적용한다.")
    act = put("자료법", *ACT, *supplement)
    guide = put("사 지침", "제1조(가) 「자료법」 부칙 제2조에 따른다.", "제2조(나) 나")
    (link,) = links(workspace, guide, "제1조").values()
    assert link.target_passage == workspace.documents.passages_of(act)[-1].id
    put("자료법", *ACT, *supplement, "부칙 <제2호,2021.1.1>", *supplement[1:])
    (link,) = links(workspace, guide, "제1조").values()
    assert (link.target_document, link.target_passage) == (act, 0)


def test_a_letter_is_found_by_its_number(workspace: Workspace, put: Put) -> None:
    letter = put("휴가 알림", "수신 각 부서의 장", "1. 휴가를 알립니다.", number="정책과-123")
    answer = put("휴가 회신", "수신 정책과장", "관련: 정책과-123(2026. 3. 2.)", "1. 회신합니다.")
    found = [link for one in workspace.documents.passages_of(answer) for link in links_of(workspace, one.id)]
    assert [link.target_document for link in found] == [letter]


def test_what_is_missing_is_listed_by_how_often_it_is_cited(workspace: Workspace, put: Put) -> None:
    put("자료법", *ACT)
    put("아 지침", "제1조(가) 「없는법」 제1조, 제2조와 「자료법」 제77조, 「빈 법」", "제2조(나) 제9조")
    put("자 지침", "제1조(가) 「없는법」에 따른다.", "제2조(나) 「자료법」 제1조", collection="딴것")
    report = result_of(link_report(workspace, cancel=Cancel()), LinkReport)
    assert [(one.law, one.place, one.references, one.documents) for one in report.missing] == [
        ("없는법", "", 3, 2),
        ("빈 법", "", 1, 1),
        ("아 지침", "제9조", 1, 1),
        ("자료법", "제77조", 1, 1),
    ]
    assert (report.references, report.unresolved, report.laws, report.places) == (8, 6, 2, 2)
    only = result_of(link_report(workspace, "딴것", cancel=Cancel()), LinkReport)
    assert [(one.law, one.references) for one in only.missing] == [("없는법", 1)]
    with pytest.raises(CollectionMissing):
        list(link_report(workspace, "없음", cancel=Cancel()))


def test_the_report_is_a_verb(workspace: Workspace, put: Put) -> None:
    put("자료법", *ACT)
    (event,) = link_report(workspace, cancel=Cancel())
    assert isinstance(event, Done)
