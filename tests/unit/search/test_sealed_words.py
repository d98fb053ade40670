"""The index of words of an encrypted workspace: live in memory, sealed on the disk, restored, rebuilt when damaged."""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.search.lexical import memory_folder
from app.search.lexical.index import Lexical
from app.search.lexical.memory_folder import MemoryFolder, in_memory
from app.search.lexical.putting import Putting
from app.search.lexical.sealed_files import SealedFiles
from app.search.tokens import Morphemes
from app.store.database import Database
from app.store.documents import Documents
from app.store.files import Files
from app.store.vault.providers import DEFAULT, provider
from app.store.vault.sealer import AeadSealer
from tests.unit.search.test_indexes import found, synchronise
from tests.unit.store.test_documents import put

MARK = "은빛고래특수표시"
TELLTALE = {b"index_format_version", b"segment_id", b'"bigrams"'}
"""What every index of tantivy says somewhere; the words themselves it keeps letter by letter, in an automaton."""


@pytest.fixture(scope="module")
def morphemes() -> Morphemes:
    return Morphemes()


@pytest.fixture
def documents(tmp_path: Path) -> Iterator[Documents]:
    database = Database(tmp_path)
    made = Documents(database)
    for name in ("a.md", "b.md"):
        put(made, name, [f"{name} 휴가 신청 {MARK}", f"{name} 물품 불용"])
    yield made
    database.close()


class Desk:
    """Opens the same index again and again, as processes do; ends them all."""

    def __init__(self, root: Path, morphemes: Morphemes) -> None:
        self.root = root
        self.sealer = AeadSealer(provider(DEFAULT), secrets.token_bytes(32))
        self._morphemes = morphemes
        self._opened: list[Lexical] = []

    def open(self) -> Lexical:
        self._opened.append(Lexical(self.root, self._morphemes, sealer=self.sealer))
        return self._opened[-1]

    @property
    def disk(self) -> Path:
        return SealedFiles(self.root, self.sealer).folder

    def close(self) -> None:
        while self._opened:
            self._opened.pop().close()


@pytest.fixture
def desk(tmp_path: Path, morphemes: Morphemes) -> Iterator[Desk]:
    if not in_memory():
        pytest.skip("no folder in memory on this system")
    made = Desk(tmp_path / "lexical", morphemes)
    yield made
    made.close()


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def telling(folder: Path) -> set[bytes]:
    data = everything(folder)
    return {sign for sign in TELLTALE if sign in data}


def ours() -> set[Path]:
    return {path for place in in_memory() for path in place.glob(f"{memory_folder.PREFIX}*")}


def test_what_one_process_put_in_another_finds_and_the_disk_does_not_tell(desk: Desk, documents: Documents) -> None:
    assert synchronise(desk.open(), documents) == 2
    again = desk.open()
    assert synchronise(again, documents) == 0
    assert found(again, documents, MARK) == [f"a.md 휴가 신청 {MARK}", f"b.md 휴가 신청 {MARK}"]
    assert not TELLTALE & telling(desk.root)


def test_in_a_plain_workspace_the_disk_does_tell(tmp_path: Path, morphemes: Morphemes, documents: Documents) -> None:
    synchronise(Lexical(tmp_path / "plain", morphemes), documents)
    assert telling(tmp_path / "plain") == TELLTALE


def test_two_processes_follow_each_other(desk: Desk, documents: Documents) -> None:
    one, other = desk.open(), desk.open()
    synchronise(one, documents)
    assert len(found(other, documents, MARK)) == 2
    put(documents, "c.md", ["물품 관리"])
    assert synchronise(other, documents) == 1
    assert found(one, documents, "관리") == ["물품 관리"]
    Files(documents._database).forget("기본", [b"a.md"])
    synchronise(one, documents)
    assert found(other, documents, MARK) == [f"b.md 휴가 신청 {MARK}"]
    assert synchronise(other, documents) == 0


def test_many_commits_leave_no_files_behind(desk: Desk, documents: Documents) -> None:
    lexical = desk.open()
    for number in range(12):
        put(documents, f"{number}.md", [f"{number} 차량 운행"])
        synchronise(lexical, documents)
    listed = SealedFiles(desk.root, desk.sealer).listed()
    assert listed is not None
    assert len(list(desk.disk.iterdir())) == len(listed.files) + 1
    assert len(found(desk.open(), documents, "차량")) == 10  # the limit of the question


