"""How well scanned pages are read: `python -m tests.bench.ocr SAMPLES_FOLDER`; prints a line of JSON for each page.

SAMPLES_FOLDER holds gt.txt (the true text), gt300-1.png (clean, 300 dpi), mjscan.png and scan.pdf (noisy, tilted).
Besides these, the clean page is made worse step by step. `error` is the character error rate without spaces,
`spaces` the share of spaces inside lines that are right, `raw` the error without cleaning the picture first.
"""

import argparse
import difflib
import io
import sys
import time
from pathlib import Path

from PIL import Image, ImageChops

from app.core.catalog import Catalog
from app.core.paths import models_dir
from app.ingest.blocks import Extract
from app.ingest.readers import picture
from app.ingest.readers.ocr import Engine, Seen
from app.ingest.recognise import recognise
from tests.bench.running import say

DEEP = 0.06
"""The error allowed on the noisy scan; .03 on a clean page at 300 dpi."""


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("samples", type=Path)
    folder = parser.parse_args(argv).samples
    model = Catalog.load(models_dir()).choose("ocr")
    model.verify()
    engine = Engine(model.folder)
    truth = (folder / "gt.txt").read_text(encoding="utf-8")
    failed = 0
    for name, allowed in (("gt300-1.png", 0.03), ("mjscan.png", DEEP), ("scan.pdf", DEEP)):
        started = time.process_time()
        document = _read((folder / name).read_bytes(), name, engine)
        text = "\n".join(block.text for block in document.blocks)
        error = errors(truth, text)
        failed += error > allowed
        sure = [block.confidence for block in document.blocks]
        say(
            page=name,
            error=round(error, 4),
            allowed=allowed,
            confidence=min(sure),
            cpu_seconds=round(time.process_time() - started, 2),
        )
    clean = picture.grey(Image.open(folder / "gt300-1.png"))
    for label, worse, own in _worse(clean):
        fit = picture.made_fit(worse, own)
        lines = engine.read(fit)
        raw = engine.lines(fit, time.monotonic() + 60)
        say(
            page=label,
            error=round(errors(truth, _text(lines)), 4),
            raw=round(errors(truth, _text(raw)), 4),
            spaces=round(spaces(truth, lines), 3),
        )
    return int(failed > 0)


def _read(data: bytes, name: str, engine: Engine) -> Extract:
    *_steps, document = recognise(data, name, "", engine)
    assert isinstance(document, Extract)
    return document


def _text(lines: list[Seen]) -> str:
    return "\n".join(line.text for line in lines)


def _worse(clean: Image.Image) -> list[tuple[str, Image.Image, float]]:
    """(what was done, the page, its dots per inch)."""
    made = [("clean", clean, 300.0)]
    for angle in (0.5, 1, 2, 3, 4):
        made.append((f"turned {angle}", clean.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255), 300.0))
    for dpi in (200, 150, 100):
        size = (clean.width * dpi // 300, clean.height * dpi // 300)
        made.append((f"{dpi} dpi", clean.resize(size, Image.Resampling.LANCZOS), float(dpi)))
    for sigma in (20, 40, 60):
        noise = Image.effect_noise(clean.size, sigma)
        made.append((f"noise {sigma}", ImageChops.add(clean, noise, 1, -128), 300.0))
    pressed = io.BytesIO()
    clean.save(pressed, "JPEG", quality=20)
    made.append(("jpeg 20", picture.grey(Image.open(pressed)), 300.0))
    return made


def errors(truth: str, text: str) -> float:
    """Character error rate: edits to get from `text` to `truth`, spaces left out, by characters of `truth`."""
    wanted, found = "".join(truth.split()), "".join(text.split())
    row = list(range(len(found) + 1))
    for number, letter in enumerate(wanted, 1):
        before, row[0] = row[0], number
        for at, other in enumerate(found, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != other))
    return row[-1] / max(1, len(wanted))


def spaces(truth: str, lines: list[Seen]) -> float:
    """Share of right decisions where a space is, or was taken to be, inside a line."""
    wanted, _none = _spaced(" ".join(truth.split()))
    found, ends = _spaced("\n".join(line.text for line in lines))
    matcher = difflib.SequenceMatcher(None, "".join(truth.split()), "".join(_text(lines).split()), autojunk=False)
    right = wrong = 0
    for start, at, length in matcher.get_matching_blocks():
        for step in range(1, length):
            there, here = start + step in wanted, at + step in found
            if at + step not in ends and (there or here):
                right += there and here
                wrong += there != here
    return right / max(1, right + wrong)


def _spaced(text: str) -> tuple[set[int], set[int]]:
    """Positions, counted without spaces, before which a space stands, and before which a line begins."""
    gaps: set[int] = set()
    ends: set[int] = set()
    count = 0
    for letter in text:
        if letter == "\n":
            ends.add(count)
        elif letter.isspace():
            gaps.add(count)
        else:
            count += 1
    return gaps, ends


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
