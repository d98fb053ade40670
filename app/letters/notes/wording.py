"""The words of a jotted title as an official one has them. Nothing is added, no figure is touched."""

import re

_FIRM = r"(?:\(주\)|㈜|주식회사\s)[가-힣A-Za-z0-9○]{1,20}?"
_WORDS = tuple(
    (re.compile(pattern), stands)
    for pattern, stands in (
        (rf"^(?:업체|대상|상대방)?\s?{_FIRM}(?:에|에게|측에)\s", ""),
        (r"^(?:대상|업체|상대방)\s(?=\S)", ""),
        (r"에\s(?:관한|대한)(?:\s건)?(?=$|\s(?:계획|안내|요청|보고)$)", ""),
        (r"\s건$", ""),
        (r"우리\s?(?:과|부서|기관|부대)?\s?소관\s?아닌", "타 기관 소관"),
        (r"(?:넘김|넘긴다고|넘기는|넘길)(?=\s안내|\s통지|$)", "이송"),
        (r"(?:을|를)?\s내라고(?=\s|$)", " 제출"),
        (r"(?:을|를)?\s(?:알려|답)\s?달라(?:고)?$", " 회신 요청"),
        (r"(?:을|를)?\s보내\s?달라(?:고)?$", " 제출 요청"),
        (r"\s다루는\s", " 취급 "),
        (r"(?<=기간)(?:이|을)?\s지난\s", " 경과 "),
        (r"\s버리기$", " 폐기"),
        (r"\s고치기$", " 보수"),
        (r"(?<=[가-힣])(?:을|를)\s(?=(?:구매|교체|폐기|실시|개최|점검|제출|요청|이송|안내)(?:\s|$))", " "),
        (r"^(?:어제|오늘|그저께)\s", ""),
        (r"(?<=[가-힣])나서(?=\s관련|$)", ""),
        (r"(?<=[가-힣]{2})(?:이|가|은|는)?\s(?:며칠|얼마|언제)(?=\s관련\s민원|$)", ""),
        (r"^다시\s제출(?=\s|$)", "재제출"),
        (r"\s문의(?=\s관련\s민원)", ""),
        (r"제출\s협조\s요청$", "제출 요청"),
        (r"제출\s요청\s협조\s요청$", "제출 요청"),
    )
)


def tidy(title: str) -> str:
    """A title without what belongs to 수신, in official words."""
    for pattern, stands in _WORDS:
        title = pattern.sub(stands, title)
    return re.sub(r"\s{2,}", " ", title).strip(" ,.:")
