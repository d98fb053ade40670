"""vault.json: every way to the data key, and nothing else; bent anywhere it opens nothing."""

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.security_errors import (
    AccountKeyMissing,
    CipherMissing,
    KeyFileDamaged,
    PassphraseWeak,
    PassphraseWrong,
    WorkspaceLocked,
)
from app.store.vault import dpapi
from app.store.vault.account_key import AccountKeys, account_keys
from app.store.vault.aes import AesGcm
from app.store.vault.aria import AriaGcm
from app.store.vault.cipher import CipherProvider, TagWrong
from app.store.vault.data_key import DataKey
from app.store.vault.key_file import ACCOUNT, FILE_NAME, PASSPHRASE, RECOVERY, KeyFile, Slot, _canonical
from app.store.vault.passphrases import Cost, checked, new_recovery, normal_recovery
from app.store.vault.providers import NAMES, provider
from app.store.vault.sealer import AeadSealer
from app.store.vault.unlocking import Unlock, slot_key, unlocked

CHEAP = Cost(8_192, 1, 1)
WORDS = "한글로 된 긴 암호"


@pytest.fixture(scope="module")
def key() -> DataKey:
    return DataKey.make(AesGcm())


@pytest.fixture(scope="module")
def file(key: DataKey) -> KeyFile:
    return with_words(KeyFile(key.provider.name, "sqlcipher-4", key.id, ()), key, PASSPHRASE, WORDS)


def with_words(file: KeyFile, key: DataKey, kind: str, words: str) -> KeyFile:
    slot = Slot.for_words(kind, CHEAP)
    return file.with_slot(key, slot, slot_key(slot, words))


def put(home: Path, file: KeyFile) -> Path:
    (home / FILE_NAME).write_bytes(file.written())
    return home


def secret(home: Path, words: str = WORDS, account: Path = Path("/nowhere")) -> bytes:
    opened = unlocked(home, Unlock(words, account))
    assert opened is not None
    return opened.key.secret


def test_a_plain_home_has_no_key(tmp_path: Path) -> None:
    assert unlocked(tmp_path, Unlock(WORDS)) is None


def test_the_passphrase_opens_it(tmp_path: Path, key: DataKey, file: KeyFile) -> None:
    assert secret(put(tmp_path, file)) == key.secret
    assert KeyFile.read(tmp_path / FILE_NAME) == file


def test_hangul_is_one_however_it_is_composed(tmp_path: Path, key: DataKey, file: KeyFile) -> None:
    import unicodedata

    assert secret(put(tmp_path, file), unicodedata.normalize("NFD", WORDS)) == key.secret


def test_neither_key_nor_passphrase_is_in_it(key: DataKey, file: KeyFile) -> None:
    written = file.written()
    for hidden in (key.secret, key.secret.hex().encode(), WORDS.encode(), key.wrapping().hex().encode()):
        assert hidden not in written
    assert WORDS not in repr(Unlock(WORDS))
    assert key.secret.hex() not in repr(key)


def test_another_passphrase_does_not(tmp_path: Path, file: KeyFile) -> None:
    with pytest.raises(PassphraseWrong):
        secret(put(tmp_path, file), "다른 암호 다른 암호")


def test_without_one_it_is_locked(tmp_path: Path, file: KeyFile) -> None:
    put(tmp_path, file)
    for unlock in (None, Unlock("", tmp_path)):
        with pytest.raises(WorkspaceLocked):
            unlocked(tmp_path, unlock)


def test_every_bent_bit_is_refused(tmp_path: Path, file: KeyFile) -> None:
    written = file.written()
    for place in range(len(written)):
        bent = bytearray(written)
        bent[place] ^= 1 << (place % 8)
        (tmp_path / FILE_NAME).write_bytes(bytes(bent))
        with pytest.raises(KeyFileDamaged):
            KeyFile.read(tmp_path / FILE_NAME)


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_cut_one_is_refused(tmp_path: Path, file: KeyFile, cut: int) -> None:
    (tmp_path / FILE_NAME).write_bytes(file.written()[:cut])
    with pytest.raises(KeyFileDamaged):
        KeyFile.read(tmp_path / FILE_NAME)


