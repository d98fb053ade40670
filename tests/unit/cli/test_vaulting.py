"""Where a passphrase comes from, and what is said of the vault."""

import argparse
import io
from pathlib import Path

import pytest

from app.cli import arguments, vaulting
from app.core.errors import FileUnreadable
from app.core.events import Cancel
from app.core.messages import Messages
from app.core.security_errors import PassphraseWeak, WorkspaceLocked
from app.core.settings import Settings
from app.services.vault import VaultChanged, VaultStatus
from app.store.vault.passphrases import checked

WORDS = "긴 암호 한 문장입니다"


@pytest.fixture(params=["ko", "en"])
def messages(request: pytest.FixtureRequest) -> Messages:
    return Messages.load(request.param)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[str]:
    """Somebody at a terminal who types these lines; what was asked."""
    asked: list[str] = []
    left = list(lines)

    def getpass(question: str, stream: object) -> str:
        del stream
        asked.append(question)
        return left.pop(0)

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("app.cli.vaulting.getpass.getpass", getpass)
    return asked


def options(messages: Messages, *words: str | Path) -> argparse.Namespace:
    return arguments.parser(messages.say).parse_args([*map(str, words)])


def test_the_first_line_of_a_file(tmp_path: Path, messages: Messages) -> None:
    path = tmp_path / "words"
    path.write_bytes(f"\ufeff{WORDS}\r\nnot this\n".encode())
    for words in (("--passphrase-file", path, "doctor"), ("search", "x", "--passphrase-file", path)):
        assert vaulting.unlock(options(messages, *words)).passphrase == WORDS
    assert vaulting.unlock(options(messages, "doctor")).passphrase == ""


@pytest.mark.parametrize("written", [None, b"\xff\xfe\xfa"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, messages: Messages, written: bytes | None) -> None:
    if written is not None:
        (tmp_path / "words").write_bytes(written)
    with pytest.raises(FileUnreadable):
        vaulting.unlock(options(messages, "--passphrase-file", tmp_path / "words", "doctor"))


def lock(home: Path, messages: Messages) -> VaultChanged:
    events = vaulting.alone(options(messages, "--home", home, "vault", "lock"), messages, Cancel())
    assert events is not None
    result: VaultChanged = list(events)[-1].result  # type: ignore[union-attr]
    return result


def test_typed_twice_it_locks_and_typed_once_it_opens(
    tmp_path: Path, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "account"))
    home = tmp_path / "home"
    asked = typing(monkeypatch, WORDS, WORDS)
    assert lock(home, messages).change == "encrypted"
    assert len(asked) == 2
    typing(monkeypatch, WORDS)
    workspace, unlock = vaulting.opened(options(messages, "--home", home, "doctor"), Settings(), messages)
    workspace.close()
    assert unlock.passphrase == WORDS
    monkeypatch.setattr("sys.stdin", io.StringIO())
    with pytest.raises(WorkspaceLocked):
        vaulting.opened(options(messages, "--home", home, "doctor"), Settings(), messages)


def test_two_that_differ_are_none(tmp_path: Path, messages: Messages, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, WORDS, "anders als zuvor")
    with pytest.raises(PassphraseWeak):
        lock(tmp_path, messages)
    with pytest.raises(PassphraseWeak):
        checked("")


@pytest.mark.parametrize("words", [("collection", "list", "--erase"), ("vault", "lock", "--remove")])
def test_what_does_not_belong_together(messages: Messages, words: tuple[str, ...]) -> None:
    assert vaulting.wrong_usage(options(messages, *words))


def test_every_change_has_words_and_none_claims_too_much(tmp_path: Path, messages: Messages) -> None:
    for change in [
        "encrypted",
        "decrypted",
        "passphrase",
        "account_added",
        "account_removed",
        "recovery",
        "rekeyed",
        "erased",
    ]:
        text = vaulting.changed_text(VaultChanged(change, tmp_path, "ABCD-EFGH", "기본", 3), messages)
        assert "?" not in text
        assert "ABCD-EFGH" in text
        assert ("SSD" in text) == (change in ("encrypted", "rekeyed", "erased"))
    for status in (
        VaultStatus(tmp_path, encrypted=False),
        VaultStatus(tmp_path, True, "aes-256-gcm", "sqlcipher-4", ("passphrase", "recovery", "account")),
    ):
        assert "비밀" in vaulting.status_text(status, messages)
        assert vaulting.as_json(status, messages)["home"] == str(tmp_path)
