"""A counter with three invented regulations behind it, whose work can be held, failed and watched."""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from app.core.answers import Answer, Citation, Placement
from app.core.errors import (
    AppError,
    CollectionMissing,
    DocumentMissing,
    FileEncrypted,
    NothingIndexed,
    OutputUnwritable,
    PasswordWrong,
)
from app.core.events import Cancel, Changed, Done, Event, Extracted, Found, Progress, Token, Warned
from app.core.locator import Locator
from app.core.messages import Messages
from app.core.pace import Pace
from app.core.security_errors import EncryptionRequired, PassphraseWrong, WorkspaceLocked
from app.core.settings import Settings
from app.core.types import (
    Citing,
    Collection,
    Document,
    DocumentKind,
    FileState,
    Hit,
    LedgerEntry,
    Link,
    PagePicture,
    Passage,
    Query,
    SavedSearch,
    Source,
    Span,
    Understood,
)
from app.gui.counter import Counter, Order
from app.services.index import IndexReport
from app.services.library import Dropped, Folder, Removed, Totals
from app.services.search import SearchResult
from app.services.searches import Recollection
from tests.fakes.bundles import FakeBundles
from tests.fakes.site import FakeSite
from tests.fakes.talks import FakeTalks
from tests.fakes.writing import FakeWriting

Articles = tuple[tuple[int, str, str, str], ...]

LEAVE: Articles = (
    (1, "목적", "제1장 총칙", "이 내규는 직원의 복무에 관한 사항을 정함을 목적으로 한다."),
    (2, "근무시간", "제1장 총칙", "① 근무시간은 9시부터 18시까지로 한다.\n② 점심시간은 12시부터 13시까지로 한다."),
    (
        9,
        "연가",
        "제3장 휴가",
        "① 연가를 쓰려는 직원은 시작일 3일 전까지 휴가 신청서를 내야 한다.\n"
        "② 부서장은 업무에 큰 지장이 없으면 연가를 허가하여야 한다.",
    ),
    (10, "병가", "제3장 휴가", "① 병가를 이어서 4일 이상 쓰려는 직원은 의사의 진단서를 내야 한다."),
)
GOODS: Articles = (
    (1, "목적", "", "이 지침은 물품의 관리에 필요한 사항을 정한다."),
    (8, "분실", "", "물품을 잃어버린 직원은 그 사실을 안 날의 다음 날까지 지원과장에게 보고하여야 한다."),
)
OLD: Articles = ((3, "연가 신청", "", "연가를 쓰려는 직원은 시작일 7일 전까지 신청서를 내야 한다."),)


