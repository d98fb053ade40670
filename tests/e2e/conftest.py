"""The real program on the command line, with real children and the small chat model."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.core.catalog import Catalog
from app.core.paths import assets_dir, models_dir

ROOT = Path(__file__).resolve().parents[2]
SMALL = "qwen2.5-coder-0.5b"


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def result(self) -> Any:
        return self.events[-1]["result"]

    @property
    def error(self) -> dict[str, Any]:
        return self.events[-1]


Run = Callable[..., Outcome]


def command(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "app", *map(str, words)]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "MUNJIGI_HOME": "", "COLUMNS": "200"}


def run(*words: str | Path, timeout: float = 600) -> Outcome:
    done = subprocess.run(
        command(*words), cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=timeout, check=False
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def needs_models() -> None:
    missing = [model.id for model in Catalog.load(models_dir()).models if model.role != "ocr" and model.missing()]
    if missing:
        pytest.skip(f"models not fetched: {', '.join(missing)} (python3 installer/dev.py test fetches them)")


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory, needs_models: None) -> Path:
    """A home with the sample documents in it, chat by the small model. Read only: copy it to change it."""
    home = tmp_path_factory.mktemp("home")
    (home / "settings.toml").write_text(f'chat_model = "{SMALL}"\n', encoding="utf-8")
    done = run("--home", home, "index", assets_dir() / "sample", "--collection", "예제", "--json")
    assert done.status == 0, done.err
    return home


@pytest.fixture
def home(indexed: Path, tmp_path: Path) -> Path:
    """A copy of the indexed home that a test may break."""
    return Path(shutil.copytree(indexed, tmp_path / "home"))
