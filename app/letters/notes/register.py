"""The register of official Korean: what jotted endings and words are called there.

The words are in assets/lexicon/register.toml. A change that could alter the meaning is not in it; no figure is in it.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.core.paths import assets_dir

FILE = "register.toml"
_WITH = re.compile(r"(?<![가-힣])([가-힣]{2,})랑(?=\s)")
_PARTICLE = r"(?=(?:은|는|이|가|을|를|에|의|도|만|로|으로|와|과|까지|부터)?(?:[^가-힣]|$))"
_EXCLUDED_BEFORE = r"(?<![가-힣])"
_FULL_STOP = re.compile(r"(?<=[가-힣)])[.]+$")
_SPACES = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Register:
    """`endings` are (what is jotted, what is written, words before it that forbid the change)."""

    endings: tuple[tuple[str, str, tuple[str, ...]], ...]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    speech: tuple[tuple[re.Pattern[str], str], ...] = ()

    def spoken(self, text: str) -> str:
        """What somebody said, as minutes write it: `미루자`, `연기하자는 의견`."""
        for pattern, stands in self.speech:
            if pattern.search(text):
                return pattern.sub(stands, text)
        return text

    def formal(self, text: str) -> str:
        """A clause as an official document says it; one that the register does not know stays as it is."""
        for pattern, stands in self.patterns:
            text = pattern.sub(stands, text)
        text = _WITH.sub(_and, text)
        text = _SPACES.sub(" ", _FULL_STOP.sub("", text.strip()))
        return self._ended(text)

    def _ended(self, text: str) -> str:
        for jotted, stands, unless in self.endings:
            if not text.endswith(jotted):
                continue
            before = text[: -len(jotted)]
            if before and not before.endswith((" ", ")", '"', "”", "」")) and not _closes(jotted, before):
                continue
            words = before.split()
            if words and (words[-1] in unless or words[-1].rstrip("을를이가은는도") in unless):
                continue
            return _tidy(before, stands)
        return text


def load(folder: Path | None = None) -> Register:
    """The register that ships with the program. Raises OSError, tomllib.TOMLDecodeError: a broken installation."""
    return _load((folder or assets_dir() / "lexicon") / FILE)


@lru_cache(maxsize=4)
def _load(path: Path) -> Register:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    unless = data.get("unless", {})
    endings = sorted(data["ending"].items(), key=lambda entry: -len(entry[0]))
    words = [
        (re.compile(_EXCLUDED_BEFORE + re.escape(jotted) + _PARTICLE), stands)
        for jotted, stands in data["word"].items()
    ]
    patterns = [(re.compile(pattern), stands) for pattern, stands in data["pattern"].items()]
    return Register(
        tuple((jotted, stands, tuple(unless.get(jotted, ()))) for jotted, stands in endings),
        tuple(words + patterns),
        tuple((re.compile(f"{pattern}$"), stands) for pattern, stands in data["speech"].items()),
    )


def _closes(jotted: str, before: str) -> bool:
    """`교육해야 함`: 해야 함 may follow a noun without a space; other endings may not."""
    return jotted in ("해야 함", "하려고 함", "하려 함") and "가" <= before[-1] <= "힣"


def _tidy(before: str, stands: str) -> str:
    """The object particle goes where a noun takes the verb's place: 의자를 사려고 함, 의자 구매 예정."""
    before = before.rstrip()
    if stands and not stands.startswith(("하", "되")) and re.search(r"[가-힣0-9)](?:을|를)$", before):
        before = before[:-1]
    joint = "" if stands.startswith("하자는") and before and before[-1] != " " else " "
    return f"{before}{joint}{stands}".strip()


def _and(found: re.Match[str]) -> str:
    word = found[1]
    if word.endswith("이") and len(word) > 2 and _closed(word[-2]):
        return f"{word[:-1]}과"
    return word + ("과" if _closed(word[-1]) else "와")


def _closed(syllable: str) -> bool:
    return bool((ord(syllable) - 0xAC00) % 28)
