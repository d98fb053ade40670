"""settings.toml and models/catalog.toml: a typing error is said, a changed byte is noticed."""

import hashlib
from pathlib import Path

import pytest

from app.core.catalog import Catalog
from app.core.errors import BadRequestFile, CatalogDamaged, ModelDamaged, ModelMissing, ModelUnknown
from app.core.settings import Settings

ENTRY = """
[[model]]
id = "m"
role = "chat"
default = true
file = "m.gguf"
bytes = {size}
sha256 = "{digest}"
licence = "Apache-2.0"
origin = "x"
context = 4096
quantisation = "Q4"
min_memory_mib = 1
[[model.extra]]
file = "card.txt"
bytes = 2
sha256 = "{extra}"
"""


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "m"
    folder.mkdir()
    (folder / "m.gguf").write_bytes(b"weights")
    (folder / "card.txt").write_bytes(b"ok")
    digest, extra = hashlib.sha256(b"weights").hexdigest(), hashlib.sha256(b"ok").hexdigest()
    (tmp_path / "catalog.toml").write_text(ENTRY.format(size=7, digest=digest, extra=extra))
    return tmp_path


def test_whole_files_pass_and_progress_counts_bytes(models: Path) -> None:
    seen: list[int] = []
    Catalog.load(models).choose("chat").verify(seen.append)
    assert sum(seen) == 9


@pytest.mark.parametrize("file", ["m.gguf", "card.txt"])
@pytest.mark.parametrize("data", [b"", b"xx", b"Weights"])
def test_a_changed_byte_is_noticed(models: Path, file: str, data: bytes) -> None:
    (models / "m" / file).write_bytes(data)
    with pytest.raises(ModelDamaged):
        Catalog.load(models).get("m").verify()


def test_a_missing_file_is_missing_not_damaged(models: Path) -> None:
    (models / "m" / "card.txt").unlink()
    model = Catalog.load(models).get("m")
    assert model.missing()
    with pytest.raises(ModelMissing):
        model.verify()


def test_only_what_will_be_read_is_hashed(models: Path) -> None:
    model = Catalog.load(models).get("m")
    (models / "m" / "m.gguf").write_bytes(b"xx")
    model.verify(only=("card.txt",))
    with pytest.raises(ModelDamaged):
        model.verify(only=("m.gguf", "card.txt"))


def test_a_file_that_the_catalogue_does_not_list_is_missing(models: Path) -> None:
    (models / "m" / "more.bin").write_bytes(b"xx")
    with pytest.raises(ModelMissing):
        Catalog.load(models).get("m").verify(only=("card.txt", "more.bin"))


def test_an_unknown_model(models: Path) -> None:
    catalog = Catalog.load(models)
    with pytest.raises(ModelUnknown):
        catalog.get("other")
    with pytest.raises(ModelUnknown):
        catalog.choose("embed")


@pytest.mark.parametrize("text", ["[[model]]\nid = 'm'", "model = 3", "{", '[[model]]\nid="m"\nextra=1\n'])
def test_a_damaged_catalogue(tmp_path: Path, text: str) -> None:
    (tmp_path / "catalog.toml").write_text(text)
    with pytest.raises(CatalogDamaged):
        Catalog.load(tmp_path)


def test_settings_overlay(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    assert Settings().with_file(file) == Settings()
    file.write_text('language = "en"\nthreads = 3\n')
    changed = Settings().with_file(file)
    assert (changed.language, changed.threads, changed.generation_threads()) == ("en", 3, 3)


@pytest.mark.parametrize("text", ["langage = 'ko'", "threads = 'two'", "language = 'fr'", "threads = true", "= 1"])
def test_a_typing_error_in_the_settings_is_said(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(BadRequestFile):
        Settings().with_file(file)


def test_threads_are_at_least_one() -> None:
    assert Settings().generation_threads() >= 1
    assert Settings().encoding_threads() >= 1
