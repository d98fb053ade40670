"""What the person at the terminal reads: Korean, English, or both when the machine does not say which."""

import locale
import os
import sys
import threading
from dataclasses import dataclass


class Stop(Exception):
    """The work cannot go on, and why, in both languages. `detail` is printed as it is."""

    def __init__(self, ko: str, en: str, detail: str = "") -> None:
        super().__init__(en)
        self.ko = ko
        self.en = en
        self.detail = detail


class Interrupted(Exception):
    """The person pressed Ctrl+C; unwinds worker threads quietly."""


@dataclass(frozen=True, slots=True)
class Text:
    ko: str
    en: str


class Voice:
    """Whole lines only, one at a time, so that parallel steps do not garble each other."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._turn = threading.Lock()

    def pick(self, ko: str, en: str) -> str:
        if self._language == "ko":
            return ko
        return en if self._language == "en" else f"{ko}\n  {en}"

    def say(self, ko: str, en: str) -> None:
        with self._turn:
            print(self.pick(ko, en), flush=True)

    def stop(self, reason: Stop) -> None:
        with self._turn:
            if reason.detail:
                print(reason.detail, file=sys.stderr)
            print(self.pick(reason.ko, reason.en), file=sys.stderr, flush=True)


def language_of_machine() -> str:
    """`ko`, `en`, or "" (say both) when the locale is C or some other language."""
    chosen = os.environ.get("MUNJIGI_LANG") or next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    if not chosen and sys.platform == "win32":
        chosen = locale.getlocale()[0] or ""
    start = chosen.lower()
    if start.startswith("ko"):
        return "ko"
    return "en" if start.startswith("en") else ""


def tolerant_output() -> None:
    """A console that lacks Hangul must not end the set-up."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
