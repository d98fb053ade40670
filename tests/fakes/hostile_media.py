"""Bundles with names that trick, contents that lie, and media that are not what they should be."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.bundle.format import limits
from tests.fakes.forge import Fields
from tests.fakes.scene import Bend, Case, Scene


def name(path: str, rule: str) -> Case:
    return Case(f"name {path!r:.40}", "BND-009", rule, lambda scene: scene.named(path))


def names(first: str, second: str, rule: str) -> Case:
    """Two names, each of which alone is taken."""
    return Case(
        f"names {first!r:.30} and {second!r:.30}",
        "BND-009",
        rule,
        lambda scene: scene.named(second),
        lambda scene: scene.named(first),
    )


NAMES = [
    name("../app/munjigi", "dots"),
    name("a/../../b", "dots"),
    name("..", "dots"),
    name("./a", "dots"),
    name("/etc/passwd", "absolute"),
    name("//server/share/a", "absolute"),
    name("a//b", "empty"),
    name("a/", "empty"),
    name("", "empty"),
    name("C:/Windows/a.dll", "character"),
    name("a.txt:stream", "character"),
    name("..\\a", "character"),
    name("\\\\?\\a", "character"),
    *(name(f"a{char}b", "character") for char in '<>"|?*\x7f\x85\xa0\xad'),
    *(
        name(f"a{char}b", "character")
        for char in "\u200b\u200e\u202e\u2028\u2029\u2066\u3000\ue000\uffff\ufeff\u3164\u115f\ufe0f\u2800"
    ),
    name("a\U000e0100", "character"),
    *(
        name(one, "reserved")
        for one in (
            "CON",
            "con",
            "Con.txt",
            "aux.tar.gz",
            "nul",
            "prn",
            "COM1",
            "com9.dll",
            "LPT1",
            "COM¹",
            "lpt³.txt",
            "CONIN$",
            "clock$",
            "ＣＯＮ",
            "com0",
            "a/NUL/b",
            "con .txt",
        )
    ),
    name("a.", "edge"),
    name("a. /b", "edge"),
    name("a ", "edge"),
    name(" a", "edge"),
    name("a‥", "compatible"),
    name("a…", "compatible"),
    name("a／b", "compatible"),
    name("..／a", "compatible"),
    name("a＼b", "compatible"),
    name("℀", "compatible"),
    name("가" * 81, "length"),
    name("/".join(["가나다라마바사아"] * 14 + ["x" * 100]), "length"),
    name("/".join("a" * 15), "depth"),
    names("guide.md", "GUIDE.md", "collision"),
    names("Å.md", "å.md", "collision"),
    names("Straße", "STRASSE", "collision"),
    names("ﬁle", "file", "collision"),
    names("①.txt", "1.txt", "collision"),
    names("Ａ.txt", "a.txt", "collision"),
    names("ㄱ", "ᄀ", "collision"),
    names("i", "İ".lower().replace("i̇", "I"), "collision"),
    names("Docs/a", "docs/b", "collision"),
    names("a", "a/b", "file and folder"),
    names("b/c", "b", "file and folder"),
    names("b/c", "B", "file and folder"),
    names("x/b/c", "X/B", "collision"),
    Case("name app folder climbs", "BND-009", "dots", lambda s: s.parts["app/cuda"].update(folder="app/../policy")),
    Case("name app folder is a device", "BND-009", "reserved", lambda s: s.parts["app/cuda"].update(folder="app/nul")),
    Case(
        "name of two components on one system",
        "BND-009",
        "collision",
        lambda s: s.parts["app/cuda"].update(folder="app", files={"MUNJIGI": s.forge.file(b"?")}),
    ),
    Case(
        "name of an optional component is a folder of another",
        "BND-009",
        "file and folder",
        lambda s: s.parts["app/cuda"].update(folder="app", files={"_internal": s.forge.file(b"?")}),
    ),
    Case(
        "name of a model that is a device",
        "BND-009",
        "reserved",
        lambda s: s.parts["model/tiny"].update(id="nul", folder="models/nul"),
    ),
]


def again(scene: Scene, **bent: Any) -> None:
    """The model's component once more, after itself."""
    components = scene.forge.release["components"]
    at = next(number for number, one in enumerate(components) if one["id"] == "tiny")
    components.insert(at + 1, {**components[at], **bent})


def weights(**bent: Any) -> Bend:
    return lambda scene: scene.weights.update(bent)


