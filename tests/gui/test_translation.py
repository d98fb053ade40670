"""Every string of the window has a finished Korean translation with the same parameters."""

import ast
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.paths import assets_dir, program_dir

GUI = program_dir() / "app" / "gui"
_FIELD = re.compile(r"\{(\w+)\}")


def sources() -> Iterator[tuple[str, str]]:
    """(context, text) of every self.tr() and translate() in the window's code."""
    for path in sorted(GUI.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for owner in [tree, *(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]:
            for call in (node for node in ast.walk(owner) if isinstance(node, ast.Call)):
                yield from _source(path, owner, call)


def _source(path: Path, owner: ast.AST, call: ast.Call) -> Iterator[tuple[str, str]]:
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in ("tr", "translate"):
        return
    values = [part.value if isinstance(part, ast.Constant) else None for part in call.args]
    assert values and all(isinstance(value, str) for value in values), f"{path}:{call.lineno}: not a plain string"
    if call.func.attr == "translate":
        yield str(values[0]), str(values[1])
    elif isinstance(owner, ast.ClassDef):
        yield owner.name, str(values[0])


def translations() -> dict[tuple[str, str], ET.Element]:
    tree = ET.parse(assets_dir() / "i18n" / "munjigi_ko.ts")
    found = {}
    for context in tree.getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found[name, message.findtext("source", "")] = translation
    return found


def test_there_is_something_to_translate() -> None:
    assert len(set(sources())) > 100


@pytest.mark.parametrize(("context", "text"), sorted(set(sources())))
def test_translated(context: str, text: str) -> None:
    translation = translations().get((context, text))
    assert translation is not None, "run pyside6-lupdate and translate"
    assert translation.get("type") is None
    korean = translation.text or ""
    assert korean.strip()
    assert sorted(_FIELD.findall(text)) == sorted(_FIELD.findall(korean))


def test_nothing_is_left_over() -> None:
    assert set(translations()) == set(sources())
