"""Against the evaluation corpus beside the repository, where there is one: every article, in every format."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import AppError
from app.core.locator import NONE
from app.core.types import Passage
from app.ingest.parse import parse
from app.ingest.read import read

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "eval" / "corpus"

pytestmark = pytest.mark.skipif(
    not (CORPUS / "manifest.json").is_file(), reason="no evaluation corpus beside the repository"
)

HEADING = re.compile(r"#{2,6}\s*(제\d+조(?:의\d+)?)\s*(?:\(.*\))?\s*$")


def documents() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((CORPUS / "manifest.json").read_text(encoding="utf-8"))["documents"]
    return found


def articles(file: str) -> dict[str, Passage]:
    path = CORPUS / file
    found: dict[str, Passage] = {}
    for passage in parse(read(path.read_bytes(), path.name), path.name).passages:
        place = passage.locator
        if place.article != NONE and not place.supplement and not place.annex_kind:
            found.setdefault(place.label, passage)
    return found


def headings(file: str) -> list[str]:
    """The labels of the body's articles as they stand in the Markdown, each once, in order."""
    body = re.split(r"(?m)^#+\s*부\s*칙", (CORPUS / file).read_text(encoding="utf-8"))[0]
    return list(dict.fromkeys(m[1] for line in body.split("\n") if (m := HEADING.match(line.strip()))))


def bare(text: str) -> str:
    return re.sub(r"[\s│┃┌┐└┘├┤┬┴┼─━|]", "", text)


def test_every_article_of_the_markdown_is_a_passage() -> None:
    for document in documents():
        if document["format"] == "md":
            found = articles(document["file"])
            assert list(found) == headings(document["file"]), document["file"]


def test_copies_in_other_formats_give_the_same_articles_and_text() -> None:
    twins = {d["doc_id"]: d["file"] for d in documents() if d["format"] == "md"}
    for document in documents():
        if document["format"] != "md":
            copy, twin = articles(document["file"]), articles(twins[document["doc_id"]])
            assert list(copy) == list(twin), document["file"]
            for label, passage in copy.items():
                assert bare(passage.text) == bare(twin[label].text), (document["file"], label)


def test_the_bad_files_get_their_codes() -> None:
    codes = {}
    for path in sorted((CORPUS / "robustness").iterdir()):
        try:
            extract = read(path.read_bytes(), path.name)
            told = ",".join(code for code, _ in extract.warnings)
            codes[path.name] = told or ("scanned" if extract.scanned else "read")
        except AppError as error:
            codes[path.name] = error.code
    assert sorted(codes.values()) == ["ING-003", "ING-004", "ING-005", "ING-006", "ING-007", "read", "scanned"]
