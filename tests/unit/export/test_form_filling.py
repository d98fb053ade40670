"""Letters in form templates: ours, the official samples where they are, and forms as word processors write them."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.core.draft_errors import FormBad
from app.core.drafts import Line, Part, Sheet
from app.core.paths import assets_dir
from app.export.hwpx import filling, package, template
from app.export.hwpx.filling import Filled, Value
from app.export.hwpx.parts import packed, unpacked
from app.export.layout import laid_out
from app.export.readback import filled_difference
from app.letters import forms
from app.letters.composing import compose, foot
from installer import form_templates
from tests.fakes.letters import Case, cases
from tests.fakes.sheets import HOSTILE, LETTER, REPORT

HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"
SECTION = "Contents/section0.xml"
OURS = assets_dir() / "templates" / "hwpx"
SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "samples" / "template"
LETTER_FORM, REPORT_FORM = OURS / "일반기안문.hwpx", OURS / "간이기안문.hwpx"
OFFICIAL = SAMPLES / "일반기안문_서식.hwpx", SAMPLES / "간이기안문_서식.hwpx"
KNOWN = forms.load(assets_dir() / "templates")
VALUES = (
    Value("phone", "전화", "02-000-0000"),
    Value("disclosure", "공개구분", "공개"),
    Value("number", "시행", "물품과-12"),
    Value("enforced_on", "시행일", "2026. 3. 5."),
    Value("drafter", "기안자", "사무관"),
)
FOOT = (Part.BYLINE, Part.SIGNATURES, Part.REGISTRY, Part.CONTACT)


def filled(path: Path, sheet: Sheet = LETTER, values: tuple[Value, ...] = VALUES) -> Filled:
    return filled_in(path.read_bytes(), sheet, values)


def filled_in(data: bytes, sheet: Sheet = LETTER, values: tuple[Value, ...] = VALUES) -> Filled:
    return filling.filled(template.opened(data, "틀.hwpx"), sheet, laid_out(sheet), values)


def section(data: bytes) -> Any:
    return etree.fromstring(unpacked(data)[SECTION])


def paragraphs(data: bytes) -> list[str]:
    found = ("".join(one.itertext(f"{HP}t")) for one in section(data).iter(f"{HP}p") if one.find(f".//{HP}tbl") is None)
    return [text for text in found if text.strip()]


def form(inside: str, changed: Callable[[bytes], bytes] | None = None) -> bytes:
    """Our letter's package with another section: its settings, and `inside` (OWPML without the namespace's name)."""
    parts = unpacked(LETTER_FORM.read_bytes())
    root = etree.fromstring(parts[SECTION])
    for one in list(root)[1:]:
        root.remove(one)
    first = root[0]
    for run in list(first)[1:]:
        first.remove(run)
    words = f'<x xmlns:hp="{HP[1:-1]}">{inside}</x>'
    root.extend(list(etree.fromstring(words)))
    parts[SECTION] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    if changed is not None:
        parts[SECTION] = changed(parts[SECTION])
    return packed(parts)


def p(*runs: str, number: int = 7) -> str:
    return f'<hp:p id="{number}" paraPrIDRef="0" styleIDRef="0">{"".join(runs)}</hp:p>'


def run(inside: str, char: int = 0) -> str:
    return f'<hp:run charPrIDRef="{char}">{inside}</hp:run>'


def begin(name: str, number: int = 70) -> str:
    return (
        f'<hp:ctrl><hp:fieldBegin id="{number}" type="CLICK_HERE" name="{name}"><hp:parameters cnt="2" name="">'
        f'<hp:stringParam name="Command">Clickhere:set:44:Direction:wstring:3:여기요 HelpState:wstring:0:  '
        f'</hp:stringParam><hp:stringParam name="Direction">여기요</hp:stringParam></hp:parameters></hp:fieldBegin>'
        f"</hp:ctrl>"
    )


def end(number: int = 70) -> str:
    return f'<hp:ctrl><hp:fieldEnd beginIDRef="{number}"/></hp:ctrl>'


# --- sixty letters ---------------------------------------------------------------------------
def _sixty(case: Case) -> tuple[Sheet, tuple[Value, ...]]:
    known = KNOWN.get(case.letter.form)
    value = foot.values(known, case.letter.fields)
    values = tuple(Value(one.key, one.label, value(one.key)) for one in known.fields if value(one.key))
    return compose.sheet(case.letter, known, case.columns), values


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
@pytest.mark.parametrize("paths", [(LETTER_FORM, REPORT_FORM), OFFICIAL], ids=["ours", "official"])
def test_sixty_letters_go_out_in_a_form(paths: tuple[Path, Path], case: Case) -> None:
    sheet, values = _sixty(case)
    letter = any(line.part is Part.RECIPIENT for line in sheet.lines)
    path = paths[0] if letter else paths[1]
    if not path.exists():
        pytest.skip("the official samples are not there")
    done = filled(path, sheet, values)
    assert filled_difference(done.data, done.fields, done.lines) == ""
    assert package.faults(done.data) == ()
    assert _order(sheet, done) == []
    if letter:
        assert done.lacking == ()
    assert not _prompts(done)


def _order(sheet: Sheet, done: Filled) -> list[str]:
    """Lines of the text that are not in the file in their order, and words of the head that are not in it."""
    text = "\n".join(paragraphs(done.data))
    lost, at = [], 0
    for line in sheet.lines:
        if line.part in (Part.BODY, Part.ATTACHMENT, Part.END):
            wanted = f"{line.mark} {line.text}".strip()
            found = text.find(wanted, at)
            lost += [wanted] if found < 0 else []
            at = max(at, found + len(wanted))
        elif line.part not in FOOT and line.table is None and line.text not in text:
            lost += [] if set(done.lacking) else [line.text]
    return lost


def _prompts(done: Filled) -> list[str]:
    """Names of fields that show a prompt: those without content that have one."""
    shown = []
    for field in section(done.data).iter(f"{HP}fieldBegin"):
        told = "".join(one.text or "" for one in field.iter(f"{HP}stringParam"))
        if not done.fields[field.get("name")] and not re.search(r"wstring:1:  Help", told):
            shown.append(field.get("name"))
    return shown


def test_the_shipped_forms_are_what_their_maker_makes() -> None:
    made = dict(form_templates.templates())
    assert {path.stem: path.read_bytes() for path in OURS.glob("*.hwpx")} == made
    assert all(len(data) < 20 << 10 and package.faults(data) == () for data in made.values())


# --- what goes where -------------------------------------------------------------------------
def test_a_letter_reads_as_ours_do() -> None:
    done = filled(LETTER_FORM)
    told = paragraphs(done.data)
    assert told[:5] == [
        "가나다청",
        "수신  라마바회사 대표",
        "(경유)  ",
        "제목  물품 점검 일정 안내",
        "1. 관련: 「물품 관리 지침」 제6조제1항",
    ]
    assert told[-9:-6] == ["붙임  1. 점검표 1부.", "2. 물품 목록 2부.  끝.", "가나다청장"]
    assert told[-6].split("  ") == ["수신자", "갑부서장, 을부서장, 병부서장"]
    assert told[-3].split() == ["시행", "물품과-12(2026.", "3.", "5.)", "접수"]
    assert done.fields["전화번호"] == "02-000-0000" and done.fields["우편번호"] == ""
    assert done.lacking == ()


def test_every_line_of_the_text_hangs_in_from_the_shape_of_the_form() -> None:
    data = filled(LETTER_FORM).data
    shapes = {one.get("id"): one for one in etree.fromstring(unpacked(data)["Contents/header.xml"]).iter(f"{HH}paraPr")}
    lefts = {}
    for one in section(data).iter(f"{HP}p"):
        text = "".join(one.itertext(f"{HP}t"))
        margin = next(shapes[one.get("paraPrIDRef")].iter(f"{HH}margin"))
        lefts[text[:2]] = {side.tag.rpartition("}")[2]: int(side.get("value")) for side in margin}
    assert lefts["1."]["left"] == 0 and lefts["가."]["left"] == 1200 and lefts["1)"]["left"] == 2400
    assert lefts["가."]["intent"] < -1200 and lefts["수신"]["left"] == 0


def test_a_table_is_as_wide_as_the_form_s_text() -> None:
    inside = p(run(begin("본문") + end()))
    wide = section(filled_in(form(inside)).data).find(f".//{HP}tbl/{HP}sz").get("width")
    narrow = form(inside, lambda data: re.sub(rb'left="\d+" right="\d+"', b'left="12000" right="12000"', data, count=1))
    size = section(narrow).find(f".//{HP}pagePr/{HP}margin")
    assert size.get("left") == "12000"
    assert int(section(filled_in(narrow).data).find(f".//{HP}tbl/{HP}sz").get("width")) == 59528 - 24000 != int(wide)


def test_the_form_s_own_count_and_end_are_an_example() -> None:
    inside = p(run(begin("본문") + end())) + p(
        run("<hp:t>붙임  </hp:t>" + begin("붙임", 71) + end(71) + "<hp:t>  1부.  끝.</hp:t>")
    )
    assert paragraphs(filled_in(form(inside)).data)[-2:] == ["붙임  1. 점검표 1부.", "2. 물품 목록 2부.  끝."]
    without = replace(LETTER, lines=tuple(one for one in LETTER.lines if one.part is not Part.ATTACHMENT))
    assert not any("붙임" in told or "끝" in told for told in paragraphs(filled_in(form(inside), without).data))
    ended = Sheet("external", (*LETTER.lines[:4], Line(Part.BODY, "알립니다.  끝.")), "")
    own = p(run(begin("본문") + end())) + p(run("<hp:t>끝.</hp:t>"), number=8)
    assert paragraphs(filled_in(form(own), ended).data) == ["알립니다.  끝."]
    endless = Sheet("external", (*LETTER.lines[:4], Line(Part.BODY, "알립니다.")), "")
    assert paragraphs(filled_in(form(own), endless).data) == ["알립니다.", "끝."]


def test_what_a_form_has_no_field_for_is_told() -> None:
    done = filled_in(form(p(run(begin("본문") + end()))))
    assert done.lacking[:4] == ("행정기관명", "수신자", "제목", "발신명의")
    assert {"전화", "시행일", "기안자"} <= set(done.lacking)
    assert done.lines[0].startswith("1. 관련") and done.lines[-1].endswith("끝.")


def test_a_line_at_the_foot_that_no_form_knows_follows_the_text() -> None:
    sheet = Sheet(
        "handover",
        (
            Line(Part.TITLE, "인계"),
            Line(Part.BODY, "가", mark="1.", level=1),
            Line(Part.SIGNATURES, "○○○", label="인계자"),
        ),
        "인계",
    )
    done = filled(REPORT_FORM, sheet, (Value("giver", "인계자", "○○○"),))
    assert done.lacking == () and done.lines[-1] == "인계자  ○○○"
    own = form(p(run(begin("본문") + end())) + p(run(begin("인계자", 71) + end(71))))
    done = filled_in(own, sheet, (Value("giver", "인계자", "○○○"),))
    assert done.fields["인계자"] == "○○○" and done.lacking == ("제목",)


def test_a_cover_is_followed_by_the_text_on_a_new_page() -> None:
    done = filled_in(form(p(run(begin("제목") + end()))), REPORT, ())
    root = section(done.data)
    assert [one.get("pageBreak") for one in root.iterchildren(f"{HP}p")].count("1") == 1
    assert filled_difference(done.data, done.fields, done.lines) == "" and len(done.lines) > 300


def test_signs_of_xml_stay_letters() -> None:
    done = filled(LETTER_FORM, HOSTILE)
    assert filled_difference(done.data, done.fields, done.lines) == ""
    assert package.faults(done.data) == ()


# --- forms as they come ----------------------------------------------------------------------
def test_a_prompt_in_the_form_goes_whatever_its_runs() -> None:
    inside = p(
        run("<hp:t>제목: </hp:t>" + begin("제목")), run("<hp:t>여기요</hp:t>", 1), run(end() + "<hp:t> 드림</hp:t>")
    )
    assert paragraphs(filled_in(form(inside)).data)[0] == "제목: 물품 점검 일정 안내 드림"
    longer = (
        p(run(begin("제목")), run("<hp:t>여기요</hp:t>"))
        + p(run("<hp:t>또</hp:t>"))
        + p(run(end() + "<hp:t>뒤</hp:t>"))
    )
    assert paragraphs(filled_in(form(longer)).data)[0] == "물품 점검 일정 안내뒤"
    unknown = p(run(begin("비고") + "<hp:t>여기요</hp:t>" + end()))
    assert "여기요" not in "".join(section(filled_in(form(unknown)).data).itertext())


def test_brackets_and_strokes_around_nothing_go() -> None:
    inside = p(
        run(
            "<hp:t>전화 (</hp:t>"
            + begin("팩스번호")
            + end()
            + "<hp:t>)  / </hp:t>"
            + begin("이메일", 71)
            + end(71)
            + "<hp:t> / </hp:t>"
            + begin("공개구분", 72)
            + end(72)
        )
    )
    assert paragraphs(filled_in(form(inside)).data)[0] == "전화 / 공개"


def test_a_text_in_a_cell_stays_in_it() -> None:
    cell = (
        '<hp:tbl id="9" rowCnt="1" colCnt="1" borderFillIDRef="1"><hp:sz width="20000" height="900"/><hp:tr><hp:tc>'
        f'<hp:subList>{p(run(begin("본문") + end()))}</hp:subList><hp:cellAddr colAddr="0" rowAddr="0"/>'
        '<hp:cellSpan colSpan="1" rowSpan="1"/><hp:cellSz width="20000" height="900"/>'
        '<hp:cellMargin left="500" right="500" top="0" bottom="0"/></hp:tc></hp:tr></hp:tbl>'
    )
    done = filled_in(form(p(run(cell))))
    outer = section(done.data).find(f".//{HP}tc/{HP}subList")
    assert len(outer.findall(f"{HP}p")) == len(
        [one for one in LETTER.lines if one.part in (Part.BODY, Part.TABLE, Part.ATTACHMENT)]
    )
    assert outer.find(f".//{HP}tbl/{HP}sz").get("width") == "19000"


def test_the_places_of_lines_are_forgotten_where_they_are_others_now() -> None:
    places = "<hp:linesegarray><hp:lineseg/></hp:linesegarray>"
    told = p(run("<hp:t>담당</hp:t>"), places)
    box = f'<hp:tbl id="9"><hp:tr><hp:tc><hp:subList>{told}</hp:subList></hp:tc></hp:tr></hp:tbl>'
    field = run(begin("제목") + end())
    inside = (
        p(run("<hp:t>앞</hp:t>"), places) + p(field, places) + p(run(box), places) + p(run("<hp:t>뒤</hp:t>"), places)
    )
    held = [
        "".join(one.getparent().itertext(f"{HP}t"))
        for one in section(filled_in(form(inside)).data).iter(f"{HP}linesegarray")
    ]
    assert held == ["앞", "담당"]


def test_numbers_are_given_once() -> None:
    root = section(filled(OFFICIAL[0] if OFFICIAL[0].exists() else LETTER_FORM).data)
    numbers = [one.get("id") for one in root.iter(f"{HP}tbl")]
    assert len(numbers) == len(set(numbers))


# --- the reader that compares ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026. 4. 13.", "2026. 4. 14."),
        ("물품 점검 일정 안내", "물품 점검"),
        ("물품 목록 2부.  끝.", "물품 목록 2부."),
        ("물품과-12", "물품과-21"),
    ],
)
def test_a_file_that_differs_is_told(old: str, new: str) -> None:
    done = filled(LETTER_FORM)
    parts = unpacked(done.data)
    assert old.encode() in parts[SECTION]
    parts[SECTION] = parts[SECTION].replace(old.encode(), new.encode())
    assert filled_difference(packed(parts), done.fields, done.lines) != ""


# --- bad forms -------------------------------------------------------------------------------
def _bad() -> Iterator[tuple[str, bytes]]:
    whole = LETTER_FORM.read_bytes()
    parts = unpacked(whole)
    yield "empty", b""
    yield "text", "서식".encode()
    yield "cut", whole[: len(whole) // 2]
    yield "large", whole + bytes(5 << 20)
    for name in ("Contents/header.xml", SECTION, "Contents/content.hpf"):
        yield f"without {name}", packed({key: value for key, value in parts.items() if key != name})
        yield f"torn {name}", packed({**parts, name: parts[name][:-40]})
        yield (
            f"DTD {name}",
            packed({**parts, name: b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts[name].partition(b"?>")[2]}),
        )
    yield "bomb", packed({**parts, SECTION: b"<a>" + b" " * (9 << 20) + b"</a>"})
    yield "deep", packed({**parts, SECTION: b"<a>" * 5000 + b"</a>" * 5000})
    yield "no field", form(p(run("<hp:t>제목</hp:t>")))
    yield "no end", form(p(run(begin("제목"))))
    yield "end before", form(p(run(end() + begin("제목"))))
    yield "no name", form(p(run(begin("") + end())))
    yield "other root", packed({**parts, SECTION: b"<a/>"})
    header = parts["Contents/header.xml"]
    yield (
        "no shapes",
        packed({**parts, "Contents/header.xml": re.sub(rb"<hh:charProperties.*</hh:charProperties>", b"", header)}),
    )
    yield (
        "numbers",
        packed({**parts, "Contents/header.xml": header.replace(b'<hh:charPr id="0"', b'<hh:charPr id="x"')}),
    )


@pytest.mark.parametrize(("name", "data"), list(_bad()), ids=lambda one: one if isinstance(one, str) else "")
def test_a_form_that_cannot_be_filled_is_bad(name: str, data: bytes) -> None:
    with pytest.raises(FormBad) as fault:
        template.opened(data, "틀.hwpx")
    assert fault.value.params["name"] == "틀.hwpx" and fault.value.params["detail"]


def test_a_spoilt_form_is_bad_or_filled_and_never_a_crash() -> None:
    chance = random.Random(6)
    parts = unpacked(LETTER_FORM.read_bytes())
    bad = 0
    for _ in range(250):
        name = chance.choice([SECTION, "Contents/header.xml", "Contents/content.hpf"])
        tags = list(re.finditer(rb"<[^<>]+>|[a-zA-Z]+=\"[^\"]*\"", parts[name]))
        spoilt = parts[name]
        for match in sorted(chance.sample(tags, 3), key=lambda one: -one.start()):
            word = chance.choice([b"", b"", b'id="-1"', b"<hp:p/>", match[0] * 2])
            spoilt = spoilt[: match.start()] + word + spoilt[match.end() :]
        try:
            filled_in(packed({**parts, name: spoilt}))
        except FormBad:
            bad += 1
    assert 50 < bad < 250


def test_an_archive_that_lies_about_its_size_is_bad() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("BinData/a", bytes(65 << 20))
    with pytest.raises(FormBad):
        template.opened(stream.getvalue(), "틀.hwpx")
