"""The diagnostics file after a day's work with documents that carry an unmistakable mark: it is nowhere in the file."""

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import OutputUnwritable
from app.core.settings import Settings
from app.core.types import Query
from app.services import site_models
from app.services.context import Workspace
from app.services.inspecting import diagnostics
from app.services.inspecting.diagnose import Check, DoctorReport
from app.services.searches import save
from tests.fakes.marked_work import MARK, documents, work

pytestmark = pytest.mark.e2e

OWN = "eunbit-gorae"
"""The mark as an id may be written."""

REPORT = DoctorReport(
    "1.0",
    (
        Check("check_store", False, f"/home/{MARK}/munjigi", "STO-001", params={"path": f"/home/{MARK}", "count": 3}),
        Check("check_model", False, f"{MARK}.gguf", "LLM-001", params={"name": f"{MARK}.gguf", "model": OWN}),
        Check("check_placement", True, f"{OWN}: CPU, 4096", reason="placed_cpu_only"),
        Check("check_of_tomorrow", None, MARK, MARK, reason=MARK, params={"said": MARK}),
    ),
)


@pytest.fixture
def worked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace that holds the mark in documents, questions, titles, names of files, collections and models, and
    whose PC and user are called so."""
    for name in ("LOGNAME", "USER", "USERNAME"):
        monkeypatch.setenv(name, MARK)
    monkeypatch.setattr(platform, "node", lambda: MARK)
    folder = documents(tmp_path / MARK)
    (folder / f"{MARK} 깨진 것.hwpx").write_bytes(b"PK\x03\x04 broken")
    home = tmp_path / f"{MARK} 작업" / "home"
    chat = site_models.read_catalogue(home).choose("chat")
    site_models.put(home, replace(chat, id=OWN, site=True, default=False, folder=home / "models" / OWN))
    workspace = Workspace.open(home, Settings(chat_model=OWN))
    told = work(workspace, folder, quick=True)
    assert told["added"] > 1 and told["hits"]
    save(workspace, MARK, Query(MARK))
    yield workspace
    workspace.close()


def test_nothing_that_anybody_wrote_or_named_is_in_it(worked: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "진단.json"
    diagnostics.save(worked, REPORT, out)
    text = out.read_text(encoding="utf-8")
    for mark in (MARK, MARK.encode().decode("latin-1"), MARK[:3], OWN, str(tmp_path), tmp_path.name, "은빛"):
        assert mark not in text and json.dumps(mark)[1:-1] not in text
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".partial"] == []
    told = json.loads(text)
    assert os.environ["LOGNAME"] == MARK
    assert told["files"]["documents"] == 4 and told["files"]["states"]["failed"] == 1
    assert sum(told["files"]["codes"].values()) == 1 and "-" not in told["files"]["codes"]
    assert told["settings"]["chat_model"] == "site-1"
    assert [check["ok"] for check in told["checks"]] == [False, False, True, None]
    assert told["checks"][0]["numbers"] == {"count": 3} and told["checks"][0]["code"] == "STO-001"
    assert told["checks"][2]["detail"] == "site-1: CPU, 4096"
    assert told["checks"][3]["code"] == "" and told["checks"][3]["detail"] == ""
    assert told["storage"]["database"] > 0 and told["storage"]["lexical"] > 0
    assert told["vault"]["encrypted"] is False and told["installation"] is None and told["audit_entries"] > 0
    with pytest.raises(OutputUnwritable):
        diagnostics.save(worked, REPORT, out / "진단.json")  # a file is no folder
