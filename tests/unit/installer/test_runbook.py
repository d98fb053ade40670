"""The runbook's commands are those that the programs take. That they work: `python -m tests.bench.runbook`."""

import re
import shlex
import tomllib

import pytest

from app.cli import arguments
from app.core import bundle_errors
from app.core.messages import Messages
from installer import build_bundle, sign, verify
from tests.bench.runbook import RUNBOOK, blocks

LINES = [line for block in blocks() if block.kind == "sh" for line in block.commands]


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("sign ")])
def test_signing(line: str) -> None:
    assert sign.arguments(shlex.split(line)[1:]).verb


@pytest.mark.parametrize("line", [line for line in LINES if line.startswith("build ")])
def test_building(line: str) -> None:
    assert build_bundle.arguments(shlex.split(line)[1:]).output


@pytest.mark.parametrize("line", [line for line in LINES if "/munjigi bundle " in line])
def test_the_program(line: str) -> None:
    say = Messages.load("ko").say
    assert arguments.parser(say).parse_args(shlex.split(line)[1:]).verb == "bundle"


@pytest.mark.parametrize("line", [line for line in LINES if "installer/verify.py " in line])
def test_the_verifier_of_one_file(line: str) -> None:
    python, path, *words = shlex.split(line)
    assert (python, path) == ("python3", "~/munjigi/installer/verify.py")
    assert verify.arguments(words).media


@pytest.mark.parametrize("line", [line for line in LINES if "/munjigi-bundle " in line])
def test_the_small_program(line: str) -> None:
    parser = arguments.parser(Messages.load("ko").say)
    assert parser.parse_args(["bundle", *shlex.split(line)[1:]]).media


def test_every_step_is_there() -> None:
    given = "\n".join(LINES)
    for step in ("sign key", "sign token", "sign root", "sign add", "sign join", "sign show", "build release.toml"):
        assert step in given
    for program in ("installer/verify.py media", "munjigi-bundle verify", "dpkg-deb -x"):
        assert program in given
    for action in ("verify", "install", "list", "rollback", "uninstall"):
        assert f"munjigi bundle {action}" in given


def test_every_code_of_a_bundle_has_its_line() -> None:
    text = RUNBOOK.read_text(encoding="utf-8")
    table = text[text.index("## 코드가 뜻하는 것") : text.index("## 막아 주지 않는 것")]
    told = set(re.findall(r"\b(\d{3})\b", table))
    codes = {getattr(one, "code", "") for one in vars(bundle_errors).values()}
    assert {code.removeprefix("BND-") for code in codes if code.startswith("BND-")} == told


def test_blocks_that_are_files_can_be_read() -> None:
    files = {block.name: tomllib.loads(block.text) for block in blocks() if block.kind == "toml"}
    assert set(files) == {"keys/root.toml", "release.toml", "more.toml"}
