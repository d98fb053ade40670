"""HWP 5: text in order, tables, notes, labels, 배포용 documents, the second reader, damaged and hostile files."""

import struct
from pathlib import Path

import pytest

from app.core.errors import AppError, FileDamaged, FileEncrypted, FileTooLarge, FormatUnsupported
from app.ingest.blocks import HEADING, TABLE
from app.ingest.read import read
from app.ingest.readers import hancom_check, hwp, hwp_container
from tests.fakes import hwp5
from tests.fakes.compound import compound
from tests.fakes.hwp5 import Hwp5, control, listed, paragraph

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "corpus" / "samples"


def texts(document: Hwp5) -> list[str]:
    return [block.text for block in hwp.read(document.saved(), "a.hwp").blocks]


def test_paragraphs_and_a_table_after_the_words_it_hangs_on() -> None:
    cells = {(0, 0, 1, 1): "구분", (0, 1, 1, 1): "금액", (1, 0, 1, 1): "일비", (1, 1, 1, 1): "20,000원"}
    section = paragraph("제1조(목적) 여비를 정한다.")
    section += paragraph("다음 \0표와 같다.", controls=((b"tbl ", hwp5.table(1, 2, 2, cells)),))
    section += paragraph("표 다음 글")
    found = read(Hwp5([section]).saved(), "여비.hwp")
    assert (found.format, found.warnings) == ("hwp", ())
    assert [(b.kind, b.text) for b in found.blocks] == [
        ("paragraph", "제1조(목적) 여비를 정한다."),
        ("paragraph", "다음 표와 같다."),
        (TABLE, "구분 | 금액\n일비 | 20,000원"),
        ("paragraph", "표 다음 글"),
    ]


def test_merged_cells_say_their_text_once_and_move_no_neighbour() -> None:
    cells = {
        (0, 0, 2, 1): "구분",
        (0, 1, 1, 2): "금액",
        (1, 1, 1, 1): "국내",
        (1, 2, 1, 1): "국외",
        (2, 0, 1, 1): "일비",
        (2, 1, 1, 1): "1",
        (2, 2, 1, 1): "2",
    }
    section = paragraph("\0", controls=((b"tbl ", hwp5.table(1, 3, 3, cells)),))
    assert texts(Hwp5([section])) == ["구분 | 금액 | \n | 국내 | 국외\n일비 | 1 | 2"]


def test_notes_memos_and_running_heads_are_marked() -> None:
    section = paragraph(
        "본문\0 그리고\0 끝",
        controls=(
            (b"fn  ", control(b"fn  ", 1, bytes(8), listed(2, paragraph("아래 글", 2)))),
            (b"head", control(b"head", 1, bytes(8), listed(2, paragraph("국방 훈령집", 2), paragraph("- 3 -", 2)))),
        ),
    )
    section += paragraph("다음 문단")
    memo = (
        paragraph("마지막") + hwp5.record(93, 1, bytes(4)) + listed(1, paragraph("다시 볼 것", 2), paragraph("과장", 2))
    )
    assert texts(Hwp5([section + memo])) == [
        "본문 그리고 끝",
        "[각주 1] 아래 글",
        "다음 문단",
        "마지막",
        "[메모] 다시 볼 것",
        "[메모] 과장",
        "[머리말] 국방 훈령집",
    ]


def test_labels_are_written_out() -> None:
    info = hwp5.numbering([(0, "제^1조"), (8, "^2."), (0, "^1-^3)")]) + hwp5.numbering([(2, "^1.")])
    info += hwp5.bullet("□") + hwp5.shape()
    info += b"".join(hwp5.shape(2, level, 1) for level in range(3)) + hwp5.shape(1) + hwp5.shape(3, 0, 1)
    start = control(b"secd", 1, struct.pack("<14xH20x", 2))
    section = paragraph("\0첫째", shape=4, controls=((b"secd", start),))
    for text, shape in (
        ("목적", 1),
        ("가목", 2),
        ("나목", 2),
        ("셋", 3),
        ("정의", 1),
        ("가목", 2),
        ("점", 5),
        ("글", 0),
    ):
        section += paragraph(text, shape=shape)
    found = hwp.read(Hwp5([section], info).saved(), "a.hwp").blocks
    assert [block.text for block in found] == [
        "I. 첫째", "제1조 목적", "가. 가목", "나. 나목", "1-1) 셋", "제2조 정의", "가. 가목", "□ 점", "글",
    ]  # fmt: skip
    assert (found[0].kind, found[0].level) == (HEADING, 1)


def test_the_number_of_a_caption_is_written_out() -> None:
    number = control(b"atno", 1, struct.pack("<IHHHH", 4, 3, 0, 0, ord(")")))
    section = paragraph("표 \0 여비 기준", controls=((b"atno", number),))
    assert texts(Hwp5([section])) == ["표 3) 여비 기준"]


def test_a_distribution_document_is_read_and_its_placeholder_is_not() -> None:
    placeholder = Hwp5([paragraph("이 문서는 상위 버전의 배포용 문서입니다. 문서를 읽으려면 최신 버전이 필요합니다.")])
    locked = Hwp5([paragraph("제1조(목적) 배포용 문서의 글이다.")], flags=hwp5.COMPRESSED | hwp5.DISTRIBUTION)
    locked.extra["BodyText/Section0"] = placeholder._packed(placeholder.sections[0])
    assert texts(locked) == ["제1조(목적) 배포용 문서의 글이다."]
    with pytest.raises(FormatUnsupported):
        hwp.read(placeholder.saved(), "a.hwp")


