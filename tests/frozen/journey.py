"""A working day with the program: each step a process as the user starts it, each one held to its result."""

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.frozen.carrying import ROOT

SAMPLE = ROOT / "assets" / "sample"
COLLECTION = "예제"
NOTES = "받는 곳: 총무과\n빌린 물품을 10월 말까지 반납해 달라고 요청\n물품 관리 지침에 따라\n"

Wrap = Callable[[Sequence[str]], list[str]]
"""Puts a command into another one: strace, unshare, another user."""


def as_it_is(command: Sequence[str]) -> list[str]:
    return list(command)


@dataclass
class Program:
    """The program at `path`, working in `place` (a home, a folder for output and one for temporary files below it)."""

    path: Path
    place: Path
    wrap: Wrap = as_it_is
    more: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.home, self.out, self.place / "tmp", self.place / "user"):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def home(self) -> Path:
        return self.place / "home"

    @property
    def out(self) -> Path:
        return self.place / "out"

    def environment(self) -> dict[str, str]:
        """Nothing of ours: what a fresh account has."""
        fixed = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "COLUMNS": "200"}
        places = {"HOME": str(self.place / "user"), "TMPDIR": str(self.place / "tmp")}
        return fixed | places | dict(self.more)

    def start(self, *words: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.wrap([str(self.path), *map(str, words)]),
            cwd=self.place,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str | Path, status: int = 0) -> list[dict[str, Any]]:
        """The events of one command, which must end with `status`."""
        process = self.start("--home", self.home, "--json", *words)
        out, err = process.communicate(timeout=600)
        assert process.returncode == status, f"{words}: {process.returncode}\n{out[-2000:]}\n{err[-2000:]}"
        return [json.loads(line) for line in out.splitlines()]

    def result(self, *words: str | Path) -> Any:
        return self.run(*words)[-1]["result"]


def choose_model(program: Program, model: str) -> None:
    (program.home / "settings.toml").write_text(f'chat_model = "{model}"\n', encoding="utf-8")


def working_day(program: Program) -> None:
    """Index, search, ask (a model writes), draft, export in three forms, lint, doctor."""
    told = program.result("index", SAMPLE, "--collection", COLLECTION)
    assert told["added"] >= 9 and told["failed"] == [], told
    found = program.result("search", "연가 신청 기한", "--collection", COLLECTION, "-k", "3")
    assert found["hits"][0]["title"] == "한빛지원단 복무 운영 내규", found
    asked = program.run("ask", "당직 근무자가 지켜야 할 것을 풀어서 설명해 주세요", "--collection", COLLECTION)
    assert asked[-1]["result"]["citations"], asked[-1]
    notes = program.place / "notes.txt"
    notes.write_text(NOTES, encoding="utf-8")
    for name, writing in (("letter.hwpx", "always"), ("letter.docx", "never"), ("letter.pdf", "never")):
        out = program.out / name
        program.run("draft", "업무협조전", notes, "--collection", COLLECTION, "-o", out, "--writing", writing)
        assert out.stat().st_size > 1000
    program.run("lint", program.out / "letter.hwpx")
    healthy(program)


def healthy(program: Program) -> None:
    checks = program.result("doctor")["checks"]
    wrong = [check for check in checks if check["ok"] is False]
    assert not wrong, wrong
