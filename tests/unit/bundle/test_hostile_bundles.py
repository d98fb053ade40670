"""Bundles that somebody bent. Each is refused with its code and for its reason, and its unbent twin is accepted.

Nearly all are signed as they should be after they were bent: it is not a wrong signature that saves us.
"""

from pathlib import Path

import pytest

from app.core.errors import AppError
from tests.fakes.hostile_fields import CANONICAL, FIELDS
from tests.fakes.hostile_media import CONTENTS, MEDIA, NAMES
from tests.fakes.hostile_trust import CHAINS, CONFUSED, ENVELOPES, KEYS, PLACES
from tests.fakes.scene import Case, Scene

CASES = [*CANONICAL, *FIELDS, *ENVELOPES, *CONFUSED, *CHAINS, *KEYS, *PLACES, *NAMES, *CONTENTS, *MEDIA]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_refused_for_its_reason(case: Case, tmp_path: Path) -> None:
    twin = Scene(tmp_path / "twin")
    case.arrange(twin)
    twin.look()
    scene = Scene(tmp_path / "bent")
    case.arrange(scene)
    case.bend(scene)
    with pytest.raises(AppError) as caught:
        scene.look()
    told = " ".join(str(value) for value in caught.value.params.values())
    assert (caught.value.code, case.detail in told) == (case.code, True), f"{caught.value.code} {told}"


def test_there_are_enough_of_them() -> None:
    """The figure of the issue, so that nobody thins the suite unseen; and every code that reading can raise is met."""
    assert len(CASES) >= 130
    assert len({case.name for case in CASES}) == len(CASES)
    numbers = (*range(1, 13), 19, 21, 28)
    assert {case.code for case in CASES} == {f"BND-{number:03d}" for number in numbers}
