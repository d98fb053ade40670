"""The pure parts of search: bigrams, windows, fusion, highlights."""

from hypothesis import given
from hypothesis import strategies as st

from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Passage, Source
from app.search.fuse import fuse
from app.search.highlight import highlights
from app.search.tokens import bigrams
from app.search.windows import LENGTH, cut, windows

_SOURCE = Source(b"/a.md", "a.md", "", "md", 0, 0)


def test_bigrams_stay_within_words() -> None:
    assert bigrams("휴가 신청, A4") == ["휴가", "신청", "a4"]
    assert bigrams("휴가신청") == ["휴가", "가신", "신청"]
    assert bigrams("끝. ①") == ["끝"]


@given(st.text(alphabet="가나다라 \n.①", max_size=2000))
def test_windows_cover_the_text_and_stay_short(text: str) -> None:
    pieces = cut(text)
    assert all(len(piece) <= LENGTH for piece in pieces)
    position = 0
    for piece in pieces:
        found = text.find(piece, max(0, position - LENGTH))
        assert found <= position, "a gap between two windows"
        position = max(position, found + len(piece))
    assert position == len(text)


def test_a_window_says_whose_it_is() -> None:
    document = Document("d", "c", "복무 내규", DocumentKind.DIRECTIVE, _SOURCE)
    passage = Passage(1, "d", 0, Locator(article=(3, 0)), "휴가", "제1장", "본문", 0, 2)
    assert windows(document, passage) == ["복무 내규 제3조(휴가) 본문"]


def test_fusion_rewards_agreement() -> None:
    fused = fuse(
        {
            "morphemes": [(1, 9.0), (2, 8.0), (3, 1.0)],
            "bigrams": [(2, 5.0), (1, 1.0)],
            "dense": [(2, 0.9), (4, 0.8), (1, 0.7)],
        }
    )
    assert fused[0].passage_id == 2
    assert fused[0].ranks == {"morphemes": 2, "bigrams": 1, "dense": 1}
    assert [entry.score for entry in fused] == sorted((entry.score for entry in fused), reverse=True)


def test_a_channel_without_results_leaves_its_weight_to_the_others() -> None:
    fused = fuse({"morphemes": [(1, 3.0), (2, 1.0)], "bigrams": [(1, 2.0), (2, 1.0)], "dense": []})
    assert fused[0].score == 1.0
    assert fuse({"dense": []}) == []
    assert fuse({"dense": [(7, 0.4)]})[0].score == 1.0


@given(question=st.text(max_size=30), text=st.text(max_size=200))
def test_highlights_are_spans_of_the_text(question: str, text: str) -> None:
    last = -1
    for start, end in highlights(question, text):
        assert last < start < end <= len(text)
        last = end


def test_a_particle_does_not_hide_the_word() -> None:
    text = "휴가 신청은 3일 전까지 한다."
    assert [text[start:end] for start, end in highlights("휴가를 신청하려면", text)] == ["휴가", "신청"]
