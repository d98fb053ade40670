"""The parts of a package: out of the ZIP and into one, and what the package tells of its document."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from app.export.layout import Layout

HEADER, ABOUT = "Contents/header.xml", "Contents/content.hpf"
PREVIEW, PICTURE = "Preview/PrvText.txt", "Preview/PrvImage.png"
_OPF = "{http://www.idpf.org/2007/opf/}"
_PREVIEW_LENGTH = 1024


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """`mimetype` first and as it is (OCF), the rest pressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "mimetype", list(parts).index(name))):
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), parts[name], how)
    return stream.getvalue()


def xml(root: Any) -> bytes:
    """With the declaration that the word processor asks for."""
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return text


def preview(lines: Iterable[str]) -> bytes:
    """The first lines, as the word processor keeps them for those who look without opening."""
    return "\r\n".join(lines)[:_PREVIEW_LENGTH].encode("utf-8")


def about(data: bytes, layout: Layout, made: datetime | None = None) -> bytes:
    """문서요지 and 키워드 (영 제5조제2항) with title and creator, where the word processor shows them."""
    root = etree.fromstring(data, parser())
    title = root.find(f".//{_OPF}title")
    if title is not None:
        title.text = layout.title
    moment = (made or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
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
    return xml(root)


def parser() -> etree.XMLParser:
    """Nothing from outside, no entities, and lxml's own limits of depth and size."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
