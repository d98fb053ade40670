"""The package: python-hwpx's empty document with our header, section, preview and metadata in it, checked."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from app.export.hwpx.body import Body
from app.export.hwpx.styles import HP, Shapes
from app.export.layout import FOOT_MM, MARGINS_MM, Layout, texts

_OPF = "{http://www.idpf.org/2007/opf/}"
_HEADER, _SECTION, _ABOUT = "Contents/header.xml", "Contents/section0.xml", "Contents/content.hpf"
_PREVIEW, _PICTURE = "Preview/PrvText.txt", "Preview/PrvImage.png"
_PREVIEW_LENGTH = 1024
_PER_MM = 7200 / 25.4
"""HWPUNIT in a millimetre."""


def written(layout: Layout, made: datetime | None = None) -> bytes:
    """The file's bytes. `made` is the time of writing, by default now."""
    from hwpx import HwpxDocument

    parts = _parts(HwpxDocument.new().to_bytes())
    header, section = etree.fromstring(parts[_HEADER]), etree.fromstring(parts[_SECTION])
    _page(section)
    Body(section, Shapes(header)).add(layout)
    parts[_HEADER], parts[_SECTION] = _xml(header), _xml(section)
    parts[_ABOUT] = _about(parts[_ABOUT], layout, made or datetime.now(UTC))
    parts[_PREVIEW] = "\r\n".join(texts(layout))[:_PREVIEW_LENGTH].encode("utf-8")
    parts.pop(_PICTURE, None)  # it shows the empty document
    return _zipped(parts)


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


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _zipped(parts: dict[str, bytes]) -> bytes:
    """`mimetype` first and as it is (OCF), the rest pressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "mimetype", list(parts).index(name))):
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), parts[name], how)
    return stream.getvalue()


def _xml(root: Any) -> bytes:
    """With the declaration that the word processor asks for."""
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return text


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


def _about(data: bytes, layout: Layout, made: datetime) -> bytes:
    """문서요지 and 키워드 (영 제5조제2항) with title and creator, where the word processor shows them."""
    root = etree.fromstring(data)
    root.find(f".//{_OPF}title").text = layout.title
    moment = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    values = {
        "creator": layout.creator,
        "lastsaveby": layout.creator,
        "subject": layout.summary,
        "description": layout.summary,
        "keyword": ", ".join(layout.keywords),
        "CreatedDate": moment,
        "ModifiedDate": moment,
        "date": moment,
    }
    for meta in root.iter(f"{_OPF}meta"):
        if meta.get("name") in values:
            meta.text = values[meta.get("name")]
    return _xml(root)
