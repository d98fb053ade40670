"""Each sentence stands on an article, a note, a computation, or its writer."""

from datetime import date

from app.core.drafts import Basis, Provenance
from app.letters.facts.footing import footings, sentences
from app.letters.facts.sources import Sources
from tests.fakes.right_drafts import RightDraft, right_drafts


def draft(name: str) -> RightDraft:
    return next(one for one in right_drafts() if one.name == name)


def stands(one: RightDraft) -> dict[str, tuple[Provenance, str]]:
    return {one.text[slice(*found.span)]: (found.provenance, found.where) for found in footings(one.text, one.sources)}


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
    found = {one.text[slice(*held.span)]: held for held in footings(one.text, one.sources)}
    held = found["개인정보가 저장된 물품은 저장 장치를 제거하지 아니하고 매각하여서는 아니 됩니다"]
    assert held.where == "「가람군 물품 관리 규정」 제12조제4항"
    assert held.quote in one.sources.bases[0].text


def test_what_nobody_said_is_the_writers_judgement() -> None:
    text = "1. 귀 기관의 무궁한 발전을 기원합니다.\n2. 회의를 3일 동안 엽니다."
    found = footings(text, Sources("회의 3일 동안", today=date(2026, 3, 2)))
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
        found = footings(one.text, one.sources)
        assert any(held.provenance is not Provenance.USER for held in found), one.name
        own += sum(held.provenance is Provenance.USER for held in found)
        every += len(found)
    assert own < every * 0.35


ERASURE = (
    "제13조(개인정보의 파기) ① 개인정보처리자는 보유 기간이 지난 개인정보를 지체 없이 파기하여야 한다.\n"
    "② 제1항에 따라 파기할 때에는 복구되지 아니하도록 조치하여야 한다.\n"
    "③ 개인정보의 파기 방법과 절차는 다음 각 호와 같다.\n1. 파기 계획을 수립할 것\n2. 파기 결과를 제출할 것"
)


def cited(article: str, text: str) -> tuple[str, str]:
    basis = Basis("a", "가람군 개인정보 규정", article, "개인정보", text=ERASURE)
    (held,) = footings(text, Sources("파기", (basis,), today=date(2026, 3, 2)))
    return held.where, held.quote


def test_a_clause_is_named_once_and_its_own_words_are_shown() -> None:
    title = "「가람군 개인정보 규정」"
    related = "1. 관련: 「가람군 개인정보 규정」 "
    assert cited("제13조제2항", f"{related}제13조제2항")[0] == f"{title} 제13조제2항"
    assert cited("제13조제2항", f"{related}제13조제2항")[1].startswith("② 제1항에 따라")
    where, quote = cited("제13조제3항", f"{related}제13조제3항제2호(개인정보의 파기)")
    assert (where, quote) == (f"{title} 제13조제3항제2호", "2. 파기 결과를 제출할 것")
    # the words are nearer to another clause than to the one that is named
    said = f"{related}제13조제1항에 따라 파기 방법과 절차는 복구되지 아니하도록 조치한다."
    assert cited("제13조제1항", said)[0] == f"{title} 제13조제1항"
    # what names the article alone stands on the clause that says it
    assert cited("제13조제1항", f"{related}제13조에 따라 복구되지 아니하도록 조치한다.")[0] == f"{title} 제13조제2항"


def test_another_article_of_a_like_number_is_not_meant() -> None:
    other = Basis("b", "가람군 개인정보 규정", "제13조의2", "파기", text="제13조의2(위탁) ① 파기를 위탁할 수 있다.")
    basis = Basis("a", "가람군 개인정보 규정", "제13조", "개인정보", text=ERASURE)
    (held,) = footings("관련: 「가람군 개인정보 규정」 제13조", Sources("파기", (other, basis), today=date(2026, 3, 2)))
    assert held.where.startswith("「가람군 개인정보 규정」 제13조제")
