"""From token bytes to text that may be shown: whole characters, and nothing of a stop string.

A Hangul syllable is three bytes and a token may end inside one; the rest is held back until the
next token. A possible beginning of a stop string is held back the same way.
"""

import codecs
from collections.abc import Sequence


class Pieces:
    """Feed the bytes of one token after the other; each call gives the text that is certain."""

    def __init__(self, stops: Sequence[str] = ()) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stops = tuple(stop for stop in stops if stop)
        self._held = ""
        self.stopped = False

    def feed(self, data: bytes) -> str:
        """The text that became certain; empty while a character or a stop string is open."""
        return self._release(self._decoder.decode(data), last=False)

    def end(self) -> str:
        """What was held back, at the end of the tokens. A cut character becomes U+FFFD."""
        return self._release(self._decoder.decode(b"", final=True), last=True)

    def _release(self, text: str, *, last: bool) -> str:
        if self.stopped:
            return ""
        text = self._held + text
        self._held = ""
        found = [place for stop in self._stops if (place := text.find(stop)) >= 0]
        if found:
            self.stopped = True
            return text[: min(found)]
        if last:
            return text
        keep = self._open_stop(text)
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]

    def _open_stop(self, text: str) -> int:
        """Length of the longest end of `text` that begins a stop string."""
        longest = max((len(stop) for stop in self._stops), default=1) - 1
        for size in range(min(longest, len(text)), 0, -1):
            if any(stop.startswith(text[-size:]) for stop in self._stops):
                return size
        return 0
