"""The index on disk: damage is never searched, a new version is built beside the old one, a kill loses nothing."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from app.search.lexical import shelf as shelf_module
from app.search.lexical.engine import sound
from app.search.lexical.index import Lexical
from app.search.lexical.schema import VERSION
from app.search.tokens import Morphemes
from app.store.database import Database
from app.store.documents import Documents
from tests.unit.search.test_indexes import found, synchronise
from tests.unit.store.test_documents import put


@pytest.fixture(scope="module")
def morphemes() -> Morphemes:
    return Morphemes()


@pytest.fixture
def documents(tmp_path: Path) -> Documents:
    return Documents(Database(tmp_path))


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def bent(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x5A
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    "damage", ["stamp.json", "passages/meta.json", "laws/meta.json", "everything", "a bit", "a file"]
)
def test_a_damaged_index_is_built_anew(tmp_path: Path, documents: Documents, morphemes: Morphemes, damage: str) -> None:
    put(documents, "a.md", ["휴가 신청"])
    folder = tmp_path / "lexical"
    synchronise(Lexical(folder, morphemes), documents)
    own = folder / f"v{VERSION}"
    if damage == "everything":
        for path in files(own):
            path.write_bytes(b"\0garbage")
    elif damage == "a bit":
        bent(next((own / "passages").glob("*.idx")), 10)
    elif damage == "a file":
        next((own / "laws").glob("*.term")).unlink()
    else:
        (own / damage).write_bytes(b"{")
    lexical = Lexical(folder, morphemes)
    assert found(lexical, documents, "휴가") in ([], ["휴가 신청"])
    assert lexical.stale(documents.revisions())[0]
    synchronise(lexical, documents)
    assert found(lexical, documents, "휴가") == ["휴가 신청"]
    assert not lexical.stale(documents.revisions())[0]


def test_a_reader_finds_again_what_another_process_made_anew(
    tmp_path: Path, documents: Documents, morphemes: Morphemes
) -> None:
    put(documents, "a.md", ["휴가 신청"])
    folder = tmp_path / "lexical"
    synchronise(Lexical(folder, morphemes), documents)
    bent(next((folder / f"v{VERSION}" / "passages").glob("*.idx")), 10)
    reader = Lexical(folder, morphemes)
    assert found(reader, documents, "휴가") == []
    assert files(folder), "a reader throws nothing away"
    synchronise(Lexical(folder, morphemes), documents)
    assert found(reader, documents, "휴가") == ["휴가 신청"]


@pytest.mark.parametrize("suffix", [".idx", ".term", ".fast", ".fieldnorm", ".store", ".pos"])
def test_every_bent_file_is_noticed(tmp_path: Path, documents: Documents, morphemes: Morphemes, suffix: str) -> None:
    put(documents, "a.md", ["휴가 신청", "물품 관리"])
    synchronise(Lexical(tmp_path / "lexical", morphemes), documents)
    folder = tmp_path / "lexical" / f"v{VERSION}" / "passages"
    path = next(folder.glob(f"*{suffix}"))
    assert sound(folder)
    for place in (0, path.stat().st_size // 3, -12, -1):
        bent(path, place)
        assert not sound(folder)
        bent(path, place)
    assert sound(folder)
    path.write_bytes(path.read_bytes()[:-1])
    assert not sound(folder)


def test_the_older_version_answers_until_the_new_one_is_whole(
    tmp_path: Path, documents: Documents, morphemes: Morphemes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        put(documents, name, [f"{name} 휴가 신청"])
    folder = tmp_path / "lexical"
    synchronise(Lexical(folder, morphemes), documents)
    monkeypatch.setattr(shelf_module, "VERSION", VERSION + 1)
    lexical, other = Lexical(folder, morphemes), Lexical(folder, morphemes)
    assert lexical.stands_in()
    assert len(lexical.stale(documents.revisions())[0]) == 3
    seen: list[tuple[int, bool]] = []

    def progress(done: int, total: int) -> None:
        seen.append((len(found(other, documents, "휴가")), other.stands_in()))
        if done == 2 and len(seen) == 3:
            raise KeyboardInterrupt

    everything = documents.documents()
    for stopped in (True, False):
        with pytest.raises(KeyboardInterrupt) if stopped else nullcontext():
            lexical.update(documents.revisions(), lambda i: (everything[i], documents.passages_of(i)), progress)
    assert seen[:-1] == [(3, True)] * (len(seen) - 1), "all the time the whole of it was found"
    assert seen[-1] == (3, False)
    assert not (folder / f"v{VERSION}").exists()
    assert found(lexical, documents, "휴가") == found(other, documents, "휴가")


def test_an_older_version_that_is_damaged_or_was_never_whole_does_not_answer(
    tmp_path: Path, documents: Documents, morphemes: Morphemes, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(documents, "a", ["휴가 신청"])
    folder = tmp_path / "lexical"
    synchronise(Lexical(folder, morphemes), documents)
    monkeypatch.setattr(shelf_module, "VERSION", VERSION + 1)
    assert Lexical(folder, morphemes).stands_in()
    mark = folder / f"v{VERSION}" / "whole"
    mark.unlink()
    assert not Lexical(folder, morphemes).stands_in()
    mark.touch()
    bent(next((folder / f"v{VERSION}" / "laws").glob("*.term")), 0)
    lexical = Lexical(folder, morphemes)
    assert not lexical.stands_in()
    synchronise(lexical, documents)
    assert found(lexical, documents, "휴가") == ["휴가 신청"]


def test_what_the_form_before_left_behind_goes(tmp_path: Path, documents: Documents, morphemes: Morphemes) -> None:
    put(documents, "a", ["휴가 신청"])
    folder = tmp_path / "lexical"
    folder.mkdir()
    (folder / "meta.json").write_text("{}")
    (folder / "stamp.json").write_text(json.dumps({"version": 2, "documents": {"x": 1}}))
    synchronise(Lexical(folder, morphemes), documents)
    assert [path.name for path in folder.iterdir()] == [f"v{VERSION}"]
