"""Names of files (SPEC.md 8): what may stand on every file system that a bundle meets, and never leave its folder."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from app.bundle.format import limits

_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_SEPARATORS: Final = frozenset("/\\")
_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
_INVISIBLE: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|clock\$|(com|lpt)[0-9])")


def fault(path: str) -> str:
    """The rule that a relative path breaks, or nothing."""
    if not path:
        return "empty"
    if path.startswith("/"):
        return "absolute"
    if any("\ud800" <= char <= "\udfff" for char in path):
        return "character"
    parts = path.split("/")
    if len(path.encode("utf-8")) > limits.PATH_BYTES:
        return "length"
    if len(parts) > limits.PATH_DEPTH:
        return "depth"
    return next((broken for broken in map(_part_fault, parts) if broken), "")


def _part_fault(part: str) -> str:
    if not part:
        return "empty"
    if part in {".", ".."}:
        return "dots"
    if odd(part) or _FORBIDDEN.search(part):
        return "character"
    if not unicodedata.is_normalized("NFC", part):
        return "normal form"
    if part.startswith(" ") or part.endswith((" ", ".")):
        return "edge"
    if len(part.encode("utf-8")) > limits.PART_NAME_BYTES:
        return "length"
    plain = key(part)
    if plain.endswith((" ", ".")) or _SEPARATORS & set(plain):
        return "compatible"
    if _RESERVED.fullmatch(plain.partition(".")[0].rstrip(" ")):
        return "reserved"
    return ""


def odd(text: str) -> bool:
    """Whether a text holds a character that is not seen, or changes how its neighbours are: control and format
    characters (bidi among them), surrogates, private and unassigned ones, other spaces than U+0020, fillers."""
    if text.isascii():
        return any(char < " " or char == "\x7f" for char in text)
    return bool(_INVISIBLE.search(text)) or any(
        char != " " and unicodedata.category(char) in _CATEGORIES for char in text
    )


def key(path: str) -> str:
    """Two names of one key cannot be told apart by some file system or some reader: NFKC, case folding, NFKC."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())


def clash(paths: Iterable[str]) -> tuple[str, str] | None:
    """The first path that cannot stand beside those before it, and the rule: `collision` (one key, a folder spelt in
    two ways among them), or `file and folder`."""
    is_folder: dict[str, bool] = {}
    folders: set[str] = set()
    for path in paths:
        parents = [path[: at.start()] for at in re.finditer("/", path)]
        fresh = [parent for parent in parents if parent not in folders]
        folders.update(fresh)
        for name in (*fresh, path):
            plain, folder = key(name), name is not path
            if plain in is_folder:
                return path, "collision" if is_folder[plain] == folder else "file and folder"
            is_folder[plain] = folder
    return None


def shown(path: str) -> str:
    """A path for a message: characters that are not seen as their number, and not endless."""
    return "".join(f"\\u{ord(char):04x}" if odd(char) else char for char in path[:120])
