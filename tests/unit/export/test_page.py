"""The page as HTML: every text escaped, nothing fetched, cells where they belong."""

import re
from html.parser import HTMLParser

from app.export.page import Facts, Notes, Page, Table, html

HOSTILE = '<script src="https://example.org/x.js"></script>&"\'<img src=x onerror=alert(1)>'


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(page: Page) -> Tags:
    tags = Tags()
    tags.feed(html(page))
    return tags


def every_place(text: str) -> Page:
    return Page(
        "ko",
        text,
        text,
        [
            Facts(text, [(text, text)]),
            Table(text, [text, text], [[text, text], [f"*{text}", text]], "lr", [50, 50], text),
            Notes(text, [(text, text), ("", text)]),
        ],
        text,
    )


def test_a_hostile_text_is_shown_and_does_nothing() -> None:
    tags = parsed(every_place(HOSTILE))
    kinds = {tag for tag, _ in tags.tags}
    assert kinds <= {"html", "head", "meta", "title", "style", "body", "p", "b", "table", "tr", "td", "br"}
    assert not [name for _, given in tags.tags for name in given if name.startswith("on") or name in ("src", "href")]
    assert tags.text.count(HOSTILE) == 19, "in each of the places, as it was typed"


def test_nothing_is_fetched() -> None:
    text = html(every_place("가"))
    assert not re.search(r"url\(|@import|https?:|<script|<link", text)


def test_a_language_cannot_leave_its_attribute() -> None:
    tags = parsed(Page('ko" onload="x', "", "", []))
    assert tags.tags[0] == ("html", {"lang": 'ko" onload="x'})


def test_rows_keep_their_columns() -> None:
    table = Table("표", ["이름", "값"], [["가", "1"], ["*나", "2"]], "lr", [70, 30])
    cells = [given for tag, given in parsed(Page("ko", "", "", [table])).tags if tag == "td"]
    assert [cell.get("align") for cell in cells] == ["left", "right"] * 3
    assert [cell.get("class") for cell in cells] == ["head", "head", None, None, "strong", "strong"]


def test_pairs_are_filled_up_to_whole_rows() -> None:
    facts = Facts("사실", [("가", "1"), ("나", "2"), ("다", "3")])
    tags = parsed(Page("ko", "", "", [facts])).tags
    assert [tag for tag, _ in tags].count("tr") == 2
    assert [tag for tag, _ in tags].count("td") == 8


def test_letters_that_hide_or_turn_text_are_left_out() -> None:
    notes = Notes("글", [("", "가\x00나\u202e다\u2066라\ufeff마\t바")])
    assert "가나다라마 바" in html(Page("ko", "", "", [notes]))


def test_a_line_break_in_a_value_is_kept() -> None:
    assert "가<br>나" in html(Page("ko", "", "", [Facts("사실", [("이름", "가\n나")], columns=1)]))
