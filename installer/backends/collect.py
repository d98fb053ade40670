"""What was built, and the libraries that it stands on, into one folder with a manifest of hashes."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

from installer.backends.compile import Recipe
from installer.steps.say import Stop

MANIFEST = "manifest.json"
_OURS = re.compile(r"lib(?:llama|ggml|ggml-base|ggml-cpu-[a-z0-9_]+|ggml-cuda)\.so")
_TAKEN_ALONG = re.compile(r"\s(lib(?:gomp|cudart|cublas|cublasLt)\.so[.0-9]*)\s=>\s(/\S+)")
"""What a user's PC need not have. The graphics driver's own library (libcuda) comes with the driver."""


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
    for name, found in _stood_on(beside).items():
        shutil.copyfile(found, beside / name)
    files = sorted(beside.iterdir())
    manifest = {
        "form": 1,
        "source": version,
        "variants": list(recipe.variants),
        "cuda": {"nvcc": recipe.nvcc, "architectures": recipe.architectures} if recipe.nvcc else None,
        "files": [{"name": path.name, "bytes": path.stat().st_size, "sha256": _sha256(path)} for path in files],
    }
    (beside / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    beside.rename(out)
    return len(files)


def _stood_on(folder: Path) -> dict[str, Path]:
    """Name -> file of the libraries to take along, as the loader of this machine finds them."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.so")):
        told = subprocess.run(["ldd", str(path)], capture_output=True, text=True, check=True).stdout
        found |= {name: Path(place) for name, place in _TAKEN_ALONG.findall(told)}
        if "=> not found" in told.replace("libcuda.so.1 => not found", ""):
            raise Stop("찾지 못한 라이브러리가 있습니다.", "A library was not found.", told)
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
