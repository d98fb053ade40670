"""The forms of follow-ups: what points back, names a place or a rank of law, leaves out, or sets right what was said.

Closed classes of Korean words, as patterns over a question without what opens it.
"""

import re

from app.assist.follow.parts import BARE_ASKING

WORD = re.compile(r"\S+")
AFTER = (
    r"(?:에는|에서는|에서|에도|에|한테는|한테|에게는|에게|으로는|로는|으로|로|까지|부터"
    r"|은|는|이|가|을|를|의|도|만|과|와)?"
)
PRONOUN = re.compile(
    r"(?<![가-힣])(?:(?:그건|그게|그걸|이건|이게|이걸|앞서|방금|아까"
    rf"|(?:그것|그거|이것|이거|그곳|이곳|거기|여기|그분|이분|그들|(?:그|이|그럴|이럴)때|(?:그|이)경우){AFTER}"
    rf"|(?:그|이|저|해당|그런|이런|그럴|이럴)\s(?:사람|분|자|경우|때|것|거|곳|점){AFTER})(?=[\s,?!.]|$)[\s,]*"
    r"|(?:그|이|해당|그런|이런|앞의|같은(?=\s(?:경우|사람|기간|조건|이유|절차|방법|날)))\s(?=[가-힣]{2}))"
)
"""It stands for what was said before, or points at the word behind it: 거기에는, 그 경우, 그 | 기간."""
WHAT = re.compile(r"무슨|무엇|뭐|뭔|뭘|어떤|어떻게")
"""그게 뭐예요? asks about what was said, not for another part of it."""
TURNING = re.compile(
    r"^(?:반대로|거꾸로|그래도|그렇더라도|그런데도|그렇지\s?않으면|아니면|대신에?|그\s?외에?|그\s?밖에|이\s?외에?)(?:는|도)?[\s,]"
)
"""It goes on from what was said, or turns it round."""
SAME_LAW = re.compile(
    r"(?<![가-힣])(?:(?:그|이|같은|해당|위)\s?|동)(?:법률|법령|법|지침|규정|내규|세칙|규칙|훈령|예규|고시|조문|조항|조)"
    r"(?:의|에서는|에서|에는|에)?(?=[\s,]|$)[\s,]*"
)
SAME_ARTICLE = re.compile(
    r"^(?:(?:방금|아까|앞서)\s)?(?:(?:그|이|해당|위)\s?|같은\s|동)(?:조문|조)(?:의|에서는|에서|에는|에)?(?=[\s,]|$)[\s,]*"
)
BELOW = re.compile(
    r"^(?P<rank>시행령|시행규칙|(?:법률|모법|상위법|법)(?=에|은|는))"
    r"(?P<rest>(?:에서는|에서|에는|에도|에|의|은|는|도)?(?:요)?(?:[\s?!.].*)?)$"
)
NOTHING_ASKED = re.compile(
    r"(?:[\s?!.,]|에서는|에서|에는|에도|에|은|는|이|가|을|를|의|도|요|내용|전문|조문|뭐|뭔가|무엇|무슨|어떻게|라고"
    r"|규정|정해|되어|돼|있|나요|되|하|인가|이에|예|알려|보여|말해|주세|줘|좀|습니까|입니까|죠|지|만|전체)*"
)
BARE = BARE_ASKING.pattern.strip("^$").replace("?P<asked>", "?:")
TOPIC = re.compile(
    r"^(?P<named>[^?!.,]{1,40}?)"
    r"(?P<after>(?:의|인|일)\s경우(?:에)?(?:는|도)?|이라면|라면|이면|에는|에서는|에게는|한테는|은|는|도)(?:요)?"
    r"(?:\s(?:(?P<tail>어떤가요|어때요|어떤지요?|어떻습니까|어떻게\s?(?:되|하|해)\S*)"
    rf"|마찬가지\S*|똑같\S*|같(?!이)\S*|그런\S*|그렇\S*|해당\S*|되나요|가능\S*|적용\S*"
    rf"|(?P<asked>{BARE})))?[\s?!.]*$"
)
CONDITION = re.compile(
    r"^(?P<clause>\S.*?(?:면|때|때는|때에는|경우|경우에|경우는|경우에는))(?:요)?"
    r"(?:[\s,]+(?P<asked>\S.*?))?[\s?!.]*$"
)
AMOUNT = re.compile(
    r"\d[\d,.]*\s?(?P<unit>개월|시간|만원|천원|억원|퍼센트|호봉|[년월주일시분명인개원회번점세급%])\s?(?:이상|이하|이내|미만|초과)?"
    r"(?P<tail>이라면|라면|이면|인\s경우(?:에)?(?:는)?|일\s때(?:는)?)?"
)
BARE_AMOUNT = re.compile(
    r"^(?P<clause>\d[^\s은는]*(?:\s(?:이상|이하|이내|미만|초과))?)(?:은|는)(?:요)?(?:\s(?P<asked>\S.*?))?[\s?!.]*$"
)
WHERE_TOLD = re.compile(r"몇\s?[조항호]|(?:무슨|어느)\s(?:법|규정|조)")
FORMER = re.compile(r"^(?P<which>전자|후자)(?P<after>는|가|를|의|도|만|에는|에서는|에|로)?(?:요)?(?=[\s?!.]|$)")
PAIR = re.compile(r"(?P<former>[가-힣]{2,20}?)(?:이랑|랑|하고|[와과]|\s(?:및|또는))\s(?P<latter>[가-힣]{2,20})")
"""병가랑 공가: two that 전자 and 후자 tell apart."""
NOT_THAT = re.compile(
    r"^(?:아니|아뇨|아니요)[\s,]+(?:\S{1,12}\s?말[고구](?:는|요)?[\s,]+)?(?=\S)"
    r"|^\S{1,12}\s?말[고구](?:는|요)?[\s,]+(?=\S{1,12}(?:은|는|도)(?:요)?[\s?!.]*$)"
)
"""아니 법 말고: what it sets right is asked anew behind it."""
GREETING = re.compile(r"^(?:안녕|고마|감사|고맙|알겠|반가|수고|네[,.\s]|아니요|그렇군|좋아요|잘\s?알)")
ENGLISH = re.compile(
    r"^(?:and|so|then|but|or|what about|how about|what if)\b|\b(?:it|that|this|they|them|those|these|there|he|she)\b"
    r"|^(?:why|when|who|where|how long|how much|how many)(?: not| so| exactly)?\W*$",
    re.IGNORECASE,
)
LATIN = re.compile(r"^[^가-힣]*[A-Za-z][^가-힣]*$")
