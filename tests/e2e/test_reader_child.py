"""The real reader child: what a document can do to it, and that the next document is read anyway."""

import io
import os
import random
import signal
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.errors import Cancelled, FileDamaged, FileEmpty, FileTooLarge, ReaderCrashed, ReaderTimeout
from app.core.events import Cancel
from app.ingest import remote
from app.ingest.remote import Locks, Reader
from app.worker import client
from app.worker.client import ChildOverran

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="signals, /proc and rlimits are Linux's"),
]

GOOD = "# 휴가 규정\n##### 제1조 (목적)\n이 규정은 휴가를 정한다.\n##### 제2조 (정의)\n뜻은 다음과 같다.\n".encode()


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


def labels(reader: Reader) -> list[str]:
    return [passage.locator.label for passage in reader.read(GOOD, "규정.md").passages]


def deep_markup() -> bytes:
    """A Word file within the unpacking limits (thanks to a comment that does not pack), whose tree needs gigabytes."""
    noise = random.Random(1).randbytes(1 << 20).hex().encode()
    body = b"<!--" + noise + b"-->" + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 3_000_000
    return word_package(b'<w:document xmlns:w="W"><w:body>'.replace(b"W", WORD) + body + b"</w:body></w:document>")


WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    b'.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def word_package(document: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("_rels/.rels", RELATIONS)
        made.writestr("word/document.xml", document)
    return stream.getvalue()


def test_a_document_comes_back_whole(reader: Reader) -> None:
    document = reader.read(GOOD, "규정.md")
    assert (document.title, document.format) == ("휴가 규정", "md")
    assert [passage.text for passage in document.passages] == [
        "제1조 (목적)\n이 규정은 휴가를 정한다.",
        "제2조 (정의)\n뜻은 다음과 같다.",
    ]


def test_faults_carry_their_code_and_the_child_lives_on(reader: Reader) -> None:
    labels(reader)
    pid = reader.pid
    with pytest.raises(FileEmpty):
        reader.read(b"", "빈.txt")
    with pytest.raises(FileDamaged) as caught:
        reader.read(b"PK\x03\x04garbage", "깨진.docx")
    assert caught.value.params == {"name": "깨진.docx"}
    assert labels(reader) == ["제1조", "제2조"]
    assert reader.pid == pid


def test_a_killed_reader_is_reported_and_the_next_file_is_read(reader: Reader) -> None:
    labels(reader)
    victim = reader.pid
    assert victim is not None
    os.kill(victim, signal.SIGSTOP)  # so that the file is surely being read when the child dies
    threading.Timer(0.2, os.kill, (victim, signal.SIGKILL)).start()
    with pytest.raises(ReaderCrashed) as caught:
        reader.read(GOOD, "불운.md")
    assert caught.value.params == {"name": "불운.md"}
    assert labels(reader) == ["제1조", "제2조"]
    assert reader.pid != victim


def test_a_reader_that_hangs_is_killed(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    labels(reader)
    hung = reader.pid
    assert hung is not None
    os.kill(hung, signal.SIGSTOP)
    with monkeypatch.context() as patch:
        patch.setattr(remote, "wall_seconds", lambda size: 0.2)
        with pytest.raises(ReaderTimeout):
            reader.read(GOOD, "느린.md")
    assert labels(reader) == ["제1조", "제2조"]
    assert reader.pid != hung


def test_a_reader_that_computes_without_end_is_ended_by_the_kernel(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The child of the real role, but for a second of CPU time and a parser that never ends."""
    script = tmp_path / "endless.py"
    script.write_text(
        "from app.ingest import read, serve\n"
        "from app.worker.child import serve as loop\n"
        "def endless(*_):\n    while True: pass\n"
        "serve.cpu_seconds = lambda size: 0\n"
        "read.read = endless\n"
        "loop(serve.handlers)\n"
    )
    monkeypatch.setattr(client, "child_command", lambda role: [sys.executable, "-P", str(script), role])
    with pytest.raises(ReaderTimeout) as caught:
        reader.read(GOOD, "끝없는.md")
    assert caught.value.params == {"name": "끝없는.md"}
    assert isinstance(caught.value.__cause__, ChildOverran)
    assert reader.pid is None


def test_a_cancelled_read_ends_as_cancelled(reader: Reader) -> None:
    labels(reader)
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGSTOP)
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        reader.read(GOOD, "그만.md", cancel=cancel)
    assert labels(reader) == ["제1조", "제2조"]


def test_a_zip_bomb_is_refused(reader: Reader) -> None:
    with pytest.raises(FileTooLarge) as caught:
        reader.read(word_package(b"\0" * (100 << 20)), "폭탄.docx")
    assert caught.value.params["name"] == "폭탄.docx"
    assert labels(reader) == ["제1조", "제2조"]


def test_markup_that_eats_memory_ends_the_reader_not_the_program(reader: Reader) -> None:
    """Within the unpacking limits, yet over the child's memory: the limits of the process must hold."""
    with pytest.raises(ReaderCrashed):
        reader.read(deep_markup(), "큰.docx")
    assert labels(reader) == ["제1조", "제2조"]


def test_a_file_over_the_limit_never_reaches_the_child(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MAX_FILE_BYTES", 1 << 20)
    with pytest.raises(FileTooLarge) as caught:
        reader.read(b"a" * (1 << 20) + b"b", "큰.txt")
    assert caught.value.params == {"name": "큰.txt", "limit_mb": 1}
    assert reader.pid is None


def test_the_child_reports_its_locks(reader: Reader) -> None:
    labels(reader)
    assert reader.locks() == Locks(files=True, memory=True)
    assert labels(reader) == ["제1조", "제2조"], "asking does not break them"


def test_an_empty_file_is_not_the_file_before(reader: Reader) -> None:
    labels(reader)
    with pytest.raises(FileEmpty):
        reader.read(b"", "빈.txt")
    with pytest.raises(FileEmpty):
        reader.read(b"", "빈.txt")
    assert labels(reader) == ["제1조", "제2조"]


def test_the_child_is_under_its_filters_and_steps_back(reader: Reader) -> None:
    labels(reader)
    status = Path(f"/proc/{reader.pid}/status").read_text(encoding="utf-8")
    seen = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert (seen["NoNewPrivs"], seen["Seccomp"], seen["Seccomp_filters"]) == ("1", "2", "3")  # network, sockets, all
    assert reader.pid is not None
    assert os.getpriority(os.PRIO_PROCESS, reader.pid) == os.getpriority(os.PRIO_PROCESS, 0) + 5


def test_the_child_cannot_write_files_and_has_its_limits(reader: Reader) -> None:
    labels(reader)
    text = Path(f"/proc/{reader.pid}/limits").read_text(encoding="utf-8")
    limits = {line[:26].strip(): line[26:].split() for line in text.splitlines()}
    assert limits["Max address space"][0] == str(1024 << 20)
    assert limits["Max file size"][0] == "0"
    assert limits["Max core file size"][0] in ("0", "1")  # worker/sandbox/dumps.py says why 1
    assert limits["Max open files"][:2] == ["16", "16"]
    assert limits["Max cpu time"][0].isdigit()
