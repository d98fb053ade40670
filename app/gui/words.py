"""Names of things that come from the data: kinds, states, stages, sizes."""

from PySide6.QtCore import QCoreApplication

from app.core.messages import Messages
from app.core.types import Answer, DocumentKind


def kind_name(kind: str) -> str:
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
    return names.get(DocumentKind(kind), kind) if kind else ""


def state_name(state: str) -> str:
    names = {
        "indexed": QCoreApplication.translate("words", "Indexed"),
        "failed": QCoreApplication.translate("words", "Failed"),
    }
    return names.get(state, state)


def stage_name(messages: Messages, stage: str) -> str:
    """The words of a Progress stage; a stage without words is shown by its key."""
    try:
        return messages.say(stage if stage.startswith("stage_") else f"stage_{stage}")
    except KeyError:
        return stage


def reason_text(messages: Messages, answer: Answer) -> str:
    """Why there is no answer; a reason without words is shown by its key."""
    try:
        return messages.say(f"reason_{answer.reason}", **answer.reason_params) if answer.reason else ""
    except KeyError:
        return answer.reason


def size_text(size: int) -> str:
    """Bytes for people: `812 B`, `34 KB`, `1.2 MB`."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"


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
