"""The import walls fall on a seeded violation: a wall that cannot fail guards nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT = Path(sys.executable).with_name("lint-imports")

SEEDS = {
    "upward": ("app/core/paths.py", "import app.services.index"),
    "sideways": ("app/search/fuse.py", "import app.ingest.sniff"),
    "faces": ("app/cli/show.py", "import app.gui.words"),
    "qt": ("app/services/ask.py", "import PySide6.QtCore"),
    "qt beside the pdf": ("app/export/page.py", "import PySide6.QtGui"),
    "network": ("app/worker/frames.py", "import socket"),
    "pickle": ("app/store/lock.py", "import pickle"),
    "sql": ("app/search/dense.py", "import sqlite3"),
    "model in the parent": ("app/assist/remote.py", "import app.assist.llama.engine"),
    "hidden in a function": ("app/cli/show.py", "def later() -> None:\n    import app.search.serve"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        [str(LINT), "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_stands(house: Path) -> None:
    done = lint(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("seed", SEEDS)
def test_a_seeded_violation_is_caught(house: Path, seed: str) -> None:
    path, line = SEEDS[seed]
    with (house / path).open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    done = lint(house)
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_a_room_without_a_floor_is_caught(house: Path) -> None:
    (house / "app" / "attic").mkdir()
    (house / "app" / "attic" / "__init__.py").write_text('"""Unlisted."""\n')
    done = lint(house)
    assert done.returncode == 1, done.stdout
