"""State files: found by what a prompt begins with, bounded, refused when a byte is bent, silent on a full disk."""

import errno
import os
from array import array
from pathlib import Path

import pytest

from app.assist.llama import states
from app.assist.llama.states import States
from app.assist.sealed_states import sealer_told, told
from app.core.security_errors import SealBroken
from app.store.vault.providers import DEFAULT, provider
from app.store.vault.sealer import AeadSealer, Plain

IDENTITY = {"model": "a", "context": 4096}
LONG = tuple(range(1000))
STATE = memoryview(bytes(range(256)) * 40)


def shelf(folder: Path, **identity: object) -> States:
    return States(folder, 1, IDENTITY | identity)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_what_was_kept_is_found_by_the_longest_beginning(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    assert kept.keep(LONG[:300], LONG[:300], STATE[:100])
    assert kept.keep(LONG[:700], LONG, STATE)
    found = shelf(tmp_path).find((*LONG[:700], 5, 5, 5), (300, 700), 0)
    assert found is not None and found.tokens == LONG and found.state == STATE
    shorter = shelf(tmp_path).find((*LONG[:300], 5, 5), (300,), 0)
    assert shorter is not None and shorter.tokens == LONG[:300] and shorter.state == STATE[:100]


def test_only_what_reaches_beyond_the_context_is_read(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    kept.keep(LONG[:300], LONG[:300], STATE)
    assert kept.find(LONG, (300,), 300) is None
    assert kept.find(LONG, (300,), 299) is not None


@pytest.mark.parametrize("changed", [{"model": "b"}, {"context": 8192}, {"adapter": "x"}])
def test_a_state_of_other_circumstances_is_not_found(tmp_path: Path, changed: dict[str, object]) -> None:
    shelf(tmp_path).keep(LONG, LONG, STATE)
    assert shelf(tmp_path).has(LONG)
    assert not shelf(tmp_path, **changed).has(LONG)
    assert shelf(tmp_path, **changed).find(LONG, (len(LONG),), 0) is None


@pytest.mark.parametrize("place", [0, 8, 40, 44, 4043, 4044, -1])
def test_a_bent_byte_is_noticed_and_the_file_removed(tmp_path: Path, place: int) -> None:
    shelf(tmp_path).keep(LONG, LONG, STATE)
    (path,) = files(tmp_path)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert shelf(tmp_path).find(LONG, (len(LONG),), 0) is None
    assert files(tmp_path) == []


@pytest.mark.parametrize("size", [0, 7, 43, 60, 4000])
def test_a_cut_file_is_noticed_and_removed(tmp_path: Path, size: int) -> None:
    shelf(tmp_path).keep(LONG, LONG, STATE)
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    assert shelf(tmp_path).find(LONG, (len(LONG),), 0) is None
    assert files(tmp_path) == []


def test_the_folder_is_bounded_and_the_longest_unused_go_first(tmp_path: Path) -> None:
    state = memoryview(bytes(300 << 10))
    kept = shelf(tmp_path)
    beginnings = [tuple(range(n, n + 300)) for n in range(4)]
    for age, beginning in enumerate(beginnings[:3]):
        assert kept.keep(beginning, beginning, state)
        (newest,) = [path for path in files(tmp_path) if path.stat().st_mtime > 1e9]
        os.utime(newest, (100 + age, 100 + age))
    assert kept.has(beginnings[0])  # used just now
    assert kept.keep(beginnings[3], beginnings[3], state)
    assert [kept.has(beginning) for beginning in beginnings] == [True, False, True, True]
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 1 << 20


def test_a_state_beyond_the_limit_is_not_kept_and_drives_nothing_out(tmp_path: Path) -> None:
    kept = shelf(tmp_path)
    kept.keep(LONG[:300], LONG[:300], STATE)
    assert not kept.keep(LONG, LONG, memoryview(bytes(1 << 20)))
    assert kept.has(LONG[:300]) and not kept.has(LONG)


def test_a_full_disk_is_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, parts: object) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(states, "write_bytes", full)
    assert not shelf(tmp_path).keep(LONG, LONG, STATE)
    assert files(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert not shelf(tmp_path / "cache" / "states").keep(LONG, LONG, STATE)


def test_what_a_killed_process_left_is_swept_up(tmp_path: Path) -> None:
    (tmp_path / "half.part").write_bytes(b"half")
    shelf(tmp_path)
    assert files(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="permissions are Windows' own")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    shelf(tmp_path).keep(LONG, LONG, STATE)
    assert [path.stat().st_mode & 0o777 for path in files(tmp_path)] == [0o600]


# --- an encrypted workspace's -----------------------------------------------------------------
def sealed(folder: Path, sealer: AeadSealer) -> States:
    return States(folder, 1, IDENTITY, sealer)


@pytest.fixture
def sealer() -> AeadSealer:
    return AeadSealer(provider(DEFAULT), bytes(range(32)))


def test_a_sealed_state_is_found_again_and_tells_nothing(tmp_path: Path, sealer: AeadSealer) -> None:
    assert sealed(tmp_path, sealer).keep(LONG[:300], LONG, STATE)
    found = sealed(tmp_path, sealer).find(LONG, (300,), 0)
    assert found is not None and found.tokens == LONG and found.state == STATE
    assert not found.state.readonly  # llama.cpp is given a buffer of its own
    (path,) = files(tmp_path)
    assert bytes(STATE[:64]) not in path.read_bytes()
    assert array("i", LONG[:16]).tobytes() not in path.read_bytes()
    shelf(tmp_path / "plain").keep(LONG[:300], LONG, STATE)
    (plain,) = files(tmp_path / "plain")
    assert bytes(STATE[:64]) in plain.read_bytes()
    assert plain.name != path.name  # whoever has the prompt cannot tell that it was asked


def test_a_sealed_state_does_not_open_with_another_key_nor_under_another_name(
    tmp_path: Path, sealer: AeadSealer
) -> None:
    kept = sealed(tmp_path, sealer)
    kept.keep(LONG, LONG, STATE)
    (path,) = files(tmp_path)
    assert not sealed(tmp_path, AeadSealer(provider(DEFAULT), bytes(32))).has(LONG)
    kept.keep(LONG[:300], LONG[:300], STATE[:100])
    (other,) = set(files(tmp_path)) - {path}
    other.write_bytes(path.read_bytes())
    assert kept.find(LONG, (300,), 0) is None
    assert kept.find(LONG, (len(LONG),), 0) is not None


@pytest.mark.parametrize("place", [0, 8, 39, 40, 60, 2000, -1])
def test_a_bent_byte_of_a_sealed_state_is_noticed_and_the_file_removed(
    tmp_path: Path, sealer: AeadSealer, place: int
) -> None:
    sealed(tmp_path, sealer).keep(LONG, LONG, STATE)
    (path,) = files(tmp_path)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert sealed(tmp_path, sealer).find(LONG, (len(LONG),), 0) is None
    assert files(tmp_path) == []


def test_a_plain_state_is_not_believed_once_the_workspace_is_encrypted(tmp_path: Path, sealer: AeadSealer) -> None:
    """Somebody may have put it there under the right name."""
    shelf(tmp_path).keep(LONG, LONG, STATE)
    (plain,) = files(tmp_path)
    kept = sealed(tmp_path, sealer)
    kept.keep(LONG, LONG, STATE)
    (path,) = set(files(tmp_path)) - {plain}
    path.write_bytes(plain.read_bytes())
    assert kept.find(LONG, (len(LONG),), 0) is None


def test_the_child_is_told_a_key_of_its_own(sealer: AeadSealer) -> None:
    header = told(sealer)
    assert header is not None and header["key"] != sealer.key.hex()
    made = sealer_told(header)
    assert isinstance(made, AeadSealer) and made.key.hex() == header["key"]
    with pytest.raises(SealBroken):
        made.open("a", sealer.seal("a", b"text"))
    assert told(Plain()) is None and told(None) is None
    assert not sealer_told(None).encrypts
