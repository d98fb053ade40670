"""Events and results as JSON objects, one a line: the form that scripts and tests read."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from app.cli import (
    bundle_making,
    bundling,
    drafting,
    figures,
    guarding,
    linting,
    model_words,
    proving,
    talk_words,
    vaulting,
)
from app.core.answers import Answer, Citation, Conversation, Exchange
from app.core.drafts import Form
from app.core.errors import AppError
from app.core.events import Changed, Done, Drafted, Event, Extracted, Found, Progress, Token, Warned
from app.core.messages import Messages
from app.core.types import Because, Hit, LedgerEntry, Understood
from app.services.bundling.corpora import Shelf
from app.services.conversations import Exported, Forgotten
from app.services.draft_report import DraftReport
from app.services.guarding.policy import PolicyReport
from app.services.index import IndexReport
from app.services.inspecting.airgap import AirgapReport
from app.services.inspecting.diagnose import DoctorReport
from app.services.library import Dropped, Folder, Removed
from app.services.links import LinkReport
from app.services.measure.answers import AnswersReport
from app.services.measure.bench import BenchReport
from app.services.measure.suites import EvalReport
from app.services.models.add import Added
from app.services.models.choice import Chosen, RemovedModel
from app.services.models.installed import ModelState
from app.services.recording.audit import AuditExported, AuditHeads, AuditList, AuditState
from app.services.rows import BatchReport
from app.services.search import SearchResult
from app.services.thesaurus import Checked, Listed, Place
from app.services.vault import VaultChanged, VaultStatus

_PLAIN = (BatchReport, Exported, Forgotten, Removed, Dropped, Folder, Shelf, Listed, Checked, Place)
"""Told by the names of their fields."""

_TOLD_BY: tuple[tuple[tuple[type, ...], Callable[[Any, Messages], Any]], ...] = (
    ((Conversation, Exchange), talk_words.as_json),
    ((Added, Chosen, RemovedModel), model_words.as_json),
    ((DraftReport, Form), drafting.as_json),
    ((linting.Linted,), linting.as_json),
    ((PolicyReport, AuditList, AuditState, AuditHeads, AuditExported), guarding.as_json),
    (bundle_making.RESULTS, lambda result, _messages: bundle_making.as_json(result)),
    (bundling.RESULTS, lambda result, _messages: bundling.as_json(result)),
    ((VaultStatus, VaultChanged), vaulting.as_json),
    ((AirgapReport,), lambda report, _messages: proving.as_json(report)),
)
"""Results whose verb has a file of its own here."""


def line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def event_json(event: Event, messages: Messages) -> dict[str, Any]:
    match event:
        case Progress(stage, done, total, subject, left):
            told = {"event": "progress", "stage": stage, "done": done, "total": total, "subject": subject}
            return told if left is None else {**told, "left_s": left}
        case Token(text):
            return {"event": "token", "text": text}
        case Found(hits):
            return {"event": "found", "hits": [hit_json(rank, hit) for rank, hit in enumerate(hits, 1)]}
        case Extracted(answer):
            return {"event": "extracted", "result": _answer_json(answer, messages)}
        case Drafted(draft):
            return {"event": "drafted", "title": draft.letter.fields.get("title", "")}
        case Warned():
            return {"event": "warned", **_warned_json(event, messages)}
        case Changed(roots):
            return {"event": "changed", "roots": [[name, str(path)] for name, path in roots]}
        case Done(result):
            return {"event": "done", "result": result_json(result, messages)}


def error_json(error: AppError, messages: Messages) -> dict[str, Any]:
    message = messages.for_error(error)
    return {
        "event": "error",
        "code": error.code,
        "title": message.title,
        "message": message.text,
        "action": message.action,
    }


def result_json(result: object, messages: Messages) -> Any:
    for kinds, told in _TOLD_BY:
        if isinstance(result, kinds):
            return told(result, messages)
    match result:
        case IndexReport():
            return _index_json(result, messages)
        case SearchResult():
            return {
                "query": result.query,
                "took_ms": result.took_ms,
                "hits": [hit_json(rank, hit) for rank, hit in enumerate(result.hits, 1)],
                "notices": [_warned_json(warned, messages) for warned in result.notices],
                "understood": _understood_json(result.understood),
                "absent": result.absent,
                "absent_text": messages.say(f"reason_{result.absent}", **result.absent_params) if result.absent else "",
            }
        case Answer():
            return _answer_json(result, messages)
        case EvalReport() | AnswersReport() | BenchReport():
            return figures.as_json(result)
        case DoctorReport() | LinkReport():
            return _doctor_json(result) if isinstance(result, DoctorReport) else _links_json(result)
        case LedgerEntry():
            return ledger_json(result, messages)
        case plain if isinstance(plain, _PLAIN):
            given = dataclasses.asdict(plain)
            return {name: str(value) if isinstance(value, Path) else value for name, value in given.items()}
        case ModelState():
            return _model_json(result)
        case tuple():
            return [result_json(item, messages) for item in result]
    raise TypeError(type(result))


def _index_json(result: IndexReport, messages: Messages) -> dict[str, Any]:
    return {
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "moved": result.moved,
        "removed": result.removed,
        "skipped": result.skipped,
        "failed": [_warned_json(warned, messages) for warned in result.failed],
        "passages": result.passages,
        "seconds": result.seconds,
        "states": {state.value: count for state, count in result.states.items()},
        "ledger": [ledger_json(entry, messages) for entry in result.entries],
    }


def ledger_json(entry: LedgerEntry, messages: Messages) -> dict[str, Any]:
    """`ocr` is the mean certainty of recognised text in percent, 0: none; `modified` in ns since the epoch."""
    message = messages.for_code(entry.code, entry.params) if entry.code else None
    return {
        "path": entry.path,
        "collection": entry.collection,
        "state": entry.state.value,
        "code": entry.code,
        "message": message.text if message else "",
        "action": message.action if message else "",
        "doc_id": entry.document_id,
        "title": entry.title,
        "kind": entry.kind,
        "format": entry.format,
        "passages": entry.passages,
        "size": entry.size,
        "modified": entry.modified,
        "ocr": entry.ocr,
    }


def because_json(because: Because | None) -> dict[str, str] | None:
    """Why a hit came along with another: `tie` is how it belongs to `article` of `title`."""
    if because is None:
        return None
    return {"tie": because.tie.value, "title": because.title, "article": because.label}


def hit_json(rank: int, hit: Hit) -> dict[str, Any]:
    passage, document = hit.passage, hit.document
    return {
        "rank": rank,
        "score": round(hit.score, 4),
        "file": document.source.path,
        "doc_id": document.id,
        "title": document.title,
        "kind": document.kind.value,
        "effective": document.effective,
        "promulgated": document.promulgated,
        "standing": hit.standing.value,
        "because": because_json(hit.because),
        "article": passage.locator.label,
        "locator": str(passage.locator),
        "heading": passage.heading,
        "breadcrumb": passage.breadcrumb,
        "page": passage.page,
        "ocr": passage.ocr,
        "text": passage.text,
        "highlights": [list(span) for span in hit.highlights],
        "ranks": dict(hit.ranks),
    }


def _understood_json(read: Understood | None) -> dict[str, Any] | None:
    """How the question was read; none for one that was looked for as it was typed."""
    if read is None:
        return None
    return {
        "text": read.text,
        "phrases": list(read.phrases),
        "excluded": list(read.excluded),
        "as_of": read.as_of,
        "laws": list(read.laws),
        "synonyms": {said: list(others) for said, others in read.synonyms.items()},
        "changes": [{"kind": change.kind, "said": change.said, "read": change.read} for change in read.changes],
    }


def _answer_json(answer: Answer, messages: Messages) -> dict[str, Any]:
    why = messages.say(f"reason_{answer.reason}", **answer.reason_params) if answer.reason else ""
    return {
        "answer": answer.text,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "reason_text": why,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "unsupported": list(answer.unsupported),
        "hits": [hit_json(rank, hit) for rank, hit in enumerate(answer.hits, 1)],
        "took_ms": answer.took_ms,
        "first_token_ms": answer.first_token_ms,
        "model": answer.model,
        "origin": answer.origin.value,
        "extracted": answer.extracted,
        "statements": [
            {"span": list(one.span), "verdict": one.verdict.value, "citations": list(one.citations)}
            for one in answer.statements
        ],
        "packing": dataclasses.asdict(answer.packing) if answer.packing else None,
        "asked": answer.asked,
    }


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.number,
        "file": citation.hit.document.source.path,
        "doc_id": citation.hit.document.id,
        "title": citation.hit.document.title,
        "article": citation.hit.passage.locator.label,
        "quote": citation.quote,
        "span": list(citation.span),
        "verified": citation.verified,
    }


def _model_json(state: ModelState) -> dict[str, Any]:
    model = state.model
    return {
        "id": model.id,
        "role": model.role,
        "bundle": dataclasses.asdict(state.bundle) if state.bundle is not None else None,
        "state": state.state,
        "code": state.code,
        "used": state.used,
        "default": model.default,
        "bytes": sum(file.bytes for file in model.files),
        "licence": model.licence,
        "quantisation": model.quantisation,
        "context": model.context,
        "min_memory_mib": model.min_memory_mib,
        "origin": model.origin,
        "base": model.base,
        "site": model.site,
    }


def _warned_json(warned: Warned, messages: Messages) -> dict[str, Any]:
    message = messages.for_code(warned.code, warned.params)
    return {"path": warned.subject, "code": warned.code, "message": f"{message.text} {message.action}"}


def _links_json(result: LinkReport) -> dict[str, Any]:
    return {
        "collection": result.collection,
        "references": result.references,
        "unresolved": result.unresolved,
        "laws": result.laws,
        "places": result.places,
        "missing": [
            {
                "law": one.law,
                "place": one.place,
                "doc_id": one.document_id,
                "references": one.references,
                "documents": one.documents,
            }
            for one in result.missing
        ],
    }


def _doctor_json(result: DoctorReport) -> dict[str, Any]:
    return {
        "version": result.version,
        "sound": result.sound,
        "checks": [
            {"check": check.name, "ok": check.ok, "detail": check.detail, "code": check.code, "reason": check.reason}
            for check in result.checks
        ],
    }
