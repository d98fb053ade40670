"""Words in a document that speak to the program instead of telling a rule. Pure.

A document is material, never an order. What reads like an order to a language model is kept from the prompt, and is
not taken for an answer; it stays in the document, where search finds it and the page shows it.

Patterns find orders that say what they are. A lie that is told as a rule ("휴게실은 밤새 연다") is none of them: it is
shown as the words of its document, and who reads it sees which one.
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.core.types import Span

_TOLD = r"(?:지시|명령|프롬프트|지침|규칙|안내|설명|당부|원칙)"
_BEFORE = r"(?:이전|앞선|앞의|앞서|앞에서|위의?|상기|기존|지금까지의?|여태까지|네가|당신이)"
_SPEAK = r"(?:답변?|대답|응답|출력|말|회신)"
_AI = (
    r"(?:인공\s?지능|(?<![A-Za-z])(?:AI|LLM|GPT|ChatGPT|assistant)(?![A-Za-z])"
    r"|언어\s?모[델형]|챗\s?(?:봇|GPT)|어시스턴트)"
)
_ORDERS = re.compile(
    # what was said before does not count
    rf"{_BEFORE}\s?(?:모든\s?|받은\s?|받으신\s?|들은\s?)?{_TOLD}\S{{0,4}}\s?(?:사항\S?\s?)?(?:모두\s?|전부\s?|다\s?)?"
    r"(?:무시|잊|따르지\s?(?:말|않고)|효력이\s?없다\.?\s?무시|이제\s?(?:적용|유효)되지)"
    rf"|{_BEFORE}\s?(?:내용|글|말|문장)\S{{0,2}}\s?(?:모두\s?|전부\s?)?(?:무시(?:하고|하라|하세요|하십시오|할\s것|해\s?주)|잊어\s?(?:라|버리|주))"
    r"|(?:네가|너의|너에게|당신의|당신이)\s?(?:받은\s?|주어진\s?)?(?:규칙|지시|지침|프롬프트|설정|역할|답변?|대답|응답)"
    r"|(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){0,3}(?:previous|prior|above|earlier|before|instructions?|rules|prompt)\b"
    r"|(?:ignore|disregard|forget)\s?(?:하고|하라|하세요|하십시오|해)"
    r"|do not (?:use|follow|obey|trust) (?:the |any )?(?:other|previous|prior|above|earlier)"
    # who is spoken to
    r"|(?:system|시스템)\s?(?:prompt|프롬프트|(?:message|메시지)\S?\s?(?:출력|공개|무시|보여|드러))"
    r"|(?:print|reveal|show|output|repeat)\s+(?:the\s+|your\s+)?system\s+(?:prompt|message)|\bnew instructions?\s?:"
    r"|\bfrom now on\b|\bstop following\b|\bwhen asked,? (?:always |only )?(?:answer|say|reply)\b"
    r"|(?:너는|당신은|넌)\s?(?:이제|지금부터|앞으로)"
    r"|(?:you are|act as|pretend)\s+(?:now|an?|the)\b"
    rf"|{_AI}\S{{0,6}}[^.\n]{{0,60}}?(?:(?:['\"’”]\s?(?:으로|로|이라고|라고|이라|라)|(?:이라고|라고)(?:만)?|그대로|만)\s?{_SPEAK}"
    rf"|안내할\s것|{_SPEAK}할\s것)"
    rf"|{_AI}(?:에게\s?(?::|알림|알린다|지시|명령|전한다|고함)|\s?여러분)"
    r"|\bnote to (?:the )?(?:AI|LLM|assistant|model)s?\b"
    rf"|(?:글|문서|문장|자료)[을를]\s?(?:읽는|요약하는|처리하는|학습하는|받은|읽은)\s?(?:모든\s?)?{_AI}|{_AI}\S{{0,3}}\s?이\s?(?:글|문서|문장)[을를]"
    r"|^[\s①-⑳\d.)]*(?:system|assistant|ai|시스템|어시스턴트)\s?:[^\n]*(?:라고\s|하라|\bsay\b|\banswer\b|\breply\b|\brespond\b)"
    r"|\b(?:assistants?(?!\s(?:manager|director|professor|secretary|minister))"
    r"|AI|language models?|LLMs?|chatbots?)\b[^.\n]{0,60}\b(?:must|should|shall|please)\b[^.\n]{0,20}"
    r"\b(?:reply|respond|answer|say|output|write|state)\b"
    # what is to be answered
    rf"|(?:이라고|라고|고)만\s?(?:{_SPEAK}\s?(?:하라|해라|하세요|하십시오|하시오|할\s것|하여야|해야|해\s?주)|적으|적어|쓰라|쓰세요|쓰십시오|써라)"
    r"|(?:이라고|라고|다고)\s?(?:답변|대답|응답|출력)\s?(?:하라|해라|하세요|하십시오|하시오|해\s?주)"
    r"|(?:답변|대답|응답|출력)\s?(?:첫머리|첫\s?줄|맨\s?앞|끝|마지막)에\s?[‘“'\"][^\n]{1,60}?['\"’”]\S{0,3}\s?(?:적|쓰|써|넣|출력)"
    rf"|질문\S{{0,3}}\s?(?:무엇|뭐|어떤)[^.\n]{{0,40}}{_SPEAK}하(?:라|세요|십시오|시오)"
    rf"|어떤\s?질문[^.\n]{{0,30}}(?:이라고|라고)만"
    r"|(?:다음|아래|이)\s?(?:문장|문구|말|글)만\s[^.\n]{0,12}(?:답변?|대답|응답|출력)"
    r"|(?:답변|대답|응답|출력|답)(?:란|문)?에는?\s?[‘“'\"][^\n]{1,60}?['\"’”]\s?(?:이라고|라고|만|을|를)\s?(?:적|쓰|써|넣)"
    r"|(?:답변|대답|출력|인용)\S{0,3}\s?(?:대신|말고)\s|근거\s?없음['\"’”]?\s?(?:이라고만|라고만|대신|말고)"
    r"|\b(?:reply|respond|answer|say|write|output)\s+(?:only\s+|exactly\s+|with\s+|just\s+|that\s+){1,3}[‘“'\"]"
    r"|\b(?:your|the) (?:answer|reply|response|output) (?:must|should|shall|is to) be\b"
    r"|['\"’”] as (?:the|your) (?:answer|reply)"
    r"|</?s>|</?system>|###\s?(?:지시|응답)\s?:",
    re.IGNORECASE | re.MULTILINE,
)
_TURN = re.compile(
    r"<\|[^|\n<>]{1,40}\|>|\[\|[a-z_]{2,20}\|\]|<(?:start|end)_of_turn>|\[/?(?:INST|SYS|SYSTEM|SYSTEM_PROMPT)\]|<{1,2}/?SYS>{1,2}"
    r"|(?<!\S)#{2,4}\s?(?:Instruction|Response|Input|System|Human|Assistant)\b",
    re.IGNORECASE,
)
"""Control tokens of chat templates. What stands between two of them, and behind the last, is a forged turn."""
_SPACED = re.compile(
    r"(?:이전|앞선|앞의|위의?|기존|지금까지의?)(?:모든)?(?:지시|명령|프롬프트|지침|규칙)(?:사항)?[은는을를]?(?:모두|전부)?(?:무시|잊)"
)
"""The plainest order, told of a text without its spaces: letters may stand apart."""
_IGNORED = re.compile(r"무\s*시|잊")
_AHEAD = re.compile(r"다음|아래|새로?운?\s?(?:규칙|지시|지침)")
_CODED = re.compile(r"[A-Za-z0-9+/]{24,4000}={0,2}")
_CLAUSE = re.compile(r"\n(?=\s*(?:[①-⑳㉑-㊿]|\d{1,3}(?:의\d{1,2})?\.\s|[가나다라마바사아자차카타파하]\.\s|제\d+조|\n))")
_STOP = re.compile(r"[.!?](?=\s)|\n|^제\d+조(?:의\d+)?\([^()\n]{1,200}\)", re.MULTILINE)
_UNSEEN = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e007f]"
)
"""Characters that nobody sees: hidden text is written in them, or hidden behind them."""
_FILLERS = "\u3164\uffa0\u115f\u1160"  # unseen, and as wide as a space
_LOOKALIKES = "аеіјорсухѕһԁԛԝАВЕІЈКМНОРСТХЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιν"
_ALIKE = str.maketrans(_LOOKALIKES, "aeijopcyxshdqwABEIJKMHOPCTXSABEZHIKMNOPTYXoiv")
"""Letters of other scripts that look like Latin ones: of Unicode's confusables.txt those that the patterns hold."""
_ODD = re.compile(f"{_UNSEEN.pattern}|[\uff01-\uff5e{_LOOKALIKES}]")


