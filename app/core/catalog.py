"""models/catalog.toml: which models there are, and whether the files on disk are those.

A model is data: nothing is loaded whose size and SHA-256 are not the catalogue's. There are three catalogues of one
form: the program's, those of models in an installed bundle, one beside each (`models/<id>/catalog.toml`), and the
site's in the workspace (`munjigi model add`). The later can add models and never replace one.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.errors import CatalogDamaged, ModelDamaged, ModelMissing, ModelUnknown

FILE = "catalog.toml"
CHAT, ADAPTER = "chat", "adapter"

_CHUNK = 1 << 20
_SITE_ROLES = (CHAT, ADAPTER)
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """`path` is relative to the model's folder; `sha256` is lower-case hex."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ChatFormat:
    """The fixed strings of a chat template. Only they are read as control tokens, never the text of a turn.

    `begin` comes before the first turn; `openings` and `closings` stand around a turn, by role (`system`, `user`,
    `assistant`); `reply` opens the turn that the model writes.
    """

    id: str
    begin: str
    openings: Mapping[str, str]
    closings: Mapping[str, str]
    reply: str


@dataclass(frozen=True, slots=True)
class Model:
    """One catalogue entry. `folder` is absolute; `files[0]` is the weights.

    `context` is in tokens, `min_memory_mib` in MiB of free memory. `format` is None for a model that does not chat.
    `base` is the id of the model that an adapter (LoRA) was made for, `scale` how strongly it works. `site`: it was
    added here and did not come with the program.
    """

    id: str
    role: str
    default: bool
    folder: Path
    files: tuple[ModelFile, ...]
    licence: str
    origin: str
    context: int
    quantisation: str
    min_memory_mib: int
    chat_template_sha256: str
    format: ChatFormat | None = None
    architecture: str = ""
    base: str = ""
    scale: float = 1.0
    site: bool = False

    @property
    def weights(self) -> Path:
        return self.folder / self.files[0].path

    def missing(self) -> bool:
        return any(not (self.folder / file.path).is_file() for file in self.files)

    def verify(
        self, progress: Callable[[int], None] = lambda _bytes: None, only: Collection[str] | None = None
    ) -> None:
        """Hash every file, or `only` those that will be read. `progress` gets bytes read.

        Raises ModelMissing, also for a name in `only` that the catalogue does not list, or ModelDamaged.
        """
        wanted = [file for file in self.files if only is None or file.path in only]
        for file in wanted:
            self._verify_file(file, progress)
        for name in sorted(set(only or ()) - {file.path for file in wanted}):
            raise ModelMissing(model=self.id, name=name)

    def _verify_file(self, file: ModelFile, progress: Callable[[int], None]) -> None:
        path = self.folder / file.path
        digest = hashlib.sha256()
        try:
            if path.stat().st_size != file.bytes:
                raise ModelDamaged(model=self.id, name=file.path)
            with path.open("rb") as stream:
                while block := stream.read(_CHUNK):
                    digest.update(block)
                    progress(len(block))
        except FileNotFoundError as error:
            raise ModelMissing(model=self.id, name=file.path) from error
        except OSError as error:
            raise ModelDamaged(model=self.id, name=file.path) from error
        if digest.hexdigest() != file.sha256:
            raise ModelDamaged(model=self.id, name=file.path)


