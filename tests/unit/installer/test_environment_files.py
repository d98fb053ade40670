"""The environment's stamp and launcher, and the shelf of wheels built here."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.paths import program_dir
from installer.steps import environment, wheels
from installer.steps.checkout import Checkout, venv_python, venv_scripts
from installer.steps.children import Children
from installer.steps.say import Voice


@pytest.fixture
def place(tmp_path: Path) -> Checkout:
    root = tmp_path / "it's here"
    shutil.copytree(program_dir() / "installer" / "locks", root / "installer" / "locks")
    venv_scripts(root / ".venv").mkdir(parents=True)
    return Checkout(root, tmp_path / "cache", Voice("en"), Children())


def test_the_stamp_holds_until_a_lock_changes(place: Checkout) -> None:
    assert not environment.ready(place)
    venv_python(place.venv).touch()
    environment.stamp(place)
    assert environment.ready(place)
    with (place.locks / "dev.txt").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    assert not environment.ready(place)


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX launcher")
def test_the_launcher_runs_this_checkout_from_anywhere(place: Checkout, tmp_path: Path) -> None:
    (place.root / "app").mkdir()
    (place.root / "app" / "__main__.py").write_text("import sys; print('ours', sys.argv[1:])", encoding="utf-8")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__main__.py").write_text("print('a stranger')", encoding="utf-8")
    venv_python(place.venv).symlink_to(sys.executable)
    launcher = environment.write_launcher(place)
    ran = subprocess.run(
        [str(launcher), "search", "휴가 기한"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "ours ['search', '휴가 기한']\n"


def test_a_wheel_of_another_kind_of_processor_is_not_taken(place: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    line = wheels.pinned(place.locks / "source.txt")[wheels.COMPILED]
    monkeypatch.setattr(wheels, "cpu_abilities", lambda: "avx2")
    shelf = wheels.shelf(place, line)
    shelf.mkdir(parents=True)
    (shelf / "x.whl").touch()
    assert wheels.COMPILED not in wheels.missing(place)
    monkeypatch.setattr(wheels, "cpu_abilities", lambda: "avx2 avx512f")
    assert wheels.COMPILED in wheels.missing(place)
    monkeypatch.setattr(wheels, "cpu_abilities", lambda: "avx2")
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=on")
    assert wheels.COMPILED in wheels.missing(place)
    assert wheels.build_settings()["CMAKE_ARGS"].endswith("-DGGML_CUDA=on")


@pytest.mark.skipif(sys.platform != "linux", reason="the fault is GCC's, on Linux")
def test_amx_is_switched_off_only_where_the_processor_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheels, "cpu_abilities", lambda: "avx2 amx_tile amx_int8")
    assert "-mno-amx-int8" in wheels.build_settings()["CXXFLAGS"]
    monkeypatch.setattr(wheels, "cpu_abilities", lambda: "avx2")
    assert "CXXFLAGS" not in wheels.build_settings()