def test_every_file_that_is_bent_is_noticed_and_the_index_made_anew(desk: Desk, documents: Documents) -> None:
    synchronise(desk.open(), documents)
    desk.close()
    whole = desk.root.parent / "whole"
    shutil.copytree(desk.root, whole)
    names = sorted(path.name for path in desk.disk.iterdir())
    assert len(names) > 10
    for name in names:
        shutil.rmtree(desk.root)
        shutil.copytree(whole, desk.root)
        data = bytearray((desk.disk / name).read_bytes())
        data[len(data) // 2] ^= 1
        (desk.disk / name).write_bytes(data)
        lexical = desk.open()
        assert found(lexical, documents, MARK) == [], name
        assert synchronise(lexical, documents) == 2
        assert len(found(lexical, documents, MARK)) == 2
        assert synchronise(desk.open(), documents) == 0
        desk.close()


def test_a_kill_before_the_list_leaves_the_former_state(
    desk: Desk, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    synchronise(desk.open(), documents)
    put(documents, "c.md", ["물품 관리"])

    def killed(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SealedFiles, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            synchronise(desk.open(), documents)
    fresh = desk.open()
    assert found(fresh, documents, "관리") == []
    assert len(found(fresh, documents, MARK)) == 2
    assert synchronise(fresh, documents) == 1
    assert found(desk.open(), documents, "관리") == ["물품 관리"]


def test_a_file_of_another_time_is_not_believed(desk: Desk, documents: Documents) -> None:
    """The same name, the same key: only the list says which one it is."""
    synchronise(desk.open(), documents)
    desk.close()
    files = SealedFiles(desk.root, desk.sealer)
    listed = files.listed()
    assert listed is not None
    place = next(iter(listed.files))
    files.keep(place, files.file(place, listed.files[place]))
    assert synchronise(desk.open(), documents) == 2


def test_what_a_plain_workspace_left_goes(desk: Desk, documents: Documents) -> None:
    (desk.root / "v3" / "passages").mkdir(parents=True)
    (desk.root / "v3" / "passages" / "x.term").write_text(MARK, encoding="utf-8")
    synchronise(desk.open(), documents)
    assert [path.name for path in desk.root.iterdir()] == [desk.disk.name]


def test_another_key_opens_nothing(desk: Desk, documents: Documents) -> None:
    synchronise(desk.open(), documents)
    desk.sealer = AeadSealer(provider(DEFAULT), secrets.token_bytes(32))
    assert synchronise(desk.open(), documents) == 2


def test_the_folder_in_memory_is_private_and_goes(desk: Desk, documents: Documents) -> None:
    before = ours()
    lexical = desk.open()
    assert ours() == before  # nothing is made before it is needed
    synchronise(lexical, documents)
    (made,) = ours() - before
    assert made.stat().st_mode & 0o777 == 0o700
    assert telling(made) == TELLTALE
    desk.close()
    assert not ours() - before


def test_the_folder_of_a_killed_process_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / f"{memory_folder.PREFIX}left").mkdir()
    (tmp_path / f"{memory_folder.PREFIX}left" / "words").write_text(MARK, encoding="utf-8")
    (tmp_path / "others").mkdir()
    held = MemoryFolder.made(0, [tmp_path])
    assert held is not None
    other = MemoryFolder.made(0, [tmp_path])
    assert other is not None
    assert {path.name for path in tmp_path.iterdir()} == {"others", held.path.name, other.path.name}
    other.close()
    held.close()
    assert [path.name for path in tmp_path.iterdir()] == ["others"]


def test_a_disk_is_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = in_memory()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    if tmp_path.stat().st_dev not in {place.stat().st_dev for place in places}:
        assert tmp_path not in in_memory()
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/proc")
    assert Path("/proc") not in in_memory()


def test_without_room_in_memory_the_index_is_in_ram_and_made_anew_at_each_start(
    tmp_path: Path, morphemes: Morphemes, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_folder, "in_memory", list)
    before, sealer = ours(), AeadSealer(provider(DEFAULT), secrets.token_bytes(32))
    for _ in range(2):
        lexical = Lexical(tmp_path / "lexical", morphemes, sealer=sealer)
        assert found(lexical, documents, MARK) == []
        assert synchronise(lexical, documents) == 2
        assert len(found(lexical, documents, MARK)) == 2
        assert synchronise(lexical, documents) == 0
        lexical.close()
    assert ours() == before
    assert not (tmp_path / "lexical").exists() or not everything(tmp_path / "lexical")


def test_a_folder_in_memory_that_gets_full_is_exchanged_for_ram(
    desk: Desk, documents: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    synchronise(desk.open(), documents)
    desk.close()
    put(documents, "c.md", ["물품 관리"])
    before, lexical = ours(), desk.open()
    assert len(found(lexical, documents, MARK)) == 2

    put_in, tries = Putting.put, iter(range(9))

    def full(putting: Putting, *given: Any) -> None:
        if next(tries) < 2:
            raise ValueError("No space left on device")
        put_in(putting, *given)

    monkeypatch.setattr(Putting, "put", full)
    with pytest.raises(ValueError, match="No space"):  # not for want of room: told as it is
        synchronise(lexical, documents)
    monkeypatch.setattr(MemoryFolder, "free", lambda _: 0)
    assert synchronise(lexical, documents) == 3
    assert ours() == before
    assert len(found(lexical, documents, MARK)) == 2
    assert found(lexical, documents, "관리") == ["물품 관리"]
    assert synchronise(desk.open(), documents) == 1, "on the disk is what was there before"
