"""Where a real child really puts a real model: devices, a card that is not there, and a build with modules."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app.assist.gguf.header import read
from app.assist.place.fit import MEMORY_MARGIN
from app.assist.place.loading import Loader
from app.assist.place.lowered import NAME
from app.assist.place.shape import shape
from app.assist.prompts import Prompt
from app.assist.remote import Generator
from app.assist.templates import Turn
from app.core.catalog import Catalog, Model
from app.core.errors import ModelTooLarge
from app.core.events import Token, Warned
from app.core.paths import models_dir, program_dir
from app.worker.client import Child
from app.worker.frames import Frame
from tests.fakes.shapes import MIDDLE, SMALL, known

pytestmark = pytest.mark.e2e

CONTEXT = 2048
PHANTOM = {"name": "CUDA0", "title": "A card that is not there", "kind": "gpu", "free_mib": 8192, "total_mib": 8192}
QUESTION = Prompt(
    (Turn("system", ("짧게 답한다.",)), Turn("user", ("물품을 받은 사람은 3일 안에 반납한다. 언제까지?",))), (), (), ()
)


@pytest.fixture(scope="module")
def model() -> Model:
    return weights(SMALL)


def weights(name: str) -> Model:
    found = Catalog.load(models_dir()).get(name)
    if found.missing():
        pytest.skip(f"the weights of {name} are not in models/: run the installer's set-up")
    return found


def said(generator: Generator) -> str:
    events = generator.generate(QUESTION, max_tokens=24)
    return "".join(event.text for event in events if isinstance(event, Token))


@pytest.fixture
def phantom(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child tells of a card more than it has: a driver that went away between asking and loading."""
    call = Child.call

    def with_phantom(self: Child, op: str, *args: object, **more: object) -> Iterator[Frame]:
        for frame in call(self, op, *args, **more):  # type: ignore[arg-type]
            if "devices" in frame.header:
                yield Frame({**frame.header, "devices": [PHANTOM, *frame.header["devices"]]})
            else:
                yield frame

    monkeypatch.setattr(Child, "call", with_phantom)


@pytest.mark.parametrize(("name", "kib"), [(SMALL, 12.0), (MIDDLE, 28.0)])
def test_a_real_header_gives_the_known_figures(name: str, kib: float) -> None:
    real, made = shape(read(weights(name).weights)), known(name)
    assert real.kv(real.layers, 4096, "f16") / 4096 / 1024 == kib
    assert (real.layers, real.keys, real.values, real.output) == (made.layers, made.keys, made.values, made.output)
    assert abs(real.all_weights() - made.all_weights()) < 1 << 20


def test_the_plan_holds_what_the_child_takes(model: Model, tmp_path: Path) -> None:
    generator = Generator(Loader(model, 1, 2, CONTEXT, cache=tmp_path))
    assert said(generator)
    placement, pid = generator.placement, generator.pid
    assert placement is not None
    assert pid is not None
    resident = psutil.Process(pid).memory_info().rss >> 20
    generator.close()
    assert (placement.device, placement.reason) == ("CPU", "cpu_only") or placement.layers
    if not placement.layers:
        assert placement.needs_mib * 0.6 < resident < placement.needs_mib * 1.35
    assert any(device.kind == "cpu" and device.free_mib > 0 for device in generator.devices)
    assert generator.build


def test_a_card_that_refuses_is_left_for_the_processor_and_not_asked_again(
    model: Model, tmp_path: Path, phantom: None
) -> None:
    generator = Generator(Loader(model, 1, 2, CONTEXT, cache=tmp_path))
    told = [event for event in generator.prepare() if isinstance(event, Warned)]
    assert [(event.code, event.params["device"]) for event in told] == [("LLM-013", PHANTOM["title"])]
    assert generator.placement is not None
    assert (generator.placement.device, generator.placement.reason) == ("CPU", "cpu_lowered")
    answer = said(generator)
    generator.close()
    assert answer
    (entry,) = json.loads((tmp_path / NAME).read_text(encoding="utf-8"))["lowered"]
    assert (entry["device"], entry["layers"]) == (PHANTOM["title"], 0)
    again = Generator(Loader(model, 1, 2, CONTEXT, cache=tmp_path))
    assert [event for event in again.prepare() if isinstance(event, Warned)] == []
    assert said(again) == answer
    again.close()


