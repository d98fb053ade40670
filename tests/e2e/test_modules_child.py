"""The children that load llama.cpp look at its modules first, and refuse those that nobody signed."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import ProgramDamaged
from tests.e2e.conftest import ROOT
from tests.fakes.installations import Site

pytestmark = pytest.mark.e2e
REFUSING = """
import sys
from pathlib import Path
from app.assist.llama import surroundings
from app.bundle.installing.around import read
from app.core.errors import AppError
from app.services.installed_parts import modules
folder, version = Path(sys.argv[1]), Path(sys.argv[2])
surroundings.program_dir = lambda: folder
try:
    surroundings.give_up_foreign_code(lambda: modules(read(version)))
except AppError as error:
    print(error.code, error.params["name"])
else:
    print("taken")
assert "llama_cpp" not in sys.modules
"""


def looked_at(program: Path, version: Path) -> str:
    command = [sys.executable, "-c", REFUSING, str(program), str(version)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_a_library_that_was_not_signed_is_not_loaded(tmp_path: Path) -> None:
    site = Site(tmp_path)
    installation = site.version({}, program={"munjigi": b"x", "_internal/backends/libllama.so": b"signed"})
    program = installation.folder / "app" / "_internal"
    folder = program / "backends"
    assert looked_at(program, installation.folder) == "taken"
    (folder / "libggml-own.so").write_bytes(b"planted")
    listed = [
        {"name": path.name, "bytes": 6, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in folder.iterdir()
    ]
    (folder / "manifest.json").write_text(json.dumps({"form": 1, "files": listed}), encoding="utf-8")
    assert looked_at(program, installation.folder) == f"{ProgramDamaged.code} libggml-own.so"
    (folder / "libggml-own.so").unlink()
    (folder / "libllama.so").write_bytes(b"Signed")
    assert looked_at(program, installation.folder) == f"{ProgramDamaged.code} libllama.so"
    (folder / "libllama.so").write_bytes(b"signed")
    (tmp_path / "program" / "trust" / "1.root.json").unlink()  # nobody can say what was signed
    assert looked_at(program, installation.folder).startswith("BND-018")


def test_a_child_that_refuses_says_so_to_every_request(tmp_path: Path) -> None:
    from app.assist import refused
    from app.worker.child import Stop
    from app.worker.frames import Frame

    handlers = refused.handlers(("devices", "load"), ProgramDamaged(name="libllama.so"))
    for operation in ("devices", "load"):
        with pytest.raises(ProgramDamaged) as told:
            list(handlers[operation](Frame({}), Stop()))
        assert told.value.params == {"name": "libllama.so"}
