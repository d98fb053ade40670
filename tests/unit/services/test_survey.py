"""What is on disk against what is remembered: nothing is dropped that merely cannot be seen."""

import os
from pathlib import Path

from app.core.events import Cancel
from app.core.types import FileState
from app.ingest.parse import PARSER_VERSION
from app.services.survey import Found, rerooted, settled, starts, survey, unchanged
from app.store.files import FileRecord
from app.store.roots import Root

HOUR = 3_600_000_000_000


def record(path: Path, root: Path, **facts: object) -> FileRecord:
    status = path.stat() if path.exists() else None
    given: dict[str, object] = {
        "sha256": "s",
        "size": status.st_size if status else 1,
        "modified": status.st_mtime_ns if status else 1,
        "checked": (status.st_mtime_ns if status else 1) + HOUR,
        "parser": PARSER_VERSION,
        "document_id": "d",
    }
    raw = os.fsencode(path)
    return FileRecord("기본", raw, os.fsencode(root), path.relative_to(root).as_posix(), **given | facts)  # type: ignore[arg-type]


def look(root: Path, *known: FileRecord) -> tuple[dict[str, Found], set[str]]:
    walks, _ = starts("기본", [root], [])
    made = survey(walks, {each.raw_path: each for each in known}, Cancel())
    return {each.candidate.path: each for each in made.found}, {each.path for each in made.gone.values()}


def test_the_same_size_and_time_is_the_same_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    found, gone = look(tmp_path, record(tmp_path / "a.md", tmp_path))
    assert unchanged(found["a.md"])
    assert not gone


def test_what_makes_a_file_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    time = path.stat().st_mtime_ns
    for facts in (
        {"size": 9},
        {"modified": time - 1},
        {"checked": time + 1},  # changed while it was read: the clock may not have ticked
        {"parser": PARSER_VERSION - 1},
        {"state": FileState.WAITING},
        {"state": FileState.FAILED, "sha256": ""},  # it could not be opened then
    ):
        found, _ = look(tmp_path, record(path, tmp_path, **facts))
        assert not unchanged(found["a.md"]), facts


def test_a_failure_is_settled_until_the_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    failed = record(path, tmp_path, state=FileState.FAILED, code="ING-005", document_id="")
    assert settled(failed)
    assert unchanged(look(tmp_path, failed)[0]["a.md"])


def test_what_is_left_alone_is_left_alone_again(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("x")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    skipped = record(tmp_path / "link.md", tmp_path, state=FileState.SKIPPED, code="ING-015", parser=0)
    found, _ = look(tmp_path, skipped)
    assert unchanged(found["link.md"])
    assert not unchanged(look(tmp_path)[0]["link.md"])


def test_gone_are_files_and_not_what_lies_inside_them(tmp_path: Path) -> None:
    archive = record(tmp_path / "묶음.zip", tmp_path)
    member = record(tmp_path / "묶음.zip" / "안.md", tmp_path, container=archive.raw_path)
    assert look(tmp_path, archive, member)[1] == {"묶음.zip"}
    (tmp_path / "묶음.zip").write_bytes(b"PK")
    assert look(tmp_path, archive, member)[1] == set()


def test_a_root_that_cannot_be_seen_drops_nothing(tmp_path: Path) -> None:
    away = tmp_path / "stick"
    known = record(away / "a.md", away)
    made = survey(starts("기본", [away], [])[0], {known.raw_path: known}, Cancel())
    assert [warned.code for warned in made.missing] == ["ING-001"]
    assert not made.gone


def test_a_single_file_that_was_given_can_be_deleted(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    known = record(path, tmp_path)
    made = survey(starts("기본", [path], [])[0], {known.raw_path: known}, Cancel())
    assert not made.missing
    assert set(made.gone) == {known.raw_path}


def test_bytes_that_turn_up_elsewhere_have_moved_once(tmp_path: Path) -> None:
    (tmp_path / "new.md").write_text("x")
    old = record(tmp_path / "old.md", tmp_path, sha256="same")
    made = survey(starts("기본", [tmp_path], [])[0], {old.raw_path: old}, Cancel())
    assert made.moved_from("other") is None
    assert made.moved_from("same") == old
    assert made.moved_from("same") is None
    assert not made.gone


def test_a_folder_below_a_root_stays_the_roots(tmp_path: Path) -> None:
    root = Root("기본", os.fsencode(tmp_path), ("*.tmp",))
    walks, swallowed = starts("기본", [tmp_path / "a"], [root])
    assert [(walk.root, walk.raw_path) for walk in walks] == [(root, os.fsencode(tmp_path / "a"))]
    assert not swallowed


def test_a_folder_above_roots_takes_their_place_and_patterns(tmp_path: Path) -> None:
    inner = Root("기본", os.fsencode(tmp_path / "a"), ("*.tmp",))
    other = Root("딴것", os.fsencode(tmp_path / "b"))
    walks, swallowed = starts("기본", [tmp_path], [inner, other])
    assert swallowed == [inner]
    assert walks[0].root == Root("기본", os.fsencode(tmp_path), ("*.tmp",))


def test_without_paths_every_root_of_the_collection(tmp_path: Path) -> None:
    roots = [Root("기본", b"/a"), Root("딴것", b"/b")]
    assert [walk.raw_path for walk in starts("기본", [], roots)[0]] == [b"/a"]


def test_another_root_shows_another_path(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.md").write_text("x")
    found, _ = look(tmp_path, record(tmp_path / "a" / "x.md", tmp_path / "a"))
    move = rerooted(found["a/x.md"])
    assert move is not None
    assert (move.raw_path, move.new_raw_path, move.new_path) == (move.raw_path, move.raw_path, "a/x.md")
    assert rerooted(look(tmp_path, record(tmp_path / "a" / "x.md", tmp_path))[0]["a/x.md"]) is None
