"""The library for the token's tests: laid down once, and never in the way."""

from pathlib import Path

from installer.steps import soft_token
from installer.steps.checkout import Checkout
from installer.steps.children import Children
from installer.steps.parts import Part
from installer.steps.say import Stop, Voice


def checkout_of(root: Path) -> Checkout:
    return Checkout(root, root / "cache", Voice("ko"), Children())


def test_it_is_fetched_once(tmp_path: Path) -> None:
    place, asked = checkout_of(tmp_path), list[str]()

    def fetch(_checkout: Checkout, part: Part) -> bytes:
        asked.append(part.member)
        return b"library"

    soft_token.attempt(place, fetch=fetch)
    soft_token.attempt(place, fetch=fetch)
    assert len(asked) == 1
    assert (tmp_path / soft_token.PLACE).read_bytes() == b"library"


def test_what_cannot_be_had_is_not_asked_for_again(tmp_path: Path) -> None:
    place, asked = checkout_of(tmp_path), list[str]()

    def fetch(_checkout: Checkout, part: Part) -> bytes:
        asked.append(part.member)
        raise Stop("없음", "none")

    soft_token.attempt(place, fetch=fetch)
    soft_token.attempt(place, fetch=fetch)
    assert len(asked) == 1
    assert not (tmp_path / soft_token.PLACE).exists()
