"""Feed spoilt files to the real reader child, by hand:
python -m tests.bench.fuzz_readers SECONDS SEED [FOLDER].

Seeds are the files made by tests/fakes and, when it is there, ../shared/corpus/samples. Every outcome is
counted by code. What kills, hangs or slows the reader, or meets a bug, is kept in FOLDER (under
a name that tells what happened and its seed file) and listed at the end. Same seed, same files.
"""

import json
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from app.core.errors import AppError, ReaderCrashed, ReaderTimeout
from app.ingest.remote import Reader
from app.ingest.sniff import suffix_of
from app.worker.client import ChildCrashed
from tests.bench.fuzz_mutations import spoiled
from tests.fakes import documents

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "corpus" / "samples"
LARGEST = 300_000
"""Bytes of a seed: larger ones only make the campaign slow."""

SLOW = 8.0
GOOD = "# 휴가 규정\n##### 제1조 (목적)\n이 규정은 휴가를 정한다.\n".encode()


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Suffix -> (name, bytes) of honest files."""
    found = defaultdict(list)
    for name, data in documents.every_format().items():
        found[suffix_of(name)].append((name, data))
    for path in sorted(SAMPLES.rglob("*")) if SAMPLES.is_dir() else []:
        honest = path.is_file() and path.suffix != ".json" and path.parent.name != "hostile"
        if honest and path.stat().st_size <= LARGEST:
            found[path.suffix.lower()].append((path.name, path.read_bytes()))
    return dict(found)


class Campaign:
    def __init__(self, seed: int, folder: Path | None) -> None:
        self.chance = random.Random(seed)
        self.seeds = seeds()
        self.folder = folder
        self.reader = Reader()
        self.counts: Counter[str] = Counter()
        self.by_format: dict[str, Counter[str]] = defaultdict(Counter)
        self.finds: list[dict[str, object]] = []

    def one(self) -> None:
        suffix = self.chance.choice(sorted(self.seeds))
        name, data = self.chance.choice(self.seeds[suffix])
        made = spoiled(data, [other for _, other in self.seeds[suffix]], self.chance)
        begun = time.monotonic()
        outcome = self.outcome(made, name)
        seconds = time.monotonic() - begun
        self.counts[outcome.split(":")[0]] += 1
        self.by_format[suffix][outcome] += 1
        if outcome.startswith(("ING-009", "ING-010")) or seconds > SLOW:
            self.keep(made, name, outcome, seconds)
            self.good()

    def outcome(self, data: bytes, name: str) -> str:
        """`read`, or the code; for a dead or broken reader also how."""
        try:
            document = self.reader.read(data, name, password=self.chance.choice(("", documents.PASSWORD)))
            for index in range(min(3, len(document.members))):
                self.reader.read(data, name, member=(index,))
            return "read"
        except ReaderTimeout as error:
            return f"{error.code}: silent"
        except ReaderCrashed as error:
            cause = error.__cause__
            kind = f"{cause}" if isinstance(cause, ChildCrashed) else type(cause).__name__
            return f"{error.code}: {kind}"
        except AppError as error:
            return error.code

    def keep(self, data: bytes, name: str, outcome: str, seconds: float) -> None:
        number = len(self.finds)
        find = {"find": number, "seed": name, "outcome": outcome, "seconds": round(seconds, 1), "bytes": len(data)}
        print(json.dumps(find, ensure_ascii=False), flush=True)
        self.finds.append(find)
        if self.folder is not None:
            words = "".join(c if c.isalnum() else "-" for c in outcome)
            (self.folder / f"{number:04}_{words}_{name}").write_bytes(data)

    def good(self) -> None:
        """After anything bad the next good file is read."""
        assert len(self.reader.read(GOOD, "규정.md").passages) == 1


def resident() -> int:
    """Bytes of this process in memory (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def main(seconds: float, seed: int, folder: Path | None) -> None:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    campaign = Campaign(seed, folder)
    campaign.good()
    for _ in range(30):  # what is allocated once is allocated
        campaign.one()
    before, end = resident(), time.monotonic() + seconds
    highest = before
    while time.monotonic() < end:
        campaign.one()
        highest = max(highest, resident())
    campaign.good()
    campaign.reader.close()
    summary = {
        "files": campaign.counts.total(),
        "outcomes": dict(campaign.counts.most_common()),
        "by_format": {suffix: dict(found.most_common()) for suffix, found in sorted(campaign.by_format.items())},
        "finds": len(campaign.finds),
        "parent_grew_mb": round((resident() - before) / 1e6, 1),
        "parent_grew_at_most_mb": round((highest - before) / 1e6, 1),
    }
    print(json.dumps(summary, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
