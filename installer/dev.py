"""The commands of a checkout: `python3 installer/dev.py run`, `test` and `frozen`.

Standard library only. Any Python may read this file; 3.11 or later is asked for in a sentence.
"""

from __future__ import annotations  # an old Python must get as far as the sentence in main()

import argparse
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py", description="문지기: set up, run, test")
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="준비한 뒤 창을 엽니다 / set up and open the window")
    run.add_argument("--cli", action="store_true", help="창 없이 터미널에서 / in the terminal, without a window")
    verbs.add_parser("setup", help="준비만 합니다 / set up only")
    test = verbs.add_parser("test", help="준비한 뒤 모든 검사를 합니다 / set up and run every check")
    test.add_argument("extra", nargs="*", help="pytest에 넘길 말 / passed to pytest (after --)")
    frozen = verbs.add_parser("frozen", help="얼린 프로그램을 만들어 시험합니다 / build and test the frozen program")
    frozen.add_argument("extra", nargs="*", help="installer.frozen에 넘길 말 / passed to installer.frozen (after --)")
    return parser.parse_args(argv)


def main(argv: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - the check is for whoever has an older one
        print(f"Python 3.11 이상이 필요합니다. / Python 3.11 or later is needed (this is {sys.version.split()[0]}).")
        return 2
    chosen = arguments(argv)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended from outside: clean up as for Ctrl+C
    sys.path[0] = str(ROOT)
    from installer.steps.terminal import carry_out

    return carry_out(ROOT, chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