@pytest.mark.parametrize("password", ["", "비밀"])
def test_a_password_is_asked_for_and_not_called_wrong(password: str) -> None:
    with pytest.raises(FileEncrypted):
        read(Hwp5([paragraph("글")], flags=hwp5.PASSWORD).saved(), "a.hwp", password)


def test_text_that_only_the_second_reader_finds_is_taken_and_said() -> None:
    cells = {(0, 0, 1, 1): "가나다라마바사", (0, 5, 1, 1): "칸 밖"}  # dochan gives a table up whose cell lies outside
    section = paragraph("앞\0", controls=((b"tbl ", hwp5.table(1, 1, 2, cells)),))
    found = hwp.read(Hwp5([section]).saved(), "a.hwp")
    assert [code for code, _ in found.warnings] == ["ING-021"]
    assert "가나다라마바사" in "".join(block.text for block in found.blocks)


def test_a_table_that_claims_to_be_enormous_takes_no_memory() -> None:
    cells = {(0, 0, 1, 1): "가나다라", (65_000, 65_000, 1, 1): "먼 칸의 글"}
    claim = hwp5.table(1, 2, 2, cells).replace(
        struct.pack("<IHHH", 0, 2, 2, 0), struct.pack("<IHHH", 0, 65_500, 65_500, 0)
    )
    found = hwp.read(Hwp5([paragraph("앞\0", controls=((b"tbl ", claim),))]).saved(), "a.hwp")
    assert [code for code, _ in found.warnings] == ["ING-021"]
    assert {"앞", "먼 칸의 글"} <= {block.text for block in found.blocks}


def test_what_is_left_of_a_damaged_section_is_read_and_said() -> None:
    letters = "".join(chr(0xAC00 + 37 * at % 11172) for at in range(600))
    plain = b"".join(paragraph(letters[at : at + 20]) for at in range(0, 600, 20))
    whole = Hwp5([plain], extra={"BodyText/Section0": Hwp5([])._packed(plain)[:900]}).saved()
    found = hwp.read(whole, "a.hwp")
    assert [code for code, _ in found.warnings] == ["ING-012"]
    assert found.blocks[0].text == letters[:20]
    assert 1 < len(found.blocks) < 30


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (compound({"FileHeader": b"x" * 256, "DocInfo": b"x"}), FileDamaged),
        (compound({"Contents": b"x"}), FormatUnsupported),
        (Hwp5([]).saved(), FileDamaged),
        (Hwp5([paragraph("글")]).saved()[:1600], FileDamaged),
        (Hwp5([b"\0" * (5 << 20)]).saved(), FileTooLarge),
        (Hwp5([paragraph("가" * (5 << 20))]).saved(), FileTooLarge),
    ],
    ids=["no header", "another compound file", "no section", "cut", "too many records", "endless paragraph"],
)
def test_bad_files_get_their_code(data: bytes, fault: type[AppError]) -> None:
    with pytest.raises(fault):
        hwp.read(data, "a.hwp")


def test_a_bomb_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hwp_container, "MAX_INFLATED_MB", 2)
    with pytest.raises(FileTooLarge) as caught:
        hwp.read(Hwp5([b"\xff" * (3 << 20)]).saved(), "a.hwp")
    assert caught.value.params["limit_mb"] == 2


def test_a_chain_of_sectors_that_loops_ends() -> None:
    data = bytearray(Hwp5([paragraph("가" * 9000)], flags=0).saved())
    (fat_at,) = struct.unpack_from("<I", data, 76)
    struct.pack_into("<I", data, 512 * (fat_at + 1) + 4, 0)  # the second sector leads back to the first
    with pytest.raises(FileDamaged):
        hwp.read(bytes(data), "a.hwp")


def test_records_end_where_the_stream_is_cut() -> None:
    whole = hwp5.record(67, 1, b"abcd") + hwp5.record(67, 1, b"x" * 5000)
    assert [(tag, level, end - start) for tag, level, start, end in hwp_container.records(whole)] == [
        (67, 1, 4),
        (67, 1, 5000),
    ]
    assert len(list(hwp_container.records(whole[:-1]))) == 1


def test_hwp3_is_not_read() -> None:
    with pytest.raises(FormatUnsupported):
        read(b"HWP Document File V3.00 \x1a\x01\x02\x03\x04\x05" + bytes(600), "옛.hwp")


def test_a_word_document_with_a_document_embedded_is_not_read_and_one_with_a_workbook_is() -> None:
    inside = Hwp5([paragraph("속 글")], flags=0).saved()
    with pytest.raises(FormatUnsupported):
        read(compound({"WordDocument": bytes(5000), "ObjectPool/Object": inside}), "a.doc")
    whole = Hwp5([paragraph("겉 글")], extra={"BinData/BIN0001.OLE": compound({"Workbook": b"x"})}).saved()
    assert [block.text for block in read(whole, "a.hwp").blocks] == ["겉 글"]


def test_the_samples_end_coded_or_with_the_text_of_both_readers() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/corpus/samples is not here")
    for path in [*(SAMPLES / "hwp").glob("*.hwp"), *(SAMPLES / "hostile").glob("*.hwp")]:
        data = path.read_bytes()
        try:
            found = hwp.read(data, path.name)
        except AppError:
            assert path.parent.name == "hostile", path.name
            continue
        theirs = sum(
            hancom_check.hangul(t) for part in hancom_check._parts(data, "hwp") for t in hancom_check._texts(part)
        )
        assert sum(hancom_check.hangul(b.text) for b in found.blocks) >= hancom_check.ENOUGH * theirs, path.name
