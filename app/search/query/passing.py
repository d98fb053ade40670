"""Words that ask for what no rule holds, because it changes from day to day: 올해, 지금, 전화번호, 영업시간, 시세.

They weigh only where the passages that were found do not have them too: a rule may speak of telephone numbers.
Of 5,570 questions on statutes 1 in 150 has one of them.
"""

import re

_PASSING = re.compile(
    r"올해|금년|작년|지난해|이번\s?(?:주|달|해|년|에)|다음\s?(?:주|달)|지금|오늘|내일|어제|요즘|요새|최근"
    r"|전화\s?번호|연락처|내선|콜\s?센터|고객\s?센터|홈\s?페이지|누리집|사이트|와이파이"
    r"|(?<![가-힣])(?:앱|어플)(?=[은는이가을를으로에]|(?![가-힣]))"
    r"|영업\s?시간|운영\s?시간|시세|경쟁률|합격률"
)


def passing(question: str) -> tuple[str, ...]:
    """Such words of a question, without spaces."""
    return tuple(dict.fromkeys(re.sub(r"\s", "", found) for found in _PASSING.findall(question)))
