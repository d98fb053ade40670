"""The flag that stops work, and who is woken by it."""

import pytest

from app.core.errors import Cancelled
from app.core.events import Cancel


def test_it_wakes_who_waits_inside_and_nobody_else() -> None:
    cancel, woken = Cancel(), []
    with cancel.waking(lambda: woken.append("outer")):
        with cancel.waking(lambda: woken.append("left before")):
            pass
        cancel.set()
    cancel.set()
    assert woken == ["outer"] and cancel.is_set()
    with pytest.raises(Cancelled):
        cancel.check()


def test_an_alarm_may_look_at_the_flag_and_set_it() -> None:
    """As a signal's handler would, in the very thread that holds it."""
    cancel, seen = Cancel(), []

    def alarm() -> None:
        seen.append(cancel.is_set())
        if len(seen) == 1:
            cancel.set()

    with cancel.waking(alarm):
        cancel.set()
    assert seen == [True, True]
