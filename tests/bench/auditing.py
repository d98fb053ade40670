"""What recording costs: `python -m tests.bench.auditing [ENTRIES] [--under DIR]`.

Milliseconds of one entry, on the disk and sealed, in the workspace's table and in the installation's file; and of
checking a chain of that length. DIR says on which disk (default: the system's folder for temporary files).
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.core.audit import AuditKind
from app.store.audit import Audit
from app.store.audit_file import AuditFile
from app.store.database import Database


def timed(count: int, append: Callable[[int], object]) -> list[float]:
    """Milliseconds of each."""
    took = []
    for number in range(count):
        began = time.perf_counter()
        append(number)
        took.append((time.perf_counter() - began) * 1000)
    return took


def told(name: str, took: list[float], verify: Callable[[], object]) -> None:
    ordered = sorted(took)
    began = time.perf_counter()
    verify()
    checked = (time.perf_counter() - began) * 1000
    late = ordered[int(len(ordered) * 0.95)]
    print(
        f"{name}: {statistics.median(took):.1f} ms an entry (95 %: {late:.1f}), "
        f"the last hundred {statistics.median(took[-100:]):.1f}; checking all {len(took)}: {checked:.0f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("entries", nargs="?", type=int, default=1000)
    parser.add_argument("--under", type=Path, default=None)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.under) as folder:
        database = Database(Path(folder) / "home")
        audit = Audit(database, Path(folder) / "account")
        took = timed(chosen.entries, lambda _: audit.append(AuditKind.OPENED, {"collection": "법령"}))
        told("workspace", took, audit.verify)
        database.close()
        file = AuditFile(Path(folder) / "audit")
        took = timed(chosen.entries, lambda number: file.append(AuditKind.INSTALLED, {"epoch": 1, "sequence": number}))
        told("installation", took, file.verify)


if __name__ == "__main__":
    main()
