"""The folder that was frozen: nothing in it that must not be, everything that must, and every part of it starts."""

import json
import re
from pathlib import Path

import pytest

from installer.frozen.build import inspect
from tests.frozen.journey import Program

LIMIT = 500_000_000
"""Bytes without models, of which Kiwi's is one that lies in the program."""


def files(built: Path) -> list[Path]:
    return [path for path in built.rglob("*") if path.is_file()]


def test_nothing_that_must_not_be_there(built: Path) -> None:
    inspect(built)
    names = [path.name for path in files(built)]
    assert not [name for name in names if re.search(r"vnc|tls|Network|onnxruntime|libssl|_ssl\.", name)]


def test_it_is_small(built: Path) -> None:
    size = sum(path.stat().st_size for path in files(built) if "kiwipiepy_model" not in path.parts)
    assert size <= LIMIT, size


def test_what_korean_needs_is_there(built: Path) -> None:
    names = {path.name for path in files(built)}
    wanted = {"libibusplatforminputcontextplugin.so", "libcomposeplatforminputcontextplugin.so", "qtbase_ko.qm"}
    assert wanted <= names and {"munjigi_ko.qm", "NotoSansKR-Regular.otf", "ko.toml"} <= names


def test_every_library_and_every_child_starts(built: Path, tmp_path: Path) -> None:
    program = Program(built / "munjigi", tmp_path)
    checks = program.result("doctor", "--program")["checks"]
    assert all(check["ok"] is not False for check in checks), checks


def test_the_network_is_out_of_reach(built: Path, tmp_path: Path) -> None:
    program = Program(built / "munjigi", tmp_path)
    process = program.start("--home", program.home, "--json", "doctor", "--airgap")
    out, _ = process.communicate(timeout=600)
    told = json.loads(out.splitlines()[-1])["result"]
    assert told["sound"], [check for check in told["checks"] if check["ok"] is False]
    assert len(told["trials"]) == 8 and all(all(ways.values()) for ways in told["trials"].values()), told["trials"]


def test_a_role_that_is_none_is_refused(built: Path, tmp_path: Path) -> None:
    process = Program(built / "munjigi", tmp_path).start("worker", "nobody")
    process.communicate(timeout=60)
    assert process.returncode == 2


def test_the_bill_of_materials_names_every_library_and_model(built: Path) -> None:
    bill = json.loads((built / "_internal" / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    listed = {one["name"]: one for one in bill["components"]}
    for path in files(built):
        if re.fullmatch(r".*\.so(\.[0-9.]+)?", path.name):
            one = listed[path.relative_to(built).as_posix()]
            assert one["licenses"] and one["hashes"][0]["alg"] == "SHA-256"
    assert "qwen2.5-coder-0.5b/qwen2.5-coder-0.5b-instruct-q4_k_m.gguf" in listed
    packages = [one for one in bill["components"] if one["type"] == "library"]
    assert {"PySide6_Essentials", "llama_cpp_python", "openvino"} <= {one["name"] for one in packages}
    assert not {"torch", "pytest", "pyinstaller"} & {one["name"] for one in packages}
    assert all(one.get("licenses") for one in packages), [one["name"] for one in packages if not one.get("licenses")]


@pytest.mark.parametrize("words", ["GNU LESSER GENERAL PUBLIC LICENSE", "LGPL-3.0", "Apache License", "PySide6"])
def test_the_notices_hold_the_licences(built: Path, words: str) -> None:
    assert words in (built / "_internal" / "NOTICES.txt").read_text(encoding="utf-8")
