"""Makes the form templates that ship: `python -m installer.form_templates` writes assets/templates/hwpx/*.hwpx.

일반기안문 has the parts of 별지 제1호서식, 간이기안문 those of 별지 제2호서식 (규칙 제3조제1항), in our own layout.
Every part is a named field (누름틀). A site copies one to `<home>/templates/<id of a form>.hwpx`, changes it in its
word processor, and letters of that kind go out in it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from lxml import etree

from app.core.drafts import Line, Part, Sheet
from app.core.paths import assets_dir
from app.export.hwpx import package
from app.export.hwpx.parts import packed, unpacked, xml
from app.export.hwpx.styles import HP
from app.export.layout import Align, Block, Grid, Layout, Paragraph, Rule, Style, laid_out

_SECTION = "Contents/section0.xml"
_FIELD = re.compile(r"\{(?P<name>[^{}|]+)(?:\|(?P<prompt>[^{}]*))?\}")
_MADE = datetime(2026, 1, 1, tzinfo=UTC)

_LETTER = Sheet(
    "",
    (
        Line(Part.AGENCY, "{행정기관명|행정기관명을 적습니다}"),
        Line(Part.RECIPIENT, "{수신자|받는 기관의 장(보조기관)}", label="수신"),
        Line(Part.VIA, "{경유|거쳐 가는 기관}", label="(경유)"),
        Line(Part.TITLE, "{제목|제목을 적습니다}", label="제목"),
        Line(Part.BODY, "{본문|내용을 적습니다}", level=1),
        Line(Part.ATTACHMENT, "{붙임|붙임의 이름과 수량}", label="붙임"),
        Line(Part.SENDER, "{발신명의}"),
        Line(Part.RECIPIENTS, "{수신자명단|받는 기관의 목록}", label="수신자"),
        Line(Part.SIGNATURES, "기안자 {기안자|직위 서명}  검토자 {검토자|직위 서명}  결재권자 {결재권자|직위 서명}"),
        Line(Part.SIGNATURES, "협조자 {협조자|직위 서명}"),
        Line(Part.REGISTRY, "시행  {시행번호|처리과명-번호}({시행일})  접수  {접수번호|처리과명-번호}({접수일})"),
        Line(Part.CONTACT, "우 {우편번호}  {주소}  / {홈페이지}"),
        Line(Part.CONTACT, "전화 {전화번호}  전송 {팩스번호}  / {전자우편}  / {공개구분}"),
    ),
    "일반기안문",
)

_SMALL = Style(10.5, spacing=130)
_BOX = Style(22, bold=True, align=Align.CENTER, spacing=180)
_CENTRE = Style(16, align=Align.CENTER, spacing=160)
_TEXT = Style(15, spacing=160)


def _grid(*rows: tuple[str, ...], shares: tuple[float, ...], heads: int = 0, style: Style = _SMALL) -> Grid:
    cells = tuple(tuple(tuple(cell.split("\n")) for cell in row) for row in rows)
    return Grid(cells, heads, shares, (True,) * len(shares), style)


def _gap(points: float) -> Paragraph:
    return Paragraph("", Style(4, spacing=100, before=points))


def _letter() -> Layout:
    """As our letters are. The space above the text and above 붙임 is a line of its own: theirs is every line's."""
    layout = laid_out(_LETTER)
    blocks: list[Block] = []
    for block in layout.blocks:
        if isinstance(block, Paragraph) and block.style.rule is Rule.BELOW:
            blocks += [replace(block, style=replace(block.style, after=0.0)), _gap(3)]
        elif isinstance(block, Paragraph) and block.text.startswith("붙임"):
            blocks += [_gap(4), replace(block, style=replace(block.style, before=0.0))]
        else:
            blocks.append(block)
    return replace(layout, blocks=tuple(blocks))


