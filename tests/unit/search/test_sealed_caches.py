"""Vectors, vocabulary and thesaurus of an encrypted workspace: the same answers, nothing to be read on the disk, and a
bent byte of any file is noticed and its cache made anew."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.search.dense import Dense
from app.search.query.lexicon import EveryWord
from app.search.thesaurus.keeper import Keeper
from app.search.vocabulary.cache import Vocabulary
from app.store.vault.providers import DEFAULT, provider
from app.store.vault.sealer import MAGIC, AeadSealer
from tests.unit.search.test_dense import World, either, found, kinds, world
from tests.unit.search.test_segments_shelf import Unread, right
from tests.unit.search.test_thesaurus import Store, store, updated
from tests.unit.search.test_vocabulary import Speaker, Texts, quiet

__all__ = ["either", "store", "world"]


@pytest.fixture
def sealer() -> AeadSealer:
    return AeadSealer(provider(DEFAULT), secrets.token_bytes(32))


def each_bent(folder: Path) -> Iterator[str]:
    """The folder with one file bent in the middle, one after another; whole again in between."""
    whole = {path: path.read_bytes() for path in sorted(folder.iterdir())}
    for path, data in whole.items():
        for other in folder.iterdir():
            other.unlink()
        for other, held in whole.items():
            other.write_bytes(held)
        bent = bytearray(data)
        bent[len(bent) // 2] ^= 1
        path.write_bytes(bent)
        yield path.name


def all_sealed(folder: Path) -> bool:
    return all(path.read_bytes().startswith(MAGIC) for path in folder.iterdir())


# --- vectors ---------------------------------------------------------------------------------
def test_sealed_vectors_are_all_that_is_read_and_find_the_same(world: World, either: str, sealer: AeadSealer) -> None:
    ids = [world.add(f"{number}", 150) for number in range(9)]
    world.dense(sealer=sealer).refresh(write=True)
    world.forget(ids[3])
    world.dense(sealer=sealer).refresh(write=True)
    again = world.dense(Unread(world.database), sealer=sealer)
    again.refresh(write=False)
    assert kinds(again) == {either}
    right(world, again)
    assert all_sealed(world.home / "dense")
    data = b"".join(path.read_bytes() for path in (world.home / "dense").iterdir())
    rows = [row.tobytes() for windows in world.vectors.values() for row in windows]
    assert not any(row in data or identity.encode() in data for row in rows[:20] for identity in ids)


def test_in_a_plain_workspace_the_vectors_lie_there(world: World) -> None:
    identity = world.add("a", 3)
    world.dense().refresh(write=True)
    data = b"".join(path.read_bytes() for path in (world.home / "dense").iterdir())
    assert identity.encode() in data
    assert all(row.tobytes() in data for windows in world.vectors.values() for row in windows)


def test_sealed_vectors_that_are_bent_come_from_the_store(world: World, either: str, sealer: AeadSealer) -> None:
    for number in range(3):
        world.add(f"{number}", 150)
    world.dense(sealer=sealer).refresh(write=True)
    for _name in each_bent(world.home / "dense"):
        with pytest.raises(AssertionError, match="files were good"):
            world.dense(Unread(world.database), sealer=sealer).refresh(write=False)
        dense = world.dense(sealer=sealer)
        dense.refresh(write=True)
        right(world, dense)
        world.dense(Unread(world.database), sealer=sealer).refresh(write=False)


def test_vectors_of_a_plain_workspace_are_not_believed_and_go(world: World, sealer: AeadSealer) -> None:
    world.add("a", 30)
    world.dense().refresh(write=True)
    dense: Dense = world.dense(sealer=sealer)
    dense.refresh(write=True)
    right(world, dense)
    assert all_sealed(world.home / "dense")
    assert found(dense, world.query(), 3)


# --- vocabulary ------------------------------------------------------------------------------
def test_a_sealed_vocabulary(tmp_path: Path, sealer: AeadSealer) -> None:
    texts = Texts(가="감나무를 심고/감나무를 벤다", 나="은빛고래 은빛고래")
    Vocabulary(tmp_path, Speaker(), sealer).update(texts.revisions, texts, quiet)
    assert all_sealed(tmp_path)
    words = Vocabulary(tmp_path, Speaker(), sealer).words()
    assert words.count("은빛고래") == 1
    assert not Vocabulary(tmp_path, Speaker(), sealer).stale(texts.revisions)
    for name in each_bent(tmp_path):
        again = Vocabulary(tmp_path, Speaker(), sealer)
        assert len(again.words()) == 0, name
        assert isinstance(again.dictionary(), EveryWord)
        assert again.stale(texts.revisions)
        again.update(texts.revisions, texts, quiet)
        assert again.words().count("은빛고래") == 1
        assert all_sealed(tmp_path)


def test_a_vocabulary_of_a_plain_workspace_is_not_believed_and_goes(tmp_path: Path, sealer: AeadSealer) -> None:
    texts = Texts(가="은빛고래")
    Vocabulary(tmp_path, Speaker()).update(texts.revisions, texts, quiet)
    assert any("은빛고래".encode() in path.read_bytes() for path in tmp_path.iterdir())
    sealed = Vocabulary(tmp_path, Speaker(), sealer)
    assert sealed.stale(texts.revisions)
    sealed.update(texts.revisions, texts, quiet)
    assert all_sealed(tmp_path)


# --- thesaurus -------------------------------------------------------------------------------
def test_a_sealed_thesaurus(tmp_path: Path, store: Store, sealer: AeadSealer) -> None:
    folder = tmp_path / "cache" / "thesaurus"
    updated(Keeper(tmp_path, sealer), store)
    assert all_sealed(folder)
    keeper = Keeper(tmp_path, sealer)
    assert keeper.latest().synonyms("두레박지기") == ("우물지기",)
    assert not keeper.stale(store.revisions)
    for name in each_bent(folder):
        store.put("라", f"제1조 샘을 둔다. {name}")
        again = Keeper(tmp_path, sealer)
        assert again.latest().synonyms("두레박지기") == (() if name == "table.json" else ("우물지기",))
        store.read.clear()
        assert updated(again, store).synonyms("두레박지기") == ("우물지기",)
        assert len(store.read) == (1 if name == "table.json" else 4)
        assert all_sealed(folder)


def test_a_thesaurus_of_a_plain_workspace_is_not_believed(tmp_path: Path, store: Store, sealer: AeadSealer) -> None:
    updated(Keeper(tmp_path), store)
    assert "우물지기".encode() in (tmp_path / "cache" / "thesaurus" / "evidence.json").read_bytes()
    keeper = Keeper(tmp_path, sealer)
    assert keeper.stale(store.revisions)
    updated(keeper, store)
    assert all_sealed(tmp_path / "cache" / "thesaurus")
