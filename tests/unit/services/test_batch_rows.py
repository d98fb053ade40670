"""Files of questions and of results: odd lines, odd letters, and which line is to blame."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import BadRequestFile, OutputUnwritable
from app.core.events import Cancel
from app.services.batch import BatchRequest, batch, read_questions
from app.services.context import Workspace
from app.services.rows import worked_off

GOOD = '{"id": "a", "question": "휴가는 며칠인가?"}'


def read(tmp_path: Path, text: str) -> list[dict[str, str]]:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return read_questions(path)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(tmp_path / "home")
    yield made
    made.close()


def test_a_line_ends_with_a_line_feed_and_nothing_else(tmp_path: Path) -> None:
    odd = json.dumps({"id": 1, "question": "가\u2028나\u0085다"}, ensure_ascii=False)
    assert [row["question"] for row in read(tmp_path, f"\ufeff{GOOD}\r\n\r\n{odd}\n")] == [
        "휴가는 며칠인가?",
        "가\u2028나\u0085다",
    ]


@pytest.mark.parametrize(
    "bad", ["{", "[1]", "1", '{"id": 1}', '{"question": 1}', "[" * 200_000, '{"id": ' + "9" * 9999 + "}"]
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, bad: str) -> None:
    with pytest.raises(BadRequestFile) as caught:
        read(tmp_path, f"{GOOD}\n{bad}\n")
    assert caught.value.params["line"] == 2


def test_half_a_letter_goes_back_as_it_came(tmp_path: Path, workspace: Workspace) -> None:
    (row,) = read(tmp_path, '{"id": "\\ud800", "question": "휴가\\u0000는?"}')
    out = tmp_path / "out.jsonl"
    list(worked_off(workspace, [row], out, "questions", lambda given: given, Cancel()))
    assert json.loads(out.read_text(encoding="utf-8")) == row


def test_results_never_take_the_place_of_the_questions(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(GOOD, encoding="utf-8")
    (tmp_path / "other.jsonl").symlink_to(path)
    for out in (path, tmp_path / "other.jsonl"):
        with pytest.raises(OutputUnwritable):
            list(batch(workspace, BatchRequest(path, out, True), cancel=Cancel()))
    assert path.read_text(encoding="utf-8") == GOOD


def test_results_never_take_the_place_of_what_is_no_file(tmp_path: Path, workspace: Workspace) -> None:
    """As root, renaming a file to /dev/null takes the device away from the whole PC."""
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    for out in (pipe, tmp_path):
        with pytest.raises(OutputUnwritable):
            list(worked_off(workspace, [], out, "questions", dict, Cancel()))
    assert pipe.is_fifo() and not list(tmp_path.glob("*.part"))
