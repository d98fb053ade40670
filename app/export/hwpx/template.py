"""A form template: a HWPX package with named fields (누름틀), opened without trust.

Whoever calls has judged the ZIP (entries, ratio, document types); here the XML is judged.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from lxml import etree

from app.core.draft_errors import FormBad
from app.export.hwpx.fields import Field, FieldTorn, fields
from app.export.hwpx.parts import ABOUT, HEADER, parser, unpacked
from app.export.hwpx.styles import HH, HP, HS

LARGEST = 4 << 20
"""Bytes of a template; an official form has 10 KB, one with an emblem some hundred."""
_MOST, _MOST_XML = 64 << 20, 8 << 20
"""Bytes unpacked: of all parts, and of those that are read."""
_SECTION = re.compile(r"Contents/section(\d+)\.xml")
_LISTS = ("charProperties", "paraProperties", "borderFills")
_NEEDED = {
    "charProperties": (f"{HH}fontRef",),
    "paraProperties": (f"{HH}align", f"{HH}breakSetting", f"{HH}border"),
    "borderFills": tuple(f"{HH}{side}Border" for side in ("left", "right", "top", "bottom")),
}


@dataclass(slots=True)
class Template:
    """Open to be written into, once. `parts` are those that stay as they are with the rest of the package."""

    parts: dict[str, bytes]
    header: Any
    sections: dict[str, Any]
    fields: list[Field]


def opened(data: bytes, name: str) -> Template:
    """Raises FormBad for what is no template that can be filled."""
    if len(data) > LARGEST:
        raise FormBad(name=name, detail=f"> {LARGEST >> 20} MiB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST:
                raise FormBad(name=name, detail=f"> {_MOST >> 20} MiB")
        parts = unpacked(data)
        sections = sorted((int(match[1]), part) for part in parts if (match := _SECTION.fullmatch(part)))
        wanted = [HEADER, ABOUT, *(part for _, part in sections)]
        if sum(len(parts[part]) for part in wanted) > _MOST_XML:
            raise FormBad(name=name, detail=f"> {_MOST_XML >> 20} MiB XML")
        trees = {part: _tree(parts[part], name) for part in wanted}
        header, _ = trees.pop(HEADER), trees.pop(ABOUT)
        found = [field for section in trees.values() for field in fields(section)]
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise FormBad(name=name, detail=f"ZIP: {error}") from error
    except (etree.XMLSyntaxError, ValueError, FieldTorn) as error:
        raise FormBad(name=name, detail=f"XML: {error}") from error
    detail = _lacks(header, trees, found)
    if detail:
        raise FormBad(name=name, detail=detail)
    _order(header)
    return Template(parts, header, trees, found)


def _tree(data: bytes, name: str) -> Any:
    root = etree.fromstring(data, parser())
    if root.getroottree().docinfo.doctype:
        raise FormBad(name=name, detail="DOCTYPE")
    return root


def _order(header: Any) -> None:
    """Shapes in the order of their numbers: there are programs that count them."""
    for one in _LISTS:
        shapes = header.find(f"{HH}refList/{HH}{one}")
        shapes[:] = sorted(shapes, key=lambda shape: int(shape.get("id")))


def _lacks(header: Any, sections: dict[str, Any], found: list[Field]) -> str:
    """What is missing for filling, empty where nothing is."""
    lists = header.find(f"{HH}refList")
    for one in _LISTS:
        shapes = None if lists is None else lists.find(f"{HH}{one}")
        if shapes is None or len(shapes) == 0:
            return one
        for shape in shapes:
            if not (shape.get("id") or "").isascii() or not (shape.get("id") or "").isdigit():
                return f"{one}: id"
            if any(shape.find(part) is None for part in _NEEDED[one]):
                return f"{one} {shape.get('id')}"
    for part, section in sections.items():
        if section.tag != f"{HS}sec" or section.find(f"{HP}p") is None:
            return part
    return "" if found else "CLICK_HERE"
