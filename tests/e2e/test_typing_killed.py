"""kill -9 while somebody types, and while another process indexes: what was acknowledged is there."""

import contextlib
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.drafts import Draft, Item, Letter
from app.core.errors import WorkspaceBusy
from app.services.context import Workspace
from app.services.drafting import drafts
from tests.e2e.conftest import ROOT, environment

pytestmark = pytest.mark.e2e

TYPED = "정보보안 교육을 다음과 같이 실시하오니 모든 직원이 참석하여 주시기 바랍니다. " * 40

_TYPE = """
import sys
from dataclasses import replace
from pathlib import Path
from app.core.drafts import Item
from app.core.errors import WorkspaceBusy
from app.services.drafting import drafts
from app.services.context import Workspace
from tests.e2e.test_typing_killed import TYPED

workspace = Workspace.open(Path(sys.argv[1]))
draft = drafts.opened(workspace, int(sys.argv[2]))
length = len(draft.letter.items[0].text)
while length < len(TYPED):
    length += 1
    draft = replace(draft, letter=replace(draft.letter, items=(Item(TYPED[:length]),)))
    draft = drafts.autosave(workspace, draft)
    print(length, flush=True)
"""

_INDEX = """
import sys
from pathlib import Path
from app.store.database import Database
from app.store.lock import WriteLock

database = Database(Path(sys.argv[1]))
with WriteLock(Path(sys.argv[1])):
    print("locked", flush=True)
    while True:
        with database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('indexing', 1)")
"""


def start(script: str, *words: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, words)],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    )


def killed_after(process: subprocess.Popen[str], lines: int) -> int:
    """Kill -9 once so many lines have come; the number on the last one that was written."""
    assert process.stdout is not None
    last = [process.stdout.readline() for _ in range(lines)][-1]
    process.kill()
    rest = process.stdout.read().split("\n")
    process.stdout.close()
    process.wait(timeout=60)
    return int([last, *rest[:-1]][-1])  # the last piece may be half a number


def saved(workspace: Workspace, draft: Draft) -> Draft:
    """As the window does it: what could not be saved now is saved with what is typed next."""
    for _ in range(50):
        with contextlib.suppress(WorkspaceBusy):
            return drafts.autosave(workspace, draft)
    raise AssertionError("never a gap between two writes")


def test_twenty_blows_lose_no_acknowledged_letter(tmp_path: Path) -> None:
    chance = random.Random(20)
    workspace = Workspace.open(tmp_path)
    draft = drafts.keep(workspace, Draft(0, Letter("external", {"title": "교육 알림"}, (Item(""),))))
    for _ in range(20):
        last = killed_after(start(_TYPE, tmp_path, draft.id), chance.randint(1, 40))
        workspace.database.check_integrity()
        found = drafts.opened(workspace, draft.id)
        text = found.letter.items[0].text
        assert TYPED.startswith(text)
        assert len(text) >= last, "what was acknowledged is there"
    assert drafts.versions(workspace, draft.id) == (), "typing for seconds makes no version"
    workspace.close()


def test_typing_goes_on_while_another_process_writes(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path)
    indexing = start(_INDEX, tmp_path)
    assert indexing.stdout is not None
    assert indexing.stdout.readline() == "locked\n"
    draft = saved(workspace, Draft(0, Letter("external", {"title": "교육 알림"}, (Item("시작"),))))
    for length in range(1, 60):
        letter = replace(draft.letter, items=(Item(TYPED[:length]),))
        draft = saved(workspace, replace(draft, letter=letter))
    indexing.kill()
    indexing.stdout.close()
    indexing.wait(timeout=60)
    assert drafts.opened(workspace, draft.id) == draft
    workspace.database.check_integrity()
    workspace.close()
