"""The two catalogues carry the same things, cover every code, and say what to do."""

import re
import string
import tomllib
from pathlib import Path

import pytest

from app.core import bundle_errors, draft_errors, errors, security_errors
from app.core.errors import AppError, FileTooLarge
from app.core.messages import LANGUAGES, Messages
from app.core.paths import assets_dir, program_dir

Tables = dict[str, dict[str, str]]

PARTICLES = "은|는|이|가|을|를|과|와|으로|로|아|야|이나|나|이란|란|이라|라"
# A parameter's last letter is unknown, so a particle right after it (or after its closing mark) may be wrong.
BARE_PARTICLE = re.compile(r"\}['’\"”」』)]?(?:" + PARTICLES + r")(?![가-힣(])")


def read(language: str) -> Tables:
    path = assets_dir() / "messages" / f"{language}.toml"
    tables: Tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return tables


def parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(params=LANGUAGES)
def tables(request: pytest.FixtureRequest) -> Tables:
    return read(request.param)


def test_both_languages_have_the_same_tables_keys_and_parameters() -> None:
    korean, english = read("ko"), read("en")
    assert list(korean) == list(english)
    for name, table in korean.items():
        assert list(table) == list(english[name]), name
        for key, text in table.items():
            assert parameters(text) == parameters(english[name][key]), f"{name}.{key}"


def test_every_code_has_a_table_and_every_table_a_code(tables: Tables) -> None:
    homes = {errors.__name__, draft_errors.__name__, bundle_errors.__name__, security_errors.__name__}
    codes = [leaf.code for leaf in AppError.__subclasses__() if leaf.__module__ in homes]
    assert len(codes) == len(set(codes))
    assert set(tables) - {"say"} == set(codes)


def test_every_message_says_what_happened_and_what_to_do(tables: Tables) -> None:
    for code in set(tables) - {"say"}:
        assert list(tables[code]) == ["title", "text", "action"], code
        assert re.search(r"\.( \([^()]*\))?$", tables[code]["text"]), code
        assert tables[code]["action"].endswith("."), code
        assert not parameters(tables[code]["title"]), code


def test_korean_actions_ask_politely() -> None:
    for code, table in read("ko").items():
        if code != "say":
            assert re.search(r"(세요|됩니다)\.", table["action"]), code


def test_no_particle_stands_right_after_a_parameter() -> None:
    assert BARE_PARTICLE.search("'{name}'은 없습니다.")
    assert BARE_PARTICLE.search("{path}에서 {name}를 찾음")
    assert not BARE_PARTICLE.search("'{name}' 파일을 찾지 못했습니다.")
    for code, table in read("ko").items():
        for key, text in table.items():
            assert not BARE_PARTICLE.search(text), f"{code}.{key}: {text}"


def test_parameters_are_plain_names(tables: Tables) -> None:
    for code, table in tables.items():
        for key, text in table.items():
            assert text == text.strip() and text, f"{code}.{key}"
            assert all(re.fullmatch(r"[a-z_]+", name) for name in parameters(text)), f"{code}.{key}"


def test_korean_is_written_in_korean() -> None:
    for code, table in read("ko").items():
        for key, text in table.items():
            assert re.search(r"[가-힣]", text) or key == "eval_line", f"{code}.{key}"


def used_keys() -> set[str]:
    """Keys of `[say]` that the source names outright: say("…"), Progress("…"), reported("…"), Check("…")."""
    found = set()
    for path in (program_dir() / "app").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        found |= set(re.findall(r'\b(?:say|Check)\(\s*"([a-z_]+)"', source))
        found |= {f"stage_{stage}" for stage in re.findall(r'\b(?:Progress|reported)\(\s*"([a-z_]+)"', source)}
    return found


def test_every_key_that_the_program_uses_has_words(tables: Tables) -> None:
    assert "took" in used_keys()
    assert used_keys() <= set(tables["say"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_message_of_an_error(language: str) -> None:
    message = Messages.load(language).for_error(FileTooLarge(name="보고.hwpx", limit_mb=100))
    assert "'보고.hwpx'" in message.text and "100 MB" in message.text
    assert str(message).endswith("(ING-011)") and message.action in str(message)


def test_missing_parameter_and_unknown_code_still_speak() -> None:
    messages = Messages.load("ko")
    assert "'?'" in messages.for_code("ING-001", {}).text
    unknown = messages.for_code("ZZZ-999", {"name": "a"})
    assert (unknown.code, unknown.text) == ("ZZZ-999", "name=a")


def test_say_fills_in(tmp_path: Path) -> None:
    messages = Messages.load("ko")
    line = messages.say("index_done", added=3, updated=1, unchanged=0, removed=2, failed=4, passages=57, seconds=8)
    assert [int(n) for n in re.findall(r"\d+", line)] == [3, 1, 0, 2, 4, 57, 8]
    (tmp_path / "ko.toml").write_text('[say]\nhello = "안녕 {who}"\n', encoding="utf-8")
    assert Messages.load("ko", tmp_path).say("hello", who="문지기") == "안녕 문지기"


def test_a_tuple_of_keys_is_told_in_words() -> None:
    text = Messages.load("ko").for_code("LLM-014", {"kinds": ("personal_resident", "personal_email")}).text
    assert "주민등록번호, 전자우편 주소" in text
