"""Drafts that were kept, with their versions. They are the user's own documents: they stay, personal data and all,
until the user removes them, and what is removed is overwritten in the file.

A save is one transaction of its own: it needs no `write.lock`, which an index run holds for long.
"""

import contextlib
import hashlib
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.core.draft_errors import DraftDamaged, DraftElsewhere, DraftMissing
from app.core.drafts import Draft, Item, Letter
from app.core.errors import AppError
from app.core.kept_drafts import LASTING, Cause, KeptDraft, Version
from app.store import draft_json
from app.store.connection import Connection
from app.store.database import Database
from app.store.folding import folded, storable

TYPING_NS = 5 * 60 * 10**9
"""While somebody types, a version is made no oftener."""
MOST_AUTOMATIC = 40
"""Versions of one draft that nobody asked for; beyond these, old ones that stand close together leave."""
_NEWEST = 10
"""Automatic versions that are never thinned out."""
_MUCH, _SHARE, _VERY_MUCH = 80, 0.25, 600
"""So many characters that go at once, of so much of the whole, are a large change; so many always are."""
_PATIENCE_MS, _BUSY_MS = 200, 5_000
"""How long a save that comes again within a second waits for another writer, and any other one."""


@dataclass(frozen=True, slots=True)
class Words:
    """A draft's words, folded, to compare with others."""

    id: int
    title: str
    form: str
    touched: int
    folded: str


@dataclass(frozen=True, slots=True)
class _State:
    """What is to be written of a draft."""

    form: str
    title: str
    content: str | bytes
    digest: bytes
    folded: str
    """The letter and the notes, with a line break between."""

    @property
    def characters(self) -> int:
        """Of the letter, without white space."""
        return len(self.folded.partition("\n")[0])


class Drafts:
    """None of this is about documents: the generation stays. Writes raise the STO errors of Database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = secrets.token_hex(4)

    def save(self, draft: Draft, *, cause: Cause | None = None, name: str = "", patient: bool = True) -> Draft:
        """Put a draft in place of its former state, or as a new one (id 0); on the disk when this returns. The draft
        with its id and its times: the next save has to bring `touched` along.

        With a `cause` the new state becomes a version. Without one, the former state does where much of it goes, or
        where the last version is some minutes old. `patient` False gives up after a moment while another writes.
        Raises DraftMissing, and DraftElsewhere where the stored state is a newer one: that stays, and this one is kept
        as a version, one for each window and the state that it knew.
        """
        state = _state(draft)
        elsewhere = False
        with self._writing(_BUSY_MS if patient else _PATIENCE_MS) as connection:
            now = time.time_ns()
            if not draft.id:
                kept = _insert(connection, draft, state, now)
            else:
                started, touched, form, title, content, digest, words = _row(connection, draft.id)
                kept = replace(draft, started=started, touched=touched)
                former = _State(form, title, content, digest, words)
                elsewhere = touched != draft.touched and digest != state.digest
                if elsewhere:
                    _put_branch(connection, draft, state, f"{draft.touched} {self._writer}", now)
                elif digest != state.digest:
                    _before(connection, draft.id, former, state, now)
                    kept = replace(kept, touched=_update(connection, draft.id, state, now))
            if cause is not None and not elsewhere:
                _version(connection, kept.id, state, cause, name, now)
        if elsewhere:
            raise DraftElsewhere(id=draft.id)
        return kept

    def drafts(self, text: str = "", limit: int = 200) -> tuple[KeptDraft, ...]:
        """The latest first; with `text` those that hold all its words in title, letter or notes, whatever their case
        and spaces."""
        words = [folded(word) for word in text.split()]
        where = " AND ".join(["1", *["instr(d.folded, ?) > 0"] * len(words)])
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT d.id, d.title, d.form, d.started, d.touched, "  # noqa: S608 - our own condition
                "(SELECT count(*) FROM draft_versions v WHERE v.draft_id = d.id) "
                f"FROM drafts d WHERE {where} ORDER BY d.touched DESC LIMIT ?",
                (*words, limit),
            ).fetchall()
        return tuple(KeptDraft(*row) for row in rows)

    def words(self, limit: int) -> tuple[Words, ...]:
        """Of the latest drafts."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id, title, form, touched, folded FROM drafts ORDER BY touched DESC LIMIT ?", (limit,)
            ).fetchall()
        return tuple(Words(*row) for row in rows)

    def opened(self, draft_id: int) -> Draft:
        """Raises DraftMissing and DraftDamaged."""
        with self._database.reading() as connection:
            started, touched, _, _, content, digest, _ = _row(connection, draft_id)
        return _read(content, digest, draft_id, started, touched)

    def versions(self, draft_id: int) -> tuple[Version, ...]:
        """The latest first. Raises DraftMissing."""
        with self._database.reading() as connection:
            _row(connection, draft_id)
            rows = connection.execute(
                "SELECT draft_id, number, made, cause, name, title, characters FROM draft_versions "
                "WHERE draft_id = ? ORDER BY number DESC",
                (draft_id,),
            ).fetchall()
        return tuple(
            Version(draft, number, made, Cause(cause), name, title, characters)
            for draft, number, made, cause, name, title, characters in rows
        )

    def version(self, draft_id: int, number: int) -> Draft:
        """A version as a draft with the id and the times of the stored one. Raises DraftMissing and DraftDamaged."""
        with self._database.reading() as connection:
            started, touched, *_ = _row(connection, draft_id)
            content, digest = _stored_version(connection, draft_id, number)
        return _read(content, digest, draft_id, started, touched)

    def restore(self, draft_id: int, number: int) -> Draft:
        """Make a version the draft's state. What was its state becomes a version, unless it is one; so does what it is
        now. Raises DraftMissing and DraftDamaged."""
        with self._writing(_BUSY_MS) as connection:
            now = time.time_ns()
            started, touched, form, title, content, digest, words = _row(connection, draft_id)
            draft = _read(*_stored_version(connection, draft_id, number), draft_id, started, touched)
            state = _state(draft)
            _version(connection, draft_id, _State(form, title, content, digest, words), Cause.BEFORE_CHANGE, "", now)
            touched = _update(connection, draft_id, state, now)
            _version(connection, draft_id, state, Cause.RESTORED, "", now)
        return replace(draft, touched=touched)

    def name(self, draft_id: int, number: int, name: str) -> None:
        """Call a version by a name; it is then the user's, and lasts. Raises DraftMissing."""
        with self._writing(_BUSY_MS) as connection:
            connection.execute(
                "UPDATE draft_versions SET name = ?, cause = ? WHERE draft_id = ? AND number = ?",
                (storable(name), Cause.NAMED.value, draft_id, number),
            )
            if not connection.changes():
                raise DraftMissing(id=f"{draft_id}/{number}")

    def remove(self, draft_id: int) -> None:
        """A draft and its versions: gone from the file, and from SQLite's own log where nobody else is reading.
        Raises DraftMissing."""
        with self._writing(_BUSY_MS) as connection:
            connection.execute("DELETE FROM drafts WHERE id = ?", (draft_id,))
            if not connection.changes():
                raise DraftMissing(id=draft_id)
        with contextlib.suppress(AppError), self._database.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    @contextlib.contextmanager
    def _writing(self, patience_ms: int) -> Iterator[Connection]:
        """A transaction in which what is replaced or deleted is overwritten with zeros."""
        connection = self._database.connection()
        connection.execute("PRAGMA secure_delete = ON").fetchone()
        connection.execute(f"PRAGMA busy_timeout = {patience_ms}").fetchone()
        try:
            with self._database.transaction(documents=False) as connection:
                yield connection
        finally:
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}").fetchone()


