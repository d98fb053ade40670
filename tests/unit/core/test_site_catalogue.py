"""The site's catalogue beside the program's: it adds, it never replaces, and what it may hold is checked."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.catalog import Catalog, ChatFormat, Model, ModelFile
from app.core.catalog_text import text
from app.core.errors import CatalogDamaged
from app.core.paths import models_dir

SHA = hashlib.sha256(b"weights").hexdigest()
ODD = ChatFormat(
    "site-1",
    'a"b\\',
    {"system": "<|s|>\n", "user": "\t가\x7f", "assistant": "\x01"},
    {"system": "\r\n", "user": "", "assistant": "#"},
    "'''",
)


def model(folder: Path, name: str = "own", **changes: object) -> Model:
    made = Model(
        id=name,
        role="chat",
        default=False,
        folder=folder / name,
        files=(ModelFile("w.gguf", 7, SHA),),
        licence='"quoted" 가\n',
        origin="x",
        context=4096,
        quantisation="Q4_K_M",
        min_memory_mib=12,
        chat_template_sha256=SHA,
        format=ODD,
        architecture="qwen2",
        site=True,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def site(folder: Path, *models: Model) -> Catalog:
    folder.mkdir(exist_ok=True)
    formats = {one.format.id: one.format for one in models if one.format}
    (folder / "catalog.toml").write_text(text(models, formats.values()), encoding="utf-8")
    return Catalog.load(models_dir(), folder)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    own = model(tmp_path / "m")
    adapter = model(tmp_path / "m", "lora", role="adapter", base="own", scale=0.5, format=None)
    read = site(tmp_path / "m", own, adapter)
    assert read.get("own") == own and read.get("lora") == adapter
    assert read.formats["site-1"] == ODD
    assert read.choose("chat").id == Catalog.load(models_dir()).choose("chat").id


def test_a_site_without_models_is_no_fault(tmp_path: Path) -> None:
    shipped = Catalog.load(models_dir())
    assert Catalog.load(models_dir(), tmp_path / "none") == shipped
    assert site(tmp_path / "m").models == shipped.models


def test_a_shipped_model_is_never_replaced(tmp_path: Path) -> None:
    shipped = Catalog.load(models_dir())
    own = [model(tmp_path / "m", one.id) for one in shipped.models]
    assert site(tmp_path / "m", *own).models == shipped.models


def test_a_shipped_format_is_never_replaced(tmp_path: Path) -> None:
    read = site(tmp_path / "m", model(tmp_path / "m", format=replace(ODD, id="chatml")))
    assert read.get("own").format == Catalog.load(models_dir()).formats["chatml"]


def test_a_site_cannot_make_its_model_the_default(tmp_path: Path) -> None:
    site(tmp_path / "m", model(tmp_path / "m"))
    file = tmp_path / "m" / "catalog.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('role = "chat"', 'role = "chat"\ndefault = true'))
    assert not Catalog.load(models_dir(), tmp_path / "m").get("own").default


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "../out"},
        {"id": "Upper"},
        {"id": ""},
        {"id": "a" * 81},
        {"role": "ocr"},
        {"role": "embed"},
        {"files": (ModelFile("../../w.gguf", 7, SHA),)},
        {"files": (ModelFile("/etc/passwd", 7, SHA),)},
        {"files": (ModelFile("a\\b.gguf", 7, SHA),)},
        {"files": (ModelFile("..", 7, SHA),)},
        {"files": (ModelFile("w.gguf", 7, "0" * 63),)},
        {"files": (ModelFile("w.gguf", 7, ""),)},
    ],
)
def test_an_entry_that_reaches_elsewhere_is_damage(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(CatalogDamaged) as caught:
        site(tmp_path / "m", replace(model(tmp_path / "m"), **changes))  # type: ignore[arg-type]
    assert str(caught.value.params["name"]).endswith("catalog.toml") and "m" in str(caught.value.params["name"])


def test_a_damaged_site_catalogue_is_named(tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_text("[[model]]\nid = 'x'\n")
    with pytest.raises(CatalogDamaged):
        Catalog.load(models_dir(), tmp_path)
