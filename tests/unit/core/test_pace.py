"""A pause holds long work; a cancel ends it even while it is paused."""

import threading

import pytest

from app.core.errors import Cancelled
from app.core.events import Cancel
from app.core.pace import Pace


def test_a_paused_pace_holds_until_it_is_resumed() -> None:
    pace, passed = Pace(), threading.Event()
    pace.pause()
    assert pace.paused

    def work() -> None:
        pace.check(Cancel())
        passed.set()

    worker = threading.Thread(target=work)
    worker.start()
    assert not passed.wait(0.3)
    pace.resume()
    assert passed.wait(10)
    worker.join()


def test_a_cancel_ends_a_pause() -> None:
    pace, cancel = Pace(), Cancel()
    pace.pause()
    cancel.set()
    with pytest.raises(Cancelled):
        pace.check(cancel)


def test_half_the_processors_while_somebody_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 8)
    assert Pace().threads() == 8
    assert Pace(lambda: True).threads() == 4
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert Pace(lambda: True).threads() == 1
