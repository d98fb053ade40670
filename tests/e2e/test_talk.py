"""A conversation across runs of the command line: followed up, kept whole at any moment, shown, written, removed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.answers import Answer
from app.core.events import Cancel, Done, result_of
from app.core.settings import Settings
from app.services.ask import Question
from app.services.context import Workspace
from app.services.converse import converse
from app.services.prefill import prefill
from app.store.conversations import Conversations
from app.store.database import Database
from tests.e2e.conftest import ROOT, SMALL, environment, run

pytestmark = pytest.mark.e2e

ARTICLE = "물품 관리 지침 제3조"
WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from app.core.answers import Exchange
from app.store.conversations import Conversations
from app.store.database import Database

talk = Conversations(Database(Path(sys.argv[1])))
begun = talk.begin()
exchange = Exchange(0, "", "", 1, (), "답 " * 400, False, "", {}, (), (), "")
number = 0
while True:
    number += 1
    talk.keep(begun, replace(exchange, question=f"물음 {number}"))
    print(number, flush=True)
"""


def test_a_follow_up_in_another_run(home: Path, tmp_path: Path) -> None:
    first = run("--home", home, "ask", ARTICLE, "--conversation", "new", "--json")
    second = run("--home", home, "ask", "제2항은?", "--conversation", "last", "--json")
    assert (first.status, second.status) == (0, 0), second.err
    assert (first.result["asked"], second.result["asked"]) == ("", f"{ARTICLE} 제2항")
    (cited,) = second.result["citations"]
    assert (cited["article"], "돌려쓰게 하여야 한다" in cited["quote"]) == ("제3조", True)
    assert "10일까지" not in second.result["answer"]

    (listed,) = run("--home", home, "conversation", "list", "--json").result
    assert (listed["title"], listed["exchanges"]) == (ARTICLE, 2)
    shown = run("--home", home, "conversation", "show", "last", "--json").result
    assert [one["asked"] for one in shown] == ["", f"{ARTICLE} 제2항"]
    assert len(run("--home", home, "conversation", "search", "돌려 쓰게", "--json").result) == 1
    assert run("--home", home, "conversation", "search", "없는 말", "--json").result == []

    out = tmp_path / "대화.html"
    assert run("--home", home, "conversation", "export", "last", "--out", out).status == 0
    assert cited["quote"].split("\n")[0] in out.read_text(encoding="utf-8")
    assert "찾은 질문" in run("--home", home, "conversation", "show", str(listed["id"])).out
    assert run("--home", home, "conversation", "remove", "all", "--json").result == {"conversations": 1}
    gone = run("--home", home, "conversation", "show", str(listed["id"]), "--json")
    assert (gone.status, gone.error["code"]) == (1, "STO-008")


def test_personal_data_is_answered_and_leaves_no_trace(home: Path) -> None:
    (home / "settings.toml").write_text('writing = "never"\n', encoding="utf-8")
    question = "900101-1234568 물품 관리 지침 제3조"
    done = run("--home", home, "ask", question, "--conversation", "new", "--json")
    assert "LLM-014" in [event.get("code") for event in done.events]
    assert done.events[-1]["event"] == "done"
    assert run("--home", home, "conversation", "list", "--json").result == []
    assert not [path for path in home.rglob("*") if path.is_file() and b"1234568" in path.read_bytes()]


def test_what_was_read_ahead_is_not_read_again(home: Path) -> None:
    """With the small model: the first question on an open article finds most of its prompt evaluated."""
    workspace = Workspace.open(home, Settings(chat_model=SMALL, writing="always"))
    title = "물품 관리 지침"
    document = next(one for one in workspace.documents.documents().values() if one.title.endswith(title))
    passage = next(one for one in workspace.documents.passages_of(document.id) if one.locator.label == "제6조")
    try:
        assert list(prefill(workspace, (passage.id,), cancel=Cancel())) == [Done(None)]  # nothing is loaded for it
        for _progress in workspace.generator.prepare():
            pass
        read = list(prefill(workspace, (passage.id,), cancel=Cancel()))
        assert (len(read) > 1, read[-1]) == (True, Done(None))
        question = Question(f"{title} 제6조에서 노트북 대여 기간은 며칠인가요?")
        answer = result_of(converse(workspace, question, 0, cancel=Cancel()), Answer)
        counts = workspace.generator.finished
        assert "14일" in answer.text
        # the instructions and the article, but for what shares a batch with what comes behind it
        assert counts["reused_tokens"] > 0.6 * counts["prompt_tokens"]
    finally:
        workspace.close()


@pytest.mark.skipif(sys.platform != "linux", reason="POSIX signals")
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    for enough in (1, 7, 30):
        home = tmp_path / str(enough)
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(home)], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
        ) as writer:
            assert writer.stdout is not None
            acknowledged = 0
            for line in writer.stdout:
                acknowledged = int(line)
                if acknowledged == enough:
                    os.kill(writer.pid, signal.SIGKILL)
        database = Database(home)
        talk = Conversations(database)
        kept = [one.question for one in talk.exchanges(talk.latest())]
        database.check_integrity()
        database.close()
        assert acknowledged <= len(kept) <= acknowledged + 1
        assert kept == [f"물음 {number}" for number in range(1, len(kept) + 1)]
