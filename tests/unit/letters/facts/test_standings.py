"""Each sentence stands on an article, a note, a computation, or its writer."""

from datetime import date

from app.core.drafts import Provenance
from app.letters.facts.sources import Sources
from app.letters.facts.standing import sentences, standings
from tests.fakes.right_drafts import RightDraft, right_drafts


def draft(name: str) -> RightDraft:
    return next(one for one in right_drafts() if one.name == name)


def stands(one: RightDraft) -> dict[str, tuple[Provenance, str]]:
    return {one.text[slice(*found.span)]: (found.provenance, found.where) for found in standings(one.text, one.sources)}


def test_a_letter() -> None:
    found = stands(draft("지체상금"))
    assert found["책상 납품 지체에 따른 지체상금 납부 요청"] == (Provenance.USER, "")
    assert found["납품일: 2026. 6. 8.(월)"] == (Provenance.NOTES, "3")
    assert found["지체상금: 금425,000원(금사십이만오천원)"][0] is Provenance.COMPUTED
    place = "「지역 계약 사무 규정」 제30조제1항"
    assert found["관련: 회계과-1187, 「지역 계약 사무 규정」 제30조제1항"] == (Provenance.ARTICLE, place)
    assert not any(text.startswith(("수신", "(경유)")) for text in found)


def test_the_quotation_is_of_the_clause() -> None:
    one = draft("불용 처분")
    found = {one.text[slice(*held.span)]: held for held in standings(one.text, one.sources)}
    held = found["개인정보가 저장된 물품은 저장 장치를 제거하지 아니하고 매각하여서는 아니 됩니다"]
    assert held.where == "「가람군 물품 관리 규정」 제12조제4항"
    assert held.quote in one.sources.bases[0].text


def test_what_nobody_said_is_the_writers_judgement() -> None:
    text = "1. 귀 기관의 무궁한 발전을 기원합니다.\n2. 회의를 3일 동안 엽니다."
    found = standings(text, Sources("회의 3일 동안", today=date(2026, 3, 2)))
    assert [one.provenance for one in found] == [Provenance.USER, Provenance.NOTES]
    assert found[0].quote == ""


def test_sentences_are_without_marks_heads_and_ends() -> None:
    text = "수신  총무과장\n제목  점검 안내\n\n1. 첫 문장입니다. 둘째 문장입니다.\n  가. 일시: 2026. 3. 3.  끝.\n"
    assert [text[slice(*span)] for span in sentences(text)] == [
        "점검 안내",
        "첫 문장입니다",
        "둘째 문장입니다",
        "일시: 2026. 3. 3.",
    ]


def test_right_drafts_stand_mostly_on_their_sources() -> None:
    own = every = 0
    for one in right_drafts():
        found = standings(one.text, one.sources)
        assert any(held.provenance is not Provenance.USER for held in found), one.name
        own += sum(held.provenance is Provenance.USER for held in found)
        every += len(found)
    assert own < every * 0.35
