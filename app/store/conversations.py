"""Conversations: questions with their answers, as they were shown. What is forgotten is overwritten in the file.

An exchange is one transaction. Its citations are copies: they stay readable when their document has changed or gone.
"""

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from app.core.answers import Conversation, Exchange, KeptCitation, Statement, Verdict
from app.core.errors import AppError, ConversationMissing
from app.store.connection import Connection
from app.store.database import Database
from app.store.folding import folded, storable

MOST_CONVERSATIONS = 2000
"""The oldest beyond these leave when a new exchange comes."""
MOST_EXCHANGES = 500
"""Of one conversation; its oldest beyond these leave."""
_EMPTY_NS = 86_400 * 10**9
"""A conversation that was begun and never used leaves after a day."""

_COLUMNS = (
    "id, question, standalone, asked, collections, text, abstained, reason, reason_params, statements, citations, "
    "model, extracted"
)
_WRITTEN = (
    "conversation_id, question, standalone, asked, collections, text, abstained, reason, reason_params, statements, "
    "citations, model, extracted, passages, folded"
)
_Read = TypeVar("_Read")


class Conversations:
    """None of this is about documents: the generation stays."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self) -> int:
        """A new, empty conversation's id. It is listed once it has an exchange."""
        now = time.time_ns()
        with self._forgetting() as connection:
            connection.execute(
                "DELETE FROM conversations WHERE started < ? AND id NOT IN (SELECT conversation_id FROM exchanges)",
                (now - _EMPTY_NS,),
            )
            connection.execute(
                f"INSERT INTO conversations (started, touched) VALUES (?, {_LATEST})",  # noqa: S608 - our own expression
                (now, now),
            )
            return connection.last_insert_rowid()

    def keep(self, conversation_id: int, exchange: Exchange, passages: Sequence[int] = ()) -> int:
        """Put an exchange at the end; its id (the one it carries does not count). On the disk when this returns.

        `passages` are the ids of those it cites. Raises ConversationMissing and the STO errors of Database.
        """
        with self._forgetting() as connection:
            connection.execute(
                f"UPDATE conversations SET touched = {_LATEST} WHERE id = ?",  # noqa: S608 - our own expression
                (time.time_ns(), conversation_id),
            )
            if not connection.changes():
                raise ConversationMissing(id=conversation_id)
            values = (conversation_id, *_row(exchange, passages))
            connection.execute(
                f"INSERT INTO exchanges ({_WRITTEN}) VALUES ({', '.join('?' * len(values))})",  # noqa: S608
                values,
            )
            identity = connection.last_insert_rowid()
            connection.execute(
                "DELETE FROM exchanges WHERE conversation_id = ? AND id NOT IN "
                "(SELECT id FROM exchanges WHERE conversation_id = ? ORDER BY id DESC LIMIT ?)",
                (conversation_id, conversation_id, MOST_EXCHANGES),
            )
            connection.execute(
                "DELETE FROM conversations WHERE id NOT IN "
                "(SELECT id FROM conversations ORDER BY touched DESC LIMIT ?)",
                (MOST_CONVERSATIONS,),
            )
        return identity

    def conversations(self, text: str = "", limit: int = 200) -> tuple[Conversation, ...]:
        """The latest first; with `text` those that hold it in a question or an answer, whatever its case and spaces."""
        wanted = folded(text)
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT c.id, (SELECT question FROM exchanges e WHERE e.conversation_id = c.id ORDER BY e.id LIMIT 1), "
                "c.started, c.touched, (SELECT count(*) FROM exchanges e WHERE e.conversation_id = c.id) "
                "FROM conversations c WHERE EXISTS (SELECT 1 FROM exchanges e WHERE e.conversation_id = c.id "
                "AND (? = '' OR instr(e.folded, ?) > 0)) ORDER BY c.touched DESC LIMIT ?",
                (wanted, wanted, limit),
            ).fetchall()
        return tuple(Conversation(*row) for row in rows)

    def exchanges(self, conversation_id: int) -> tuple[Exchange, ...]:
        """In the order in which they were asked. Raises ConversationMissing."""
        with self._database.reading() as connection:
            self._check(connection, conversation_id)
            rows = connection.execute(
                f"SELECT {_COLUMNS} FROM exchanges WHERE conversation_id = ? ORDER BY id",  # noqa: S608 - our own
                (conversation_id,),
            ).fetchall()
        return tuple(_exchange(row) for row in rows)

    def stands_on(self, conversation_id: int) -> tuple[int, ...]:
        """The passages that the last exchange cites, those that there still are, in the order of their numbers.

        Empty for an empty conversation, or none.
        """
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT passages FROM exchanges WHERE conversation_id = ? ORDER BY id DESC LIMIT 1", (conversation_id,)
            ).fetchone()
            ids: list[int] = _read(row[0], lambda data: [int(one) for one in data], []) if row else []
            marks = ",".join("?" * len(ids))
            found = connection.execute(f"SELECT id FROM passages WHERE id IN ({marks})", ids).fetchall()  # noqa: S608
        there = {one for (one,) in found}
        return tuple(one for one in dict.fromkeys(ids) if one in there)

    def latest(self) -> int:
        """The conversation that was used last; 0 when there is none."""
        found = self.conversations(limit=1)
        return found[0].id if found else 0

    def forget(self, conversation_id: int = 0) -> int:
        """One conversation, or all (0): gone from the file, and from SQLite's own log where nobody else is reading.
        How many that were listed. Raises ConversationMissing.
        """
        with self._forgetting() as connection:
            if conversation_id:
                self._check(connection, conversation_id)
            which = "WHERE ? IN (0, conversation_id)"
            (count,) = connection.execute(
                f"SELECT count(DISTINCT conversation_id) FROM exchanges {which}",  # noqa: S608 - our own condition
                (conversation_id,),
            ).fetchone()
            connection.execute("DELETE FROM conversations WHERE ? IN (0, id)", (conversation_id,))
        with contextlib.suppress(AppError), self._database.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return int(count)

    def _check(self, connection: Connection, conversation_id: int) -> None:
        if connection.execute("SELECT 1 FROM conversations WHERE id = ?", (conversation_id,)).fetchone() is None:
            raise ConversationMissing(id=conversation_id)

    @contextlib.contextmanager
    def _forgetting(self) -> Iterator[Connection]:
        """A transaction in which what is deleted is overwritten with zeros."""
        self._database.connection().execute("PRAGMA secure_delete = ON").fetchone()
        with self._database.transaction(documents=False) as connection:
            yield connection


