"""The decode loop: the likeliest token again and again, several at once where they could be guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.assist.llama.context import Context
from app.assist.llama.grammar import Grammar
from app.assist.llama.lookup import LONGEST_DRAFT, Lookup
from app.assist.llama.vocabulary import Vocabulary
from app.assist.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a reply is to be made. `grammar` is GBNF or empty; `endless` passes over the model's own end, to measure."""

    max_tokens: int
    stops: Sequence[str] = ()
    grammar: str = ""
    lookup: bool = True
    endless: bool = False


class Reply:
    """One reply to the prompt that stands in `context`, whose last batch left logits."""

    def __init__(self, context: Context, vocabulary: Vocabulary, wanted: Wanted, *, forgets: bool = True) -> None:
        """`forgets`: the end of what was read can be taken back. Raises ValueError when the grammar is none."""
        self._context = context
        self._vocabulary = vocabulary
        self._wanted = wanted
        self._grammar = Grammar(vocabulary.pointer, wanted.grammar) if wanted.grammar else None
        self._lookup = Lookup(context.tokens) if wanted.lookup and forgets else None
        self.stop = ""
        self.generated = self.drafted = self.accepted = 0

    @property
    def refused(self) -> int:
        return self._grammar.refused if self._grammar else 0

    def close(self) -> None:
        if self._grammar:
            self._grammar.close()

    def texts(self) -> Iterator[str]:
        """The words of the reply as they become certain. Raises Cancelled."""
        pieces = Pieces(self._wanted.stops)
        for token in self._tokens():
            if text := pieces.feed(self._vocabulary.said(token)):
                yield text
            if pieces.stopped:
                self.stop = "text"
                return
        if text := pieces.end():
            yield text

    def _tokens(self) -> Iterator[int]:
        """Each token when it is chosen; it is evaluated only when the next one is asked for."""
        context, lookup = self._context, self._lookup
        token = self._choose(-1)
        while token >= 0:
            yield token
            if self._is_long_enough():
                return
            draft = self._draft(token)
            context.decode((token, *draft), 1 + len(draft))
            token, accepted = self._choose(0 if draft else -1), 0
            while accepted < len(draft) and token == draft[accepted]:
                accepted += 1
                if lookup:
                    lookup.add(token)
                yield token
                token = -1 if self._is_long_enough() else self._choose(accepted)
            if draft and lookup:
                context.keep(len(context.tokens) - len(draft) + accepted)
                lookup.judge(len(draft), accepted)
                self.drafted += len(draft)
                self.accepted += accepted

    def _is_long_enough(self) -> bool:
        if self.generated >= self._wanted.max_tokens:
            self.stop = "length"
        return self.stop == "length"

    def _draft(self, token: int) -> list[int]:
        if self._lookup is None:
            return []
        self._lookup.add(token)
        room = min(self._wanted.max_tokens - self.generated, self._context.batch, LONGEST_DRAFT + 1) - 1
        return self._lookup.draft(room)

    def _choose(self, row: int) -> int:
        """The likeliest token by that row of the last batch, -1 at the end of the reply."""
        logits = self._context.logits(row)
        token = self._grammar.choose(logits) if self._grammar else int(logits.argmax())
        if token < 0:
            self.stop = "grammar"
        elif self._vocabulary.ends(token) and not self._wanted.endless:
            self.stop, token = "end", -1
        else:
            self.generated += 1
            if self._grammar:
                self._grammar.accept(token)
        return token
