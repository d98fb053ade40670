"""IT's way with a real bundle: verify, install, use, upgrade, roll back, remove; all of it by the frozen program."""

import os
import shutil
from pathlib import Path

from tests.frozen.carrying import Bundle
from tests.frozen.journey import Program, choose_model, healthy, working_day

CORPUS = "sample"


def files(root: Path) -> dict[str, tuple[int, int]]:
    """Path below a root -> (inode, size)."""
    return {
        path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_size)
        for path in root.rglob("*")
        if path.is_file()
    }


def test_the_way_of_a_release(built: Path, first: Bundle, second: Bundle, tmp_path: Path) -> None:
    assert len(first.media) >= 2, "the first release is divided"
    root = tmp_path / "empty"
    carrier = Program(built / "munjigi", tmp_path / "carrier")
    backwards = tuple(reversed(first.media))
    checked = carrier.result("bundle", "verify", *backwards, "--trust", first.trust)
    assert checked["version"] == "1.0.0", checked
    carrier.run("bundle", "install", *backwards, "--trust", first.trust, "--into", root)

    user = Program(root / "munjigi", tmp_path / "user")
    choose_model(user, "qwen2.5-coder-0.5b")
    working_day(user)

    before = files(root / "versions")
    done = user.result("bundle", "install", *second.media, "--into", root)
    assert done["version"] == "1.1.0", done
    old, new = sorted(path.name for path in (root / "versions").iterdir())
    for name, (inode, _size) in before.items():
        inner = name.split("/", 1)[1]
        if inner.startswith(("app/", "models/")):
            assert (root / "versions" / new / inner).stat().st_ino == inode, f"{inner} was copied"
    healthy(user)

    back = user.result("bundle", "rollback", "--into", root)
    assert (root / "current").read_text(encoding="utf-8").strip() == old, back
    healthy(user)

    listed = user.result("bundle", "list", "--verify", "--into", root)
    assert len(listed["releases"]) == 2, listed
    carrier.run("bundle", "uninstall", "--purge", "--into", root)
    assert not root.exists() or not any(path.is_file() for path in root.rglob("*"))
    assert user.home.is_dir(), "a workspace is never removed"


def test_a_changed_byte_is_refused_before_anything_is_laid_down(built: Path, first: Bundle, tmp_path: Path) -> None:
    medium = tmp_path / "medium"
    shutil.copytree(first.media[0], medium, copy_function=os.link)
    part = next(path for path in sorted((medium / "data").iterdir()) if path.stat().st_size > 1 << 20)
    content = bytearray(part.read_bytes())
    content[len(content) // 2] ^= 1
    part.unlink()  # the name of the link, not the first medium's file
    part.write_bytes(content)
    carrier = Program(built / "munjigi", tmp_path / "carrier")
    told = carrier.run("bundle", "install", medium, *first.media[1:], "--trust", first.trust, "--into",
                       tmp_path / "root", status=1)  # fmt: skip
    assert told[-1]["code"].startswith("BND-"), told[-1]
    assert not (tmp_path / "root" / "current").exists()
