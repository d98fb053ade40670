"""Names of things that come from the data: kinds, states, stages, sizes, times."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.core.messages import Messages
from app.core.types import Because, DocumentKind, FileState, Hit, Query, Standing, Tie
from app.gui.citing import amended_on
from app.gui.days import dotted

_IN_FORCE = frozenset({"", "시행", "현행"})


def kind_name(kind: str) -> str:
    if kind not in frozenset(DocumentKind):
        return kind
    names = {
        DocumentKind.LAW: QCoreApplication.translate("words", "Statute"),
        DocumentKind.DIRECTIVE: QCoreApplication.translate("words", "Directive"),
        DocumentKind.NOTICE: QCoreApplication.translate("words", "Notice"),
        DocumentKind.LETTER: QCoreApplication.translate("words", "Official letter"),
        DocumentKind.MINUTES: QCoreApplication.translate("words", "Minutes"),
        DocumentKind.FORM: QCoreApplication.translate("words", "Form"),
        DocumentKind.REPORT: QCoreApplication.translate("words", "Report"),
        DocumentKind.OTHER: QCoreApplication.translate("words", "Other"),
    }
    return names[DocumentKind(kind)]


def state_name(state: str) -> str:
    names = {
        FileState.WAITING: QCoreApplication.translate("words", "Waiting"),
        FileState.INDEXED: QCoreApplication.translate("words", "Indexed"),
        FileState.SKIPPED: QCoreApplication.translate("words", "Skipped"),
        FileState.FAILED: QCoreApplication.translate("words", "Failed"),
    }
    return names[FileState(state)]


def stage_name(messages: Messages, stage: str) -> str:
    """The words of a Progress stage; a stage without words is shown by its key."""
    try:
        return messages.say(stage if stage.startswith("stage_") else f"stage_{stage}")
    except KeyError:
        return stage


def reason_words(messages: Messages, reason: str, params: Mapping[str, str]) -> str:
    """Why there is no answer; a reason without words is shown by its key."""
    try:
        return messages.say(f"reason_{reason}", **params) if reason else ""
    except KeyError:
        return reason


def size_text(size: int) -> str:
    """Bytes for people: `812 B`, `34 KB`, `1.2 MB`."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def time_text(modified: int) -> str:
    """Nanoseconds since the epoch as local time: `2026-03-02 14:05`; empty where nothing was told."""
    try:
        return datetime.fromtimestamp(modified / 1e9).strftime("%Y-%m-%d %H:%M") if modified else ""
    except (OverflowError, OSError, ValueError):  # a clock that was set wrong: no time beats a false one
        return ""


def left_text(seconds: float) -> str:
    """How long it still takes, as roughly as it is known."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return QCoreApplication.translate("words", "less than a minute left")
    if minutes < 90:
        return QCoreApplication.translate("words", "about {minutes} min left").format(minutes=minutes)
    return QCoreApplication.translate("words", "about {hours} h left").format(hours=round(seconds / 3600))


def ocr_text(certainty: int) -> str:
    """The badge of text that was recognised from a picture, with its lowest certainty."""
    return QCoreApplication.translate("words", "Read from a picture · {percent}%").format(percent=certainty)


def standing_name(standing: Standing) -> str:
    """The badge of a document that is not simply in force; empty for one that is."""
    names = {
        Standing.COMING: QCoreApplication.translate("words", "Not yet in force"),
        Standing.SUPERSEDED: QCoreApplication.translate("words", "Older version"),
        Standing.REPEALED: QCoreApplication.translate("words", "Repealed"),
    }
    return names.get(standing, "")


def because_text(because: Because | None) -> str:
    """Why a hit came along with another; empty for one that stands for itself."""
    if because is None or because.tie not in (Tie.IMPLEMENTS, Tie.DELEGATES):
        return ""
    if because.tie is Tie.IMPLEMENTS:
        return QCoreApplication.translate("words", "Carries out {place}").format(place=because.label)
    return QCoreApplication.translate("words", "Basis of {place}").format(place=because.label)


def hit_badges(hit: Hit) -> tuple[str, ...]:
    """What a reader must know before relying on a hit; nothing is said of what is simply in force."""
    standing = standing_name(hit.standing)
    own = "" if hit.document.status in _IN_FORCE else status_name(hit.document.status)
    amended = QCoreApplication.translate("words", "Amended") if amended_on(hit.passage.text) else ""
    ocr = ocr_text(hit.passage.ocr) if hit.passage.ocr else ""
    return tuple(badge for badge in (standing or own, amended, ocr, because_text(hit.because)) if badge)


def filters_text(query: Query) -> str:
    """The filters of a search in a line; empty where none is set."""
    days = f"{dotted(query.since)} ~ {dotted(query.until)}" if query.since or query.until else ""
    as_of = QCoreApplication.translate("words", "as of {day}").format(day=dotted(query.as_of)) if query.as_of else ""
    kinds = (kind_name(kind) for kind in query.kinds)
    parts = (*query.collections, *kinds, *query.ministries, days.strip(), as_of)
    return " · ".join(part for part in parts if part)


def status_name(status: str) -> str:
    """Badges: the statuses that statutes carry, in the window's language; others as they are written."""
    names = {
        "시행": QCoreApplication.translate("words", "In force"),
        "현행": QCoreApplication.translate("words", "Current"),
        "시행 예정": QCoreApplication.translate("words", "Not yet in force"),
        "시행예정": QCoreApplication.translate("words", "Not yet in force"),
        "폐지": QCoreApplication.translate("words", "Repealed"),
        "연혁": QCoreApplication.translate("words", "Superseded"),
    }
    return names.get(status, status)
