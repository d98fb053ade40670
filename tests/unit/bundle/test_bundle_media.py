"""What is no fault of a medium, and how a file is put together from several."""

import errno
import hashlib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.bundle import verifying
from app.bundle.format import limits
from app.bundle.format.release import FileEntry
from app.bundle.medium import Media, part_name, part_sizes
from app.core.bundle_errors import BundleMalformed, PartDamaged, PartMissing
from tests.fakes.forge import BundleForge


@pytest.fixture
def forge(tmp_path: Path) -> BundleForge:
    return BundleForge(tmp_path)


def weights(forge: BundleForge, media: list[Path]) -> FileEntry:
    found = verifying.opened(media, forge.trust())
    return next(one for one in found.selected("linux") if one.path.endswith("weights.gguf"))


def whole(media: list[Path], entry: FileEntry, start: int = 0) -> bytes:
    return b"".join(Media(media).chunks(entry, start))


def snapshot(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_read_only_medium_is_read_and_left_as_it_was(forge: BundleForge) -> None:
    """Nothing is opened for writing; the medium's bytes and times stay."""
    medium = forge.medium()
    before = snapshot(medium)
    for path in [*medium.rglob("*"), medium]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert whole([medium], weights(forge, [medium])) == b"GGUF" + bytes(10_000)
    assert snapshot(medium) == before
    for path in [medium, *medium.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_the_medium_itself_may_be_behind_a_link(forge: BundleForge, tmp_path: Path) -> None:
    (tmp_path / "usb").symlink_to(forge.medium())
    assert weights(forge, [tmp_path / "usb"]).size == 10_004


def test_other_files_on_a_medium_are_not_read(forge: BundleForge) -> None:
    medium = forge.medium()
    (medium / "meta" / "01.root.json").write_bytes(b"no")
    (medium / "meta" / "2.root.json.bak").write_bytes(b"no")
    (medium / "autorun.inf").symlink_to("/etc/passwd")
    (medium / "data" / "loop").symlink_to("loop")
    assert verifying.opened([medium], forge.trust()).release.root_version == 1


def test_parts_on_several_media_in_any_order(forge: BundleForge) -> None:
    names = sorted(forge.data)
    halves = [{one: forge.data[one] for one in names[at::2]} for at in (0, 1)]
    media = [forge.medium(f"m{number}", data=data) for number, data in enumerate(halves)]
    shutil.rmtree(media[1] / "data")
    shutil.rmtree(media[1] / "meta")
    media[1].joinpath("data").mkdir()
    for digest, data in halves[1].items():
        (media[1] / "data" / f"{digest}.000").write_bytes(data)
    shutil.copytree(media[0] / "meta", media[1] / "meta")
    for order in (media, media[::-1]):
        found = verifying.opened(order, forge.trust())
        for entry in found.selected("linux", {"app/cuda"}):
            assert whole(order, entry) == forge.data[entry.sha256]
        assert Media(order).missing(found.selected("windows")) == ()


def test_a_medium_may_hold_data_alone(forge: BundleForge) -> None:
    full, bare = forge.medium(), forge.medium("bare", data={})
    shutil.rmtree(full / "meta")
    entry = weights(forge, [full, bare])
    assert whole([full, bare], entry) == forge.data[entry.sha256]


def test_a_delta_medium_says_what_it_lacks(forge: BundleForge) -> None:
    medium = forge.medium()
    entry = weights(forge, [medium])
    (medium / "data" / part_name(entry.sha256, 0)).unlink()
    files = verifying.opened([medium], forge.trust()).selected("linux")
    assert Media([medium]).missing((*files, entry)) == (part_name(entry.sha256, 0),)
    with pytest.raises(PartMissing):
        whole([medium], entry)


@pytest.mark.parametrize("start", [0, 1, 2, 3])
def test_reading_goes_on_at_any_chunk(forge: BundleForge, start: int) -> None:
    medium = forge.medium()
    entry = weights(forge, [medium])
    assert whole([medium], entry, start) == forge.data[entry.sha256][start * entry.chunk :]


def test_a_chunk_is_handed_out_only_when_it_is_proved(forge: BundleForge) -> None:
    medium = forge.medium()
    entry = weights(forge, [medium])
    part = medium / "data" / part_name(entry.sha256, 0)
    data = bytearray(part.read_bytes())
    data[entry.chunk] ^= 0x80
    part.write_bytes(bytes(data))
    chunks = Media([medium]).chunks(entry)
    assert next(chunks) == forge.data[entry.sha256][: entry.chunk]
    with pytest.raises(PartDamaged):
        next(chunks)
    assert whole([medium], entry, 2) == forge.data[entry.sha256][2 * entry.chunk :]


def test_proving_without_having_is_as_strict(forge: BundleForge) -> None:
    medium = forge.medium()
    entry = weights(forge, [medium])
    assert list(Media([medium]).proved(entry)) == [4096, 4096, 10_004 - 8192]
    assert list(Media([medium]).proved(entry, 2)) == [10_004 - 8192]
    part = medium / "data" / part_name(entry.sha256, 0)
    part.write_bytes(part.read_bytes()[:-1] + b"?")
    with pytest.raises(PartDamaged):
        list(Media([medium]).proved(entry))


def test_a_damaged_copy_is_passed_over_for_a_good_one(forge: BundleForge) -> None:
    bad, good = forge.medium("bad"), forge.medium("good")
    (good / "meta/release.json").write_bytes((bad / "meta/release.json").read_bytes())
    (good / "meta/1.root.json").write_bytes((bad / "meta/1.root.json").read_bytes())
    entry = weights(forge, [bad, good])
    part = bad / "data" / part_name(entry.sha256, 0)
    part.write_bytes(bytes(entry.size))
    assert whole([bad, good], entry) == forge.data[entry.sha256]
    part.write_bytes(b"short")
    assert whole([bad, good], entry) == forge.data[entry.sha256]


def test_an_empty_file_needs_no_part(forge: BundleForge) -> None:
    forge.release["components"][3]["files"]["empty"] = forge.file(b"")
    medium = forge.medium()
    files = verifying.opened([medium], forge.trust()).selected("linux")
    empty = next(one for one in files if one.size == 0)
    assert whole([medium], empty) == b""
    assert not list(medium.glob(f"data/{empty.sha256}*"))


def test_a_chunk_may_lie_in_two_parts(tmp_path: Path) -> None:
    """4 GiB - 1 MiB is no multiple of 16 MiB: the chunk at the border is put together, from whichever media."""
    size = limits.PART_BYTES + limits.MIB - 1
    border = limits.PART_BYTES // limits.CHUNK_BYTES
    digest = "ab" * 32
    media = [tmp_path / "one", tmp_path / "two"]
    for number, length in enumerate(part_sizes(size)):
        (media[number] / "data").mkdir(parents=True)
        with (media[number] / "data" / part_name(digest, number)).open("wb") as part:
            part.truncate(length)
            part.seek(-1 if number else -3, os.SEEK_END)
            part.write(b"end" if not number else b"!")
    last = bytes(size - border * limits.CHUNK_BYTES - limits.MIB - 2) + b"end" + bytes(limits.MIB - 2) + b"!"
    chunks = (*["0" * 64] * border, hashlib.sha256(last).hexdigest())
    entry = FileEntry("a", size, digest, False, limits.CHUNK_BYTES, chunks)
    assert list(Media(media[::-1]).chunks(entry, border)) == [last]
    assert part_sizes(size) == [limits.PART_BYTES, limits.MIB - 1]
    (media[1] / "data" / part_name(digest, 1)).unlink()
    with pytest.raises(PartMissing) as caught:
        list(Media(media).chunks(entry, border))
    assert caught.value.params == {"name": part_name(digest, 1)}


def test_parts_end_where_fat32_does() -> None:
    assert part_sizes(0) == []
    assert part_sizes(1) == [1]
    assert part_sizes(limits.PART_BYTES) == [limits.PART_BYTES]
    assert part_sizes(2 * limits.PART_BYTES + 5) == [limits.PART_BYTES, limits.PART_BYTES, 5]
    assert limits.PART_BYTES == 4 * 1024**3 - 1024**2


def broken(*args: Any, **kwargs: Any) -> Any:
    raise OSError(errno.EIO, "input/output error")


def test_a_medium_that_cannot_be_read(forge: BundleForge, monkeypatch: pytest.MonkeyPatch) -> None:
    medium = forge.medium()
    entry = weights(forge, [medium])
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", broken)
        with pytest.raises(BundleMalformed):
            Media([medium]).release()
        with pytest.raises(PartDamaged):
            whole([medium], entry)
    monkeypatch.setattr(os, "scandir", broken)
    with pytest.raises(BundleMalformed):
        Media([medium]).last_root()


def test_a_part_that_shrinks_while_it_is_read(forge: BundleForge, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size was right a moment ago."""
    medium = forge.medium()
    entry = weights(forge, [medium])
    short = forge.folder / "short"
    short.write_bytes(b"GGUF")
    opened = os.open
    monkeypatch.setattr(os, "open", lambda name, *flags: opened(short, *flags))
    with pytest.raises(PartDamaged):
        whole([medium], entry)


def test_what_is_put_in_place_of_a_file_while_it_is_opened_is_not_followed(
    forge: BundleForge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """lstat saw a plain file, and then a link was there: the system refuses to follow it."""
    medium = forge.medium()
    path = medium / "meta/release.json"
    plain = path.lstat()
    path.rename(medium / "aside")
    path.symlink_to(medium / "aside")
    monkeypatch.setattr(Path, "lstat", lambda self: plain if self == path else os.lstat(self))
    with pytest.raises(BundleMalformed):
        Media([medium]).release()
