"""The review appendix prints what was found, and nothing is left out."""

from datetime import date

from app.core.drafts import Draft, Letter, Part
from app.core.findings import Finding, Severity
from app.letters import appendix
from app.letters.appendix import Review
from app.letters.composing import compose
from app.letters.facts.footing import footings
from app.letters.facts.tracing import traces
from tests.fakes.right_drafts import right_drafts


def made(text_change: tuple[str, str] = ("", ""), model: str = "") -> str:
    one = next(one for one in right_drafts() if one.name == "지체상금")
    text = one.text.replace(*text_change) if text_change[0] else one.text
    letter = Letter("external", {"title": "지체상금 납부"})
    draft = Draft(0, letter, bases=one.sources.bases, computations=one.sources.computations, model=model)
    findings = (Finding("R13", Severity.ERROR, "영 제7조제5항", "x", (0, 1)),)
    review = Review(text, footings(text, one.sources), traces(text, one.sources), findings)
    sheet = appendix.sheet(draft, review, date(2026, 6, 11))
    assert {line.part for line in sheet.lines} == {Part.TITLE, Part.BYLINE, Part.BODY, Part.TABLE}
    return compose.plain(sheet)


def test_a_right_draft() -> None:
    text = made()
    assert text.startswith("검토 부록: 지체상금 납부\n검토일: 2026. 6. 11.")
    assert "모델을 쓰지 않음" in text
    assert "| 지체 일수: 10일 | 메모 3행 | 납기 5월 29일" in text
    assert "| 지체상금 | 금425,000원(금사십이만오천원) | 4,250만원의 1천분의 1에 10일을 곱함 |" in text
    assert "3. 출처를 찾지 못한 사실\n  없음" in text
    assert "법령에 어긋난 곳 1건, 편람과 다른 곳 0건" in text
    assert "| 「지역 계약 사무 규정」 제30조 | 제30조(지체상금) ① 계약상대자가" in text


def test_an_untraced_fact_stands_in_it() -> None:
    text = made(("지체 일수: 10일", "지체 일수: 12일"), model="작은 모델")
    assert "| 1 | 12일 | 라. 지체 일수: 12일 |" in text
    assert "문안: 작은 모델" in text
