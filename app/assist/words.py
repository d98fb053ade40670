"""What a question is about, in character bigrams: no dictionary, so typing errors cost little."""

import re

_WORD = re.compile(r"[0-9A-Za-z가-힣]+")
_FUNCTION = re.compile(
    r"""^(?:
    어떻게|어떡해|어떤|어느|어디\w*|언제\w*|누구\w*|누가|무엇\w*|무슨|뭐\w*|뭘|왜|얼마\w*|몇\w*|며칠\w*|몃\w*|
    알려\w*|보여\w*|궁금\w*|정리\w*|내용|내용이|대해|대한|대하여|관해|관한|관련|좀|꼭|그냥|원래|지금|이제|혹시|나중에|
    해야\w*|하나요|하나|하죠|하려면|할까요|할|한|하는|되나요|되나|되죠|되는\w*|돼\w*|된\w*|됩니까|합니까|
    있나요|있나|있는\w*|있을|있다|있어요|있습니까|있습니다|없나요|없는|없는지|인가요|인가|인지|건가요|거예요|
    (?:미터|퍼센트|프로|달러|시간|자리|번|점|명|원|년|개월|일|회|살|세)
    (?:죠|이죠|인가요|예요|이에요|입니까|인지|까지|부터|마다|이내|안에|전까지|전에|이나|나|에|을|를|이|가|은|는|씩)*|
    가능\w*|최대|최소|경우|경우에|때|것|수|등|및|또는|그|이|저|제|제가|우리|저희|규정|규정상|기준|법|법률
    )$""",
    re.VERBOSE,
)


def content_words(question: str) -> list[str]:
    """The words that carry the subject: question words, auxiliaries and filler left out."""
    return [word for word in _WORD.findall(question) if not _FUNCTION.match(word)]


def bigrams(text: str) -> set[str]:
    """Character pairs within words, lower case; a word of one character stands for itself."""
    found: set[str] = set()
    for word in _WORD.findall(text.lower()):
        found.update(word[i : i + 2] for i in range(len(word) - 1))
        if len(word) == 1:
            found.add(word)
    return found
