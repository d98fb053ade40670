"""The names under which documents carry their own identity, and one name for each here."""

import re
from collections.abc import Mapping

TITLE, KIND, NUMBER, MINISTRY, EFFECTIVE, STATUS = "title", "kind", "number", "ministry", "effective", "status"
PROMULGATED, HISTORY = "promulgated", "history"

_NAMES: Mapping[str, tuple[str, ...]] = {
    TITLE: ("제목", "법령명", "행정규칙명", "규정명", "문서명", "문서제목", "title"),
    KIND: ("법령구분", "행정규칙종류", "종류", "구분", "문서종류", "문서구분", "kind", "type"),
    NUMBER: ("공포번호", "발령번호", "번호", "문서번호", "법령번호", "규정번호", "number"),
    MINISTRY: ("소관부처", "소관부처명", "소관부서", "소관", "담당부서", "발령기관", "ministry"),
    EFFECTIVE: ("시행일자", "시행일", "effective"),
    PROMULGATED: (
        "공포일자",
        "공포일",
        "발령일자",
        "발령일",
        "공포(발령)일",
        "공포(발령)일자",
    ),
    HISTORY: ("제개정이력", "제정·개정이력", "제정개정이력", "개정이력", "연혁"),
    STATUS: ("상태", "현행여부", "status"),
}
_IGNORED = (
    "제정일",
    "개정일",
    "최종개정일",
    "date",
)

_FIELD_OF = {written: own for own, names in _NAMES.items() for written in names}


def field_of(written: str) -> str:
    """Our name for a label in a document, or nothing."""
    return _FIELD_OF.get(re.sub(r"\s", "", written).lower(), "")


def is_label(written: str) -> bool:
    """Whether the words are the label of a row in a document's identity table."""
    compact = re.sub(r"\s", "", written).lower()
    return compact in _FIELD_OF or compact in _IGNORED
