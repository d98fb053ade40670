"""The real child of role ocr: drawn pages through the sealed process, page by page; bad bytes do not stop it."""

import io
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.core.catalog import Catalog
from app.core.errors import AppError, Cancelled
from app.core.events import Cancel
from app.core.paths import assets_dir, models_dir
from app.ingest.parse import Parsed
from app.ingest.remote import OCR, READER, Reader
from tests.fakes.paper import Paper, locked, picture, sheet, text

pytestmark = pytest.mark.e2e

FONT = assets_dir() / "fonts" / "NotoSansKR-Regular.otf"
FIRST = ["휴가 운영 규정", "제1조(목적) 이 규정은 휴가에 관한 사항을 정한다."]
SECOND = ["제3조(신청) 휴가를 쓰려는 사람은 신청서를 낸다.", "제4조(허가) 부서의 장이 허가한다."]


@pytest.fixture(scope="module")
def font() -> Path:
    if Catalog.load(models_dir()).choose("ocr").missing():
        pytest.skip("kor.traineddata is not installed (python3 installer/fetch_models.py)")
    if not FONT.is_file():
        pytest.skip("assets/fonts is not fetched (python3 installer/dev.py setup)")
    return FONT


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader(role=OCR)
    yield made
    made.close()


def tiff(font: Path) -> bytes:
    stream = io.BytesIO()
    first, second = (sheet(words, font, paper=(1700, 900)) for words in (FIRST, SECOND))
    first.save(stream, "TIFF", save_all=True, append_images=[second], compression="tiff_lzw", dpi=(300, 300))
    return stream.getvalue()


def mixed(font: Path) -> bytes:
    shot = sheet(FIRST, font, paper=(1240, 1754), size=30)
    return Paper(
        [picture(0, 0, 595, 842), text(70, 700, "제2조(정의) 휴가란 일을 쉬는 것을 말한다.")], shot=shot
    ).save()


def bare(parsed: Parsed) -> str:
    return "".join(parsed.text.split())


def test_the_pages_of_a_picture_file_come_one_by_one(reader: Reader, font: Path) -> None:
    told: list[tuple[int, int]] = []
    made = reader.read(tiff(font), "규정.tif", ocr=True, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert bare(made) == "".join("".join(FIRST + SECOND).split())
    assert [str(passage.locator) for passage in made.passages] == ["제1조", "제3조", "제4조"]
    assert [passage.page for passage in made.passages] == [1, 2, 2]
    assert all(80 <= passage.ocr <= 100 for passage in made.passages)
    assert [code for code, _ in made.warnings] == ["ING-017"]


def test_a_scan_between_pages_of_text_is_read_in_its_place(reader: Reader, font: Path) -> None:
    data = mixed(font)
    made = reader.read(locked(data, "secret"), "섞인.pdf", password="secret", ocr=True)
    assert [str(passage.locator) for passage in made.passages] == ["제1조", "제2조"]
    assert [passage.ocr > 0 for passage in made.passages] == [True, False]
    assert made.scanned == ()
    first = Reader()
    waits = first.read(data, "섞인.pdf")
    assert (waits.scanned, waits.warnings) == ((1,), ())
    first.close()


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_only_the_ocr_child_has_tesseract_in_memory(reader: Reader, font: Path) -> None:
    reader.read(tiff(font), "규정.tif", ocr=True)
    plain = Reader(role=READER)
    waits = plain.read(tiff(font), "규정.tif")
    assert waits.scanned == (1, 2)
    assert (loads(reader), loads(plain)) == (True, False)
    assert [code for code, _ in plain.read(tiff(font), "규정.tif", ocr=True).warnings] == ["ING-020"]
    plain.close()


def loads(reader: Reader) -> bool:
    with open(f"/proc/{reader.pid}/maps", encoding="utf-8") as maps:  # noqa: PTH123
        return "tesserocr" in maps.read()


def test_cancelling_ends_between_two_pages(reader: Reader, font: Path) -> None:
    cancel = Cancel()
    with pytest.raises(Cancelled):
        reader.read(tiff(font), "규정.tif", ocr=True, progress=lambda done, of: cancel.set(), cancel=cancel)
    assert bare(reader.read(mixed(font), "섞인.pdf", ocr=True)).startswith("휴가운영규정")


def test_bent_files_end_with_a_code_and_the_next_one_is_read(reader: Reader, font: Path) -> None:
    chance = random.Random(3)
    small = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(small, "PNG")
    sources = [(tiff(font)[:40_000], "a.tif"), (small.getvalue(), "b.png"), (mixed(font), "c.pdf")]
    for round_ in range(24):
        data, name = sources[round_ % len(sources)]
        bent = bytearray(data)
        for _ in range(chance.choice((1, 4, 40))):
            bent[chance.randrange(8, len(bent))] = chance.randrange(256)
        try:
            reader.read(bytes(bent), name, ocr=True)
        except AppError as error:
            assert error.code.startswith("ING-")
            assert error.params["name"] == name
    assert bare(reader.read(mixed(font), "섞인.pdf", ocr=True)).startswith("휴가운영규정")
