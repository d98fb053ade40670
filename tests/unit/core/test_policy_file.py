"""policy.toml is read strictly: what is not understood is refused by its field."""

import hashlib

import pytest

from app.core.paths import assets_dir
from app.core.policy import Policy
from app.core.policy_file import MOST_BYTES, parsed
from app.core.security_errors import PolicyMalformed, SettingLocked
from app.core.settings import Settings, require_free

DIGEST = "a" * 64


def read(text: str) -> Policy:
    return parsed(text.encode())


def test_only_a_title_is_needed() -> None:
    data = 'title = "정책"\n'.encode()
    assert parsed(data) == Policy(title="정책", digest=hashlib.sha256(data).hexdigest())
    assert parsed(data).present and not Policy().present


def test_every_field() -> None:
    found = read(
        f"""
        title = "정책"
        models = ["{DIGEST}"]
        collections = ["법령", "훈령·예규"]
        exports = ["hwpx", "pdf"]
        forbid_marked = true
        clipboard = false
        printing = false
        retention_days = 30
        warning_days = 180
        encrypted = true
        [settings]
        language = "en"
        threads = 2
        search_history = false
        """
    )
    assert found.settings == {"language": "en", "threads": 2, "search_history": False}
    assert (found.models, found.collections, found.exports) == ((DIGEST,), ("법령", "훈령·예규"), ("hwpx", "pdf"))
    assert (found.forbid_marked, found.clipboard, found.printing, found.encrypted) == (True, False, False, True)
    assert (found.retention_days, found.warning_days) == (30, 180)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("", "title"),
        ('title = ""', "title"),
        ("title = 1", "title"),
        ('title = "a\\u202eb"', "title"),
        ('exports = ["pdf"]', "title"),
        ('title = "a"\nclipbord = false', "clipbord"),
        ('title = "a"\nclipboard = "no"', "clipboard"),
        ('title = "a"\nclipboard = 0', "clipboard"),
        ('title = "a"\nretention_days = true', "retention_days"),
        ('title = "a"\nretention_days = -1', "retention_days"),
        ('title = "a"\nretention_days = 1.5', "retention_days"),
        ('title = "a"\nwarning_days = 99999', "warning_days"),
        ('title = "a"\nmodels = []', "models"),
        ('title = "a"\nmodels = "a"', "models"),
        (f'title = "a"\nmodels = ["{DIGEST.upper()}"]', "models"),
        (f'title = "a"\nmodels = ["{DIGEST}", "{DIGEST}"]', "models"),
        ('title = "a"\nmodels = ["abc"]', "models"),
        ('title = "a"\nexports = [".pdf"]', "exports"),
        ('title = "a"\nexports = ["pdf", 1]', "exports"),
        ('title = "a"\ncollections = [" "]', "collections"),
        ('title = "a"\nsettings = 1', "settings"),
        ('title = "a"\n[settings]\nlanguage = "de"', "settings.language"),
        ('title = "a"\n[settings]\nthreads = "2"', "settings.threads"),
        ('title = "a"\n[settings]\nhome = "x"', "settings.home"),
        ('title = "a"\n[settings.language]\nis = "en"', "settings.language"),
    ],
)
def test_what_is_not_understood_is_refused(text: str, detail: str) -> None:
    with pytest.raises(PolicyMalformed) as fault:
        read(text)
    assert fault.value.params == {"name": "policy.toml", "detail": detail}


@pytest.mark.parametrize("data", [b"title", b"\xff\xfe", b"a = 1\na = 2", b"[" * 3000, b"#" * (MOST_BYTES + 1)])
def test_what_is_no_toml_is_refused(data: bytes) -> None:
    with pytest.raises(PolicyMalformed):
        parsed(data)


def test_the_example_is_one() -> None:
    example = parsed((assets_dir() / "policy" / "example.toml").read_bytes())
    assert example.exports == ("hwpx", "pdf") and example.settings["unsupported"] == "drop"
    text = (assets_dir() / "policy" / "example.toml").read_text(encoding="utf-8")
    named = {line.split(" = ")[0] for line in text.splitlines() if " = " in line and not line.startswith(("#", " "))}
    fields = set(Policy.__dataclass_fields__) - {"settings", "digest"}
    assert fields <= named, "each field is told"


def test_a_locked_setting_wins_and_cannot_be_set() -> None:
    locked = {"language": "en", "threads": 2}
    assert Settings(language="ko", context_tokens=2048).under(locked) == Settings("en", threads=2, context_tokens=2048)
    require_free(locked, {"language": "en", "context_tokens": 1024})
    with pytest.raises(SettingLocked) as fault:
        require_free(locked, {"threads": 4})
    assert fault.value.params == {"name": "threads"}
