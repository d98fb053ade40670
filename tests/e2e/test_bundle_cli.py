"""IT's commands as they are typed: the exit status, the codes, what starts; a disk that is really full."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, Outcome, run
from tests.fakes.forge import BundleForge
from tests.fakes.releases import ILL, release, root_file

pytestmark = pytest.mark.e2e


def bundle(*words: str | Path) -> Outcome:
    return run("bundle", *words, "--json", timeout=120)


def test_from_the_medium_to_the_removal(tmp_path: Path) -> None:
    """Verify, install, be refused, list, remove."""
    forge = BundleForge(tmp_path)
    release(forge, "1.0.0", 1)
    first, handed = forge.medium("first"), root_file(forge)
    release(forge, "1.1.0", 2, program=ILL)
    ill = forge.medium("ill")
    root = tmp_path / "root"

    verified = bundle("verify", first, "--trust", handed, "--into", root)
    assert (verified.status, verified.result["version"]) == (0, "1.0.0")
    assert not root.exists()

    done = bundle("install", first, "--trust", handed, "--into", root)
    assert (done.status, done.result["name"], len(done.result["signers"])) == (0, "1.0.0-1.1", 2)
    assert {event["stage"] for event in done.events[:-1]} >= {"bundle_signatures", "bundle_health", "bundle_switch"}
    refused = bundle("install", ill, "--into", root)
    assert (refused.status, refused.error["code"]) == (1, "BND-016")

    (root / "versions" / "1.0.0-1.1" / "models" / "tiny" / "card.md").write_text("bent")
    shown = bundle("list", "--verify", "--into", root)
    assert [(one["name"], one["current"], one["whole"]) for one in shown.result["releases"]] == [
        ("1.0.0-1.1", True, False)
    ]
    assert shown.status == 1

    removed = bundle("uninstall", "--purge", "--into", root)
    assert (removed.status, removed.result["left"]) == (0, [])
    assert not root.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A small tmpfs in a mount namespace of its own: what was copied stays, and the next run goes on."""
    forge = BundleForge(tmp_path / "forge")
    forge.folder.mkdir()
    release(forge, "1.0.0", 1)
    forge.release["components"][3]["files"]["big.gguf"] = forge.file(os.urandom(40_000_000), chunk=1 << 20)
    medium, handed = forge.medium(), root_file(forge)
    room = tmp_path / "room"
    room.mkdir()
    install = [sys.executable, "-c", _WITHOUT_A_LOOK_AHEAD, room / "place", medium, handed]
    script = f"""
mount -t tmpfs -o size=20m none {room} || exit 77
"$@"; mount -o remount,size=80m {room}; "$@"; cat {room}/place/current
"""
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", *map(str, install)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("no mount namespace here")
    full, whole, current = done.stdout.splitlines()
    assert json.loads(full)["code"] == "BND-014"
    assert json.loads(whole)["resumed"] > 10_000_000
    assert current == "1.0.0-1.1"


_WITHOUT_A_LOOK_AHEAD = """
import json, sys
from pathlib import Path
from app.bundle.installing import space
from app.bundle.installing.install import Installed, InstallRequest, install
from app.core.errors import AppError
from app.core.events import Cancel, result_of
space.check = lambda root, sizes: None  # somebody else fills the disk after the look
request = InstallRequest(Path(sys.argv[1]), (Path(sys.argv[2]),), Path(sys.argv[3]))
try:
    done = result_of(install(request, lambda *entry: None, cancel=Cancel()), Installed)
    print(json.dumps({"resumed": done.resumed}))
except AppError as error:
    print(json.dumps({"code": error.code}))
"""
