"""A policy holds in code, whatever face asks: settings, models, collections, what leaves, and what stays at rest."""

import contextlib
import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.assist.remote import Generator
from app.core.answers import Exchange
from app.core.audit import AuditKind
from app.core.draft_errors import MarkedDraft
from app.core.drafts import Draft, Item, Letter
from app.core.errors import Cancelled, CollectionMissing, DocumentMissing
from app.core.events import Cancel, result_of
from app.core.locator import Locator
from app.core.messages import Messages
from app.core.paths import account_dir
from app.core.policy import Policy
from app.core.security_errors import (
    AuditUnwritable,
    CollectionForbidden,
    EncryptionRequired,
    ExportForbidden,
    MarkedForbidden,
    ModelForbidden,
    PrintingForbidden,
    SettingLocked,
)
from app.core.settings import Settings
from app.core.types import Document, DocumentKind, Passage, Query, Source
from app.services import conversations, library, searches
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.drafting.draft import plain
from app.services.exporting import printing
from app.services.exporting.export import Exported, ExportRequest, export
from app.services.index import index
from app.services.models.choice import use
from app.services.rows import BatchReport, worked_off
from app.services.settings_file import choose
from app.store.files import FileRecord

POLICY = Policy(title="정책", digest="d" * 64)
FIELDS = {"agency": "가나다청", "recipient": "라마바회사 대표", "title": "물품 점검 안내", "sender": "가나다청장"}
DRAFT = Draft(0, Letter("external", FIELDS, (Item("점검을 합니다."),)))
MARKED = replace(DRAFT, letter=replace(DRAFT.letter, items=(Item("신청인: 900101-1234568"),)))
DAY_NS = 86_400 * 10**9


@contextlib.contextmanager
def opened(home: Path, chosen: Settings | None = None, /, **fields: Any) -> Iterator[Workspace]:
    workspace = Workspace.open(home, chosen, policy=replace(POLICY, **fields))
    try:
        yield workspace
    finally:
        workspace.close()


def recorded(workspace: Workspace, kind: AuditKind) -> list[dict[str, Any]]:
    return [dict(one.facts) for one in reversed(workspace.audit.entries()) if one.kind == kind]


def sent(workspace: Workspace, out: Path, draft: Draft = DRAFT, **chosen: bool) -> Exported:
    request = replace(ExportRequest(draft, out), **chosen)  # type: ignore[arg-type]
    return result_of(export(workspace, request, cancel=Cancel()), Exported)


def put(workspace: Workspace, path: str, collection: str) -> str:
    source = Source(path.encode(), path, "0", "md", 1, 1)
    identity = workspace.documents.identity(collection, path.encode())
    document = Document(identity, collection, path, DocumentKind.DIRECTIVE, source, text="글")
    record = FileRecord(collection, path.encode(), b"/r", path, document_id=identity)
    passage = Passage(0, "", 0, Locator.parse("제1조"), "", "", "글", 0, 1)
    workspace.documents.store(document, (passage,), record)
    return identity


