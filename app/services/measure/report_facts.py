"""What both reports say of the circumstances, and how they write figures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.core.messages import Messages
from app.export.page import Facts, Notes, Table
from app.services.measure.circumstances import Circumstances

NONE = "–"


def circumstance_facts(
    about: Circumstances, placement: Mapping[str, Any] | None, messages: Messages, *, spoke: bool = True
) -> list[tuple[str, str]]:
    """(name, value) of the model, the PC and the device, in the user's language. `spoke`: the model was asked."""
    say = messages.say
    size = f"{about.model_bytes / 2**20:,.0f} MiB"
    adapter = f"{about.adapter} ({about.adapter_sha256[:12]})" if about.adapter else say("paper_none")
    threads = f"{about.threads[0]} / {about.threads[1]}"
    return [
        (say("paper_model"), f"{about.model} ({about.quantisation}, {size})"),
        (say("paper_sha"), f"{about.model_sha256[:24]}…"),
        (say("paper_licence"), about.licence),
        (say("paper_adapter"), adapter),
        (say("paper_pc"), f"{about.cpu} × {about.processors}, {about.memory_mib / 1024:.0f} GB"),
        (say("paper_system"), say("paper_system_value", system=about.system, program=about.program)),
        (say("paper_device"), device(about, placement, messages, spoke=spoke)),
        (say("paper_settings"), say("paper_settings_value", tokens=about.settings["context_tokens"], threads=threads)),
    ]


def device(about: Circumstances, placement: Mapping[str, Any] | None, messages: Messages, *, spoke: bool = True) -> str:
    """Where the model ran and why; or that it did not run, or that nothing is known of it."""
    if placement is None and spoke:
        return messages.say("paper_not_noted")
    if placement is None:
        return messages.say("paper_not_loaded" if about.model_present else "paper_no_model")
    why = messages.say(f"placed_{placement['reason']}", **placement["params"])
    return f"{placement['title'] or placement['device']}: {why}" if placement["layers"] else why


def day(moment: str) -> str:
    """`2026. 3. 5. 14:00`, as official letters write it."""
    when = datetime.fromisoformat(moment)
    return f"{when.year}. {when.month}. {when.day}. {when:%H:%M}"


def percent(share: float) -> str:
    return f"{100 * share:.1f}\u00a0%"


def seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:,.1f}"


def span(low: float, high: float, scale: float = 100.0) -> str:
    return "~".join(f"{value * scale:.1f}".removesuffix(".0") for value in (low, high))


def signed(value: float, scale: float = 100.0) -> str:
    text = f"{abs(value) * scale:.1f}"
    return text if text == "0.0" else ("−" if value < 0 else "+") + text


def shortened(text: str, length: int) -> str:
    """On one line; white space and list marks joined."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def joined(parts: Sequence[str]) -> str:
    return " · ".join(part for part in parts if part)


def numbered(parts: Sequence[Facts | Table | Notes]) -> list[Facts | Table | Notes]:
    """Their titles with `1. `, `2. ` … before them."""
    return [replace(part, title=f"{number}. {part.title}") for number, part in enumerate(parts, 1)]
