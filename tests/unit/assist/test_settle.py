from app.assist.settle import settle
from app.assist.sheet import Sheet
from app.core.answers import Verdict
from tests.fakes.hits import hit

RETURN = hit(
    "① 사무용품을 받은 사람은 다음 각 호의 어느 하나에 해당하면 사무용품을 반납하여야 한다.\n"
    "1. 다른 부서로 자리를 옮긴 경우\n2. 30일 이상 자리를 비우는 경우"
)
STORE = hit("반납한 사무용품은 관리 담당자가 1년간 보관한다.", place="제5조", heading="보관")
HITS = (RETURN, STORE)


def test_a_list_keeps_its_form_and_every_item_its_quotation() -> None:
    reply = (
        "다음 각 호의 어느 하나에 해당하면 사무용품을 반납하여야 한다 [1].\n"
        "- 다른 부서로 자리를 옮긴 경우 [1]\n- 30일 이상 자리를 비우는 경우 [1]"
    )
    result = settle(reply, HITS)
    assert result.text == reply and result.unsupported == ()
    assert [c.quote for c in result.citations][1:] == ["다른 부서로 자리를 옮긴 경우", "30일 이상 자리를 비우는 경우"]
    assert all(c.quote == c.hit.passage.text[slice(*c.span)] and c.verified for c in result.citations)


def test_every_sentence_is_labelled_and_the_labels_stand_in_the_text_in_order() -> None:
    result = settle(
        "30일 이상 자리를 비우는 경우 [1]. 반납한 사무용품은 관리 담당자가 1년간 보관합니다 [2].\n"
        "과장에게 커피를 산다 [1].",
        HITS,
    )
    assert [one.verdict for one in result.statements] == [Verdict.QUOTED, Verdict.GROUNDED, Verdict.UNCHECKED]
    assert [one.citations for one in result.statements] == [(1,), (2,), ()]
    assert " ".join(result.text[slice(*one.span)] for one in result.statements) == result.text.replace("\n", " ")


def test_numbers_may_come_first_and_are_shown_last() -> None:
    grounded = settle("[1] 다른 부서로 자리를 옮긴 경우\n- [2] 반납한 사무용품은 관리 담당자가 1년간 보관한다.", HITS)
    assert grounded.text == "다른 부서로 자리를 옮긴 경우 [1]\n- 반납한 사무용품은 관리 담당자가 1년간 보관한다 [2]."


def test_a_marker_that_names_no_source_is_removed_and_its_sentence_is_not_supported() -> None:
    grounded = settle("다른 부서로 자리를 옮긴 경우 [7].\n30일 이상 자리를 비우는 경우 [1].", HITS)
    assert grounded.text == "다른 부서로 자리를 옮긴 경우.\n30일 이상 자리를 비우는 경우 [1]."
    assert grounded.unsupported == ("다른 부서로 자리를 옮긴 경우.",)


def test_a_wrong_or_missing_marker_is_put_right() -> None:
    grounded = settle("반납한 사무용품은 관리 담당자가 1년간 보관한다 [1].\n다른 부서로 자리를 옮긴 경우", HITS)
    assert grounded.text == "반납한 사무용품은 관리 담당자가 1년간 보관한다 [2].\n다른 부서로 자리를 옮긴 경우 [1]"
    assert [c.number for c in grounded.citations] == [2, 1]


def test_of_two_markers_the_one_that_carries_stays() -> None:
    grounded = settle("반납한 사무용품은 관리 담당자가 1년간 보관한다 [1, 2].", HITS)
    assert grounded.text.endswith("보관한다 [2].")


def test_words_quoted_that_stand_nowhere_lose_their_marks() -> None:
    grounded = settle("「사무용품 특별법」에 따라 30일 이상 자리를 비우는 경우 [1].", HITS)
    assert grounded.text == "사무용품 특별법에 따라 30일 이상 자리를 비우는 경우."
    assert grounded.citations == () and len(grounded.unsupported) == 1


def test_true_quotations_keep_their_marks() -> None:
    grounded = settle('"다른 부서로 자리를 옮긴 경우" [1]', HITS)
    assert grounded.text == '"다른 부서로 자리를 옮긴 경우" [1]' and len(grounded.citations) == 1


def test_an_unsupported_sentence_is_marked_or_dropped_as_the_site_says() -> None:
    reply = "30일 이상 자리를 비우는 경우 [1]. 그리고 과장에게 커피를 사야 한다 [1]."
    assert settle(reply, HITS).unsupported == ("그리고 과장에게 커피를 사야 한다.",)
    dropped = settle(reply, HITS, drop=True)
    assert dropped.text == "30일 이상 자리를 비우는 경우 [1]." and dropped.unsupported == ()


def test_turned_polarity_and_a_changed_figure_are_not_supported() -> None:
    assert settle("사무용품을 반납하여서는 아니 된다 [1].", HITS).unsupported
    assert settle("반납한 사무용품은 관리 담당자가 3년간 보관한다 [2].", HITS).unsupported


def test_what_stands_above_is_not_said_again() -> None:
    sheet = Sheet()
    sheet.say("2. 30일 이상 자리를 비우는 경우 [1]", Verdict.QUOTED, (1,))
    above = sheet.text
    joined = settle(
        "30일 이상 자리를 비우는 경우 [1].\n반납한 사무용품은 관리 담당자가 1년간 보관한다 [2].", HITS, onto=sheet
    )
    assert joined.text == above + "\n\n반납한 사무용품은 관리 담당자가 1년간 보관한다 [2]."
    assert len(joined.statements) == 2


def test_a_full_stop_within_brackets_ends_no_sentence() -> None:
    source = hit("신청서(전자문서를 포함한다. 이하 같다)를 담당자에게 내야 한다.")
    grounded = settle("신청서(전자문서를 포함한다. 이하 같다)를 담당자에게 내야 한다 [1].", [source])
    assert len(grounded.citations) == 1 and grounded.text.count("[1]") == 1
