"""The form holds for any letter, and what was laid out is read back as the same."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.drafts import Attachment, Item, Letter, Marks, Part, Table
from app.core.official import levels
from app.core.paths import assets_dir
from app.letters import forms
from app.letters.composing import compose
from app.letters.read_back import letter as reading

FORMS = forms.load(assets_dir() / "templates")
_NASTY = (
    "끝.",
    "회의  끝.",
    "이하 빈칸",
    "1. 관련",
    "가. 나",
    "13. 접수",
    "4. 13. 접수",
    "(사)협회",
    "(주)한빛",
    "① 하나",
    "□ 현황",
    "- 5도",
    "-3도",
    "붙임  명단 1부.  끝.",
    "수신  다른 곳",
    "제목  다른 제목",
    "(경유)",
    "| a | b |",
    "a | b \\",
    "<b>굵게</b>\n\n1. 둘째",
    "줄\r\n바꿈\u2028또\x0b또\x85끝",
    "\u200b\ufeff",
    "우 04383",
    "/ 공개",
    "시행  기획과-1(2026. 3. 3.)",
    "기안자 아무개",
    "작성일자: 2026. 3. 3.",
    "2026. 3. 3.",
    "[확인 필요: 수신]",
    "가" * 60,
)
_WORDS = st.one_of(
    st.sampled_from(_NASTY),
    st.text(alphabet="가나다라 1.()-·|끝.①□○\n\t:/\u3000붙임", max_size=14),
    st.text(max_size=10),
)
_TABLES = st.none() | st.builds(
    Table, st.lists(st.lists(_WORDS, max_size=3).map(tuple), max_size=3).map(tuple), st.integers(-1, 3)
)
_LEAVES = st.builds(Item, _WORDS, table=_TABLES)
_ITEMS = st.recursive(
    _LEAVES, lambda inner: st.builds(Item, _WORDS, st.lists(inner, max_size=3).map(tuple), _TABLES), max_leaves=8
)
_ATTACHMENTS = st.lists(
    st.builds(Attachment, _WORDS, st.sampled_from(("1부", "각 2부", "", "두 부", "끝.", "x"))), max_size=3
)


@st.composite
def _letters(draw: st.DrawFn) -> Letter:
    form = draw(st.sampled_from(FORMS.forms))
    keys = st.sampled_from([one.key for one in form.fields])
    fields = draw(st.dictionaries(keys, _WORDS, max_size=8))
    items = tuple(draw(st.lists(_ITEMS, max_size=3)))
    return Letter(form.id, fields, items, tuple(draw(_ATTACHMENTS)))


_COLUMNS = st.sampled_from((0, 40, 80))
_SLOW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@_SLOW
@given(_letters(), _COLUMNS)
def test_marks_are_in_order_whatever_a_letter_holds(letter: Letter, columns: int) -> None:
    form = FORMS.get(letter.form)
    sheet = compose.sheet(letter, form, columns)
    body = [line for line in sheet.lines if line.part is Part.BODY]
    assert body
    open_: list[int] = []
    for line in body:
        assert "\n" not in line.text
        if not line.mark:
            assert form.marks is Marks.NUMBERED
            continue
        assert line.level <= len(open_) + 1
        del open_[line.level :]
        if line.level > len(open_):
            open_.append(0)
        open_[-1] += 1
        assert line.mark == levels.mark(line.level, open_[-1], form.marks)
    assert sum(line.label == "붙임" for line in sheet.lines) <= 1


@_SLOW
@given(_letters(), _COLUMNS)
def test_the_form_ends_once(letter: Letter, columns: int) -> None:
    form = FORMS.get(letter.form)
    sheet = compose.sheet(letter, form, columns)
    ended = [at for at, line in enumerate(sheet.lines) if re.search(r"(?:^|\s\s)끝\.$", line.text)]
    text = [at for at, line in enumerate(sheet.lines) if line.part in (Part.BODY, Part.TABLE, Part.ATTACHMENT)]
    table = sheet.lines[text[-1]].table
    if not form.ends:
        assert not ended
    elif table is not None and table.rows[-1][-1] in ("", "이하 빈칸"):
        assert not ended
        assert any("이하 빈칸" in row for row in table.rows)
    else:
        (at,) = ended
        assert at in (text[-1], text[-1] + 1)
        assert (sheet.lines[at].part is Part.END) == (at > text[-1])
    order = [_ORDER.index(Part.BODY if line.part is Part.TABLE else line.part) for line in sheet.lines]
    assert order == sorted(order)


_ORDER = (
    Part.AGENCY,
    Part.RECIPIENT,
    Part.VIA,
    Part.TITLE,
    Part.BYLINE,
    Part.BODY,
    Part.ATTACHMENT,
    Part.END,
    Part.SENDER,
    Part.RECIPIENTS,
    Part.SIGNATURES,
    Part.REGISTRY,
    Part.CONTACT,
)


@_SLOW
@given(_letters(), _COLUMNS)
def test_spans_are_the_lines(letter: Letter, columns: int) -> None:
    form = FORMS.get(letter.form)
    sheet = compose.sheet(letter, form, columns)
    text = compose.plain(sheet)
    spans = compose.spans(sheet)
    assert len(spans) == len(sheet.lines)
    assert len(text.splitlines()) == text.count("\n") + 1
    last = 0
    for line, (start, end) in zip(sheet.lines, spans, strict=True):
        assert last <= start <= end
        assert not text[last:start].strip()
        assert line.text in text[start:end]
        assert text[start:].startswith(line.label or line.mark or line.text[:1])
        last = end
    assert last == len(text)


@_SLOW
@given(_letters(), _COLUMNS)
def test_a_letter_is_read_back(letter: Letter, columns: int) -> None:
    form = FORMS.get(letter.form)
    text = compose.plain(compose.sheet(letter, form, columns))
    again = reading.letter(text, FORMS, form.id, columns)
    assert compose.plain(compose.sheet(again, form, columns)) == text, text


@_SLOW
@given(st.text(alphabet="수신제목붙임 가나.1)(\n|끝□○-시행:·", max_size=120))
def test_any_text_is_read_as_some_letter(text: str) -> None:
    letter = reading.letter(text, FORMS)
    text = compose.plain(compose.sheet(letter, FORMS.get(letter.form)))
    again = reading.letter(text, FORMS, letter.form)
    assert compose.plain(compose.sheet(again, FORMS.get(letter.form))) == text
