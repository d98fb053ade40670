"""A real bundle of the frozen program: keys made on the spot, built, signed by two of three, divided over two media."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODELS = ("qwen2.5-coder-0.5b", "multilingual-e5-small", "tesseract-kor")
HOLDERS = ("first", "second", "third")


@dataclass(frozen=True)
class Bundle:
    """`media` are folders as carried; `trust` is the root that is handed over apart from them."""

    media: tuple[Path, ...]
    trust: Path


def tool(name: str, *words: str | Path) -> None:
    """One of installer's commands, as the runbook has it."""
    command = [sys.executable, str(ROOT / "installer" / name), *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def ceremony(place: Path) -> Path:
    """Three keys and the first root, signed by two of them; the folder of roots."""
    place.mkdir()
    for holder in HOLDERS:
        tool("sign.py", "key", place / f"{holder}.key.pem", "--unencrypted")
    keys = "".join(
        f'[[key]]\nname = "{holder}"\nfile = "{holder}.pub.pem"\nroles = ["root", "release"]\n\n' for holder in HOLDERS
    )
    (place / "root.toml").write_text(
        'product = "munjigi"\nchannels = ["standard"]\nepoch = 1\nfloor = [1, 1]\n\n'
        f"[threshold]\nroot = 2\nrelease = 2\n\n{keys}",
        encoding="utf-8",
    )
    tool("sign.py", "root", place / "root.toml", "-o", place / "roots")
    sign(place, ("first", "second"), place / "roots" / "1.root.json")
    return place / "roots"


def sign(place: Path, holders: Sequence[str], *copies: Path) -> None:
    """Each holder signs all copies of one document at once: they must stay the same."""
    for holder in holders:
        tool("sign.py", "add", *copies, "--key", place / f"{holder}.key.pem", "--yes")


def corpus(place: Path, words: str) -> Path:
    """The sample's rules as a component, with one document that differs by release."""
    shutil.copytree(ROOT / "assets" / "sample", place, ignore=shutil.ignore_patterns("*.jsonl"))
    (place / "주차장 이용 지침.md").write_text(f"# 주차장 이용 지침\n\n제1조(목적) {words}\n", encoding="utf-8")
    return place


def spec(place: Path, name: str, sequence: int, app: Path, documents: Path) -> Path:
    parts = [("app", "munjigi", app, 'os = "linux"\n'), ("corpus", "sample", documents, "")]
    parts += [("model", model, ROOT / "models" / model, "") for model in MODELS]
    text = (
        f'product = "munjigi"\nchannel = "standard"\nversion = "{name}"\nepoch = 1\nsequence = {sequence}\n'
        f'signed_at = 2026-01-0{sequence}T09:00:00Z\nroots = "roots"\n\n'
    )
    for kind, identity, source, more in parts:
        text += (
            f'[[component]]\nkind = "{kind}"\nid = "{identity}"\nversion = "1"\ntitle = "{identity}"\n{more}'
            f'source = "{source}"\n\n'
        )
    path = place / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def bundle(place: Path, name: str, sequence: int, app: Path, words: str, *more: str | Path) -> Bundle:
    """Built and signed by the second and the third holder. `more` goes to the building."""
    documents = corpus(place / f"corpus-{name}", words)
    out = place / f"media-{name}"
    tool("build_bundle.py", spec(place, name, sequence, app, documents), "-o", out, *more)
    media = tuple(sorted(path.parent.parent for path in out.rglob("meta/release.json")))
    sign(place, ("second", "third"), *(medium / "meta" / "release.json" for medium in media))
    return Bundle(media, place / "roots" / "1.root.json")
