"""`munjigi bundle build` and `bundle sign` in the terminal: what is asked for, and what goes out as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.bundle import key_files
from app.cli.main import main
from app.core.bundle_errors import SignerUnknown
from installer import ceremony, sign

ROOT_SPEC = """
product = "munjigi"
channels = ["standard"]
epoch = 1
floor = [1, 1]
[threshold]
root = 1
release = 2
"""
RELEASE_SPEC = """
product = "munjigi"
channel = "standard"
version = "1.0.0"
epoch = 1
sequence = 1
signed_at = 2026-01-31T09:00:00Z
roots = "roots"
[[component]]
kind = "app"
id = "munjigi"
version = "1"
title = "문지기"
os = "linux"
source = "program"
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Two holders, a stranger, a whole root and an unsigned bundle in `out`."""
    text = ROOT_SPEC
    for name in ("a", "b", "stranger"):
        key_files.make(tmp_path / f"{name}.key.pem", "", bare=True)
        if name != "stranger":
            text += f'[[key]]\nname = "{name}"\nfile = "{name}.pub.pem"\nroles = ["root", "release"]\n'
    (tmp_path / "root.toml").write_text(text, encoding="utf-8")
    document = ceremony.make(tmp_path / "root.toml", tmp_path / "roots")
    assert sign.main(["add", str(document), "--key", str(tmp_path / "a.key.pem"), "--yes"]) == 0
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "munjigi").write_bytes(b"program")
    (tmp_path / "release.toml").write_text(RELEASE_SPEC, encoding="utf-8")
    return tmp_path


def called(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    capsys.readouterr()
    status = main(["bundle", *(str(word) for word in words), "--json"], network_locked=True)
    lines = capsys.readouterr().out.splitlines()
    return status, json.loads(lines[-1]) if lines else None


def test_a_bundle_is_built_and_signed_by_two(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = called(capsys, "build", place / "release.toml", "-o", place / "out")
    assert status == 0 and told["result"]["parts"] == 1 and told["result"]["media"] == [str(place / "out")]
    release = place / "out" / "meta" / "release.json"
    digest = told["result"]["digest"]
    missing = []
    for name in ("a", "b"):
        status, told = called(capsys, "sign", release, "--key", place / f"{name}.key.pem", "--yes")
        assert status == 0 and told["result"]["digest"] == digest and told["result"]["signed_by"] == name
        missing.append(told["result"]["roles"][0]["missing"])
    assert missing == [1, 0]
    status, told = called(capsys, "sign", release)
    assert told["result"]["complete"] is True and told["result"]["signed_by"] == ""


def test_a_stranger_s_signature_is_refused(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    called(capsys, "build", place / "release.toml", "-o", place / "out")
    release = place / "out" / "meta" / "release.json"
    before = release.read_bytes()
    status, told = called(capsys, "sign", release, "--key", place / "stranger.key.pem", "--yes")
    assert (status, told["code"]) == (1, SignerUnknown.code)
    assert release.read_bytes() == before


@pytest.mark.parametrize("answer", ["", "no", "YES"])
def test_only_a_yes_signs(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    called(capsys, "build", place / "release.toml", "-o", place / "out")
    release = place / "out" / "meta" / "release.json"
    before = release.read_bytes()
    monkeypatch.setattr("builtins.input", lambda _prompt: answer)
    assert main(["bundle", "sign", str(release), "--key", str(place / "a.key.pem")], network_locked=True) == 130
    assert release.read_bytes() == before


def test_copies_are_brought_together(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    called(capsys, "build", place / "release.toml", "-o", place / "out")
    release, copy = place / "out" / "meta" / "release.json", place / "copy"
    copy.mkdir()
    for path in release.parent.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    called(capsys, "sign", release, "--key", place / "a.key.pem", "--yes")
    called(capsys, "sign", copy / "release.json", "--key", place / "b.key.pem", "--yes")
    status, told = called(capsys, "sign", release, "--from", copy / "release.json")
    assert status == 0 and told["result"]["complete"] is True


@pytest.mark.parametrize("size", ["0", "4X", "-1", "", "1.5G"])
def test_a_size_that_is_none(place: Path, size: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bundle", "build", str(place / "release.toml"), "-o", "x", f"--medium-size={size}"], network_locked=True)
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("old", "new", "detail"),
    [
        ('kind = "app"', 'kind = "driver"', "component[1].kind"),
        ("epoch = 1", 'epoch = "1"', "epoch"),
        ('title = "문지기"', "title = 3", "component[1].title"),
        ('roots = "roots"', "", "roots"),
        ('version = "1.0.0"', 'version = "1.0.0"\nextra = 1', "extra"),
        ("signed_at = 2026-01-31T09:00:00Z", "signed_at = 2026-01-31", "signed_at"),
    ],
)
def test_a_spec_that_is_not_in_its_form(
    place: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, detail: str
) -> None:
    (place / "release.toml").write_text(RELEASE_SPEC.replace(old, new), encoding="utf-8")
    status, told = called(capsys, "build", place / "release.toml", "-o", place / "out")
    assert (status, told["code"]) == (1, "BND-025") and detail in told["message"]
