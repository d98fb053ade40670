"""`run`, `test` and `frozen`: what follows the set-up."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from installer.steps import checks, soft_token
from installer.steps.checkout import Checkout, venv_scripts
from installer.steps.prepare import prepare
from installer.steps.say import Stop

COLLECTION = "예제"
# Most of the time goes into starting children, one core each; more than two would want gigabytes for models.
SIDE_BY_SIDE = ("-n", "2", "--dist", "worksteal")
SEARCH = "연가 신청 기한"
NO_EVIDENCE = 3  # `ask` found no answer in the articles: an answer too, not a fault
QUESTION = "연가를 쓰려면 며칠 전까지 신청서를 내야 하나요?"


@dataclass(frozen=True, slots=True)
class Step:
    ko: str
    en: str
    command: tuple[str, ...]


def run(checkout: Checkout, *, terminal: bool) -> int:
    """Set up, index the sample, open the window; or show the same job in the terminal. Returns the exit status."""
    window = not terminal and checks.display()
    prepare(checkout, ["run"], window=window, draws=window)
    if not terminal and not window:
        checkout.voice.say(
            "화면(DISPLAY)이 없어 같은 일을 터미널에서 보입니다.", "There is no display: the same job in the terminal."
        )
    sample = str(checkout.root / "assets" / "sample")
    steps = [
        Step("예제 규정을 색인합니다.", "Indexing the sample rules.", ("index", sample, "--collection", COLLECTION))
    ]
    if not window:
        steps.append(
            Step(f"찾기: {SEARCH}", f"Search: {SEARCH}", ("search", SEARCH, "--collection", COLLECTION, "-k", "3"))
        )
        steps.append(Step(f"묻기: {QUESTION}", f"Ask: {QUESTION}", ("ask", QUESTION, "--collection", COLLECTION)))
    for step in steps:
        checkout.voice.say(f"▶ {step.ko}", f"▶ {step.en}")
        status = _program(checkout, step.command)
        if status not in (0, NO_EVIDENCE):
            raise Stop(
                f"'{step.command[0]}'에서 멈추었습니다(종료 코드 {status}).",
                f"Stopped at '{step.command[0]}' ({status}).",
            )
    if not window:
        return 0
    checkout.voice.say("▶ 창을 엽니다.", "▶ Opening the window.")
    return _program(checkout, ())


def _program(checkout: Checkout, arguments: Sequence[str]) -> int:
    return subprocess.run([str(checkout.python), "-m", "app", *arguments], cwd=checkout.root, check=False).returncode


def test(checkout: Checkout, extra: Sequence[str]) -> int:
    """Set up, then lint, types, walls and every test; stops at the first that fails. `extra` goes to pytest."""
    prepare(checkout, ["run", "test"], window=False, draws=True)
    soft_token.attempt(checkout)
    python, scripts = str(checkout.python), venv_scripts(checkout.venv)
    steps = (
        Step("문법 검사(ruff check)", "Lint (ruff check)", (python, "-m", "ruff", "check", ".")),
        Step("서식 검사(ruff format)", "Format (ruff format)", (python, "-m", "ruff", "format", "--check", ".")),
        Step("형 검사(mypy)", "Types (mypy)", (python, "-m", "mypy")),
        Step("벽 검사(import-linter)", "Walls (import-linter)", (str(scripts / "lint-imports"),)),
        Step("시험(pytest)", "Tests (pytest)", (python, "-m", "pytest", *SIDE_BY_SIDE, *extra)),
    )
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    for step in steps:
        checkout.voice.say(f"▶ {step.ko}", f"▶ {step.en}")
        begun = time.monotonic()
        status = subprocess.run(step.command, cwd=checkout.root, env=environment, check=False).returncode
        spent = time.monotonic() - begun
        if status != 0:
            sys.stdout.flush()
            raise Stop(
                f"✗ {step.ko}: 실패했습니다(종료 코드 {status}, {spent:.1f}초). "
                "위의 내용을 고친 뒤 다시 실행해 주세요.",
                f"✗ {step.en} failed (exit status {status}, {spent:.1f} s). See above.",
            )
        checkout.voice.say(f"✓ {step.ko}: {spent:.1f}초", f"✓ {step.en}: {spent:.1f} s")
    return 0


def frozen(checkout: Checkout, extra: Sequence[str]) -> int:
    """Set up, then build the frozen program and test it (installer/frozen). `extra` goes there. The exit status."""
    checks.require(checks.binutils())
    prepare(checkout, ["run", "test"], window=False, draws=True)
    command = [str(checkout.python), "-P", "-m", "installer.frozen", *extra]
    environment = os.environ | {"PYTHONPATH": str(checkout.root), "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=checkout.root, env=environment, check=False).returncode