def text_of(letter: Letter) -> str:
    """The words of a letter, a line each, without marks: to be searched and counted."""
    lines = [letter.fields.get("title", ""), *_lines(letter.items)]
    lines += [f"{one.name} {one.quantity}" for one in letter.attachments]
    lines += [value for key, value in letter.fields.items() if key != "title"]
    return "\n".join(line for line in lines if line)


def _lines(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield item.text
        if item.table is not None:
            yield from ("\t".join(row) for row in item.table.rows)
        yield from _lines(item.items)


def _state(draft: Draft) -> _State:
    content, text = draft_json.written(draft), text_of(draft.letter)
    title = draft.letter.fields.get("title", "").strip() or draft.notes.strip().partition("\n")[0][:80]
    return _State(
        form=storable(draft.letter.form),
        title=storable(title),
        content=content,
        digest=_digest(content.encode()),
        folded=f"{folded(text)}\n{folded(draft.notes)}",
    )


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _row(connection: Connection, draft_id: int) -> tuple[int, int, str, str, bytes, bytes, str]:
    row: tuple[int, int, str, str, bytes, bytes, str] | None = connection.execute(
        "SELECT started, touched, form, title, CAST(content AS BLOB), digest, folded FROM drafts WHERE id = ?",
        (draft_id,),
    ).fetchone()
    if row is None:
        raise DraftMissing(id=draft_id)
    return row


def _stored_version(connection: Connection, draft_id: int, number: int) -> tuple[bytes, bytes]:
    row: tuple[bytes, bytes] | None = connection.execute(
        "SELECT CAST(content AS BLOB), digest FROM draft_versions WHERE draft_id = ? AND number = ?", (draft_id, number)
    ).fetchone()
    if row is None:
        raise DraftMissing(id=f"{draft_id}/{number}")
    return row


def _read(content: bytes, digest: bytes, draft_id: int, started: int, touched: int) -> Draft:
    if _digest(content) != digest:
        raise DraftDamaged(id=draft_id)
    try:
        return draft_json.read(content.decode(), draft_id, started, touched)
    except ValueError as error:
        raise DraftDamaged(id=draft_id) from error


_LATEST = "max(?, coalesce((SELECT max(touched) FROM drafts), 0) + 1)"
"""Now, or just after the last one: a clock may be set back."""


def _insert(connection: Connection, draft: Draft, state: _State, now: int) -> Draft:
    identity, started, touched = connection.execute(
        "INSERT INTO drafts (started, touched, form, title, content, digest, folded) "  # noqa: S608 - our own
        f"VALUES (?, {_LATEST}, ?, ?, ?, ?, ?) RETURNING id, started, touched",
        (draft.started or now, now, state.form, state.title, state.content, state.digest, state.folded),
    ).fetchone()
    return replace(draft, id=identity, started=started, touched=touched)


def _update(connection: Connection, draft_id: int, state: _State, now: int) -> int:
    """When it was touched."""
    (touched,) = connection.execute(
        f"UPDATE drafts SET touched = {_LATEST}, form = ?, title = ?, content = ?, digest = ?, folded = ? "  # noqa: S608
        "WHERE id = ? RETURNING touched",
        (now, state.form, state.title, state.content, state.digest, state.folded, draft_id),
    ).fetchone()
    return int(touched)


def _before(connection: Connection, draft_id: int, former: _State, state: _State, now: int) -> None:
    """A version of the former state where it is worth one."""
    if _much_goes(former.folded, state.folded):
        _version(connection, draft_id, former, Cause.BEFORE_CHANGE, "", now)
        return
    (last,) = connection.execute(
        "SELECT coalesce((SELECT made FROM draft_versions WHERE draft_id = ? ORDER BY number DESC LIMIT 1), started) "
        "FROM drafts WHERE id = ?",
        (draft_id, draft_id),
    ).fetchone()
    if not 0 <= now - last < TYPING_NS:  # a clock may be set back
        _version(connection, draft_id, former, Cause.TYPING, "", now)


def _much_goes(before: str, after: str) -> bool:
    """Whether a large part of `before` between what the two share at both ends is gone."""
    start = _shared(before, after, 1)
    end = min(_shared(before, after, -1), min(len(before), len(after)) - start)
    gone = len(before) - start - end
    return gone >= _VERY_MUCH or (gone >= _MUCH and gone >= _SHARE * len(before))


def _shared(one: str, other: str, way: int) -> int:
    """The length of what two texts share at the beginning (1) or at the end (-1), found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        same = one[:middle] == other[:middle] if way > 0 else one[-middle:] == other[-middle:]
        low, high = (middle, high) if same else (low, middle - 1)
    return low


def _put_branch(connection: Connection, draft: Draft, state: _State, branch: str, now: int) -> None:
    """A window's own state beside a newer one; it grows in place."""
    connection.execute(
        "UPDATE draft_versions SET made = ?, title = ?, characters = ?, content = ?, digest = ? "
        "WHERE draft_id = ? AND branch = ?",
        (now, state.title, state.characters, state.content, state.digest, draft.id, branch),
    )
    if not connection.changes():
        _version(connection, draft.id, state, Cause.ELSEWHERE, "", now, branch)


def _version(
    connection: Connection, draft_id: int, state: _State, cause: Cause, name: str, now: int, branch: str = ""
) -> None:
    """A new version, unless nobody asked for it and the last one is the same; then old ones are thinned out."""
    last = connection.execute(
        "SELECT number, digest FROM draft_versions WHERE draft_id = ? ORDER BY number DESC LIMIT 1", (draft_id,)
    ).fetchone()
    number, digest = last if last is not None else (0, b"")
    if digest == state.digest and cause not in LASTING:
        return
    connection.execute(
        "INSERT INTO draft_versions (draft_id, number, made, cause, name, branch, title, characters, content, digest) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(draft_id, number + 1, now, cause.value, storable(name), branch, state.title),
            *(state.characters, state.content, state.digest),
        ),
    )
    _thin(connection, draft_id, now)


def _thin(connection: Connection, draft_id: int, now: int) -> None:
    """One automatic version leaves where there are too many: the one whose neighbours are closest for its age, so that
    the old ones stand ever further apart."""
    lasting = ", ".join(f"'{cause.value}'" for cause in sorted(LASTING))
    rows: list[tuple[int, int]] = connection.execute(
        f"SELECT number, made FROM draft_versions WHERE draft_id = ? AND cause NOT IN ({lasting}) ORDER BY number",  # noqa: S608
        (draft_id,),
    ).fetchall()
    if len(rows) <= MOST_AUTOMATIC:
        return

    def closeness(place: int) -> float:
        return (rows[place + 1][1] - rows[place - 1][1]) / max(now - rows[place][1], 1)

    place = min(range(1, max(len(rows) - _NEWEST, 2)), key=closeness)
    connection.execute("DELETE FROM draft_versions WHERE draft_id = ? AND number = ?", (draft_id, rows[place][0]))
