"""The sealed child reads every format, and tries to open nothing: what it imports must be there before the seal."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.catalog import Catalog
from app.core.errors import AppError, ReaderCrashed
from app.core.paths import models_dir
from app.ingest.remote import OCR, READER, Reader
from app.worker import client
from tests.fakes import documents

ROOT = Path(__file__).resolve().parents[2]
SUFFIXES = {".hwp", ".hwpx", ".docx", ".xlsx", ".pptx", ".pdf", ".png"}
SHARED = ROOT.parent / "shared"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the seal is Linux's"),
]

_CHILD = """
import sys
from app.worker.sandbox import deny_network
deny_network()
from app.ingest import serve
from app.worker.child import serve as loop
from app.worker.frames import Frame
tried = []
def watch(event, arguments):
    if event in ("import", "open", "os.listdir", "os.scandir", "ctypes.dlopen", "socket.__new__", "subprocess.Popen"):
        tried.append([event, str(arguments[0])])
def load():
    made = dict(serve.ocr_handlers() if sys.argv[1] == "ocr" else serve.handlers())
    def late(request, cancelled):
        said, tried[:] = list(tried), []
        yield Frame({"tried": said})
    sys.addaudithook(watch)
    return made | {"late": late}
loop(load)
"""


class Watched:
    """The real reader in a child that notes what it tries to open."""

    def __init__(self, role: str = READER) -> None:
        self.reader = Reader(role=role)

    def read(self, data: bytes, name: str, **more: Any) -> list[str]:
        """What was tried while this file was read, whatever came of it."""
        try:
            self.reader.read(data, name, **more)
        except AppError as error:
            assert error.code != "ING-010", name
        (reply,) = self.reader._child.call("late")
        return [f"{event} {what}" for event, what in reply.header["tried"] if not absent(event, what)]

    def preview(self, data: bytes, name: str, **more: Any) -> list[str]:
        """The same for a page of it."""
        try:
            self.reader.preview(data, name, 1, 300, **more)
        except AppError as error:
            assert error.code != "ING-010", name
        (reply,) = self.reader._child.call("late")
        return [f"{event} {what}" for event, what in reply.header["tried"] if not absent(event, what)]


def absent(event: str, what: str) -> bool:
    """An import that would have failed anyway: a codec or a plug-in that does not exist."""
    if event != "import":
        return False
    try:
        return importlib.util.find_spec(what) is None
    except (ImportError, ValueError):
        return True


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    script = tmp_path_factory.mktemp("child") / "watched.py"
    script.write_text(_CHILD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "child_command", lambda role: [sys.executable, "-P", str(script), role])
        made = Watched()
        yield made
        made.reader.close()


def test_nothing_is_opened_while_a_file_is_read(watched: Watched) -> None:
    for name, data in documents.every_format().items():
        assert (name, watched.read(data, name)) == (name, [])
        assert (name, watched.read(data, name, password=documents.PASSWORD)) == (name, [])
        assert (name, watched.preview(data, name, password=documents.PASSWORD)) == (name, [])


@pytest.mark.skipif(not (SHARED / "corpus" / "samples").is_dir(), reason="../shared/corpus/samples is not here")
def test_nothing_is_opened_while_the_samples_are_read(watched: Watched) -> None:
    paths = [path for path in sorted((SHARED / "corpus" / "samples").rglob("*")) if path.suffix in SUFFIXES]
    honest = [path for path in paths if path.parent.name != "hostile"]
    assert len(honest) > 50
    late = {path.name: tried for path in honest if (tried := watched.read(path.read_bytes(), path.name))}
    assert late == {}


def test_nothing_is_opened_while_pages_are_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if Catalog.load(models_dir()).choose("ocr").missing():
        pytest.skip("kor.traineddata is not fetched (python3 installer/dev.py fetches it)")
    script = tmp_path / "watched.py"
    script.write_text(_CHILD)
    monkeypatch.setattr(client, "child_command", lambda role: [sys.executable, "-P", str(script), role])
    seeing = Watched(OCR)
    try:
        for kind, name in (("PNG", "쪽.png"), ("JPEG", "쪽.jpg"), ("TIFF", "쪽.tif"), ("PDF", "쪽.pdf")):
            assert (name, seeing.read(documents.picture(kind), name, ocr=True)) == (name, [])
    finally:
        seeing.reader.close()


@pytest.mark.parametrize(
    "charset", ["euc-kr", "ks_c_5601-1987", "cp949", "iso-2022-kr", "johab", "shift_jis", "gb18030"]
)
def test_no_charset_is_loaded_late(charset: str, watched: Watched) -> None:
    body = "제1조(목적) 이 규정은 휴가를 정한다.".encode(
        charset if charset != "ks_c_5601-1987" else "euc-kr", "replace"
    )
    letter = b"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=%s\n\n" % charset.encode() + body
    page = b"<html><head><meta charset=%s></head><body><p>" % charset.encode() + body + b"</p></body></html>"
    markup = b"<?xml version='1.0' encoding='%s'?><w:document/>" % charset.encode()
    assert watched.read(letter, "편지.eml") == []
    assert watched.read(page, "글.html") == []
    assert watched.read(documents.word_package(markup), "글.docx") == []


def test_the_watch_sees_an_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wall that cannot fail guards nothing: without the preloading, the first file wants its library."""
    script = tmp_path / "bare.py"
    script.write_text(_CHILD.replace("tried = []", "serve.preload = lambda: None\ntried = []"))
    monkeypatch.setattr(client, "child_command", lambda role: [sys.executable, "-P", str(script), role])
    bare = Watched()
    try:
        with pytest.raises(ReaderCrashed):
            bare.reader.read(documents.docx(), "규정.docx")
        (reply,) = bare.reader._child.call("late")
        assert [what for event, what in reply.header["tried"] if event == "import" and not absent(event, what)]
    finally:
        bare.reader.close()
