"""The files of `eval answers`: answers as they come, one a line, and the summary that a later run is compared with.

RUN.jsonl holds the lines of a batch, each with the stamp of its circumstances and question, so that a run that was
killed goes on where it was, and never with answers of another model; in the cache of an encrypted workspace each line
is sealed. RUN.json holds figures and, by question, what they are made of; it holds no question and no answer.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.core.errors import BadRequestFile, RunDiffers
from app.core.security_errors import SealBroken
from app.services.measure.scoring import Tally
from app.services.outputs import write_error
from app.store.vault.sealer import Plain, Sealer

FORM = "munjigi-answers-1"


@dataclass(frozen=True, slots=True)
class MeasuredQuestion:
    """`stamp` of what was asked and expected, what it is worth, and its times in ms by name."""

    kind: str
    stamp: str
    tallies: Mapping[str, Tally]
    times: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a later run needs of RUN.json. `measured` is a local ISO time."""

    measured: str
    placement: Mapping[str, Any] | None
    model: str
    model_sha256: str
    adapter: str
    program: str
    corpus_sha256: str
    questions: Mapping[str, MeasuredQuestion]


class AnswerRun:
    """RUN.jsonl while it grows; opens it for adding. Use as a context."""

    def __init__(self, path: Path, stamps: Mapping[str, str], sealer: Sealer | None = None) -> None:
        """`stamps`: the id of each question -> its stamp; `sealer`: of the workspace that the file lies in, None where
        somebody chose the place. Raises RunDiffers when the file holds a line with another, OutputUnwritable,
        DiskFull."""
        self._path = path
        self._sealer = sealer or Plain()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole, self.rows = _kept(path, stamps, self._sealer)
            self._stream = path.open("r+b" if path.exists() else "w+b")
            self._stream.truncate(whole)  # a line that was cut off by a kill goes
            self._stream.seek(whole)
        except OSError as error:
            raise write_error(path, error) from error

    def __enter__(self) -> "AnswerRun":
        return self

    def __exit__(self, *_given: object) -> None:
        self._stream.close()

    def add(self, row: dict[str, Any]) -> None:
        """On disk when this returns, as far as the system tells. Raises OutputUnwritable, DiskFull."""
        try:
            self._stream.write(_line(json.dumps(row, ensure_ascii=False).encode(), self._path, self._sealer))
            self._stream.flush()
        except OSError as error:
            raise write_error(self._path, error) from error
        self.rows[row["id"]] = row


def _line(row: bytes, path: Path, sealer: Sealer) -> bytes:
    """Sealed, it is still one line."""
    return (base64.b64encode(sealer.seal(_name(path), row)) if sealer.encrypts else row) + b"\n"


def _row(line: bytes, path: Path, sealer: Sealer) -> dict[str, Any]:
    """Raises SealBroken, ValueError."""
    row: dict[str, Any] = json.loads(sealer.open(_name(path), base64.b64decode(line)) if sealer.encrypts else line)
    return row


def _name(path: Path) -> str:
    """Under which its lines are sealed."""
    return f"cache/answers/{path.name}"


def _kept(path: Path, stamps: Mapping[str, str], sealer: Sealer) -> tuple[int, dict[str, dict[str, Any]]]:
    """Bytes of whole lines, and the rows by question. Raises RunDiffers."""
    rows: dict[str, dict[str, Any]] = {}
    whole = 0
    for line in path.read_bytes().splitlines(keepends=True) if path.exists() else ():
        if not line.endswith(b"\n"):
            break
        whole += len(line)
        try:
            row = _row(line, path, sealer)
            known = stamps.get(str(row["id"])) == row["stamp"]
        except (SealBroken, ValueError, KeyError, TypeError) as error:
            raise RunDiffers(name=path.name) from error
        if not known:
            raise RunDiffers(name=path.name)
        rows[row["id"]] = row
    return whole, rows


def question_stamp(question: Mapping[str, Any], circumstances: str = "") -> str:
    """16 hex digits over what is asked and what is expected, and over the stamp of circumstances."""
    asked = [question.get(name) for name in ("question", "gold", "match", "answerable", "answer_points")]
    return hashlib.sha256(json.dumps([circumstances, asked], sort_keys=True).encode()).hexdigest()[:16]


def summary_path(run: Path) -> Path:
    return run.with_suffix(".json") if run.suffix != ".json" else run.with_name(f"{run.stem}.summary.json")


def read_summary(path: Path) -> Summary:
    """What an earlier `eval answers` left. Raises BadRequestFile."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["form"] != FORM:
            raise ValueError(held["form"])
        return Summary(
            measured=datetime.fromisoformat(held["measured"]).isoformat(timespec="minutes"),
            placement=dict(held["placement"]) if held["placement"] else None,
            model=str(held["about"]["model"]),
            model_sha256=str(held["about"]["model_sha256"]),
            adapter=str(held["about"]["adapter"]),
            program=str(held["about"]["program"]),
            corpus_sha256=str(held["about"]["corpus_sha256"]),
            questions={str(name): _question(one) for name, one in held["questions"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadRequestFile(name=path.name, line=0, detail=FORM) from error


def _question(held: Mapping[str, Any]) -> MeasuredQuestion:
    tallies = {str(name): (float(hits), float(of)) for name, (hits, of) in held["tallies"].items()}
    times = {str(name): float(value) for name, value in held["times"].items()}
    return MeasuredQuestion(str(held["kind"]), str(held["stamp"]), tallies, times)


def in_order(questions: Sequence[Mapping[str, Any]], rows: Mapping[str, dict[str, Any]]) -> list[dict[str, Any]]:
    return [rows[question["id"]] for question in questions]
