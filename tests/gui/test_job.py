"""A verb's events come out in order, gathered, and exactly one end comes last."""

from collections.abc import Iterator
from threading import Event as Flag
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.core.errors import DiskFull
from app.core.events import Cancel, Done, Event, Found, Progress, Token, Warned
from app.gui.crew import Crew, Lane
from app.gui.job import Job, Work


class Log:
    """Everything a job sent."""

    def __init__(self, job: Job) -> None:
        self.lines: list[tuple[str, Any]] = []
        for name in ("progressed", "found", "tokens", "warned", "done", "failed", "broke"):
            getattr(job, name).connect(lambda value, name=name: self.lines.append((name, value)))
        job.cancelled.connect(lambda: self.lines.append(("cancelled", None)))
        job.ended.connect(lambda: self.lines.append(("ended", None)))

    def names(self) -> list[str]:
        return [name for name, _ in self.lines]


@pytest.fixture
def crew(qtbot: QtBot) -> Iterator[Crew]:
    owner = QObject()
    crew = Crew(owner)
    yield crew
    crew.cancel_all()
    qtbot.waitUntil(lambda: not crew.busy)
    crew.dismiss()


def follow(qtbot: QtBot, crew: Crew, work: Work) -> Log:
    job = crew.start(work)
    log = Log(job)
    qtbot.waitUntil(lambda: not crew.busy)
    return log


def test_events_keep_their_order_and_the_end_is_last(qtbot: QtBot, crew: Crew) -> None:
    def work(_cancel: Cancel) -> Iterator[Event]:
        yield Progress("read", 1, 2)
        yield Found(())
        yield Token("가")
        yield Token("나")
        yield Warned("x", "ING-003")
        yield Token("다")
        yield Done(7)

    log = follow(qtbot, crew, work)
    assert [name for name in log.names() if name != "tokens"] == ["progressed", "found", "warned", "done", "ended"]
    assert "".join(value for name, value in log.lines if name == "tokens") == "가나다"
    assert log.names().index("found") < log.names().index("tokens") < log.names().index("done")


def test_a_flood_is_gathered(qtbot: QtBot, crew: Crew) -> None:
    def work(_cancel: Cancel) -> Iterator[Event]:
        for count in range(20_000):
            yield Token("가")
            yield Progress("read", count, 20_000)
        yield Done(None)

    log = follow(qtbot, crew, work)
    assert "".join(value for name, value in log.lines if name == "tokens") == "가" * 20_000
    assert len(log.lines) < 2_000
    assert [value.done for name, value in log.lines if name == "progressed"][-1] == 19_999


def test_a_known_fault_is_failed_and_a_bug_is_shown_as_one(qtbot: QtBot, crew: Crew) -> None:
    def full(_cancel: Cancel) -> Iterator[Event]:
        yield Token("가")
        raise DiskFull(path="/x")

    def bug(_cancel: Cancel) -> Iterator[Event]:
        yield Token("가")
        raise KeyError("lost")

    assert follow(qtbot, crew, full).names() == ["tokens", "failed", "ended"]
    log = follow(qtbot, crew, bug)
    assert log.names() == ["tokens", "broke", "ended"]
    assert "KeyError" in dict(log.lines)["broke"]


def test_a_verb_without_an_end_is_a_bug(qtbot: QtBot, crew: Crew) -> None:
    assert follow(qtbot, crew, lambda _cancel: iter(())).names() == ["broke", "ended"]


def test_cancel_unwinds_and_drop_is_silent(qtbot: QtBot, crew: Crew) -> None:
    started = Flag()

    def work(cancel: Cancel) -> Iterator[Event]:
        while True:
            started.set()
            yield Progress("read", 0, 0)
            cancel.check()

    job = crew.start(work)
    log = Log(job)
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: not crew.busy)
    assert log.names()[-2:] == ["cancelled", "ended"]
    job = crew.start(work)
    log = Log(job)
    job.drop()
    qtbot.waitUntil(lambda: not crew.busy)
    assert log.names() == ["ended"]


def test_a_job_cancelled_before_its_turn_does_not_begin(qtbot: QtBot, crew: Crew) -> None:
    gate, ran = Flag(), Flag()

    def wait(cancel: Cancel) -> Iterator[Event]:
        while not gate.wait(0.005):
            cancel.check()
        yield Done(None)

    def never(_cancel: Cancel) -> Iterator[Event]:
        ran.set()
        yield Done(None)

    crew.start(wait, lane=Lane.WRITE)
    second = crew.start(never, lane=Lane.WRITE)
    log = Log(second)
    second.cancel()
    gate.set()
    qtbot.waitUntil(lambda: not crew.busy)
    assert log.names() == ["cancelled", "ended"]
    assert not ran.is_set()
