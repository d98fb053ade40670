"""Files of questions and of results: odd lines, odd letters, and which line is to blame."""

import json
from pathlib import Path

import pytest

from app.core.errors import BadRequestFile
from app.core.events import Cancel
from app.services.batch import read_questions
from app.services.context import Workspace
from app.services.rows import worked_off

GOOD = '{"id": "a", "question": "휴가는 며칠인가?"}'


def read(tmp_path: Path, text: str) -> list[dict[str, str]]:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return read_questions(path)


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


def test_half_a_letter_goes_back_as_it_came(tmp_path: Path) -> None:
    (row,) = read(tmp_path, '{"id": "\\ud800", "question": "휴가\\u0000는?"}')
    out = tmp_path / "out.jsonl"
    workspace = Workspace.open(tmp_path / "home")
    try:
        list(worked_off(workspace, [row], out, "questions", lambda given: given, Cancel()))
    finally:
        workspace.close()
    assert json.loads(out.read_text(encoding="utf-8")) == row
