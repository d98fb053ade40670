"""The audit under real processes: several that append at once, and one that is killed in the middle."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from app.core.audit import AuditKind
from app.store.audit import Audit
from app.store.audit_file import AuditFile
from app.store.database import Database
from tests.e2e.conftest import ROOT, environment

TABLE = """
import sys
from pathlib import Path
from app.core.audit import AuditKind
from app.store.audit import Audit
from app.store.database import Database
audit = Audit(Database(Path(sys.argv[1])), Path(sys.argv[2]))
for number in range(int(sys.argv[3])):
    audit.append(AuditKind.OPENED, {"collection": f"{sys.argv[4]} {number}"})
    print(number, flush=True)
"""
FILE = """
import sys
from pathlib import Path
from app.core.audit import AuditKind
from app.store.audit_file import AuditFile
audit = AuditFile(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    audit.append(AuditKind.INSTALLED, {"version": sys.argv[4], "epoch": 1, "sequence": number})
    print(number, flush=True)
"""


def started(script: str, *words: str | int | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )


def acknowledged(child: subprocess.Popen[str]) -> int:
    out, _ = child.communicate(timeout=120)
    assert child.returncode == 0
    return len(out.split())


def test_processes_that_append_at_once_make_one_chain(tmp_path: Path) -> None:
    home, account = tmp_path / "home", tmp_path / "account"
    Database(home).close()
    children = [started(TABLE, home, account, 30, name) for name in "ab"]
    assert [acknowledged(child) for child in children] == [30, 30]
    database = Database(home)
    audit = Audit(database, account)
    assert audit.verify().sealed == 61
    names = [str(one.facts.get("collection")) for one in reversed(audit.entries())]
    for name in "ab":
        assert [one for one in names if one.startswith(name)] == [f"{name} {number}" for number in range(30)]
    database.close()


def test_processes_that_append_to_a_file_at_once_make_one_chain(tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    children = [started(FILE, folder, "", 60, f"1.{number}") for number in range(3)]
    assert [acknowledged(child) for child in children] == [60, 60, 60]
    assert AuditFile(folder).verify().sealed == 181


def test_a_process_that_is_killed_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    """Ten rounds on the same two chains; the kill comes after a number of acknowledged entries that grows."""
    home, account, folder = tmp_path / "home", tmp_path / "account", tmp_path / "audit"
    seen = {TABLE: 0, FILE: 0}
    for round_ in range(5):
        for script, words in ((TABLE, (home, account)), (FILE, (folder, ""))):
            child = started(script, *words, 100_000, f"r{round_}")
            assert child.stdout is not None
            for _ in range(7 * round_ + 1):
                child.stdout.readline()
            os.kill(child.pid, signal.SIGKILL)
            seen[script] += 7 * round_ + 1 + len(child.communicate()[0].split())
    database = Database(home)
    audit = Audit(database, account)
    for chain, count in ((audit.verify(), seen[TABLE]), (AuditFile(folder).verify(), seen[FILE])):
        assert count < chain.head.count <= count + 6, "the first entry, and what was written and not yet told"
        assert chain.head.count - chain.sealed <= 1 and chain.resealed == ()
    audit.append(AuditKind.OPENED, {"collection": "danach"})
    assert audit.verify().sealed == audit.verify().head.count
    database.close()
