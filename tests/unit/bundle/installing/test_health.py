"""The new version's own check is a process of the new version, which may hang, fall over or not start."""

from pathlib import Path

import pytest

from app.bundle.installing import health
from app.core.bundle_errors import HealthCheckFailed
from tests.fakes.releases import HEALTHY


def program(tmp_path: Path, text: str, mode: int = 0o755) -> Path:
    (tmp_path / "app").mkdir()
    path = tmp_path / "app" / "munjigi"
    path.write_text(text)
    path.chmod(mode)
    return tmp_path


def failed(version: Path, wall: float = 60) -> str:
    with pytest.raises(HealthCheckFailed) as caught:
        health.check(version, "1.0-1.1", wall)
    assert caught.value.params["version"] == "1.0-1.1"
    return str(caught.value.params["detail"])


def test_a_version_that_is_well(tmp_path: Path) -> None:
    health.check(program(tmp_path, HEALTHY), "1.0-1.1")


@pytest.mark.parametrize("said", ["", "started", '{"event": "progress"}', "[" * 100_000])
def test_a_program_that_checked_nothing_is_not_well(tmp_path: Path, said: str) -> None:
    """It ends with 0, and is no program that checks itself."""
    failed(program(tmp_path, f"#!/bin/sh\ncat <<'END'\n{said}\nEND\n"))


def test_it_is_asked_in_its_folder_without_what_could_load_foreign_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LD_PRELOAD", "LD_LIBRARY_PATH", "PYTHONPATH", "MUNJIGI_HOME", "QT_PLUGIN_PATH"):
        monkeypatch.setenv(name, "")
    script = '#!/bin/sh\necho "$@ $(pwd) $(env | grep -cE "^(LD_|PYTHON|MUNJIGI|QT_)")"\nexit 1\n'
    assert failed(program(tmp_path, script)) == f"doctor --program --json {tmp_path} 0"


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ("", "exit 7"),
        ("Segmentation fault", "Segmentation fault"),
        ('{"event": "error", "code": "SYS-008"}', "SYS-008"),
        ('{"event": "done", "result": {"checks": [{"ok": false, "code": "SYS-001", "detail": "llm"}]}}', "SYS-001 llm"),
        ("[1, 2]", "[1, 2]"),
        ("x" * 1000, "x" * 160),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, said: str, detail: str) -> None:
    assert failed(program(tmp_path, f"#!/bin/sh\ncat <<'END'\n{said}\nEND\nexit 7\n")) == detail


def test_it_does_not_start(tmp_path: Path) -> None:
    assert failed(program(tmp_path, "#!/bin/sh\n", 0o644)) == "Permission denied"
    (tmp_path / "app" / "munjigi").unlink()
    assert failed(tmp_path) == "No such file or directory"


def test_it_hangs_and_so_does_its_child(tmp_path: Path) -> None:
    """All of them are ended: the pipe that the child holds would otherwise keep the installer waiting."""
    script = "#!/bin/sh\nsleep 600 &\nwait\n"
    assert failed(program(tmp_path, script), wall=0.5) == "> 0.5 s"
