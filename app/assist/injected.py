"""Words in a document that speak to the program instead of telling a rule. Pure.

A document is material, never an order. What reads like an order to a language model is kept from the prompt, and is
not taken for an answer; it stays in the document, where search finds it and the page shows it.
"""

import re

_ORDERS = re.compile(
    r"(?:이전|앞선|위의?|기존|지금까지의?)\s?(?:모든\s?)?(?:지시|명령|프롬프트|지침|규칙)\S{0,4}\s?(?:사항\S?\s?)?(?:은|는|을|를)?\s?(?:모두\s?|전부\s?)?"
    r"(?:무시|잊|따르지|취소)"
    r"|(?:ignore|disregard|forget)\s+(?:all\s+|any\s+)?(?:the\s+)?(?:previous|prior|above|earlier)"
    r"|(?:system|시스템)\s?(?:prompt|프롬프트|메시지)"
    r"|(?:너는|당신은|넌)\s?(?:이제|지금부터|앞으로)"
    r"|(?:you are|act as|pretend)\s+(?:now|an?|the)\b"
    r"|(?:이라고|라고|고)만\s?(?:답|대답|출력|말)하(?:라|세요|십시오|시오)"
    r"|질문\S{0,3}\s?(?:무엇|뭐|어떤)[^.\n]{0,40}(?:답|대답|출력)하(?:라|세요|십시오|시오)"
    r"|(?:답변|대답|출력|인용)\S{0,3}\s?(?:대신|말고)\s"
    r"|<\|[^|\n]{1,40}\|>|\[/?(?:INST|SYS|SYSTEM)\]|<{1,2}/?(?:SYS|system|s)>{1,2}|###\s?(?:Instruction|System|지시)",
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
"""Characters that nobody sees: hidden text is written in them, or hidden behind them."""


def visible(text: str) -> str:
    """The text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def orders(text: str) -> bool:
    """Whether a text tells a language model what to do."""
    return _ORDERS.search(visible(text)) is not None


def about_orders(question: str) -> bool:
    """Whether a question asks for such words themselves: then they may be its answer."""
    return orders(question) or (re.search(r"지시|명령|프롬프트", question) is not None and "무시" in question)


def without_orders(text: str) -> str:
    """The text without characters that nobody sees, and without its sentences and lines that give orders."""
    if not orders(text):
        return visible(text)
    lines = []
    for line in visible(text).splitlines():
        kept = [sentence for sentence in _SENTENCE.split(line) if sentence.strip() and not orders(sentence)]
        if kept:
            lines.append(" ".join(kept))
    return "\n".join(lines)


_SENTENCE = re.compile(r"(?<=[.!?])\s+")
