"""The thesaurus on invented sentences: what is mined, what is not, what is kept of it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pytest

from app.core.errors import Cancelled
from app.core.types import Document, DocumentKind, Source
from app.search.indexer import Indexer
from app.search.thesaurus.evidence import Pair, Told
from app.search.thesaurus.keeper import Keeper
from app.search.thesaurus.mine import mine
from app.search.thesaurus.site import Fault, parse, read_site
from app.search.thesaurus.thesaurus import Thesaurus
from app.search.thesaurus.weigh import Entry, Table, count, weigh
from app.store.database import Database
from app.store.documents import Documents
from tests.unit.store.test_documents import put


def told(text: str, title: str = "두레박 관리 규칙") -> set[tuple[str, str, str]]:
    return {(pair.told.value, pair.first, pair.second) for pair in mine(title, text)}


# --- one document ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("물길을 넓히는 개수(改修)를 한다.", ("h", "改修", "개수")),
        ("마을 관정(管井: 우물)을 둔다.", ("m", "관정", "우물")),
        ("비탈의 절토(땅깎기)를 마치면", ("g", "절토", "땅깎기")),
        ("국제우물기구(IWO)가 정한", ("g", "국제우물기구", "IWO")),
        ('한국두레박기술진흥원(이하 "두레박진흥원"이라 한다)은', ("s", "두레박진흥원", "한국두레박기술진흥원")),
        ('"나룻배"란 거룻배를 말한다.', ("d", "나룻배", "거룻배")),
        ('제3조 중 "두레박지기"를 "우물관리인"으로 한다.', ("r", "두레박지기", "우물관리인")),
        ('제4조 중 "우물청장은"을 "우물부장관은"으로 한다.', ("r", "우물청장", "우물부장관")),
        ('"물통과"를 "두레박와"로 하고', ("r", "물통", "두레박")),
        (
            '「우물 및 샘의 보전에 관한 법률」(이하 "우물보전법"이라 한다)에 따라',
            ("l", "우물보전법", "우물 및 샘의 보전에 관한 법률"),
        ),
        ('"「우물법」"을 "「샘물 관리법」"으로 한다.', ("t", "우물법", "샘물 관리법")),
    ],
)
def test_what_a_document_tells(text: str, pair: tuple[str, str, str]) -> None:
    assert pair in told(text)


@pytest.mark.parametrize(
    "text",
    [
        '「우물 및 샘의 보전에 관한 법률」(이하 "법"이라 한다) 제3조',
        '「우물 및 샘의 보전에 관한 법률 시행령」(이하 "영"이라 한다) 제3조',
        '두레박을 쓰는 사람(이하 이 조에서 "사용인"이라 한다)은',
        '우물을 파려는 사람(이하 "신청인"이라 한다)은',
        "신청서(전자문서를 포함한다)를 낸다.",
        "면장(우물이 있는 경우만 해당한다)은",
        "두레박신고(변경신고)서를 낸다.",
        "우물(샘)대장에 적는다.",
        "나룻배(거룻배)를 쓴다. 거룻배는 강에 둔다.",
        '제3조제2항 중 "제5조제1항"을 "제6조제1항"으로 한다.',
        '"대통령령으로 정하는 사람"이란 이장을 말한다.',
        '"우물부령"을 "대통령령"으로 한다.',
        '"특별두레박"을 "두레박"으로 한다.',
        '"신고"를 "허가"로 한다.',
        '"나등급"을 "다등급"으로 한다.',
        '"우물위원회가"를 "샘물위원회가"로 한다.',
        "부칙(샘물관리법)을 고친다.",
    ],
)
def test_what_it_does_not_tell(text: str) -> None:
    assert told(text) == set()


def test_a_laws_own_short_name_stands_at_its_head() -> None:
    found = told("제1조(목적) 우물을 지킨다.", "우물 및 샘의 보전에 관한 법률 ( 약칭: 우물보전법 )")
    assert found == {("l", "우물보전법", "우물 및 샘의 보전에 관한 법률")}


# --- many documents --------------------------------------------------------------------------
def entries(mined: Iterable[tuple[str, list[Pair]]]) -> set[tuple[str, str]]:
    return {(entry.term, entry.word) for entry in weigh(count(mined), ()).entries}


def short(first: str, second: str) -> Pair:
    return Pair(Told.SHORT, first, second)


def test_a_short_form_that_documents_define_differently_stands_for_nothing() -> None:
    same = [(f"규칙 {i}", [short("우물진흥원", "한국우물기술진흥원")]) for i in range(2)]
    assert entries(same) == {("우물진흥원", "한국우물기술진흥원"), ("한국우물기술진흥원", "우물진흥원")}
    apart = [(f"규칙 {i}", [short("진흥원", f"한국{name}진흥원")]) for i, name in enumerate(("우물", "샘물", "두레박"))]
    assert entries(apart + apart) == set()


def test_a_law_and_its_decrees_speak_with_one_voice() -> None:
    pair = short("우물위원회", "우물보전심의위원회")
    assert entries([("우물법", [pair]), ("우물법 시행령", [pair]), ("우물법 시행규칙", [pair])]) == set()
    assert entries([("우물법", [pair]), ("샘물법 시행령", [pair])]) != set()


def test_a_renaming_counts_when_several_laws_carry_it_out() -> None:
    pair = Pair(Told.RENAMED, "두레박지기", "우물지기")
    assert entries([("가법", [pair]), ("나법", [pair])]) == set()
    assert entries([("가법", [pair]), ("나법", [pair]), ("다법", [pair])]) == {
        ("두레박지기", "우물지기"),
        ("우물지기", "두레박지기"),
    }


def test_what_is_mostly_renamed_otherwise_is_left_out() -> None:
    other = [(f"법 {i}", [Pair(Told.RENAMED, "우물청장", "우물부장관")]) for i in range(30)]
    few = [(f"령 {i}", [Pair(Told.RENAMED, "우물청장", "수도청장")]) for i in range(3)]
    assert ("우물청장", "우물부장관") in entries(other + few)
    assert ("우물청장", "수도청장") not in entries(other + few)


def test_a_word_of_two_readings_has_no_plain_word() -> None:
    plain = ("가법", [Pair(Told.HANJA, "溜池", "유지"), Pair(Told.MEANS, "유지", "웅덩이")])
    assert ("유지", "웅덩이") in entries([plain])
    assert ("유지", "웅덩이") not in entries([plain, ("나법", [Pair(Told.HANJA, "維持", "유지")])])


def test_names_follow_a_law_through_its_titles() -> None:
    pairs = [Pair(Told.TITLE, "우물법", "샘물 관리법"), Pair(Told.TITLE, "샘물 관리법", "먹는 샘물의 관리에 관한 법률")]
    pairs.append(Pair(Told.LAW, "먹는샘물법", "먹는 샘물의 관리에 관한 법률"))
    titles = ["먹는 샘물의 관리에 관한 법률", "먹는 샘물의 관리에 관한 법률 시행령"]
    names = weigh(count([("가법", pairs)]), titles).names
    assert names["우물법"] == names["샘물관리법"] == names["먹는샘물법"] == titles[0]
    assert names["우물법시행령"] == titles[1]
    assert "우물법시행규칙" not in names, "there is none such"


def test_a_law_that_still_is_keeps_its_name() -> None:
    pairs = [Pair(Told.TITLE, "우물법", "샘물 관리법")]
    assert weigh(count([("가법", pairs)]), ["우물법", "샘물 관리법"]).names == {}


def test_a_piece_of_a_title_names_no_law() -> None:
    pairs = [Pair(Told.LAW, "관리령", "우물관리령"), Pair(Told.LAW, "기본법", "우물 및 샘 기본법")]
    assert weigh(count([("가법", pairs), ("나법", pairs)]), ()).names == {}


# --- the site's file -------------------------------------------------------------------------
def test_the_sites_lines() -> None:
    site = parse(["# 우리 부대", "", "두레박 = 물바가지, 물통  # 둘 다", "자가용 > 관용차", "-우물 = 하천"])
    assert set(site.pairs) == {
        ("두레박", "물바가지"),
        ("두레박", "물통"),
        ("물바가지", "두레박"),
        ("물통", "두레박"),
        ("자가용", "관용차"),
    }
    assert site.forbidden == {("우물", "하천"), ("하천", "우물")}
    assert site.faults == ()


@pytest.mark.parametrize(
    "line",
    [
        "두레박",
        "두레박 =",
        "= 물통",
        "가 = 나 = 다",
        "가 > 나 = 다",
        "두레박 = , 물통",
        "두레박 = !!",
        "가 = 가",
        "나 = " + "물" * 50,
    ],
)
def test_a_bad_line_is_told_and_the_rest_holds(line: str) -> None:
    site = parse(["자가용 > 관용차", line, "가방 = 배낭"])
    assert [fault.line for fault in site.faults] == [2]
    assert ("자가용", "관용차") in site.pairs
    assert ("배낭", "가방") in site.pairs


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_the_file_may_come_from_any_korean_editor(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "thesaurus.txt"
    path.write_bytes("두레박 > 물통\r\n".encode(encoding))
    assert read_site(path).pairs == (("두레박", "물통"),)


def test_a_file_that_is_no_text_is_one_fault(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.txt"
    path.write_bytes(b"\xff\xfe\x00\x81\xff" * 50)
    assert [fault.line for fault in read_site(path).faults] == [0]
    assert read_site(tmp_path / "none.txt").faults == ()
    assert read_site(tmp_path).faults == (Fault(0, "IsADirectoryError"),)


# --- what search asks ------------------------------------------------------------------------
def renamed(term: str, word: str, score: float = 0.9) -> Entry:
    return Entry(term, word, score, Told.RENAMED.value, 9)


def test_the_site_comes_first_and_its_word_is_the_last() -> None:
    table = Table([renamed("두레박", "물통"), renamed("두레박", "양동이", 0.5), renamed("두레박", "하천", 0.4)])
    site = parse(["두레박 > 물바가지", "-두레박 > 하천"])
    assert Thesaurus(table, site).synonyms("두레박") == ("물바가지", "물통", "양동이")
    assert Thesaurus(table).synonyms("두레박") == ("물통", "양동이", "하천")


def test_spaces_case_and_dots_do_not_matter_and_there_is_an_end() -> None:
    words = Thesaurus(Table([renamed("우물 Ⅱ", "x"), *(renamed("우물ㆍ샘 KS", f"말{i}") for i in range(9))]))
    assert len(words.synonyms("우물샘ks")) == 4
    assert words.synonyms("없는 말") == words.synonyms("") == ()


def test_a_name_that_changed_twice_leads_on() -> None:
    words = Thesaurus(Table([renamed("우물부", "샘물부"), renamed("샘물부", "수자원부")]))
    assert words.synonyms("우물부") == ("샘물부", "수자원부")


# --- the cache -------------------------------------------------------------------------------
class Store:
    """Documents, and which of them were read."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.revisions: dict[str, int] = {}
        self.read: list[str] = []
        self._generation = 0

    def put(self, identity: str, text: str) -> None:
        self._generation += 1
        self.texts[identity], self.revisions[identity] = text, self._generation

    def fetch(self, identity: str) -> Document:
        self.read.append(identity)
        source = Source(b"", "", "", "md", 0, 0)
        return Document(identity, "", f"{identity}의 규칙", DocumentKind.LAW, source, text=self.texts[identity])


