"""The package: python-hwpx's empty document with our header, section, preview and metadata in it, checked."""

from datetime import datetime
from typing import Any

from lxml import etree

from app.export.hwpx.body import Body
from app.export.hwpx.parts import ABOUT, HEADER, PICTURE, PREVIEW, about, packed, preview, unpacked, xml
from app.export.hwpx.styles import HP, Shapes
from app.export.layout import FOOT_MM, MARGINS_MM, Layout, texts

_SECTION = "Contents/section0.xml"
_PER_MM = 7200 / 25.4
"""HWPUNIT in a millimetre."""


def written(layout: Layout, made: datetime | None = None) -> bytes:
    """The file's bytes. `made` is the time of writing, by default now."""
    from hwpx import HwpxDocument

    parts = unpacked(HwpxDocument.new().to_bytes())
    header, section = etree.fromstring(parts[HEADER]), etree.fromstring(parts[_SECTION])
    _page(section)
    Body(Shapes(header)).add(section, layout)
    parts[HEADER], parts[_SECTION] = xml(header), xml(section)
    parts[ABOUT] = about(parts[ABOUT], layout, made)
    parts[PREVIEW] = preview(texts(layout))
    parts.pop(PICTURE, None)  # it shows the empty document
    return packed(parts)


def faults(data: bytes) -> tuple[str, ...]:
    """What python-hwpx finds wrong with a package, and what would keep the word processor from opening it."""
    from hwpx.tools.package_validator import validate_editor_open_safety, validate_package

    found = [str(issue) for issue in validate_package(data).errors]
    safety = validate_editor_open_safety(data)
    if not safety.ok:
        found += [str(issue) for issue in safety.blocking_package_errors]
        found += [str(told) for told in (safety.reopen_error, safety.document_validation_error) if told]
        found += [str(issue) for issue in getattr(safety.validate_document, "issues", ())]
        found = found or ["not safe to open"]
    return tuple(dict.fromkeys(found))


def _page(section: Any) -> None:
    """A4 with our margins, and the number of the page at the bottom centre (규칙 제18조제1호)."""
    top, right, bottom, left = MARGINS_MM
    page = section.find(f".//{HP}pagePr")
    page.find(f"{HP}margin").attrib.update(
        {  # the word processor adds the header to the top margin, the footer to the bottom one
            "top": _units(top - 15),
            "header": _units(15),
            "bottom": _units(bottom - FOOT_MM),
            "footer": _units(FOOT_MM),
            "left": _units(left),
            "right": _units(right),
            "gutter": "0",
        }
    )
    settings = section.find(f".//{HP}secPr").getparent()
    control = etree.SubElement(settings, f"{HP}ctrl")
    etree.SubElement(control, f"{HP}pageNum", {"pos": "BOTTOM_CENTER", "formatType": "DIGIT", "sideChar": "-"})


def _units(mm: float) -> str:
    return str(round(mm * _PER_MM))
