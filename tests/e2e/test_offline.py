"""Offline by construction: the program cannot make an internet socket, and does not try to."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.paths import assets_dir
from tests.e2e.conftest import ROOT, SMALL, command, environment

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="strace and seccomp are Linux's"),
    pytest.mark.usefixtures("needs_models"),
]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed (Debian: strace)")
def test_index_search_and_ask_make_no_internet_socket(tmp_path: Path) -> None:
    """The whole job under strace, children included: no socket() of another family than AF_UNIX."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f'chat_model = "{SMALL}"\n', encoding="utf-8")
    sample = assets_dir() / "sample" / "물품 관리 지침.md"
    calls = ""
    verbs: list[list[str | Path]] = [["index", sample], ["search", "불용"], ["ask", "물품의 불용은 누가 정하나요?"]]
    for number, words in enumerate(verbs):
        log = tmp_path / f"strace.{number}"
        traced = ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto,sendmsg", "-o", str(log)]
        done = subprocess.run(
            [*traced, *command("--home", home, *words)], cwd=ROOT, env=environment(), capture_output=True, check=False
        )
        assert done.returncode in (0, 3), done.stderr.decode()
        calls += log.read_text(errors="replace")
    assert re.findall(r"AF_(?!UNIX|UNSPEC)\w+", calls) == []


def test_the_lock_holds_in_the_program_and_in_its_children() -> None:
    """Even code that wants a socket gets none, in the face and in a child alike."""
    script = (
        "import runpy, sys, types\n"
        "import app.cli.main, app.worker.child\n"
        "def attempt(*_args, **_named):\n"
        "    import socket\n"
        "    try:\n        socket.socket(socket.AF_INET)\n"
        "    except PermissionError:\n        print('denied')\n    return 0\n"
        "app.cli.main.main = attempt\n"
        "app.worker.child.serve = attempt\n"
        "import app.__main__ as program\n"
        "sys.exit(program.main(sys.argv[1:]))\n"
    )
    for words in (["doctor"], ["worker", "reader"]):
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "denied"
