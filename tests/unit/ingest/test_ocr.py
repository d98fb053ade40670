"""Recognition: picture files, what is done to a picture first, spaces, certainty, and pages merged in order."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from app.core.catalog import Catalog
from app.core.errors import AppError, FileDamaged, FileTooLarge, NoText, TooManyPages
from app.core.paths import assets_dir, models_dir
from app.ingest.blocks import Block, Extract
from app.ingest.parse import parse
from app.ingest.read import read
from app.ingest.readers import image, lines, ocr, picture
from app.ingest.readers.ocr import Engine, Seen, respaced
from app.ingest.recognise import Step, recognise
from tests.fakes.paper import Paper, locked, sheet, text
from tests.fakes.paper import picture as drawn

FONT = assets_dir() / "fonts" / "NotoSansKR-Regular.otf"
SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "corpus" / "samples" / "ocr"
WORDS = [
    "휴가 운영 규정",
    "제1조(목적) 이 규정은 휴가에 관한 사항을 정한다.",
    "제2조(정의) 휴가란 일을 쉬는 것을 말한다.",
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    model = Catalog.load(models_dir()).choose("ocr")
    if model.missing():
        pytest.skip("kor.traineddata is not installed (python3 installer/fetch_models.py)")
    return Engine(model.folder)


@pytest.fixture(scope="module")
def font() -> Path:
    if not FONT.is_file():
        pytest.skip("assets/fonts is not fetched (python3 installer/dev.py setup)")
    return FONT


class Eyes(Engine):
    """Stands for Tesseract where a test is about everything around it: what it sees on each page, in turn."""

    def __init__(self, *pages: Sequence[Seen]) -> None:
        self._seen: Iterator[Sequence[Seen]] = iter(pages)

    def read(self, page: Image.Image) -> list[Seen]:
        assert page.mode == "L"
        return list(next(self._seen))


def saved(page: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    page.save(stream, form, **options)
    return stream.getvalue()


BLANK = Image.new("L", (80, 100), 255)
TIFF = saved(BLANK, "TIFF", save_all=True, append_images=[BLANK.copy(), BLANK.copy()])


def outcome(data: bytes, name: str, engine: Engine | None, password: str = "") -> tuple[list[Step], Extract]:
    *steps, document = recognise(data, name, password, engine)
    assert isinstance(document, Extract)
    return [step for step in steps if isinstance(step, Step)], document


# --- picture files ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "form", "pages"),
    [
        (saved(BLANK, "PNG"), "png", (1,)),
        (saved(BLANK, "JPEG"), "jpeg", (1,)),
        (saved(BLANK, "TIFF"), "tiff", (1,)),
        (TIFF, "tiff", (1, 2, 3)),
        (saved(BLANK, "PNG", save_all=True, append_images=[BLANK.point(lambda _v: 0)]), "png", (1,)),
    ],
)
def test_a_picture_has_no_text_and_waits(data: bytes, form: str, pages: tuple[int, ...]) -> None:
    found = read(data, f"그림.{form}")
    assert (found.format, found.blocks, found.scanned, found.warnings) == (form, (), pages, ())


def test_a_picture_under_another_name_is_said() -> None:
    assert [code for code, _ in read(saved(BLANK, "PNG"), "그림.pdf").warnings] == ["ING-007"]


@pytest.mark.parametrize("size", [(10_000, 9_000), (30_000, 30_000)])
def test_a_picture_too_large_to_open_is_refused_unopened(size: tuple[int, int]) -> None:
    head = saved(BLANK.convert("1"), "PNG")
    at = head.index(b"IHDR") + 4
    bent = head[:at] + size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big") + head[at + 8 :]
    with pytest.raises((FileTooLarge, FileDamaged)) as caught:
        read(bent, "큰.png")
    assert caught.value.params["name"] == "큰.png"


def test_a_large_picture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MAX_PIXELS", 80 * 100 - 1)
    with pytest.raises(FileTooLarge):
        read(saved(BLANK, "PNG"), "큰.png")
    monkeypatch.setattr(picture, "MAX_PIXELS", 80 * 100)
    assert read(saved(BLANK, "PNG"), "꼭.png").scanned == (1,)


def test_more_pages_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "MAX_PAGES", 2)
    with pytest.raises(TooManyPages) as caught:
        read(TIFF, "두꺼운.tif")
    assert caught.value.params == {"name": "두꺼운.tif", "pages": 3, "limit": 2}


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0broken", b"II*\0\x08\0\0\0\xff\xff", b"MM\0*"]
)
def test_a_picture_that_is_none_is_damaged(data: bytes) -> None:
    with pytest.raises(FileDamaged):
        read(data, "깨진.png")


def test_a_picture_held_sideways_is_put_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    wide = Image.new("L", (200, 100), 255)
    with image.scans(saved(wide, "JPEG", exif=exif), "사진.jpg") as found:
        page = found.picture(1)
    assert page.height > page.width


def test_a_picture_cut_short_is_found_out_when_its_turn_comes() -> None:
    noise = Image.effect_noise((300, 300), 90)
    whole = saved(noise, "PNG")
    with pytest.raises(FileDamaged):
        outcome(whole[: len(whole) // 2], "잘린.png", Eyes([]))


def test_clear_paper_is_white_and_deep_grey_keeps_its_shades() -> None:
    assert picture.grey(Image.new("RGBA", (2, 2), (0, 0, 0, 0))).getpixel((0, 0)) == 255
    assert picture.grey(Image.new("P", (2, 2), 0)).mode == "L"
    deep = Image.new("I;16", (2, 1))
    deep.putpixel((1, 0), 60_000)
    assert [picture.grey(deep).getpixel((x, 0)) for x in (0, 1)] == [0, 255]


# --- the picture before recognition ----------------------------------------------------------
@pytest.mark.parametrize(
    ("own", "wanted"), [(0, 300), (72, 300), (149, 300), (150, 150), (200, 200), (300, 300), (600, 300)]
)
def test_scans_keep_their_own_resolution_where_it_will_do(own: float, wanted: float) -> None:
    assert picture.fit_dpi(own, 8.3, 11.7) == wanted


def test_a_giant_page_is_brought_within_bounds() -> None:
    assert 90 * 90 * picture.fit_dpi(0, 90, 90) ** 2 <= picture.FIT_PIXELS + 1
    tall = picture.made_fit(Image.new("L", (9000, 8000), 255), 600)
    assert tall.width * tall.height <= picture.FIT_PIXELS


def test_a_tilted_page_is_made_level(font: Path) -> None:
    page = sheet(WORDS * 8, font, paper=(1700, 2900))
    assert abs(picture.skew(page)) <= 0.2
    for angle in (-3, 1.5, 4):
        turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
        assert abs(picture.skew(turned) + angle) <= 0.3


def test_columns_of_a_picture() -> None:
    page = Image.new("L", (1000, 1400), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((50, 50, 950, 90), fill=0)
    for row in range(150, 1350, 30):
        pen.rectangle((50, row, 470, row + 15), fill=0)
        pen.rectangle((530, row, 950, row + 15), fill=0)
    top, left, right = picture.columns(page)[:3]
    assert (top[0], top[2], left[0], right[2]) == (0, 1000, 0, 1000)
    assert 90 <= top[3] <= 150 and left[1] == right[1] == top[3]
    assert 470 <= left[2] == right[0] <= 530
    pen.rectangle((50, 700, 950, 1300), fill=0)
    assert picture.columns(page) == [(0, 0, 1000, 1400)]
    assert picture.columns(Image.new("L", (1000, 1400), 255)) == [(0, 0, 1000, 1400)]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("제 7 조 (문서 작성)", "제7조 (문서 작성)"),
        ("제 3 조제 3 호에 따른", "제3조제3호에 따른"),
        ("연 ㆍ월 ㆍ 일", "연ㆍ월ㆍ일"),
        ("가로 210 밀리미터", "가로 210밀리미터"),
        ("작 성 방 법 등", "작성방법등"),
        ("0 문서는", "0 문서는"),
        ("그 밖의 이 영 중 일부", "그 밖의 이 영 중 일부"),
        ("별표 1 과", "별표1과"),
    ],
)
def test_made_up_spaces(seen: str, meant: str) -> None:
    assert respaced(seen) == meant


# --- pages, in order, with their certainty ---------------------------------------------------
def test_a_paragraph_has_the_mean_certainty_of_its_lines() -> None:
    page: list[lines.Item] = [Block("가" * 30, confidence=90), Block("나" * 10, confidence=50), "다" * 30]
    found = lines.join([page])
    assert [(block.text, block.confidence) for block in found] == [("가" * 30 + "나" * 10, 80), ("다" * 30, 0)]


def test_every_page_of_a_tiff_is_read_and_told() -> None:
    eyes = Eyes([Seen("첫째 쪽이다.", 90)], [], [Seen("셋째 쪽의 글이다.", 60)])
    steps, found = outcome(TIFF, "스캔.tif", eyes)
    assert steps == [Step(0, 3), Step(1, 3), Step(2, 3), Step(3, 3)]
    assert [(block.text, block.page, block.confidence) for block in found.blocks] == [
        ("첫째 쪽이다.", 1, 90),
        ("셋째 쪽의 글이다.", 3, 60),
    ]
    assert found.warnings == (("ING-017", {"name": "스캔.tif", "pages": 2, "confidence": 72}),)
    assert found.scanned == ()
    assert [passage.ocr for passage in parse(found, "스캔.tif").passages] == [90, 60]


MIXED = Paper(
    [drawn(0, 0, 595, 842), text(70, 700, "둘째 쪽은 글자로 되어 있다."), drawn(0, 0, 595, 842)], shot=BLANK
).save()


def test_only_the_scanned_pages_of_a_pdf_are_recognised_and_all_stay_in_order() -> None:
    steps, found = outcome(MIXED, "섞인.pdf", Eyes([Seen("첫째 쪽이다.", 80)], [Seen("셋째 쪽이다.", 80)]))
    assert steps[-1] == Step(2, 2)
    assert [(block.text, block.page, block.confidence) for block in found.blocks] == [
        ("첫째 쪽이다.", 1, 80),
        ("둘째 쪽은 글자로 되어 있다.", 2, 0),
        ("셋째 쪽이다.", 3, 80),
    ]


def test_a_locked_scan_takes_its_password() -> None:
    eyes = Eyes([Seen("첫째 쪽이다.", 80)], [Seen("셋째 쪽이다.", 80)])
    assert len(outcome(locked(MIXED, "secret"), "잠긴.pdf", eyes, "secret")[1].blocks) == 3


def test_without_data_the_pages_go_on_waiting_and_the_rest_is_read() -> None:
    steps, found = outcome(MIXED, "섞인.pdf", None)
    assert (steps, found.scanned) == ([], (1, 3))
    assert [block.text for block in found.blocks] == ["둘째 쪽은 글자로 되어 있다."]
    assert found.warnings == (("ING-020", {"name": "섞인.pdf", "pages": 2}),)


def test_nothing_recognised_is_no_text() -> None:
    with pytest.raises(NoText):
        outcome(saved(BLANK, "PNG"), "풍경.png", Eyes([]))


def test_few_words_of_a_scanned_page_stay_where_recognition_gives_fewer() -> None:
    data = Paper([drawn(0, 0, 595, 842) + text(70, 700, "표지에 적힌 제목")], shot=BLANK).save()
    assert read(data, "표지.pdf").scanned == (1,)
    assert [b.text for b in read(data, "표지.pdf").blocks] == ["표지에 적힌 제목"]
    assert [b.text for b in outcome(data, "표지.pdf", Eyes([Seen("표지", 60)]))[1].blocks] == ["표지에 적힌 제목"]


def test_a_file_without_scans_is_simply_read() -> None:
    assert outcome("글입니다.".encode(), "글.txt", None)[1].blocks[0].text == "글입니다."


# --- the real engine -------------------------------------------------------------------------
def test_a_printed_page_is_read(engine: Engine, font: Path) -> None:
    _steps, found = outcome(saved(sheet(WORDS, font), "PNG", dpi=(300, 300)), "규정.png", engine)
    read_words = "".join("".join(block.text.split()) for block in found.blocks)
    assert read_words == "".join("".join(line.split()) for line in WORDS)
    assert all(80 <= block.confidence <= 100 for block in found.blocks)
    made = parse(found, "규정.png")
    assert [str(passage.locator) for passage in made.passages] == ["제1조", "제2조"]


def test_a_blank_page_says_nothing(engine: Engine) -> None:
    assert engine.read(Image.new("L", (1240, 1754), 255)) == []
    assert engine.read(Image.new("L", (10, 10), 255)) == []


def test_a_page_that_is_noise_is_given_up(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    noise = Image.effect_noise((200, 200), 120).resize((1500, 1500), Image.Resampling.NEAREST)
    with pytest.raises(TimeoutError):
        engine.lines(noise, 0.0)
    monkeypatch.setattr(ocr, "PATIENCE", 0.0)
    with pytest.raises(NoText):
        outcome(saved(noise, "PNG", dpi=(300, 300)), "사진.png", engine)


def test_data_that_is_none_is_refused(engine: Engine, tmp_path: Path) -> None:
    del engine
    (tmp_path / "kor.traineddata").write_bytes(b"not data")
    with pytest.raises(RuntimeError):
        Engine(tmp_path)


@pytest.mark.parametrize(("name", "most"), [("gt300-1.png", 0.03), ("mjscan.png", 0.06), ("scan.pdf", 0.06)])
def test_the_sample_pages(engine: Engine, name: str, most: float) -> None:
    if not (SAMPLES / name).is_file():
        pytest.skip("../shared/corpus/samples/ocr is not there")
    from tests.bench.ocr import errors

    try:
        found = outcome((SAMPLES / name).read_bytes(), name, engine)[1]
    except AppError as error:
        pytest.fail(error.code)
    truth = (SAMPLES / "gt.txt").read_text(encoding="utf-8")
    assert errors(truth, "\n".join(block.text for block in found.blocks)) <= most
