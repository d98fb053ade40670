"""What the doctor and the status bar say of where the chat model runs."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.assist.fit import Device, Wishes, plan
from app.cli.show import Screen
from app.core.answers import Placement
from app.core.errors import AppError, ModelDied, ModelMissing, ModelTooLarge
from app.core.events import Cancel, Done
from app.core.messages import Messages
from app.services import diagnose, models_place
from app.services.context import Workspace
from app.services.diagnose import Check, DoctorReport
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
