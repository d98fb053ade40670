"""10,000 unchanged files looked at again: `python -m tests.bench.rescan [COUNT]`."""

import sys
import tempfile
from pathlib import Path

from tests.bench.running import run, say

_TEXT = "# 규정 {n}\n\n##### 제1조 (목적)\n\n이 규정은 {n}번째 일을 정한다.\n"


def main(argv: list[str]) -> int:
    count = int(argv[0]) if argv else 10_000
    with tempfile.TemporaryDirectory(prefix="munjigi-bench-") as scratch:
        folder, home = Path(scratch) / "문서", Path(scratch) / "home"
        for number in range(count):
            place = folder / f"{number // 200:03}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"규정 {number:05}.md").write_text(_TEXT.format(n=number), encoding="utf-8")
        first = run(home, "index", folder, "--words")
        say(bench="first", files=count, wall=round(first.seconds, 1), added=first.result["added"])
        for _ in range(5):  # the first may find files whose clock had not ticked
            again = run(home, "index", "--words")
            say(
                bench="rescan",
                wall=round(again.seconds, 2),
                inside=again.result["seconds"],
                unchanged=again.result["unchanged"],
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
