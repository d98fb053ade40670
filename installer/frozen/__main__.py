"""`python -m installer.frozen [--twice] [--no-tests]`: build, look, prove; what `dev.py frozen` runs in .venv."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from installer.frozen import carrier, deb, slim
from installer.frozen.build import Made, digest, epoch, frozen
from installer.steps.checkout import Checkout
from installer.steps.say import Stop
from installer.steps.terminal import guarded

ROOT = Path(__file__).resolve().parents[2]


def main(argv: list[str]) -> int:
    chosen = _arguments(argv)

    def work(checkout: Checkout) -> int:
        place = checkout.root / "build" / "frozen"
        checkout.voice.say("▶ 얼린 프로그램을 만듭니다.", "▶ Freezing the program.")
        made = frozen(checkout, place, place / "work")
        _tell(checkout, made)
        _carrier(checkout, place)
        if chosen.twice:
            _again(checkout, made)
        if not chosen.no_tests:
            _proved(checkout, made, chosen.extra)
        return 0

    return guarded(ROOT, work)


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="installer.frozen", description="the frozen program")
    parser.add_argument("--twice", action="store_true", help="두 번 만들어 견줍니다 / build twice and compare")
    parser.add_argument("--no-tests", action="store_true", help="만들기만 합니다 / build only")
    parser.add_argument("extra", nargs="*", help="pytest에 넘길 말 / passed to pytest (after --)")
    return parser.parse_args(argv)


def _tell(checkout: Checkout, made: Made) -> None:
    size, models = made.size / 1e6, made.models / 1e6
    checkout.voice.say(
        f"✓ {made.folder}: {size:.0f} MB(형태소 모델 {models:.0f} MB를 더해), {made.files}개, {made.seconds:.0f}초",
        f"✓ {made.folder}: {size:.0f} MB (with Kiwi's model, {models:.0f}), {made.files} files, {made.seconds:.0f} s",
    )
    checkout.voice.say(f"  SHA-256 {made.digest}", f"  SHA-256 {made.digest}")
    if made.native:
        first = "python -m installer.backends build/backends"
        checkout.voice.say(
            f"! 대화 엔진이 이 컴퓨터의 CPU에만 맞습니다. 다른 PC에 나르려면 먼저: {first}",
            f"! llama.cpp fits this machine's processor only. For other PCs first: {first}",
        )


def _carrier(checkout: Checkout, place: Path) -> None:
    """The small program for bundles, and its Debian package where one can be made."""
    begun = time.monotonic()
    folder = carrier.carried(checkout, place, place / "work")
    size = slim.sizes(folder)[0] / 1e6
    checkout.voice.say(f"✓ {folder}: {size:.0f} MB", f"✓ {folder}: {size:.0f} MB ({time.monotonic() - begun:.0f} s)")
    if shutil.which("dpkg-deb"):
        package = deb.packed(checkout, folder, place, epoch(checkout))
        size = package.stat().st_size / 1e6
        checkout.voice.say(f"✓ {package}: {size:.0f} MB", f"✓ {package}: {size:.0f} MB")


def _again(checkout: Checkout, made: Made) -> None:
    """Raises Stop when a second build, in folders of other names, is not the same to the byte."""
    place = checkout.root / "build" / "frozen-again"
    second = frozen(checkout, place / "another name", place / "other work")
    if second.digest != made.digest:
        told = _different(made.folder, second.folder)
        raise Stop("두 번 만든 것이 다릅니다.", "Two builds differ.", told)
    shutil.rmtree(place)
    checkout.voice.say("✓ 두 번 만들어도 같습니다.", f"✓ Built twice, byte-identical ({second.seconds:.0f} s).")


def _different(one: Path, other: Path) -> str:
    names = {path.relative_to(one) for path in one.rglob("*")} | {path.relative_to(other) for path in other.rglob("*")}
    return "\n".join(name.as_posix() for name in sorted(names) if _bytes(one / name) != _bytes(other / name))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else (b"" if path.is_dir() else None)


def _proved(checkout: Checkout, made: Made, extra: list[str]) -> None:
    """Run tests/frozen against the build. Raises Stop."""
    checkout.voice.say("▶ 얼린 프로그램을 시험합니다.", "▶ Testing the frozen program.")
    begun = time.monotonic()
    environment = os.environ | {"MUNJIGI_FROZEN": str(made.folder), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    with tempfile.TemporaryDirectory(prefix="munjigi-frozen-") as ground:  # some 8 GB, and gone at the end
        command = [sys.executable, "-m", "pytest", "tests/frozen", f"--basetemp={ground}/tests", *extra]
        status = subprocess.run(command, cwd=checkout.root, env=environment, check=False).returncode
    if status:
        raise Stop("얼린 프로그램의 시험이 실패했습니다.", "A test of the frozen program failed.")
    if digest(made.folder) != made.digest:
        raise Stop("시험이 프로그램의 폴더를 바꾸었습니다.", "The tests changed the program's folder.")
    spent = time.monotonic() - begun
    checkout.voice.say(f"✓ 시험: {spent:.0f}초", f"✓ Tests: {spent:.0f} s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
