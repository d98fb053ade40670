"""How documents stand on a day, on invented rules."""

from dataclasses import replace

import pytest

from app.core.locator import Locator
from app.core.types import Document, DocumentKind, Hit, Passage, Query, Source, Standing
from app.search.scope import scope
from app.search.standing import Versions, in_force, order_versions, standing

TODAY = "2026-11-22"


def rule(
    identity: str,
    effective: str = "",
    *,
    title: str = "우물 관리법",
    promulgated: str = "",
    status: str = "",
    history: str = "",
    number: str = "",
    ministry: str = "",
    kind: DocumentKind = DocumentKind.LAW,
    collection: str = "법령",
) -> Document:
    source = Source(b"", f"{identity}.md", "", "md", 0, 0)
    return Document(
        identity, collection, title, kind, source, number, ministry, effective, status, promulgated, history
    )


def stands(document: Document, *others: Document, day: str = TODAY) -> Standing:
    return standing(document, Versions.among([document, *others]).of(document), day)


def test_the_later_text_takes_the_earlier_ones_place_on_its_day() -> None:
    old, new = rule("a", "2020-01-01"), rule("b", "2024-07-01", collection="새 법령", title="우물관리법")
    assert stands(old, new) == Standing.SUPERSEDED
    assert stands(new, old) == Standing.CURRENT
    assert (stands(old, new, day="2024-06-30"), stands(new, old, day="2024-06-30")) == (
        Standing.CURRENT,
        Standing.COMING,
    )
    assert (stands(old, new, day="2024-07-01"), stands(new, old, day="2024-07-01")) == (
        Standing.SUPERSEDED,
        Standing.CURRENT,
    )


def test_another_title_is_no_version() -> None:
    assert stands(rule("a", "2020-01-01"), rule("b", "2024-07-01", title="우물 관리법 시행령")) == Standing.CURRENT


def test_of_two_texts_that_begin_on_one_day_the_one_announced_later_counts() -> None:
    first = rule("a", "2025-01-01", promulgated="2024-03-01", number="제10호")
    second = rule("b", "2025-01-01", promulgated="2024-09-01", number="제20호")
    assert (stands(first, second), stands(second, first)) == (Standing.SUPERSEDED, Standing.CURRENT)


def test_copies_of_one_text_do_not_supersede_each_other() -> None:
    whole = rule("a", "2025-01-01", promulgated="2024-03-01", number="제10호")
    less = rule("b", "", promulgated="2024-03-01", number="제10호")
    same = rule("c", "2025-01-01", promulgated="2024-03-01", number="제10호", collection="사본")
    for each in (whole, less, same):
        others = [other for other in (whole, less, same) if other is not each]
        assert stands(each, *others) == Standing.CURRENT


def test_what_one_copy_says_of_a_text_counts_for_the_other() -> None:
    told = rule("a", "2010-01-01", promulgated="2010-01-01", number="제10호", status="연혁")
    copy = replace(told, id="b", status="", collection="사본")
    assert stands(told, copy) == stands(copy, told) == Standing.SUPERSEDED
    assert stands(replace(copy, number="제11호", promulgated="2011-01-01", effective="2011-01-01"), told) == (
        Standing.CURRENT
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("", Standing.CURRENT),
        ("현행", Standing.CURRENT),
        ("시행 예정", Standing.COMING),
        ("연혁(구판)", Standing.SUPERSEDED),
        ("폐지", Standing.REPEALED),
        ("타법폐지", Standing.REPEALED),
    ],
)
def test_without_a_date_its_status_says_how_it_stands(status: str, expected: Standing) -> None:
    assert stands(rule("a", status=status)) == expected


def test_a_status_is_overruled_by_a_later_version_that_tells_since_when() -> None:
    old, new = rule("a", "2020-01-01", status="연혁"), rule("b", "2024-07-01")
    assert stands(old, new, day="2022-05-05") == Standing.CURRENT
    assert stands(old, day="2022-05-05") == Standing.SUPERSEDED


def test_a_text_announced_but_of_no_known_day_waits_from_its_announcement() -> None:
    assert stands(rule("a", promulgated="2026-12-01")) == Standing.COMING


def test_a_repeal_counts_from_its_day_and_takes_older_texts_along() -> None:
    old = rule("a", "2001-02-03", promulgated="2001-02-03")
    end = rule(
        "b", "2015-06-30", promulgated="2015-01-20", status="폐지", history="제정 2001. 2. 3.\n폐지 2015. 1. 20."
    )
    assert stands(end, old) == stands(old, end) == Standing.REPEALED
    assert stands(old, end, day="2015-06-29") == Standing.CURRENT


def test_a_rule_made_anew_is_not_repealed() -> None:
    assert stands(rule("a", "2015-01-20", history="폐지제정 2015. 1. 20.")) == Standing.CURRENT


def test_versions_that_the_workspace_lacks_are_told_by_a_later_ones_history() -> None:
    old = rule("a", "1997-03-13", promulgated="1997-03-13")
    coming = rule(
        "b",
        "2027-01-01",
        promulgated="2026-03-17",
        history="제정 1997. 3. 13.\n일부개정 2010. 6. 4.\n일부개정 2026. 3. 17.",
    )
    assert stands(old, coming) == Standing.SUPERSEDED
    assert stands(coming, old) == Standing.COMING
    assert stands(old, coming, day="2009-12-31") == Standing.CURRENT
    unsettled = replace(coming, history="제정 1997. 3. 13.\n일부개정 2026. 9. 1.\n일부개정 2026. 10. 1.")
    assert stands(old, unsettled) == Standing.CURRENT, "nobody knows yet whether these are in force"


