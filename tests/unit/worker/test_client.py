"""The parent's side against real child processes: replies, errors, cancel, kill, silence.

The role `echo` is served by this test's own script, not by the program.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import Cancelled, FileDamaged
from app.core.events import Cancel
from app.worker import client
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent
from app.worker.frames import MAX_HEADER

ROOT = Path(__file__).resolve().parents[3]

_SERVER = """
import os, sys, time
from app.core.errors import Cancelled, FileDamaged
from app.worker.child import serve
from app.worker.frames import Frame

def echo(request, cancelled):
    print("noise on stdout must not break a frame", flush=True)
    yield Frame({"text": request.header["text"]}, request.body)

def count(request, cancelled):
    for number in range(request.header["to"]):
        if cancelled():
            raise Cancelled
        yield Frame({"number": number})
        time.sleep(0.001)

def deaf(request, cancelled):
    yield Frame({"number": 0})
    time.sleep(0.3)
    yield Frame({"number": 1})

def fail(request, cancelled):
    raise FileDamaged(name="규정.pdf")
    yield

def bug(request, cancelled):
    yield Frame({"number": 0})
    raise ZeroDivisionError

def die(request, cancelled):
    os._exit(3)
    yield

def hang(request, cancelled):
    time.sleep(600)
    yield

def wait(request, cancelled):
    yield Frame({"number": 0})
    while not cancelled():
        time.sleep(0.001)
    raise Cancelled

serve(lambda: {
    "wait": wait, "echo": echo, "count": count, "fail": fail, "bug": bug, "die": die, "hang": hang, "deaf": deaf,
})
"""


@pytest.fixture
def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    script = tmp_path / "server.py"
    script.write_text(_SERVER)
    monkeypatch.setattr(client, "child_command", lambda role: [sys.executable, str(script), role])
    made = Child("echo")
    yield made
    made.kill()


def test_a_reply_carries_header_and_body(child: Child) -> None:
    (reply,) = child.call("echo", {"text": "휴가"}, b"\0\1")
    assert (reply.header["text"], reply.body) == ("휴가", b"\0\1")


def test_the_same_process_answers_again(child: Child) -> None:
    list(child.call("echo", {"text": "a"}))
    first = child.pid
    list(child.call("echo", {"text": "b"}))
    assert child.pid == first


def test_a_coded_error_crosses_with_its_parameters(child: Child) -> None:
    with pytest.raises(FileDamaged) as caught:
        list(child.call("fail"))
    assert caught.value.params == {"name": "규정.pdf"}
    assert child.pid is not None


def test_a_bug_costs_the_request_not_the_child(child: Child) -> None:
    with pytest.raises(ChildCrashed, match="ZeroDivisionError"):
        list(child.call("bug"))
    assert len(list(child.call("echo", {"text": "x"}))) == 1


def test_a_child_that_exits_is_replaced(child: Child) -> None:
    with pytest.raises(ChildDied):
        list(child.call("die"))
    assert child.pid is None
    assert len(list(child.call("echo", {"text": "x"}))) == 1


def test_kill_9_in_the_middle_is_noticed(child: Child) -> None:
    replies = child.call("count", {"to": 1_000_000})
    next(replies)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(ChildDied):
        list(replies)
    assert len(list(child.call("echo", {"text": "x"}))) == 1


def test_silence_is_bounded(child: Child) -> None:
    list(child.call("echo", {"text": "x"}))
    with pytest.raises(ChildSilent):
        list(child.call("hang", silence=0.2))
    assert child.pid is None


def test_cancel_stops_a_child_that_listens(child: Child) -> None:
    cancel = Cancel()
    seen = 0
    with pytest.raises(Cancelled):
        for _ in child.call("count", {"to": 1_000_000}, cancel=cancel):
            seen += 1
            if seen == 5:
                cancel.set()
    assert seen == 5, "what comes after a cancel is not shown"
    assert child.pid is not None
    assert len(list(child.call("echo", {"text": "x"}))) == 1


def test_a_cancel_wakes_who_waits_for_a_reply(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looked at only when the wait is over, the flag would come too late: the child would count as silent by then."""
    monkeypatch.setattr(client, "_POLL", 3.0)
    cancel = Cancel()
    replies = child.call("wait", cancel=cancel, silence=1.0)
    next(replies)
    first = child.pid
    threading.Timer(0.05, cancel.set).start()
    with pytest.raises(Cancelled):
        list(replies)
    assert child.pid == first is not None


def test_cancel_kills_a_child_that_does_not(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "CANCEL_GRACE", 0.2)
    list(child.call("echo", {"text": "x"}))
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        list(child.call("hang", cancel=cancel))
    assert child.pid is None


def test_a_child_that_ends_in_spite_of_a_cancel_has_not_done_the_work(child: Child) -> None:
    cancel = Cancel()
    replies = child.call("deaf", cancel=cancel)
    next(replies)
    first = child.pid
    cancel.set()
    with pytest.raises(Cancelled):
        list(replies)
    assert child.pid == first


def test_leaving_early_frees_the_child_for_the_next_call(child: Child) -> None:
    replies = child.call("count", {"to": 1_000_000})
    next(replies)
    first = child.pid
    replies.close()  # type: ignore[attr-defined]
    (reply,) = child.call("echo", {"text": "next"})
    assert reply.header["text"] == "next"
    assert child.pid == first


def test_the_environment_carries_nothing_that_loads_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GGML_BACKEND_PATH", "LD_PRELOAD", "PYTHONSTARTUP", "LLAMA_CPP_LIB_PATH", "HF_ENDPOINT"):
        monkeypatch.setenv(name, "/somewhere/else")
    environment = client.child_environment()
    assert "/somewhere/else" not in environment.values()
    assert environment["OMP_WAIT_POLICY"] == "PASSIVE"
    assert environment["PYTHONPATH"] == str(ROOT)


def test_a_request_beyond_the_ceiling_is_refused_and_the_child_lives(child: Child) -> None:
    list(child.call("echo", {"text": "a"}))
    first = child.pid
    with pytest.raises(ChildCrashed):
        list(child.call("echo", {"text": "가" * MAX_HEADER}))
    assert [reply.header["text"] for reply in child.call("echo", {"text": "b"})] == ["b"]
    assert child.pid == first