def visible(text: str) -> str:
    """The text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def orders(text: str) -> bool:
    """Whether a text tells a language model what to do."""
    return next(_found(text), None) is not None


def about_orders(question: str) -> bool:
    """Whether a question asks for such words themselves: then they may be its answer."""
    return orders(question) or (re.search(r"지시|명령|프롬프트", question) is not None and "무시" in question)


def spoken(text: str) -> tuple[Span, ...]:
    """The sentences and lines of a text that give orders, in order; those that touch are one. A sentence that points
    ahead ("아래 문구를 …") takes the rest of its line with it."""
    joined: list[Span] = []
    stops = [match.end() for match in _STOP.finditer(text)]
    for start, end in sorted(_found(text)):
        first = max((stop for stop in stops if stop <= start), default=0)
        last = min((stop for stop in stops if stop >= end), default=len(text))
        if _AHEAD.search(text, first, last + 10) and text[last - 1] != "\n":
            last = (text.find("\n", last) + 1) or len(text)
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def touches(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a part of a text lies in one of these."""
    return any(start < span[1] and span[0] < end for start, end in spans)


def without_orders(text: str) -> str:
    """The text without characters that nobody sees, and without its sentences and lines that give orders."""
    told = spoken(text)
    if not told:
        return visible(text)
    kept, at = [], 0
    for start, end in told:
        kept.append(text[at:start] + "\n" * (text[end - 1] == "\n"))
        at = end
    whole = visible("".join((*kept, text[at:])))
    return "\n".join(line.strip() for line in whole.splitlines() if line.strip())


