"""Which law a name in a text stands for: abbreviations the text defines, the parent its title tells, plain names."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from app.ingest.references.marks import LAW_WORDS

_SPACES = re.compile(r"\s+")
_DEFINED = re.compile(
    r"\([^()\n]{0,60}?이하\s*(?:[^\"“‘'()\n]{0,20}에서(?:는)?\s*)?"
    r"[\"“‘'「『｢](?P<alias>[^\"”’'」』｣\n]{1,40})[\"”’'」』｣]"
)
_UNQUOTED = re.compile(
    r"\(이하\s*(?P<alias>법|영|규칙|훈령|규정|시행령|시행규칙)이?라\s?(?:고\s?)?(?:한다|함|칭한다|칭함)"
)
_MEANS = re.compile(
    r"[\"“‘'](?P<alias>[^\"”’'\n]{1,20})[\"”’']\s*(?:이란|란|이라\s?함은|라\s?함은|은|는)\s*"
    r"[「『｢](?P<name>[^」』｣\n]{2,120})[」』｣]\s*(?:을|를)\s?(?:말한다|말함)"
)
_BRACKETED = re.compile(r"[「『｢]([^「」『』｢｣\n]{2,120})[」』｣]\s*(?:\([^()]{0,60}\)\s*)?$")
_CHILD = re.compile(r"(?:같은|동)\s?법?\s?(?P<child>시행령|시행규칙)\s*$")
_CHILDREN = re.compile(
    r"[「『｢](?P<law>[^「」『』｢｣\n]{2,120})[」』｣]\s*[,및]*\s*(?:같은|동)\s?법\s?시행령\s*(?:,|및)\s*(?:(?:같은|동)\s?법\s?)?시행규칙\s*$"
)
_LAST_BRACKETED = re.compile(r"[「『｢]([^「」『』｢｣\n]{2,120})[」』｣]")
_LAWISH = re.compile(rf"(?:{LAW_WORDS})$")
_NAME_ENDS = re.compile(
    r"(?:법률|법|시행령|시행규칙|[가-힣]령|규칙|규정|훈령|예규|고시|지침|조례|세칙|내규|기준|요령|통칙|규약|정관|헌장"
    r"|강령|협정|협약|조약|의정서|계획)$"
)
_NO_NAMES = frozenset(
    re.findall(
        r"\S+",
        """방법 기법 문법 법령 규정 기준 명령 사령 수령 요령 조항 지침 훈령 예규 고시 규칙 조례 세칙
        내규 정관 규약 협정 협약 조약 계획 법률 법 대통령령 총리령 부령 관계법령 관련법령 관계법률
        다른법령 다른법률 시행령 시행규칙 개정법률 일부개정법률 제정법률 전부개정법률 개정령
        일부개정령""",
    )
)
"""Words that end as names of laws do and name none."""
_WORDS_BEFORE = re.compile(r"(?:[가-힣A-Za-z0-9ㆍ·]+ ){0,9}[가-힣A-Za-z0-9ㆍ·]+$")
_NO_TITLE_WORD = re.compile(
    r"(?:은|도|만|다|며|고|서|써|여|라|때)$|^(?:및|또는|이|그|각|다만|같은|해당|위|본|당해|현행)$|^\d+$"
)
_DESCRIPTIVE = re.compile(r"(?:관|위|대)한 ")


@dataclass(slots=True)
class Names:
    """The abbreviations of one document. An abbreviation defined twice means what was last said before it."""

    title: str
    _defined: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, title: str, text: str) -> "Names":
        """`text` is the document's."""
        names = cls(tidy(title))
        for alias, name in _from_title(names.title).items():
            names._defined[alias] = [(-1, name)]
        for pattern in (_DEFINED, _UNQUOTED):
            for match in pattern.finditer(text):
                names._define(match["alias"], text[max(0, match.start() - 260) : match.start()], match.start())
        for match in _MEANS.finditer(text):
            names._add(match["alias"], match["name"], match.start())
        for told in names._defined.values():
            told.sort()
        return names

    def written(self, before: str, at: int) -> tuple[str, int] | None:
        """(law, length of its abbreviation) where `before`, the text that ends at `at`, ends with one."""
        bare = before.rstrip()
        if bare.endswith("의"):
            bare = bare[:-1]
        for alias in sorted(self._defined, key=len, reverse=True):
            if bare.endswith(alias) and not _joins(bare, len(alias)):
                return self._meaning(alias, at), len(before) - len(bare) + len(alias)
        return None

    def _meaning(self, alias: str, at: int) -> str:
        told = self._defined[alias]
        return told[max(0, bisect_right(told, (at, "\U0010ffff")) - 1)][1]

    def _define(self, alias: str, before: str, at: int) -> None:
        if "," in alias:
            listed = _CHILDREN.search(before)
            if listed is not None:
                for short, tail in zip(alias.split(","), ("", " 시행령", " 시행규칙"), strict=False):
                    self._add(short, listed["law"] + tail, at)
            return
        bracketed = _BRACKETED.search(before)
        child = _CHILD.search(before)
        if bracketed is not None:
            self._add(alias, bracketed[1], at)
        elif child is not None:
            parents = _LAST_BRACKETED.findall(before)
            if parents:
                self._add(alias, child_of(parents[-1], child["child"]), at)
        elif _LAWISH.search(alias) and (plain := plain_name(before)):
            self._add(alias, plain[0], at)

    def _add(self, alias: str, name: str, at: int) -> None:
        alias = tidy(alias)
        if alias and name:
            self._defined.setdefault(alias, []).append((at, tidy(name)))


