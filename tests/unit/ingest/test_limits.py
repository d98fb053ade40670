"""What a document may cost: piles of accents, files that are nothing but text, documents of too many passages."""

import unicodedata

import pytest

from app.core.errors import FileTooLarge
from app.ingest import blocks, limits, read, serve
from app.ingest.blocks import Block, Extract


def test_a_pile_of_marks_is_cut_and_stays_composed() -> None:
    piled = "가" + "\u0327\u0301\u0323\u0302" * 50_000 + "나"
    cleaned = blocks.clean(piled)
    assert len(cleaned) <= 32
    assert (cleaned[0], cleaned[-1]) == ("가", "나")
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize("text", ["─" * 100, "각주\u0301 a\u0301\u0323", "「" * 500, "👩🏽" * 60, "각" * 40])
def test_what_is_no_pile_stays(text: str) -> None:
    assert blocks.clean(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFC", text)


def test_every_mark_that_is_sorted_is_looked_at() -> None:
    """The quick look for piles must see all characters that canonical ordering moves."""
    marks = [char for char in map(chr, range(0x110000)) if unicodedata.combining(char)]
    assert len(marks) > 800
    assert [mark for mark in marks if not blocks._NO_LETTERS.fullmatch(mark * 31)] == []


@pytest.mark.parametrize("name", ["글.txt", "글.md", "글.csv", "글.html"])
def test_a_file_of_nothing_but_text_has_its_own_limit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_PLAIN", 1 << 20)
    page = name.endswith("html")
    text = ("<html><body>" if page else "") + "가, 나\n" * 200_000
    with pytest.raises(FileTooLarge) as caught:
        read.read(text.encode(), name)
    assert caught.value.params == {"name": name, "limit_mb": 1}
    assert read.read(text[:9000].encode(), name).blocks


def test_too_many_passages_are_refused_in_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    extract = Extract("txt", tuple(Block(f"제{n}조(목적) 이것은 {n}번째다.") for n in range(1, 40)))
    assert serve._document(extract, "법.txt").body
    monkeypatch.setattr(serve, "MAX_PASSAGES", 20)
    with pytest.raises(FileTooLarge):
        serve._document(extract, "법.txt")


def test_a_large_file_may_take_longer() -> None:
    assert limits.cpu_seconds(0) == limits.CPU_SECONDS
    pages, size_of_a_page, pages_a_second = 3000, 3000, 40
    assert limits.cpu_seconds(pages * size_of_a_page) > pages / pages_a_second
    assert limits.cpu_seconds(100 << 20) == limits.MOST_CPU_SECONDS


def test_the_wall_clock_leaves_room_for_the_cpu_time() -> None:
    assert all(limits.wall_seconds(size) >= 2 * limits.cpu_seconds(size) for size in (0, 1 << 20, 100 << 20))
