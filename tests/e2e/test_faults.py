"""Bad input and bad luck: each gets its coded message, the rest goes on, nothing saved is lost."""

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.answers import Answer, Origin
from app.core.catalog import Catalog, ModelFile
from app.core.errors import ModelDamaged, ModelMissing
from app.core.events import Cancel, Done, Event, Warned
from app.core.paths import assets_dir, models_dir
from app.core.settings import Settings
from app.core.types import Query
from app.search.pack import ENCODER
from app.services.ask import Question, ask
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.index import IndexReport, index
from app.services.search import SearchResult, search
from app.store.database import FILE_NAME, Database
from app.store.lock import WriteLock
from tests.e2e.conftest import SMALL, run

pytestmark = pytest.mark.e2e

SAMPLE = assets_dir() / "sample"
GOOD = SAMPLE / "물품 관리 지침.md"


def result(events: list[Event]) -> object:
    assert isinstance(events[-1], Done)
    return events[-1].result


@pytest.fixture
def bad_folder(tmp_path: Path) -> Path:
    """One good file among every kind of bad one."""
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(GOOD, folder / "good.md")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_text(" \n\n ")
    docx = (SAMPLE / "복무 운영 내규.docx").read_bytes()
    (folder / "truncated.docx").write_bytes(docx[: len(docx) // 2])
    pdf = (SAMPLE / "보안 업무 세칙.pdf").read_bytes()
    (folder / "truncated.pdf").write_bytes(pdf[: len(pdf) // 3])
    (folder / "mislabelled.docx").write_bytes(pdf)
    (folder / "junk.pdf").write_bytes(bytes(range(256)) * 40)
    (folder / "old.hwp").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2048))
    (folder / "cp949.txt").write_bytes("제1조(목적) 이 규정은 인사를 정한다.\n제2조(정의) 뜻은 같다.\n".encode("cp949"))
    os.mkfifo(folder / "pipe.txt")
    (folder / "link.md").symlink_to(GOOD)
    raw_name = "인사 규정.txt".encode("cp949")
    Path(os.fsdecode(bytes(folder) + b"/" + raw_name)).write_text("제1조(목적) 인사를 정한다.", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("needs_models")
@pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and raw names are POSIX")
def test_every_bad_file_has_its_code_and_the_rest_is_indexed(tmp_path: Path, bad_folder: Path) -> None:
    done = run("--home", tmp_path / "home", "index", bad_folder, tmp_path / "missing", "--json")
    assert done.status == 0, done.err
    codes = {failed["path"].rsplit("/", 1)[-1]: failed["code"] for failed in done.result["failed"]}
    assert codes == {
        "empty.txt": "ING-004",
        "blank.txt": "ING-008",
        "truncated.docx": "ING-005",
        "truncated.pdf": "ING-005",
        "junk.pdf": "ING-006",
        "old.hwp": "ING-006",
        "pipe.txt": "ING-002",
        "missing": "ING-001",
    } | {name: code for name, code in codes.items() if name in ("junk.pdf", "old.hwp") and code == "ING-005"}
    assert done.result["added"] == 4, "good, mislabelled, cp949 text, cp949 name"
    assert all(failed["message"] for failed in done.result["failed"])
    warned = {event["path"]: event["code"] for event in done.events if event["event"] == "warned"}
    assert warned["mislabelled.docx"] == "ING-007"
    hits = run("--home", tmp_path / "home", "search", "인사를 정한다", "--json").result["hits"]
    assert "인사 규정.txt" in {hit["file"] for hit in hits}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path: Path) -> None:
    secret = tmp_path / "folder" / "secret.md"
    secret.parent.mkdir()
    secret.write_text("x")
    secret.chmod(0)
    done = run("--home", tmp_path / "home", "index", secret.parent, "--json")
    assert [failed["code"] for failed in done.result["failed"]] == ["ING-002"]


def test_a_file_that_goes_away_is_removed_and_a_missing_folder_is_not(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copy(GOOD, folder / "a.md")
    (folder / "b.txt").write_text("제1조(목적) 출입을 정한다.", encoding="utf-8")
    assert run("--home", home, "index", folder, "--json").result["added"] == 2
    (folder / "b.txt").unlink()
    assert run("--home", home, "index", folder, "--json").result["removed"] == 1
    shutil.rmtree(folder)
    gone = run("--home", home, "index", folder, "--json").result
    assert (gone["removed"], [failed["code"] for failed in gone["failed"]]) == (0, ["ING-001"])


def test_a_changed_file_takes_the_place_of_the_old_one(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "규정.txt"
    file.write_text("제1조(목적) 자전거 보관을 정한다.", encoding="utf-8")
    assert run("--home", home, "index", file, "--json").result["added"] == 1
    file.write_text("제1조(목적) 우산 대여를 정한다.", encoding="utf-8")
    assert run("--home", home, "index", file, "--json").result["updated"] == 1
    texts = [hit["text"] for hit in run("--home", home, "search", "자전거 우산", "--json").result["hits"]]
    assert not any("자전거 보관" in text for text in texts)
    assert any("우산 대여" in text for text in texts)


def test_two_windows_on_one_workspace(home: Path) -> None:
    """While one indexes, the other searches, and is told to wait when it wants to index too."""
    with WriteLock(home):
        busy = run("--home", home, "index", GOOD, "--json")
        assert (busy.status, busy.error["code"]) == (1, "STO-003")
        assert run("--home", home, "search", "불용", "--json").result["hits"]
    assert run("--home", home, "index", GOOD, "--json").status == 0


def test_a_damaged_workspace_is_said_and_kept(home: Path) -> None:
    (home / FILE_NAME).write_bytes(b"\0" * 9000)
    for leftover in home.glob(f"{FILE_NAME}-*"):
        leftover.unlink()
    done = run("--home", home, "search", "불용", "--json")
    assert (done.status, done.error["code"]) == (1, "STO-001")
    assert done.error["action"]
    assert (home / FILE_NAME).read_bytes() == b"\0" * 9000


def test_damaged_caches_are_rebuilt_without_a_word(home: Path) -> None:
    before = run("--home", home, "search", "연가 신청", "--json").result["hits"]
    for path in (home / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    after = run("--home", home, "search", "연가 신청", "--json").result
    assert [hit["article"] for hit in after["hits"]] == [hit["article"] for hit in before]
    assert after["notices"] == []


def test_doctor_finds_a_changed_word(home: Path) -> None:
    with sqlite3.connect(home / FILE_NAME) as connection:
        connection.execute("UPDATE documents SET text = replace(text, '3일', '9일')")
    connection.close()
    doctor = run("--home", home, "doctor", "--json")
    assert doctor.status == 1
    (store,) = [check for check in doctor.result["checks"] if check["check"] == "check_store"]
    assert (store["ok"], store["code"]) == (False, "STO-001")


@pytest.mark.usefixtures("needs_models")
@pytest.mark.parametrize("fault", ["truncated", "missing", "flipped"])
def test_a_damaged_model_is_never_loaded(home: Path, tmp_path: Path, fault: str) -> None:
    """Both models bad: search goes on by words and says so; ask answers by the articles and gives the code."""
    settings = Settings(chat_model=SMALL)
    catalog = Catalog.load(models_dir())
    broken = []
    for model in catalog.models:
        folder = tmp_path / "models" / model.id
        folder.mkdir(parents=True)
        size = 4096
        read = next((file for file in model.files if file.path == ENCODER), model.files[0])
        with (model.folder / read.path).open("rb") as stream:
            data = stream.read(size)
        file = ModelFile(read.path, size, read.sha256)
        if fault == "truncated":
            data = data[:100]
        if fault != "missing":
            (folder / file.path).parent.mkdir(exist_ok=True)
            (folder / file.path).write_bytes(data)
        weights = () if read is model.files[0] else model.files[:1]  # they name the vectors that are stored
        broken.append(replace(model, folder=folder, files=(*weights, file)))
    code = ModelMissing.code if fault == "missing" else ModelDamaged.code
    workspace = Workspace(home, settings, Catalog(tuple(broken)), Database(home))
    try:
        found = result(list(search(workspace, Query("불용 결정"), cancel=Cancel())))
        assert isinstance(found, SearchResult)
        assert found.hits
        assert [notice.code for notice in found.notices] == [code]
        events = list(ask(workspace, Question("물품의 불용은 누가 결정하나요?"), cancel=Cancel()))
        assert [event.code for event in events if isinstance(event, Warned)] == [code, code], "of search, of the model"
        answer = result(events)
        assert isinstance(answer, Answer) and answer.origin is Origin.EXTRACT and answer.citations
        report = result(list(index(workspace, IndexRequest((GOOD,)), cancel=Cancel())))
        assert isinstance(report, IndexReport)
        assert report.added == 1, "a document is taken in although it cannot be encoded yet"
    finally:
        workspace.close()


@pytest.mark.usefixtures("needs_models")
@pytest.mark.skipif(sys.platform != "linux", reason="file size limits are POSIX")
def test_a_full_disk_stops_with_its_code_and_keeps_what_was_stored(home: Path, tmp_path: Path) -> None:
    """A limit on file size stands in for the disk: each write past it fails as on a full one."""
    big = tmp_path / "big.txt"
    big.write_text("\n".join(f"제{n}조(항목) {'가나다라 ' * 400}" for n in range(1, 900)), encoding="utf-8")
    shutil.rmtree(home / "cache" / "states", ignore_errors=True)  # a file that is larger than what is to be written
    size = max(path.stat().st_size for path in home.rglob("*") if path.is_file())
    script = (
        "import resource, runpy, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size + 4096}, {size + 4096}))\n"
        "sys.argv = ['munjigi', *sys.argv[1:]]\n"
        "runpy.run_module('app', run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "--home", str(home), "index", str(big), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout[-500:]
    assert "STO-00" in done.stderr
    assert run("--home", home, "doctor", "--json").result["sound"] in (True, False)
    hits = run("--home", home, "search", "연가 신청", "--json").result["hits"]
    assert hits
    Database(home).check_integrity()