def updated(keeper: Keeper, store: Store) -> Thesaurus:
    keeper.update(store.revisions, store.fetch, lambda _done, _total: None)
    return keeper.latest()


@pytest.fixture
def store() -> Store:
    made = Store()
    for name in ("가", "나", "다"):
        made.put(name, '제2조 중 "두레박지기"를 "우물지기"로 한다.')
    return made


def test_only_what_changed_is_read_again(tmp_path: Path, store: Store) -> None:
    keeper = Keeper(tmp_path)
    assert keeper.stale(store.revisions)
    assert updated(keeper, store).synonyms("두레박지기") == ("우물지기",)
    assert not keeper.stale(store.revisions)
    store.read.clear()
    store.put("나", "제2조 우물을 둔다.")
    assert Keeper(tmp_path).stale(store.revisions)
    assert updated(Keeper(tmp_path), store).synonyms("두레박지기") == (), "two documents are too few"
    assert store.read == ["나"]


def test_what_is_removed_is_forgotten(tmp_path: Path, store: Store) -> None:
    keeper = Keeper(tmp_path)
    updated(keeper, store)
    del store.revisions["가"]
    assert keeper.stale(store.revisions)
    assert updated(keeper, store).synonyms("두레박지기") == ()


@pytest.mark.parametrize("name", ["table.json", "evidence.json"])
@pytest.mark.parametrize("how", ["cut", "bent", "gone", "older", "empty"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, store: Store, name: str, how: str) -> None:
    updated(Keeper(tmp_path), store)
    path = tmp_path / "cache" / "thesaurus" / name
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        body = data.partition(b"\n")[2]
        changed = {
            "cut": data[: len(data) // 2],
            "bent": data.replace("우물지기".encode(), "우물지개".encode()),
            "older": b"00\n" + json.dumps({**json.loads(body), "version": 0}).encode(),
            "empty": b"",
        }
        path.write_bytes(changed[how])
    store.put("라", "제1조 샘을 둔다.")
    keeper = Keeper(tmp_path)
    assert keeper.stale(store.revisions)
    assert updated(keeper, store).synonyms("두레박지기") == ("우물지기",)


def test_a_bent_table_is_noticed_without_a_change(tmp_path: Path, store: Store) -> None:
    updated(Keeper(tmp_path), store)
    path = tmp_path / "cache" / "thesaurus" / "table.json"
    path.write_bytes(path.read_bytes().replace("우물지기".encode(), "우물지개".encode()))
    keeper = Keeper(tmp_path)
    assert keeper.latest().synonyms("두레박지기") == ()
    assert keeper.stale(store.revisions)


def test_what_was_mined_before_a_stop_is_kept(tmp_path: Path, store: Store) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        Keeper(tmp_path).update(store.revisions, store.fetch, stop)
    store.read.clear()
    assert updated(Keeper(tmp_path), store).synonyms("두레박지기") == ("우물지기",)
    assert store.read == ["다"]


def test_the_sites_file_is_read_when_it_changes(tmp_path: Path, store: Store) -> None:
    keeper = Keeper(tmp_path)
    updated(keeper, store)
    keeper.site.write_text("-두레박지기 = 우물지기\n두레박 = 물통\n???\n", encoding="utf-8")
    assert keeper.latest().synonyms("두레박지기") == ()
    assert keeper.latest().synonyms("물통") == ("두레박",)
    assert keeper.site_rules().faults == (Fault(3, "???"),)
    keeper.site.unlink()
    assert keeper.latest().synonyms("두레박지기") == ("우물지기",)


class NoWords:
    """Stands in for the lexical index, which has nothing to do."""

    def stale(self, revisions: dict[str, int]) -> tuple[list[str], list[str]]:
        return [], []

    def update(self, *_: object) -> None:
        pass


class NoVocabulary(NoWords):
    def stale(self, revisions: dict[str, int]) -> Any:
        return False


def test_the_indexer_keeps_the_thesaurus_up_with_the_words(tmp_path: Path) -> None:
    database = Database(tmp_path)
    documents = Documents(database)
    keeper = Keeper(tmp_path)
    none, words, vocabulary = cast("Any", None), cast("Any", NoWords()), cast("Any", NoVocabulary())
    indexer = Indexer(database, none, words, none, keeper, vocabulary)
    for name in ("가법", "나법", "다법"):
        put(documents, name, ['제2조 중 "두레박지기"를 "우물지기"로 한다.'])
    assert indexer.stale()
    indexer.index_words(lambda _done, _total: None, terms=False)
    assert indexer.stale(), "while documents come in the words alone are brought up"
    indexer.index_words(lambda _done, _total: None)
    assert not indexer.stale()
    assert keeper.latest().synonyms("두레박지기") == ("우물지기",)
    database.close()
