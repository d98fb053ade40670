"""One value of settings.toml is changed; the user's other lines stay as they are, to the letter."""

from pathlib import Path

import pytest

from app.core.errors import BadRequestFile, WorkspaceUnwritable
from app.services.settings_file import set_values

LINES = '# 우리 과\nlanguage = "en"   # said\n\nthreads = 3\nchat_model = "a" # ours\n'


def changed(home: Path, before: str | None, **values: str) -> str:
    file = home / "settings.toml"
    if before is not None:
        file.write_text(before, encoding="utf-8")
    set_values(home, values)
    return file.read_text(encoding="utf-8") if file.exists() else ""


def test_a_value_is_put_in_its_place(tmp_path: Path) -> None:
    assert changed(tmp_path, LINES, chat_model="b") == LINES.replace('"a" # ours', '"b" # ours')


def test_a_new_key_is_added_at_the_end(tmp_path: Path) -> None:
    assert changed(tmp_path, LINES, adapter="l") == LINES + 'adapter = "l"\n'
    assert changed(tmp_path, "threads = 3", adapter="l") == 'threads = 3\nadapter = "l"\n'


def test_an_empty_value_takes_the_line_out(tmp_path: Path) -> None:
    assert changed(tmp_path, LINES, chat_model="", adapter="") == LINES[: LINES.index("chat_model")]
    assert changed(tmp_path, "chat_model = 'a'\nthreads = 3\n", chat_model="") == "threads = 3\n"


def test_a_missing_file_is_made_only_for_a_value(tmp_path: Path) -> None:
    assert changed(tmp_path, None, adapter="") == "" and not (tmp_path / "settings.toml").exists()
    assert changed(tmp_path, None, chat_model="b") == 'chat_model = "b"\n'
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_numbers_and_truths_are_written_as_such(tmp_path: Path) -> None:
    set_values(tmp_path, {"threads": 0, "search_history": False})
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "threads = 0\nsearch_history = false\n"
    set_values(tmp_path, {"threads": -12, "search_history": True, "language": ""})
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "threads = -12\nsearch_history = true\n"


@pytest.mark.parametrize(
    "before",
    [
        'chat_model = """a"""\n',  # a form that is not changed line by line
        'x = """\nchat_model = "a"\n"""\nchat_model = "b"\n',  # inside another value
        "[part]\nchat_model = 'a'\n",
        "chat_model = [",
        b"\xff\xfe".decode("latin-1"),
    ],
)
def test_what_cannot_be_changed_safely_is_left_alone(tmp_path: Path, before: str) -> None:
    with pytest.raises(BadRequestFile):
        changed(tmp_path, before, chat_model="c")
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == before


def test_a_folder_that_cannot_be_written_has_its_code(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises((BadRequestFile, WorkspaceUnwritable)):
        set_values(blocked, {"chat_model": "a"})
