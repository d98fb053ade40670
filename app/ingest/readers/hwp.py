"""HWP 5, 배포용 documents among them: dochan's section parser for the structure, syhwp for a second opinion.

A password cannot be used: neither library knows the cipher of HWP 5, which Hancom has not published.
"""

from typing import Any

from app.core.errors import FileDamaged, FilePartlyRead, FormatUnsupported
from app.ingest.blocks import Extract
from app.ingest.readers import hancom, hancom_check, hwp_container
from app.ingest.readers.faults import PARSER_FAULTS
from app.ingest.readers.hwp_numbering import labels_of

_PLACEHOLDER = "이문서는상위버전의배포용문서입니다"
"""What the ordinary body of a 배포용 document says instead of its text."""


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged, FileEncrypted, FileTooLarge or FormatUnsupported."""
    del password
    streams = hwp_container.streams(data, name)
    try:
        document, lost = _parsed(streams)
        made = hancom.document_blocks(document)
    except PARSER_FAULTS as error:
        raise FileDamaged(name=name) from error
    if streams.damaged:
        lost.append(FilePartlyRead.code)
    extract = hancom_check.settle(Extract("hwp", tuple(made)), data, name, lost)
    if "".join("".join(b.text for b in extract.blocks[:3]).split()).startswith(_PLACEHOLDER):
        raise FormatUnsupported(name=name)
    return extract


def _parsed(streams: hwp_container.Streams) -> tuple[Any, list[str]]:
    """dochan's Document and the lines in which it says what it lost."""
    from dochan.hwp.doc_info import DocInfoParser
    from dochan.model.document import Document

    from app.ingest.readers.hwp_body import BodyParser

    info = DocInfoParser().parse_stream(streams.info, False)
    parser = BodyParser(info, labels_of(streams.info))
    document = Document()
    for section in streams.sections:
        document.sections.append(parser.parse_stream(section, False))
    parser.finalize_font_headings(document)
    return document, [str(line) for line in (*info.errors, *parser.errors) if str(line).startswith("ERR")]
