"""Rough notes of all forms, and what is read in them."""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from app.core.drafts import NoteRole, Notes, Provenance
from app.core.paths import assets_dir
from app.letters import forms
from app.letters.notes.read import read

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "samples.toml").read_text(encoding="utf-8"))[
    "case"
]
TODAY = date(2026, 3, 1)
SAID = frozenset(
    {
        NoteRole.FACT,
        NoteRole.LABELLED,
        NoteRole.REQUEST,
        NoteRole.UNDECIDED,
        NoteRole.ATTACHMENT,
        NoteRole.ADDRESSEE,
    }
)


@lru_cache(maxsize=1)
def known() -> forms.Forms:
    return forms.load(assets_dir() / "templates")


def notes_of(case: dict[str, Any]) -> Notes:
    return read(case["notes"].strip("\n"), known().get(case["form"]), TODAY, 2026)


def name(case: dict[str, Any]) -> str:
    return f"{case['form']}-{case['notes'].strip().splitlines()[0][:20]}"


@pytest.mark.parametrize("case", CASES, ids=name)
def test_each_part_gets_its_role(case: dict[str, Any]) -> None:
    notes = notes_of(case)
    assert [f"{note.line} {note.role.value}" for note in notes.notes] == case["roles"]
    assert [note.text for note in notes.notes if note.role in SAID] == case["says"]
    assert [note.query for note in notes.notes if note.role is NoteRole.LOOKUP] == case.get("asks", [])
    assert [one.label for one in notes.conflicts] == case.get("conflicts", [])


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_fields_of_the_form_are_filled(case: dict[str, Any]) -> None:
    filled = {slot.key: slot.value for slot in notes_of(case).slots if slot.provenance is not Provenance.DEFAULT}
    assert filled == case["fields"]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_what_is_withheld_stands_nowhere_else(case: dict[str, Any]) -> None:
    notes = notes_of(case)
    held = [note.text for note in notes.notes if note.role is NoteRole.WITHHELD]
    others = [f"{note.text}\n{note.value}\n{note.query}" for note in notes.notes if note.role is not NoteRole.WITHHELD]
    for text in held:
        assert not [other for other in others if text in other]
        assert not [slot for slot in notes.slots if text in slot.value]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_each_note_points_at_its_place(case: dict[str, Any]) -> None:
    notes = notes_of(case)
    for note in notes.notes:
        start, end = note.span
        assert 0 <= start < end <= len(notes.text)
        assert notes.text.count("\n", 0, start) + 1 == note.line


def test_all_ten_forms_are_among_the_samples() -> None:
    assert {case["form"] for case in CASES} == {form.id for form in known().forms}
    assert len(CASES) >= 60
