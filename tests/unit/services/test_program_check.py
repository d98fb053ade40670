"""What a new version looks at before it is used, and that what is wrong is told."""

import shutil
from pathlib import Path

import pytest

from app.core.paths import assets_dir, models_dir
from app.services.inspecting import program_check


def test_a_library_that_does_not_load_is_told() -> None:
    (check,) = program_check._library("a_library_that_is_not_there")
    assert check.ok is False
    assert check.code == "SYS-008"
    assert check.params == {"name": "a_library_that_is_not_there"}


def test_a_library_that_loads_is_nothing_to_tell() -> None:
    assert program_check._library("json") == []


def test_words_and_data_that_ship_are_whole() -> None:
    assert program_check._assets().ok


@pytest.mark.parametrize("name", ["assets/messages/en.toml", "models/catalog.toml", "assets/templates"])
def test_what_is_missing_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("fonts", "i18n", "icons", "lexicon", "sample", "templates"):
        (tmp_path / "assets" / folder).mkdir(parents=True)
        (tmp_path / "assets" / folder / "one").touch()
    shutil.copytree(assets_dir() / "messages", tmp_path / "assets" / "messages")
    (tmp_path / "models").mkdir()
    shutil.copy(models_dir() / "catalog.toml", tmp_path / "models")
    monkeypatch.setattr(program_check, "assets_dir", lambda: tmp_path / "assets")
    monkeypatch.setattr(program_check, "models_dir", lambda: tmp_path / "models")
    assert program_check._assets().ok
    if (tmp_path / name).is_dir():
        shutil.rmtree(tmp_path / name)
    else:
        (tmp_path / name).write_bytes(b"= broken")
    check = program_check._assets()
    assert (check.ok, check.detail, check.code) == (False, name, "SYS-008")
