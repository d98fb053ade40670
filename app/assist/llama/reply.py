"""The decode loop: the likeliest token again and again, several at once where they could be guessed."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from app.assist.llama.context import Context
from app.assist.llama.grammar import Grammar
from app.assist.llama.lookup import LONGEST_DRAFT, Lookup
from app.assist.llama.vocabulary import Vocabulary
from app.assist.pieces import Pieces

SURE = 0.5
"""By how much the likeliest token must lead where guessed tokens were evaluated several at once.

A CPU's kernels sum up in another order for several tokens than for one. The last bit in which that differs grows, by
the rounding of every layer's input to 8 bits: of 1,127 leads in or behind guesses (models of 0.5B and 1.5B) half moved
by .06 and none by more than .46, of those below 1 none by more than .23. What leads by less than SURE is decided as if
nothing had been guessed: all tokens from the first guess on are evaluated anew, one by one. So the reply is letter for
letter the plain one as long as no lead moves by more.

Behind a quotation twice as much must lead: there close choices follow, and the sooner the first of them is met, the
fewer tokens are evaluated twice."""


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
        self._guessing = wanted.lookup and forgets
        self._guesses = Lookup(context.tokens if self._guessing else ())
        self._plain = -1  # tokens before the first that was evaluated with guesses, -1: there is none
        self.stop = ""
        self.generated = self.drafted = self.accepted = self.repeated = 0

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
        token = self._take(self._likeliest(-1))
        while token >= 0:
            yield token
            if self._is_long_enough():
                return
            if draft := self._draft(token):
                token = yield from self._checked([token, *draft])
            else:
                self._context.decode((token,))
                token = self._take(self._chosen(-1, len(self._context.tokens)))

    def _checked(self, batch: Sequence[int]) -> Generator[int, None, int]:
        """Evaluate a token and the draft behind it, say what of the draft comes true, and give the token after that."""
        context, begin, right = self._context, len(self._context.tokens), 0
        if self._plain < 0:
            self._plain = begin
        context.decode(batch, len(batch))
        while True:
            said = token = self._chosen(right, begin + 1 + right)
            token = self._take(said)
            if self._plain < 0 or token < 0 or right == len(batch) - 1 or said != batch[right + 1]:
                break
            right += 1
            self._guesses.add(token)
            yield token
            if self._is_long_enough():
                token = -1
                break
        context.keep(begin + 1 + right)
        self._guesses.judge(len(batch) - 1, right)
        self.drafted += len(batch) - 1
        self.accepted += right
        return token

    def _chosen(self, row: int, read: int) -> int:
        """The likeliest token behind the first `read` tokens, of which that row of the last batch tells; see SURE."""
        token = self._likeliest(row)
        if self._plain < 0 or self._is_sure(row, token):
            return token
        context, begin = self._context, self._plain
        anew = context.tokens[begin:read]
        self._plain = -1
        context.keep(begin)
        for one in anew:
            context.decode((one,))
        self.repeated += len(anew)
        self._guesses.distrust()
        return self._likeliest(-1)

    def _is_sure(self, row: int, token: int) -> bool:
        """Whether the token would be chosen too if every token were evaluated alone; see SURE."""
        if token < 0:
            return True  # the grammar's word, whatever the logits are
        logits = self._context.logits(row)
        chosen = logits[token]
        logits[token] = -np.inf
        rest = logits.max()
        logits[token] = chosen
        return bool(chosen - rest >= (SURE if row >= 0 else 2 * SURE))

    def _is_long_enough(self) -> bool:
        if self.generated >= self._wanted.max_tokens:
            self.stop = "length"
        return self.stop == "length"

    def _draft(self, token: int) -> list[int]:
        if not self._guessing:
            return []
        self._guesses.add(token)
        room = min(self._wanted.max_tokens - self.generated, self._context.batch, LONGEST_DRAFT + 1) - 1
        return self._guesses.draft(room)

    def _likeliest(self, row: int) -> int:
        """By that row of the last batch, and the grammar; -1 where it lets nothing pass."""
        logits = self._context.logits(row)
        return self._grammar.choose(logits) if self._grammar else int(logits.argmax())

    def _take(self, token: int) -> int:
        """The reply goes on with `token`; -1 where it ends instead."""
        if token < 0:
            self.stop = "grammar"
            return -1
        if self._vocabulary.ends(token) and not self._wanted.endless:
            self.stop = "end"
            return -1
        self.generated += 1
        if self._grammar:
            self._grammar.accept(token)
        return token
