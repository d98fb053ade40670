"""What a unit puts on every document of its own: `<home>/unit.toml`, read and written strictly.

agency = "한빛시"
sender = "한빛시장"
phone = "031-000-0000"
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from app.core.draft_errors import UnitValueBad
from app.core.errors import BadRequestFile
from app.services.settings_file import set_values

FILE = "unit.toml"
KEYS = (
    "agency",
    "sender",
    "department",
    "author",
    "drafter",
    "reviewer",
    "approver",
    "contact",
    "postcode",
    "address",
    "homepage",
    "phone",
    "fax",
    "email",
    "disclosure",
    "retention",
)
"""Keys of fields (core.drafts.Letter.fields) that may have a unit's own value."""


def defaults(home: Path) -> Mapping[str, str]:
    """Values by the keys of fields; none without the file. Raises BadRequestFile for what is not TOML, an unknown key
    or a value that is no text: a slip must not print on letters."""
    path = home / FILE
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadRequestFile(name=FILE, line=0, detail=str(error)) from error
    for key, value in data.items():
        if key not in KEYS or not isinstance(value, str) or "\n" in value:
            raise BadRequestFile(name=FILE, line=0, detail=key)
    return {key: value.strip() for key, value in data.items() if value.strip()}


_LONGEST = 120
"""Characters of a value: it stands on one line of a letter."""
_UNFIT = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]|\[확인 필요")
_NUMBER = re.compile(r"[^\n]*\d{3}[^\n]*")
_SHAPES = {
    "postcode": re.compile(r"\d{5}"),
    "phone": _NUMBER,
    "fax": _NUMBER,
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+"),
    "homepage": re.compile(r"\S+\.\S+"),
}
"""What a value must look like: postcodes have five digits (우편법 시행규칙 기초구역번호)."""


def keep(home: Path, values: Mapping[str, str]) -> None:
    """Write these values, whole or not at all; an empty one takes the key out, others stay as they are.

    Raises UnitValueBad (`key`) before anything is written, BadRequestFile for a file that cannot be changed safely,
    DiskFull and WorkspaceUnwritable.
    """
    held = {key: value.strip() for key, value in values.items()}
    for key, value in held.items():
        shape = _SHAPES.get(key)
        fits = not value or shape is None or shape.fullmatch(value)
        if key not in KEYS or len(value) > _LONGEST or _UNFIT.search(value) or not fits:
            raise UnitValueBad(key=key, value=value[:_LONGEST])
    set_values(home, held, FILE)
