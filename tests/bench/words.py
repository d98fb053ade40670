"""Words at scale: `python -m tests.bench.words FOLDER [COUNT] [HOME]`.

Reads COUNT files of a folder (chosen evenly; 0: all) into a store through the reader child while a second thread
puts them into the lexical index every two seconds, as the program does; then asks what a person notices: how
long a look costs when nothing changed, how long suggestions take, and whether every document finds itself.
Needs no model.
"""

import hashlib
import os
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any, cast

import psutil

from app.core.errors import AppError
from app.core.types import Document, Query, Source
from app.ingest.remote import Reader
from app.search.remote import Embedder
from app.search.searcher import Searcher
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import FileRecord
from tests.bench.running import say

_EVERY = 2.0  # seconds between two looks of the lexical index at the store
_QUESTIONS = (
    "휴가 신청",
    "연차휴가 미사용 수당",
    "계약의 이행을 보증하려면 보증금을 얼마나 내야 합니까",
    "정보공개법 9조 1항 비공개 사유",
    "공무원이 물품을 불용 결정하는 절차",
    "과태료 부과",
    "건",
    "이 법은 공포한 날부터 시행한다",
)


class _NoEncoder:
    key = "none"


def main(argv: list[str]) -> int:
    folder = Path(argv[0])
    count = int(argv[1]) if len(argv) > 1 else 0
    home = Path(argv[2]) if len(argv) > 2 else Path(tempfile.mkdtemp(prefix="munjigi-bench-"))
    database = Database(home)
    searcher = Searcher(home, database, cast(Embedder, _NoEncoder()))
    peaks = _Peaks()
    peaks.start()
    started = time.monotonic()
    try:
        reading = _build(_chosen(folder, count), database, searcher)
        whole = time.monotonic() - started
        passages = database.connection().execute("SELECT count(*), sum(length(text)) FROM passages").fetchone()
        lexical = sum(path.stat().st_size for path in (home / "cache" / "lexical").iterdir()) >> 20
        say(bench="built", seconds=round(whole, 1), read_seconds=round(reading, 1), passages=passages[0])
        say(bench="sizes", million_characters=round(passages[1] / 1e6, 1), lexical_mib=lexical, **peaks.figures())
        _ask(searcher, Documents(database))
    finally:
        peaks.over.set()
        searcher.close()
        database.close()
    return 0


def _chosen(folder: Path, count: int) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return files if not count else [files[place * len(files) // count] for place in range(count)]


def _build(files: list[Path], database: Database, searcher: Searcher) -> float:
    """Seconds until all was stored; returns when all of it can be found."""
    over = threading.Event()

    def words() -> None:
        last = False
        while not last:
            last = over.wait(_EVERY)
            searcher.indexer.index_words(lambda done, total: None)

    thread = threading.Thread(target=words)
    thread.start()
    documents, reader = Documents(database), Reader()
    started = time.monotonic()
    try:
        for path in files:
            _take(path, documents, reader)
    finally:
        reader.close()
        over.set()
        reading = time.monotonic() - started
        thread.join()
    return reading


def _take(path: Path, documents: Documents, reader: Reader) -> None:
    data, raw = path.read_bytes(), os.fsencode(path)
    try:
        parsed = reader.read(data, path.name)
    except AppError as error:
        say(bench="refused", path=str(path), code=error.code)
        return
    identity = documents.identity("기본", raw)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(raw, path.name, digest, parsed.format, path.stat().st_mtime_ns, len(data))
    document = Document(identity, "기본", parsed.title, parsed.kind, source, text=parsed.text)
    record = FileRecord("기본", raw, os.fsencode(path.parent), path.name, sha256=digest, document_id=identity)
    documents.store(document, parsed.passages, record)


def _ask(searcher: Searcher, documents: Documents) -> None:
    def look() -> None:
        searcher.indexer.index_words(lambda done, total: None)

    say(bench="nothing new", milliseconds=_milliseconds(look, 5))
    searcher.suggest(Query("휴가"))
    for question in _QUESTIONS:
        taken = _milliseconds(lambda asked=question: searcher.suggest(Query(asked)), 9)
        say(bench="suggest", question=question, milliseconds=taken)
    everything = list(documents.revisions())
    started = time.monotonic()
    lost = searcher.indexer.probe(everything)
    say(
        bench="probe",
        documents=len(everything),
        milliseconds_each=round((time.monotonic() - started) * 1000 / max(1, len(everything)), 2),
        not_found=[documents.document(identity).source.path for identity in lost[:20]],
        lost=len(lost),
    )


def _milliseconds(call: Any, times: int) -> dict[str, float]:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return {"median": round(statistics.median(taken), 1), "worst": round(max(taken), 1)}


class _Peaks(threading.Thread):
    """The largest sum of resident memory of this process and its children, and what of it was not files."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self._resident = self._own = self._parent = 0

    def run(self) -> None:
        me = psutil.Process()
        while not self.over.wait(0.5):
            try:
                infos = [process.memory_info() for process in (me, *me.children(recursive=True))]
            except psutil.Error:
                continue
            self._resident = max(self._resident, sum(info.rss for info in infos))
            self._own = max(self._own, sum(info.rss - getattr(info, "shared", 0) for info in infos))
            self._parent = max(self._parent, infos[0].rss)

    def figures(self) -> dict[str, int]:
        """MiB; resident memory counts the mapped parts of the index, which the system may drop at will."""
        return {
            "peak_mib": self._resident >> 20,
            "peak_without_files_mib": self._own >> 20,
            "parent_mib": self._parent >> 20,
        }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
