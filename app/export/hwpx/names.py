"""What official forms call their fields, and which part of a letter goes there.

The first name of each is that of 별지 제1호서식 and 제2호서식; the others are usual on forms of agencies.
"""

BODY, ATTACHMENTS = "body", "attachments"

_NAMES = {
    "agency": ("행정기관명", "기관명", "발신기관명", "발신기관"),
    "recipient": ("수신자", "수신", "수신자(참조)", "수신(참조)"),
    "via": ("경유", "(경유)"),
    "title": ("제목", "문서제목", "보고서제목"),
    BODY: ("본문", "내용", "본문내용", "보고내용"),
    ATTACHMENTS: ("붙임", "첨부", "붙임목록"),
    "sender": ("발신명의", "발신자명의"),
    "recipients": ("수신자명단", "수신자목록", "수신처"),
    "drafter": ("기안자",),
    "reviewer": ("검토자",),
    "approver": ("결재권자", "결재자"),
    "cooperator": ("협조자",),
    "number": ("시행번호", "생산등록번호", "문서번호", "시행"),
    "enforced_on": ("시행일", "시행일자"),
    "received_number": ("접수번호", "접수등록번호", "접수"),
    "received_on": ("접수일", "접수일자"),
    "postcode": ("우편번호",),
    "address": ("주소", "도로명주소"),
    "homepage": ("홈페이지", "누리집", "홈페이지주소"),
    "phone": ("전화번호", "전화"),
    "fax": ("팩스번호", "팩스", "전송"),
    "email": ("전자우편", "이메일", "전자우편주소"),
    "disclosure": ("공개구분",),
    "day": ("작성일", "작성일자", "보고일", "보고일자"),
    "department": ("작성기관", "작성부서", "보고부서", "처리과"),
    "author": ("작성자", "보고자"),
    "summary": ("요약설명", "문서요지", "요약"),
}
_KEYS = {name: key for key, names in _NAMES.items() for name in names}


def key_of(name: str) -> str:
    """The key of the part that goes into a field, the name itself for a field that only one form has."""
    squeezed = "".join(name.split())
    return _KEYS.get(squeezed, squeezed)


def name_of(key: str) -> str:
    """The official name of a part, the key where it has none."""
    return _NAMES.get(key, (key,))[0]
