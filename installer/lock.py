"""Write installer/locks/{run,dev,build,source}.txt anew from the pins in pyproject.toml.

Run in the virtual environment, on Linux: `.venv/bin/python -m installer.lock`. Every wheel that pip would take for a
target is read once, so this needs the network and some minutes. Hashes already in a lock are kept while the version
stays: a machine that holds a wheel this one cannot reach (torch's CPU build for another Python) adds its own.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "installer" / "locks"
SOURCES = ("kiwipiepy-model", "llama-cpp-python")  # no wheels are published: built here, see steps/wheels.py
BUILD = ("cmake", "ninja", "scikit-build-core", "setuptools", "wheel")
UNWANTED = frozenset({"openvino-telemetry"})  # reports usage; only OpenVINO's conversion tool, unused here, imports it
PYTHONS = ("3.11", "3.12", "3.13")
_LINUX = ("linux_x86_64", "manylinux2014_x86_64", *(f"manylinux_2_{minor}_x86_64" for minor in range(35, 4, -1)))
_HEADER = "# Written by installer/lock.py from the pins in pyproject.toml. Installed with --no-deps --require-hashes.\n"


@dataclass(frozen=True, slots=True)
class Target:
    system: str
    python: str

    def options(self) -> list[str]:
        platforms = _LINUX if self.system == "linux" else ("win_amd64",)
        chosen = [word for platform in platforms for word in ("--platform", platform)]
        return ["--only-binary=:all:", "--python-version", self.python, "--target", "unused", *chosen]

    def environment(self) -> dict[str, str]:
        windows = self.system == "win32"
        return {
            "python_version": self.python,
            "python_full_version": f"{self.python}.0",
            "sys_platform": self.system,
            "platform_system": "Windows" if windows else "Linux",
            "os_name": "nt" if windows else "posix",
            "platform_machine": "AMD64" if windows else "x86_64",
            "extra": "",
        }

    def native(self) -> bool:
        return self.system == sys.platform and self.python == f"{sys.version_info[0]}.{sys.version_info[1]}"


@dataclass(frozen=True, slots=True)
class Found:
    """What pip would install: `name` is canonical, `needs` its declared dependencies."""

    name: str
    version: str
    sha256: str
    needs: tuple[str, ...]


def ask_pip(requirements: list[str], options: list[str]) -> list[Found]:
    """pip's own choice, from its installation report. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--dry-run",
            "--ignore-installed",
            "--no-cache-dir",
        ]
        subprocess.run([*command, "--report", str(report), *options, *requirements], check=True)
        return [found(item) for item in json.loads(report.read_text(encoding="utf-8"))["install"]]


def found(item: dict[str, dict[str, object]]) -> Found:
    metadata, archive = item["metadata"], item["download_info"]["archive_info"]
    assert isinstance(archive, dict)
    needs = metadata.get("requires_dist", [])
    assert isinstance(needs, list)
    name = canonicalize_name(str(metadata["name"]))
    return Found(name, str(metadata["version"]), str(archive["hashes"]["sha256"]), tuple(map(str, needs)))


def missing_on(target: Target, known: list[Found]) -> set[str]:
    """Names that some known package declares for this target only (colorama on Windows)."""
    names = {item.name for item in known}
    declared = [Requirement(text) for item in known for text in item.needs]
    environment = target.environment()
    wanted = {need.name for need in declared if need.marker is None or need.marker.evaluate(environment)}
    return {str(canonicalize_name(name)) for name in wanted} - names - {"torch", *SOURCES, *UNWANTED}


def read_lock(path: Path) -> dict[str, tuple[str, set[str]]]:
    """name -> (version, hashes) of a lock as it stands; empty when there is none."""
    locked: dict[str, tuple[str, set[str]]] = {}
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    for entry in text.replace("\\\n", " ").splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;]+)", entry)
        if match:
            locked[match[1]] = (match[2], set(re.findall(r"sha256:([0-9a-f]{64})", entry)))
    return locked


class Lock:
    """One lock file in the making: versions from this machine, hashes from every target."""

    def __init__(self, name: str) -> None:
        self.path = LOCKS / name
        self.versions: dict[str, str] = {}
        self.markers: dict[str, str] = {}
        self.hashes: dict[str, set[str]] = {}

    def add(self, item: Found, marker: str = "") -> None:
        self.versions.setdefault(item.name, item.version.split("+")[0])
        self.hashes.setdefault(item.name, set()).add(item.sha256)
        if marker:
            self.markers[item.name] = marker

    def add_targets(self, known: list[Found], elsewhere: set[str]) -> None:
        for target in (Target(system, python) for system in ("linux", "win32") for python in PYTHONS):
            if target.native():
                continue
            print(f"{self.path.name}: {target.system} {target.python}", flush=True)
            skipped = {"torch"} if target.system == "linux" else set()  # only the CPU build, found by find-links
            pins = [f"{name}=={version}" for name, version in self.versions.items() if name not in skipped]
            for item in ask_pip(pins, ["--no-deps", *target.options()]):
                self.add(item)
            for name in sorted(missing_on(target, known) - set(self.versions) - elsewhere):
                for item in ask_pip([name], ["--no-deps", *target.options()]):
                    self.add(item, f'sys_platform == "{target.system}"')

    def write(self) -> None:
        for name, (version, hashes) in read_lock(self.path).items():
            if self.versions.get(name) == version:
                self.hashes[name] |= hashes
        lines = [_HEADER]
        for name in sorted(self.versions):
            marker = f" ; {self.markers[name]}" if name in self.markers else ""
            pins = "".join(f" \\\n    --hash=sha256:{digest}" for digest in sorted(self.hashes[name]))
            lines.append(f"{name}=={self.versions[name]}{marker}{pins}\n")
        self.path.write_text("".join(lines), encoding="utf-8", newline="\n")


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = [item for item in ask_pip(project["project"]["dependencies"], []) if item.name not in UNWANTED]
    pins = [f"{item.name}=={item.version}" for item in run if item.name not in SOURCES]
    dev = [item for item in ask_pip([*pins, *project["dependency-groups"]["dev"]], []) if item.name not in UNWANTED]
    build = ask_pip(list(BUILD), [])
    known = {item.name for item in run}
    shares = {
        "run.txt": [item for item in run if item.name not in SOURCES],
        "dev.txt": [item for item in dev if item.name not in known],
        "build.txt": build,
    }
    inherited: list[Found] = []  # of run.txt: dev.txt is installed beside it
    elsewhere: set[str] = set()
    for name, items in shares.items():
        lock = Lock(name)
        for item in items:
            lock.add(item)
        together = name != "build.txt"
        lock.add_targets([*inherited, *items] if together else items, elsewhere if together else set())
        lock.write()
        if name == "run.txt":
            inherited, elsewhere = items, set(lock.versions)
    source = Lock("source.txt")
    for item in run:
        if item.name in SOURCES:
            source.add(item)
    source.write()


if __name__ == "__main__":
    main()
