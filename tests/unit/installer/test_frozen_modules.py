"""CUDA's module is an optional component: without it the program's own list is whole."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from app.assist.modules import modules
from installer.frozen import papers
from installer.frozen.modules import MANIFEST, cuda_part, without_cuda
from installer.steps.checkout import Checkout
from installer.steps.children import Children
from installer.steps.say import Stop, Voice

ROOT = Path(__file__).resolve().parents[3]

FILES = {"libllama.so": b"l", "libggml-cpu-x64.so": b"c", "libggml-cuda.so": b"g", "libcublas.so.12": b"b"}
FILES |= {"NVIDIA-NOTICES.txt": b"n"}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "backends"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    entries = [{"name": name, "bytes": 1, "sha256": hashlib.sha256(data).hexdigest()} for name, data in FILES.items()]
    (folder / MANIFEST).write_text(json.dumps({"form": 1, "files": entries}), encoding="utf-8")
    return folder


def test_the_program_is_whole_without_the_component(made: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.mkdir()
    for name in (MANIFEST, "libllama.so", "libggml-cpu-x64.so"):
        shutil.copyfile(made / name, program / name)
    before = modules(program)
    assert before is not None and before.strange, "what is listed and not there is told"
    without_cuda(program)
    after = modules(program)
    assert after is not None and (after.count, after.strange) == (2, "")


def test_the_component_holds_the_module_and_what_it_stands_on(made: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    assert cuda_part(made, part) == 3
    names = {path.name for path in part.iterdir()}
    assert names == {"libcublas.so.12", "libggml-cuda.so", "NVIDIA-NOTICES.txt"}
    papers.add_beside(Checkout(ROOT, tmp_path, Voice("en"), Children()), part, 1_700_000_000)
    bill = json.loads((part / papers.PART_SBOM).read_text(encoding="utf-8"))
    told = {one["name"]: one["licenses"] for one in bill["components"]}
    assert set(told) == {"libcublas.so.12", "libggml-cuda.so"}
    assert told["libcublas.so.12"] == [{"license": {"name": "LicenseRef-NVIDIA-CUDA-EULA"}}]
    (part / "libstrange.so").write_bytes(b"s")
    with pytest.raises(Stop):
        papers.add_beside(Checkout(ROOT, tmp_path, Voice("en"), Children()), part, 1_700_000_000)


def test_a_build_without_cuda_gives_no_component(made: Path, tmp_path: Path) -> None:
    for name in ("libggml-cuda.so", "libcublas.so.12", "NVIDIA-NOTICES.txt"):
        (made / name).unlink()
    assert cuda_part(made, tmp_path / "part") == 0
    assert not (tmp_path / "part").exists()
