"""What an indexing run did, in words. A failure is never told as success."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.core.types import FileState

if TYPE_CHECKING:
    from app.services.index import IndexReport


def title(report: "IndexReport") -> str:
    failed = len(report.failed)
    taken = report.added or report.updated or report.moved
    if not failed:
        return (
            QCoreApplication.translate("reports", "The files were taken in")
            if taken
            else QCoreApplication.translate("reports", "The files were looked through")
        )
    if taken:
        text = QCoreApplication.translate("reports", "Taken in, but {failed} files could not be read")
    elif report.unchanged:
        text = QCoreApplication.translate("reports", "Looked through; {failed} files cannot be read")
    else:
        text = QCoreApplication.translate("reports", "Nothing was taken in: {failed} files could not be read")
    return text.format(failed=f"{failed:,}")


def counts(report: "IndexReport") -> str:
    """Every number of the run; what is nought says nothing and is left out."""
    names = (
        (QCoreApplication.translate("reports", "new"), report.added),
        (QCoreApplication.translate("reports", "changed"), report.updated),
        (QCoreApplication.translate("reports", "unchanged"), report.unchanged),
        (QCoreApplication.translate("reports", "moved"), report.moved),
        (QCoreApplication.translate("reports", "gone"), report.removed),
        (QCoreApplication.translate("reports", "skipped"), report.skipped),
        (QCoreApplication.translate("reports", "waiting"), report.states[FileState.WAITING]),
        (QCoreApplication.translate("reports", "failed"), len(report.failed)),
    )
    parts = [f"{name} {number:,}" for name, number in names if number]
    return " · ".join(parts) or QCoreApplication.translate("reports", "nothing has changed")


def news(report: "IndexReport") -> str:
    """What a quiet round has to say: nothing, where nothing has changed."""
    if not (report.added or report.updated or report.moved or report.removed):
        return ""
    return QCoreApplication.translate("reports", "Folders: {counts}").format(counts=counts(report))
