"""Sheets to export: a letter and a report as people write them, and one with everything that could break a file."""

from app.core.drafts import Line, Part, Sheet, Table

LETTER = Sheet(
    "external",
    (
        Line(Part.AGENCY, "가나다청"),
        Line(Part.RECIPIENT, "라마바회사 대표", label="수신"),
        Line(Part.VIA, "", label="(경유)"),
        Line(Part.TITLE, "물품 점검 일정 안내", label="제목"),
        Line(Part.BODY, "관련: 「물품 관리 지침」 제6조제1항", mark="1.", level=1),
        Line(Part.BODY, "점검을 다음과 같이 하오니 준비하여 주시기 바랍니다.", mark="2.", level=1),
        Line(Part.BODY, "일시: 2026. 4. 13.(월) 14:00", mark="가.", level=2),
        Line(
            Part.BODY,
            "대상: 창고에 있는 물품으로서 수량이 백 개를 넘는 것과, 값이 금1,850,000원(금일백팔십오만원)을 넘는 것을 "
            "모두 점검하며 빠진 것이 있으면 이튿날까지 알려 주시기 바랍니다.",
            mark="나.",
            level=2,
        ),
        Line(Part.BODY, "준비할 것", mark="다.", level=2),
        Line(Part.BODY, "물품 목록과 열쇠", mark="1)", level=3),
        Line(Part.TABLE, "", table=Table((("구분", "수량", "비고"), ("책상", "12", ""), ("이하 빈칸", "", "")))),
        Line(Part.ATTACHMENT, "점검표 1부.", label="붙임", mark="1."),
        Line(Part.ATTACHMENT, "물품 목록 2부.  끝.", mark="2."),
        Line(Part.SENDER, "가나다청장"),
        Line(Part.RECIPIENTS, "갑부서장, 을부서장, 병부서장", label="수신자"),
        Line(Part.SIGNATURES, "기안자 사무관  검토자 과장  결재권자 국장"),
        Line(Part.REGISTRY, "시행  물품과-12(2026. 3. 5.)"),
        Line(Part.CONTACT, "전화 02-000-0000  / 공개"),
    ),
    "물품 점검 일정 안내",
    "물품 점검의 날짜와 준비할 것을 알리는 문서",
    ("물품", "점검"),
)

REPORT = Sheet(
    "report",
    (
        Line(Part.TITLE, "물품 점검 결과 보고"),
        Line(Part.BYLINE, "작성부서: 물품과  작성일: 2026. 4. 20."),
        Line(Part.BODY, "점검 결과", mark="□", level=1),
        Line(Part.BODY, "수량이 맞지 않는 물품 3건을 찾아 바로잡음", mark="○", level=2),
        Line(Part.BODY, "책상 2개와 의자 1개", mark="-", level=3),
        Line(Part.BODY, "사진은 따로 둠", mark="ㆍ", level=4),
        Line(
            Part.TABLE,
            "",
            table=Table((("번호", "물품", "수량"), *((str(n), f"물품 {n}", f"{n * 1000:,}") for n in range(1, 121)))),
        ),
        Line(Part.END, "끝."),
    ),
    "물품 점검 결과 보고",
)

_SIGNS = "& < > \" ' 「」 『』 ㆍ ~ \\ | ` * _ [가](나) # &amp; ]]> <!-- --> <br> 漢字 ① ㉮ □ ※ 金 Å Ⅳ ㎡"
_INVISIBLE = "탭\t뒤 \x00\x01\x0b\x1b 반쪽\ud800글자 \ufffe 돌려\u202e쓰기"

HOSTILE = Sheet(
    "external",
    (
        Line(Part.AGENCY, _SIGNS),
        Line(Part.RECIPIENT, _INVISIBLE, label="수신"),
        Line(Part.TITLE, f"# 제목 {_SIGNS}", label="제목"),
        Line(Part.BODY, "가" * 10_000, mark="1.", level=1),
        Line(Part.BODY, "x" * 3_000, mark="가.", level=2),
        Line(Part.BODY, "여러\n줄\r\n글\u2028끝", mark="1)", level=3),
        *(
            Line(Part.BODY, text, level=2)
            for text in ("- 빼기", "1. 숫자", "===", "+ 더하기", "---", "2) 둘", "| 표 |")
        ),
        Line(
            Part.TABLE,
            "",
            table=Table((("번호", "내용|둘", "비\n고"), *((str(n), _SIGNS[: n % 40], f"<{n}>") for n in range(200)))),
        ),
        Line(Part.TABLE, "", table=Table((("하나",),), heads=0)),
        Line(Part.TABLE, "", table=Table((tuple("가나다라마바사아"), ("긴 글 " * 900, *[""] * 7)))),
        *(Line(Part.ATTACHMENT, f"붙임 {n} 1부.", label="붙임" if n == 1 else "", mark=f"{n}.") for n in range(1, 31)),
        Line(Part.END, "끝."),
        Line(Part.SENDER, "보내는 이"),
    ),
    "제목 " * 300,
    f"요지 '인용' {_SIGNS} " * 20,
    ("a'b", "c: d", _SIGNS),
)

EMOJI = Sheet("external", (Line(Part.RECIPIENT, "😀 👨\u200d👩\u200d👧 받는 이", label="수신"),))

EMPTY = Sheet("report", ())

SHEETS = {"letter": LETTER, "report": REPORT, "hostile": HOSTILE, "emoji": EMOJI, "empty": EMPTY}
