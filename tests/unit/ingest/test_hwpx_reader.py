"""HWPX: labels, order, merged cells, notes, memos, captions, the second reader, passwords, document types."""

import base64
import contextlib
import hashlib
import io
import zipfile
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.core.errors import AppError, FileDamaged, FileEncrypted, PasswordWrong
from app.ingest.blocks import HEADING, TABLE
from app.ingest.read import read
from app.ingest.readers import hancom_check, hwpx
from app.ingest.readers.hancom_labels import FORM_NAMES, spell

SAMPLES = Path(__file__).resolve().parents[3].parent / "shared" / "corpus" / "samples"
NS = " ".join(
    f'xmlns:{short}="http://www.hancom.co.kr/hwpml/2011/{name}"'
    for short, name in (("hp", "paragraph"), ("hs", "section"), ("hh", "head"), ("hc", "core"))
)
ODF = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def package(body: str, header: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    parts = {
        "mimetype": b"application/hwp+zip",
        "Contents/content.hpf": b'<p><i id="s" href="Contents/section0.xml"/></p>',
        "Contents/header.xml": f"<hh:head {NS}>{header}</hh:head>".encode(),
        "Contents/section0.xml": f"<hs:sec {NS}>{body}</hs:sec>".encode(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in (parts | (extra or {})).items():
            made.writestr(name, data)
    return stream.getvalue()


def p(*inside: str, shape: int = 0) -> str:
    """A paragraph of one run; what does not begin with < is text."""
    parts = (piece if piece.startswith("<") else f"<hp:t>{piece}</hp:t>" for piece in inside)
    return f'<hp:p paraPrIDRef="{shape}" styleIDRef="0"><hp:run charPrIDRef="0">{"".join(parts)}</hp:run></hp:p>'


def sub(*paragraphs: str) -> str:
    return f"<hp:subList>{''.join(paragraphs)}</hp:subList>"


def ctrl(inside: str) -> str:
    return f"<hp:ctrl>{inside}</hp:ctrl>"


def cell(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> str:
    inside = text if text.startswith("<") else p(text)
    return (
        f'<hp:tc>{sub(inside)}<hp:cellAddr colAddr="{column}" rowAddr="{row}"/>'
        f'<hp:cellSpan colSpan="{columns}" rowSpan="{rows}"/></hp:tc>'
    )


def table(*rows: list[str], columns: int, inline: bool = False, caption: str = "") -> str:
    place = f'<hp:pos treatAsChar="{int(inline)}"/>'
    body = "".join(f"<hp:tr>{''.join(cells)}</hp:tr>" for cells in rows)
    return f'<hp:tbl rowCnt="{len(rows)}" colCnt="{columns}">{place}{caption}{body}</hp:tbl>'


def texts(body: str, header: str = "") -> list[str]:
    return [block.text for block in hwpx.read(package(body, header), "a.hwpx").blocks]


def test_merged_cells_say_their_text_once_and_move_no_neighbour() -> None:
    made = table(
        [cell(0, 0, "구분", rows=2), cell(0, 1, "금액", columns=2)],
        [cell(1, 1, "국내"), cell(1, 2, "국외")],
        [cell(2, 0, "일비"), cell(2, 1, "1"), cell(2, 2, "2")],
        columns=3,
    )
    assert texts(p(made)) == ["구분 | 금액 | \n | 국내 | 국외\n일비 | 1 | 2"]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = table([cell(0, 0, "가"), cell(0, 1, "나")], columns=2)
    outer = table([cell(0, 0, "항목"), cell(0, 1, p("내역", inner))], columns=2)
    found = hwpx.read(package(p(outer)), "a.hwpx").blocks
    assert [(b.kind, b.text) for b in found] == [(TABLE, "항목 | 내역"), (TABLE, "가 | 나")]


def test_what_floats_stands_behind_the_words_it_hangs_on() -> None:
    box = f"<hp:rect><hp:drawText>{sub(p('글상자'))}</hp:drawText></hp:rect>"
    floating = table([cell(0, 0, "가"), cell(0, 1, "나")], columns=2)
    inline = table([cell(0, 0, "다"), cell(0, 1, "라")], columns=2, inline=True)
    assert texts(p(floating, "제1조(목적) 앞 ", box, "뒤") + p(inline, "표 다음")) == [
        "제1조(목적) 앞 뒤", "가 | 나", "글상자", "다 | 라", "표 다음",
    ]  # fmt: skip


def test_notes_memos_hidden_words_and_running_heads_are_marked() -> None:
    note = ctrl(f"<hp:footNote>{sub(p('아래 글'))}</hp:footNote>")
    end = ctrl(f"<hp:endNote>{sub(p('끝 글'))}</hp:endNote>")
    memo = ctrl(f'<hp:fieldBegin type="MEMO">{sub(p("다시 볼 것"))}</hp:fieldBegin>')
    hidden = ctrl(f"<hp:hiddenComment>{sub(p('숨은 말'))}</hp:hiddenComment>")
    heads = ctrl(f"<hp:header>{sub(p('훈령집'))}</hp:header>") + ctrl(f"<hp:footer>{sub(p('- 1 -'))}</hp:footer>")
    body = p("가", note, memo, "나", ctrl("<hp:fieldEnd/>"), end) + p("다", hidden, heads) + p("라", heads)
    assert texts(body) == [
        "가나", "[각주 1] 아래 글", "[미주 1] 끝 글", "다", "라",
        "[메모] 다시 볼 것", "[메모] 숨은 말", "[머리말] 훈령집",
    ]  # fmt: skip


def test_captions_formulas_and_letters_drawn_as_pictures() -> None:
    number = ctrl('<hp:autoNum num="3" numType="TABLE"><hp:autoNumFormat type="ROMAN_CAPITAL"/></hp:autoNum>')
    caption = f'<hp:caption side="TOP">{sub(p("표 ", number, " 여비"))}</hp:caption>'
    made = table([cell(0, 0, "가"), cell(0, 1, "나")], columns=2, caption=caption)
    formula = f"<hp:equation><hp:caption>{sub(p('식 설명'))}</hp:caption><hp:script>a over b</hp:script></hp:equation>"
    box = f"<hp:rect><hp:caption>{sub(p('그림 설명'))}</hp:caption></hp:rect>"
    assert texts(p(made) + p(formula) + p(box) + p('<hp:textart text="큰 글씨"/>')) == [
        "표 III 여비", "가 | 나", "a over b", "식 설명", "그림 설명", "큰 글씨",
    ]  # fmt: skip


def labels_header() -> str:
    def head(level: int, form: str, pattern: str, start: int = 1) -> str:
        return f'<hh:paraHead start="{start}" level="{level}" numFormat="{form}">{pattern}</hh:paraHead>'

    first = head(1, "DIGIT", "제^1조") + head(2, "HANGUL_SYLLABLE", "^2.") + head(3, "DIGIT", "^n)")
    shapes = (("NUMBER", 1, 0), ("NUMBER", 1, 1), ("NUMBER", 1, 2), ("OUTLINE", 0, 0), ("BULLET", 1, 0))
    return (
        f'<hh:numbering id="1">{first}</hh:numbering>'
        f'<hh:numbering id="2">{head(1, "ROMAN_CAPITAL", "^1.", 3)}</hh:numbering><hh:bullet id="1" char="\uf06e"/>'
        + "".join(
            f'<hh:paraPr id="{at}"><hh:heading type="{kind}" idRef="{definition}" level="{level}"/></hh:paraPr>'
            for at, (kind, definition, level) in enumerate(shapes, 1)
        )
    )


def test_labels_are_written_out() -> None:
    body = p('<hp:secPr outlineShapeIDRef="2"/>', "셋째", shape=4)
    for text, shape in (
        ("목적", 1),
        ("가목", 2),
        ("나목", 2),
        ("깊이", 3),
        ("정의", 1),
        ("가목", 2),
        ("점", 5),
        ("글", 0),
    ):
        body += p(text, shape=shape)
    body += p(table([cell(0, 0, p("칸", shape=1)), cell(0, 1, "나")], columns=2)) + p("넷째", shape=4)
    found = hwpx.read(package(body, labels_header()), "a.hwpx").blocks
    assert [block.text for block in found] == [
        "III. 셋째", "제1조 목적", "가. 가목", "나. 나목", "1.나.1) 깊이", "제2조 정의", "가. 가목", "■ 점", "글",
        "제3조 칸 | 나", "IV. 넷째",
    ]  # fmt: skip
    assert (found[0].kind, found[0].level) == (HEADING, 1)


def test_forms_of_numbers() -> None:
    assert [spell(form, 4) for form in FORM_NAMES] == [
        "4", "④", "IV", "iv", "D", "d", "Ⓓ", "ⓓ", "라", "㉱", "ㄹ", "㉣", "사", "四", "㊃",
    ]  # fmt: skip
    assert [spell("HANGUL_PHONETIC", n) for n in (10, 11, 25)] == ["십", "십일", "이십오"]
    assert [spell("HANGUL_SYLLABLE", n) for n in (14, 15)] == ["하", "거"]
    assert [spell("ROMAN_SMALL", 49), spell("CIRCLED_DIGIT", 21), spell("무엇", 3)] == ["xlix", "21", "3"]


def test_words_after_a_wide_space_stay_though_the_second_reader_drops_them_in_cells() -> None:
    made = table(
        [cell(0, 0, "<hp:p><hp:run><hp:t>앞<hp:nbSpace/>뒤</hp:t></hp:run></hp:p>"), cell(0, 1, "나")], columns=2
    )
    found = hwpx.read(package(p(made)), "a.hwpx")
    assert ([b.text for b in found.blocks], found.warnings) == (["앞 뒤 | 나"], ())


def test_text_that_only_the_second_reader_finds_is_taken_and_said() -> None:
    odd = f"<hp:newShape><hp:inside>{sub(p('새 판의 개체 안에 든 긴 글'))}</hp:inside></hp:newShape>"
    found = hwpx.read(package(p("앞 글", odd)), "a.hwpx")
    assert [code for code, _ in found.warnings] == ["ING-021"]
    assert "새 판의 개체 안에 든 긴 글" in "\n".join(b.text for b in found.blocks)


def test_a_section_that_is_no_xml_is_told() -> None:
    whole = {
        "Contents/section1.xml": b"<hs:sec",
        "Contents/content.hpf": b'<p><i href="section0.xml"/><i href="section1.xml"/></p>',
    }
    found = hwpx.read(package(p("앞 글"), extra=whole), "a.hwpx")
    assert ([b.text for b in found.blocks], [code for code, _ in found.warnings]) == (["앞 글"], ["ING-012"])


@pytest.mark.parametrize(
    "section",
    [b"<hs:sec", b"<!DOCTYPE s [<!ENTITY a 'x'>]><s>&a;</s>", b"<a>" * 30_000 + b"</a>" * 30_000],
    ids=["cut", "document type", "deep"],
)
def test_bad_sections_get_their_code(section: bytes) -> None:
    with pytest.raises(FileDamaged):
        hwpx.read(package("", extra={"Contents/section0.xml": section}), "a.hwpx")


def locked(body: str, password: str) -> bytes:
    """A package whose section is locked as OWPML does it: deflate, AES-256-CBC, PBKDF2 of the SHA-256."""
    plain = f"<hs:sec {NS}>{body}</hs:sec>".encode()
    packing = zlib.compressobj(wbits=-15)
    packed = packing.compress(plain) + packing.flush()
    salt, start = b"s" * 16, hashlib.sha256(password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start, salt, 1024, 32)
    locking = Cipher(algorithms.AES(key), modes.CBC(b"i" * 16)).encryptor()
    data = locking.update(packed + bytes(-len(packed) % 16)) + locking.finalize()
    spelt = {k: base64.b64encode(v).decode() for k, v in (("iv", b"i" * 16), ("salt", salt))}
    check = base64.b64encode(hashlib.sha256(plain[:1024]).digest()).decode()
    manifest = (
        f'<m:manifest xmlns:m="{ODF}"><m:file-entry m:full-path="Contents/section0.xml" m:size="{len(plain)}">'
        f'<m:encryption-data m:checksum-type="{ODF}#sha256-1k" m:checksum="{check}">'
        f'<m:algorithm m:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"'
        f' m:initialisation-vector="{spelt["iv"]}"/>'
        f'<m:key-derivation m:key-derivation-name="{ODF}#pbkdf2" m:key-size="32" m:iteration-count="1024"'
        f' m:salt="{spelt["salt"]}"/>'
        f'<m:start-key-generation m:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"'
        f' m:key-size="32"/></m:encryption-data></m:file-entry></m:manifest>'
    )
    return package("", extra={"Contents/section0.xml": data, "META-INF/manifest.xml": manifest.encode()})


def test_a_password_opens_the_file_or_is_wrong_or_is_asked_for() -> None:
    data = locked(p("잠긴 글"), "비밀12")
    assert [b.text for b in read(data, "a.hwpx", "비밀12").blocks] == ["잠긴 글"]
    with pytest.raises(PasswordWrong):
        read(data, "a.hwpx", "틀림")
    with pytest.raises(FileEncrypted):
        read(data, "a.hwpx")


def test_a_document_of_another_maker() -> None:
    hwpx_maker = pytest.importorskip("hwpx")
    document = hwpx_maker.HwpxDocument.new()
    document.add_paragraph("제1조(목적) 이 훈령은 여비를 정한다.")
    made = document.add_table(rows=2, cols=2)
    for at, text in enumerate(("구분", "금액", "일비", "20,000원")):
        made.set_cell_text(at // 2, at % 2, text)
    stream = io.BytesIO()
    document.save_to_stream(stream)
    found = read(stream.getvalue(), "여비.hwpx")
    assert [b.text for b in found.blocks] == ["제1조(목적) 이 훈령은 여비를 정한다.", "구분 | 금액\n일비 | 20,000원"]
    assert found.warnings == ()


def test_the_samples_end_coded_or_with_the_text_of_both_readers() -> None:
    if not SAMPLES.is_dir():
        pytest.skip("../shared/corpus/samples is not here")
    for path in [*(SAMPLES / "hwpx").glob("*.hwpx"), *(SAMPLES / "template").glob("*.hwpx")]:
        data = path.read_bytes()
        found = hwpx.read(data, path.name)
        theirs = sum(
            hancom_check.hangul(t) for part in hancom_check._parts(data, "hwpx") for t in hancom_check._texts(part)
        )
        assert sum(hancom_check.hangul(b.text) for b in found.blocks) >= hancom_check.ENOUGH * theirs, path.name
    for path in (SAMPLES / "hostile").glob("*.hwpx"):
        with contextlib.suppress(AppError):  # any other exception fails
            read(path.read_bytes(), path.name)
