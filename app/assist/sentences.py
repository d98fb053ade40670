"""The answer of a model, taken apart: lines, sentences, [n] markers, quoted words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKER = re.compile(r"\s*\[\s*(\d{1,3}(?:\s*,\s*\d{1,3})*)\s*\]")
_BULLET = re.compile(r"^\s*(?:[-*•○□▪]|[①-⑳]|\d{1,2}[.)](?=\s)|[가-하][.)](?=\s))\s*")
_END = re.compile(r"(?<=[가-힣)\]」”’\"'])[.?!]+(?:\s*\[[\d,\s]+\])*(?=\s|$)")
_PAIRS = (("(", ")"), ("[", "]"))
_QUOTED = re.compile(r"“([^“”\n]{2,})”|\"([^\"\n]{2,})\"|‘([^‘’\n]{2,})’|「([^「」\n]{2,})」|『([^『』\n]{2,})』")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` has no markers and no bullet; `bullet` is what stood before it, `stop` its full stop."""

    line: int
    bullet: str
    text: str
    stop: str
    markers: tuple[int, ...]

    def shown(self, markers: tuple[int, ...]) -> str:
        """The sentence with these markers, before its full stop."""
        cited = "".join(f"[{number}]" for number in markers)
        return f"{self.bullet}{self.text}{' ' if cited else ''}{cited}{self.stop}"


def sentences(text: str) -> list[Sentence]:
    """Every sentence in order.

    Markers without a sentence of their own belong to the one before; a sentence without markers
    has those of the one before in its line.
    """
    found: list[Sentence] = []
    for number, line in enumerate(text.splitlines()):
        match = _BULLET.match(line)
        bullet = line[: match.end()] if match else ""
        for piece in _pieces(line[len(bullet) :]):
            markers = tuple(int(n) for group in _MARKER.findall(piece) for n in group.split(","))
            bare = _MARKER.sub("", piece).strip()
            body = bare.rstrip(".?!").rstrip()
            if body:
                if not markers and found and found[-1].line == number:
                    markers = found[-1].markers
                found.append(Sentence(number, bullet, body, bare[len(body) :].strip(), tuple(dict.fromkeys(markers))))
                bullet = ""
            elif markers and found:
                last = found[-1]
                merged = tuple(dict.fromkeys((*last.markers, *markers)))
                found[-1] = Sentence(last.line, last.bullet, last.text, last.stop, merged)
    return found


def quoted(text: str) -> list[tuple[str, str]]:
    """(with its marks, without) of each quotation."""
    return [(match.group(0), next(g for g in match.groups() if g is not None)) for match in _QUOTED.finditer(text)]


def _pieces(line: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(line):
        if any(line.count(one, start, match.end()) > line.count(other, start, match.end()) for one, other in _PAIRS):
            continue  # `(…한다. 이하 같다)` belongs to its sentence
        yield line[start : match.end()]
        start = match.end()
    yield line[start:]
