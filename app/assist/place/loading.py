"""Which model the llm child loads, and where on this PC: asked once for each child, lowered when a card gives out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from app.assist.gguf.header import read
from app.assist.place.fit import Cap, Device, Wishes, on_cpu, plan
from app.assist.place.ladder import after_death, rungs
from app.assist.place.lowered import Lowered
from app.assist.place.shape import Shape, shape
from app.assist.sealed_states import told
from app.core.answers import Placement
from app.core.catalog import Model
from app.core.errors import DeviceFailed, ModelFileBad, ModelMissing, ModelUnloadable
from app.core.events import Cancel, Progress, Warned
from app.core.security_errors import ModelForbidden
from app.store.vault.sealer import Sealer
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent

STATES_MIB = 512
"""What the kept states of prompts may take of the disk: some ten of 3,000 tokens for a model of 7B."""

_SILENCE = 600.0
"""Seconds without a reply while hashing and loading: a cold disk on a busy PC."""

_ASKED = 120.0
"""Seconds without a reply to what there is to compute on: a card's driver that wakes up."""

_NO_CARDS = {"CUDA_VISIBLE_DEVICES": "-1"}

_LOST = (ChildDied, ChildSilent, ChildCrashed)


class Loader:
    """Knows the model and its room; remembers which child has it, and what the cards could not do."""

    def __init__(
        self,
        model: Model,
        threads: int,
        prompt_threads: int,
        context_tokens: int,
        *,
        gpu_layers: int = -1,
        cache: Path | None = None,
        adapter: Mapping[str, Any] | None = None,
        allowed: Collection[str] = (),
        sealer: Sealer | None = None,
    ) -> None:
        """`cache` is the workspace's folder of caches, None: nothing is kept; `gpu_layers` as in the settings;
        `adapter` is {id, path, bytes, sha256, scale} of a LoRA adapter; `allowed` are the SHA-256 of the weights that
        the site's policy lets run, empty: all; `sealer` is that of the workspace, None for a plain one."""
        self.model = model
        self.placement: Placement | None = None
        """Where the model is, or is being loaded to; None before the first load."""
        self.context_tokens = min(context_tokens, model.context or context_tokens)
        """Room for a prompt and its answer together, in tokens; less once a placement had to give some away."""
        self.devices: tuple[Device, ...] = ()
        self.build = ""
        """What the child said of its llama.cpp; empty before it was asked, as `devices`."""
        self._threads, self._prompt_threads = threads, prompt_threads
        self._cache = cache
        self.states = cache / "states" if cache is not None else None
        """Where the child keeps what it evaluated: all that it may write."""
        self._sealer = sealer
        self._allowed = frozenset(allowed)
        self.adapter = adapter
        """What the next load puts on the model."""
        self._wishes = Wishes(self.context_tokens, gpu_layers)
        self._shape: Shape | None = None
        self._caps: dict[str, Cap] = {}
        self._losses = 0
        self._untold = ""
        self._told: set[str] = set()
        self._loaded_in: int | None = None

    def load(self, child: Child, cancel: Cancel | None) -> Iterator[Progress | Warned]:
        """Load the model if this child does not hold it yet; progress in bytes hashed, and a warning of DeviceFailed
        when a card gave out and the model went on with less of it, or on the processor.

        Raises ModelForbidden, ModelMissing, ModelDamaged, ModelTooLarge, ModelUnloadable, Cancelled and what a lost
        child raises.
        """
        self.require_allowed(self.adapter)
        pid = child.pid
        if pid is not None and pid == self._loaded_in:
            self._losses = 0
            return
        self._loaded_in = None
        if self.model.format is None:
            raise ModelUnloadable(model=self.model.id, detail="chat_format")
        self.placement = self._plan(child, cancel)
        yield from self._down(child, cancel, self.placement)
        self._loaded_in = child.pid
        self._forget_what_was_overcome()

    def require_allowed(self, adapter: Mapping[str, Any] | None) -> None:
        """Raises ModelForbidden where the policy does not list the model's weights or this adapter's. The child hashes
        what it loads: a file that only carries an allowed digest in its catalogue does not load."""
        if not self._allowed:
            return
        for name, digest in ((self.model.id, self.model.files[0].sha256), *_digest(adapter)):
            if digest not in self._allowed:
                raise ModelForbidden(model=name)

    def holds(self, child: Child) -> bool:
        """Whether the model is loaded in this child."""
        return child.pid is not None and child.pid == self._loaded_in

    def planned(self, child: Child, cancel: Cancel | None) -> Placement:
        """Where the model is, or would be loaded to now; the child is started and loads nothing.

        Raises ModelMissing, ModelDamaged, ModelTooLarge, Cancelled and what a lost child raises.
        """
        if self._loaded_in is not None and self.placement is not None:
            return self.placement
        return self._plan(child, cancel)

    def lost(self) -> bool:
        """The child ended in the middle of its work. Whether the next load asks less of the card: after the second
        loss in a row, the first may have been bad luck. Raises ModelTooLarge where the processor's turn has come.
        """
        placement, self._loaded_in = self.placement, None
        if placement is None or not placement.layers:
            return False
        self._losses += 1
        if self._losses < 2:
            return False
        self._lower(after_death(placement, self._measured(), lambda: self._on_cpu("cpu_lowered")), placement)
        return True

    def _down(self, child: Child, cancel: Cancel | None, start: Placement) -> Iterator[Progress | Warned]:
        """Send the model to where it should be, and one rung lower each time the card gives out."""
        below = rungs(start, self._measured(), lambda: self._on_cpu("cpu_lowered"))
        placement, again = start, True
        while True:
            if self._untold:
                yield Warned("", DeviceFailed.code, {"device": self._untold, "model": self.model.id})
                self._untold = ""
            try:
                yield from self._send(child, cancel, placement)
                return
            except (ModelUnloadable, *_LOST) as error:
                if not placement.layers:
                    if placement is not start:  # not the cards' fault: the model runs nowhere
                        self._forget(start)
                    raise
                child.kill()
                if isinstance(error, ModelUnloadable) or not again:
                    lower = next(below)
                    self._lower(lower, placement)
                    placement = self.placement = lower
                again = False

    def _send(self, child: Child, cancel: Cancel | None, placement: Placement) -> Iterator[Progress]:
        header = {
            "model": self.model.id,
            "folder": str(self.model.folder),
            "files": [asdict(file) for file in self.model.files],
            "chat_template_sha256": self.model.chat_template_sha256,
            "chat": asdict(self.model.format) if self.model.format is not None else None,
            "threads": self._threads,
            "prompt_threads": self._prompt_threads,
            "context_tokens": placement.context,
            "placement": {
                "device": placement.device,
                "layers": placement.layers,
                "kv": placement.kv,
                "context": placement.context,
                "batch": placement.batch,
            },
            "states": self._states(),
            "adapter": dict(self.adapter) if self.adapter is not None else None,
        }
        for frame in child.call("load", header, cancel=cancel, silence=_SILENCE):
            if "verified" in frame.header:
                done, total = frame.header["verified"]
                yield Progress("model", int(done), int(total), self.model.id)
            elif "context_tokens" in frame.header:
                self.context_tokens = int(frame.header["context_tokens"])

    def _states(self) -> dict[str, Any] | None:
        if self.states is None:
            return None
        return {"folder": str(self.states), "limit_mib": STATES_MIB, "seal": told(self._sealer)}

    def _plan(self, child: Child, cancel: Cancel | None) -> Placement:
        measured = self._measured()
        self._look(child, cancel)
        kept = self._kept()
        remembered = kept.caps(self.devices) if kept is not None and self._wishes.gpu_layers < 0 else {}
        caps = remembered | self._caps
        found = plan(self.model.id, measured, self.devices, self._memory(), self._wishes, caps)
        hidden = _NO_CARDS.items() <= child.environment.items()
        return replace(found, reason="cpu_lowered") if hidden and found.reason == "cpu_only" else found

    def _look(self, child: Child, cancel: Cancel | None) -> None:
        """Ask the child what there is to compute on. A driver that ends it at that is not asked a third time: the
        cards are hidden from every child that follows."""
        for attempt in range(3):
            try:
                for frame in child.call("devices", cancel=cancel, silence=_ASKED):
                    self.devices = tuple(Device(**device) for device in frame.header["devices"])
                    self.build = str(frame.header["build"])
                return
            except _LOST:
                if attempt == 2:
                    raise
                child.kill()
                if attempt == 1:
                    child.environment |= _NO_CARDS
                    self._untold = "GPU"

    def _measured(self) -> Shape:
        """What the header says. A bad one is the catalogue's own (ModelUnloadable) or that of another file
        (ModelDamaged); raises ModelMissing too."""
        if self._shape is None:
            try:
                self._shape = shape(read(self.model.weights))
            except ModelMissing as error:
                raise ModelMissing(model=self.model.id, name=self.model.files[0].path) from error
            except ModelFileBad as error:
                self.model.verify()
                raise ModelUnloadable(model=self.model.id, detail=str(error.params["detail"])) from error
        return self._shape

    def _memory(self) -> int:
        """Free main memory in MiB as the child sees it; 0: not known."""
        return next((device.free_mib for device in self.devices if device.kind == "cpu"), 0)

    def _on_cpu(self, reason: str) -> Placement:
        return on_cpu(self.model.id, self._measured(), self._memory(), self._wishes, reason)

    def _lower(self, lower: Placement, failed: Placement) -> None:
        """Note what the card of `failed` is brought down to before it is tried: the PC itself may hang."""
        cap = Cap(lower.layers, lower.batch)
        self._caps[failed.device] = cap
        self._losses = 1  # the next loss counts at once, unless some work goes well first
        if failed.device not in self._told:
            self._told.add(failed.device)
            self._untold = failed.title
        kept, device = self._kept(), self._device(failed)
        if kept is not None and device is not None:
            kept.remember(device, cap)

    def _forget(self, placement: Placement) -> None:
        self._caps.pop(placement.device, None)
        kept, device = self._kept(), self._device(placement)
        if kept is not None and device is not None:
            kept.forget(device)

    def _forget_what_was_overcome(self) -> None:
        """A user who asked for layers, and has them, has shown that the card can do it."""
        if self.placement is not None and self.placement.reason == "gpu_chosen":
            self._forget(self.placement)

    def _kept(self) -> Lowered | None:
        return Lowered(self._cache, self.model.files[0].sha256, self.build) if self._cache is not None else None

    def _device(self, placement: Placement) -> Device | None:
        return next((device for device in self.devices if device.name == placement.device), None)


def _digest(adapter: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    return ((str(adapter["id"]), str(adapter["sha256"])),) if adapter is not None else ()
