"""What the llm child gives up before llama.cpp is loaded: foreign libraries may be named nowhere.

ggml looks for backends in the current directory and where GGML_BACKEND_PATH points, and llama-cpp-python loads what
LLAMA_CPP_LIB_PATH names: a document folder would be enough to run code. So the process stands in the program's own
folder and those variables are gone, however it was started. Imports no llama_cpp: it must run first.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from app.assist.modules import modules
from app.core.errors import ProgramDamaged
from app.core.paths import program_dir

Signed = Callable[[], Mapping[str, str] | None]
"""What the installed release says of llama.cpp's modules, SHA-256 by name; None in a checkout."""

BACKENDS = "backends"
"""The program's folder with a build of its own: libllama, libggml and the modules for each processor and card."""


def own_build() -> Path | None:
    """That folder when it holds a whole build, None where the package's own libraries are used."""
    folder = program_dir() / BACKENDS
    names = ("libllama.so", "llama.dll", "libllama.dylib")
    return folder if any((folder / name).is_file() for name in names) else None


def give_up_foreign_code(signed: Signed) -> None:
    """Leave the current directory and every variable that makes ggml or llama-cpp-python load something; `signed`
    as in `prove`. Raises ProgramDamaged."""
    for name in [name for name in os.environ if name.startswith(("GGML_", "LLAMA_"))]:
        del os.environ[name]
    os.chdir(program_dir())
    if (folder := own_build()) is not None:
        prove(folder, signed())
        os.environ["LLAMA_CPP_LIB_PATH"] = str(folder)


def prove(folder: Path, signed: Mapping[str, str] | None) -> None:
    """No library of that folder is loaded that was not signed with the release (`signed`: SHA-256 by name), or in a
    checkout, where that is None, built with the others. Raises ProgramDamaged."""
    found = modules(folder, signed)
    if found is None or found.strange:
        raise ProgramDamaged(name=found.strange if found is not None else folder.name)
