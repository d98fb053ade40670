"""What the doctor and the status bar say of where the chat model runs."""

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.assist.modules import Modules, modules
from app.assist.place.fit import Device, Wishes, plan
from app.cli.show import Screen
from app.core.answers import Placement
from app.core.errors import AppError, ModelDied, ModelMissing, ModelTooLarge
from app.core.events import Cancel, Done
from app.core.messages import Messages
from app.services.context import Workspace
from app.services.inspecting import diagnose
from app.services.inspecting.diagnose import Check, DoctorReport
from app.services.inspecting.graphics import cuda
from app.services.models import place as models_place
from tests.fakes.shapes import LARGE, known

CARD = Device("CUDA0", "A card", "gpu", 4096, 8192)
MAIN = Device("CPU", "A processor", "cpu", 8000, 16000)
BUILD = "ggml 0.25.3 abc CPU,CUDA | CPU : AVX2 = 1 | FMA = 1 | AVX512 = 0 | CUDA : AVX2 = 1"


class Generator:
    """Plans as it is told, or fails."""

    def __init__(self, planned: Placement | AppError, placement: Placement | None = None) -> None:
        self.placement, self._planned = placement, planned
        self.devices, self.build = (CARD, MAIN), BUILD

    def planned(self, *, cancel: Cancel | None = None) -> Placement:
        if isinstance(self._planned, AppError):
            raise self._planned
        return self._planned


def workspace(planned: Placement | AppError, placement: Placement | None = None) -> Workspace:
    made: Any = SimpleNamespace(generator=Generator(planned, placement), chat_model=SimpleNamespace(id="big"))
    return cast(Workspace, made)


PART = plan("big", known(LARGE), [CARD, MAIN], 8000, Wishes(4096))


def test_the_real_placement_comes_before_the_plan() -> None:
    real = plan("big", known(LARGE), [MAIN], 8000, Wishes(4096))
    assert models_place.placement(workspace(PART, real)) is real
    assert models_place.placement(workspace(PART)) is PART
    assert models_place.placement(workspace(ModelDied(model="big"))) is None


def test_the_build_names_the_abilities_once() -> None:
    assert models_place.build(workspace(PART)) == "ggml 0.25.3 abc CPU,CUDA (AVX2 FMA)"


def test_the_doctor_says_where_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    checks = diagnose._computing(workspace(PART), Cancel())
    assert [check.name for check in checks] == ["check_compute", "check_compute", "check_llama", "check_placement"]
    Screen(Messages.load("ko")).event(Done(DoctorReport("1", tuple(checks))))
    printed = capsys.readouterr().out
    assert f"GPU 여유 4.0 GB: 28층 중 {PART.layers}층" in printed
    assert "CUDA0: A card, 4.0 / 8.0 GB" in printed


def test_a_model_that_does_not_fit_is_a_fault() -> None:
    error = ModelTooLarge(model="big", needs=5000, free=3000)
    (check,) = [c for c in diagnose._computing(workspace(error), Cancel()) if c.name == "check_placement"]
    assert (check.ok, check.code, check.params["needs"]) == (False, "LLM-008", 5000)
    missing = diagnose._computing(workspace(ModelMissing(model="big", name="big.gguf")), Cancel())
    assert "check_placement" not in {check.name for check in missing}, "the missing file is told already"


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    check = Check("check_model", False, "big", "LLM-001", params={"model": "big", "name": "big.gguf"})
    Screen(Messages.load("ko")).event(Done(DoctorReport("1", (check,))))
    assert "(big.gguf)" in capsys.readouterr().out


def test_modules_are_held_against_their_manifest(tmp_path: Path) -> None:
    folder = tmp_path / "backends"
    assert modules(folder) is None
    folder.mkdir()
    assert modules(folder) == Modules(0, "manifest.json")
    (folder / "libggml-cpu-x64.so").write_bytes(b"x64")
    (folder / "libgomp.so.1").write_bytes(b"gomp")
    listed = [
        {"name": path.name, "bytes": 3, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in folder.iterdir()
    ]
    (folder / "manifest.json").write_text(json.dumps({"form": 1, "files": listed}), encoding="utf-8")
    assert modules(folder) == Modules(2)
    (folder / "libggml-cuda.so").write_bytes(b"planted")
    assert modules(folder) == Modules(2, "libggml-cuda.so"), "a module that nobody built"
    (folder / "libggml-cuda.so").unlink()
    (folder / "libggml-cpu-x64.so").write_bytes(b"x65")
    assert modules(folder) == Modules(2, "libggml-cpu-x64.so")
    (folder / "libggml-cpu-x64.so").unlink()
    assert modules(folder) == Modules(2, "libggml-cpu-x64.so")
    (folder / "manifest.json").write_text("[1]", encoding="utf-8")
    assert modules(folder) == Modules(0, "manifest.json")


@pytest.mark.parametrize(
    ("found", "ok", "code"), [(Modules(8), True, ""), (Modules(8, "libggml.so"), False, "SYS-008")]
)
def test_the_doctor_looks_at_the_modules(found: Modules, ok: bool, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagnose, "modules", lambda _folder, _signed: found)
    (check,) = [one for one in diagnose._computing(workspace(PART), Cancel()) if one.name == "check_modules"]
    assert (check.ok, check.detail, check.code) == (ok, "8", code)


def test_modules_are_held_against_what_was_signed(tmp_path: Path) -> None:
    """An installed program believes no manifest: somebody who lays a library there can write one, too."""
    folder = tmp_path / "backends"
    folder.mkdir()
    (folder / "libllama.so").write_bytes(b"planted")
    listed = [{"name": "libllama.so", "bytes": 7, "sha256": hashlib.sha256(b"planted").hexdigest()}]
    (folder / "manifest.json").write_text(json.dumps({"form": 1, "files": listed}), encoding="utf-8")
    assert modules(folder) == Modules(1)
    assert modules(folder, {}) == Modules(0, "libllama.so")
    assert modules(folder, {"libllama.so": hashlib.sha256(b"signed").hexdigest()}) == Modules(1, "libllama.so")
    assert modules(folder, {"libllama.so": hashlib.sha256(b"planted").hexdigest()}) == Modules(1)


def test_what_became_of_cuda_s_module_is_said(tmp_path: Path) -> None:
    assert cuda(tmp_path, BUILD, (CARD, MAIN)) == ""
    (tmp_path / "libggml-cuda.so").write_bytes(b"module")
    assert cuda(tmp_path, BUILD, (CARD, MAIN)) == "cuda_in_use"
    assert cuda(tmp_path, BUILD, (MAIN,)) == "cuda_no_card"
    assert cuda(tmp_path, "ggml 0.25.3 abc CPU | CPU : AVX2 = 1", (MAIN,)) == "cuda_not_loaded"
    assert cuda(tmp_path, "", ()) == "", "the child did not answer: that is told already"
    for language in ("ko", "en"):
        assert all(Messages.load(language).say(f"cuda_{key}") for key in ("in_use", "no_card", "not_loaded"))
