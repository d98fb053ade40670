"""Models of an installed bundle in the catalogue: after the program's, before the site's."""

import hashlib
from pathlib import Path

import pytest

from app.core.catalog import Catalog, Model, ModelFile
from app.core.catalog_text import text
from app.core.errors import CatalogDamaged
from app.core.paths import models_dir

SHA = hashlib.sha256(b"weights").hexdigest()


def entry(name: str, role: str = "chat") -> Model:
    form = Catalog.load(models_dir()).formats["chatml"] if role == "chat" else None
    files = (ModelFile("w.gguf", 7, SHA),)
    return Model(name, role, False, Path(name), files, "x", "x", 4096, "Q4", 1, SHA, form, "qwen2")


def part(folder: Path, model: Model, extra: str = "", name: str = "") -> Path:
    made = folder / (name or model.id)
    made.mkdir(parents=True)
    words = text([model], []).replace(f'id = "{model.id}"', f'id = "{model.id}"\n{extra}')
    (made / "catalog.toml").write_text(words, encoding="utf-8")
    return made


def test_a_part_adds_a_model_of_its_own(tmp_path: Path) -> None:
    folder = part(tmp_path, entry("big"))
    read = Catalog.load(models_dir(), parts=[folder])
    assert read.get("big").folder == folder and not read.get("big").site and not read.get("big").default
    assert read.choose("chat").id == Catalog.load(models_dir()).choose("chat").id


def test_the_signers_may_make_it_the_default(tmp_path: Path) -> None:
    read = Catalog.load(models_dir(), parts=[part(tmp_path, entry("big"), "default = true")])
    assert read.choose("chat").id == "big"
    assert [model.id for model in read.models if model.role == "chat" and model.default] == ["big"]
    assert read.choose("embed").id == Catalog.load(models_dir()).choose("embed").id


def test_a_part_named_like_one_of_the_program_s_models_holds_its_files(tmp_path: Path) -> None:
    own = Catalog.load(models_dir()).choose("chat")
    folder = part(tmp_path, entry("other"), "default = true", name=own.id)  # its own catalogue is not looked at
    read = Catalog.load(models_dir(), parts=[folder])
    assert read.choose("chat").folder == folder and read.choose("chat").files == own.files
    assert [model.id for model in read.models] == [model.id for model in Catalog.load(models_dir()).models]


def test_a_site_does_not_replace_what_the_bundle_brought(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "catalog.toml").write_text(text([entry("big"), entry("own")], []), encoding="utf-8")
    folder = part(tmp_path, entry("big"))
    read = Catalog.load(models_dir(), site, [folder])
    assert read.get("big").folder == folder and not read.get("big").site
    assert read.get("own").site


@pytest.mark.parametrize("wrong", ["name", "role", "missing", "two"])
def test_what_is_not_one_model_of_that_name(tmp_path: Path, wrong: str) -> None:
    model = entry("big", "embed" if wrong == "role" else "chat")
    folder = part(tmp_path, model, name="other" if wrong == "name" else "")
    if wrong == "missing":
        (folder / "catalog.toml").unlink()
    if wrong == "two":
        (folder / "catalog.toml").write_text(text([entry("big"), entry("more")], []), encoding="utf-8")
    with pytest.raises(CatalogDamaged):
        Catalog.load(models_dir(), parts=[folder])
