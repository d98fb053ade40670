"""Where the chat model runs, how fast, and why there, in words."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.core.answers import Placement
from app.core.messages import Messages


@dataclass(frozen=True, slots=True)
class Running:
    """`placement` is where it runs, or would; None where that is not known. `speed` is of the last answer in tokens a
    second, 0: none yet. `model` is empty when its file is missing."""

    model: str
    placement: Placement | None = None
    speed: float = 0.0


def running_text(running: Running) -> str:
    """`qwen-1.5b · GPU 22/28 layers · 31 tok/s`; what is not known yet is not said."""
    if not running.model:
        return QCoreApplication.translate("words", "No model for answers")
    parts = [running.model]
    if running.placement is not None:
        parts.append(_device(running.placement))
    if running.speed:
        parts.append(QCoreApplication.translate("words", "{speed} tok/s").format(speed=f"{running.speed:.0f}"))
    return " · ".join(parts)


def running_why(messages: Messages, running: Running) -> str:
    """The device by its name, and why there; a reason without words is shown by its key."""
    if not running.model:
        return QCoreApplication.translate("words", "Questions are answered with what stands in the articles.")
    placement = running.placement
    if placement is None:
        return QCoreApplication.translate("words", "The model is loaded with the first question.")
    try:
        reason = messages.say(f"placed_{placement.reason}", **placement.params) if placement.reason else ""
    except KeyError:
        reason = placement.reason
    return "\n".join(part for part in (placement.title, reason) if part)


def _device(placement: Placement) -> str:
    if placement.device == "CPU" or not placement.layers:
        return "CPU"
    if placement.layers >= placement.layers_total:
        return "GPU"
    words = QCoreApplication.translate("words", "GPU {layers}/{total} layers")
    return words.format(layers=placement.layers, total=placement.layers_total)