def _report() -> Layout:
    """A cover with the boxes of 별지 제2호서식; the text begins on the next page."""
    registry = _grid(
        ("생산등록번호", "{생산등록번호}", "공개구분", "{공개구분}"),
        ("등록일", "{등록일}", "결재일", "{결재일}"),
        shares=(0.18, 0.32, 0.18, 0.32),
    )
    signed = _grid(
        ("{결재직위1|직위}", "{결재직위2|직위}", "{결재직위3|직위}", "{결재직위4|직위}"),
        ("\n \n ", "", "", ""),
        shares=(0.25,) * 4,
    )
    blocks: tuple[Block, ...] = (
        registry,
        _gap(6),
        signed,
        _grid(("협조자", "{협조자}"), shares=(0.25, 0.75)),
        _gap(90),
        Grid(((("{제목|제목을 적습니다}",),),), 0, (1.0,), (True,), _BOX, boxed=True),
        _gap(6),
        Paragraph("{요약설명|보고의 근거와 내용을 줄여 적을 수 있습니다}", Style(13, align=Align.CENTER, spacing=160)),
        _gap(150),
        Paragraph("{작성일}", _CENTRE),
        _gap(50),
        Paragraph("{작성기관|행정기관명과 부서}", Style(20, bold=True, align=Align.CENTER, spacing=150)),
        Paragraph("{작성자}", Style(13, align=Align.CENTER, spacing=160, before=8)),
        Paragraph("{본문|내용을 적습니다}", _TEXT),
        Paragraph("붙임  {붙임|붙임의 이름과 수량}", Style(15, spacing=160, before=12), hang="붙임  "),
    )
    return Layout(blocks, "간이기안문")


def templates() -> Iterator[tuple[str, bytes]]:
    """Names and bytes, always the same ones."""
    yield "일반기안문", _with_fields(package.written(_letter(), _MADE))
    yield "간이기안문", _with_fields(package.written(_report(), _MADE), new_page="본문")


def main() -> None:
    folder = assets_dir() / "templates" / "hwpx"
    folder.mkdir(exist_ok=True)
    for name, data in templates():
        Path(folder / f"{name}.hwpx").write_bytes(data)


def _with_fields(data: bytes, new_page: str = "") -> bytes:
    """Each `{name|prompt}` a field; the paragraph of the field `new_page` begins a page."""
    parts = unpacked(data)
    section = etree.fromstring(parts[_SECTION])
    numbers = count(1_000_000)
    for told in list(section.iter(f"{HP}t")):
        if told.text and _FIELD.search(told.text):
            _split(told, numbers)
    for begin in section.iter(f"{HP}fieldBegin"):
        if begin.get("name") == new_page:
            next(begin.iterancestors(f"{HP}p")).set("pageBreak", "1")
    parts[_SECTION] = xml(section)
    parts["Preview/PrvText.txt"] = "\r\n".join(section.itertext(f"{HP}t")).encode("utf-8")
    return packed(parts)


def _split(told: Any, numbers: Iterator[int]) -> None:
    run, text, at = told.getparent(), told.text, 0
    for match in _FIELD.finditer(text):
        _word(run, text[at : match.start()])
        _field(run, next(numbers), match["name"], match["prompt"] or match["name"])
        at = match.end()
    _word(run, text[at:])
    run.remove(told)


def _word(run: Any, text: str) -> None:
    if text:
        etree.SubElement(run, f"{HP}t").text = text


def _field(run: Any, number: int, name: str, prompt: str) -> None:
    told = {"type": "CLICK_HERE", "name": name, "editable": "1", "dirty": "0", "zorder": "-1"}
    begin = etree.SubElement(etree.SubElement(run, f"{HP}ctrl"), f"{HP}fieldBegin", {"id": str(number), **told})
    parameters = etree.SubElement(begin, f"{HP}parameters", {"cnt": "1", "name": ""})
    command = f"Direction:wstring:{len(prompt)}:{prompt} HelpState:wstring:0:  "
    etree.SubElement(
        parameters, f"{HP}stringParam", {"name": "Command"}
    ).text = f"Clickhere:set:{len(command)}:{command}"
    etree.SubElement(etree.SubElement(run, f"{HP}ctrl"), f"{HP}fieldEnd", {"beginIDRef": str(number)})


if __name__ == "__main__":
    main()
