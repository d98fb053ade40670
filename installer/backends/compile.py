"""CMake and Ninja over llama.cpp: libllama and ggml without a backend, and each backend as a module of its own."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from installer.steps.checkout import Checkout, venv_scripts
from installer.steps.say import Stop

VARIANTS = ("x64", "haswell", "alderlake", "skylakex", "icelake", "zen4")
"""From any x86-64 up; ggml takes the best that the processor can run. Of llama.cpp's fourteen these differ where
office PCs do. Not sapphirerapids: GCC 12 miscompiles its AMX kernels (see steps/wheels.py); such a PC takes zen4's."""

_CHOICE = re.compile(r"^( *)ggml_add_cpu_backend_variant\((\S+?)([ )].*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Recipe:
    """`nvcc` empty: no CUDA; `architectures` empty: llama.cpp's own list."""

    variants: tuple[str, ...]
    nvcc: str
    architectures: str
    jobs: int

    def told(self) -> str:
        return f"CPU {', '.join(self.variants)}; CUDA {self.nvcc or 'x'}"

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
            # With VMM the module is linked with the graphics driver's library, which a build machine need not have.
            chosen |= {"GGML_CUDA": "ON", "GGML_CUDA_NCCL": "OFF", "GGML_CUDA_NO_VMM": "ON"}
            # The toolkit that this compiler is of: another one may come first on the path.
            chosen |= {"CMAKE_CUDA_COMPILER": self.nvcc, "CUDAToolkit_ROOT": str(Path(self.nvcc).parent.parent)}
            if self.architectures:
                chosen["CMAKE_CUDA_ARCHITECTURES"] = self.architectures
        return [f"-D{name}={value}" for name, value in chosen.items()]


def compiled(checkout: Checkout, tree: Path, build: Path, python: Path, recipe: Recipe) -> Path:
    """The folder with the libraries. What an earlier, stopped run left in `build` is gone on from. Raises Stop."""
    keep_variants(tree / "ggml" / "src" / "CMakeLists.txt", recipe.variants)
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