def lie(scene: Scene) -> None:
    """One content under two descriptions: the second file's chunks are another's."""
    one = dict(scene.weights)
    one["chunks"] = [hashlib.sha256(b"?").hexdigest(), *one["chunks"][1:]]
    scene.parts["model/tiny"]["files"]["weights2.gguf"] = one


def copies(count: int) -> dict[str, Fields]:
    empty = hashlib.sha256().hexdigest()
    file = {"size": 0, "sha256": empty, "executable": False, "chunk": 4096, "chunks": []}
    return {f"f{number}": file for number in range(count)}


def chunked(count: int) -> Fields:
    digest = "0" * 64
    return {"size": count * 4096, "sha256": digest, "executable": False, "chunk": 4096, "chunks": [digest] * count}


CONTENTS = [
    Case("component twice", "BND-002", "components: order", again),
    Case("component twice, otherwise told", "BND-002", "components: order", lambda s: again(s, title="또")),
    Case("component for all and for one system", "BND-002", "components: order", lambda s: again(s, os="linux")),
    Case("components out of order", "BND-002", "components: order", lambda s: s.forge.release["components"].reverse()),
    Case(
        "hash is not that of the one chunk",
        "BND-002",
        "sha256: digest",
        lambda s: s.parts["model/tiny"]["files"]["card.md"].update(sha256="0" * 64),
    ),
    Case(
        "empty file with a hash",
        "BND-002",
        "sha256: digest",
        lambda s: s.parts["model/tiny"]["files"]["card.md"].update(size=0, chunks=[]),
    ),
    Case("one content told in two ways", "BND-002", "sha256: content", lie),
    Case("257 components", "BND-028", "components 256", lambda s: s.forge.release.update(components=[{}] * 257)),
    Case(
        "50 001 files", "BND-028", "files 50000", lambda s: s.parts["model/tiny"].update(files=copies(limits.FILES + 1))
    ),
    Case(
        "50 001 files of two components",
        "BND-028",
        "files 50000",
        lambda s: (
            s.parts["model/tiny"].update(files=copies(30_000)),
            s.parts["policy/site"].update(files=copies(20_001)),
        ),
    ),
    Case(
        "more chunks than a release may have",
        "BND-028",
        "chunks 262144",
        lambda s: s.parts["model/tiny"].update(files={"a": chunked(140_000), "b": chunked(140_000)}),
    ),
    Case("201 notes", "BND-028", "notes 200", lambda s: s.forge.release.update(notes=["가"] * 201)),
    Case("no program for a system", "BND-021", "windows", lambda s: s.forge.release["components"].pop(2)),
    Case("only an optional program", "BND-021", "linux", lambda s: s.parts["app/munjigi"].update(optional=True)),
    Case("a component that is not there", "BND-010", "model/huge", lambda s: setattr(s, "wanted", ("model/huge",))),
]


def on_medium(change: Callable[[Path], Any]) -> Bend:
    return lambda scene: scene.after.append(change)


def on_weights(change: Callable[[Path], Any]) -> Bend:
    """Something done to the model's one part."""

    def bend(scene: Scene) -> None:
        part = f"data/{scene.weights['sha256']}.000"
        scene.after.append(lambda medium: change(medium / part))

    return bend


def flipped(at: int) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(bytes(data))

    return change


def moved_behind_link(path: Path) -> None:
    """The right bytes, but behind a link."""
    path.rename(path.with_name("aside"))
    path.symlink_to("aside", target_is_directory=path.with_name("aside").is_dir())


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def crowded(medium: Path) -> None:
    for number in range(limits.META_NAMES):
        (medium / f"meta/{number}").touch()


def replaced_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replaced_by_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def swapped(scene: Scene) -> None:
    """Two contents of one size under each other's name."""
    one, other = (scene.forge.file(data)["sha256"] for data in (b"one\n", b"two\n"))
    files = scene.parts["model/tiny"]["files"]
    files["one"], files["two"] = scene.forge.file(b"one\n"), scene.forge.file(b"two\n")

    def swap(medium: Path) -> None:
        (medium / f"data/{one}.000").write_bytes(b"two\n")
        (medium / f"data/{other}.000").write_bytes(b"one\n")

    scene.after.append(swap)


def two_media(change: Callable[[Path], Any]) -> Bend:
    """A second medium with the same metadata and no data, changed."""

    def bend(scene: Scene) -> None:
        def both(medium: Path) -> list[Path]:
            other = scene.forge.medium("other", data={})
            (other / "meta/release.json").write_bytes((medium / "meta/release.json").read_bytes())
            for at in medium.glob("meta/*.root.json"):
                (other / "meta" / at.name).write_bytes(at.read_bytes())
            change(other)
            return [medium, other]

        scene.media = both

    return bend


