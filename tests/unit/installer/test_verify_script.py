"""The stand-alone verifier says of every hostile bundle what the program says: two programs, one specification."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from app.bundle.verifying import opened
from app.core.errors import AppError
from tests.fakes.forge import BundleForge
from tests.fakes.hostile_fields import CANONICAL, FIELDS
from tests.fakes.hostile_media import CONTENTS, MEDIA, NAMES
from tests.fakes.hostile_trust import CHAINS, CONFUSED, ENVELOPES, KEYS, PLACES
from tests.fakes.scene import Case, Scene

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "installer" / "verify.py"
CASES = [*CANONICAL, *FIELDS, *ENVELOPES, *CONFUSED, *CHAINS, *KEYS, *PLACES, *NAMES, *CONTENTS, *MEDIA]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERIFY = script()


class _Scene(Scene):
    """The same scene before the other verifier."""

    def look(self) -> Any:
        medium = self.forge.medium(release=self.release, roots=self.roots)
        for change in self.after:
            change(medium)
        media = self.media(medium)
        trust = self.forge.trust(**self.trust)
        pc = VERIFY.Pc()
        pc.product, pc.channel, pc.floor = trust.product, trust.channel, trust.floor
        pc.accepted, pc.payload = trust.place or (0, 0), trust.digest
        release, _, signers = VERIFY.believed(media, trust.roots, pc)
        for system in self.systems:
            for whole, (size, chunk, chunks) in VERIFY.chosen(release, system, self.wanted).items():
                assert sum(VERIFY.proved(media, whole, size, chunk, chunks)) == size
        return signers


_USUAL = Case._field_defaults["arrange"]
"""The scene of most cases; that it is accepted is shown once, since this verifier is slow."""


def test_what_is_not_bent_is_accepted(tmp_path: Path) -> None:
    assert _Scene(tmp_path).look() != []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_verdict(case: Case, tmp_path: Path) -> None:
    if case.arrange is not _USUAL:
        twin = _Scene(tmp_path / "twin")
        case.arrange(twin)
        twin.look()
    scene = _Scene(tmp_path / "bent")
    case.arrange(scene)
    case.bend(scene)
    with pytest.raises(VERIFY.Refused) as caught:
        scene.look()
    assert caught.value.code == case.code, str(caught.value)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"payload":[' + b"[]," * 1000 + b"[]]}", "BND-028"),
        (('{"payload":"' + "\u0301\u0316" * 400_000 + '"}').encode(), "BND-002"),
    ],
    ids=["lists", "marks"],
)
def test_nobody_can_make_it_work_before_they_have_signed(raw: bytes, code: str, tmp_path: Path) -> None:
    """Empty lists fill the memory; sorting so many combining marks takes hours."""
    forge = BundleForge(tmp_path)
    medium = forge.medium(release=raw)
    with pytest.raises(VERIFY.Refused) as caught:
        VERIFY.believed([medium], forge.trust().roots, VERIFY.Pc())
    assert caught.value.code == code
    with pytest.raises(AppError) as other:
        opened([medium], forge.trust())
    assert other.value.code == code


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """By another Python than the environment's, which has no library at all."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_as_it_is_used(tmp_path: Path) -> None:
    forge = BundleForge(tmp_path / "forge")
    medium, trusted = forge.medium(), tmp_path / "root.json"
    trusted.write_bytes(forge.trust().roots[0])
    done = run(medium, "--trust", trusted)
    assert done.returncode == 0, done.stderr
    assert "배포 1, 배포 2" in done.stdout or "배포 2, 배포 1" in done.stdout
    part = max((medium / "data").iterdir(), key=lambda path: path.stat().st_size)
    bent = bytearray(part.read_bytes())
    bent[-1] ^= 1
    part.write_bytes(bent)
    refused = run(medium, "--trust", trusted)
    assert refused.returncode == 1
    assert "BND-011" in refused.stderr
    part.unlink()
    assert "BND-010" in run(medium, "--trust", trusted).stderr
    assert run(medium, "--trust", trusted, "--delta").returncode == 0
    assert run(medium).returncode == 2


def test_it_stands_alone() -> None:
    """Standard library only, and nothing of it that reaches a network or starts a program."""
    source = SCRIPT.read_text(encoding="utf-8")
    named = set(re.findall(r"(?m)^(?:from|import) ([a-z0-9_.]+)", source))
    assert {name.split(".")[0] for name in named} <= sys.stdlib_module_names
    assert not named & {"socket", "ssl", "http", "urllib", "subprocess", "ctypes", "pickle", "tarfile", "zipfile"}
    assert "write" not in source.replace("writes nothing", "").replace("is written", "").replace("written from", "")