def _joins(text: str, length: int) -> bool:
    """Whether the last `length` letters are the end of a longer word."""
    return len(text) > length and (text[-length - 1].isalnum() or text[-length - 1] in "ㆍ·」』｣")


def _from_title(title: str) -> dict[str, str]:
    """법 in a 시행령, 법 and 영 in a 시행규칙: told by their own titles."""
    for tail in ("시행규칙", "시행령"):
        if title.endswith(tail) and len(title) > len(tail):
            parent = title.removesuffix(tail).rstrip()
            if not parent.endswith(("법", "법률")):
                return {"영": parent} if parent.endswith(("령", "규정")) else {}
            told = {"법": parent}
            return told | {"영": f"{parent} 시행령"} if tail == "시행규칙" else told
    return {}


def child_of(law: str, child: str) -> str:
    """`같은 법 시행령` of a law; of a 시행령 its law's."""
    return f"{parent_of(law)} {child}"


def parent_of(law: str) -> str:
    for tail in ("시행규칙", "시행령"):
        if law.endswith(tail) and len(law) > len(tail):
            return law.removesuffix(tail).rstrip()
    return law


def tidy(name: str) -> str:
    return _SPACES.sub(" ", name).strip()


def looks_like_law(name: str) -> bool:
    """Whether bracketed words are the title of a law or a directive; a book's or a form's is not."""
    return _NAME_ENDS.search(name.rstrip(" )")) is not None


def ends_like_law(before: str) -> bool:
    """Whether the word right before an article's number ends as names of laws do: the article is not our own."""
    word = before.rstrip().removesuffix("의").rstrip().rpartition(" ")[2]
    return bool(word) and _LAWISH.search(word) is not None


def plain_name(before: str) -> tuple[str, int] | None:
    """(name, length to the end of `before`) of a law named without brackets: 국가공무원법 제3조.

    A name of several words counts only when it is plain where it begins: after a mark or at the start of a line.
    """
    line = before.rpartition("\n")[2]
    bare = line.rstrip().removesuffix("의") if line.endswith(("의 ", "의")) else line.rstrip()
    match = _WORDS_BEFORE.search(bare)
    if match is None or not _NAME_ENDS.search(match[0]):
        return None
    words = match[0].split(" ")
    last = words[-1]
    if last in ("시행령", "시행규칙") and len(words) > 1:
        head, last = words[-2], f"{words[-2]} {last}"
        if not re.search(r"(?:법|법률|령|규정)$", head) or head in _NO_NAMES - {"법률"}:
            return None
        words[-2:] = [last]
    if last.split(" ")[0] not in _NO_NAMES:
        return last, len(line) - len(bare) + len(last)
    return _long_name(words, bare[: match.start()], len(line) - len(bare))


def _long_name(words: list[str], before: str, trailing: int) -> tuple[str, int] | None:
    start = len(words) - 1
    while start > 0 and (
        words[start - 1] == "하는" or words[start - 1] == "및" or not _NO_TITLE_WORD.search(words[start - 1])
    ):
        start -= 1
    name = " ".join(words[start:])
    clean = start == 0 and (not before or not before[-1].isalnum())
    if not clean or start == len(words) - 1 or not _DESCRIPTIVE.search(name):
        return None
    return name, trailing + len(name)
