"""The locks agree with pyproject.toml and with the catalogue of models, and can be installed as they stand."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.core.catalog import Catalog
from app.core.paths import models_dir, program_dir
from installer.lock import SOURCES, Found, Lock, Target, missing_on, read_lock
from installer.steps.parts import read_recipes
from installer.steps.wheels import pinned

LOCKS = program_dir() / "installer" / "locks"


def locked(*names: str) -> dict[str, str]:
    return {name: version for file in names for name, (version, _) in read_lock(LOCKS / file).items()}


def test_every_pin_of_the_project_is_locked_at_that_version() -> None:
    project = tomllib.loads((program_dir() / "pyproject.toml").read_text(encoding="utf-8"))
    known = locked("run.txt", "dev.txt", "source.txt")
    for text in [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]:
        need = Requirement(text)
        assert known[canonicalize_name(need.name)] == str(need.specifier).removeprefix("=="), text


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "build.txt", "source.txt"])
def test_every_entry_is_pinned_by_hash(name: str) -> None:
    entries = read_lock(LOCKS / name)
    assert entries
    assert all(hashes for _, hashes in entries.values())
    lines = (LOCKS / name).read_text(encoding="utf-8").splitlines()
    assert sum("==" in line.split(";")[0] for line in lines) == len(entries)
    assert not any("://" in line for line in lines)


def test_no_gpu_runtime_is_locked_and_no_package_twice() -> None:
    run, dev = locked("run.txt"), locked("dev.txt")
    assert not [name for name in run | dev if name.startswith(("nvidia", "triton", "cuda"))]
    assert not set(run) & set(dev)
    assert set(pinned(LOCKS / "source.txt")) == set(SOURCES)


def test_the_catalogue_and_the_lock_name_the_same_files() -> None:
    recipes = {recipe.path: recipe for recipe in read_recipes(LOCKS / "models.toml")}
    catalog = Catalog.load(models_dir())
    described = {
        f"models/{model.id}/{file.path}": (file.bytes, file.sha256) for model in catalog.models for file in model.files
    }
    for path, recipe in recipes.items():
        if path.startswith("models/"):
            assert described[path] == (recipe.bytes, recipe.sha256), path
    for path in described.keys() - recipes.keys():
        assert (program_dir() / path).is_file(), f"{path} is neither fetched nor in the tree"
    defaults = [model for model in catalog.models if model.default]
    assert sorted(model.role for model in defaults) == ["chat", "embed", "ocr"]
    for model in defaults:
        needed = {recipes[path].need for path in recipes if path.startswith(f"models/{model.id}/")}
        assert needed == {"wish" if model.role == "ocr" else "run"}, model.id


def test_parts_add_up() -> None:
    for recipe in read_recipes(LOCKS / "models.toml"):
        if recipe.make == "join":
            assert sum(part.bytes for part in recipe.parts) == recipe.bytes
        else:
            assert len(recipe.parts) == 1
        for part in recipe.parts:
            assert re.fullmatch("[0-9a-f]{64}", part.package_sha256)


def test_every_model_has_a_card_that_names_its_licence() -> None:
    for model in Catalog.load(models_dir()).models:
        assert model.licence in (model.folder / "README.md").read_text(encoding="utf-8")
        if model.role == "chat":
            assert re.fullmatch("[0-9a-f]{64}", model.chat_template_sha256)


def test_what_only_windows_needs_is_found_by_its_markers() -> None:
    known = [Found("tqdm", "1", "x", ('colorama; platform_system == "Windows"', 'pytest; extra == "dev"', "numpy"))]
    assert missing_on(Target("win32", "3.12"), known) == {"colorama", "numpy"}
    assert missing_on(Target("linux", "3.12"), known) == {"numpy"}


def test_a_lock_keeps_hashes_of_the_same_version_only(tmp_path: Path) -> None:
    def write(version: str, digest: str) -> dict[str, tuple[str, set[str]]]:
        lock = Lock("x.txt")
        lock.path = tmp_path / "x.txt"
        lock.add(Found("torch", f"{version}+cpu", digest * 64, ()))
        lock.write()
        return read_lock(lock.path)

    assert write("1.0", "a") == {"torch": ("1.0", {"a" * 64})}
    assert write("1.0", "b") == {"torch": ("1.0", {"a" * 64, "b" * 64})}
    assert write("2.0", "c") == {"torch": ("2.0", {"c" * 64})}
