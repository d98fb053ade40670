"""The program finds its own installation, and only a whole one."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bundle.installing import record
from app.bundle.installing.around import around
from app.bundle.installing.layout import Layout, is_version
from app.core.bundle_errors import InstalledDamaged
from app.core.components import Component, ComponentKind, Release, Signer

WINDOWS = Component(ComponentKind.APP, "munjigi", "1.0", "문지기", "windows", False, "app", 10)
APP = Component(ComponentKind.APP, "munjigi", "1.0", "문지기", "linux", False, "app", 10)
MODEL = Component(ComponentKind.MODEL, "small", "1", "작은 모델", "", False, "models/small", 20)
CUDA = Component(ComponentKind.APP, "cuda", "1", "CUDA", "linux", True, "app/backends/cuda", 30)
RELEASE = Release(
    "munjigi",
    "stable",
    "1.0",
    1,
    2,
    datetime(2026, 3, 1, tzinfo=UTC),
    (APP, WINDOWS, MODEL, CUDA),
    "ab" * 32,
    root_version=1,
)
RECORD = record.Record(RELEASE, (Signer("cd" * 32, "가"),), (APP, MODEL), datetime(2026, 3, 2, 9, tzinfo=UTC))


@pytest.fixture
def version(tmp_path: Path) -> Path:
    folder = Layout(tmp_path).version(RELEASE.folder)
    (folder / "app").mkdir(parents=True)
    (folder / "app" / "munjigi").touch()
    (folder / "installed.json").write_bytes(record.written(RECORD))
    return folder


def test_a_record_is_read_as_it_was_written() -> None:
    assert record.read(record.written(RECORD)) == RECORD


def test_the_program_finds_its_installation(version: Path, tmp_path: Path) -> None:
    found = around(version / "app" / "munjigi")
    assert found is not None
    assert (found.root, found.folder, found.release) == (tmp_path, version, RELEASE)
    assert found.components == (APP, MODEL)
    assert found.place(found.of(ComponentKind.MODEL)[0]) == version / "models" / "small"


def test_a_link_to_the_program_is_looked_through(version: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(version / "app" / "munjigi")
    assert around(tmp_path / "link") is not None


def test_a_checkout_is_no_installation(tmp_path: Path) -> None:
    assert around(tmp_path / "bin" / "python") is None
    assert around(tmp_path / "versions" / "odd name" / "app" / "munjigi") is None


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"type": "munjigi-installed"}', b"\xff", b"[" * 100_000])
def test_a_broken_record_is_told(version: Path, raw: bytes) -> None:
    (version / "installed.json").write_bytes(raw)
    with pytest.raises(InstalledDamaged) as caught:
        around(version / "app" / "munjigi")
    assert caught.value.params == {"version": RELEASE.folder, "name": "installed.json"}


def test_a_record_of_another_version_is_refused(version: Path) -> None:
    other = replace(RECORD, release=replace(RELEASE, sequence=3))
    (version / "installed.json").write_bytes(record.written(other))
    with pytest.raises(InstalledDamaged):
        around(version / "app" / "munjigi")


@pytest.mark.parametrize(
    "name", ["..", ".", "", "1.0", "1.0-1", "1.0-1.2/..", "../1.0-1.2", "1..0-1.2", ".1-1.2", "1.0-1.2\n", "1 0-1.2"]
)
def test_odd_names_are_no_versions(name: str) -> None:
    assert not is_version(name)


def test_a_version_is_named_by_its_place() -> None:
    assert is_version(RELEASE.folder)
    assert RELEASE.folder == "1.0-1.2"
