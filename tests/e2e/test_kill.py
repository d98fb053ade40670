"""kill -9 and Ctrl+C at any moment: what was stored stays, and the next run goes on from there."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.types import FileState
from app.store.database import Database
from app.store.documents import Documents
from app.store.ledger import Ledger
from tests.e2e.conftest import ROOT, command, environment, run

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="/proc and POSIX signals"),
    pytest.mark.usefixtures("needs_models"),
]

FILES = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    for number in range(FILES):
        text = "\n\n".join(f"##### 제{a}조 (항목 {a})\n\n문서 {number}의 {a}번째 조문이다." for a in range(1, 6))
        (made / f"규정 {number:02}.md").write_text(f"# 규정 {number:02}\n\n{text}\n", encoding="utf-8")
    return made


def start(home: Path, *words: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command("--home", home, *words, "--json"),
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def wait_for(process: subprocess.Popen[str], stage: str, done: int) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        event = json.loads(line)
        if event["event"] == "progress" and event["stage"] == stage and event["done"] >= done:
            return
    raise AssertionError(f"ended before {stage} {done}")


def finish(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    process.stdout.close()
    return process.wait(timeout=120)


def children(pid: int) -> dict[str, int]:
    """Role -> process id of the children of a process."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except (OSError, IndexError):
            continue
        if parent == pid and b"worker" in words:
            found[words[words.index(b"worker") + 1].decode()] = int(entry.name)
    return found


def assert_whole(home: Path, folder: Path) -> None:
    """Nothing half-stored after the blow, and a second run completes the work."""
    database = Database(home)
    database.check_integrity()
    documents = Documents(database)
    for document in documents.documents().values():
        assert len(documents.passages_of(document.id)) == 5
    before = {entry.path for entry in Ledger(database).entries() if entry.state is FileState.INDEXED}
    database.close()
    again = run("--home", home, "index", folder, "--json")
    assert again.status == 0, again.err
    assert again.result["unchanged"] == len(before), "what was stored is not read again"
    assert again.result["added"] == FILES - len(before)
    hits = run("--home", home, "search", "규정 07 제3조", "--json").result["hits"]
    assert (hits[0]["title"], hits[0]["article"]) == ("규정 07", "제3조")
    assert run("--home", home, "doctor", "--json").status == 0


@pytest.mark.parametrize(("stage", "done"), [("read", 3), ("read", 25), ("words", 0), ("vectors", 0)])
def test_kill_9_while_indexing_loses_nothing(tmp_path: Path, folder: Path, stage: str, done: int) -> None:
    home = tmp_path / "home"
    process = start(home, "index", folder)
    wait_for(process, stage, done)
    process.kill()
    finish(process)
    assert_whole(home, folder)


def test_search_catches_up_after_a_kill(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    process = start(home, "index", folder)
    wait_for(process, "words", 0)
    process.kill()
    finish(process)
    hits = run("--home", home, "search", "규정 07 제3조", "--json").result["hits"]
    assert (hits[0]["title"], hits[0]["article"]) == ("규정 07", "제3조")


def test_ctrl_c_while_indexing_is_130_and_loses_nothing(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    process = start(home, "index", folder)
    wait_for(process, "read", 5)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)  # somebody still reads: a closed pipe would end it too
    assert process.returncode == 130
    assert_whole(home, folder)


def test_a_killed_embedder_is_started_again(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    process = start(home, "index", folder)
    wait_for(process, "vectors", 64)
    os.kill(children(process.pid)["embedder"], signal.SIGKILL)
    assert process.stdout is not None
    events = [json.loads(line) for line in process.stdout]
    assert finish(process) == 0
    assert [event for event in events if event["event"] == "warned"] == []
    assert_whole(home, folder)


def test_a_killed_reader_costs_at_most_its_file(tmp_path: Path, folder: Path) -> None:
    home = tmp_path / "home"
    process = start(home, "index", folder)
    wait_for(process, "read", 2)
    os.kill(children(process.pid)["reader"], signal.SIGKILL)
    assert process.stdout is not None
    result = [json.loads(line) for line in process.stdout][-1]["result"]
    assert finish(process) == 0
    assert len(result["failed"]) <= 1
    assert all(failed["code"] == "ING-010" for failed in result["failed"])
    assert result["added"] + len(result["failed"]) == FILES


def test_a_killed_llm_is_said_and_the_answer_of_the_articles_stands(home: Path) -> None:
    with (home / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write('writing = "always"\n')
    process = start(home, "ask", "연가를 쓰려는 직원은 며칠 전까지 신청서를 내야 하나요?")
    assert process.stdout is not None
    killed = False
    events = []
    for line in process.stdout:
        events.append(json.loads(line))
        if events[-1]["event"] == "token" and not killed:
            killed = True
            os.kill(children(process.pid)["llm"], signal.SIGKILL)
    assert finish(process) == 0
    assert killed
    assert [event["code"] for event in events if event["event"] == "warned"] == ["LLM-005"]
    (cut,) = (event["result"] for event in events if event["event"] == "extracted")
    assert events[-1]["result"]["answer"] == cut["answer"]
    assert "3일 전까지" in cut["answer"]
    assert run("--home", home, "search", "연가", "--json").status == 0


def test_no_child_outlives_the_program(tmp_path: Path, folder: Path) -> None:
    process = start(tmp_path / "home", "index", folder)
    wait_for(process, "vectors", 64)
    orphans = list(children(process.pid).values())
    assert orphans
    process.kill()
    finish(process)
    for pid in orphans:
        descriptor = _pidfd(pid)
        if descriptor is not None:
            _wait_gone(descriptor)


def _pidfd(pid: int) -> int | None:
    try:
        return os.pidfd_open(pid)
    except ProcessLookupError:
        return None


def _wait_gone(descriptor: int) -> None:
    import select

    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    assert poll.poll(60_000), "a child lives on without its parent"
    os.close(descriptor)
