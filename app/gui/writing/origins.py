"""Where something in a draft comes from, in words."""

from PySide6.QtCore import QCoreApplication

from app.core.drafts import Provenance, Slot


def origin_name(slot: Slot) -> str:
    """Of a field; empty for one that is empty and may be."""
    if not slot.value:
        return ""
    if slot.provenance is Provenance.NOTES and slot.lines:
        lines = ", ".join(str(line) for line in slot.lines)
        return QCoreApplication.translate("origins", "notes, line {line}").format(line=lines)
    return provenance_name(slot.provenance)


def provenance_name(provenance: Provenance, where: str = "") -> str:
    """`where` is a line of the notes, the place of an article, or a computation's formula."""
    if provenance is Provenance.NOTES and where.isdigit():
        return QCoreApplication.translate("origins", "notes, line {line}").format(line=where)
    if provenance in (Provenance.ARTICLE, Provenance.COMPUTED) and where:
        return where
    names = {
        Provenance.NOTES: QCoreApplication.translate("origins", "notes"),
        Provenance.ARTICLE: QCoreApplication.translate("origins", "article"),
        Provenance.COMPUTED: QCoreApplication.translate("origins", "computed"),
        Provenance.DEFAULT: QCoreApplication.translate("origins", "the unit's own"),
        Provenance.USER: QCoreApplication.translate("origins", "the writer's own"),
        Provenance.MODEL: QCoreApplication.translate("origins", "the writer's own"),
        Provenance.MISSING: QCoreApplication.translate("origins", "from nowhere"),
    }
    return names[provenance]
