"""What is learned from: the split by law, the negatives, what is kept between runs."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from installer.train.corpus import Article, Question, articles, load, questions

pytest.importorskip("torch")
from installer.train import lessons, mine, split
from installer.train.vectors import Encoder
from installer.train.words import Words


def article(law: str, number: int, text: str, kind: str = "법률") -> Article:
    label = f"제{number}조"
    return Article(f"kr/{law}/{kind}.md", law, label, "", text, (f"{law} {label} {text}",))


SHELF = [
    article("도서관규칙", 1, "책을 빌린 사람은 열흘 안에 책을 돌려주어야 한다."),
    article("도서관규칙", 2, "책을 잃어버린 사람은 같은 책을 사서 내야 한다."),
    article("도서관규칙", 3, "열람실은 저녁 아홉 시에 닫는다."),
    article("도서관시행규칙", 1, "책을 빌린 사람은 열흘 안에 책을 돌려주어야 한다!"),
    article("수영장규칙", 1, "모자를 쓰지 않은 사람은 물에 들어갈 수 없다."),
    article("수영장규칙", 2, "빌린 수건은 나갈 때 돌려주어야 한다."),
    article("금지된법", 1, "책을 빌린 사람의 이름은 벽에 적어 둔다."),
]


def test_a_law_with_its_decree_and_rule_is_on_one_side() -> None:
    names = [f"kr/법{i}/{kind}.md" for i in range(400) for kind in ("법률", "시행령", "시행규칙")]
    laws = {Question("", name, "제1조", "", "").law for name in names}
    held = split.held_back(laws, 0.12, 4)
    assert len(laws) == 400
    assert 20 < len(held) < 80
    assert held == split.held_back(sorted(laws), 0.12, 4)
    assert split.held_back([*laws, "kr/다른법"], 0.12, 4) - {"kr/다른법"} == held
    assert split.held_back(laws, 0.12, 5) != held


def test_near_copies_are_no_negatives() -> None:
    assert mine.same(SHELF[0], SHELF[3])
    assert not mine.same(SHELF[0], SHELF[4])


def test_negatives_leave_out_copies_the_answer_and_what_is_not_allowed(tmp_path: Path) -> None:
    words = Words(tmp_path / "words", SHELF)
    found = mine.candidates(
        0, ["빌린 책은 며칠 안에 돌려주나요?"], SHELF, words, lambda a: a.title != "금지된법", random.Random(1)
    )
    assert found
    assert not {0, 3, 6} & set(found)


def test_lessons_are_the_same_again_and_after_a_file(tmp_path: Path) -> None:
    words = Words(tmp_path / "words", SHELF)
    asked = [
        Question("1", SHELF[0].path, "제1조", "책은 며칠 안에 돌려주나요?", "spoken"),
        Question("2", SHELF[4].path, "제1조", "모자 없이 수영해도 되나요?", "spoken"),
        Question("3", SHELF[0].path, "제1조", "책 반납 기한", "phrase"),
        Question("4", "kr/없는법/법률.md", "제1조", "?", "terse"),
    ]
    made = mine.mine(asked, SHELF, words, lambda a: True, 4)
    assert [lesson.place for lesson in made] == [0, 4]
    assert made[0].questions == ("책은 며칠 안에 돌려주나요?", "책 반납 기한")
    assert made == mine.mine(asked, SHELF, Words(tmp_path / "words", SHELF), lambda a: True, 4)
    mine.save(made, tmp_path / "lessons.jsonl")
    assert mine.read(tmp_path / "lessons.jsonl") == made


def test_the_window_with_most_of_the_words_is_taken() -> None:
    assert mine.nearest(["수건은 빌린다", "모자를 쓴다", "모자를 쓴다"], ["모자 써야 하나요", "모자를"]) == 1


def test_statutes_are_read_once_and_without_supplements(tmp_path: Path) -> None:
    law = tmp_path / "statutes" / "kr" / "시험법" / "법률.md"
    law.parent.mkdir(parents=True)
    first = "##### 제1조 (목적)\n\n이 법은 시험을 정한다.\n\n"
    second = "##### 제2조 (정의)\n\n시험이란 시험을 말한다.\n\n"
    body = f"# 시험법\n\n{first}{second}## 부칙\n\n이 법은 공포한 날부터 시행한다.\n"
    law.write_text(body, encoding="utf-8")
    found = articles(tmp_path / "statutes", tmp_path / "articles.jsonl")
    assert [a.label for a in found] == ["제1조", "제2조"]
    assert found[0].law == "kr/시험법"
    assert all(a.windows for a in found)
    law.unlink()
    assert (
        articles(tmp_path / "statutes", tmp_path / "articles.jsonl") == found == list(load(tmp_path / "articles.jsonl"))
    )


def test_a_question_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    row = '{"id": "1", "path": "kr/가/법률.md", "article": "제1조", "question": "무엇?", "style": "terse"}\n'
    file.write_text(row, encoding="utf-8")
    assert questions(file) == [Question("1", "kr/가/법률.md", "제1조", "무엇?", "terse")]


class Noted(Encoder):
    """Each text's vector is its place in what was asked for so far."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def of(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.texts += texts
        return np.arange(len(self.texts) - len(texts), len(self.texts), dtype=np.float32)[:, np.newaxis]


def test_each_question_knows_all_windows_of_its_article() -> None:
    long = Article("kr/긴법/법률.md", "긴법", "제1조", "", "가 나", ("긴법 제1조 가", "긴법 제1조 나"))
    shelf = [SHELF[0], long, SHELF[4]]
    encoder = Noted()
    made = lessons.encoded(
        [mine.Lesson(1, 1, ("나는?", "가는?"), (2,)), mine.Lesson(0, 0, ("책은?",), (1,))], shelf, encoder
    )
    assert [[encoder.texts[int(made.windows[row, 0])] for row in rows] for rows in made.answers] == [
        ["passage: 긴법 제1조 가", "passage: 긴법 제1조 나"],
        ["passage: 긴법 제1조 가", "passage: 긴법 제1조 나"],
        [f"passage: {SHELF[0].windows[0]}"],
    ]
    assert [encoder.texts[int(row[0])] for row in made.questions] == ["query: 나는?", "query: 가는?", "query: 책은?"]
    assert len(made.windows) == 4
