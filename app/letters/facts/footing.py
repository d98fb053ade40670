"""What each sentence of a draft stands on: an article, a line of the notes, a computation, its writer's judgement."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.core import clauses, titles
from app.core.drafts import Provenance
from app.core.findings import FactKind, Footing, Trace
from app.core.locator import Locator
from app.core.types import Span
from app.letters.facts.frame import BLANK, masked
from app.letters.facts.sources import Sources, passages
from app.letters.facts.tracing import traces

_HEAD = re.compile(
    r"^\s*(?:수\s*신(?:\s*자)?|\(?경\s*유\)?|발\s*신|시\s*행|접\s*수|우\s*(?=[\d\[])|우편번호|주\s*소|전\s*화|전화번호"
    r"|팩\s*스|홈페이지|협\s*조\s*자|기\s*안|검\s*토|결\s*재)(?=[\s:：)\d\[]|$)"
)
_TITLE = re.compile(r"\s*제\s*목\s*[:：]?\s+")
_HEADING = re.compile(r"[^다음함임됨\d:：]{1,14}")
_ENDS = re.compile(r"(?<=[다음함임됨요오])\.(?=\s|$)|\n+")
_FINISH = re.compile(r"\s*끝\s*\.?\s*$")
_LETTERS = re.compile(r"[^가-힣A-Za-z0-9%]")
_ARTICLE = re.compile(r"제\d+조(?:의\d+)?")
_CLAUSE = re.compile(r"제\s?\d+\s?항(?:\s?제\s?\d+\s?호(?:의\s?\d+)?)?|(?<=조)제\d+호(?:의\d+)?")
_QUOTE = 240
_BY_NOTES, _BY_ARTICLE, _BY_WHOLE_NOTE = 0.5, 0.5, 0.75
"""Parts of a sentence's letter pairs that its source must have; the last one of a note's that the sentence has."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause of an article, a line of the notes, a computation, with its letter pairs. Of a clause `article` is its
    article's place, `clause` its own within it (`제3항제1호`)."""

    provenance: Provenance
    where: str
    text: str
    pairs: frozenset[str]
    article: str = ""
    clause: str = ""


def footings(text: str, sources: Sources, traced: tuple[Trace, ...] | None = None) -> tuple[Footing, ...]:
    """One for each sentence of the title and the body; USER is the writer's own judgement (작성자 판단).

    `traced` are the traces of the text, where they are known already.
    """
    facts = traces(text, sources) if traced is None else traced
    pieces = list(_pieces(sources))
    own = set(sources.defaults.values())
    places = (span for span in sentences(text, sources.frame) if text[slice(*span)] not in own)
    return tuple(_footing(text, span, _within(facts, span), pieces) for span in places)


def sentences(text: str, printed: str = "") -> Iterator[Span]:
    """Sentences and items without their marks, in order; 두문 and 결문 have none."""
    bare = masked(text, printed)
    start = 0
    for end, after in (*(match.span() for match in _ENDS.finditer(text)), (len(text), len(text))):
        line = bare[start:end]
        finish = _FINISH.search(line)
        stop = start + finish.start() if finish else end
        first = start + len(line) - len(line.lstrip(f"{BLANK} \t\u3000□○◦ㆍ·-*※"))
        title = _TITLE.match(text, first, stop)
        first = title.end() if title is not None else first
        words = text[first:stop].strip()
        heading = title is None and start > 0 and _HEADING.fullmatch(words) and len(_LETTERS.sub("", words)) <= 8
        if len(_pairs(words)) >= 3 and not heading and not _HEAD.match(text[start:end]):
            yield first, first + len(text[first:stop].rstrip())
        start = after


