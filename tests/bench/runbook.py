"""Follows installer/RUNBOOK.md to the letter: `python -m tests.bench.runbook PROGRAM_FOLDER WORK_FOLDER`.

Every block is run in its order in a home of its own, as written: keys, root, building, signing, installing to
/opt/munjigi (so as root, where nothing is installed yet), upgrade, rollback, rotation, removal. PROGRAM_FOLDER is the
frozen program. Files that people bring along are made here: passphrases, documents, a token.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fakes import soft_token

ROOT = Path(__file__).resolve().parents[2]
RUNBOOK = ROOT / "installer" / "RUNBOOK.md"
INSTALLED = Path("/opt/munjigi")
_BLOCK = re.compile(r"^```(sh|toml)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """`kind` is `sh` or `toml`; `name` is the file of a toml block, or `token`, `deb` for commands that want one."""

    kind: str
    name: str
    text: str

    @property
    def commands(self) -> tuple[str, ...]:
        return tuple(line for line in self.text.splitlines() if line.strip())


def blocks() -> Iterator[Block]:
    for kind, name, text in _BLOCK.findall(RUNBOOK.read_text(encoding="utf-8")):
        yield Block(kind, name or "", text)


def prepared(program: Path, home: Path) -> dict[str, str]:
    """A home with the checkout, the program and what people bring along; its environment."""
    bundle, checkout = home / "bundle", home / "munjigi"
    (checkout / "build" / "frozen").mkdir(parents=True)
    for path in ROOT.iterdir():
        if path.name != "build":
            (checkout / path.name).symlink_to(path)
    shutil.copytree(program, checkout / "build" / "frozen" / "munjigi", symlinks=True)
    for package in program.parent.glob("munjigi-bundle_*.deb"):
        shutil.copy(package, checkout / "build" / "frozen")
    (bundle / "rules").mkdir(parents=True)
    for path in (ROOT / "assets" / "sample").glob("*.md"):
        shutil.copy(path, bundle / "rules")
    for number in (1, 2, 3, 4):
        (bundle / f"pass-{number}.txt").write_text(f"서명자의 긴 암호 {number}번\n", encoding="utf-8")
    (bundle / "pin.txt").write_text("123456\n")
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {**kept, "HOME": str(home), "MUNJIGI_LANG": "ko", "PYTHONUTF8": "1"}
    library = soft_token.found()
    return environment | (soft_token.made(library, home, "card", "123456") if library else {})


def main(argv: list[str]) -> int:
    """`--until TEXT`: stop before the first command that holds it, and leave what is installed."""
    until = argv[argv.index("--until") + 1] if "--until" in argv else ""
    program, home = Path(argv[0]).resolve(), Path(argv[1]).resolve()
    if INSTALLED.exists():
        print(f"{INSTALLED} is there already")
        return 2
    environment = prepared(program, home)
    head = ""
    failed = 0
    for block in blocks():
        if block.kind == "toml":
            (home / "bundle" / block.name).write_text(block.text, encoding="utf-8")
            continue
        if not head:
            head = block.text
            continue
        if block.name == "token" and "SOFTHSM2_CONF" not in environment:
            print("- no SoftHSM here: the token is left out")
            continue
        if block.name == "deb" and not list((home / "munjigi" / "build" / "frozen").glob("*.deb")):
            print("- no .deb beside the program: its way is left out")
            continue
        for command in block.commands:
            if until and until in command:
                return 1 if failed else 0
            begun = time.monotonic()
            done = subprocess.run(
                ["bash", "-c", f"{head}\n{command}"], env=environment, capture_output=True, text=True, check=False
            )
            failed += done.returncode != 0
            mark = "✓" if done.returncode == 0 else f"✗ {done.returncode}"
            print(f"{mark} {time.monotonic() - begun:6.1f} s  {command}", flush=True)
            if done.returncode or "-v" in argv:
                print(done.stdout + done.stderr, flush=True)
    if INSTALLED.exists():
        print(f"✗ {INSTALLED} was not removed")
        failed += 1
    print(f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
