"""An audit that somebody wrote to be read: never a traceback, and no name in it that cannot be checked."""

import json
from pathlib import Path

import pytest

from app.core.audit import AuditKind
from app.core.errors import BadRequestFile
from app.core.security_errors import AuditBroken
from app.services.context import Workspace
from app.services.recording import audit
from app.store.audit_file import ENTRIES, AuditFile


@pytest.mark.parametrize("name", ["두\u2028줄", "두\u2029줄", "두\x85줄"])
def test_a_name_of_two_lines_is_exported_and_checked(tmp_path: Path, name: str) -> None:
    workspace = Workspace.open(tmp_path / "home")
    try:
        workspace.audit.append(AuditKind.OPENED, {"collection": name})
        audit.exported(workspace, tmp_path / "out.jsonl")
        (state,) = audit.checked_file(tmp_path / "out.jsonl")
        assert (state.code, state.count) == ("", 3)
    finally:
        workspace.close()


@pytest.mark.parametrize("count", ["1e999", "-1e999", "NaN", '"x"', "[" * 100_000])
def test_an_export_of_no_number_is_none(tmp_path: Path, count: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(f'{{"form": "{audit.FORM}", "chain": "", "count": {count}, "digest": ""}}\n')
    with pytest.raises(BadRequestFile):
        audit.checked_file(path)


@pytest.mark.parametrize("count", ["1e999", "[" * 100_000])
def test_a_head_of_no_number_is_damaged(tmp_path: Path, count: str) -> None:
    """And what has to be recorded can be, all the same."""
    file = AuditFile(tmp_path / "audit")
    file.append(AuditKind.INSTALLED, {"version": "1.0.0"})
    (tmp_path / "audit" / "head.json").write_text(f'{{"chain": "", "count": {count}, "digest": "", "seal": ""}}')
    with pytest.raises(AuditBroken):
        file.verify()
    assert file.append(AuditKind.INSTALLED, {"version": "1.0.1"}).count == 3


def test_an_entry_too_deep_is_none(tmp_path: Path) -> None:
    file = AuditFile(tmp_path / "audit")
    file.append(AuditKind.INSTALLED, {"version": "1.0.0"})
    line = json.dumps({"body": "[" * 100_000, "digest": "", "seal": ""})
    (tmp_path / "audit" / ENTRIES).write_text(line + "\n")
    assert file.entries() == ()
    assert file.append(AuditKind.INSTALLED, {"version": "1.0.1"}).count == 2
    with pytest.raises(AuditBroken):
        file.verify()
