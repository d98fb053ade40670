"""Where things are: what ships with the program, and the user's workspace."""

import os
import sys
from pathlib import Path


def program_dir() -> Path:
    """The folder that holds app/, assets/ and models/ (inside a frozen program: its data folder)."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parents[2]


def assets_dir() -> Path:
    return program_dir() / "assets"


def models_dir() -> Path:
    return program_dir() / "models"


def default_home() -> Path:
    """The workspace when neither --home nor MUNJIGI_HOME is given."""
    chosen = os.environ.get("MUNJIGI_HOME")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "Munjigi"
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "munjigi"


def account_dir() -> Path:
    """What belongs to the account on this PC and to no workspace: it is not copied along with one."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "Munjigi Account"
    base = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(base) / "munjigi"


def site_models_dir(home: Path) -> Path:
    """The models that a site added to its workspace, one folder each, and their catalogue."""
    return home / "models"
