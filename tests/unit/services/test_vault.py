"""The verbs of the vault: every way in, each change of them, and a new key for everything."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.audit import AuditKind
from app.core.errors import Cancelled
from app.core.events import Cancel, Done, Event, Progress, result_of
from app.core.policy import Policy
from app.core.security_errors import (
    AlreadyEncrypted,
    CipherMissing,
    EncryptionRequired,
    NotEncrypted,
    PassphraseWeak,
    PassphraseWrong,
    WorkspaceLocked,
)
from app.core.types import Query
from app.services import vault
from app.services.vault import LockRequest, VaultChanged
from app.store.audit import Audit
from app.store.database import Database
from app.store.searches import Searches
from app.store.vault.passphrases import Cost
from app.store.vault.unlocking import Unlock

CHEAP = Cost(8_192, 1, 1)
WORDS, OTHER = "긴 암호 한 문장입니다", "새로 정한 긴 암호입니다"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with closing(Database(tmp_path / "home")) as database:
        Searches(database).save("연가", Query("연가"))
    return tmp_path / "home"


def by(home: Path, words: str = "") -> Unlock:
    return Unlock(words, home.parent / "account")


def changed(events: Iterator[Event]) -> VaultChanged:
    return result_of(events, VaultChanged)


def lock(home: Path, **more: object) -> VaultChanged:
    request = replace(LockRequest(WORDS, cost=CHEAP), **more)  # type: ignore[arg-type]
    return changed(vault.lock(home, request, by(home), cancel=Cancel()))


def opens(home: Path, words: str = "") -> bool:
    with closing(Database(home, by(home, words))) as database:
        return [one.name for one in Searches(database).saved()] == ["연가"]


def test_locking_reports_and_is_recorded(home: Path) -> None:
    events = list(vault.lock(home, LockRequest(WORDS, cost=CHEAP), by(home), cancel=Cancel()))
    assert {event.stage for event in events if isinstance(event, Progress)} == {"rewriting"}
    assert isinstance(events[-1], Done)
    assert vault.status(home).ways == ("passphrase",)
    with closing(Database(home, by(home, WORDS))) as database:
        found = Audit(database, home.parent / "account").latest(AuditKind.ENCRYPTION)
    assert found is not None
    assert found.facts == {"change": "encrypted", "cipher": "aes-256-gcm"}


def test_all_ways_in_at_once(home: Path) -> None:
    result = lock(home, recovery=True, account=True)
    assert vault.status(home).ways == ("passphrase", "recovery", "account")
    assert opens(home, WORDS)
    assert opens(home, result.recovery)
    assert opens(home)
    assert result.recovery not in repr(result)


def test_it_is_locked_once(home: Path) -> None:
    lock(home)
    with pytest.raises(AlreadyEncrypted):
        lock(home)


def test_what_cannot_be_is_refused_before_anything_is_done(home: Path) -> None:
    with pytest.raises(PassphraseWeak):
        lock(home, passphrase="짧다")
    with pytest.raises(CipherMissing):
        lock(home, cipher="vendor-kcmvp")
    assert not vault.status(home).encrypted
    for verb in (vault.open_forever, vault.rekey, vault.new_recovery_passphrase):
        with pytest.raises(NotEncrypted):
            list(verb(home, by(home, WORDS), cancel=Cancel()))


def test_cancelled_it_leaves_no_key_behind(home: Path) -> None:
    cancel = Cancel()
    cancel.set()
    with pytest.raises(Cancelled):
        list(vault.lock(home, LockRequest(WORDS, account=True, cost=CHEAP), by(home), cancel=cancel))
    assert opens(home)
    assert not list((home.parent / "account" / "keys").iterdir())


def test_another_module_by_its_name(home: Path) -> None:
    try:
        lock(home, cipher="aria-256-gcm")
    except CipherMissing:
        pytest.skip("this PC's libcrypto is not OpenSSL 3")
    assert vault.status(home).cipher == "aria-256-gcm"
    assert opens(home, WORDS)


def test_another_passphrase(home: Path) -> None:
    words = lock(home, recovery=True, account=True).recovery
    with pytest.raises(WorkspaceLocked):  # the account alone does not say who sits there
        changed(vault.change_passphrase(home, by(home), OTHER, cancel=Cancel(), cost=CHEAP))
    changed(vault.change_passphrase(home, by(home, words), OTHER, cancel=Cancel(), cost=CHEAP))
    assert opens(home, OTHER)
    assert opens(home, words)
    with pytest.raises(PassphraseWrong):
        opens(home, WORDS)


def test_the_account_comes_and_goes(home: Path) -> None:
    lock(home)
    with pytest.raises(WorkspaceLocked):
        opens(home)
    for _ in range(2):
        changed(vault.set_account(home, by(home, WORDS), on=True, cancel=Cancel()))
    assert opens(home)
    assert len(list((home.parent / "account" / "keys").iterdir())) == 1
    with pytest.raises(WorkspaceLocked):
        changed(vault.set_account(home, by(home), on=False, cancel=Cancel()))
    changed(vault.set_account(home, by(home, WORDS), on=False, cancel=Cancel()))
    assert not list((home.parent / "account" / "keys").iterdir())
    with pytest.raises(WorkspaceLocked):
        opens(home)


def test_a_new_recovery_passphrase_takes_the_old_ones_place(home: Path) -> None:
    old = lock(home, recovery=True).recovery
    new = changed(vault.new_recovery_passphrase(home, by(home, WORDS), cancel=Cancel(), cost=CHEAP)).recovery
    assert opens(home, new)
    with pytest.raises(PassphraseWrong):
        opens(home, old)


def test_a_new_key_keeps_every_way_in(home: Path) -> None:
    words = lock(home, recovery=True, account=True).recovery
    (before,) = home.glob("munjigi*.db")
    changed(vault.rekey(home, by(home), cancel=Cancel()))
    (after,) = home.glob("munjigi*.db")
    assert before != after
    assert opens(home, WORDS)
    assert opens(home, words)
    assert opens(home)


def test_opened_for_good(home: Path) -> None:
    lock(home, account=True)
    changed(vault.open_forever(home, by(home, WORDS), cancel=Cancel()))
    assert not vault.status(home).encrypted
    assert opens(home)
    assert not list((home.parent / "account" / "keys").iterdir())


def test_a_policy_that_wants_it_encrypted_keeps_it_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(home)
    monkeypatch.setattr("app.services.guarding.policy.in_force", lambda _installation: Policy(encrypted=True))
    with pytest.raises(EncryptionRequired):
        list(vault.open_forever(home, by(home, WORDS), cancel=Cancel()))
    assert vault.status(home).encrypted
