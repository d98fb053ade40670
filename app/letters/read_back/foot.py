"""결문 read back: 발신명의, 수신자, signatures, numbers and days, addresses, 공개구분 (규칙 제4조제6항)."""

import re
from itertools import pairwise

from app.core.drafts import Form
from app.letters.composing import foot as written
from app.letters.composing.clean import clean

_RECIPIENTS = re.compile(r"수\s*신\s*자\s*[:：]?\s+(?P<text>.*)")
_SENDER = re.compile(rf"{written.SENDER}\s+(?P<text>.*)")
_SIGNED = {label: key for key, label in written.SIGNED}
_REGISTERED = {label: (number, day) for number, day, label in written.REGISTERED}
_GROUP = re.compile(r"(?:시행|접수)(?:\s|$)|우\s?\(?\d{5}|우 \S|(?:전화|전송|팩스)\S{0,3}\s|/\s")
_NUMBER = re.compile(r"(?P<number>.*?)\s*(?:\((?P<day>[^()]*)\))?")
_PIECES = re.compile(r"\s{2,}")
_DISCLOSED = ("공개", "부분공개", "비공개", "[확인 필요: 공개구분]")


def begins(told: str, form: Form) -> bool:
    """Whether a line can only be one of the foot below the names."""
    label = told.partition(" ")[0]
    labels = {one.label for one in written.own_fields(form)}
    return label in _SIGNED or _GROUP.match(told) is not None or any(told.startswith(f"{one}  ") for one in labels)


def read(lines: list[str], form: Form, fields: dict[str, str]) -> None:
    """Puts what the lines of a foot say into `fields`."""
    blocks = _blocks(lines)
    if blocks and not form.internal and not begins(blocks[0][0], form):
        _names(blocks.pop(0), fields)
    contacts: list[str] = []
    for told in (line for block in blocks for line in block):
        if not _lower(told, form, fields):
            contacts.append(told)
    _contacts(contacts, fields)


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line.strip())
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _names(block: list[str], fields: dict[str, str]) -> None:
    """발신명의 and the list of those it goes to."""
    for told in block:
        recipients = _RECIPIENTS.fullmatch(told)
        sender = _SENDER.fullmatch(told)
        if recipients is not None:
            fields["recipients"] = clean(recipients["text"])
        elif "sender" not in fields:
            fields["sender"] = clean(sender["text"] if sender is not None else told)
        elif "recipients" in fields:
            fields["recipients"] = f"{fields['recipients']} {clean(told)}"


def _lower(told: str, form: Form, fields: dict[str, str]) -> bool:
    """One line of signatures or numbers; False for one that is neither."""
    if told.partition(" ")[0] in _SIGNED:
        for piece in _PIECES.split(told):
            label, _, value = piece.partition(" ")
            if label in _SIGNED and value:
                fields[_SIGNED[label]] = clean(value)
        return True
    for one in written.own_fields(form):
        if told.startswith(f"{one.label}  "):
            fields[one.key] = clean(told.removeprefix(one.label))
            return True
    if _PIECES.split(told)[0] not in _REGISTERED:
        return False
    pieces = _PIECES.split(told)
    for label, value in pairwise(pieces):
        match = _NUMBER.fullmatch(value)
        if label in _REGISTERED and match is not None:
            number, day = _REGISTERED[label]
            fields[number], fields[day] = clean(match["number"]), clean(match["day"] or "")
    return True


def _contacts(lines: list[str], fields: dict[str, str]) -> None:
    """Addresses, then telephone, mail and 공개구분; of one line alone its words tell which it is."""
    places = lines[:-1] or [one for one in lines if not _is_second(one)]
    for told in places:
        for piece in _PIECES.split(told):
            if piece.startswith("우 ") and "postcode" not in fields:
                fields["postcode"] = clean(piece[2:])
            elif piece.startswith("/ "):
                fields["homepage"] = clean(piece[2:])
            elif "address" not in fields:
                fields["address"] = clean(piece.removeprefix(written.ADDRESS))
    for told in lines[len(places) :]:
        _second(told, fields)


def _is_second(told: str) -> bool:
    slashes = [piece for piece in _PIECES.split(told) if piece.startswith("/ ")]
    known = any("@" in piece or piece[2:].startswith(_DISCLOSED) for piece in slashes)
    return told.startswith(("전화", "전송", "팩스")) or known or len(slashes) > 1


def _second(told: str, fields: dict[str, str]) -> None:
    rest: list[str] = []
    for piece in _PIECES.split(told):
        label, _, value = piece.partition(" ")
        if label.startswith("전화"):
            fields["phone"] = clean(value)
        elif label.startswith(("전송", "팩스")):
            fields["fax"] = clean(value)
        elif label == "/":
            rest.append(clean(value))
    if len(rest) == 1 and rest[0].startswith(_DISCLOSED):
        fields["disclosure"] = rest[0]
    elif rest:
        fields["email"] = rest[0]
        fields["disclosure"] = rest[1] if len(rest) > 1 else ""
