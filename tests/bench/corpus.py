"""A large folder to words: `python -m tests.bench.corpus FOLDER [HOME]`.

Everything parsed, structured and searchable by its words; then a second look at the unchanged folder, and three
searches while typing. Needs no model.
"""

import sys
import tempfile
from pathlib import Path

from tests.bench.running import run, say


def main(argv: list[str]) -> int:
    folder = Path(argv[0])
    home = Path(argv[1]) if len(argv) > 1 else Path(tempfile.mkdtemp(prefix="munjigi-bench-"))
    first = run(home, "index", folder, "--words")
    result = {name: first.result[name] for name in ("added", "unchanged", "skipped", "passages", "seconds", "states")}
    say(bench="first", wall=round(first.seconds, 1), peak_mib=first.peak_mib, parent_mib=first.parent_mib, **result)
    again = run(home, "index", "--words")
    say(
        bench="unchanged",
        wall=round(again.seconds, 2),
        inside=again.result["seconds"],
        unchanged=again.result["unchanged"],
        peak_mib=again.peak_mib,
    )
    say(bench="home", path=str(home), mib=sum(p.stat().st_size for p in home.rglob("*") if p.is_file()) >> 20)
    return first.status or again.status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