def _found(text: str) -> Iterator[Span]:
    """Places in the text, as it stands, of orders that are seen once it is written plainly."""
    plain, places = _plainly(text)
    for pattern in (_ORDERS, _coded_orders):
        found = pattern.finditer(plain) if isinstance(pattern, re.Pattern) else pattern(plain)
        for match in found:
            yield places[match.start()], places[match.end() - 1] + 1
    tokens = [match.span() for match in _TURN.finditer(plain)]
    if tokens:
        end = _CLAUSE.search(text, last := places[tokens[-1][1] - 1] + 1)
        yield places[tokens[0][0]], max(last, end.start() if end else len(text.rstrip()))
    solid = [place for place, letter in enumerate(plain) if not letter.isspace()] if _IGNORED.search(plain) else []
    for match in _SPACED.finditer("".join(plain[place] for place in solid)):
        yield places[solid[match.start()]], places[solid[match.end() - 1]] + 1


def _coded_orders(plain: str) -> Iterator[re.Match[str]]:
    """Orders in Base64."""
    for match in _CODED.finditer(plain):
        try:
            told = base64.b64decode(match[0].rstrip("=") + "=" * (-len(match[0].rstrip("=")) % 4)).decode("utf-8")
        except (binascii.Error, ValueError):
            continue
        if _ORDERS.search(told):
            yield match


def _plainly(text: str) -> tuple[str, Sequence[int]]:
    """The text in plain letters, and for each of them its place in the text: unseen characters are gone, wide letters
    narrow, look-alikes Latin; signs of the law stay as they are."""
    if not _ODD.search(text):
        return text, range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if _UNSEEN.match(letter):
            plain = " " * (letter in _FILLERS)
        else:
            wide = "\uff01" <= letter <= "\uff5e"
            plain = unicodedata.normalize("NFKC", letter) if wide else letter.translate(_ALIKE)
        letters.extend(plain)
        places.extend([place] * len(plain))
    return "".join(letters), places
