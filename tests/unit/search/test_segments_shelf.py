"""The dense files: used when whole, rebuilt when not, never half replaced, shared by processes that read and one that
writes, and searched while they change."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.search.dense import Dense
from app.search.segments import growth
from app.store.database import Database
from app.store.vectors import Arrival, Vectors
from tests.unit.search.test_dense import World, either, found, kinds, world

__all__ = ["either", "world"]


class Unread(Vectors):
    """A store of which no vector may be taken in, since the files have all."""

    def arrivals(self, model: str, after: int, until: int, limit: int) -> list[Arrival]:
        raise AssertionError("read the store although the files were good")


def files(world: World) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (world.home / "dense").iterdir()}


def right(world: World, dense: Dense) -> None:
    query = world.query()
    assert found(dense, query, 10) == world.best(query, 10)
    assert set(found(dense, query, 10_000)) == set(world.vectors)


def test_whole_files_are_all_that_is_read(world: World, either: str) -> None:
    ids = [world.add(f"{number}", 150) for number in range(9)]
    world.dense().refresh(write=True)
    world.forget(ids[3])
    dense = world.dense()
    dense.refresh(write=True)
    assert any('"gone": "' in text.decode() for name, text in files(world).items() if name == "dense.json")
    again = world.dense(Unread(world.database))
    again.refresh(write=False)
    assert kinds(again) == {either}
    right(world, again)
    before = files(world)
    again.refresh(write=True)
    assert files(world) == before, "nothing new, nothing written"


def test_what_went_while_nobody_looked_is_gone(world: World, either: str) -> None:
    ids = [world.add(f"{number}", 150) for number in range(5)]
    world.dense().refresh(write=True)
    world.forget(ids[0])
    dense = world.dense(Unread(world.database))
    dense.refresh(write=False)
    right(world, dense)


def test_one_more_document_leaves_the_large_files_alone(world: World, either: str) -> None:
    for number in range(8):
        world.add(f"{number}", 200)
    dense = world.dense()
    dense.refresh(write=True)
    before = files(world)
    world.add("more", 3)
    dense.refresh(write=True)
    after = files(world)
    assert before.keys() < after.keys()
    (fresh,) = after.keys() - before.keys()
    assert len(after[fresh]) < min(len(data) for name, data in before.items() if name != "dense.json")
    again = world.dense()
    again.refresh(write=False)
    right(world, again)


def _segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.faiss"))


def _bend(path: Path, place: int | None = None) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if place is None else place] ^= 0x41
    path.write_bytes(bytes(data))


def _lie(folder: Path, **facts: Any) -> None:
    import hashlib

    listed = json.loads((folder / "dense.json").read_bytes().partition(b"\n")[2])
    listed["segments"][0] |= {"rows": 7, "kind": "none"}
    text = json.dumps(listed | facts)
    (folder / "dense.json").write_text(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}")


def _list_becomes_a_folder(folder: Path) -> None:
    (folder / "dense.json").unlink()
    (folder / "dense.json").mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a byte of the list": lambda folder: _bend(folder / "dense.json"),
    "an empty list": lambda folder: (folder / "dense.json").write_bytes(b""),
    "no list": lambda folder: (folder / "dense.json").unlink(),
    "a list that is a folder": _list_becomes_a_folder,
    "a byte of a segment": lambda folder: _bend(_segments(folder)[0]),
    "a first byte of a segment": lambda folder: _bend(_segments(folder)[0], 0),
    "a last byte of a segment": lambda folder: _bend(_segments(folder)[-1], -1),
    "a segment cut short": lambda folder: _segments(folder)[0].write_bytes(_segments(folder)[0].read_bytes()[:-5]),
    "a segment that grew": lambda folder: _segments(folder)[0].write_bytes(_segments(folder)[0].read_bytes() + b"x"),
    "an empty segment": lambda folder: _segments(folder)[0].write_bytes(b""),
    "no segment": lambda folder: _segments(folder)[0].unlink(),
    "one segment for another": lambda folder: _segments(folder)[0].write_bytes(_segments(folder)[1].read_bytes()),
    "a list that lies, with a hash that fits": _lie,
    "a list of another version": lambda folder: _lie(folder, version=2),
    "garbage everywhere": lambda folder: [path.write_bytes(b"\0garbage") for path in folder.iterdir()],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_noticed_and_mended(world: World, either: str, damage: str) -> None:
    for number in range(9):
        world.add(f"{number}", 150)
    world.dense().refresh(write=True)
    assert len(_segments(world.home / "dense")) > 1
    DAMAGE[damage](world.home / "dense")
    with pytest.raises(AssertionError, match="although"):
        world.dense(Unread(world.database)).refresh(write=False)
    reading = world.dense()
    reading.refresh(write=False)
    right(world, reading)
    if damage == "a list that is a folder":
        (world.home / "dense" / "dense.json").rmdir()  # nobody but a person could have made it
    world.dense().refresh(write=True)
    mended = world.dense(Unread(world.database))
    mended.refresh(write=False)
    right(world, mended)


def test_files_of_another_store_are_not_believed(world: World, either: str, tmp_path: Path) -> None:
    """A store that was put back from a copy gives its numbers a second time."""
    world.add("a", 300)
    copy = tmp_path / "copy"
    copy.mkdir()
    world.database.connection().execute("VACUUM INTO ?", (str(copy / "munjigi.db"),))
    world.add("b", 50)
    world.dense().refresh(write=True)
    other = World(world.home, Database(copy), vectors={i: world.vectors[i] for i in range(1, 301)})
    other.add("other", 40)
    dense = other.dense()
    dense.refresh(write=False)
    right(other, dense)


def test_a_kill_between_any_two_renames_loses_nothing(
    world: World, either: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        world.add(f"{number}", 150)
    world.dense().refresh(write=True)
    replace = Path.replace
    for left in range(4):
        world.add(f"more {left}", 700)
        world.forget(next(iter(world.of)))

        def dying(path: Path, target: Path, count: list[int] = [left]) -> Path:  # noqa: B006
            if not count[0]:
                raise KeyboardInterrupt
            count[0] -= 1
            return replace(path, target)

        dense = world.dense()
        monkeypatch.setattr(Path, "replace", dying)
        try:
            dense.refresh(write=True)
        except KeyboardInterrupt:
            killed = True
        else:
            killed = False
        monkeypatch.setattr(Path, "replace", replace)
        assert killed or left == 3
        for index in (dense, world.dense()):
            index.refresh(write=False)
            right(world, index)
    dense = world.dense()
    dense.refresh(write=True)
    listed = json.loads((world.home / "dense" / "dense.json").read_bytes().partition(b"\n")[2])
    assert len(files(world)) == 1 + len(listed["segments"]), "what a kill left behind is swept away"


def test_a_process_that_reads_follows_one_that_writes(world: World, either: str) -> None:
    now = 0.0
    for number in range(9):
        world.add(f"{number}", 150)
    writing, reading = world.dense(), world.dense(clock=lambda: now)
    writing.refresh(write=True)
    reading.refresh(write=False)
    for number in range(3):
        world.add(f"more {number}", 900)
        world.forget(next(iter(world.of)))
        writing.refresh(write=True)
        now += 60
        reading.refresh(write=False)
        right(world, reading)
        assert reading._layers is not None
        assert all(piece.segment.path is not None for piece in reading._layers.pieces), "not a copy in its memory"


def test_searches_wait_for_nobody_and_see_one_moment(world: World, either: str) -> None:
    """What is searched for stays; the rest comes and goes meanwhile."""
    fixed = world.add("fixed", 400)
    passages = world.of[fixed]
    dense = world.dense()
    dense.refresh(write=True)
    query = world.query()
    expected = world.best(query, 20, passages)
    exact = world.scores(query, passages)
    over, faults, rounds = threading.Event(), [], [0, 0]

    def search(place: int) -> None:
        while not over.is_set():
            try:
                assert found(dense, query, 20, documents={fixed}) == expected
                assert dense.scores(query, passages) == pytest.approx(exact, rel=1e-5)
                assert len(found(dense, query, 100)) == 100
            except BaseException as fault:  # noqa: BLE001 - told below
                faults.append(fault)
                return
            rounds[place] += 1

    threads = [threading.Thread(target=search, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    number = 0
    try:
        while min(rounds) < 12 and not faults:
            name = world.add(f"{number}", 250)
            dense.refresh(write=number % 2 == 0)
            if number > 2:
                world.forget(next(key for key in world.of if key not in (fixed, name)))
                dense.refresh(write=True)
            number += 1
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert faults == []
    dense.refresh(write=True)
    right(world, dense)


def test_a_map_that_fails_is_read_instead(world: World, either: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import faiss

    world.add("a", 300)
    world.dense().refresh(write=True)
    read = faiss.read_index

    def unable(source: Any, *flags: Any) -> Any:
        if isinstance(source, str):
            raise RuntimeError  # noqa: TRY004 - as FAISS does
        return read(source, *flags)

    monkeypatch.setattr(faiss, "read_index", unable)
    dense = world.dense(Unread(world.database))
    dense.refresh(write=False)
    right(world, dense)
    assert growth.FULL == 1_000
