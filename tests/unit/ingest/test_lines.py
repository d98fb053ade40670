"""Wrapped lines of pages to paragraphs."""

from app.ingest.readers.lines import join, without_running_heads


def test_words_cut_by_the_line_are_made_whole() -> None:
    page = [
        "제1조(목적) 이 규정은 휴가와 외출에 관하여 필요한 사항을 정함을 목적으로 하고 업",
        "무를 공정하게 처리한다. 업무를 맡은 사람은 다음 각 호의 사항을 지켜야 하며 이를 ",
        "어기면 경고한다.",
        "① 첫째 항이다.",
        "② 둘째 항이다.",
    ]
    assert [block.text for block in join([page])] == [
        "제1조(목적) 이 규정은 휴가와 외출에 관하여 필요한 사항을 정함을 목적으로 하고 업무를 공정하게 처리한다. "
        "업무를 맡은 사람은 다음 각 호의 사항을 지켜야 하며 이를 어기면 경고한다.",
        "① 첫째 항이다.",
        "② 둘째 항이다.",
    ]


def test_a_paragraph_goes_on_over_the_page() -> None:
    pages = [["가나다라 마바사아 자차카타 파하거너 더러머버 "], ["계속되는 글이다.", "제2조(정의) 다음과 같다."]]
    made = join(pages)
    assert [(block.text, block.page) for block in made] == [
        ("가나다라 마바사아 자차카타 파하거너 더러머버 계속되는 글이다.", 1),
        ("제2조(정의) 다음과 같다.", 2),
    ]


def test_running_heads_and_page_numbers_go() -> None:
    pages = [["복무 규정", "복무 규정", f"{n}쪽의 글", "다른 줄", "마지막 줄", f"- {n} -"] for n in (1, 2, 3)]
    pages[1][0:2] = ["복무 규정", "이어지는 줄"]
    pages[2][0:2] = ["복무 규정", "또 이어지는 줄"]
    kept = without_running_heads(pages)
    assert kept[0][0] == "복무 규정"
    assert kept[1][0] == "이어지는 줄"
    assert all("- " not in str(page[-1]) for page in kept)


def test_a_title_used_as_running_head_stays_once() -> None:
    kept = without_running_heads([["여비 기준", "첫 쪽"], ["여비 기준", "둘째 쪽"]])
    assert kept == [["여비 기준", "첫 쪽"], ["둘째 쪽"]]


def test_a_long_supplement_heading_stands_alone() -> None:
    page = [
        "부칙(어려운 법령용어 정비를 위한 473개 법령의 일부개정에 관한 대통령",
        "령 일부를 개정하는 규정의 시행에 관한 사항) <제31380호,2021.1.5.>",
        "이 영은 공포한 날부터 시행한다.",
    ]
    assert len(join([page])) == 2
