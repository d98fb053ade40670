"""The llm child as the parent sees it: loads on first use, streams, survives the child's death."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from app.assist.place.fit import Device
from app.assist.place.loading import Loader
from app.assist.prompts import Prompt
from app.assist.templates import Turn
from app.core.answers import Placement
from app.core.errors import ModelDied, ModelUnloadable
from app.core.events import Cancel, Progress, Token, Warned
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent
from app.worker.frames import Frame

MAX_TOKENS = 256
"""Tokens of an answer when the caller names no number."""

_SILENCE = 180.0
"""Seconds without a reply before the child counts as hung: a batch of 128 tokens on a very busy PC."""

_LOST = (ChildDied, ChildSilent, ChildCrashed)
_Item = TypeVar("_Item")


class Generator:
    """One chat model in its own process. One request at a time: finish or close an iterator first."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._child = Child("llm", writable=loader.states)
        self.finished: dict[str, Any] = {}
        """Counts (tokens) and times (seconds) of the last finished generation; see llama.steps.Finished."""

    @property
    def model_id(self) -> str:
        return self._loader.model.id

    @property
    def context_tokens(self) -> int:
        """Room for a prompt and its answer together, in tokens."""
        return self._loader.context_tokens

    @property
    def placement(self) -> Placement | None:
        """Where the model runs, once it is loaded."""
        return self._loader.placement

    @property
    def build(self) -> str:
        """What the child says of its llama.cpp; empty before it was asked."""
        return self._loader.build

    @property
    def devices(self) -> tuple[Device, ...]:
        """What the child can compute on, as it was last asked."""
        return self._loader.devices

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._child.pid

    def planned(self, *, cancel: Cancel | None = None) -> Placement:
        """Where the model runs, or would run now; the child is started and loads nothing.

        Raises ModelMissing, ModelDamaged, ModelTooLarge, ModelDied, ChildUnstartable or Cancelled.
        """
        try:
            return self._loader.planned(self._child, cancel)
        except _LOST as error:
            raise ModelDied(model=self.model_id) from error

    def prepare(self, *, cancel: Cancel | None = None) -> Iterator[Progress | Warned]:
        """Load the model if it is not loaded; progress in bytes hashed, and a warning when a graphics card gave out.

        Raises ModelForbidden, ModelMissing, ModelDamaged, ModelTooLarge, ModelUnloadable, ChildUnstartable or
        Cancelled.
        """
        try:
            yield from self._retried(lambda: self._loader.load(self._child, cancel))
        except ModelDied as error:  # died twice while loading: the file or the memory, not bad luck
            raise ModelUnloadable(model=self.model_id, detail="crash") from error

    def generate(
        self,
        prompt: Prompt,
        *,
        cancel: Cancel | None = None,
        max_tokens: int = MAX_TOKENS,
        stops: Sequence[str] = (),
        grammar: str = "",
        lookup: bool = True,
        endless: bool = False,
    ) -> Iterator[Token | Progress | Warned]:
        """Stream the answer. Leaving the iterator early stops the child's work.

        `grammar` (GBNF, its rule `root`) is what the answer must be; `lookup` guesses ahead where it repeats the
        prompt: faster, and the same words unless two were nearly equal (llama.reply.SURE); `endless` does not stop
        where the model does, to measure it.

        Raises what `prepare` raises, PromptTooLong, and ModelDied when the child ended twice before
        the first token or once after it, or could not use the grammar.
        """
        header = {
            "model": self.model_id,
            "turns": _turns(prompt.turns),
            "max_tokens": max_tokens,
            "stops": list(stops),
            "grammar": grammar,
            "lookup": lookup,
            "endless": endless,
        }
        self.finished = {}
        yield from self._retried(lambda: self._stream("generate", header, cancel))

    def prefill(self, turns: Sequence[Turn], *, cancel: Cancel | None = None) -> Iterator[Progress | Warned]:
        """Evaluate the beginning of a chat, so that a prompt that begins with it starts at once. The last turn is taken
        as unfinished. Raises as `generate`."""
        header = {"model": self.model_id, "turns": _turns(turns)}
        for event in self._retried(lambda: self._stream("prefill", header, cancel)):
            if not isinstance(event, Token):
                yield event

    def count(self, texts: Sequence[str], *, cancel: Cancel | None = None) -> list[int]:
        """The length of each text in tokens. Raises as `generate`."""
        header = {"model": self.model_id, "texts": list(texts)}
        reply = next(self._retried(lambda: self._replies("count", header, cancel)))
        return [int(count) for count in reply["counts"]]

    def adapt(self, adapter: Mapping[str, Any] | None, *, cancel: Cancel | None = None) -> None:
        """Use this LoRA adapter ({id, path, bytes, sha256, scale}) from now on, or none; the model stays loaded.

        Raises ModelForbidden, and as `generate`, ModelMissing and ModelDamaged of the adapter's file, and
        AdapterMismatch; then none is.
        """
        self._loader.require_allowed(adapter)
        self._loader.adapter = None
        header = {"model": self.model_id, "adapter": dict(adapter) if adapter else None}
        if self._loader.holds(self._child):
            for _event in self._retried(lambda: self._stream("adapt", header, cancel)):
                pass
        self._loader.adapter = adapter

    def measure(self, prompt: Prompt, tokens: int, *, cancel: Cancel | None = None) -> dict[str, Any]:
        """Bare llama_decode with this prompt and `tokens` tokens after it: {raw: the fields of llama.raw.Raw, rss_mib,
        peak_mib}. app.assist.measuring makes figures of it. Raises as `generate`."""
        header = {"model": self.model_id, "turns": _turns(prompt.turns), "tokens": tokens}
        return next(self._retried(lambda: self._replies("measure", header, cancel)))

    def forget(self, *, files: bool = False, cancel: Cancel | None = None) -> None:
        """The next prompt reuses nothing that was evaluated; with `files` nothing from disk. Raises as `generate`."""
        header = {"model": self.model_id, "files": files}
        for _reply in self._retried(lambda: self._replies("forget", header, cancel)):
            pass

    def close(self) -> None:
        """End the child and free its memory. The next use starts it again."""
        self._child.kill()

    def _retried(self, attempt: Callable[[], Iterator[_Item]]) -> Iterator[_Item]:
        """Run `attempt`, and again if the child was lost before anything but progress came: once, and after that for
        as long as the loader asks less of a graphics card each time."""
        tried = spoken = False
        while True:
            try:
                for item in attempt():
                    spoken = spoken or not isinstance(item, Progress | Warned)
                    yield item
                return
            except _LOST as error:
                self.close()
                lowered = self._loader.lost()
                if spoken or (tried and not lowered):
                    raise ModelDied(model=self.model_id) from error
                tried = True

    def _stream(self, op: str, header: dict[str, Any], cancel: Cancel | None) -> Iterator[Token | Progress | Warned]:
        yield from self.prepare(cancel=cancel)
        for frame in self._ask(op, header, cancel):
            if "token" in frame.header:
                yield Token(str(frame.header["token"]))
            elif "progress" in frame.header:
                done, total = frame.header["progress"]
                yield Progress("prompt", int(done), int(total), self.model_id)
            else:
                self.finished = dict(frame.header["finished"])

    def _replies(self, op: str, header: dict[str, Any], cancel: Cancel | None) -> Iterator[dict[str, Any]]:
        for _progress in self.prepare(cancel=cancel):
            pass
        for frame in self._ask(op, header, cancel):
            yield frame.header

    def _ask(self, op: str, header: dict[str, Any], cancel: Cancel | None) -> Iterator[Frame]:
        """One request. A child that was replaced behind our back counts as lost, so it is loaded again."""
        try:
            yield from self._child.call(op, header, cancel=cancel, silence=_SILENCE)
        except ModelDied as error:
            raise ChildDied("not loaded") from error


def _turns(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    return [{"role": turn.role, "parts": list(turn.parts)} for turn in turns]