def test_a_model_for_which_there_is_no_room_is_not_loaded(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    loader = Loader(model, 1, 2, CONTEXT)
    monkeypatch.setattr(Loader, "_memory", lambda _self: MEMORY_MARGIN + 300)
    generator = Generator(loader)
    with pytest.raises(ModelTooLarge):
        list(generator.prepare())
    pid = generator.pid
    assert pid is not None
    assert psutil.Process(pid).memory_info().rss >> 20 < 300, "nothing of the model was read"
    generator.close()


SCRIPT = """
import json, sys
from tests.e2e.test_placement_child import CONTEXT, said, weights, SMALL
from app.assist.place.loading import Loader
from app.assist.remote import Generator
from app.core.paths import program_dir
from app.services.inspecting.graphics import cuda
generator = Generator(Loader(weights(SMALL), 1, 2, CONTEXT))
answer = said(generator)
maps = open(f"/proc/{generator.pid}/maps").read().splitlines()
loaded = sorted({line.split()[-1] for line in maps if "ggml" in line or "libllama" in line})
became = cuda(program_dir() / "backends", generator.build, generator.devices)
print(json.dumps([answer, loaded, became, generator.placement.reason]))
generator.close()
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program folder with the modules that were built here."""
    modules = program_dir() / "build" / "backends"
    if not (modules / "manifest.json").is_file():
        pytest.skip("no build with modules: python -m installer.backends build/backends")
    for name in ("app", "assets", "tests"):
        shutil.copytree(program_dir() / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copytree(modules, tmp_path / "backends")
    (tmp_path / "models").symlink_to(models_dir(), target_is_directory=True)
    return tmp_path


def run_in(program: Path) -> tuple[str, list[Path], str, str]:
    """What was answered, the libraries that were loaded, what became of CUDA's module, why it runs where it does."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=program, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    answer, loaded, became, reason = json.loads(done.stdout)
    return answer, [Path(path) for path in loaded], became, reason


def plainly(model: Model) -> str:
    generator = Generator(Loader(model, 1, 2, CONTEXT))
    answer = said(generator)
    generator.close()
    return answer


def test_a_build_with_modules_is_loaded_from_the_programs_folder_and_says_the_same(model: Model, program: Path) -> None:
    answer, loaded, _became, _reason = run_in(program)
    assert {path.parent for path in loaded} == {program / "backends"}
    assert sum("ggml-cpu-" in path.name for path in loaded) == 1, "the best module for this processor and no other"
    assert answer == plainly(model)


@pytest.mark.skipif(shutil.which("gcc") is None, reason="no gcc")
def test_a_module_whose_driver_is_not_there_is_passed_over_and_said(model: Model, program: Path) -> None:
    """A PC without a card: the module stands on the driver's library, and the loader does not find it."""
    folder = program / "backends"
    driver, module = program / "libnodriver.so.1", folder / "libggml-cuda.so"
    library(driver, "int driver(void) { return 1; }", "-Wl,-soname,libnodriver.so.1")
    library(module, "int driver(void); int ggml_backend_init(void) { return driver(); }", str(driver))
    driver.unlink()
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    listed["files"] = [one for one in listed["files"] if one["name"] != module.name]
    digest = hashlib.sha256(module.read_bytes()).hexdigest()
    listed["files"].append({"name": module.name, "bytes": module.stat().st_size, "sha256": digest})
    (folder / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")
    answer, loaded, became, reason = run_in(program)
    assert module not in loaded
    assert answer == plainly(model)
    assert (became, reason) == ("cuda_not_loaded", "cpu_only")


def library(path: Path, source: str, *more: str) -> None:
    command = ["gcc", "-shared", "-fPIC", "-x", "c", "-", "-x", "none", "-o", str(path), *more]
    subprocess.run(command, input=source, text=True, check=True, capture_output=True)
