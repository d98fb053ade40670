"""The files of an answers run: going on after a kill, never with another's answers, and a summary that is checked."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import BadRequestFile, OutputUnwritable, RunDiffers
from app.services.measure.runs import FORM, AnswerRun, in_order, question_stamp, read_summary, summary_path
from app.store.vault.providers import DEFAULT, provider
from app.store.vault.sealer import AeadSealer

STAMPS = {"1": "aa", "2": "bb"}


def row(identity: str, stamp: str) -> dict[str, Any]:
    return {"id": identity, "answer": "연가는 3일 전까지", "stamp": stamp}


def test_a_killed_run_goes_on_after_its_last_whole_line(tmp_path: Path) -> None:
    path = tmp_path / "new" / "run.jsonl"
    with AnswerRun(path, STAMPS) as run:
        run.add(row("1", "aa"))
    with path.open("ab") as stream:
        stream.write('{"id": "2", "answer": "연'.encode()[:-1])  # a kill in the middle of a letter
    with AnswerRun(path, STAMPS) as run:
        assert list(run.rows) == ["1"]
        run.add(row("2", "bb"))
    held = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert held == [row("1", "aa"), row("2", "bb")]
    assert in_order([{"id": "2"}, {"id": "1"}], run.rows) == [row("2", "bb"), row("1", "aa")]


@pytest.mark.parametrize(
    "line",
    ['{"id": "1", "stamp": "zz"}', '{"id": "3", "stamp": "aa"}', '{"id": "1"}', "[]", "x", '{"id": "1", "stamp": 1}'],
)
def test_answers_of_other_circumstances_are_neither_used_nor_overwritten(tmp_path: Path, line: str) -> None:
    path = tmp_path / "run.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(RunDiffers):
        AnswerRun(path, STAMPS)
    assert path.read_text(encoding="utf-8") == line + "\n"


def test_a_sealed_run_goes_on_and_tells_no_answer(tmp_path: Path) -> None:
    path, sealer = tmp_path / "run.jsonl", AeadSealer(provider(DEFAULT), bytes(32))
    for identity, stamp in STAMPS.items():
        with AnswerRun(path, STAMPS, sealer) as run:
            run.add(row(identity, stamp))
        with path.open("ab") as stream:
            stream.write(b"AAAA")  # a kill
    with AnswerRun(path, STAMPS, sealer) as run:
        assert run.rows == {"1": row("1", "aa"), "2": row("2", "bb")}
    data = path.read_bytes()
    assert "연가".encode() not in data and len(data.splitlines()) == 2
    assert all("연가".encode() not in base64.b64decode(line) for line in data.splitlines())
    path.write_bytes(data.replace(data[40:41], b"B" if data[40:41] != b"B" else b"C", 1))
    with pytest.raises(RunDiffers):
        AnswerRun(path, STAMPS, sealer)


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "run.jsonl").mkdir()
    with pytest.raises(OutputUnwritable):
        AnswerRun(tmp_path / "run.jsonl", STAMPS)


def test_a_stamp_is_of_what_is_asked_and_expected_and_of_the_circumstances() -> None:
    asked = {"id": "1", "question": "며칠?", "gold": [{"file": "가.md", "article": "제1조"}]}
    same = {**asked, "id": "9", "kind": "natural"}
    assert question_stamp(asked, "x") == question_stamp(same, "x")
    others = [{**asked, "question": "몇 시간?"}, {**asked, "match": "any"}, {**asked, "gold": []}]
    stamps = {question_stamp(one, "x") for one in (asked, *others)} | {question_stamp(asked, "y")}
    assert len(stamps) == 5


def test_the_summary_never_takes_the_run_s_place() -> None:
    assert summary_path(Path("a/run.jsonl")) == Path("a/run.json")
    assert summary_path(Path("a/run.json")) == Path("a/run.summary.json")
    assert summary_path(Path("run")) == Path("run.json")


def good() -> dict[str, Any]:
    about = {"model": "m", "model_sha256": "ab", "adapter": "", "program": "0.1.0", "corpus_sha256": "cd"}
    question = {"kind": "natural", "stamp": "aa", "tallies": {"mrr": [1, 1]}, "times": {"answer_ms": 5}}
    return {
        "form": FORM,
        "measured": "2026-03-05T14:00+09:00",
        "placement": None,
        "about": about,
        "questions": {"1": question},
    }


def test_a_summary_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(good()), encoding="utf-8")
    held = read_summary(path)
    assert held.questions["1"].tallies == {"mrr": (1.0, 1.0)} and held.model == "m"


@pytest.mark.parametrize(
    "change",
    [
        {"form": "munjigi-answers-9"},
        {"questions": []},
        {"questions": {"1": {}}},
        {"questions": {"1": {"kind": "", "stamp": "", "tallies": {"mrr": [1]}, "times": {}}}},
        {"about": {}},
        {"placement": 7},
        {"measured": "yesterday"},
    ],
)
def test_what_is_no_summary_is_said(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "run.json"
    path.write_text(json.dumps(good() | change), encoding="utf-8")
    with pytest.raises(BadRequestFile):
        read_summary(path)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"null"])
def test_what_is_no_json_object_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(content)
    with pytest.raises(BadRequestFile):
        read_summary(path)
