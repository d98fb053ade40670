"""What processes asked of the system, by strace: sockets, and files that were opened for writing or changed by name."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CALLS = (
    "socket,connect,bind,sendto,sendmsg,sendmmsg,io_uring_setup,openat,open,openat2,creat,mkdir,mkdirat,rename,renameat,"
    "renameat2,unlink,unlinkat,rmdir,symlink,symlinkat,link,linkat,truncate,mknod,mknodat,chmod,fchmodat,utimensat"
)
_LINE = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+=\s+(-?\d+)(.*)$")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_RESULT = re.compile(r"^<(.*?)>")
_BASE = re.compile(r"^(?:AT_FDCWD|\d+)<(.*?)>")
_WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC")
_OPENING = {"open", "openat", "openat2", "creat"}
_CHANGING = {"mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "symlink"}
_CHANGING |= {"symlinkat", "link", "linkat", "truncate", "mknod", "mknodat", "chmod", "fchmodat", "utimensat"}


def watched(command: Sequence[str], log: Path) -> list[str]:
    """The command under strace, its children too; `log` gets the calls."""
    return ["strace", "-f", "-y", "-qq", "-s", "400", "-o", str(log), "-e", f"trace={_CALLS}", *command]


@dataclass
class Seen:
    """Successful and refused alike for sockets; of files only what succeeded."""

    sockets: Counter[str] = field(default_factory=Counter)
    peers: Counter[str] = field(default_factory=Counter)
    written: Counter[str] = field(default_factory=Counter)
    calls: int = 0

    @property
    def internet(self) -> int:
        return sum(count for name, count in self.sockets.items() if "INET" in name)

    def outside(self, folders: Iterable[Path]) -> dict[str, int]:
        """Written paths that are not below the folders and are no device, pipe or memory."""
        own = [str(folder.resolve()) for folder in folders]
        return {
            path: count
            for path, count in sorted(self.written.items())
            if not any(path == place or path.startswith(f"{place}/") for place in own) and not _HARMLESS.match(path)
        }


_HARMLESS = re.compile(r"/dev/(null|tty|pts/\d+)$|(pipe|socket|anon_inode):|/memfd:|memfd:")


def seen(logs: Iterable[Path]) -> Seen:
    found = Seen()
    for log in logs:
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            if (match := _LINE.match(line)) is not None:
                _take(found, match[1], match[2], int(match[3]), match[4])
    return found


def _take(found: Seen, call: str, words: str, result: int, rest: str) -> None:
    found.calls += 1
    if call == "socket":
        found.sockets[words.split(",", maxsplit=1)[0]] += 1
    elif call in ("connect", "bind", "sendto", "sendmsg", "sendmmsg"):
        peer = re.search(r"sa_family=(\w+)(?:, sun_path=@?\"([^\"]*)\")?", words)
        if peer:
            found.peers[f"{call} {peer[1]} {peer[2] or ''}".strip()] += 1
    elif call == "io_uring_setup" and result >= 0:
        found.sockets["io_uring"] += 1
    elif result >= 0 and call in _OPENING and _WRITING.search(words):
        named = _RESULT.match(rest)
        found.written[_text(named[1]) if named else _path(words)] += 1
    elif result >= 0 and call in _CHANGING:
        found.written[_path(words)] += 1


def _path(words: str) -> str:
    """The last path that a call names, made absolute by its folder's descriptor."""
    quoted = _QUOTED.findall(words)
    if not quoted:
        return words
    path, base = _text(quoted[-1]), _BASE.match(words)
    return path if path.startswith("/") or base is None else f"{_text(base[1])}/{path}"


def _text(shown: str) -> str:
    """strace writes Hangul as octal bytes."""
    return re.sub(rb"\\(\d{1,3})", lambda m: bytes([int(m[1], 8)]), shown.encode()).decode("utf-8", "replace")
