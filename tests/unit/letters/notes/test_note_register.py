"""The register of official Korean: what is changed, and what is left because its meaning could change."""

import re
import tomllib

import pytest

from app.core.paths import assets_dir
from app.letters.notes import register, rendering

FILE = assets_dir() / "lexicon" / register.FILE


@pytest.mark.parametrize(
    ("jotted", "written"),
    [
        ("사무용 의자 25개 사려고 함", "사무용 의자 25개 구매 예정"),
        ("복사지를 사기로 함", "복사지 구매하기로 함"),
        ("이미 2번씩 답해 줌", "이미 2회씩 회신"),
        ("같은 내용 3번 넘게 낸 사람 2명", "같은 내용 3회 넘게 제출한 사람 2명"),
        ("행사를 미루기로 함", "행사 연기하기로 함"),
        ("신청서를 냈음", "신청서 제출"),
        ("유리창 3장 깨졌음", "유리창 3장 파손"),
        ("직원한테 알려 줌", "직원에게 안내"),
        ("심사랑 심의를 거침", "심사와 심의를 거침"),
        ("책상이랑 의자 교체", "책상과 의자 교체"),
        ("제일 오래된 차량", "가장 오래된 차량"),
        ("이번주 안에 완료.", "이번 주 안에 완료"),
        ("안전 교육 해야 함", "안전 교육 필요"),
        ("물품을 빌려 달라고 함", "물품 대여 요청"),
    ],
)
def test_what_is_jotted_becomes_official(jotted: str, written: str) -> None:
    assert register.load().formal(jotted) == written


@pytest.mark.parametrize(
    "text",
    [
        "벽면 하자 3건",  # a defect
        "벌금을 냈음",  # paid, not handed in
        "사고를 냈음",
        "사람이 들어옴",
        "약속이 깨졌음",
        "2번 출구 앞",  # a name, not a count
        "사랑 나눔 행사",
        "도랑 정비",
        "재사야 함",  # no word of its own
        "서류 2부 필요하다고 함",  # hearsay is no opinion
        "국외출장 다녀옴",
        "계획을 세움",
    ],
)
def test_what_could_mean_something_else_is_left(text: str) -> None:
    assert register.load().formal(text) == text


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("하반기로 미루자", "하반기로 연기하자는 의견"),
        ("2인 1조로 하자", "2인 1조로 하자는 의견"),
        ("예산이 부족하다고 함", "예산이 부족하다는 의견"),
        ("상반기 안에 끝내자고 함", "상반기 안에 끝내자는 의견"),
        ("벽면 하자", "벽면 하자"),
        ("자영업자", "자영업자"),
    ],
)
def test_what_somebody_said(said: str, written: str) -> None:
    assert register.load().spoken(said) == written


def test_the_lexicon_brings_no_figure_and_is_large_enough() -> None:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert sum(len(data[table]) for table in ("ending", "word", "speech", "pattern")) >= 80
    assert not [
        stands for table in ("ending", "word", "speech") for stands in data[table].values() if re.search(r"\d", stands)
    ]
    assert set(data["unless"]) <= set(data["ending"])


def test_an_official_word_stays_as_it_is() -> None:
    held = register.load()
    for stands in {written for _, written, _ in held.endings}:
        assert held.formal(f"서류 {stands}") == f"서류 {stands}"


@pytest.mark.parametrize(
    ("text", "sentence", "phrase"),
    [
        ("점검 실시함", "점검 실시합니다.", "점검 실시함"),
        ("서류 제출했음", "서류 제출했습니다.", "서류 제출했음"),
        ("승강기를 점검하였다", "승강기를 점검하였습니다.", "승강기를 점검하였음"),
        ("3건임", "3건입니다.", "3건임"),
        ("회신 바람", "회신 바랍니다.", "회신 바람"),
        ("이상 없습니다.", "이상 없습니다.", "이상 없음"),
        ("창고 정리", "창고 정리", "창고 정리"),
        ("통지 받음", "통지 받음", "통지 받음"),  # received, or to be received: nobody can tell
        ("작성자 책임", "작성자 책임", "작성자 책임"),
        ("사물함", "사물함", "사물함"),
        ("강한 바람", "강한 바람", "강한 바람"),
    ],
)
def test_a_fact_as_a_sentence_and_as_a_noun_phrase(text: str, sentence: str, phrase: str) -> None:
    assert rendering.polite(text) == sentence
    assert rendering.outline(text) == phrase
