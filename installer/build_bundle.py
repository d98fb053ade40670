"""An unsigned bundle from a spec: `installer/build_bundle.py SPEC.toml -o DIR [--medium-size 4G] [--against OLD]`.

The form of the spec: app/services/bundling/spec.py. The same as `munjigi bundle build`, for the build machine.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path[0] = str(ROOT)

from app.core.errors import AppError, Cancelled  # noqa: E402 - the path of the checkout comes first
from app.core.events import Cancel, Done  # noqa: E402
from app.core.messages import Messages  # noqa: E402
from app.services.bundling.making import BuildRequest, Built, build  # noqa: E402
from app.services.bundling.spec import medium_size  # noqa: E402
from installer.steps.say import Voice, language_of_machine, tolerant_output  # noqa: E402


def arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build_bundle.py", description="서명 없는 묶음 / an unsigned bundle")
    parser.add_argument("spec", type=Path, metavar="SPEC.toml")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR")
    size = "매체 하나의 크기 / bytes of one medium: 4G, 700M"
    parser.add_argument("--medium-size", type=medium_size, default=0, metavar="SIZE", help=size)
    old = "이미 설치된 판의 매체 / a medium that every PC has installed from"
    parser.add_argument("--against", type=Path, default=None, metavar="OLD", help=old)
    return parser.parse_args(argv)


def main(argv: Sequence[str]) -> int:
    tolerant_output()
    chosen = arguments(argv)
    language = language_of_machine()
    voice = Voice(language)
    request = BuildRequest(chosen.spec, chosen.output, chosen.medium_size, chosen.against)
    try:
        for event in build(request, cancel=Cancel()):
            if isinstance(event, Done):
                _told(event.result, voice)
    except AppError as error:
        print(Messages.load(language or "ko").for_error(error), file=sys.stderr)
        return 1
    except (Cancelled, KeyboardInterrupt):
        voice.say("멈추었습니다. 같은 명령으로 이어집니다.", "Stopped. The same command goes on.")
        return 130
    return 0


def _told(built: Built, voice: Voice) -> None:
    size = f"{built.bytes / 1e6:,.1f} MB"
    name = f"{built.version} ({built.place[0]}, {built.place[1]})"
    voice.say(
        f"{name}: 조각 {built.parts}개, {size}, 매체 {len(built.media)}개",
        f"{name}: {built.parts} parts, {size}, {len(built.media)} media",
    )
    for path in built.media:
        print(f"  {path}")
    print(f"  SHA-256 {built.digest}")
    voice.say("아직 서명이 없습니다: installer/sign.py add", "Not signed yet: installer/sign.py add")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
