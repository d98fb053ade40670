"""llama.cpp's modules in the program, and CUDA's as an optional component beside them.

The component's folder is `app/_internal/backends`: installed, its files lie beside the others, and llama.cpp finds them
there. Left out, nothing is missing. An installed program proves all of them against the signed release.
"""

import json
import re
import shutil
from pathlib import Path

MANIFEST = "manifest.json"
_CUDA = re.compile(r"(lib)?(ggml-cuda|cudart|cublas)|NVIDIA-", re.IGNORECASE)


def is_cuda(name: str) -> bool:
    """CUDA's module, a library of NVIDIA that it stands on, or their notices."""
    return _CUDA.match(name) is not None


def without_cuda(folder: Path) -> None:
    """The list of the program's modules in `folder` no longer speaks of what is in the component."""
    path = folder / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"] = [entry for entry in manifest["files"] if not is_cuda(entry["name"])]
    path.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def cuda_part(backends: Path, out: Path) -> int:
    """Lay the CUDA files of a build of `installer.backends` out as a component's source; how many there are."""
    names = sorted(path.name for path in backends.iterdir() if path.is_file() and is_cuda(path.name))
    shutil.rmtree(out, ignore_errors=True)
    for name in names:
        out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(backends / name, out / name)
        (out / name).chmod(0o755 if ".so" in name else 0o644)
    return len(names)