def newer(other: Path) -> None:
    """Another bundle's medium among this one's."""
    (other / "meta/release.json").write_bytes((other / "meta/1.root.json").read_bytes())


RELEASE = "meta/release.json"
plain_second = two_media(lambda other: None)

MEDIA = [
    Case("no folder", "BND-001", "nowhere", lambda s: setattr(s, "media", lambda m: [m / "nowhere"])),
    Case(
        "a file in place of the medium",
        "BND-001",
        "release.json",
        lambda s: setattr(s, "media", lambda m: [m / RELEASE]),
    ),
    Case("no medium", "BND-001", "", lambda s: setattr(s, "media", lambda m: [])),
    Case("no release on the medium", "BND-001", "medium", on_medium(lambda m: (m / RELEASE).unlink())),
    Case("release behind a link", "BND-012", RELEASE, on_medium(lambda m: moved_behind_link(m / RELEASE))),
    Case("release is a folder", "BND-012", RELEASE, on_medium(lambda m: replaced_by_folder(m / RELEASE))),
    Case("release is a pipe", "BND-012", RELEASE, on_medium(lambda m: replaced_by_pipe(m / RELEASE))),
    Case(
        "next root behind a link",
        "BND-012",
        "2.root.json",
        on_medium(lambda m: moved_behind_link(m / "meta/2.root.json")),
        lambda s: s.forge.next_root(),
    ),
    Case("metadata behind a link", "BND-012", "meta", on_medium(lambda m: moved_behind_link(m / "meta"))),
    Case("data behind a link", "BND-012", "data", on_medium(lambda m: moved_behind_link(m / "data"))),
    Case(
        "data is a file",
        "BND-012",
        "data",
        on_medium(lambda m: ((m / "data").rename(m / "aside"), (m / "data").write_bytes(b""))),
    ),
    Case("part behind a link", "BND-012", ".000", on_weights(moved_behind_link)),
    Case(
        "part behind a dangling link",
        "BND-012",
        ".000",
        on_weights(dangling),
    ),
    Case("part is a folder", "BND-012", ".000", on_weights(replaced_by_folder)),
    Case("part is a pipe", "BND-012", ".000", on_weights(replaced_by_pipe)),
    Case("part missing", "BND-010", ".000", on_weights(lambda part: part.unlink())),
    Case("all data missing", "BND-010", ".000", on_medium(lambda m: (m / "data").rename(m / "aside"))),
    Case(
        "part in capitals", "BND-010", ".000", on_weights(lambda part: part.rename(part.with_name(part.name.upper())))
    ),
    Case("part cut", "BND-011", ".000", on_weights(lambda part: part.write_bytes(part.read_bytes()[:-1]))),
    Case("part of no bytes", "BND-011", ".000", on_weights(lambda part: part.write_bytes(b""))),
    Case(
        "part with a byte more", "BND-011", ".000", on_weights(lambda part: part.write_bytes(part.read_bytes() + b"\0"))
    ),
    Case("first byte of a part", "BND-011", ".000", on_weights(flipped(0))),
    Case("last byte of a chunk", "BND-011", ".000", on_weights(flipped(4095))),
    Case("first byte of the next chunk", "BND-011", ".000", on_weights(flipped(4096))),
    Case("last byte of a part", "BND-011", ".000", on_weights(flipped(-1))),
    Case("two parts swapped", "BND-011", ".000", swapped),
    Case("chunk's hash after signing anew", "BND-011", ".000", lambda s: s.weights["chunks"].__setitem__(1, "0" * 64)),
    Case("two media of two bundles", "BND-002", "media differ", two_media(newer), plain_second),
    Case(
        "two media with other roots",
        "BND-002",
        "media differ",
        two_media(lambda o: (o / "meta/2.root.json").write_bytes(b"{}")),
        lambda s: (s.forge.next_root(), plain_second(s)),
    ),
    Case(
        "second medium's part behind a link",
        "BND-012",
        ".000",
        lambda s: two_media(lambda o: (o / f"data/{s.weights['sha256']}.000").symlink_to("nowhere"))(s),
        plain_second,
    ),
    Case(
        "4 097 names among the metadata",
        "BND-028",
        "meta 4096",
        on_medium(crowded),
    ),
]
