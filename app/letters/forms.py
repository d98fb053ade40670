"""The forms: those that ship (`assets/templates/*.toml`), those of installed bundles, and a site's own
(`<home>/templates/*.toml`).

A form of a bundle or a site adds to the shipped ones or, with the same id and a higher version, takes the place of one.
What a form may hold is checked to the last key: a file that breaks the rules is a fault beside the others, never a
crash. Every form has 공개구분, 보존기간, 문서요지 and 키워드 (영 제5조제2항; 규칙 제4조제6항제4호): one that leaves
them out is given them.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter
from typing import Any

from app.core.draft_errors import FormBad, FormUnknown
from app.core.drafts import Field, FieldKind, FieldPlace, Form, Marks, NoteRole, Section

ALWAYS = (
    Field(
        "disclosure",
        "공개구분",
        FieldKind.CHOICE,
        FieldPlace.FOOT,
        words=("공개구분", "공개 구분", "공개 여부"),
        choices=("공개", "부분공개", "비공개"),
    ),
    Field(
        "retention",
        "보존기간",
        FieldKind.CHOICE,
        FieldPlace.META,
        words=("보존기간", "보존 기간"),
        choices=("1년", "3년", "5년", "10년", "30년", "준영구", "영구"),
    ),
    Field("summary", "문서요지", FieldKind.TEXT, FieldPlace.META, words=("문서요지", "요지")),
    Field("keywords", "키워드", FieldKind.TEXT, FieldPlace.META, words=("키워드", "핵심어", "검색어")),
)
"""The fields of every form. Retention: 공공기록물법 시행령 제26조; disclosure: 제27조 and 규칙 제4조제6항제4호."""

LARGEST_FILE = 200_000
"""Bytes of a form's file; a larger one is none."""
_ID = re.compile(r"[a-z][a-z0-9_-]{0,40}")
_NOT_NAME = re.compile(r"[\s()（）·ㆍ_-]")
_LONG_NAME = re.compile(r"[가-힣]{3,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a program and its site, and what was wrong with files of the site."""

    forms: tuple[Form, ...]
    faults: tuple[FormBad, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.forms)

    def get(self, name: str) -> Form:
        """The form of an id, a name or another name of it (`대외 시행문`, `보고서 개조식`, `external`), whatever its
        spaces and brackets; of a longer name (`대외 시행문 초안`) the one with the longest name in it. Raises
        FormUnknown."""
        wanted = _key(name)
        for form in self.forms:
            if wanted and wanted in (_key(form.id), _key(form.name)):
                return form
        for form in self.forms:
            if wanted and wanted in map(_key, form.names):
                return form
        within = [
            (len(key), -at)
            for at, form in enumerate(self.forms)
            for key in map(_key, (form.name, *form.names))
            if _LONG_NAME.fullmatch(key) and key in wanted
        ]
        if within:
            return self.forms[-max(within)[1]]
        raise FormUnknown(name=name, known=", ".join(self.names))


def load(program: Path, site: Path | None = None, parts: Sequence[Path] = ()) -> Forms:
    """The forms of the program, of installed bundles (`parts`) and of the site; folders need not be there. Raises
    FormBad for a shipped form that breaks the rules."""
    shipped: dict[str, Form] = {}
    for path in sorted(program.glob("*.toml")):
        form = read(path)
        shipped[form.id] = form
    forms, faults = dict(shipped), []
    for path, own in (
        (path, folder is site)
        for folder in (*parts, site)
        if folder is not None
        for path in sorted(folder.glob("*.toml"))
    ):
        try:
            form = replace(read(path), site=own)
        except FormBad as fault:
            faults.append(fault)
            continue
        held = forms.get(form.id)
        if held is None or form.version > held.version:
            forms[form.id] = form
        else:
            faults.append(_bad(path, f"version: {form.version} <= {held.version} ({held.id})"))
    order = {id_: at for at, id_ in enumerate(_ORDER)}
    ordered = sorted(forms.values(), key=lambda one: (order.get(one.id, len(order)), one.name))
    return Forms(tuple(ordered), tuple(faults))


_ORDER = (
    "external",
    "internal",
    "cooperation",
    "report",
    "minutes",
    "reply",
    "plan",
    "memo",
    "handover",
    "press",
)
"""As lists show them; a site's own come behind."""


def read(path: Path) -> Form:
    """One form's file. Raises FormBad with the place in `detail`."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _bad(path, f"{size} > {LARGEST_FILE} bytes")
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _bad(path, str(error)) from error
    return form(data, path.name)


def form(data: Mapping[str, Any], name: str) -> Form:
    """A form from its table; `name` is what a fault calls it. Raises FormBad."""
    table = _Table(data, name, "")
    table.knows(_FORM)
    made = Form(
        id=table.match("id", _ID),
        name=table.text("name", needed=True),
        version=table.number("version"),
        marks=Marks(table.one_of("marks", tuple(Marks))),
        names=table.texts("names"),
        polite=table.truth("polite", True),
        ends=table.truth("ends", True),
        internal=table.truth("internal", False),
        fields=tuple(_field(one) for one in table.tables("fields")),
        sections=tuple(_section(one) for one in table.tables("sections")),
        source=table.text("source"),
    )
    made = replace(made, fields=_with_always(made.fields))
    _whole(made, table)
    return made


_FORM = ("id", "name", "version", "marks", "names", "polite", "ends", "internal", "fields", "sections", "source")
_FIELD = ("key", "label", "kind", "place", "required", "words", "item", "default", "choices", "section")
_SECTION = ("key", "heading", "lead", "takes", "required")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,40}")


def _field(table: "_Table") -> Field:
    table.knows(_FIELD)
    return Field(
        key=table.match("key", _KEY),
        label=table.text("label", needed=True),
        kind=FieldKind(table.one_of("kind", tuple(FieldKind), FieldKind.TEXT)),
        place=FieldPlace(table.one_of("place", tuple(FieldPlace), FieldPlace.BODY)),
        required=table.truth("required", False),
        words=table.texts("words"),
        item=table.text("item"),
        default=table.text("default"),
        choices=table.texts("choices"),
        section=table.text("section"),
    )


def _section(table: "_Table") -> Section:
    table.knows(_SECTION)
    takes = table.texts("takes")
    for role in takes:
        if role not in tuple(NoteRole):
            raise table.bad("takes", role)
    return Section(
        key=table.match("key", _KEY),
        heading=table.text("heading"),
        lead=table.text("lead"),
        takes=takes,
        required=table.truth("required", False),
    )


def _with_always(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    held = {one.key for one in fields}
    return fields + tuple(one for one in ALWAYS if one.key not in held)


def _whole(made: Form, table: "_Table") -> None:
    """What holds between the parts of a form."""
    sections = [one.key for one in made.sections]
    keys = [one.key for one in made.fields]
    for part, names in (("fields", keys), ("sections", sections)):
        twice = next((one for one in names if names.count(one) > 1), None)
        if twice is not None:
            raise table.bad(f"{part}.key", twice)
    title = made.field("title")
    if title is None or title.place is not FieldPlace.HEAD:
        raise table.bad("fields.title", "head")
    for one in made.fields:
        at = f"fields.{one.key}"
        if one.section and one.section not in sections:
            raise table.bad(f"{at}.section", one.section)
        if (one.kind is FieldKind.CHOICE) != bool(one.choices):
            raise table.bad(f"{at}.choices", one.kind.value)
        if one.default and one.choices and one.default not in one.choices:
            raise table.bad(f"{at}.default", one.default)
    for section in made.sections:
        for name in _placeholders(section.lead, table, section.key):
            if name not in keys and name not in ("title", "agency"):
                raise table.bad(f"sections.{section.key}.lead", name)


def _placeholders(lead: str, table: "_Table", key: str) -> Iterable[str]:
    """The names in `{…}`; attributes, indices and formats are not allowed."""
    try:
        parts = list(Formatter().parse(lead))
    except ValueError as error:
        raise table.bad(f"sections.{key}.lead", str(error)) from error
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if spec or conversion or not _KEY.fullmatch(name):
            raise table.bad(f"sections.{key}.lead", name)
        yield name


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of a form's file that is asked for one thing after the other; what is not as it must be raises FormBad
    with its place."""

    data: Mapping[str, Any]
    name: str
    at: str

    def bad(self, key: str, what: object = "") -> FormBad:
        place = f"{self.at}{key}"
        return FormBad(name=self.name, detail=f"{place}: {what}" if what != "" else place)

    def knows(self, keys: tuple[str, ...]) -> None:
        for key in self.data:
            if key not in keys:
                raise self.bad(key, "?")

    def text(self, key: str, needed: bool = False) -> str:
        value = self.data.get(key, "")
        if not isinstance(value, str) or (needed and not value.strip()) or _CONTROL.search(value) or "\n" in value:
            raise self.bad(key, value)
        return value.strip()

    def match(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self.text(key, needed=True)
        if not pattern.fullmatch(value):
            raise self.bad(key, value)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.bad(key, value)
        return tuple(one.strip() for one in value)

    def truth(self, key: str, default: bool) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            raise self.bad(key, value)
        return value

    def number(self, key: str) -> int:
        value = self.data.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self.bad(key, "" if value is None else value)
        return value

    def one_of(self, key: str, choices: tuple[str, ...], default: str = "") -> str:
        value = self.data.get(key, default)
        if value not in choices:
            raise self.bad(key, value)
        return str(value)

    def tables(self, key: str) -> Iterable["_Table"]:
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.bad(key, type(value).__name__)
        return (_Table(one, self.name, f"{key}[{at}].") for at, one in enumerate(value, 1))


def _key(name: str) -> str:
    return _NOT_NAME.sub("", name).lower()


def _bad(path: Path, detail: str) -> FormBad:
    return FormBad(name=path.name, detail=detail)
