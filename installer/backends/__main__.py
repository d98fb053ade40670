"""`python -m installer.backends OUT [--cuda auto|on|off] …`: fetch, compile, collect. Linux; installer/README.md."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from installer.backends import collect, cuda, source
from installer.backends.compile import VARIANTS, Recipe, compiled
from installer.steps.checkout import Checkout, held
from installer.steps.say import Stop
from installer.steps.terminal import guarded

ROOT = Path(__file__).resolve().parents[2]


def main(argv: list[str]) -> int:
    chosen = _arguments(argv)

    def work(checkout: Checkout) -> int:
        if sys.platform != "linux":
            raise Stop("리눅스에서만 됩니다.", "This works on Linux only.")
        recipe = _recipe(chosen)
        with held(checkout.cache / "locks" / "backends"), _scratch(chosen.work) as folder:
            tools = source.tools(checkout, folder)
            tree = source.unpacked(checkout, folder, tools, chosen.source)
            checkout.voice.say(f"· 컴파일: {recipe.told()}", f"· compiling: {recipe.told()}")
            built = compiled(checkout, tree, folder / "build", tools, recipe)
            count = collect.collected(built, chosen.out, recipe, source.pinned_version(checkout))
        checkout.voice.say(f"· 파일 {count}개: {chosen.out}", f"· {count} files: {chosen.out}")
        return 0

    return guarded(ROOT, work)


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="installer.backends", description="llama.cpp's backends as modules")
    parser.add_argument("out", type=Path, help="결과를 둘 폴더 / the folder to make; must not exist or be one of ours")
    parser.add_argument("--variants", default=",".join(VARIANTS), help="CPU 종류 / kinds of processor")
    parser.add_argument("--cuda", choices=("auto", "on", "off"), default="auto")
    parser.add_argument("--cuda-architectures", default=cuda.ARCHITECTURES, help="카드의 종류 / kinds of cards")
    parser.add_argument(
        "--cublas", type=Path, help="cuBLAS의 include, lib가 있는 폴더 / where cuBLAS lies, if elsewhere"
    )
    parser.add_argument(
        "--blas", choices=("nvidia", "own"), default="nvidia", help="own: 작은 묶음 / without NVIDIA's 600 MB"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--source", type=Path, help="받아 둔 sdist / an sdist that is here already; its hash is checked"
    )
    parser.add_argument("--work", type=Path, help="여기서 컴파일하고 남겨 둠 / compile here and keep it")
    return parser.parse_args(argv)


def _recipe(chosen: argparse.Namespace) -> Recipe:
    """Raises Stop for a kind of processor that is not known, and for CUDA without its compiler."""
    variants = tuple(chosen.variants.split(","))
    if unknown := [name for name in variants if name not in VARIANTS]:
        raise Stop("모르는 CPU 종류입니다.", "Unknown kinds of processor.", ", ".join(unknown))
    nvcc = os.environ.get("CUDACXX") or shutil.which("nvcc") or ""
    if chosen.cuda == "on" and not nvcc:
        raise Stop("nvcc가 없습니다.", "There is no nvcc.")
    nvcc = cuda.compiler(nvcc) if nvcc and chosen.cuda != "off" else ""
    cublas = chosen.cublas.resolve() if chosen.cublas is not None else None
    return Recipe(variants, nvcc, chosen.cuda_architectures, chosen.jobs, cublas, chosen.blas == "own")


class _scratch:
    """A folder to work in: a throw-away one, or the one that is to be kept."""

    def __init__(self, kept: Path | None) -> None:
        self._kept = kept
        self._thrown: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Path:
        if self._kept is not None:
            self._kept.mkdir(parents=True, exist_ok=True)
            return self._kept.resolve()
        self._thrown = tempfile.TemporaryDirectory(prefix="backends-")
        return Path(self._thrown.name)

    def __exit__(self, *_error: object) -> None:
        if self._thrown is not None:
            self._thrown.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
