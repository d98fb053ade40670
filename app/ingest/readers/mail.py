"""E-mail (.eml, RFC 5322 and MIME): who wrote to whom, when, about what; the text; the attachments as members.

The classic message class is used and header words are decoded here: Korean mail programs cut multi-byte
characters between two encoded words and write bare CP949 into headers, which the newer policy loses.
"""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

from app.core.errors import FileDamaged, FileMissing, FilePartlyRead, FormatUnsupported, TooManyMembers
from app.ingest import blocks
from app.ingest.blocks import Block, Extract, Member, Warning_
from app.ingest.decode import charset, text_of
from app.ingest.identity import fields
from app.ingest.readers import markup
from app.ingest.readers.faults import PARSER_FAULTS

MAX_MEMBERS = 1000
_MAX_PARTS = 4000
_MAX_HEADER = 20_000
"""Characters of a header that are looked at: a letter to more people than that names enough of them."""

_LABELS = (("From", "보낸 사람"), ("To", "받는 사람"), ("Cc", "참조"), ("Date", "보낸 때"))
_WEEKDAYS = "월화수목금토일"
_UNNAMED = "첨부"


class _Bare(Compat32):
    """Headers as they stand, with bare bytes as surrogates: the usual policy puts U+FFFD in their place.

    Only their beginning: the library works on a long one in the square of its length.
    """

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value[:_MAX_HEADER]


def read(data: bytes, name: str, password: str = "") -> Extract:
    """Raises FileDamaged."""
    try:
        letter = _parsed(data)
        subject = _header(letter, "Subject")
        texts, attached, whole = _parts(letter)
        members = [_member(part, number) for number, part in enumerate(attached[:MAX_MEMBERS], 1)]
        body, damaged = _body(texts, name)
    except PARSER_FAULTS as error:
        raise FileDamaged(name=name) from error
    top = blocks.paragraphs(subject, blocks.HEADING, 1)
    lines = [f"{label}: {words}" for key, label in _LABELS if (words := _header(letter, key))]
    if members:
        lines.append("첨부: " + ", ".join(member.name for member in members))
    top += [block for line in lines for block in blocks.paragraphs(line)]
    warnings: list[Warning_] = [(FilePartlyRead.code, {"name": name})] if damaged or not whole else []
    if len(attached) > MAX_MEMBERS:
        warnings.append((TooManyMembers.code, {"name": name, "limit": MAX_MEMBERS}))
    told = {fields.TITLE: blocks.clean(subject).strip()} if subject.strip() else {}
    return Extract("eml", tuple(top + body), told, tuple(warnings), tuple(members))


def member(data: bytes, name: str, index: int, password: str = "") -> tuple[bytes, str]:
    """(bytes, name) of an attachment. Raises FileMissing or FileDamaged."""
    try:
        attached = _parts(_parsed(data))[1][:MAX_MEMBERS]
        if 0 <= index < len(attached):
            return _bytes(attached[index]), _member(attached[index], index + 1).name
    except PARSER_FAULTS as error:
        raise FileDamaged(name=name) from error
    raise FileMissing(name=name)


def _parsed(data: bytes) -> Message:
    return BytesParser(policy=_Bare()).parsebytes(data)


def _parts(letter: Message) -> tuple[list[Message], list[Message], bool]:
    """(parts to show, attachments, whether all were looked at); of alternatives the plain one is shown."""
    shown: list[Message] = []
    attached: list[Message] = []
    for count, part in enumerate(_leaves(letter)):
        if count >= _MAX_PARTS:
            return shown, attached, False
        disposition = part.get_content_disposition()
        if part.get_content_type() == "message/rfc822" or disposition == "attachment":
            attached.append(part)
        elif part.get_content_type() in ("text/plain", "text/html") and not part.get_filename():
            shown.append(part)
        elif part.get_filename() and not (part["Content-ID"] and part.get_content_maintype() == "image"):
            attached.append(part)  # a picture with a Content-ID is set in the text: a logo, as a rule
    return shown, attached, True


