"""The vocabulary's cache: counted in steps, never half written, counted anew when damaged."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.core.errors import Cancelled
from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Passage, Source
from app.search.query.lexicon import EveryWord
from app.search.vocabulary.cache import Vocabulary
from app.search.vocabulary.tally import tally
from app.search.vocabulary.wordlist import Both, WordList, packed


class Speaker:
    """A language of two words; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def dictionary(self) -> Mapping[str, Sequence[str]]:
        self.asked += 1
        return {"nouns": ["감나무"], "stems": ["심"], "endings": ["고"]}


class Texts:
    """Documents by id, as a store gives them."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts
        self.revisions = dict.fromkeys(texts, 1)
        self.fetched: list[str] = []

    def __call__(self, identity: str) -> tuple[Document, Sequence[Passage]] | None:
        self.fetched.append(identity)
        return document(identity, self.texts[identity]) if identity in self.texts else None

    def change(self, identity: str, text: str) -> None:
        self.texts[identity] = text
        self.revisions[identity] = self.revisions.get(identity, 0) + 1

    def drop(self, identity: str) -> None:
        del self.texts[identity], self.revisions[identity]


def document(identity: str, text: str) -> tuple[Document, list[Passage]]:
    source = Source(b"", identity, "", "text", 0, 0)
    passages = [
        Passage(number, identity, number, Locator(), "", "", part, 0, len(part))
        for number, part in enumerate(text.split("/"))
    ]
    return Document(identity, "c", "감나무 지침", DocumentKind.DIRECTIVE, source), passages


def quiet(done: int, total: int) -> None:
    del done, total


def test_words_are_counted_by_passage() -> None:
    counted = tally(*document("one", "휴가를 휴가를 신청/휴가를 ABC 3일/" + "가" * 30))
    assert counted["휴가를"] == 2
    assert counted["감나무"] == 3  # the title stands above each
    assert counted["abc"] == 1
    assert "가" * 30 not in counted
    assert counted["일"] == 1


def test_counts_grow_with_the_store(tmp_path: Path) -> None:
    speaker, texts = Speaker(), Texts(one="휴가 신청/휴가", two="물품 대장")
    cache = Vocabulary(tmp_path / "words", speaker)
    assert cache.words().count("휴가") == 0
    assert isinstance(cache.dictionary(), EveryWord)
    assert cache.stale(texts.revisions)
    cache.update(texts.revisions, texts, quiet)
    assert not cache.stale(texts.revisions)
    assert cache.words().count("휴가") == 2
    assert cache.dictionary().noun("감나무")
    assert not cache.dictionary().noun("물품")
    texts.change("three", "휴가 대장")
    assert cache.stale(texts.revisions)
    texts.fetched.clear()
    cache.update(texts.revisions, texts, quiet)
    assert texts.fetched == ["three"]
    assert speaker.asked == 1
    again = Vocabulary(tmp_path / "words", speaker)
    assert (again.words().count("휴가"), again.words().count("대장")) == (3, 2)
    cache.update(texts.revisions, texts, quiet)
    assert texts.fetched == ["three"]


def test_an_open_cache_sees_what_another_wrote(tmp_path: Path) -> None:
    texts = Texts(one="휴가")
    reader, writer = Vocabulary(tmp_path, Speaker()), Vocabulary(tmp_path, Speaker())
    assert reader.words().count("휴가") == 0
    writer.update(texts.revisions, texts, quiet)
    held = reader.words()
    assert held.count("휴가") == 1
    texts.change("two", "휴가")
    writer.update(texts.revisions, texts, quiet)
    assert reader.words().count("휴가") == 2
    assert held.count("휴가") == 1  # a question goes on with the words it began with


def test_what_went_away_stays_counted_until_all_is_counted_anew(tmp_path: Path) -> None:
    texts = Texts(**{f"d{number}": "휴가" for number in range(10)})
    cache = Vocabulary(tmp_path, Speaker())
    cache.update(texts.revisions, texts, quiet)
    texts.drop("d0")
    cache.update(texts.revisions, texts, quiet)
    assert cache.words().count("휴가") == 10
    assert not cache.stale(texts.revisions)
    texts.change("d1", "물품")
    cache.update(texts.revisions, texts, quiet)
    assert cache.words().count("휴가") == 8
    assert cache.words().count("물품") == 1


@pytest.mark.parametrize("harm", ["cut", "bent", "gone", "stamp", "version"])
def test_a_damaged_cache_gives_nothing_and_is_counted_anew(tmp_path: Path, harm: str) -> None:
    texts = Texts(one="휴가 신청")
    Vocabulary(tmp_path, Speaker()).update(texts.revisions, texts, quiet)
    large, stamp = next(tmp_path.glob("all-*.words")), tmp_path / "stamp.json"
    data = large.read_bytes()
    match harm:
        case "cut":
            large.write_bytes(data[: len(data) // 2])
        case "bent":
            large.write_bytes(data[:-9] + bytes([data[-9] ^ 255]) + data[-8:])
        case "gone":
            large.unlink()
        case "stamp":
            stamp.write_text("{", encoding="utf-8")
        case "version":
            stamp.write_text(stamp.read_text(encoding="utf-8").replace('"version": ', '"version": 9'), encoding="utf-8")
    cache = Vocabulary(tmp_path, Speaker())
    assert cache.words().count("휴가") == 0
    assert isinstance(cache.dictionary(), EveryWord)
    assert cache.stale(texts.revisions)
    cache.update(texts.revisions, texts, quiet)
    assert cache.words().count("휴가") == 1


def test_a_run_that_is_stopped_keeps_what_it_counted(tmp_path: Path) -> None:
    texts = Texts(one="휴가", two="물품", three="대장")

    def stop(done: int, total: int) -> None:
        del total
        if done == 2:
            raise Cancelled

    cache = Vocabulary(tmp_path, Speaker())
    with pytest.raises(Cancelled):
        cache.update(texts.revisions, texts, stop)
    assert [cache.words().count(word) for word in ("휴가", "물품", "대장")] == [1, 1, 0]
    texts.fetched.clear()
    cache.update(texts.revisions, texts, quiet)
    assert texts.fetched == ["three"]
    assert cache.words().count("대장") == 1


def test_only_the_files_of_the_stamp_are_left(tmp_path: Path) -> None:
    texts = Texts(one="휴가")
    cache = Vocabulary(tmp_path, Speaker())
    cache.update(texts.revisions, texts, quiet)
    texts.change("two", "물품")
    cache.update(texts.revisions, texts, quiet)
    assert len(list(tmp_path.glob("*.words"))) == 3
    assert not list(tmp_path.glob("*.new"))


def test_two_lists_are_one() -> None:
    words = Both([WordList(packed({"휴가": 5, "휴게": 7, "허가": 2})), WordList(packed({"휴가": 4, "흉기": 9}))])
    assert words.count("휴가") == 9
    assert dict(words.near("휴까", 1))["휴가"] == 9
    assert list(words.initials("ㅎㄱ"))[:2] == [("휴가", 9), ("흉기", 9)]
    assert words.initials("ㅋㅋ") == []
    assert words.near("abc", 1) == []
    assert words.near("", 1) == []


def test_the_longer_words_only_where_none_is_as_long() -> None:
    words = Both([WordList(packed({"물품": 5, "물품관리": 9, "물품대장": 3}))])
    assert words.initials("ㅁㅍ") == [("물품", 5)]
    assert [word for word, _ in words.initials("ㅁㅍㄱ")] == ["물품관리"]


@pytest.mark.parametrize(
    "data", [b"", b"x" * 10, b"\0" * 48, packed({"휴가": 1})[:-8], packed({"휴가": 1}) + b"\0" * 8]
)
def test_other_bytes_are_no_list(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        WordList(data)
