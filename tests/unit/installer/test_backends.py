"""llama.cpp's backends as modules: the list of processors, what CMake is told, what is collected."""

import hashlib
import json
from pathlib import Path

import pytest

from installer.backends import __main__ as command
from installer.backends import collect, source
from installer.backends.compile import VARIANTS, Recipe, keep_variants
from installer.steps.checkout import Checkout
from installer.steps.children import Children
from installer.steps.say import Stop, Voice

ROOT = Path(__file__).resolve().parents[3]
LISTING = """function(ggml_add_cpu_backend_variant tag_name)
    ggml_add_cpu_backend_variant_impl(${tag_name})
endfunction()
        ggml_add_cpu_backend_variant(x64)
        ggml_add_cpu_backend_variant(haswell            SSE42 AVX)
            ggml_add_cpu_backend_variant(sapphirerapids SSE42 AMX_INT8)
"""


def test_only_wanted_processors_are_built(tmp_path: Path) -> None:
    listing = tmp_path / "CMakeLists.txt"
    listing.write_text(LISTING, encoding="utf-8")
    keep_variants(listing, ("x64", "haswell"))
    kept = [line for line in listing.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    assert len(kept) == LISTING.count("\n") - 1
    assert not any("sapphirerapids" in line for line in kept)
    once = listing.read_text(encoding="utf-8")
    keep_variants(listing, ("x64", "haswell"))
    assert listing.read_text(encoding="utf-8") == once, "a build that goes on changes nothing"


def test_amx_is_never_among_them() -> None:
    assert "sapphirerapids" not in VARIANTS
    assert VARIANTS[0] == "x64", "every processor has one that it can run"


def test_cuda_is_asked_for_only_with_its_compiler() -> None:
    plain = Recipe(VARIANTS, "", "", 1).options()
    assert not any("CUDA" in option for option in plain)
    assert "-DGGML_BACKEND_DL=ON" in plain
    assert "-DGGML_NATIVE=OFF" in plain
    cuda = Recipe(VARIANTS, "/opt/cuda/bin/nvcc", "86-real;89-real", 1).options()
    assert {"-DGGML_CUDA=ON", "-DCMAKE_CUDA_COMPILER=/opt/cuda/bin/nvcc"} <= set(cuda)
    assert "-DCMAKE_CUDA_ARCHITECTURES=86-real;89-real" in cuda


def test_cuda_without_a_compiler_stops(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CUDACXX", raising=False)
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(Stop):
        command._recipe(command._arguments([str(tmp_path), "--cuda", "on"]))
    assert command._recipe(command._arguments([str(tmp_path)])).nvcc == ""
    with pytest.raises(Stop):
        command._recipe(command._arguments([str(tmp_path), "--variants", "x64,quantum"]))


def test_a_source_with_another_hash_is_not_unpacked(tmp_path: Path) -> None:
    strange = tmp_path / "llama_cpp_python-0.3.36.tar.gz"
    strange.write_bytes(b"anything")
    checkout = Checkout(ROOT, tmp_path, Voice("en"), Children())
    with pytest.raises(Stop):
        source.unpacked(checkout, tmp_path, Path("python"), strange)
    assert not (tmp_path / "source").exists()
    assert source.pinned_version(checkout).startswith("llama-cpp-python==")


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    names = ("llama", "ggml", "ggml-base", "ggml-cpu-x64", "ggml-cpu-haswell", "ggml-cpu-zen4", "llama-common")
    for name in names:
        (folder / f"lib{name}.so").write_bytes(name.encode())
    gomp = tmp_path / "libgomp.so.1"
    gomp.write_bytes(b"gomp")
    monkeypatch.setattr(collect, "_stood_on", lambda _folder, _places: {"libgomp.so.1": gomp})
    return folder


def test_what_was_built_is_collected_with_its_hashes(built: Path, tmp_path: Path) -> None:
    out, recipe = tmp_path / "out", Recipe(("x64", "haswell"), "", "", 1)
    for _again in range(2):
        assert collect.collected(built, out, recipe, "llama-cpp-python==1") == 6
    manifest = json.loads((out / collect.MANIFEST).read_text(encoding="utf-8"))
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("*.so*")}
    assert listed == there
    assert set(there) >= {"libllama.so", "libggml-cpu-x64.so", "libgomp.so.1"}
    assert "libggml-cpu-zen4.so" not in there, "of an earlier run with other choices"
    assert manifest["cuda"] is None
    assert not out.with_name("out.part").exists()


def test_a_missing_module_and_a_strange_folder_stop(built: Path, tmp_path: Path) -> None:
    with pytest.raises(Stop):
        collect.collected(built, tmp_path / "out", Recipe(("x64",), "/nvcc", "", 1), "1")
    assert not (tmp_path / "out").exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("do not delete", encoding="utf-8")
    with pytest.raises(Stop):
        collect.collected(built, mine, Recipe(("x64",), "", "", 1), "1")
    assert (mine / "letter.txt").exists()
