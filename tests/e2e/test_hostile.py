"""Files made to hurt: each costs itself alone. It ends with a code or a result, the next good file is read, the
parent does not grow. tests/fakes/hostile_*.py makes them; those of ../shared are read when they are there.
"""

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import AppError, ReaderCrashed
from app.ingest.remote import Reader
from app.worker.client import ChildCrashed
from tests.fakes import documents, hostile_packages, hostile_texts

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "corpus" / "samples" / "hostile"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's"),
]

GOOD = "# 휴가 규정\n##### 제1조 (목적)\n이 규정은 휴가를 정한다.\n##### 제2조 (정의)\n뜻은 다음과 같다.\n".encode()
MAY_GROW = 50 << 20

HEAVY = {"같은-쪽.pdf", "흩어진-글자.pdf", "퍼지는-양식.pdf", "도는-양식.pdf"}
"""Work that grows with the file as a real document's does, or that PDFium does: its time may run out."""

_MAKE = """
import sys
from pathlib import Path
from tests.fakes import hostile_packages, hostile_texts
for name, make in {**hostile_packages.cases(), **hostile_texts.cases()}.items():
    (Path(sys.argv[1]) / name).write_bytes(make())
"""
"""Made in a process of its own: what making them costs is not the parent's growth."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, "-c", _MAKE, str(made)], cwd=ROOT, check=True)
    yield made
    for path in made.iterdir():  # some 200 MB that pytest would keep
        path.unlink()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


def resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def outcome(reader: Reader, data: bytes, name: str, password: str = "") -> str:
    """`read` or a code. A bug of ours (an exception that is no AppError) fails the test."""
    try:
        reader.read(data, name, password=password)
    except ReaderCrashed as error:
        if isinstance(error.__cause__, ChildCrashed):
            assert str(error.__cause__) == "MemoryError", f"{name}: {error.__cause__}"
        return error.code
    except AppError as error:
        return error.code
    return "read"


def reads_on(reader: Reader) -> bool:
    return [passage.locator.label for passage in reader.read(GOOD, "규정.md").passages] == ["제1조", "제2조"]


def test_every_hostile_file_costs_itself_alone(reader: Reader, folder: Path) -> None:
    assert reads_on(reader)
    before, codes = resident(), {}
    for path in sorted(folder.iterdir()):
        codes[path.name] = outcome(reader, path.read_bytes(), path.name)
        assert reads_on(reader), path.name
        assert resident() - before < MAY_GROW, path.name
    print(codes)
    assert len(codes) == len(hostile_packages.cases()) + len(hostile_texts.cases())
    assert {code for code in codes.values() if code != "read" and not code.startswith("ING-0")} == set()
    hung = {name: code for name, code in codes.items() if code == "ING-009"}
    assert set(hung) <= HEAVY, "what is not meant to be heavy took its whole time"


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/corpus/samples/hostile is not here")
def test_every_hostile_sample_costs_itself_alone(reader: Reader) -> None:
    assert reads_on(reader)
    before = resident()
    for path in sorted(SHARED.iterdir()):
        code = outcome(reader, path.read_bytes(), path.name)
        assert code == "read" or code.startswith("ING-0"), path.name
        assert reads_on(reader), path.name
        assert resident() - before < MAY_GROW, path.name


def test_members_are_followed_as_far_as_they_go(reader: Reader) -> None:
    """A way of any length into a nest of archives ends with a code or a file, never with the reader."""
    nest = hostile_packages.nested(40)
    for depth in (1, 5, 40, 41, 500):
        try:
            reader.read(nest, "겹친.zip", member=(0,) * depth)
        except AppError as error:
            assert error.code.startswith("ING-0") and error.code != "ING-010", depth
        assert reads_on(reader)
    for way in ((-1,), (1,), (2**40,), (0, -1)):
        with pytest.raises(AppError) as caught:
            reader.read(nest, "겹친.zip", member=way)
        assert caught.value.code not in ("ING-009", "ING-010"), way


def test_a_member_without_a_name_is_read(reader: Reader) -> None:
    data = hostile_packages.no_name()
    assert len(reader.read(data, "이름-없는.zip").members) == 1
    assert "이름이 없다" in reader.read(data, "이름-없는.zip", member=(0,)).text


def test_a_key_that_takes_for_ever_is_refused(reader: Reader) -> None:
    code = outcome(reader, hostile_packages.slow_key(), "느린-열쇠.docx", documents.PASSWORD)
    assert code in ("ING-003", "ING-005", "ING-006")
    assert reads_on(reader)


def test_nothing_outside_the_file_is_read(reader: Reader) -> None:
    """An external entity of XML stays unread, in every encoding of the markup."""
    for make in (hostile_packages.word_outside, hostile_packages.word_doctype_utf16):
        try:
            text = reader.read(make(), "바깥.docx").text
        except AppError as error:
            assert error.code in ("ING-005", "ING-008")
        else:
            assert "root:" not in text
