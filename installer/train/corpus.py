"""The statutes as articles with the windows that the encoder sees, kept as one JSON file per work folder."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `path` is relative to the statutes folder; `windows` are what is encoded, never empty."""

    path: str
    title: str
    label: str
    heading: str
    text: str
    windows: tuple[str, ...]

    @property
    def law(self) -> str:
        """The folder that a law shares with its decree and rule: what is split by."""
        return law_of(self.path)


@dataclass(frozen=True, slots=True)
class Question:
    """A written question and the article that answers it."""

    id: str
    path: str
    article: str
    text: str
    style: str

    @property
    def law(self) -> str:
        return law_of(self.path)


def law_of(path: str) -> str:
    """`kr/군인사법/시행령.md` -> `kr/군인사법`."""
    return PurePosixPath(path).parent.as_posix()


def questions(file: Path) -> list[Question]:
    """Raises OSError, ValueError, KeyError."""
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return [Question(r["id"], r["path"], r["article"], r["question"], r.get("style", "")) for r in rows]


def articles(statutes: Path, kept: Path) -> list[Article]:
    """Every 조 and 별표 below `statutes` (no 부칙), read once and kept in the file `kept`. Raises OSError."""
    if not kept.exists():
        beside = kept.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as stream:
            for article in _read(statutes):
                stream.write(json.dumps(asdict(article), ensure_ascii=False) + "\n")
        beside.replace(kept)
    return list(load(kept))


def load(kept: Path) -> Iterator[Article]:
    with kept.open(encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            yield Article(**{**row, "windows": tuple(row["windows"])})


def _read(statutes: Path) -> Iterable[Article]:
    from app.core.types import Document, Source
    from app.ingest.parse import parse
    from app.ingest.read import read
    from app.search.windows import windows

    for file in sorted(statutes.rglob("*.md")):
        parsed = parse(read(file.read_bytes(), file.name), file.name)
        path = file.relative_to(statutes).as_posix()
        source = Source(b"", path, "", parsed.format, 0, 0)
        document = Document("", "", parsed.title, parsed.kind, source)
        for passage in parsed.passages:
            if not passage.locator.supplement:
                pieces = tuple(windows(document, passage))
                yield Article(path, parsed.title, passage.locator.label, passage.heading, passage.text, pieces)
