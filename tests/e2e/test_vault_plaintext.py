"""An encrypted workspace tells nothing of its documents: their words are in no file under its home, in no temporary
file, and in memory only as long as the program runs. The same search finds them in a plain workspace."""

import base64
import json
import os
import signal
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from app.core.events import Cancel, result_of
from app.search.lexical.memory_folder import MemoryFolder, in_memory
from app.services.vault import LockRequest, VaultChanged, lock
from app.store.vault.passphrases import Cost
from app.store.vault.sealer import MAGIC
from tests.e2e.conftest import ROOT, SMALL, environment
from tests.fakes.marked_work import MARK, documents

pytestmark = pytest.mark.e2e

PASSPHRASE = "여덟 마리 은어와 강물"
PLAIN = {"settings.toml", "write.lock", "presence.lock", "vault.json"}
"""What lies beside the sealed files and says nothing of documents."""


def forms(mark: str) -> dict[str, bytes]:
    """How a program may have written the mark."""
    made = {}
    for spelling in ("NFC", "NFD"):
        text = unicodedata.normalize(spelling, mark)
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            made[f"{spelling} {encoding}"] = text.encode(encoding)
    made["cp949"] = mark.encode("cp949")
    made["escaped"] = json.dumps(mark)[1:-1].encode()
    for before in range(3):
        whole = base64.b64encode(b"x" * before + mark.encode())
        made[f"base64 {before}"] = whole[4 if before else 0 : -4]
    return made


def telling(folder: Path) -> dict[str, set[str]]:
    """Files in which the mark is found, in whatever form, or whose name has it."""
    found: dict[str, set[str]] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        data = path.read_bytes() if path.is_file() else b""
        there = {form for form, sign in forms(MARK).items() if sign in data or sign in os.fsencode(name)}
        if there:
            found[name] = there
    return found


def day(home: Path, folder: Path, passphrase: str, tmp: Path, *options: str) -> dict[str, Any]:
    tmp.mkdir()
    account = {"XDG_STATE_HOME": str(home.parent / "account"), "TMPDIR": str(tmp)}
    words = [sys.executable, "-m", "tests.fakes.marked_work", str(home), str(folder), passphrase, *options]
    done = subprocess.run(words, cwd=ROOT, env=environment() | account, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "account"))
    made = tmp_path / "home"
    made.mkdir()
    (made / "settings.toml").write_text(f'chat_model = "{SMALL}"\n', encoding="utf-8")
    return made


@pytest.mark.usefixtures("needs_models")
def test_words_of_documents_are_in_no_file_of_an_encrypted_workspace(home: Path, tmp_path: Path) -> None:
    folder = documents(tmp_path / "docs")
    assert telling(folder)
    told = day(home, folder, "", tmp_path / "plain-tmp", "quick")
    assert told["added"] == 4 and told["hits"]
    spread = {name.rpartition("/")[0] or name.rpartition(".")[2] for name in telling(home)}
    assert {"cache/vocabulary", "cache/thesaurus", "db"} <= spread, "the search can find something"

    request = LockRequest(PASSPHRASE, cost=Cost(8_192, 1, 1))
    assert result_of(lock(home, request, cancel=Cancel()), VaultChanged).change == "encrypted"
    assert telling(home) == {}, "nothing is left of the plain one"

    told = day(home, folder, PASSPHRASE, tmp_path / "tmp")
    assert (told["hits"] > 5, told["exchanges"], told["model"], told["shown"]) == (True, 1, True, False)
    assert telling(home) == {}
    assert [path.name for path in (tmp_path / "tmp").rglob("*")] == []
    assert telling(tmp_path / "account") == {}
    if in_memory():
        (memory,) = told["memory"]
        assert not Path(memory).exists()
    _all_sealed(home)


def _all_sealed(home: Path) -> None:
    """Every file is one that says nothing, or opens like a sealed one, or is a database without SQLite's header."""
    seen = set()
    for path in home.rglob("*"):
        name = path.relative_to(home).as_posix()
        if path.is_dir() or name in PLAIN:
            continue
        data = path.read_bytes()
        if path.suffix == ".db" and path.parent == home:
            assert not data.startswith(b"SQLite format 3")
        else:
            assert data.startswith(MAGIC), name
            seen.add(name.split("/")[1])
    held = {"dense", "vocabulary", "thesaurus", "states"}
    assert seen == held | ({"lexical"} if in_memory() else set())


HOLDING = """
import sys
from pathlib import Path
from app.search.lexical.memory_folder import MemoryFolder
folder = MemoryFolder.made(0, [Path(sys.argv[1])])
(folder.path / "words").write_text("은빛고래수첩")
print(folder.path, flush=True)
sys.stdin.read()
"""

KILLED = """
import os, signal, sys
from pathlib import Path
from app.search.lexical.index import Lexical
from app.search.lexical.sealed_files import SealedFiles
from app.search.tokens import Morphemes
from app.store.database import Database
from app.store.documents import Documents
from app.store.vault.aes import AesGcm
from app.store.vault.sealer import AeadSealer

home, mode = Path(sys.argv[1]), sys.argv[2]
if mode == "killed":
    SealedFiles.write = lambda self, listed: os.kill(os.getpid(), signal.SIGKILL)
documents = Documents(Database(home))
everything = documents.documents()
lexical = Lexical(home / "lexical", Morphemes(), sealer=AeadSealer(AesGcm(), bytes(32)))
put = []
lexical.update(documents.revisions(), lambda i: (everything[i], documents.passages_of(i)), lambda n, _: put.append(n))
print(max(put, default=0), lexical.by_bigrams("은빛고래수첩", 9, None) != [])
lexical.close()
"""


def python(script: str, *words: str | Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no folder in memory")
def test_what_a_killed_process_had_in_memory_is_removed_by_the_next(tmp_path: Path) -> None:
    with python(HOLDING, tmp_path) as holding:
        assert holding.stdout is not None
        left = Path(holding.stdout.readline().strip())
        other = MemoryFolder.made(0, [tmp_path])
        assert other is not None and left.exists(), "another's, and it is at work"
        other.close()
        holding.send_signal(signal.SIGKILL)
    assert left.exists()
    again = MemoryFolder.made(0, [tmp_path])
    assert again is not None and not left.exists()
    again.close()


@pytest.mark.skipif(not in_memory(), reason="no folder in memory")
def test_a_kill_between_the_sealed_files_and_their_list(tmp_path: Path) -> None:
    from app.store.database import Database
    from app.store.documents import Documents
    from tests.unit.store.test_documents import put

    database = Database(tmp_path)
    documents_ = Documents(database)

    def run(mode: str) -> tuple[int, str]:
        with python(KILLED, tmp_path, mode) as process:
            out, _ = process.communicate()
        return process.returncode, out.strip()

    put(documents_, "a.md", [f"{MARK} 점검"])
    assert run("first") == (0, "1 True")
    put(documents_, "b.md", [f"{MARK} 열람"])
    assert run("killed")[0] == -signal.SIGKILL
    assert run("after") == (0, "1 True"), "what was listed before is there, only what came since is put in again"
    assert run("after") == (0, "0 True")
    database.close()
