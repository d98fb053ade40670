"""`munjigi policy` and `munjigi audit`: words in, what is printed, and the exit status."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli import guarding
from app.cli import main as program
from app.cli.main import main
from app.cli.show import Screen
from app.core.events import Done
from app.core.messages import Messages
from app.core.policy import Policy
from app.services.guarding.policy import PolicyReport
from app.services.inspecting.diagnose import Check, DoctorReport


class Command:
    """The program on one home."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys

    def __call__(self, *words: str | Path, status: int = 0) -> str:
        argv = ["--home", str(self.home), *map(str, words)]
        assert main(argv, network_locked=True) == status
        found = self._capsys.readouterr()
        return found.out or found.err

    def result(self, *words: str | Path, status: int = 0) -> Any:
        return json.loads(self(*words, "--json", status=status).splitlines()[-1])["result"]


@pytest.fixture
def munjigi(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path / "home", capsys)


def test_in_a_checkout_there_is_no_policy(munjigi: Command) -> None:
    assert munjigi.result("policy", "show")["present"] is False
    assert munjigi("policy", "show") == "설치된 정책이 없습니다.\n"
    assert not munjigi.home.exists(), "no workspace is needed for it"


def test_a_policy_file_is_checked(munjigi: Command, tmp_path: Path) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('title = "정책"\nexports = ["pdf"]\nclipboard = false\n', encoding="utf-8")
    told = munjigi("policy", "show", file)
    assert "정책" in told and "exports: pdf" in told and "clipboard: False" in told and "printing" not in told
    assert munjigi.result("policy", "show", file)["exports"] == ["pdf"]
    file.write_text('title = "정책"\nexport = ["pdf"]\n', encoding="utf-8")
    assert "POL-009" in munjigi("policy", "show", file, status=1)
    assert "(policy.toml: export)" in munjigi("policy", "show", file, status=1)


def test_an_installed_policy_is_told_with_its_signers() -> None:
    report = PolicyReport(Policy("정책", "d" * 64, {"threads": 2}, printing=False), "1.0.0-1.1", ("갑", "을"))
    told = guarding.policy_text(report, Messages.load("ko"))
    assert "1.0.0-1.1" in told and "갑, 을" in told and "threads = 2" in told and "printing: False" in told


def test_the_audit_from_list_to_paper(munjigi: Command, tmp_path: Path) -> None:
    assert munjigi("audit", "list") == "감사 기록이 없습니다.\n"
    munjigi("audit", "export", tmp_path / "a.jsonl")
    munjigi("audit", "export", tmp_path / "b.jsonl")
    listed = munjigi("audit", "list")
    assert "기록 시작" in listed and listed.count("내보냄") == 2
    assert [one["kind"] for one in munjigi.result("audit", "list")["entries"]] == ["exported", "exported", "begun"]
    (head,) = munjigi.result("audit", "seal")
    assert head["count"] == 3
    grouped = guarding.grouped(head["digest"])
    assert grouped in munjigi("audit", "seal")
    (state,) = munjigi.result("audit", "verify", "--head", grouped, "--count", "3")
    assert (state["ok"], state["count"], state["sealed"]) == (True, 3, 3)
    assert munjigi.result("audit", "verify", "--head", head["digest"][:16], "--count", "3")[0]["ok"]
    assert munjigi.result("audit", "verify", "--head", "0" * 64, "--count", "3", status=1)[0]["code"] == "AUD-001"
    assert munjigi.result("audit", "verify", "--head", head["digest"], "--count", "9", status=1)[0]["code"] == "AUD-002"
    assert "AUD-002" in munjigi("audit", "verify", "--head", head["digest"], "--count", "9", status=1)


def test_an_exported_audit_is_checked_without_its_workspace(munjigi: Command, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    munjigi("audit", "export", file)
    (head,) = munjigi.result("audit", "seal")
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    assert munjigi.result("audit", "verify", file)[0]["ok"]
    assert munjigi.result("audit", "verify", file, "--head", head["digest"], "--count", "2")[0]["ok"]
    file.write_text("".join([lines[0], lines[1].replace("begun", "opened"), *lines[2:]]), encoding="utf-8")
    assert munjigi.result("audit", "verify", file, status=1)[0]["code"] == "AUD-001"
    file.write_text("".join(lines[:2]), encoding="utf-8")
    assert munjigi.result("audit", "verify", file, status=1)[0]["code"] == "AUD-002"
    for text in ("", "{}", '{"form": "other"}\n', "\x00"):
        file.write_text(text, encoding="utf-8")
        assert "a.jsonl" in munjigi("audit", "verify", file, status=1)


@pytest.mark.parametrize(
    "words",
    [
        ["export"],
        ["list", "x"],
        ["seal", "x"],
        ["verify", "--head", "a" * 16],
        ["verify", "--count", "3"],
        ["verify", "--head", "xyz", "--count", "3"],
        ["verify", "--head", "a" * 16, "--count", "0"],
        ["seal", "--head", "a" * 16, "--count", "3"],
        ["list", "--accept"],
        ["drop"],
    ],
)
def test_what_does_not_go_together(munjigi: Command, words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        munjigi("audit", *words)
    assert left.value.code == 2


def test_a_locked_language_goes_before_the_argument(munjigi: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = Policy("정책", "d" * 64, {"language": "en"})
    monkeypatch.setattr(program, "in_force", lambda _: locked)
    assert munjigi("audit", "list") == "The audit is empty.\n"
    assert "POL-007" in munjigi("--lang", "ko", "audit", "list", status=1)
    assert munjigi("--lang", "en", "audit", "list") == "The audit is empty.\n"


def test_whose_audit_it_is_is_said_in_words(munjigi: Command) -> None:
    assert munjigi("audit", "verify").startswith("✓ 이 작업 폴더: 기록")
    assert munjigi("--lang", "en", "audit", "verify").startswith("✓ this workspace: ")


def test_a_check_without_detail_ends_with_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    Screen(Messages.load("ko")).event(Done(DoctorReport("1.0", (Check("check_network", True, ""),))))
    assert "✓ 네트워크 차단\n" in capsys.readouterr().out