def test_letters_and_reports_of_one_title_are_not_versions() -> None:
    first = rule("a", "2026-01-05", title="주간 업무 보고", kind=DocumentKind.REPORT)
    second = rule("b", "2026-01-12", title="주간 업무 보고", kind=DocumentKind.REPORT)
    assert stands(first, second) == Standing.CURRENT


def test_directives_of_two_ministries_share_a_title_and_nothing_else() -> None:
    here = rule("a", "2020-01-01", ministry="농림부", kind=DocumentKind.DIRECTIVE)
    there = rule("b", "2024-01-01", ministry="국방부", kind=DocumentKind.DIRECTIVE)
    assert stands(here, there) == Standing.CURRENT
    assert stands(here, replace(there, ministry="농림부 장관실")) == Standing.SUPERSEDED


# --- as of a day -----------------------------------------------------------------------------
def looked_in(day: str, *documents: Document, collections: tuple[str, ...] = ()) -> set[str]:
    held = {document.id: document for document in documents}
    left = scope(Query("우물", as_of=day, collections=collections), held)
    return set(held) if left is None else set(left)


def test_an_as_of_search_sees_one_version_of_a_title_and_what_has_no_date() -> None:
    texts = (
        rule("old", "2010-01-01"),
        rule("now", "2020-01-01"),
        rule("next", "2027-01-01"),
        rule("bare", title="우물 대장", kind=DocumentKind.FORM),
        rule("letter", "2026-05-05", title="우물 정비 알림", kind=DocumentKind.LETTER),
    )
    assert looked_in(TODAY, *texts) == {"now", "bare", "letter"}
    assert looked_in("2015-05-05", *texts) == {"old", "bare"}
    assert looked_in("2027-01-01", *texts) == {"next", "bare", "letter"}


def test_a_version_outside_the_chosen_collection_still_counts() -> None:
    old, new = rule("old", "2010-01-01", collection="서가"), rule("new", "2020-01-01", collection="법령")
    assert looked_in(TODAY, old, new, collections=("서가",)) == set()
    assert looked_in("2012-01-01", old, new, collections=("서가",)) == {"old"}


def test_what_ended_on_an_unknown_day_stays() -> None:
    old = rule("old", "2010-01-01", status="연혁")
    gone = rule("gone", "2010-01-01", title="샘 관리법", status="폐지")
    ended = rule("ended", "2010-01-01", title="못 관리법", status="폐지", history="폐지 2012. 1. 1.")
    assert looked_in(TODAY, old, gone, ended) == {"old", "gone"}
    assert not in_force(ended, (), TODAY)


def test_without_a_filter_everything_is_searched() -> None:
    assert scope(Query("우물"), {"a": rule("a", "2099-01-01")}) is None


def test_dates_ministries_and_collections_narrow() -> None:
    held = {
        "a": rule("a", "2020-01-01", ministry="농림부"),
        "b": rule("b", "2024-01-01", ministry="국방부", title="샘 관리법"),
        "c": rule("c", "", ministry="국방부", title="못 관리법", collection="서가"),
    }
    assert scope(Query("물", since="2021-01-01"), held) == ["b", "c"]
    assert scope(Query("물", until="2021-01-01"), held) == ["a", "c"]
    assert scope(Query("물", ministries=("농림부", "국방부"), collections=("법령",)), held) == ["a", "b"]


# --- the order of hits -----------------------------------------------------------------------
def hit(document: Document, place: str, now: Standing) -> Hit:
    passage = Passage(1, document.id, 1, Locator.parse(place), "두레박", "", "두레박을 둔다.", 0, 8)
    return Hit(passage, document, 1.0, standing=now)


def test_of_one_article_the_version_in_force_comes_first() -> None:
    older, old = rule("older", "2001-01-01"), rule("old", "2010-01-01")
    now, coming = rule("now", "2020-01-01"), rule("next", "2027-01-01")
    other = rule("other", "2005-01-01", title="샘 관리법")
    hits = (
        hit(older, "제3조", Standing.SUPERSEDED),
        hit(other, "제3조", Standing.CURRENT),
        hit(old, "제3조", Standing.SUPERSEDED),
        hit(old, "제4조", Standing.SUPERSEDED),
        hit(coming, "제3조", Standing.COMING),
        hit(now, "제3조", Standing.CURRENT),
        hit(now, "제5조", Standing.CURRENT),
    )
    ordered = order_versions(hits)
    assert [(each.document.id, each.passage.locator.label) for each in ordered] == [
        ("now", "제3조"),
        ("other", "제3조"),
        ("next", "제3조"),
        ("old", "제4조"),
        ("old", "제3조"),
        ("older", "제3조"),
        ("now", "제5조"),
    ]


def test_reports_keep_their_order() -> None:
    first = rule("a", "2020-01-01", kind=DocumentKind.REPORT)
    second = rule("b", "2024-01-01", kind=DocumentKind.REPORT)
    hits = (hit(first, "제1조", Standing.CURRENT), hit(second, "제1조", Standing.CURRENT))
    assert order_versions(hits) == hits