@dataclass(frozen=True, slots=True)
class Catalog:
    models: tuple[Model, ...]
    formats: Mapping[str, ChatFormat] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path, site: Path | None = None, parts: Sequence[Path] = ()) -> "Catalog":
        """Read `folder/catalog.toml`, that of each folder in `parts`, and `site/catalog.toml` where there is one.

        What the program brings comes first, then what its bundle does: a later model or format of the same id is
        passed over. A part named like a model of the program holds that model's files. Raises CatalogDamaged.
        """
        own = cls._read(folder)
        for part in parts:
            own = own._with_part(part)
        if site is None or not (site / FILE).exists():
            return own
        read = cls._read(site, own.formats, site=True)
        return own._with(replace(read, models=tuple(replace(one, default=False, site=True) for one in read.models)))

    def _with_part(self, part: Path) -> "Catalog":
        """With the model of an installed bundle. One that its signers made the default of its role is it."""
        if any(model.id == part.name for model in self.models):
            moved = (replace(model, folder=part) if model.id == part.name else model for model in self.models)
            return replace(self, models=tuple(moved))
        read = self._read(part, self.formats, site=True)
        if [model.id for model in read.models] != [part.name]:
            raise CatalogDamaged(name=str(part / FILE))
        brought = replace(read.models[0], folder=part, site=False)
        own = (
            replace(one, default=False) if brought.default and one.role == brought.role else one for one in self.models
        )
        return Catalog((*own, brought), read.formats)

    @classmethod
    def _read(cls, folder: Path, known: Mapping[str, ChatFormat] | None = None, *, site: bool = False) -> "Catalog":
        try:
            data = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
            formats = {str(entry["id"]): _format(entry) for entry in _tables(data.get("format", []))}
            formats |= known or {}
            models = tuple(
                _model(entry, folder, formats) for entry in _tables(data.get("model", []) if site else data["model"])
            )
            return cls(tuple(_checked(model) for model in models) if site else models, formats)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
            raise CatalogDamaged(name=str(folder / FILE) if site else FILE) from error

    def _with(self, site: "Catalog") -> "Catalog":
        own = {model.id for model in self.models}
        return Catalog((*self.models, *(model for model in site.models if model.id not in own)), site.formats)

    def get(self, model_id: str) -> Model:
        for model in self.models:
            if model.id == model_id:
                return model
        raise ModelUnknown(model=model_id)

    def choose(self, role: str, model_id: str = "") -> Model:
        """The named model, or the role's default. Raises ModelUnknown."""
        if model_id:
            return self.get(model_id)
        for model in self.models:
            if model.role == role and model.default:
                return model
        raise ModelUnknown(model=role)


def _checked(model: Model) -> Model:
    """An entry that is not the program's own: a role that a site may fill, one file in its own folder. Raises
    ValueError."""
    (file,) = model.files
    plain = Path(file.path).name == file.path and file.path not in ("", ".", "..") and "\\" not in file.path
    if not plain or model.role not in _SITE_ROLES or not _ID.fullmatch(model.id) or not _SHA256.fullmatch(file.sha256):
        raise ValueError(model.id)
    return model


def _model(entry: dict[str, object], folder: Path, formats: Mapping[str, ChatFormat]) -> Model:
    model_id = str(entry["id"])
    files = [entry, *_tables(entry.get("extra", []))]
    return Model(
        id=model_id,
        role=str(entry["role"]),
        default=bool(entry.get("default", False)),
        folder=folder / model_id,
        files=tuple(ModelFile(str(file["file"]), int(str(file["bytes"])), str(file["sha256"])) for file in files),
        licence=str(entry["licence"]),
        origin=str(entry["origin"]),
        context=int(str(entry["context"])),
        quantisation=str(entry["quantisation"]),
        min_memory_mib=int(str(entry["min_memory_mib"])),
        chat_template_sha256=str(entry.get("chat_template_sha256", "")),
        format=formats[str(entry["chat_format"])] if "chat_format" in entry else None,
        architecture=str(entry.get("architecture", "")),
        base=str(entry.get("base", "")),
        scale=float(str(entry.get("scale", 1.0))),
    )


def _format(entry: dict[str, object]) -> ChatFormat:
    return ChatFormat(
        id=str(entry["id"]),
        begin=str(entry["begin"]),
        openings=_strings(entry["openings"]),
        closings=_strings(entry["closings"]),
        reply=str(entry["reply"]),
    )


def _strings(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return {str(name): str(text) for name, text in value.items()}


def _tables(value: object) -> list[dict[str, object]]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value
