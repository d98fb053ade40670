"""Words that go with words people ask in: what is learned, what is read, what search adds."""

import json
from pathlib import Path

import pytest

from app.core.errors import ModelDamaged, ModelMissing
from app.core.locator import Locator
from app.core.paths import models_dir
from app.core.types import Document, DocumentKind, Passage, Source
from app.search.lexical.index import Lexical
from app.search.thesaurus.related import FILE, WEIGHT, Related
from app.search.tokens import Morphemes
from installer.mine_terms import Asked, related


def asked(question: str, answer: str, law: str) -> Asked:
    return Asked(frozenset(question.split()), frozenset(answer.split()), law)


OTHERS = [asked(f"물통{i}", f"보관{i} 우물가{i} 관리", f"령{i}") for i in range(60)]


def test_a_word_whose_answers_speak_of_another_goes_with_it() -> None:
    met = [asked("바가지 고장", f"두레박 수선 관리 문구{i}", f"법{i}") for i in range(6)]
    found = related([*met, *OTHERS])
    assert set(found["바가지"]) == {"두레박", "수선"}, "관리 is in every answer, the others in one each"


def test_one_law_alone_says_nothing() -> None:
    met = [asked("바가지", "두레박 수선", "한 법") for _ in range(6)]
    assert "바가지" not in related([*met, *OTHERS])


def test_a_word_that_the_answer_has_too_needs_no_other() -> None:
    met = [asked("바가지", f"바가지 두레박 문구{i}", f"법{i}") for i in range(6)]
    assert "바가지" not in related([*met, *OTHERS])


def test_at_most_five_and_the_same_each_time() -> None:
    met = [asked("바가지", " ".join(f"낱말{n}" for n in range(9)), f"법{i}") for i in range(6)]
    found = related([*met, *OTHERS])
    assert len(found["바가지"]) == 5
    assert found == related([*met, *OTHERS])


def test_what_was_asked_for_is_not_added() -> None:
    words = Related({"바가지": ("두레박", "우물"), "샘": ("우물",)})
    assert words.to(["바가지", "우물"]) == {"두레박": WEIGHT}
    assert words.to(["없는말"]) == {}


@pytest.mark.parametrize("text", ["", "[]", '{"related": []}', '{"related": {"바가지": 3}}', '{"fitted": {}}', "\xff"])
def test_a_damaged_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ModelDamaged):
        Related.load(tmp_path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Related.load(tmp_path)


def test_the_file_that_ships_is_whole_and_holds_words_only() -> None:
    folder = models_dir() / "ranking"
    assert Related.load(folder).to(["바가지"]) == {}
    data = json.loads((folder / FILE).read_text(encoding="utf-8"))
    for term, words in data["related"].items():
        assert 0 < len(words) <= 5
        assert all(2 <= len(word) <= 12 and " " not in word for word in (term, *words)), "no piece of a question"


def test_search_expands_every_word_of_the_question_even_one_that_weighs_nothing(tmp_path: Path) -> None:
    """No passage has 바가지, so it is not asked for itself; 두레박, which goes with it, is."""
    source = Source(b"", "우물 규정", "", "md", 0, 0)
    document = Document("w1", "법령", "우물 규정", DocumentKind.LAW, source)
    text = "두레박은 우물가에 둔다"
    passage = Passage(1, "w1", 0, Locator(article=(1, 0)), "두레박", "", text, 0, len(text))
    made = Lexical(tmp_path, Morphemes(), related=Related({"바가지": ("두레박",)}))
    made.update({"w1": 1}, lambda _: (document, [passage]), lambda done, total: None)
    wanted = made.wanted("바가지를 어디에 두나요")
    assert "바가지" not in wanted.morphemes
    assert wanted.morphemes["두레박"] == WEIGHT
    assert made.ranked("morphemes", wanted, 5)[0][0] == 1
