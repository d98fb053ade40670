"""The installation's audit: the chain in a file."""

import json
import os
from pathlib import Path

import pytest

from app.core.audit import AuditKind
from app.core.security_errors import AuditBroken, AuditCut, AuditUnwritable
from app.store.audit_file import ENTRIES, AuditFile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "program" / "audit"


def install(folder: Path, count: int = 1) -> AuditFile:
    file = AuditFile(folder)
    for number in range(count):
        file.append(AuditKind.INSTALLED, {"version": "1.0.0", "epoch": 1, "sequence": number})
    return file


def lines(folder: Path) -> list[bytes]:
    return (folder / ENTRIES).read_bytes().splitlines(keepends=True)


def test_entries_are_lines(folder: Path) -> None:
    assert AuditFile(folder).head().count == 0 and AuditFile(folder).entries() == ()
    file = install(folder, 3)
    assert [one.kind for one in file.entries()] == ["begun", "installed", "installed", "installed"]
    assert len(lines(folder)) == 4
    found = file.verify()
    assert (found.head, found.sealed, found.keyed) == (file.head(), 4, True)
    if os.name != "nt":
        assert (folder / "key").stat().st_mode & 0o777 == 0o600
        assert folder.stat().st_mode & 0o005 == 0o005, "everybody may read what was installed"


def test_whoever_has_no_key_checks_the_digests(folder: Path) -> None:
    file = install(folder, 2)
    (folder / "key").unlink()
    assert (file.verify().keyed, file.verify().head.count) == (False, 3)
    kept = lines(folder)
    (folder / ENTRIES).write_bytes(b"".join(kept[:1] + kept[2:]))
    with pytest.raises(AuditBroken):
        file.verify()


def test_a_line_that_was_being_written_goes(folder: Path) -> None:
    """A kill in the middle of a write: it was never acknowledged."""
    file = install(folder, 2)
    kept = lines(folder)
    (folder / ENTRIES).write_bytes(b"".join(kept) + kept[-1][:40])
    assert file.verify().head.count == 3
    install(folder)
    assert [one.number for one in file.entries()] == [1, 2, 3, 4]
    assert file.verify().sealed == 4


def test_a_kill_between_entry_and_seal(folder: Path) -> None:
    install(folder, 1)
    head = (folder / "head.json").read_bytes()
    file = install(folder, 2)
    (folder / "head.json").write_bytes(head)
    assert (file.verify().head.count, file.verify().sealed) == (4, 2)
    install(folder)
    assert file.verify().sealed == 5


def test_a_cut_end_shows_and_goes_on_showing(folder: Path) -> None:
    file = install(folder, 4)
    kept = lines(folder)
    (folder / ENTRIES).write_bytes(b"".join(kept[:3]))
    with pytest.raises(AuditCut):
        file.verify()
    install(folder, 3)
    with pytest.raises(AuditBroken):
        file.verify()


def test_a_lost_head_shows_and_goes_on_showing(folder: Path) -> None:
    file = install(folder, 4)
    (folder / "head.json").unlink()
    for _ in range(2):
        with pytest.raises(AuditBroken) as broken:
            file.verify()
        assert broken.value.params["entry"] == 0
        install(folder)


@pytest.mark.parametrize("bent", [b"\n", b"null\n", b"{}\n", b'{"body": 1, "digest": 2, "seal": 3}\n', b"\xff\n"])
def test_a_line_that_is_none_shows_where_it_is_and_stops_nothing(folder: Path, bent: bytes) -> None:
    file = install(folder, 3)
    kept = lines(folder)
    (folder / ENTRIES).write_bytes(b"".join([*kept[:2], bent, *kept[3:]]))
    with pytest.raises(AuditBroken) as broken:
        file.verify()
    assert broken.value.params["entry"] == 3
    install(folder)
    assert len(lines(folder)) == 5
    assert len(file.entries()) == 4


def test_an_edited_entry_shows(folder: Path) -> None:
    file = install(folder, 3)
    kept = lines(folder)
    data = json.loads(kept[2])
    data["body"] = data["body"].replace("1.0.0", "1.0.1")
    (folder / ENTRIES).write_bytes(b"".join([*kept[:2], json.dumps(data).encode() + b"\n", kept[3]]))
    with pytest.raises(AuditBroken) as broken:
        file.verify()
    assert broken.value.params["entry"] == 3


def test_what_cannot_be_recorded_is_told(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(AuditUnwritable):
        install(folder)
