"""How far one word is from another on the keyboard: Damerau's distance over strokes, cheap where fingers or ears slip.

The optimal string alignment of Damerau (1964): a stroke too many, too few, another one, two that changed places.
"""

from app.search.query.keyboard import ROWS

_SWAPPED, _DOUBLED, _EXTRA, _OTHER = 0.7, 0.6, 0.9, 1.0
_SHIFT, _SOUND, _BESIDE = 0.5, 0.5, 0.7
_SHIFTED = tuple(zip("ㄱㄷㅂㅅㅈㅐㅔ", "ㄲㄸㅃㅆㅉㅒㅖ", strict=True))
_SOUNDS = tuple(zip("ㅐㅒㅐㅔ", "ㅔㅖㅖㅒ", strict=True))
_STAGGER = (0.0, 0.25, 0.75)
"""Keys by which each row stands further right."""


def _reach() -> dict[tuple[str, str], float]:
    cost: dict[tuple[str, str], float] = {}
    keys = [(key, column + shift, row) for row, shift in enumerate(_STAGGER) for column, key in enumerate(ROWS[row])]
    for key, column, row in keys:
        for other, beside, line in keys:
            if key != other and abs(row - line) <= 1 and abs(column - beside) <= 1:
                cost[key, other] = _BESIDE
    for pairs, price in ((_SHIFTED, _SHIFT), (_SOUNDS, _SOUND)):
        for one, two in pairs:
            cost[one, two] = cost[two, one] = price
    return cost


_REACH = _reach()


def distance(typed: str, meant: str, most: float) -> float:
    """The cost of typing `typed` for `meant`, both as strokes; infinite when it is more than `most`."""
    before: list[float] = []
    above = [_EXTRA * place for place in range(len(meant) + 1)]
    for row, key in enumerate(typed, 1):
        line = [above[0] + _EXTRA]
        for column, other in enumerate(meant, 1):
            doubled = row > 1 and typed[row - 2] == key
            best = min(
                above[column] + (_DOUBLED if doubled else _EXTRA),
                line[column - 1] + (_DOUBLED if column > 1 and meant[column - 2] == other else _EXTRA),
                above[column - 1] + (0.0 if key == other else _REACH.get((key, other), _OTHER)),
            )
            if row > 1 and column > 1 and key == meant[column - 2] and typed[row - 2] == other and key != other:
                best = min(best, before[column - 2] + _SWAPPED)
            line.append(best)
        if min(line) > most:
            return float("inf")
        before, above = above, line
    return above[-1] if above[-1] <= most else float("inf")
