"""What is in the frozen folder: Python packages, native libraries, models and fonts, each with its licence."""

import hashlib
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from PyInstaller.archive.readers import CArchiveReader  # type: ignore[import-untyped]

from installer.frozen import slim
from installer.steps.say import Stop

_NATIVE = re.compile(r".*(\.so(\.[0-9.]+)?|\.dll|\.pyd|\.exe)$")
_SPELLING = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "The MIT License (MIT)": "MIT",
}
_STDLIB = "python3."
"""The folder of Python's own modules, by the start of its name."""


@dataclass(frozen=True, slots=True)
class Package:
    """A Python package; `texts` are (file name, licence text) of its own metadata."""

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Native:
    """A library in machine code; `owner` is the Python package that brought it, empty for the system's and our own."""

    path: str
    sha256: str
    licence: str
    owner: str


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's or a font's file: in the program when `inside`, else in a component of the bundle."""

    id: str
    file: str
    sha256: str
    licence: str
    origin: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Stock:
    version: str
    packages: tuple[Package, ...]
    natives: tuple[Native, ...]
    weights: tuple[Weights, ...]


def taken(root: Path, folder: Path) -> Stock:
    """Take stock of `folder`. Everything sorted, so that it is the same each time."""
    known = _known()
    owned = {dist: _owners(dist) for dist in sorted(distributions(), key=lambda dist: dist.name.lower())}
    inside = _modules(folder)
    data = folder / slim.DATA
    tops = inside | {path.name.split(".")[0] for path in data.iterdir()}
    used = [dist for dist, names in owned.items() if names & tops and dist.name.lower() not in _WORKSHOP]
    packages = tuple(_package(dist, known["packages"]) for dist in used)
    by_top = {name: dist.name for dist in used for name in owned[dist]}
    licences = {package.name: package.licence for package in packages}
    natives = _natives(folder, by_top, licences, known["natives"])
    return Stock(_version(root), packages, natives, _weights(root, folder))


def taken_beside(root: Path, part: Path) -> Stock:
    """The same of a component that holds libraries alone. Raises Stop."""
    known = _known()["natives"]
    files = [path for path in sorted(part.iterdir()) if _NATIVE.fullmatch(path.name)]
    natives = [Native(path.name, _sha256(path), _by_name(path.name, known), "") for path in files]
    return Stock(_version(root), (), _licensed(natives), ())


def _known() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "licences.toml").read_text(encoding="utf-8"))


def _version(root: Path) -> str:
    return str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


_WORKSHOP = {"pyinstaller", "pyinstaller-hooks-contrib", "setuptools", "pip"}


def _modules(folder: Path) -> set[str]:
    """Top-level names of the modules inside the program."""
    (program,) = (path for path in folder.iterdir() if path.is_file())
    names = CArchiveReader(str(program)).open_embedded_archive("PYZ.pyz").toc
    return {name.split(".")[0] for name in names} - set(sys.stdlib_module_names)


def _owners(dist: Distribution) -> set[str]:
    """Top-level names in site-packages that the distribution brought."""
    tops = {path.parts[0].split(".")[0] for path in dist.files or () if path.parts[0] not in ("..", "__pycache__")}
    return {name for name in tops if "-" not in name}


def _package(dist: Distribution, known: dict[str, str]) -> Package:
    licence = known.get(dist.name.lower().replace("_", "-")) or _licence(dist)
    texts = []
    for path in sorted(dist.files or (), key=str):
        paper = "licenses" in path.parts or re.search(r"(?i)licen[cs]e|copying|notice|authors", path.name)
        if ".dist-info" in path.parts[0] and paper:
            place = Path(str(dist.locate_file(path)))
            if place.is_file():
                texts.append((path.name, place.read_text(encoding="utf-8", errors="replace")))
    if licence == "LGPL-3.0-only" and not texts:
        texts.append(("LGPL-3.0", _lgpl()))
    return Package(dist.name, dist.version, licence, tuple(texts))


def _lgpl() -> str:
    """The licence's text, which Qt's wheels leave out: from a package of the build that has it. Raises Stop."""
    for dist in distributions():
        for path in dist.files or ():
            if path.name == "LICENSE" and "autocommand" in str(path):
                text = Path(str(dist.locate_file(path))).read_text(encoding="utf-8")
                if "LESSER GENERAL PUBLIC LICENSE" in text:
                    return text
    raise Stop("LGPL의 본문을 찾지 못했습니다.", "The text of the LGPL was not found.")


def _licence(dist: Distribution) -> str:
    told = dist.metadata
    for name in ("License-Expression", "License"):
        value = str(told[name]).strip() if name in told else ""
        if value and len(value) < 80 and "\n" not in value and value != "UNKNOWN":
            return _SPELLING.get(value, value)
    for line in told.get_all("Classifier") or ():
        if line.startswith("License ::") and not line.endswith("OSI Approved"):
            name = str(line).rsplit(" :: ", 1)[1]
            return _SPELLING.get(name, name)
    return ""


def _natives(
    folder: Path, by_top: dict[str, str], licences: dict[str, str], known: dict[str, str]
) -> tuple[Native, ...]:
    """Raises Stop for one whose licence nobody has looked up."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and (_NATIVE.fullmatch(path.name) or path.parent == folder):
            name = path.relative_to(folder).as_posix()
            inner = path.relative_to(folder / slim.DATA).parts[0] if slim.DATA in name else ""
            owner = by_top.get(inner.split(".")[0], "")
            licence = _by_name(path.name, known) or licences.get(owner, "")
            licence = licence or ("PSF-2.0" if inner.startswith(_STDLIB) else "")
            found.append(Native(name, _sha256(path), licence, owner))
    return _licensed(found)


def _by_name(name: str, known: dict[str, str]) -> str:
    return next((known[key] for key in known if re.fullmatch(key, name)), "")


def _licensed(natives: list[Native]) -> tuple[Native, ...]:
    if nameless := [native.path for native in natives if not native.licence]:
        raise Stop("사용 허락을 모르는 파일입니다.", "Files without a known licence.", "\n".join(nameless))
    return tuple(natives)


def _weights(root: Path, folder: Path) -> tuple[Weights, ...]:
    catalogue = tomllib.loads((root / "models" / "catalog.toml").read_text(encoding="utf-8"))
    found = []
    for model in catalogue["model"]:
        for file in [model, *model.get("extra", [])]:
            name = f"{model['id']}/{file['file']}"
            found.append(Weights(model["id"], name, file["sha256"], model["licence"], model["origin"], inside=False))
    data = folder / slim.DATA
    for pattern, identity, licence, origin in _SHIPPED:
        for path in sorted(data.glob(pattern)):
            place = path.relative_to(data).as_posix()
            found.append(Weights(identity, place, _sha256(path), licence, origin, inside=True))
    return tuple(found)


_SHIPPED = (
    ("kiwipiepy_model/*.*", "kiwi-model", "Apache-2.0", "bab2min/Kiwi, PyPI kiwipiepy_model"),
    ("models/ranking/*.json", "munjigi-ranking", "Apache-2.0", "this project"),
    ("assets/fonts/*.[ot]tf", "NotoSansKR", "OFL-1.1", "Noto CJK"),
)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
