"""CMake and Ninja over llama.cpp: libllama and ggml without a backend, and each backend as a module of its own."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.backends import cuda
from installer.steps.checkout import Checkout, venv_scripts
from installer.steps.say import Stop

VARIANTS = ("x64", "haswell", "alderlake", "skylakex", "icelake", "zen4")
"""From any x86-64 up; ggml takes the best that the processor can run. Of llama.cpp's fourteen these differ where
office PCs do. Not sapphirerapids: GCC 12 miscompiles its AMX kernels (see steps/wheels.py); such a PC takes zen4's."""

_CHOICE = re.compile(r"^( *)ggml_add_cpu_backend_variant\((\S+?)([ )].*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Recipe:
    """`nvcc` empty: no CUDA; `architectures` as CMake has them. `cublas`: where cuBLAS's include/ and lib/ lie, None
    where the toolkit has them. `own_blas`: our few functions in the place of NVIDIA's libraries."""

    variants: tuple[str, ...]
    nvcc: str
    architectures: str
    jobs: int
    cublas: Path | None = None
    own_blas: bool = False

    def told(self) -> str:
        blas = "munjigi-blas" if self.own_blas else "cuBLAS"
        cuda = f"{self.nvcc} ({self.architectures}, {blas})" if self.nvcc else "x"
        return f"CPU {', '.join(self.variants)}; CUDA {cuda}"

    def options(self) -> list[str]:
        """What CMake is told. The folder may be anywhere: libraries are found beside each other."""
        chosen = {
            "CMAKE_BUILD_TYPE": "Release",
            "BUILD_SHARED_LIBS": "ON",
            "CMAKE_BUILD_WITH_INSTALL_RPATH": "ON",
            "CMAKE_INSTALL_RPATH": "$ORIGIN",
            "CMAKE_PLATFORM_NO_VERSIONED_SONAME": "ON",  # no symbolic links: a bundle has none
            "GGML_NATIVE": "OFF",
            "GGML_BACKEND_DL": "ON",
            "GGML_CPU_ALL_VARIANTS": "ON",
            "GGML_OPENMP": "ON",
            "LLAMA_OPENSSL": "OFF",
            "LLAMA_CURL": "OFF",
            **{f"LLAMA_BUILD_{part}": "OFF" for part in ("COMMON", "TESTS", "TOOLS", "EXAMPLES", "SERVER", "APP")},
        }
        if self.nvcc:
            chosen |= cuda.options(self.nvcc, self.architectures, self.cublas)
        return [f"-D{name}={value}" for name, value in chosen.items()]


def compiled(checkout: Checkout, tree: Path, build: Path, python: Path, recipe: Recipe) -> Path:
    """The folder with the libraries. What an earlier, stopped run left in `build` is gone on from. Raises Stop."""
    keep_variants(tree / "ggml" / "src" / "CMakeLists.txt", recipe.variants)
    if recipe.nvcc:
        cuda.lay_blas(tree / "ggml" / "src" / "ggml-cuda", recipe.own_blas)
    scripts = venv_scripts(python.parent.parent)
    environment = dict(os.environ) | {"PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}"}
    configure = ["cmake", "-G", "Ninja", "-S", str(tree), "-B", str(build), *recipe.options()]
    make = ["cmake", "--build", str(build), "--parallel", str(recipe.jobs), "--target", "llama"]
    for name, command in (("configure", configure), ("compile", make)):
        log = checkout.log(f"backends-{name}")
        program = [str(scripts / command[0]), *command[1:]]
        if checkout.children.run(program, log, cwd=build.parent, env=environment) != 0:
            last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
            raise Stop("컴파일하지 못했습니다.", "Compiling failed.", "\n".join([str(log), *last]))
    return build / "bin"


def keep_variants(listing: Path, wanted: Sequence[str]) -> None:
    """Take the processors that are not wanted out of llama.cpp's list; the others keep their features."""
    text = listing.read_text(encoding="utf-8")

    def kept(match: re.Match[str]) -> str:
        return match[0] if match[2] in wanted or "tag_name" in match[2] else f"{match[1]}# {match[0].strip()}"

    listing.write_text(_CHOICE.sub(kept, text), encoding="utf-8")