_LATEST = "max(?, coalesce((SELECT max(touched) FROM conversations), 0) + 1)"
"""Now, or just after the last one: a clock may be set back."""


def _row(exchange: Exchange, passages: Sequence[int]) -> tuple[Any, ...]:
    statements = [[*one.span, one.verdict.value, list(one.citations)] for one in exchange.statements]
    question, text = storable(exchange.question), storable(exchange.text)
    return (
        question,
        storable(exchange.standalone),
        exchange.asked,
        json.dumps(exchange.collections),
        text,
        int(exchange.abstained),
        exchange.reason,
        json.dumps(dict(exchange.reason_params)),
        json.dumps(statements),
        json.dumps([asdict(citation) for citation in exchange.citations]),
        exchange.model,
        exchange.extracted,
        json.dumps(list(passages)),
        f"{folded(question)}\n{folded(text)}",
    )


def _exchange(row: Sequence[Any]) -> Exchange:
    """What this version does not understand of a row is left out; question and answer always come back."""
    (
        identity,
        question,
        standalone,
        asked,
        collections,
        text,
        abstained,
        reason,
        params,
        statements,
        cited,
        model,
        cut,
    ) = row
    return Exchange(
        id=identity,
        question=question,
        standalone=standalone,
        asked=asked,
        collections=_read(collections, lambda data: tuple(str(name) for name in data), ()),
        text=text,
        abstained=bool(abstained),
        reason=reason,
        reason_params=_read(params, lambda data: {str(k): str(v) for k, v in data.items()}, {}),
        statements=_read(statements, lambda data: tuple(_statement(one) for one in data), ()),
        citations=_read(cited, lambda data: tuple(_citation(one) for one in data), ()),
        model=model,
        extracted=cut,
    )


def _read(written: str, build: Callable[[Any], _Read], otherwise: _Read) -> _Read:
    try:
        return build(json.loads(written))
    except (ValueError, TypeError, KeyError, AttributeError):
        return otherwise


def _statement(data: Sequence[Any]) -> Statement:
    start, end, verdict, citations = data
    return Statement((int(start), int(end)), Verdict(verdict), tuple(int(number) for number in citations))


def _citation(data: dict[str, Any]) -> KeptCitation:
    start, end = data["span"]
    texts = {name: str(data[name]) for name in ("document_id", "title", "article", "file", "quote")}
    return KeptCitation(number=int(data["number"]), span=(int(start), int(end)), **texts)
