"""`<root>/current`: one line, the name of the version that starts; and the small launcher that reads it."""

from app.bundle.installing import beside
from app.bundle.installing.folders import Folder
from app.bundle.installing.layout import CURRENT, is_version, this_system

LAUNCHERS = {"linux": "munjigi", "windows": "munjigi.cmd"}

_LIMIT = 200
_LAUNCHER = 64 * 1024
_MARK = b"Written by the installer."

_SHELL = """\
#!/bin/sh
# Starts the version that `current` names. Written by the installer.
root=$(dirname -- "$(readlink -f -- "$0")")
name=
IFS= read -r name < "$root/current" || name=
case $name in
  [0-9A-Za-z]*-*.*) ;;
  *) name=/ ;;
esac
case $name in
  *[!0-9A-Za-z._+-]* | *..*)
    echo "munjigi: $root/current names no version. (BND-027)" >&2
    exit 1
    ;;
esac
exec "$root/versions/$name/app/munjigi" "$@"
"""

_BATCH = """\
@echo off
rem Starts the version that `current` names. Written by the installer.
setlocal EnableExtensions DisableDelayedExpansion
set "root=%~dp0"
set "name="
set "form=[0-9A-Za-z][0-9A-Za-z._+-]*-[0-9][0-9]*\\.[0-9][0-9]*"
for /f "usebackq delims=" %%n in (`findstr /r /b /e "%form%" "%root%current"`) do set "name=%%n"
if not defined name (
  echo munjigi: "%root%current" names no version. ^(BND-027^) 1>&2
  exit /b 1
)
"%root%versions\\%name%\\app\\munjigi.exe" %*
exit /b %errorlevel%
"""


def current(root: Folder) -> str:
    """The version that starts; empty: none, or a name that none can have."""
    try:
        raw = beside.taken(root, CURRENT, _LIMIT)
    except FileNotFoundError:
        return ""
    name = raw.decode("ascii", "replace").removesuffix("\n").removesuffix("\r")
    return name if is_version(name) else ""


def switch(root: Folder, name: str) -> None:
    """From here on the other version starts. One rename."""
    if not is_version(name):
        raise ValueError(name)
    beside.put(root, CURRENT, name.encode("ascii") + b"\n")


def launcher(system: str) -> bytes:
    """The launcher's text; `system` is `linux` or `windows`."""
    if system == "windows":
        return _BATCH.replace("\n", "\r\n").encode("ascii")
    return _SHELL.encode("ascii")


def remove_launcher(root: Folder) -> list[str]:
    """It goes if an installer wrote it; else its name is returned."""
    left = []
    for name in LAUNCHERS.values():
        try:
            ours = _MARK in beside.taken(root, name, _LAUNCHER)
        except FileNotFoundError:
            continue
        if ours:
            beside.cleared(root, name)
        else:
            left.append(name)
    return left


def put_launcher(root: Folder) -> None:
    """Written where it is not yet what it should be."""
    system = this_system()
    name, wanted = LAUNCHERS[system], launcher(system)
    try:
        same = beside.taken(root, name, len(wanted)) == wanted
    except FileNotFoundError:
        same = False
    if not same:
        beside.put(root, name, wanted, executable=True)
