"""Qt counts UTF-16 units, the program counts code points; they differ beyond the Basic Multilingual Plane."""

from bisect import bisect_left, bisect_right


class Units:
    """Positions of one text, there and back."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, char in enumerate(text) if char > "\uffff"] if max(text, default="") > "\uffff" else []
        self._units = [at + before for before, at in enumerate(self._wide)]

    def unit(self, point: int) -> int:
        """The UTF-16 position of a code point."""
        return point + bisect_left(self._wide, point)

    def point(self, unit: int) -> int:
        """The code point at a UTF-16 position."""
        return unit - bisect_right(self._units, unit - 1)
