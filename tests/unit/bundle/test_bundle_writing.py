"""From folders to a bundle that a verifier takes, and what cannot be packed."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.bundle import signing, verifying, writing
from app.bundle.format import envelope, limits, release, root
from app.bundle.medium import Media, part_name
from app.bundle.verifying import Verified
from app.bundle.writing import BuildSpec, ComponentSpec
from app.core.bundle_errors import BundleMalformed, BundleSourceBad, PathUnsafe
from app.core.components import ComponentKind
from tests.fakes.forge import BundleForge


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    (folder / "_internal" / "empty").mkdir(parents=True)
    (folder / "munjigi").write_bytes(b"\x7fELF" + bytes(20_000))
    (folder / "munjigi").chmod(0o755)
    (folder / "_internal" / "liba.so").write_bytes(b"lib")
    (folder / "_internal" / "안내.txt").write_bytes(b"")
    return folder


def spec(source: Path, **bent: Any) -> BuildSpec:
    part = ComponentSpec(ComponentKind.APP, "munjigi", "1.0.0", "문지기", source, "linux")
    fields = {
        "product": "munjigi",
        "channel": "stable",
        "version": "1.0.0",
        "epoch": 1,
        "sequence": 1,
        "signed_at": datetime(2026, 11, 2, 9, 30, tzinfo=UTC),
        "components": (part,),
        "chunk": 4096,
    }
    return BuildSpec(**{**fields, **bent})


def opened(out: Path, forge: BundleForge) -> Verified:
    """The bundle, signed by two holders, and read as on a PC."""
    path = out / "meta/release.json"
    data = path.read_bytes()
    for one in forge.release_holders[:2]:
        data = signing.signed(data, envelope.RELEASE, one.spki, one.sign)
    path.write_bytes(data)
    return verifying.opened([out], forge.trust())


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_built_is_what_is_read(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert writing.build(spec(source, notes=("첫 판",)), out) == out / "meta/release.json"
    found = opened(out, BundleForge(tmp_path / "keys"))
    media = Media([out])
    read = {one.path: (b"".join(media.chunks(one)), one.executable) for one in found.selected("linux")}
    assert read == {
        "app/_internal/liba.so": (b"lib", False),
        "app/_internal/안내.txt": (b"", False),
        "app/munjigi": (b"\x7fELF" + bytes(20_000), True),
    }
    assert (found.notes, found.release.folder, found.release.signed_at.year) == (("첫 판",), "1.0.0-1.1", 2026)
    assert found.release.components[0].bytes == 20_007


def test_two_runs_give_the_same_bytes(source: Path, tmp_path: Path) -> None:
    writing.build(spec(source), tmp_path / "one")
    writing.build(spec(source), tmp_path / "two")
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_a_second_run_keeps_parts_and_leaves_nothing_half_done(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    writing.build(spec(source), out)
    before = {path.name: path.stat().st_mtime_ns for path in (out / "data").iterdir()}
    (source / "_internal" / "new").write_bytes(b"new")
    writing.build(spec(source, sequence=2), out)
    after = {path.name: path.stat().st_mtime_ns for path in (out / "data").iterdir()}
    assert before.items() < after.items()
    assert len(after) == len(before) + 1
    assert not list(out.rglob(".*"))


def test_equal_files_are_carried_once_and_systems_share_them(source: Path, tmp_path: Path) -> None:
    (source / "twin").write_bytes((source / "munjigi").read_bytes())
    part = spec(source).components[0]
    both = (replace(part, os="windows"), part)
    writing.build(spec(source, components=both), tmp_path / "out")
    assert len(list((tmp_path / "out/data").iterdir())) == 2
    found = opened(tmp_path / "out", BundleForge(tmp_path / "keys"))
    assert len(found.selected("windows")) == len(found.selected("linux")) == 4


def test_a_delta_describes_what_it_does_not_carry(source: Path, tmp_path: Path) -> None:
    writing.build(spec(source), tmp_path / "full")
    forge = BundleForge(tmp_path / "keys")
    files = opened(tmp_path / "full", forge).selected("linux")
    big = next(one for one in files if one.path == "app/munjigi")
    writing.build(spec(source, have=frozenset({big.sha256})), tmp_path / "delta")
    found = opened(tmp_path / "delta", forge)
    assert found.selected("linux") == files
    assert Media([tmp_path / "delta"]).missing(files) == (part_name(big.sha256, 0),)


def test_links_are_packed_as_the_file_they_lead_to(source: Path, tmp_path: Path) -> None:
    (source / "libz.so.1").symlink_to("_internal/liba.so")
    writing.build(spec(source), tmp_path / "out")
    files = {one.path: one.sha256 for one in opened(tmp_path / "out", BundleForge(tmp_path / "k")).selected("linux")}
    assert files["app/libz.so.1"] == files["app/_internal/liba.so"]


def test_one_file_is_a_source_too(source: Path, tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("title = 'x'\n")
    parts = (*spec(source).components, ComponentSpec(ComponentKind.POLICY, "site", "1", "방침", policy))
    writing.build(spec(source, components=parts), tmp_path / "out")
    found = opened(tmp_path / "out", BundleForge(tmp_path / "keys"))
    assert [one.path for one in found.selected("linux")][-1] == "policy/policy.toml"


def test_a_part_of_a_program_may_lie_deeper(source: Path, tmp_path: Path) -> None:
    cuda = tmp_path / "cuda"
    cuda.mkdir()
    (cuda / "ggml.so").write_bytes(b"cuda")
    more = ComponentSpec(ComponentKind.APP, "cuda", "1", "CUDA", cuda, "linux", True, "app/_internal/cuda")
    writing.build(spec(source, components=(*spec(source).components, more)), tmp_path / "out")
    found = opened(tmp_path / "out", BundleForge(tmp_path / "keys"))
    assert len(found.selected("linux")) == 3
    assert found.selected("linux", ["app/cuda"])[0].path == "app/_internal/cuda/ggml.so"


def test_progress_ends_with_all(source: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        told.clear()
        writing.build(spec(source), tmp_path / "out", lambda *more: told.append(more))
        assert told[-1][1:] == (40_014, 40_014)
        assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_progress_ends_with_all_where_little_is_carried(source: Path, tmp_path: Path) -> None:
    (source / "twin").write_bytes((source / "munjigi").read_bytes())
    told: list[tuple[str, int, int]] = []
    writing.build(spec(source), tmp_path / "full")
    digest = next(path.name[:64] for path in (tmp_path / "full/data").iterdir() if path.stat().st_size > 100)
    writing.build(spec(source, have=frozenset({digest})), tmp_path / "out", lambda *more: told.append(more))
    assert told[-1][1] == told[-1][2]


def refused(source: Path, tmp_path: Path, rule: str) -> None:
    with pytest.raises(BundleSourceBad) as caught:
        writing.build(spec(source), tmp_path / "out")
    assert caught.value.params["detail"] == rule
    assert not (tmp_path / "out/meta").exists()


def test_a_link_out_of_the_source_is_refused(source: Path, tmp_path: Path) -> None:
    (source / "passwd").symlink_to("/etc/passwd")
    refused(source, tmp_path, "link")


def test_a_link_to_nowhere_and_to_a_folder_are_refused(source: Path, tmp_path: Path) -> None:
    (source / "lib").symlink_to("_internal")
    refused(source, tmp_path, "link")
    (source / "lib").unlink()
    (source / "lib").symlink_to("gone")
    refused(source, tmp_path, "link")


def test_a_pipe_is_refused(source: Path, tmp_path: Path) -> None:
    os.mkfifo(source / "pipe")
    refused(source, tmp_path, "special")


@pytest.mark.parametrize(
    ("name", "rule"), [("a:b", "character"), ("aux.txt", "reserved"), ("\u1100\u1161", "normal form")]
)
def test_a_name_that_no_verifier_takes_is_refused(source: Path, tmp_path: Path, name: str, rule: str) -> None:
    (source / name).write_bytes(b"")
    refused(source, tmp_path, rule)


def test_a_name_that_is_no_text_is_refused(source: Path, tmp_path: Path) -> None:
    os.close(os.open(os.fsencode(source) + b"/\xb0\xa1", os.O_CREAT | os.O_WRONLY))
    refused(source, tmp_path, "character")


def test_an_empty_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    refused(tmp_path / "nothing", tmp_path, "empty")
    refused(tmp_path / "gone", tmp_path, "empty")


def test_names_that_clash_are_refused(source: Path, tmp_path: Path) -> None:
    (source / "MUNJIGI").write_bytes(b"")
    with pytest.raises(PathUnsafe):
        writing.build(spec(source), tmp_path / "out")


def test_fields_that_no_verifier_takes_are_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(BundleMalformed):
        writing.build(spec(source, version="v1"), tmp_path / "out")
    with pytest.raises(BundleMalformed):
        writing.build(spec(source, notes=("a\nb",)), tmp_path / "out")


def test_a_file_that_changes_while_it_is_packed_is_refused(source: Path, tmp_path: Path) -> None:
    """Its hash was written down, and then other bytes would be carried under it."""

    def change(name: str, done: int, total: int) -> None:
        if done == 20_007:
            (source / "_internal/liba.so").write_bytes(b"lie")

    with pytest.raises(BundleSourceBad) as caught:
        writing.build(spec(source), tmp_path / "out", change)
    assert caught.value.params == {"name": "app/_internal/liba.so", "detail": "changed"}
    assert not list((tmp_path / "out").rglob("*.new"))


def test_a_file_longer_than_a_part_is_cut(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PART_BYTES", 9000)
    writing.build(spec(source), tmp_path / "out")
    found = opened(tmp_path / "out", BundleForge(tmp_path / "keys"))
    entry = next(one for one in found.selected("linux") if one.path == "app/munjigi")
    sizes = [path.stat().st_size for path in sorted((tmp_path / "out/data").glob(f"{entry.sha256}.*"))]
    assert sizes == [9000, 9000, 2004]
    assert b"".join(Media([tmp_path / "out"]).chunks(entry)) == (source / "munjigi").read_bytes()


def test_a_root_is_written_as_it_is_read(tmp_path: Path) -> None:
    forge = BundleForge(tmp_path)
    payload = envelope.decode(forge.root_envelope(0), "root", envelope.ROOT).payload
    found = root.decode(payload, "root")
    assert root.encode(found) == payload
    assert {key.keyid for key in found.keys.values()} == set(found.keys)
    with pytest.raises(BundleMalformed):
        root.encode(replace(found, version=0))


def test_a_release_is_written_as_it_is_read(tmp_path: Path) -> None:
    forge = BundleForge(tmp_path)
    payload = envelope.decode(forge.release_envelope(), "release", envelope.RELEASE).payload
    assert release.encode(release.decode(payload, "release", 1)) == payload
