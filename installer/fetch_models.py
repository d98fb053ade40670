"""Fetch the default models and the font: `python3 installer/fetch_models.py [--all]`, on a connected machine.

Standard library only; pip comes from .venv, which `dev.py setup` makes (and which calls this very work itself).
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description="기본 모델과 글꼴을 받습니다 / fetch the default models and the font")
    parser.add_argument("--all", action="store_true", help="시험용 작은 모델까지 / the small model for the tests too")
    chosen = parser.parse_args(argv)
    sys.path[0] = str(ROOT)
    from installer.steps import environment, models, recognition
    from installer.steps.checkout import Checkout, held
    from installer.steps.terminal import guarded

    def work(checkout: Checkout) -> int:
        wanted = models.recipes(checkout, ["run", "test"] if chosen.all else ["run"])
        with held(checkout.turn):
            environment.create(checkout)
            models.fetch(checkout, wanted)
            models.unpack(checkout, wanted)
            recognition.attempt(checkout, again=True)
        return 0

    return guarded(ROOT, work)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
