"""결문, in the order of 규칙 제4조제6항: 발신명의, 수신자, signatures, numbers and days, addresses and 공개구분.

Only what is known is written; a required field that is not becomes `[확인 필요: …]`. 발신명의 is the agency's head's;
an internal document has none (영 제13조제3항). The order within the lines is that of 별지 제1호서식.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from app.core.drafts import Field, FieldKind, FieldPlace, Form, Line, Part
from app.letters.composing.clean import clean, lines, looks_marked, missing

REFERENCE = "수신자 참조"
RECIPIENTS = "수신자"
SENDER = "발신명의"
ADDRESS = "주소 "
SIGNED = (("drafter", "기안자"), ("reviewer", "검토자"), ("approver", "결재권자"), ("cooperator", "협조자"))
REGISTERED = (("number", "enforced_on", "시행"), ("received_number", "received_on", "접수"))
PLACES = (("postcode", "우 "), ("address", ""), ("homepage", "/ "))
LINES = (("phone", "전화 "), ("fax", "전송 "), ("email", "/ "), ("disclosure", "/ "))
_DAY = re.compile(r"[()]")
"""A day stands in brackets, and has none itself."""
_OWN = frozenset(
    {"sender", "recipients"}
    | {key for key, _ in (*SIGNED, *PLACES, *LINES)}
    | {key for number, day, _ in REGISTERED for key in (number, day)}
)
"""Fields that have their place; further ones of a form stand one a line."""


def values(form: Form, fields: Mapping[str, str]) -> Callable[[str], str]:
    """The value of a field by its key, cleaned: what is given, the form's default, `[확인 필요: …]` for a required
    one, nothing for others and for fields that the form does not have."""

    def value(key: str) -> str:
        field = form.field(key)
        if field is None:
            return ""
        given = fields.get(key, "")
        text = ", ".join(lines(given)) if field.kind is FieldKind.LINES else clean(given)
        return text or clean(field.default) or (missing(field.label) if field.required else "")

    return value


def foot(form: Form, fields: Mapping[str, str]) -> Iterator[Line]:
    """The lines below the body."""
    value = values(form, fields)
    if not form.internal:
        yield from _names(form, value, referred=_refers(value("recipient")))
    yield from _signatures(form, value)
    letter = form.field("recipient") is not None
    registered = "  ".join(
        f"{label}  {number}" + (f"({day})" if day else "")
        for number, day, label in (
            (value(one), clean(_DAY.sub("", value(two))), label) for one, two, label in REGISTERED
        )
        if number or day
    )
    if registered:
        yield Line(Part.REGISTRY, registered)
    for pieces in (PLACES, LINES if letter else LINES[:-1]):
        text = "  ".join(
            _piece(key, before, value(key)) for key, before in pieces if _printed(form, key) and value(key)
        )
        if text:
            yield Line(Part.CONTACT, text)


def _piece(key: str, before: str, value: str) -> str:
    """A value with what is written before it; an address that reads like something else is called one."""
    return f"{ADDRESS}{value}" if key == "address" and looks_marked(value) else before + value


def refers(recipient: str, recipients: str) -> str:
    """What stands beside 수신: the recipient, or `수신자 참조` where only a list is given (규칙 제4조제2항제2호)."""
    if _refers(recipient) or (not recipient and recipients):
        return REFERENCE
    return recipient


def _refers(recipient: str) -> bool:
    return recipient.replace(" ", "") == REFERENCE.replace(" ", "")


def _names(form: Form, value: Callable[[str], str], referred: bool) -> Iterator[Line]:
    sender = value("sender")
    if sender:
        yield Line(Part.SENDER, sender, label=SENDER if looks_marked(sender) else "")
    recipients = value("recipients") if form.field("recipients") is not None else ""
    if referred and not recipients and form.field("recipients") is not None:
        recipients = missing(RECIPIENTS)
    if recipients:
        yield Line(Part.RECIPIENTS, recipients, label=RECIPIENTS)


def _signatures(form: Form, value: Callable[[str], str]) -> Iterator[Line]:
    signed = "  ".join(f"{label} {value(key)}" for key, label in SIGNED[:-1] if value(key))
    if signed:
        yield Line(Part.SIGNATURES, signed)
    key, label = SIGNED[-1]
    if value(key):
        yield Line(Part.SIGNATURES, f"{label} {value(key)}")
    for field in own_fields(form):
        if value(field.key):
            yield Line(Part.SIGNATURES, value(field.key), label=field.label)


def own_fields(form: Form) -> tuple[Field, ...]:
    """Fields at the foot that only this form has: 인계자, 인수자, 입회자."""
    return tuple(one for one in form.fields if one.place is FieldPlace.FOOT and one.key not in _OWN)


def _printed(form: Form, key: str) -> bool:
    field = form.field(key)
    return field is not None and field.place is FieldPlace.FOOT
