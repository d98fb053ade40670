"""The small program as a Debian package: `munjigi-bundle_<version>_amd64.deb`, the same bytes each time.

It holds the installer and verifier only. Programs, models and documents come from signed bundles.
"""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

from installer.frozen import slim
from installer.frozen.carrier import NAME
from installer.frozen.papers import NOTICES
from installer.steps.checkout import Checkout
from installer.steps.say import Stop

_PLACE = Path("opt") / NAME
_GLIBC = re.compile(r"GLIBC_(\d+)\.(\d+)\b")
_CONTROL = """Package: {name}
Version: {version}
Architecture: amd64
Maintainer: munjigi maintainers <munjigi@localhost>
Installed-Size: {size}
Depends: libc6 (>= {glibc})
Section: admin
Priority: optional
Description: verifies and installs signed bundles of Munjigi
 Checks the signatures and every byte of a bundle before anything is laid down,
 installs it, returns to an earlier version and removes it. No network is used.
"""


def packed(checkout: Checkout, folder: Path, out: Path, epoch: int) -> Path:
    """The .deb of the small program in `folder`, in the folder `out`. Needs no root. Raises Stop."""
    if shutil.which("dpkg-deb") is None:
        raise Stop("dpkg-deb가 없습니다.", "There is no dpkg-deb.")
    tree = out / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(folder, tree / _PLACE)
    (tree / "usr" / "bin").mkdir(parents=True)
    (tree / "usr" / "bin" / NAME).symlink_to(Path("/") / _PLACE / NAME)
    papers = tree / "usr" / "share" / "doc" / NAME
    papers.mkdir(parents=True)
    shutil.copyfile(folder / slim.DATA / NOTICES, papers / "copyright")
    _control(checkout, tree, folder)
    _settle(tree, epoch)
    path = out / f"{NAME}_{_version(checkout)}_amd64.deb"
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--threads-max=1", "--build", str(tree), str(path)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    shutil.rmtree(tree)
    if done.returncode:
        raise Stop("dpkg-deb가 실패했습니다.", "dpkg-deb failed.", done.stderr)
    return path


def _control(checkout: Checkout, tree: Path, folder: Path) -> None:
    place = tree / "DEBIAN"
    place.mkdir()
    size = (slim.sizes(folder)[0] + 1023) // 1024
    words = _CONTROL.format(name=NAME, version=_version(checkout), size=size, glibc=_glibc(folder))
    (place / "control").write_text(words, encoding="utf-8")


def _settle(tree: Path, epoch: int) -> None:
    """Modes and times that depend on nobody."""
    for path in [tree, *sorted(tree.rglob("*"))]:
        if not path.is_symlink():
            path.chmod(
                0o755 if path.is_dir() or (path.is_relative_to(tree / _PLACE) and os.access(path, os.X_OK)) else 0o644
            )
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _version(checkout: Checkout) -> str:
    data = tomllib.loads((checkout.root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(data["project"]["version"])


def _glibc(folder: Path) -> str:
    """The newest glibc that a library of it asks for."""
    asked = {(2, 17)}
    for path in [*slim.libraries(folder), folder / NAME]:
        told = subprocess.run(["objdump", "-T", str(path)], capture_output=True, text=True, check=False).stdout
        asked |= {(int(major), int(minor)) for major, minor in _GLIBC.findall(told)}
    return ".".join(map(str, max(asked)))
