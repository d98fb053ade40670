"""A Locator survives as two numbers."""

import pytest

from app.core.locator import Locator
from app.store.places import to_locator, to_numbers


@pytest.mark.parametrize(
    "written",
    [
        "제9조제1항제2호가목",
        "제24조의2",
        "부칙(3) 제2조제1항",
        "부칙 제2항",
        "별표 1 제2호",
        "별지 제3호의2서식",
        "별표",
        "제3조제1호의2",
        "",
    ],
)
def test_a_place_comes_back(written: str) -> None:
    locator = Locator.parse(written)
    assert to_locator(*to_numbers(locator)) == locator


def test_a_supplement_left_open_is_kept_apart_from_the_body() -> None:
    third = Locator(article=(3, 0))
    assert to_numbers(third, of_supplement=True)[0] != to_numbers(third)[0]
    assert to_locator(*to_numbers(third, of_supplement=True)) == third


def test_places_of_a_body_follow_its_order() -> None:
    places = [to_numbers(Locator.parse(text))[0] for text in ("제3조", "제3조의2", "제4조", "부칙 제1조", "별표 1")]
    assert places == sorted(places)