def bent(file: KeyFile, **changes: object) -> bytes:
    """A slot changed, and the sum made anew: what a person would do."""
    said = json.loads(file.written())
    said.pop("sha256")
    said["slots"][0] |= changes
    return _canonical(said)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 1 << 30, "passes": 1, "lanes": 1},
        {"memory_kib": 8, "passes": 1, "lanes": 1},
        {"memory_kib": 65536, "passes": 10**6, "lanes": 1},
        {"memory_kib": 65536, "passes": 1, "lanes": 10**6},
        {"memory_kib": True, "passes": 1, "lanes": 1},
        {"memory_kib": 65536.0, "passes": 1, "lanes": 1},
        {"memory_kib": 65536},
        {"memory_kib": 65536, "passes": 1, "lanes": 1, "more": 1},
        None,
    ],
)
def test_a_cost_out_of_bounds_is_never_paid(tmp_path: Path, file: KeyFile, cost: object) -> None:
    (tmp_path / FILE_NAME).write_bytes(bent(file, argon2id=cost))
    with pytest.raises(KeyFileDamaged):
        KeyFile.read(tmp_path / FILE_NAME)


def test_a_cheaper_slot_summed_anew_opens_nothing(tmp_path: Path, key: DataKey) -> None:
    slot = Slot.for_words(PASSPHRASE, Cost(8_192, 2, 1))
    file = KeyFile("aes-256-gcm", "sqlcipher-4", key.id, ()).with_slot(key, slot, slot_key(slot, WORDS))
    (tmp_path / FILE_NAME).write_bytes(bent(file, argon2id={"memory_kib": 8192, "passes": 1, "lanes": 1}))
    with pytest.raises(PassphraseWrong):
        secret(tmp_path)


def test_a_slot_taken_out_and_summed_anew_is_noticed(tmp_path: Path, key: DataKey, file: KeyFile) -> None:
    two = with_words(file, key, RECOVERY, new_recovery())
    put(tmp_path, replace(two, slots=two.slots[:1]))
    with pytest.raises(KeyFileDamaged):
        secret(tmp_path)


@pytest.mark.parametrize("written", [b"", b"[]", b"null", b"{}", b"[" * 5000, b"\xff\xfe", b"1" * 70_000])
def test_what_is_no_key_file_is_refused(tmp_path: Path, written: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(written)
    with pytest.raises(KeyFileDamaged):
        KeyFile.read(tmp_path / FILE_NAME)


def test_a_missing_module_is_named(tmp_path: Path, file: KeyFile) -> None:
    put(tmp_path, replace(file, cipher="vendor-kcmvp"))
    with pytest.raises(CipherMissing) as caught:
        secret(tmp_path)
    assert caught.value.params == {"name": "vendor-kcmvp"}


def test_the_recovery_passphrase_opens_it_however_it_is_typed(tmp_path: Path, key: DataKey, file: KeyFile) -> None:
    words = new_recovery()
    put(tmp_path, with_words(file, key, RECOVERY, words))
    assert secret(tmp_path) == secret(tmp_path, f" {words.lower().replace('-', ' ')}\n") == key.secret
    assert len(normal_recovery(words)) == 32
    assert new_recovery() != words


def test_a_new_data_key_keeps_every_way(tmp_path: Path, key: DataKey, file: KeyFile) -> None:
    words, new = new_recovery(), DataKey.make(AesGcm())
    put(tmp_path, with_words(file, key, RECOVERY, words).under(key, new))
    assert secret(tmp_path) == secret(tmp_path, words) == new.secret


def test_a_former_passphrase_is_forgotten(tmp_path: Path, key: DataKey, file: KeyFile) -> None:
    put(tmp_path, with_words(file.without(key, PASSPHRASE), key, PASSPHRASE, "새로 정한 긴 암호"))
    assert secret(tmp_path, "새로 정한 긴 암호") == key.secret
    with pytest.raises(PassphraseWrong):
        secret(tmp_path)


def test_a_short_passphrase_is_refused() -> None:
    assert checked("가나다라마바사아자차") == "가나다라마바사아자차"
    with pytest.raises(PassphraseWeak) as caught:
        checked("짧은 암호")
    assert caught.value.params == {"least": 10}


# --- the account ------------------------------------------------------------------------------
def test_the_account_opens_it_without_a_passphrase(tmp_path: Path, key: DataKey, file: KeyFile) -> None:
    account = tmp_path / "account"
    identity, slot_secret = account_keys(account).make()
    put(tmp_path, file.with_slot(key, Slot(ACCOUNT, identity), slot_secret))
    assert secret(tmp_path, "", account) == key.secret
    (kept,) = (account / "keys").iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with pytest.raises(WorkspaceLocked):  # on another PC the passphrase is asked for
        secret(tmp_path, "", tmp_path / "another")
    kept.write_bytes(b"x" * 32)
    with pytest.raises(WorkspaceLocked):
        secret(tmp_path, "", account)
    account_keys(account).drop(identity)
    assert not list((account / "keys").iterdir())


@pytest.mark.skipif(os.name != "posix", reason="hard links to the former key")
def test_a_key_that_the_account_drops_is_overwritten(tmp_path: Path) -> None:
    keys = account_keys(tmp_path)
    identity, secret = keys.make()
    watched = tmp_path / "watched"
    os.link(tmp_path / "keys" / f"{identity}.key", watched)
    assert watched.read_bytes() == secret
    keys.drop(identity)
    assert len(watched.read_bytes()) == len(secret)
    assert watched.read_bytes() != secret
    assert not list((tmp_path / "keys").iterdir())
    keys.drop(identity)  # gone already


def test_the_account_alone_says_that_it_is_another(tmp_path: Path, key: DataKey) -> None:
    identity, slot_secret = account_keys(tmp_path).make()
    put(
        tmp_path, KeyFile("aes-256-gcm", "sqlcipher-4", key.id, ()).with_slot(key, Slot(ACCOUNT, identity), slot_secret)
    )
    with pytest.raises(AccountKeyMissing):
        secret(tmp_path, "", tmp_path / "another")


@pytest.mark.parametrize("identity", ["../../etc/passwd", "", "0123456789ABCDEF"])
def test_an_odd_name_leads_nowhere(tmp_path: Path, identity: str) -> None:
    with pytest.raises(AccountKeyMissing):
        AccountKeys(tmp_path).get(identity)


def test_dpapi_is_called_as_windows_wants_it(tmp_path: Path) -> None:
    """With stand-ins of CryptProtectData, CryptUnprotectData and LocalFree: none of it ran on Windows."""
    import ctypes

    freed: list[object] = []
    held: list[object] = []

    def turning(given: object, _words: object, entropy: object, *rest: object) -> int:
        blob, more, out = given._obj, entropy._obj, rest[-1]._obj  # type: ignore[attr-defined]
        assert rest[-2] == 1  # never a window
        assert ctypes.string_at(more.data, more.size) == b"munjigi workspace key"
        turned = bytes(byte ^ 0x5A for byte in ctypes.string_at(blob.data, blob.size))
        buffer = ctypes.create_string_buffer(turned, len(turned))
        held.append(buffer)
        out.size, out.data = len(turned), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_char))
        return 1

    def cover(data: bytes) -> bytes:
        return dpapi.called(turning, freed.append, data)

    keys = AccountKeys(tmp_path, cover, cover)
    identity, made = keys.make()
    assert keys.get(identity) == made
    assert made not in next(tmp_path.iterdir()).read_bytes()
    assert len(freed) == 2
    with pytest.raises(OSError, match="DPAPI"):
        dpapi.called(lambda *_: 0, freed.append, b"x")