def _leaves(part: Message) -> Iterator[Message]:
    """The parts that hold something; a letter in a letter counts as one; of alternatives one is taken."""
    waiting = [part]
    while waiting:
        current = waiting.pop()
        if not current.is_multipart() or current.get_content_type() == "message/rfc822":
            yield current
            continue
        inner = [item for item in current.get_payload() if isinstance(item, Message)]
        if current.get_content_type() == "multipart/alternative":
            inner = _preferred(inner)
        waiting += reversed(inner)


def _preferred(choices: list[Message]) -> list[Message]:
    """The plain text when it says something, else everything but the plain text."""
    plain = [part for part in choices if part.get_content_type() == "text/plain"]
    if any(_bytes(part).strip() for part in plain):
        return plain
    return [part for part in choices if part.get_content_type() != "text/plain"]


def _body(texts: list[Message], name: str) -> tuple[list[Block], bool]:
    made: list[Block] = []
    damaged = False
    for part in texts:
        data = _bytes(part)
        if not data.strip():
            continue
        declared = charset(str(part.get_content_charset() or ""))
        if part.get_content_type() == "text/html":
            made += markup.blocks_of(data, name, declared)
            continue
        text, lossy = _text(data, declared, name)
        damaged = damaged or lossy
        made += blocks.paragraphs(text)
    return made, damaged


def _text(data: bytes, declared: str, name: str) -> tuple[str, bool]:
    try:
        text, _encoding, damaged = text_of(data, name, declared)
    except FormatUnsupported:  # a letter stays a letter, whatever somebody put into its text
        return data.decode("utf-8", "replace"), True
    return text, damaged


def _bytes(part: Message) -> bytes:
    """What a part holds, decoded from its transfer encoding; a letter in a letter as its source."""
    if part.get_content_type() == "message/rfc822":
        inner = _inside(part)
        return inner.as_bytes() if inner is not None else b""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _inside(part: Message) -> Message | None:
    """The letter in a message/rfc822 part."""
    inner = part.get_payload()
    return inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None


def _member(part: Message, number: int) -> Member:
    written = part.get_param("filename", None, "Content-Disposition") or part.get_param("name")
    if isinstance(written, tuple):  # RFC 2231: (charset, language, value)
        written = collapse_rfc2231_value((charset(written[0] or "") or "utf-8", written[1], written[2]))
    words = _words(str(written)) if written else ""
    if not words and part.get_content_type() == "message/rfc822":
        inner = _inside(part)
        words = (_header(inner, "Subject") if inner is not None else "") or _UNNAMED
        words = f"{words}.eml"
    shown = re.sub(r"[\\/\n\t]+", "_", blocks.clean(words)).strip() or f"{_UNNAMED} {number}"
    return Member(words.encode("utf-8", "surrogateescape"), shown, len(_bytes(part)))


def _header(letter: Message, key: str) -> str:
    """A header's words on one line; the sending time as people write it, in the sender's own time zone."""
    raw = letter.get(key)
    if raw is None:
        return ""
    words = re.sub(r"\s+", " ", _words(str(raw))).strip()
    if key != "Date":
        return words
    try:
        sent = parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError):
        return words
    return f"{sent.year}. {sent.month}. {sent.day}.({_WEEKDAYS[sent.weekday()]}) {sent:%H:%M}"


def _words(raw: str) -> str:
    """RFC 2047 words joined as bytes first, then decoded; bare bytes are UTF-8 or CP949."""
    made: list[tuple[bytes, str]] = []
    try:
        parts = decode_header(raw)
    except HeaderParseError:  # an encoded word that is no base64 stands as it is written
        parts = [(raw, None)]
    for part, declared in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        known = charset(declared or "")
        if made and known and made[-1][1] == known:
            made[-1] = (made[-1][0] + data, known)
        else:
            made.append((data, known))
    return "".join(_decoded(data, known) for data, known in made)


def _decoded(data: bytes, known: str) -> str:
    for encoding in (known or "utf-8", "utf-8", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")