def _pieces(sources: Sources) -> Iterator[_Piece]:
    for passage in passages(sources):
        if passage.provenance is not Provenance.ARTICLE and passage.provenance is not Provenance.COMPUTED:
            yield _Piece(passage.provenance, passage.where, passage.text.strip(), _pairs(passage.text))
    for one in sources.computations:
        yield _Piece(Provenance.COMPUTED, one.formula, one.formula, _pairs(f"{one.label}{one.result}"))
    for basis in sources.bases:
        whole = basis.text or basis.quote
        parts = [(clause.locator, whole[clause.start : clause.end]) for clause in clauses.clauses(whole)]
        parts = parts or [(Locator(), whole[clauses.body_start(whole) :])]
        article = _article(basis.place)
        for place, words in parts:
            where = article + place.clause if place.clause else basis.place
            yield _Piece(Provenance.ARTICLE, where, words.strip(), _pairs(words), article, place.clause)


def _article(place: str) -> str:
    """「제목」 제21조 of a place within it; a 별표 stays as it is."""
    bracket = place.find("」")
    found = _ARTICLE.search(place, max(bracket, 0))
    return place[: found.end()] if found is not None else place


def _pairs(text: str) -> frozenset[str]:
    letters = _LETTERS.sub("", text)
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _within(facts: tuple[Trace, ...], span: Span) -> list[Trace]:
    return [one for one in facts if span[0] <= one.span[0] and one.span[1] <= span[1]]


def _footing(text: str, span: Span, facts: list[Trace], pieces: list[_Piece]) -> Footing:
    pairs = _pairs(text[slice(*span)])
    piece = _closest(pairs, pieces) or _computed(facts, pieces) or _cited(facts, pairs, pieces) or _noted(facts, pieces)
    if piece is not None and piece.article and not _is_cited(piece, facts):
        piece = _cited(facts, pairs, pieces) or piece
    if piece is None:
        return Footing(span, Provenance.USER)
    return Footing(span, piece.provenance, piece.where, piece.text[:_QUOTE])


def _computed(facts: list[Trace], pieces: list[_Piece]) -> _Piece | None:
    told = [one.where for one in facts if one.provenance is Provenance.COMPUTED]
    return next((one for one in pieces if one.provenance is Provenance.COMPUTED and one.where in told), None)


def _closest(pairs: frozenset[str], pieces: list[_Piece]) -> _Piece | None:
    best, most = None, 0.0
    for piece in pieces:
        shared = len(pairs & piece.pairs)
        share = shared / len(pairs)
        enough = share >= (_BY_ARTICLE if piece.provenance is Provenance.ARTICLE else _BY_NOTES)
        whole = len(piece.pairs) >= 6 and shared / len(piece.pairs) >= _BY_WHOLE_NOTE
        if (enough or whole) and max(share, shared / max(6, len(piece.pairs))) > most:
            best, most = piece, max(share, shared / max(6, len(piece.pairs)))
    return best


def _is_cited(piece: _Piece, facts: list[Trace]) -> bool:
    """Whether the sentence names the clause itself."""
    return bool(piece.clause) and any(
        titles.key(_article(one.where)) == titles.key(piece.article) and piece.clause in _clauses(one)
        for one in facts
        if one.kind is FactKind.ARTICLE
    )


def _cited(facts: list[Trace], pairs: frozenset[str], pieces: list[_Piece]) -> _Piece | None:
    """Of a named article the clause that is named, or the one that shares most with the sentence."""
    cited = [one for one in facts if one.kind is FactKind.ARTICLE and one.where]
    named = {titles.key(_article(one.where)) for one in cited}
    held = [one for one in pieces if one.article and titles.key(one.article) in named]
    places = {place for one in cited for place in _clauses(one)}
    held = [one for one in held if one.clause in places] or held
    return max(held, key=lambda one: len(pairs & one.pairs), default=None)


def _clauses(cited: Trace) -> list[str]:
    """`제3항`, `제3항제1호` as the text names them."""
    return ["".join(place.split()) for place in _CLAUSE.findall(cited.text)]


def _noted(facts: list[Trace], pieces: list[_Piece]) -> _Piece | None:
    """The line of the notes that the first of its facts comes from."""
    told = [(one.provenance, one.where) for one in facts]
    ours = (Provenance.NOTES, Provenance.USER, Provenance.DEFAULT)
    return next((one for one in pieces if one.provenance in ours and (one.provenance, one.where) in told), None)
