"""What a unit puts on every document of its own: `<home>/unit.toml`, read strictly.

agency = "한빛시"
sender = "한빛시장"
phone = "031-000-0000"
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from app.core.errors import BadRequestFile

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