class FakeOffice:
    """What is behind the faked counter. `calls` names every order with its arguments, in order.

    `gates[verb]` holds the verb in its middle until the event is set; `faults[verb]` is raised there.
    `orders` are those of `index` in full, `news` what the watch tells next.
    """

    PASSWORD = "열려라"

    def __init__(self, *, empty: bool = False) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.gates: dict[str, threading.Event] = {}
        self.faults: dict[str, Exception] = {}
        self.notices: tuple[Warned, ...] = ()
        self.documents: dict[str, Document] = {}
        self.texts: dict[str, tuple[Passage, ...]] = {}
        self.others: list[LedgerEntry] = []
        self.folders: list[Folder] = []
        self.orders: list[Order] = []
        self.news: queue.SimpleQueue[tuple[tuple[str, Path], ...]] = queue.SimpleQueue()
        self.behind = 0
        self.links: dict[int, tuple[Link, ...]] = {}
        self.citing: dict[int, tuple[Citing, ...]] = {}
        self.early: tuple[Hit, ...] | None = None
        """What a search finds by words before its gate opens."""
        self.understood: Understood | None = None
        self.past: list[Query] = []
        self.saved: dict[str, Query] = {}
        self.remembering = True
        self.locked = False
        self.pages = 3
        self.locked_file: str | None = None
        self.answer: Callable[[tuple[Hit, ...]], Answer] = leave_answer
        self.tokens: tuple[str, ...] = ("연가는 ", "시작일 3일 전까지 ", "신청합니다 [1].")
        self.extract: Callable[[tuple[Hit, ...]], Answer] | None = None
        """What code cuts from the hits before the model speaks."""
        self.notices_of_asking: tuple[Warned, ...] = ()
        self.talks = FakeTalks()
        self.writing = FakeWriting(self)
        self.site = FakeSite(self)
        self.bundles = FakeBundles(self)
        self.model = "tiny-ko"
        self.placement: Placement | None = None
        self.loaded: Placement | None = None
        """The placement from the first answer on."""
        self.speed = 0.0
        if not empty:
            self.fill()

    def fill(self) -> None:
        self.add("복무 운영 내규", "규정", DocumentKind.DIRECTIVE, LEAVE, "시행", "2026-03-01")
        self.add("물품 관리 지침", "규정", DocumentKind.DIRECTIVE, GOODS, "시행 예정", "2027-01-01")
        self.add("복무 규칙(구판)", "옛 규정", DocumentKind.OTHER, OLD, "폐지", "2019-05-01")
        self.fail("규정/암호 걸린 문서.hwp", "규정", "ING-003", {"name": "암호 걸린 문서.hwp"})

    def add(self, title: str, collection: str, kind: DocumentKind, articles: Articles, status: str, date: str) -> str:
        identity = f"doc{len(self.documents)}"
        text, passages = "", []
        for ordinal, (number, heading, above, body) in enumerate(articles):
            start = len(text)
            text += f"제{number}조({heading}) {body}"
            locator = Locator(article=(number, 0))
            place = (len(self.documents) * 100 + ordinal, identity, ordinal, locator, heading, above)
            passages.append(Passage(*place, text[start:], start, len(text)))
            text += "\n\n"
        path = f"규정/{title}.hwpx"
        source = Source(path.encode(), path, "0" * 64, "hwpx", 0, 34_000)
        self.documents[identity] = Document(
            identity, collection, title, kind, source, "훈령 제12호", "한빛지원단", date, status, text=text
        )
        self.texts[identity] = tuple(passages)
        return identity

    @property
    def failures(self) -> list[LedgerEntry]:
        return [each for each in self.others if each.state is FileState.FAILED]

    def fail(self, path: str, collection: str, code: str, params: dict[str, Any]) -> None:
        self.put(path, collection, FileState.FAILED, code, params)

    def put(self, path: str, collection: str, state: FileState, code: str = "", params: Any = None) -> None:
        """A file without a document."""
        entry = LedgerEntry(path, collection, state, "", "", "", "", 0, 20_480, 0, 0, code, params or {})
        self.others.append(entry)

    def counter(self) -> Counter:
        return Counter(
            open=cast(Any, self._open),
            close=cast(Any, lambda _workspace: self.calls.append(("close",))),
            chat_model=lambda _workspace: self.model,
            placement=lambda _workspace, _cancel: self.placement,
            speed=lambda _workspace: self.speed,
            index=self._index,
            catch_up=self._catch_up,
            watch=self._watch,
            search=self._search,
            suggest=self._suggest,
            converse=self._converse,
            prefill=self._prefill,
            warm=self._warm,
            remove_collection=self._remove_collection,
            remove_folder=self._remove_folder,
            ledger=lambda _workspace: self._ledger(),
            save_ledger=lambda _workspace, out, messages: self._save_ledger(out, messages),
            located=lambda _workspace, collection, path: self._located(collection, path),
            collections=lambda _workspace: self._collections(),
            folders=lambda _workspace: tuple(self.folders),
            document=lambda _workspace, identity: self._document(identity),
            passages=lambda _workspace, identity: self.texts[identity],
            links=lambda _workspace, passage: self.links.get(passage, ()),
            cited_by=lambda _workspace, passage: self.citing.get(passage, ()),
            totals=lambda _workspace: self._totals(),
            ministries=lambda _workspace: self._ministries(),
            preview=self._preview,
            original=lambda _workspace, identity: Path("/") / "docs" / self._document(identity).source.path,
            rest=lambda _workspace: self.calls.append(("rest",)),
            recall=lambda _workspace: self._recall(),
            remember=lambda _workspace, query: self._remember(query),
            forget=lambda _workspace, query: self._forget(query),
            set_remembering=lambda _workspace, on: setattr(self, "remembering", on),
            save_search=lambda _workspace, name, query: self.saved.update({name: query}),
            remove_search=lambda _workspace, name: self._remove_search(name),
            keeping=lambda _workspace: self.remembering,
            begin=lambda _workspace: self.talks.begin() if self.remembering else 0,
            conversations=lambda _workspace, text: self.talks.conversations(text),
            exchanges=lambda _workspace, conversation: self.talks.exchanges(conversation),
            forget_conversation=lambda _workspace, conversation: self.talks.forget(conversation),
            export_conversation=lambda _workspace, conversation, out: self.talks.export(conversation, out),
            writing=self.writing.counter(),
            site=self.site.counter(),
            bundles=self.bundles.counter(),
        )

    def hits(self, *words: str) -> tuple[Hit, ...]:
        """Passages with any of the words, their places marked; most matches first."""
        found = []
        for document in self.documents.values():
            for passage in self.texts[document.id]:
                spans = tuple(sorted(span for word in words for span in _places(passage.text, word)))
                if spans:
                    found.append(Hit(passage, document, float(len(spans)), {"lexical": 1}, spans))
        return tuple(sorted(found, key=lambda hit: -hit.score))

    def count(self, verb: str) -> int:
        return sum(call[0] == verb for call in self.calls)

    # --- the verbs ---------------------------------------------------------------------------
    def _open(self, home: Path, settings: Settings, passphrase: str) -> object:
        self.calls.append(("open", home))
        if "open" in self.faults:
            raise self.faults["open"]
        if self.site.policy.encrypted and not self.site.vault.encrypted:
            raise EncryptionRequired(path=str(home))
        if self.site.passphrase and passphrase != self.site.passphrase:
            raise (PassphraseWrong() if passphrase else WorkspaceLocked(path=str(home)))
        return self

    def _search(self, _workspace: object, query: Query, *, cancel: Cancel) -> Iterator[Event]:
        self.calls.append(("search", query))
        if self.early is not None:
            yield Found(self.early)
        self.hold("search", cancel)
        hits = self._matching(query)
        if self.early is None:
            yield Found(hits)
        yield Done(SearchResult(query.text, 214, hits, self.notices, understood=self._read(query)))

    def _suggest(self, _workspace: object, query: Query, *, cancel: Cancel) -> Iterator[Event]:
        self.calls.append(("suggest", query))
        self.hold("suggest", cancel)
        yield Done(SearchResult(query.text, 8, self._matching(query), (), understood=self._read(query)))

    def _converse(self, _workspace: object, query: Query, conversation: int, *, cancel: Cancel) -> Iterator[Event]:
        self.calls.append(("ask", query, conversation))
        if not self.documents:
            raise NothingIndexed
        hits = self.hits(*query.text.split())
        yield Found(hits)
        if self.extract is not None:
            yield Extracted(self.extract(hits))
            self.hold("extract", cancel)
        yield from self.notices_of_asking
        yield Progress("prompt", 0, 0)
        for token in self.tokens:
            yield Token(token)
        self.hold("ask", cancel)
        answer = self.answer(hits)
        self.placement = self.loaded
        self.talks.keep(conversation, query, answer)
        yield Done(answer)

    def _prefill(self, _workspace: object, passages: tuple[int, ...], *, cancel: Cancel) -> Iterator[Event]:
        self.calls.append(("prefill", passages))
        try:
            self.hold("prefill", cancel)
        finally:
            self.calls.append(("prefilled", cancel.is_set()))
        yield Done(None)

    def _preview(
        self, _workspace: object, identity: str, page: int, width: int, password: str, *, cancel: Cancel
    ) -> Iterator[Event]:
        self.calls.append(("preview", identity, page, width, password))
        self.hold("preview", cancel)
        if isinstance(self.locked_file, str) and password != self.locked_file:
            raise (PasswordWrong if password else FileEncrypted)(name="a.pdf")
        number = min(max(page, 1), self.pages)
        yield Done(PagePicture(width, width, bytes((number,)) * (3 * width * width), number, self.pages))

    def _warm(self, _workspace: object, *, cancel: Cancel) -> Iterator[Event]:
        self.calls.append(("warm",))
        self.hold("warm", cancel)
        yield Done(None)

    def _index(self, _workspace: object, order: Order, *, cancel: Cancel, pace: Pace) -> Iterator[Event]:
        self.calls.append(("index", order.paths, order.collection))
        self.orders.append(order)
        yield Progress("scan", 0, 0)
        pace.check(cancel)
        yield Progress("read", 1, 3, "복무 운영 내규.hwpx")
        self.hold("index", cancel)
        self.calls.append(("at the next file",))
        pace.check(cancel)
        for path, password in order.passwords.items():
            self._unlock(path, password)
        if not self.documents:
            self.fill()
        failed = tuple(Warned(each.path, each.code, each.params) for each in self.failures)
        yield from failed
        yield Done(
            IndexReport(
                added=3,
                updated=0,
                unchanged=0,
                moved=0,
                removed=0,
                skipped=0,
                failed=failed,
                passages=7,
                seconds=1.5,
                states=self._states(),
            )
        )

    def _catch_up(self, _workspace: object, *, cancel: Cancel, pace: Pace) -> Iterator[Event]:
        self.calls.append(("catch up", self.behind))
        if self.behind:
            pace.check(cancel)
            yield Progress("vectors", 1, self.behind)
            self.hold("catch up", cancel)
            self.behind = 0
        yield Done(None)

    def _unlock(self, path: str, password: str) -> None:
        row = next((at for at, each in enumerate(self.others) if each.path == path), -1)
        if row < 0 or self.others[row].code not in (FileEncrypted.code, PasswordWrong.code) or not password:
            return
        if password == self.PASSWORD:
            self.others[row] = replace(self.others[row], state=FileState.INDEXED, code="", params={})
        else:
            self.others[row] = replace(self.others[row], code=PasswordWrong.code)

    def _watch(self, _workspace: object, *, cancel: Cancel) -> Iterator[Event]:
        self.calls.append(("watch", tuple(folder.path for folder in self.folders)))
        while self.folders:
            cancel.check()
            try:
                yield Changed(self.news.get(timeout=0.005))
            except queue.Empty:
                continue
        yield Done(None)

    def _remove_collection(self, _workspace: object, name: str, *, cancel: Cancel) -> Iterator[Event]:
        self.calls.append(("remove", name))
        self.hold("remove", cancel)
        gone = [each.id for each in self.documents.values() if each.collection == name]
        if not gone:
            raise CollectionMissing(name=name)
        for identity in gone:
            del self.documents[identity]
        yield Done(Removed(name, len(gone)))

    def _remove_folder(self, _workspace: object, collection: str, path: Path, *, cancel: Cancel) -> Iterator[Event]:
        self.calls.append(("remove folder", collection, path))
        self.hold("remove", cancel)
        self.folders = [each for each in self.folders if (each.collection, each.path) != (collection, path)]
        yield Done(Dropped(path, 2))

    # --- searches made before ----------------------------------------------------------------
    def _recall(self) -> Recollection:
        saved = tuple(SavedSearch(name, self.saved[name]) for name in sorted(self.saved))
        return Recollection(tuple(self.past), saved, self.remembering and not self.locked, self.locked)

    def _remember(self, query: Query) -> None:
        self.calls.append(("remember", query))
        if self.remembering and not self.locked:
            self.past = [query, *(each for each in self.past if each != query)]

    def _forget(self, query: Query | None) -> None:
        self.past = [] if query is None else [each for each in self.past if each != query]

    def _remove_search(self, name: str) -> None:
        del self.saved[name]

    # --- the quick ones ----------------------------------------------------------------------
    def _document(self, identity: str) -> Document:
        self.calls.append(("document", identity))
        if identity not in self.documents:
            raise DocumentMissing(id=identity)
        return self.documents[identity]

    def _ledger(self) -> tuple[LedgerEntry, ...]:
        self.calls.append(("ledger",))
        done = [
            LedgerEntry(
                *(each.source.path, each.collection, FileState.INDEXED, each.id, each.title, each.kind.value),
                *(each.source.format, len(self.texts[each.id]), each.source.size, each.source.modified),
                *(self.texts[each.id][0].ocr, "", {}),
            )
            for each in self.documents.values()
        ]
        return (*done, *self.others)

    def _save_ledger(self, out: Path, messages: Messages) -> int:
        self.calls.append(("save", out, messages.language))
        if out.suffix != ".csv":
            raise OutputUnwritable(name=str(out))
        return len(self._ledger())

    def _located(self, collection: str, path: str) -> tuple[Path, ...]:
        known = any((each.collection, each.path) == (collection, path) for each in self._ledger())
        return (Path("/") / "docs" / path,) if known else ()

    def _collections(self) -> tuple[Collection, ...]:
        names = sorted({each.collection for each in self.documents.values()})
        return tuple(Collection(name, 1, 1) for name in names)

    def _ministries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.ministry for each in self.documents.values()))

    def _read(self, query: Query) -> Understood | None:
        return None if query.verbatim else self.understood

    def _states(self) -> dict[FileState, int]:
        return {state: sum(each.state is state for each in self._ledger()) for state in FileState}

    def _totals(self) -> Totals:
        passages = sum(len(self.texts[identity]) for identity in self.documents)
        states = self._states()
        waiting, skipped = states[FileState.WAITING], states[FileState.SKIPPED]
        return Totals(len(self.documents), passages, states[FileState.FAILED], waiting, skipped, self.behind)

    def _matching(self, query: Query) -> tuple[Hit, ...]:
        if not self.documents:
            raise NothingIndexed
        return tuple(
            hit
            for hit in self.hits(*query.text.split())
            if hit.document.collection in (query.collections or (hit.document.collection,))
            and hit.document.kind in (query.kinds or (hit.document.kind,))
            and hit.document.ministry in (query.ministries or (hit.document.ministry,))
            and (query.since or "0") <= hit.document.effective <= (query.as_of or query.until or "9")
        )[: query.limit]

    def hold(self, verb: str, cancel: Cancel) -> None:
        gate = self.gates.get(verb)
        while gate is not None and not gate.wait(0.005):
            cancel.check()
        if verb in self.faults:
            raise self.faults[verb]


