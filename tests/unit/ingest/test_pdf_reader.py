"""PDF: columns, tables, headings, scans told from text, passwords, limits."""

from collections.abc import Sequence

import pytest
from PIL import Image

from app.core.errors import AppError, FileDamaged, FileEncrypted, FileMissing, NoText, PasswordWrong, TooManyPages
from app.core.paths import assets_dir
from app.ingest.blocks import HEADING, TABLE, Extract
from app.ingest.read import member, read
from app.ingest.readers import pdf
from app.ingest.readers.pdf_fonts import StandIn
from app.ingest.readers.pdf_scan import garbled, usual_syllables
from tests.fakes.paper import Paper, locked, picture, rule, text

FONT = assets_dir() / "fonts" / "NotoSansKR-Regular.otf"
pytestmark = pytest.mark.skipif(not FONT.is_file(), reason="assets/fonts not fetched (python3 installer/dev.py setup)")

WORDS = "이 규정은 직원의 휴가와 외출에 관하여 필요한 사항을 정함을 목적으로 한다"
SCAN = Image.new("L", (60, 80), 200)


@pytest.fixture(scope="module", autouse=True)
def font() -> None:
    """As the reader child does before its first file."""
    StandIn(FONT.read_bytes()).install()


def pdf_of(*pages: str, shot: Image.Image | None = None, font: str = "UniKS-UCS2-H") -> Extract:
    return read(Paper(pages, shot=shot, font=font).save(), "문서.pdf")


def column(lines: Sequence[str], x: float, top: float = 700, step: float = 16) -> list[str]:
    return [text(x, top - step * number, line) for number, line in enumerate(lines)]


def texts(extract: Extract) -> list[str]:
    return [block.text for block in extract.blocks]


# --- text ------------------------------------------------------------------------------------
def test_wrapped_lines_become_paragraphs_with_their_page() -> None:
    first = text(70, 700, WORDS) + text(70, 684, "는 규정이다.")
    found = pdf_of(first, text(70, 700, "둘째 쪽이다."))
    assert [(block.text, block.page) for block in found.blocks] == [(f"{WORDS}는 규정이다.", 1), ("둘째 쪽이다.", 2)]
    assert (found.format, found.scanned, found.warnings, found.members) == ("pdf", (), (), ())


def test_text_outside_latin_and_hangul_survives() -> None:
    assert texts(pdf_of(text(70, 700, "① 「국어기본법」 제3조제3호 …"))) == ["① 「국어기본법」 제3조제3호 …"]


def test_a_single_letter_in_a_font_that_the_file_lacks_is_not_lost() -> None:
    assert texts(pdf_of(text(70, 700, "나"), text(70, 700, "둘째 쪽이다."))) == ["나", "둘째 쪽이다."]


def test_turned_text_is_read_too() -> None:
    turned = f"q 0 1 -1 0 400 100 cm {text(0, 0, '옆으로 누운 글')} Q"
    assert texts(pdf_of(turned)) == ["옆으로 누운 글"]


# --- columns ---------------------------------------------------------------------------------
LEFT = [f"왼쪽 단의 {n}번째 줄은 이렇게 끝까지 찬다" for n in range(10, 20)]
RIGHT = [f"오른 단의 {n}번째 줄은 이렇게 끝까지 찬다" for n in range(10, 20)]


def two_columns() -> str:
    return "".join(a + b for a, b in zip(column(LEFT, 60), column(RIGHT, 320), strict=True))


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    whole = "".join(texts(pdf_of(two_columns())))
    places = [whole.index(line.replace(" ", " ")) for line in LEFT + RIGHT]
    assert places == sorted(places)


def test_a_line_across_both_columns_stands_before_and_after_them() -> None:
    page = text(60, 760, "두 단에 걸치는 제목이 한 줄을 모두 차지하고 있으므로 단이 나뉘지 않는다") + two_columns()
    page += text(60, 500, "두 단에 걸치는 맺음말도 한 줄을 모두 차지하고 있으므로 단이 나뉘지 않는다")
    whole = "".join(texts(pdf_of(page)))
    marks = ["두 단에 걸치는 제목", "왼쪽 단의 19번째", "오른 단의 10번째", "두 단에 걸치는 맺음말"]
    assert [whole.index(mark) for mark in marks] == sorted(whole.index(mark) for mark in marks)


