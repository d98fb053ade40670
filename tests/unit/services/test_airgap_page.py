"""The proof of the air gap in words: one row a verdict, and what was not looked at is not called none."""

from datetime import UTC, datetime

import pytest

from app.core.errors import ChildUnstartable
from app.core.messages import Messages
from app.export.page import Table
from app.services.inspecting import airgap
from app.services.inspecting.airgap import AirgapReport
from app.services.inspecting.airgap_page import airgap_page, verdicts
from app.services.inspecting.diagnose import Check
from app.worker.sandbox import probe

WAYS = (("AF_INET TCP", True), ("io_uring", True))


def report(*checks: Check) -> AirgapReport:
    trials = (("program", WAYS), ("reader", WAYS), ("llm", (("AF_INET TCP", False), ("io_uring", True))))
    return AirgapReport("1.0", "PC", datetime(2026, 3, 2, tzinfo=UTC), trials, checks, 10, 2, 1.0)


def test_processes_of_one_verdict_stand_in_one_row_and_a_fault_alone() -> None:
    messages = Messages.load("ko")
    proof = report(
        Check("airgap_child", True, "program"),
        Check("airgap_child", True, "reader"),
        Check("airgap_child", False, "llm, AF_INET TCP"),
        Check("airgap_child", False, "ocr", ChildUnstartable.code, params={"role": "ocr"}),
        Check("airgap_work", True, "index, search"),
    )
    rows = verdicts(proof, messages)
    assert [name[0] for name, _ in rows] == ["✓", "✗", "✗", "✓"]
    assert [told for _, told in rows][:2] == ["프로그램, 문서 읽기", "언어 모델, AF_INET TCP"]
    assert ChildUnstartable.code in rows[2][1]
    assert rows[3][1] == "색인, 찾기"
    assert not proof.sound


def test_the_table_of_the_page_shows_every_trial() -> None:
    page = airgap_page(report(Check("airgap_child", True, "program")), Messages.load("ko"))
    table = next(part for part in page.parts if isinstance(part, Table))
    assert [list(row) for row in table.rows[:2]] == [["AF_INET TCP", "✓", "✓", "✗"], ["io_uring", "✓", "✓", "✓"]]
    assert sum(table.widths) == 100


@pytest.mark.parametrize("known", [True, False])
def test_what_the_system_does_not_show_is_not_said_to_be_none(monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    for name in ("open_network_sockets", "written_files"):
        monkeypatch.setattr(probe, name, lambda pids: () if known else None)
    seen = airgap._Seen()
    seen.look()
    assert [check.ok for check in airgap._outcome(seen)] == ([True, True] if known else [None, None])
