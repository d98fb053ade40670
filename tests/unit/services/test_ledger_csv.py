"""The ledger as a table: every row, in words, and harmless to a spreadsheet program."""

import csv
import io

import pytest

from app.core.messages import Messages
from app.core.types import FileState, LedgerEntry
from app.services.ledger_csv import COLUMNS, write


def entry(path: str, **facts: object) -> LedgerEntry:
    given: dict[str, object] = {
        "collection": "기본",
        "state": FileState.INDEXED,
        "document_id": "d",
        "title": '휴가, "규정"',
        "kind": "law",
        "format": "pdf",
        "passages": 3,
        "size": 10,
        "modified": 0,
        "ocr": 0,
        "code": "",
        "params": {},
    }
    return LedgerEntry(path, **given | facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_rows_are_read_back_with_their_reasons(language: str) -> None:
    messages = Messages.load(language)
    failed = {"state": FileState.FAILED, "code": "ING-005", "params": {"name": "b.pdf"}, "passages": 0}
    stream = io.StringIO()
    write(stream, [entry("a.pdf", modified=1_600_000_000_000_000_000), entry("b.pdf", **failed)], messages)
    heads, first, second = list(csv.reader(io.StringIO(stream.getvalue())))
    assert len(heads) == len(set(heads)) == len(COLUMNS)
    assert dict(zip(COLUMNS, first, strict=True))["title"] == '휴가, "규정"'
    assert dict(zip(COLUMNS, first, strict=True))["modified"].startswith("2020-09-1")
    told = dict(zip(COLUMNS, second, strict=True))
    assert (told["code"], told["state"]) == ("ING-005", messages.say("state_failed"))
    assert "b.pdf" in told["reason"]
    assert told["action"]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@sum", "\tx"])
def test_a_name_is_no_formula(name: str) -> None:
    stream = io.StringIO()
    write(stream, [entry(name)], Messages.load("ko"))
    assert list(csv.reader(io.StringIO(stream.getvalue())))[1][1] == f"'{name}"
