"""What `model add`, `use` and `remove` did, as text and as JSON."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from app.core.messages import Messages
from app.services.models.add import Added
from app.services.models.choice import Chosen, RemovedModel

Told = Added | Chosen | RemovedModel


def printer(messages: Messages) -> dict[type, Callable[..., None]]:
    """How each of these results is printed, by its type."""
    return dict.fromkeys((Added, Chosen, RemovedModel), lambda result: print("\n".join(lines(result, messages))))


def lines(result: Told, messages: Messages) -> Iterator[str]:
    say = messages.say
    match result:
        case Chosen(model, adapter):
            yield say("model_chosen", model=model)
            if adapter:
                yield say("adapter_chosen", adapter=adapter)
        case RemovedModel(removed):
            yield say("model_removed", id=removed)
        case Added():
            yield from _added(result, messages)


def as_json(result: Told, messages: Messages) -> dict[str, Any]:
    if not isinstance(result, Added):
        return dataclasses.asdict(result)
    model, facts, smoke = result.model, result.facts, result.smoke
    return {
        "id": model.id,
        "role": model.role,
        "base": model.base,
        "architecture": facts.architecture,
        "name": facts.name,
        "size_label": facts.size_label,
        "parameters": facts.parameters,
        "quantisation": facts.quantisation,
        "context": facts.context,
        "tokenizer": facts.tokenizer,
        "pre_tokenizer": facts.pre_tokenizer,
        "licence": model.licence,
        "licence_from": result.licence_from,
        "known_as": result.prepared.id if result.prepared else "",
        "use": result.prepared.use if result.prepared else "",
        "bytes": model.files[0].bytes,
        "sha256": model.files[0].sha256,
        "linked": result.linked,
        "min_memory_mib": model.min_memory_mib,
        "chat_format": model.format.id if model.format else "",
        "chat_template_sha256": model.chat_template_sha256,
        "placement": dataclasses.asdict(smoke.placement) if smoke.placement else None,
        "placed": _reason(result, messages),
        "load_seconds": smoke.load_seconds,
        "prompt_speed": smoke.prompt_speed,
        "generation_speed": smoke.generation_speed,
        "said": smoke.text,
        "faults": list(smoke.faults),
        "abstains": smoke.abstains,
    }


def _added(result: Added, messages: Messages) -> Iterator[str]:
    say, model, facts, smoke = messages.say, result.model, result.facts, result.smoke
    yield say("added_adapter", id=model.id, base=model.base) if model.base else say("added_model", id=model.id)
    if facts.name:
        yield say("added_name", name=facts.name)
    yield say(
        "added_shape",
        architecture=facts.architecture,
        tokenizer="/".join(word for word in (facts.tokenizer, facts.pre_tokenizer) if word) or "-",
        parameters=_millions(facts.parameters),
        quantisation=facts.quantisation,
        context=f"{facts.context or model.context:,}",
    )
    if result.linked:
        yield say("added_linked")
    yield say("added_licence", licence=model.licence or "?", source=say(f"licence_{result.licence_from}"))
    if result.prepared is not None:
        yield say(f"use_{result.prepared.use}", title=result.prepared.title)
    if model.format is not None:
        yield say("added_template", format=model.format.id)
    if smoke.placement is not None:
        yield say("added_placed", device=smoke.placement.title, reason=_reason(result, messages))
    yield say("added_speed", load=smoke.load_seconds, prompt=smoke.prompt_speed, generation=smoke.generation_speed)
    yield say("added_said", text=" ".join(smoke.text.split()))
    yield say(f"abstains_{'true' if smoke.abstains else 'false'}")
    for fault in smoke.faults:
        yield say(f"smoke_{fault}")
    if not smoke.faults:
        yield say("smoke_sound")


def _reason(result: Added, messages: Messages) -> str:
    placement = result.smoke.placement
    return messages.say(f"placed_{placement.reason}", **placement.params) if placement is not None else ""


def _millions(count: int) -> str:
    return f"{count / 1e9:.1f}B" if count >= 1e9 else f"{count / 1e6:.1f}M"
