"""CUDA's part of the backends: the toolkit behind a name, cuBLAS's place, our own functions, terms, what is lacking."""

import shutil
import subprocess
from pathlib import Path

import pytest

from installer.backends import __main__ as command
from installer.backends import collect, cuda
from installer.backends.compile import VARIANTS, Recipe
from installer.steps.say import Stop

NVCC = """#!/bin/sh
if [ "$1" = --version ]; then echo "Cuda compilation tools, release 13.0, V13.0.88"; exit; fi
printf '#$ _HERE_=x\\n#$ TOP={top}/bin/..\\n' >&2
"""
LISTING = """if (GGML_STATIC)
    target_link_libraries(ggml-cuda PRIVATE CUDA::cudart_static CUDA::cublas)
else()
    target_link_libraries(ggml-cuda PRIVATE CUDA::cudart CUDA::cublas)
endif()
"""
needs_compiler = pytest.mark.skipif(shutil.which("g++") is None, reason="no g++")


@pytest.fixture
def toolkit(tmp_path: Path) -> Path:
    top = tmp_path / "cuda 13"
    (top / "bin").mkdir(parents=True)
    (top / "lib64").mkdir()
    (top / "bin" / "nvcc").write_text(NVCC.format(top=top), encoding="utf-8")
    (top / "bin" / "nvcc").chmod(0o755)
    return top


def program(folder: Path, text: str) -> Path:
    made = folder / "nvcc"
    made.write_text(text, encoding="utf-8")
    made.chmod(0o755)
    return made


def test_the_toolkit_is_the_one_behind_a_script_on_the_path(toolkit: Path, tmp_path: Path) -> None:
    found = cuda.compiler(str(program(tmp_path, f'#!/bin/sh\nexec "{toolkit}/bin/nvcc" "$@"\n')))
    assert found == str(toolkit / "bin" / "nvcc")
    assert f"-DCUDAToolkit_ROOT={toolkit}" in Recipe(VARIANTS, found, "", 1).options()
    assert cuda.release(found) == "13.0.88"
    with pytest.raises(Stop):
        cuda.compiler(str(program(tmp_path, "#!/bin/sh\nexit 1\n")))
    with pytest.raises(Stop):
        cuda.compiler(str(tmp_path / "none"))


def test_cublas_may_lie_elsewhere(toolkit: Path, tmp_path: Path) -> None:
    place = tmp_path / "site" / "nvidia" / "cu13"
    (place / "lib").mkdir(parents=True)
    with pytest.raises(Stop):
        cuda.options(str(toolkit / "bin" / "nvcc"), "", place)
    for name in ("libcublas.so.13", "libcublasLt.so.13"):
        (place / "lib" / name).write_bytes(b"")
    chosen = cuda.options(str(toolkit / "bin" / "nvcc"), "86-real", place)
    assert chosen["CUDA_cublas_LIBRARY"] == str(place / "lib" / "libcublas.so.13")
    assert chosen["CUDA_cublasLt_LIBRARY"] == str(place / "lib" / "libcublasLt.so.13")
    assert chosen["CMAKE_CUDA_FLAGS"] == f'-isystem "{place}/include"'
    assert cuda.places(str(toolkit / "bin" / "nvcc"), place) == [toolkit / "lib64", place / "lib"]


def test_what_is_said_on_the_command_line(toolkit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUDACXX", str(toolkit / "bin" / "nvcc"))
    words = [str(tmp_path), "--cuda-architectures", "86-real;89-real", "--cublas", str(tmp_path), "--blas", "own"]
    recipe = command._recipe(command._arguments(words))
    assert (recipe.cublas, recipe.own_blas, recipe.architectures) == (tmp_path, True, "86-real;89-real")
    assert "munjigi-blas" in recipe.told()
    plain = command._recipe(command._arguments([str(tmp_path), "--cuda", "off"]))
    assert (plain.nvcc, plain.own_blas) == ("", False)


def test_our_functions_come_and_go_in_a_folder_that_is_kept(tmp_path: Path) -> None:
    listing = tmp_path / "CMakeLists.txt"
    listing.write_text(LISTING, encoding="utf-8")
    cuda.lay_blas(tmp_path, own=False)
    assert listing.read_text(encoding="utf-8") == LISTING
    for _again in range(2):
        cuda.lay_blas(tmp_path, own=True)
        assert listing.read_text(encoding="utf-8") == LISTING.replace("cudart CUDA::cublas)", "cudart)")
        assert {path.name for path in tmp_path.glob("*.cu*")} == {"munjigi-blas.cu", "munjigi-blas.cuh"}
    cuda.lay_blas(tmp_path, own=False)
    assert listing.read_text(encoding="utf-8") == LISTING
    assert not list(tmp_path.glob("*.cu*"))
    listing.write_text("target_link_libraries(ggml-cuda PRIVATE CUDA::everything)", encoding="utf-8")
    with pytest.raises(Stop):
        cuda.lay_blas(tmp_path, own=True)


def test_nvidia_s_terms_are_found_or_the_build_stops(toolkit: Path, tmp_path: Path) -> None:
    nvcc, place = str(toolkit / "bin" / "nvcc"), tmp_path / "site" / "nvidia" / "cu13"
    with pytest.raises(Stop):
        cuda.terms(nvcc, place)
    beside = tmp_path / "site" / "nvidia_cublas-13.0.dist-info" / "licenses"
    beside.mkdir(parents=True)
    (beside / "License.txt").write_text("of the wheel", encoding="utf-8")
    assert cuda.terms(nvcc, place).endswith("of the wheel")
    (toolkit / "EULA.txt").write_text("of the toolkit", encoding="utf-8")
    cub = toolkit / "include" / "cccl" / "cub" / "device"
    cub.mkdir(parents=True)
    (cub / "device_radix_sort.cuh").write_text("/* by somebody */ code /* inner */", encoding="utf-8")
    told = cuda.terms(nvcc, place)
    assert told.endswith("of the toolkit") and "/* by somebody */" in told and "inner" not in told


def library(path: Path, source: str, *more: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    command = ["gcc", "-shared", "-fPIC", "-x", "c", "-", "-x", "none", "-o", str(path), *more]
    subprocess.run(command, input=source, text=True, check=True, capture_output=True)


@needs_compiler
def test_libraries_are_taken_from_the_toolkit_and_what_lacks_a_function_stops(tmp_path: Path) -> None:
    made, away = tmp_path / "made", tmp_path / "toolkit"
    made.mkdir()
    library(away / "libcudart.so.13", "int cudaThere(void) { return 1; }", "-Wl,-soname,libcudart.so.13")
    uses = "int cudaThere(void); int module(void) { return cudaThere(); }"
    library(made / "libggml-cuda.so", uses, str(away / "libcudart.so.13"))
    assert collect._stood_on(made, [away]) == {"libcudart.so.13": away / "libcudart.so.13"}
    with pytest.raises(Stop):  # the loader would not find it
        collect._stood_on(made, [])
    library(made / "libggml-cuda.so", uses.replace("cudaThere", "cublasNew"), str(away / "libcudart.so.13"))
    with pytest.raises(Stop) as told:
        collect._stood_on(made, [away])
    assert "cublasNew" in told.value.detail
