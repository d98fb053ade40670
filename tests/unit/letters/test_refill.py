"""One value changed by hand, wherever it stands; an article put in and taken out."""

import pytest

from app.core.drafts import Attachment, Basis, Draft, Item, Letter, Provenance, Slot, Table
from app.core.paths import assets_dir
from app.letters.building import refill
from app.letters.forms import load

FORM = load(assets_dir() / "templates").get("external")
LAW = Basis("d", "공공기록물 관리에 관한 법률", "제42조", "", chosen=False)
DECREE = Basis("e", "공공기록물 관리에 관한 법률 시행령", "제79조", "", chosen=False)


def a_draft(*items: Item, slots: tuple[Slot, ...] = (), bases: tuple[Basis, ...] = ()) -> Draft:
    fields = {"title": "교육 안내", "sender": "[확인 필요: 발신명의]"}
    return Draft(0, Letter("external", fields, items), slots=slots, bases=bases)


def read(key: str, value: str) -> Slot:
    return Slot(key, value, Provenance.NOTES, (1,))


def test_a_value_changes_in_every_place_with_its_particle() -> None:
    table = Table((("곳",), ("대강당",)))
    draft = a_draft(
        Item("장소: 대강당", table=table), Item("대강당으로 오십시오.(대강당2층)"), slots=(read("place", "대강당"),)
    )
    made = refill.refilled(draft, FORM, "place", "회의실에서 가까운 체육관 로비")
    assert [item.text for item in made.letter.items] == [
        "장소: 회의실에서 가까운 체육관 로비",
        "회의실에서 가까운 체육관 로비로 오십시오.(회의실에서 가까운 체육관 로비2층)",
    ]
    assert made.letter.items[0].table == Table((("곳",), ("회의실에서 가까운 체육관 로비",)))
    assert made.slots == (Slot("place", "회의실에서 가까운 체육관 로비", Provenance.USER, confirmed=True),)


def test_a_part_of_another_number_is_no_place_of_a_value() -> None:
    draft = a_draft(Item("2026. 4. 1. 그리고 12026. 4. 1."), slots=(read("when", "2026. 4. 1."),))
    made = refill.refilled(draft, FORM, "when", "2026. 5. 2.")
    assert made.letter.items[0].text == "2026. 5. 2. 그리고 12026. 4. 1."


def test_what_the_writer_has_typed_stays() -> None:
    draft = a_draft(Item("장소: 대강당(2층)"), Item("손으로 쓴 말"), slots=(read("place", "대강당"),))
    made = refill.refilled(draft, FORM, "place", "식당")
    assert [item.text for item in made.letter.items] == ["장소: 식당(2층)", "손으로 쓴 말"]


def test_a_gap_is_filled_and_comes_back() -> None:
    filled = refill.refilled(a_draft(), FORM, "sender", "한빛시장")
    assert filled.letter.fields["sender"] == "한빛시장"
    assert refill.refilled(filled, FORM, "sender", "").letter.fields["sender"] == "[확인 필요: 발신명의]"
    labelled = a_draft(Item("[확인 필요: 강사]"))
    assert refill.refilled(labelled, FORM, "강사", "김하늘").letter.items == (Item("김하늘"),)


def test_a_value_that_stands_nowhere_gets_a_line_among_its_like() -> None:
    lead = Item("다음과 같이 알려 드립니다.", (Item("일시: 2026. 4. 1."), Item("대상: 담당자")))
    made = refill.refilled(a_draft(Item("관련: 공문"), lead), FORM, "place", "대강당")
    assert [item.text for item in made.letter.items[1].items] == ["일시: 2026. 4. 1.", "장소: 대강당", "대상: 담당자"]


def test_attachments_are_listed_anew() -> None:
    made = refill.refilled(a_draft(), FORM, "attachments", "계획 1부, 서식 2부")
    assert made.letter.attachments == (Attachment("계획", "1부"), Attachment("서식", "2부"))


def test_a_title_changes_where_it_is_spoken_of() -> None:
    made = refill.refilled(a_draft(Item("교육 안내에 관한 사항")), FORM, "title", "회의 개최")
    assert made.letter.fields["title"] == "회의 개최"
    assert made.letter.items == (Item("회의 개최에 관한 사항"),)


@pytest.mark.parametrize("first", [LAW, DECREE])
def test_articles_come_and_go(first: Basis) -> None:
    second = DECREE if first is LAW else LAW
    draft = a_draft(Item("본문"), bases=(LAW, DECREE))
    one = refill.cited_anew(draft, FORM, first, True)
    assert one.letter.items == (Item(f"관련: {first.place}"), Item("본문"))
    both = refill.cited_anew(one, FORM, second, True)
    assert both.letter.items[0] == Item(f"관련: {LAW.place}, {DECREE.place}")  # the law before its decree
    assert [basis.chosen for basis in both.bases] == [True, True]
    none = refill.cited_anew(refill.cited_anew(both, FORM, first, False), FORM, second, False)
    assert none.letter.items == (Item("본문"),)


def test_an_article_from_elsewhere_is_added() -> None:
    made = refill.cited_anew(a_draft(Item("본문")), FORM, LAW, True)
    assert made.bases == (Basis(LAW.document_id, LAW.title, LAW.article, ""),)