def test_labels_and_values_are_no_columns() -> None:
    rows = [
        ("성명", "홍길동"),
        ("소속", "총무과"),
        ("직급", "주무관"),
        ("전화", "없음"),
        ("주소", "어느 시"),
        ("비고", "-"),
    ]
    page = "".join(text(60, 700 - 16 * n, a) + text(330, 700 - 16 * n, b) for n, (a, b) in enumerate(rows))
    whole = "".join(texts(pdf_of(page)))
    assert whole.replace(" ", "") == "".join(a + b for a, b in rows).replace(" ", "")


# --- tables ----------------------------------------------------------------------------------
def grid(xs: Sequence[float], ys: Sequence[float]) -> str:
    return "".join([rule(xs[0], y, xs[-1], y) for y in ys] + [rule(x, ys[0], x, ys[-1]) for x in xs])


def test_a_ruled_table_keeps_rows_and_columns_and_joins_wrapped_cells() -> None:
    page = text(60, 740, "표 앞의 봉투 글이다.") + grid([60, 200, 300], [720, 690, 640])
    page += text(65, 700, "구분") + text(205, 700, "금액")
    page += text(65, 675, "복사 용지와") + text(65, 660, "봉투") + text(205, 675, "13,560원")
    page += text(60, 600, "표 뒤의 글이다.")
    found = pdf_of(page)
    assert [(block.kind, block.text) for block in found.blocks] == [
        ("paragraph", "표 앞의 봉투 글이다."),
        (TABLE, "구분 | 금액\n복사 용지와 봉투 | 13,560원"),
        ("paragraph", "표 뒤의 글이다."),
    ]


def test_merged_cells_are_written_once_and_leave_their_places_empty() -> None:
    lines = [rule(60, y, 360, y) for y in (720, 660)] + [rule(160, 690, 360, 690)]
    lines += [rule(x, 720, x, 660) for x in (60, 160, 360)] + [rule(260, 690, 260, 660)]
    page = "".join(lines) + text(65, 680, "합계") + text(165, 700, "상반기와 하반기")
    page += text(165, 670, "1") + text(265, 670, "2")
    (block,) = pdf_of(page).blocks
    assert block.text == "합계 | 상반기와 하반기 | \n | 1 | 2"


def test_a_table_open_at_its_sides_is_a_table() -> None:
    page = "".join(rule(60, y, 300, y) for y in (720, 690, 660)) + rule(180, 720, 180, 660)
    page += text(65, 700, "가") + text(185, 700, "나") + text(65, 670, "다") + text(185, 670, "라")
    (block,) = pdf_of(page).blocks
    assert (block.kind, block.text) == (TABLE, "가 | 나\n다 | 라")


def test_a_frame_around_text_is_no_table() -> None:
    (block,) = pdf_of(f"50 600 400 150 re S {text(60, 700, '틀 안의 글이다.')}").blocks
    assert (block.kind, block.text) == ("paragraph", "틀 안의 글이다.")


# --- headings --------------------------------------------------------------------------------
def test_the_outline_names_the_headings() -> None:
    page = text(70, 700, "추진 배경") + text(70, 680, "배경을 적은 글이다.") + text(70, 660, "추진 계획")
    data = Paper([page], outline=[("추진 배경", 0), ("추진  계획", 0), ("없는 제목", 0)]).save()
    assert [(b.text, b.level) for b in read(data, "보고.pdf").blocks if b.kind == HEADING] == [
        ("추진 배경", 1),
        ("추진 계획", 1),
    ]


def test_clearly_larger_lines_are_headings_by_size() -> None:
    body = [text(70, 640 - 16 * n, f"본문의 {n}번째 문장은 여기에서 끝난다.") for n in range(20)]
    page = text(70, 720, "업무 보고", 20) + text(70, 680, "추진 배경", 14) + "".join(body)
    assert [(b.text, b.level) for b in pdf_of(page).blocks if b.kind == HEADING] == [("업무 보고", 1), ("추진 배경", 2)]


def test_a_document_with_articles_has_no_headings_of_its_own() -> None:
    page = (
        text(70, 720, "휴가 규정", 20)
        + text(70, 680, "제1조(목적) 목적을 정한다.")
        + text(70, 660, "제2조(정의) 뜻을 정한다.")
    )
    assert all(block.kind != HEADING for block in pdf_of(page).blocks)


# --- scans -----------------------------------------------------------------------------------
FULL = picture(0, 0, 595, 842)


