"""A particle fits the word before it, as it is read aloud."""

import pytest

from app.letters.particles import at, fitting


@pytest.mark.parametrize(
    ("word", "particle", "right"),
    [
        ("교육", "를", "을"),
        ("회의", "을", "를"),
        ("서울", "으로", "로"),
        ("장관", "로", "으로"),
        ("10%", "을", "를"),
        ("「민원 처리에 관한 법률」", "는", "은"),
        ("[확인 필요: 장소]", "을", "를"),
        ("PDF", "은", "는"),
        ("교육", "와", "과"),
        ("교육", "에서", "에서"),
        ("", "을", "을"),
    ],
)
def test_fitting(word: str, particle: str, right: str) -> None:
    assert fitting(word, particle) == right


@pytest.mark.parametrize(
    ("text", "particle"),
    [("을 한다", "을"), ("으로부터 온", "으로부터"), ("이상", ""), ("에서", ""), ("", "")],
)
def test_the_particle_at_a_place(text: str, particle: str) -> None:
    assert at(text, 0) == particle
