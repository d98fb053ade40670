"""What was built, and the libraries that it stands on, into one folder with a manifest of hashes."""

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from installer.backends import cuda
from installer.backends.compile import Recipe
from installer.steps.say import Stop

MANIFEST, TERMS = "manifest.json", "NVIDIA-NOTICES.txt"
_OURS = re.compile(r"lib(?:llama|ggml|ggml-base|ggml-cpu-[a-z0-9_]+|ggml-cuda)\.so")
_TAKEN_ALONG = re.compile(r"\s(lib(?:gomp|cudart|cublas|cublasLt)\.so[.0-9]*)\s=>\s(/\S+)")
"""What a user's PC need not have. The graphics driver's own library (libcuda) comes with the driver; the CUDA runtime
looks for it when it is asked for cards."""
_LACKING = re.compile(r"=> not found|^undefined symbol|^symbol lookup error")


def collected(built: Path, out: Path, recipe: Recipe, version: str) -> int:
    """Copy, hash and rename into place; how many files. Raises Stop when a module is missing or `out` is not ours."""
    if out.exists() and not (out / MANIFEST).is_file():
        raise Stop("다른 것이 있는 폴더입니다.", "That folder holds something else.", str(out))
    ours = sorted(path for path in built.iterdir() if _OURS.fullmatch(path.name) and not path.is_symlink())
    wanted = {"libllama.so", "libggml.so", "libggml-base.so", *(f"libggml-cpu-{one}.so" for one in recipe.variants)}
    wanted |= {"libggml-cuda.so"} if recipe.nvcc else set()
    if lacking := wanted - {path.name for path in ours}:
        raise Stop("빠진 파일이 있습니다.", "Some modules were not built.", ", ".join(sorted(lacking)))
    beside = out.with_name(out.name + ".part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for path in (path for path in ours if path.name in wanted):
        shutil.copyfile(path, beside / path.name)
    places = cuda.places(recipe.nvcc, recipe.cublas) if recipe.nvcc else []
    for name, found in _stood_on(beside, places).items():
        shutil.copyfile(found, beside / name)
    if recipe.nvcc:
        (beside / TERMS).write_text(cuda.terms(recipe.nvcc, recipe.cublas), encoding="utf-8")
    files = sorted(beside.iterdir())
    manifest = {
        "form": 1,
        "source": version,
        "variants": list(recipe.variants),
        "cuda": _cuda(recipe) if recipe.nvcc else None,
        "files": [{"name": path.name, "bytes": path.stat().st_size, "sha256": _sha256(path)} for path in files],
    }
    (beside / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    beside.rename(out)
    return len(files)


def _cuda(recipe: Recipe) -> dict[str, Any]:
    blas = "own" if recipe.own_blas else "nvidia"
    return {"toolkit": cuda.release(recipe.nvcc), "architectures": recipe.architectures, "blas": blas}


def _stood_on(folder: Path, places: Sequence[Path]) -> dict[str, Path]:
    """Name -> file of the libraries to take along, as the loader of this machine finds them, in `places` too. A module
    that lacks a library or a function would be passed over on every PC without a word: Stop."""
    found: dict[str, Path] = {}
    around = [*map(str, places), *filter(None, [os.environ.get("LD_LIBRARY_PATH", "")])]
    environment = dict(os.environ) | ({"LD_LIBRARY_PATH": os.pathsep.join(around)} if around else {})
    for path in sorted(folder.glob("*.so")):
        command = ["ldd", "-r", str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        found |= {name: Path(place) for name, place in _TAKEN_ALONG.findall(told.stdout)}
        if lacking := [line for line in (told.stdout + told.stderr).splitlines() if _LACKING.search(line)]:
            raise Stop("찾지 못한 것이 있습니다.", "A library or a function was not found.", "\n".join(lacking[:20]))
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
