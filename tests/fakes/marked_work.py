"""A day's work with documents that carry an unmistakable mark, in a process of its own: index, search, ask, keep the
conversation, draft, save. Prints what the test needs to know about it as JSON.

    python -m tests.fakes.marked_work HOME DOCUMENTS PASSPHRASE [quick]

An empty passphrase: a plain workspace. `quick`: without the embedder and the model.
"""

import json
import sys
from pathlib import Path
from typing import Any

from app.assist.sealed_states import told
from app.core.drafts import Draft
from app.core.events import Cancel, result_of
from app.core.types import Query
from app.services.ask import Question
from app.services.collection_run import IndexRequest
from app.services.context import Workspace
from app.services.converse import converse
from app.services.drafting import drafts
from app.services.drafting.draft import DraftRequest, draft
from app.services.index import IndexReport, index
from app.services.search import SearchResult, search, suggest
from app.services.searches import remember
from app.store.vault.sealer import AeadSealer
from app.store.vault.unlocking import Unlock
from tests.fakes.memory_places import ours

MARK = "은빛고래수첩"
QUESTION = f"{MARK} 열람 절차를 위반한 직원은 어떻게 설명해야 하는지 알려 주세요"


def documents(folder: Path) -> Path:
    """A rule of thirty articles that all speak of it."""
    folder.mkdir()
    articles = "\n\n".join(
        f"제{number}조({MARK} 관리 {number}) ① {MARK}은 담당자가 {number}일마다 점검한다. "
        f"② {MARK}을 열람하려는 직원은 {number}일 전까지 신청서를 제출하여야 한다."
        for number in range(1, 31)
    )
    (folder / f"{MARK} 규정.md").write_text(f"# {MARK} 관리 규정\n\n{articles}\n", encoding="utf-8")
    renamed = f'제2조 중 "{MARK}장부"를 "{MARK}대장"으로 한다.'
    for number in range(3):
        (folder / f"개정 {number}.md").write_text(f"# 개정 규칙 {number}\n\n제1조 {renamed}\n", encoding="utf-8")
    return folder


def work(workspace: Workspace, folder: Path, *, quick: bool) -> dict[str, Any]:
    cancel = Cancel()
    report = result_of(index(workspace, IndexRequest((folder,), "은빛", meaning=not quick), cancel=cancel), IndexReport)
    query = Query(f"{MARK} 점검")
    one = suggest if quick else search
    found = result_of(one(workspace, query, cancel=cancel), SearchResult)
    remember(workspace, query)
    talk = workspace.conversations.begin()
    if not quick:
        for _event in converse(workspace, Question(QUESTION), talk, cancel=cancel):
            pass
    if not quick:
        request = DraftRequest("업무협조전", f"{MARK} 점검 요청", writing="never")
        drafts.autosave(workspace, result_of(draft(workspace, request, cancel=cancel), Draft))
    return {
        "added": report.added,
        "hits": sum(MARK in hit.passage.text for hit in found.hits),
        "exchanges": len(workspace.conversations.exchanges(talk)),
        "memory": [str(path) for path in ours()],
        **_child(workspace),
    }


def _child(workspace: Workspace) -> dict[str, Any]:
    """Whether the model was loaded, and whether its process shows a key to others."""
    pid = workspace.generator.pid
    if pid is None or not isinstance(workspace.sealer, AeadSealer):
        return {"model": pid is not None, "shown": False}
    shown = b"".join(Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
    keys = [workspace.sealer.key, bytes.fromhex((told(workspace.sealer) or {})["key"])]
    return {"model": True, "shown": any(key in shown or key.hex().encode() in shown for key in keys)}


def main(argv: list[str]) -> int:
    home, folder, passphrase = Path(argv[1]), Path(argv[2]), argv[3]
    workspace = Workspace.open(home, unlock=Unlock(passphrase) if passphrase else None)
    try:
        print(json.dumps(work(workspace, folder, quick="quick" in argv[4:])))
    finally:
        workspace.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