# --- providers ---------------------------------------------------------------------------------
@pytest.fixture(params=NAMES)
def module(request: pytest.FixtureRequest) -> CipherProvider:
    try:
        return provider(request.param)
    except CipherMissing:
        pytest.skip("this PC's libcrypto is not OpenSSL 3")


def test_a_module_seals_and_opens(module: CipherProvider) -> None:
    key, nonce = os.urandom(32), os.urandom(12)
    for size in (0, 1, 16, 1000):
        data = os.urandom(size)
        sealed = module.seal(key, nonce, data, b"bound")
        assert len(sealed) == size + 16
        assert module.open(key, nonce, memoryview(sealed), b"bound") == data
        for wrong in (sealed[:-1], b"\0" + sealed[1:] if sealed[0] else b"\1" + sealed[1:], sealed[:15]):
            with pytest.raises(TagWrong):
                module.open(key, nonce, wrong, b"bound")
        with pytest.raises(TagWrong):
            module.open(key, nonce, sealed, b"other")
    assert module.derive(key, nonce, b"one") != module.derive(key, nonce, b"two")


def test_a_workspace_of_another_module_opens_by_its_name(tmp_path: Path, module: CipherProvider) -> None:
    key = DataKey.make(module)
    put(tmp_path, with_words(KeyFile(module.name, "sqlcipher-4", key.id, ()), key, PASSPHRASE, WORDS))
    opened = unlocked(tmp_path, Unlock(WORDS))
    assert opened is not None
    assert opened.key.provider.name == module.name
    sealed = key.sealer().seal("cache/x", b"abc")
    assert opened.key.sealer().open("cache/x", sealed) == b"abc"


def test_aria_is_not_aes() -> None:
    try:
        aria = AriaGcm()
    except CipherMissing:
        pytest.skip("this PC's libcrypto is not OpenSSL 3")
    key, nonce = bytes(range(32)), bytes(12)
    assert aria.seal(key, nonce, bytes(16), b"")[:16] != AesGcm().seal(key, nonce, bytes(16), b"")[:16]
    assert AeadSealer(aria, key).encrypts
