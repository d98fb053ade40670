"""Over many real articles: what code cuts from them is theirs, letter for letter, tables, items and 단서 too."""

from collections import Counter
from pathlib import Path

import pytest

from app.assist.cut.extract import Extract, extract
from app.assist.cut.units import blocks, row_text
from app.assist.excerpt import undated
from app.assist.sheet import written
from app.assist.verbatim import verbatim
from app.core.answers import Verdict
from app.core.types import Document, DocumentKind, Hit, Source
from app.ingest.parse import parse
from app.ingest.read import read

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "eval" / "corpus"
SUFFIXES = ("은 어떻게 되나요?", "의 기간은 며칠인가요?", "에 해당하는 경우를 모두 알려줘", "의 금액은 얼마인가요?")


def articles() -> list[Hit]:
    found = []
    for folder, every in (("statutes", 9), ("directives", 2)):
        for at, path in enumerate(sorted((CORPUS / folder).glob("*.md"))):
            drawn = any(sign in path.read_text(encoding="utf-8") for sign in ("│", "\n|"))
            if at % every and not drawn:
                continue
            parsed = parse(read(path.read_bytes(), path.name), path.name)
            source = Source(b"rule.md", path.name, "", "md", 0, 0)
            document = Document(path.stem, "", parsed.title, DocumentKind.LAW, source, text=parsed.text)
            found += [Hit(passage, document, 1.0) for passage in parsed.passages if passage.text.strip()][:60]
    return found


def asked(hit: Hit, at: int) -> str:
    """The article's heading, or what a row of its table says."""
    for block in blocks(hit.passage.text):
        for table in block.tables:
            return row_text(table.head, table.rows[at % len(table.rows)])
    return f"{hit.passage.heading or hit.document.title}{SUFFIXES[at % len(SUFFIXES)]}"


def checked(cut: Extract, hits: tuple[Hit, ...]) -> Counter[str]:
    seen: Counter[str] = Counter()
    for pick in cut.picks:
        text = hits[pick.source].passage.text
        for line in pick.lines:
            said = text[slice(*line.span)]
            assert said.strip()
            if line.composed:
                seen["rows"] += 1
                assert all(word.strip(":,") in text for word in line.text.split())
            else:
                seen["lines"] += 1
                assert line.text == undated(said)
                assert all(part in text for part in line.text.split())
        for start, end in pick.quotes:
            assert 0 <= start < end <= len(text)
    told = written(cut, hits).finished()
    for one in told.statements:
        assert one.verdict is not Verdict.UNCHECKED and one.citations
    for citation in told.citations:
        seen["quotations"] += 1
        assert citation.quote and citation.quote in citation.hit.passage.text
        seen["단서"] += "다만," in citation.quote
    return seen


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the statutes to try it on are not here")
def test_every_quotation_cut_from_a_statute_is_a_part_of_it() -> None:
    every = articles()
    seen: Counter[str] = Counter()
    for at, hit in enumerate(every):
        hits = (hit, every[(at + 7) % len(every)])
        cut = extract(asked(hit, at), hits)
        if cut is not None:
            seen += checked(cut, hits)
        whole = verbatim(hits, (hit,), 0)
        assert whole is not None
        assert all(citation.quote in hit.passage.text for citation in whole.citations)
    assert seen["quotations"] > 500 and seen["단서"] > 20 and seen["rows"] > 0, seen
