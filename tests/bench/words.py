"""Words at scale: `python -m tests.bench.words FOLDER [COUNT] [HOME]`, or `python -m tests.bench.words - 0 HOME` to ask
a workspace that is there already.

Reads COUNT files of a folder (chosen evenly; 0: all) into a store through the reader child while a second thread
puts them into the lexical index every two seconds, as the program does; then asks what a person notices: how
long a look costs when nothing changed, how long suggestions take, and whether every document finds itself.
Suggestions are asked for as an editor shows them, after every stroke, for titles, headings and whole lines of the
workspace's own texts, chosen evenly; then for pasted pages. Needs no model.
"""

import hashlib
import os
import statistics
import sys
import tempfile
import threading
import time
import unicodedata
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
_SAMPLES, _STATES = 60, 1000
_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


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
        reading = _build(_chosen(folder, count), database, searcher) if argv[0] != "-" else 0.0
        whole = time.monotonic() - started
        passages = database.connection().execute("SELECT count(*), sum(length(text)) FROM passages").fetchone()
        lexical = sum(path.stat().st_size for path in (home / "cache" / "lexical").rglob("*")) >> 20
        say(bench="built", seconds=round(whole, 1), read_seconds=round(reading, 1), passages=passages[0])
        say(bench="sizes", million_characters=round(passages[1] / 1e6, 1), lexical_mib=lexical, **peaks.figures())
        _ask(searcher, Documents(database))
        _type(searcher, Documents(database))
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


def _type(searcher: Searcher, documents: Documents) -> None:
    """Every state of a line while it is typed is one question; the same question is not asked twice."""
    ids = list(documents.revisions())
    titles, headings, lines, pages = set[str](), set[str](), set[str](), set[str]()
    for place in range(_SAMPLES):
        document = documents.document(ids[place * len(ids) // _SAMPLES])
        passages = documents.passages_of(document.id)
        chosen = passages[place % len(passages)]
        titles.add(document.title)
        headings.add(chosen.heading)
        lines.update(line[:60] for line in chosen.text.splitlines()[1:2])
        pages.add(max(passages, key=lambda passage: len(passage.text)).text[:10_000])
    for name, texts in (("titles", titles), ("headings", headings), ("lines", lines)):
        states = sorted({state for text in texts for state in _states(text)})
        say(bench="typing", what=name, **_latencies(searcher, states))
    say(bench="typing", what="pasted pages", **_latencies(searcher, sorted(pages)))


def _states(text: str) -> list[str]:
    """What an editor shows on the way: of each new syllable its initial, its open form, then the whole."""
    found = []
    for end in range(1, len(text) + 1):
        decomposed = unicodedata.normalize("NFD", text[end - 1])
        if len(decomposed) > 1:
            found.append(text[: end - 1] + _INITIALS[ord(decomposed[0]) - 0x1100])
            found.append(text[: end - 1] + unicodedata.normalize("NFC", decomposed[:2]))
        found.append(text[:end])
    return found


def _latencies(searcher: Searcher, texts: list[str]) -> dict[str, Any]:
    """Of this thread's own time beside the clock's: suggestions are made in it alone."""
    chosen = texts[:: max(1, len(texts) // _STATES)]
    clocks: dict[str, list[float]] = {"wall": [], "cpu": []}
    for text in chosen:
        wall, cpu = time.perf_counter(), time.thread_time()
        searcher.suggest(Query(text))
        clocks["cpu"].append((time.thread_time() - cpu) * 1000)
        clocks["wall"].append((time.perf_counter() - wall) * 1000)
    return {"questions": len(chosen), **{name: _spread(sorted(taken)) for name, taken in clocks.items()}}


def _spread(taken: list[float]) -> dict[str, float]:
    chosen = {"p50": statistics.median(taken), "p95": taken[len(taken) * 95 // 100], "worst": taken[-1]}
    return {name: round(milliseconds, 1) for name, milliseconds in chosen.items()}


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