# --- settings --------------------------------------------------------------------------------
def test_a_locked_setting_goes_before_file_and_argument(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('unsupported = "mark"\nthreads = 3\n', encoding="utf-8")
    with opened(tmp_path, settings={"unsupported": "drop"}) as workspace:
        assert (workspace.settings.unsupported, workspace.settings.threads) == ("drop", 3)
        with pytest.raises(SettingLocked):
            choose(workspace, {"unsupported": "mark"})
        choose(workspace, {"unsupported": "drop", "threads": 2})
    with opened(tmp_path, Settings(unsupported="mark"), settings={"unsupported": "drop"}) as workspace:
        assert workspace.settings.unsupported == "drop"


def test_the_history_stays_as_the_policy_says(tmp_path: Path) -> None:
    with opened(tmp_path, settings={"search_history": False}) as workspace:
        with pytest.raises(SettingLocked):
            searches.set_remembering(workspace, True)
        assert not conversations.keeping(workspace)


# --- models ----------------------------------------------------------------------------------
def test_only_listed_models_are_chosen_and_loaded(tmp_path: Path) -> None:
    with opened(tmp_path, models=("f" * 64,)) as workspace:
        with pytest.raises(ModelForbidden) as fault:
            list(use(workspace, workspace.chat_model.id, cancel=Cancel()))
        assert fault.value.params == {"model": workspace.chat_model.id}
        with pytest.raises(ModelForbidden):
            list(workspace.generator.prepare())
        assert workspace.generator.pid is None, "not even the child was started"
        assert isinstance(workspace.generator, Generator)
    with opened(tmp_path) as workspace:
        digest = workspace.chat_model.files[0].sha256
    with opened(tmp_path, models=(digest,)) as workspace:
        adapter = {"id": "own", "path": "x", "bytes": 1, "sha256": "e" * 64, "scale": 1.0}
        with pytest.raises(ModelForbidden) as fault:
            workspace.generator.adapt(adapter)
        assert fault.value.params == {"model": "own"}


# --- collections -----------------------------------------------------------------------------
def test_what_is_in_another_collection_is_not_there(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        law, person = put(workspace, "법.md", "법령"), put(workspace, "사람.md", "인사")
        passages = [one.id for one in workspace.documents.passages_of(person)]
        assert library.document(workspace, person).title == "사람.md"
        assert recorded(workspace, AuditKind.OPENED) == [{"collection": "인사"}]
    with opened(tmp_path, collections=("법령", "예규의 '것'")) as workspace:
        assert library.document(workspace, law).title == "법.md"
        with pytest.raises(DocumentMissing):
            library.document(workspace, person)
        assert library.passages(workspace, person) == ()
        assert workspace.documents.passages_by_id(passages) == {}
        assert workspace.documents.documents_by_id([law, person]).keys() == {law}
        assert [one.collection for one in library.ledger(workspace)] == ["법령"]
        list(library.remove_collection(workspace, "인사", cancel=Cancel()))
        with pytest.raises(CollectionMissing):
            list(library.remove_collection(workspace, "인사", cancel=Cancel()))


def test_a_search_asks_what_is_allowed_and_is_recorded_once(tmp_path: Path) -> None:
    there = {"법령", "인사", "업무"}
    with opened(tmp_path, collections=("법령", "업무", "없는 것")) as workspace:
        assert workspace.admission.query(Query("휴가"), there).collections == ("법령", "업무", "없는 것")
        named = Query("휴가", collections=("업무",))
        assert workspace.admission.query(named, there) == named
        with pytest.raises(CollectionForbidden) as fault:
            workspace.admission.query(Query("휴가", collections=("업무", "인사")), there)
        assert fault.value.params == {"collection": "인사"}
        assert recorded(workspace, AuditKind.OPENED) == [{"collection": "법령"}, {"collection": "업무"}]
    with opened(tmp_path) as workspace:
        assert workspace.admission.query(Query("휴가"), there).collections == ()
        assert len(recorded(workspace, AuditKind.OPENED)) == 5, "each session anew, all that there are"


def test_nothing_is_taken_into_another_collection(tmp_path: Path) -> None:
    (tmp_path / "글.md").write_text("# 글\n", encoding="utf-8")
    with opened(tmp_path / "home", collections=("법령",)) as workspace:
        for name in ("인사", ""):
            request = IndexRequest((tmp_path / "글.md",), name)
            with pytest.raises(CollectionForbidden):
                list(index(workspace, request, cancel=Cancel()))
        assert workspace.roots.all() == ()


def test_what_cannot_be_recorded_is_not_opened(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        identity = put(workspace, "법.md", "법령")
        with unwritable(), pytest.raises(AuditUnwritable):
            library.document(workspace, identity)
        assert library.document(workspace, identity).title == "법.md"


@contextlib.contextmanager
def unwritable() -> Iterator[None]:
    """The account's folder is not to be written to: a file stands where it should be."""
    folder = account_dir() / "audit"
    aside = folder.with_name("aside")
    folder.rename(aside) if folder.exists() else aside.mkdir(parents=True)
    folder.write_text("in the way")
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


# --- what leaves -----------------------------------------------------------------------------
def test_only_listed_formats_leave(tmp_path: Path) -> None:
    with opened(tmp_path / "home", exports=("md", "jsonl")) as workspace:
        sent(workspace, tmp_path / "글.md")
        for leave in (
            lambda: sent(workspace, tmp_path / "글.txt"),
            lambda: conversations.export(workspace, talk(workspace), tmp_path / "대화.html"),
            lambda: conversations.export(workspace, talk(workspace), tmp_path / "대화"),
            lambda: library.export_ledger(workspace, tmp_path / "목록.csv", Messages.load("ko")),
            lambda: list(worked_off(workspace, [], tmp_path / "답.json", "questions", dict, Cancel())),
        ):
            with pytest.raises(ExportForbidden):
                leave()
        conversations.export(workspace, talk(workspace), tmp_path / "대화.md")
        assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "글.md", "대화.md"]


def test_another_suffix_does_not_let_a_format_leave(tmp_path: Path) -> None:
    """A text called `.pdf` is a text."""
    with opened(tmp_path / "home", exports=("hwpx", "pdf")) as workspace:
        for leave in (
            lambda: conversations.export(workspace, talk(workspace), tmp_path / "대화.pdf"),
            lambda: library.export_ledger(workspace, tmp_path / "목록.pdf", Messages.load("ko")),
            lambda: list(worked_off(workspace, [{"id": "a"}], tmp_path / "답.hwpx", "questions", dict, Cancel())),
        ):
            with pytest.raises(ExportForbidden):
                leave()
        assert [one.name for one in tmp_path.iterdir()] == ["home"]


def test_what_was_broken_off_does_not_leave(tmp_path: Path) -> None:
    """The rows so far were never recorded."""
    cancel = Cancel()
    with opened(tmp_path / "home") as workspace:
        events = worked_off(workspace, [{"id": "a"}, {"id": "b"}], tmp_path / "답.jsonl", "questions", dict, cancel)
        next(events)
        cancel.set()
        with pytest.raises(Cancelled):
            next(events)
        assert [one.name for one in tmp_path.iterdir()] == ["home"]
        assert recorded(workspace, AuditKind.EXPORTED) == []


def test_what_leaves_is_recorded_without_its_name(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as workspace:
        sent(workspace, tmp_path / "홍길동 징계.md", appendix=True)
        number = talk(workspace)
        conversations.export(workspace, number, tmp_path / "대화.htm")
        library.export_ledger(workspace, tmp_path / "목록.이상한 끝", Messages.load("ko"))
        rows = [{"id": "a"}]
        report = result_of(worked_off(workspace, rows, tmp_path / "답.jsonl", "q", dict, Cancel()), BatchReport)
        assert report.questions == 1
        found = recorded(workspace, AuditKind.EXPORTED)
        told = [(one["what"], one["format"], one["document"]) for one in found]
        assert told == [
            ("draft", "md", 0),
            ("appendix", "md", 0),
            ("conversation", "html", number),
            ("ledger", "other", 0),
            ("run", "jsonl", 0),
        ]
        assert found[4]["sha256"] == hashlib.sha256((tmp_path / "답.jsonl").read_bytes()).hexdigest()
        assert "홍길동" not in json.dumps([link.body for link in workspace.audit.links()], ensure_ascii=False)


def test_marks_that_nobody_may_override(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as workspace:
        with pytest.raises(MarkedDraft):
            sent(workspace, tmp_path / "글.md", MARKED)
        sent(workspace, tmp_path / "글.md", MARKED, marked=True)
        assert recorded(workspace, AuditKind.EXPORTED)[0]["marked"] is True
    with opened(tmp_path / "home", forbid_marked=True) as workspace:
        number = talk(workspace, "900101-1234568의 휴가는?")
        rows = [{"id": "a", "citations": [{"quote": "신청인\n900101-1234568"}]}]
        for leave in (
            lambda: sent(workspace, tmp_path / "둘.md", MARKED, marked=True),
            lambda: conversations.export(workspace, number, tmp_path / "대화.md"),
            lambda: list(worked_off(workspace, rows, tmp_path / "답.jsonl", "q", dict, Cancel())),
            lambda: printing.pages(workspace, MARKED),
        ):
            with pytest.raises(MarkedForbidden) as fault:
                leave()
            assert "personal_resident" in fault.value.params["marks"]
        sent(workspace, tmp_path / "둘.md")
        assert sorted(one.name for one in tmp_path.iterdir()) == ["home", "글.md", "둘.md"]


def test_what_cannot_be_recorded_does_not_leave(tmp_path: Path) -> None:
    with opened(tmp_path / "home") as workspace:
        number = talk(workspace)
        with unwritable():
            for leave in (
                lambda: sent(workspace, tmp_path / "글.md"),
                lambda: conversations.export(workspace, number, tmp_path / "대화.md"),
                lambda: library.export_ledger(workspace, tmp_path / "목록.csv", Messages.load("ko")),
                lambda: list(worked_off(workspace, [], tmp_path / "답.jsonl", "q", dict, Cancel())),
            ):
                with pytest.raises(AuditUnwritable):
                    leave()
        assert [one.name for one in tmp_path.iterdir()] == ["home"], "nothing lies beside it either"


def test_nothing_is_printed_where_nothing_may_be(tmp_path: Path) -> None:
    with opened(tmp_path / "home", printing=False) as workspace:
        with pytest.raises(PrintingForbidden):
            printing.pages(workspace, DRAFT)
        assert plain(workspace, DRAFT) and recorded(workspace, AuditKind.PRINTED) == []


# --- at rest ---------------------------------------------------------------------------------
def test_what_lay_untouched_for_long_goes_and_is_counted(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        old, new = talk(workspace), talk(workspace)
        drafts = [workspace.drafts.save(DRAFT).id for _ in range(3)]
        workspace.searches.remember(Query("휴가"))
        workspace.searches.save("이름", Query("휴가"))
        longago = time.time_ns() - 31 * DAY_NS
        with workspace.database.transaction(documents=False) as connection:
            connection.execute("UPDATE conversations SET touched = ? WHERE id = ?", (longago, old))
            connection.execute("UPDATE drafts SET touched = ? + id WHERE id <> ?", (longago, drafts[2]))
            connection.execute("UPDATE past_searches SET asked = ?", (longago,))
    with opened(tmp_path, retention_days=32) as workspace:
        assert recorded(workspace, AuditKind.RETENTION) == []
    with opened(tmp_path, retention_days=30) as workspace:
        assert [one.id for one in workspace.conversations.conversations()] == [new]
        assert [one.id for one in workspace.drafts.drafts()] == [drafts[2]]
        assert workspace.searches.past() == () and [one.name for one in workspace.searches.saved()] == ["이름"]
        gone = {"days": 30, "conversations": 1, "searches": 1, "drafts": 2}
        assert recorded(workspace, AuditKind.RETENTION) == [gone]
    with opened(tmp_path, retention_days=30) as workspace:
        assert recorded(workspace, AuditKind.RETENTION) == [gone], "only where something went"


def test_a_plain_workspace_is_refused_where_it_must_be_encrypted(tmp_path: Path) -> None:
    with pytest.raises(EncryptionRequired) as fault, opened(tmp_path, encrypted=True):
        pass
    assert fault.value.params == {"path": str(tmp_path)}


def talk(workspace: Workspace, question: str = "휴가는?") -> int:
    """A conversation of one exchange."""
    number = workspace.conversations.begin()
    exchange = Exchange(0, question, question, time.time_ns(), (), "답", False, "", {}, (), (), "", 0)
    workspace.conversations.keep(number, exchange)
    return number
