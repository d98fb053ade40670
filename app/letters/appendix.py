"""The review appendix (검토 부록) of a draft: what each sentence stands on, for who checks it before it is signed.

A sheet like any other, so that it prints and exports as a letter does. No statute asks for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.core.drafts import Basis, Computation, Draft, Line, Part, Provenance, Sheet, Table
from app.core.findings import Finding, Footing, Severity, Trace
from app.core.official.dates import written

TITLE = "검토 부록"
_SOURCES = {
    Provenance.NOTES: "메모 {where}행",
    Provenance.ARTICLE: "{where}",
    Provenance.COMPUTED: "계산",
    Provenance.DEFAULT: "기관 기본값",
    Provenance.USER: "작성자 확인 값",
}
_JUDGEMENT = "작성자 판단"
_NONE = "없음"


@dataclass(frozen=True, slots=True)
class Review:
    """What was found in a draft: all spans are of `text`, the draft as it prints."""

    text: str
    footings: Sequence[Footing]
    traces: Sequence[Trace]
    findings: Sequence[Finding]


def sheet(draft: Draft, review: Review, day: date) -> Sheet:
    """`day` is when it was checked."""
    title = draft.letter.fields.get("title", "")
    lines = (
        Line(Part.TITLE, f"{TITLE}: {title}" if title else TITLE),
        Line(Part.BYLINE, f"검토일: {written(day)}  문안: {draft.model or '모델을 쓰지 않음'}"),
        *_numbered(_sections(draft, review)),
    )
    return Sheet(form=draft.letter.form, lines=lines, title=f"{TITLE}: {title}" if title else TITLE)


def _sections(draft: Draft, review: Review) -> Iterator[tuple[str, list[Line]]]:
    yield "문장별 근거", [_sentences(review)]
    yield "계산", _computations(draft.computations)
    yield "출처를 찾지 못한 사실", _untraced(review)
    yield "규칙 점검", [_findings(review.findings)]
    yield "인용한 조문", _articles(draft.bases)


def _numbered(sections: Iterator[tuple[str, list[Line]]]) -> Iterator[Line]:
    for number, (heading, lines) in enumerate(sections, 1):
        yield Line(Part.BODY, heading, mark=f"{number}.", level=1)
        yield from lines


def _sentences(review: Review) -> Line:
    rows = [("번호", "문장", "근거", "근거의 내용")]
    for number, one in enumerate(review.footings, 1):
        rows.append((str(number), _line(review.text[slice(*one.span)]), source(one), _line(one.quote)))
    return _table(rows)


def source(footing: Footing) -> str:
    """What a sentence stands on, in words: `메모 3행`, `「물품관리법」 제3조`, `작성자 판단`."""
    if footing.provenance not in _SOURCES or not footing.quote:
        return _JUDGEMENT
    return _SOURCES[footing.provenance].format(where=footing.where)


def _computations(computations: Sequence[Computation]) -> list[Line]:
    if not computations:
        return [_said(_NONE)]
    rows = [("항목", "결과", "계산", "근거")]
    rows += [(_line(one.label), _line(one.result), _line(one.formula), one.basis or _NONE) for one in computations]
    return [_table(rows)]


def _untraced(review: Review) -> list[Line]:
    """With the words around each, so that it is found on paper."""
    missing = [one for one in review.traces if one.provenance is Provenance.MISSING]
    if not missing:
        return [_said(_NONE)]
    rows = [("번호", "사실", "있는 곳")]
    rows += [(str(at), _line(one.text), _around(review.text, one)) for at, one in enumerate(missing, 1)]
    return [_table(rows)]


def _around(text: str, trace: Trace) -> str:
    start = text.rfind("\n", 0, trace.span[0]) + 1
    end = text.find("\n", trace.span[1])
    return _line(text[max(start, trace.span[0] - 30) : min(end if end >= 0 else len(text), trace.span[1] + 30)])


def _findings(findings: Sequence[Finding]) -> Line:
    errors = sum(one.severity is Severity.ERROR for one in findings)
    return _said(f"법령에 어긋난 곳 {errors}건, 편람과 다른 곳 {len(findings) - errors}건")


def _articles(bases: Sequence[Basis]) -> list[Line]:
    chosen = [one for one in bases if one.chosen]
    if not chosen:
        return [_said(_NONE)]
    return [_table([("조문", "내용"), *((one.place, _line(one.text or one.quote)) for one in chosen)])]


def _said(text: str) -> Line:
    return Line(Part.BODY, text, level=2)


def _table(rows: Sequence[tuple[str, ...]]) -> Line:
    return Line(Part.TABLE, "", level=1, table=Table(tuple(rows)))


def _line(text: str) -> str:
    return " ".join(text.split())