def leave_answer(hits: tuple[Hit, ...]) -> Answer:
    """Two sentences: one stands on the first hit, one on nothing."""
    hit = hits[0]
    quote = "시작일 3일 전까지 휴가 신청서를 내야 한다."
    at = hit.passage.text.find(quote)
    stray = "부득이하면 당일에도 낼 수 있습니다."
    text = f"연가는 시작일 3일 전까지 신청합니다 [1]. {stray}"
    citations = (Citation(1, hit, quote, (at, at + len(quote)), at >= 0),)
    return Answer(text, False, citations, (stray,), hits, "tiny-ko", 3200, 900)


def no_answer(hits: tuple[Hit, ...]) -> Answer:
    return Answer("근거 없음", True, (), (), hits, "tiny-ko", 1200, 800, "off_topic")


def unverified_answer(hits: tuple[Hit, ...]) -> Answer:
    citation = Citation(1, hits[0], "원문에 없는 말", (0, 0), False)
    return Answer("연가는 5일 전까지 신청합니다 [1].", False, (citation,), (), hits, "tiny-ko", 3000, 900)


def coded(error: AppError) -> str:
    """The code as a bar shows it."""
    return f"({error.code})"


def _places(text: str, word: str) -> list[Span]:
    at, spans = text.find(word), []
    while at >= 0:
        spans.append((at, at + len(word)))
        at = text.find(word, at + len(word))
    return spans