def test_a_picture_over_the_page_waits_for_recognition() -> None:
    found = pdf_of(FULL, text(70, 700, WORDS + "."), FULL + text(280, 30, "- 3 -"), shot=SCAN)
    assert found.scanned == (1, 3)
    assert WORDS + "." in texts(found)


def test_a_picture_beside_text_does_not_wait() -> None:
    found = pdf_of(picture(0, 400, 595, 442) + text(70, 300, WORDS) + text(70, 280, WORDS), shot=SCAN)
    assert found.scanned == ()
    assert pdf_of(picture(70, 600, 100, 100) + text(70, 300, "짧은 글"), shot=SCAN).scanned == ()


def test_text_drawn_as_curves_waits() -> None:
    curves = "".join(f"{70 + n} 700 m {75 + n} 710 {80 + n} 690 {85 + n} 700 c S\n" for n in range(200))
    assert pdf_of(curves).scanned == (1,)


def test_an_empty_page_does_not_wait() -> None:
    with pytest.raises(NoText):
        pdf_of("", "")


def test_rare_syllables_are_no_text() -> None:
    rare = "".join(chr(code) for code in range(0xAC00, 0xD7A4) if chr(code) not in usual_syllables())[:200]
    assert len(usual_syllables()) == 2350
    assert garbled(rare) and not garbled(WORDS * 3) and not garbled("Only Latin letters, many of them. " * 5)
    assert garbled("\ue001\ue002" * 30) and not garbled(rare[:5])
    assert garbled(rare[:60] + WORDS)
    found = pdf_of("".join(column([rare[n : n + 40] for n in range(0, 200, 40)], 60)), text(70, 700, WORDS))
    assert (found.scanned, texts(found)) == ((1,), [WORDS])


# --- files -----------------------------------------------------------------------------------
@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_passwords(algorithm: str) -> None:
    data = locked(Paper([text(70, 700, WORDS)]).save(), "비밀" if algorithm == "AES-256" else "secret", algorithm)
    with pytest.raises(FileEncrypted):
        read(data, "문서.pdf")
    with pytest.raises(PasswordWrong):
        read(data, "문서.pdf", "틀린 암호")
    assert texts(read(data, "문서.pdf", "비밀" if algorithm == "AES-256" else "secret")) == [WORDS]


def test_a_password_that_is_not_needed_does_no_harm() -> None:
    assert texts(read(Paper([text(70, 700, WORDS)]).save(), "문서.pdf", "남는 암호")) == [WORDS]


def test_more_pages_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert len(pdf_of("", text(70, 700, WORDS)).blocks) == 1
    with pytest.raises(TooManyPages) as caught:
        pdf_of("", "", "")
    assert caught.value.params == {"name": "문서.pdf", "pages": 3, "limit": 2}


def test_a_page_that_fails_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    first = text(70, 700, WORDS) + text(70, 680, "는 규정이다.")
    data = Paper([first, text(70, 700, "둘째 쪽이다."), text(70, 700, "셋째 쪽이다.")]).save()
    sound = pdf._page

    def fails(document: object, index: int) -> pdf.Page:
        if index == 1:
            raise RuntimeError
        return sound(document, index)

    monkeypatch.setattr(pdf, "_page", fails)
    found = read(data, "문서.pdf")
    assert [(block.text, block.page) for block in found.blocks] == [(f"{WORDS}는 규정이다.", 1), ("셋째 쪽이다.", 3)]
    assert [code for code, _ in found.warnings] == ["ING-012"]


@pytest.mark.parametrize("cut", [12, 200, 900])
def test_a_file_cut_short_is_damaged_or_read(cut: int) -> None:
    with pytest.raises(AppError) as caught:
        read(Paper([text(70, 700, WORDS)]).save()[:cut], "잘린.pdf")
    assert caught.value.code in (FileDamaged.code, NoText.code)


def test_attachments_are_members() -> None:
    data = Paper([text(70, 700, WORDS)], attached={"붙임 1.txt": "첨부한 글".encode(), "b.bin": b""}).save()
    found = read(data, "문서.pdf")
    assert sorted(one.name for one in found.members) == ["b.bin", "붙임 1.txt"]
    at = [one.name for one in found.members].index("붙임 1.txt")
    assert member(data, "문서.pdf", [at]) == ("첨부한 글".encode(), "붙임 1.txt")
    with pytest.raises(FileMissing):
        member(data, "문서.pdf", [2])
