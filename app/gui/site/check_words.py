"""A doctor's check in words: (its name with a mark, what was seen)."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.core.messages import Messages

if TYPE_CHECKING:
    from app.services.inspecting.diagnose import Check


def check_row(messages: Messages, check: "Check") -> tuple[str, str]:
    """The mark says nothing that the words do not say."""
    mark = {True: "✓", False: "✗", None: "·"}[check.ok]
    told = {"model": check.detail, "role": check.detail, **check.params}
    parts = [check.detail]
    if check.code:
        parts.append(str(messages.for_code(check.code, told)))
    if check.reason:
        parts.append(_said(messages, check))
    text = " — ".join(part for part in parts if part)
    return f"{mark} {_name(messages, check)}", text or _verdict(check)


def _name(messages: Messages, check: "Check") -> str:
    try:
        return messages.say(check.name)
    except KeyError:
        return check.name


def _said(messages: Messages, check: "Check") -> str:
    try:
        return messages.say(check.reason, **check.params)
    except KeyError:
        return check.reason


def _verdict(check: "Check") -> str:
    if check.ok is None:
        return "–"
    holds, fails = QCoreApplication.translate("words", "In order"), QCoreApplication.translate("words", "Not in order")
    return holds if check.ok else fails
