"""The template child as the parent sees it: started for one template, ended after it."""

from collections.abc import Iterator

from app.assist.chat.strings import Specials
from app.assist.templates import fingerprint
from app.core.catalog import ChatFormat
from app.core.errors import TemplateUnknown
from app.core.events import Cancel
from app.worker.client import Child, ChildCrashed, ChildDied, ChildSilent, Limits
from app.worker.frames import Frame

_SILENCE = 20.0
"""Seconds: a real template takes milliseconds, and the start of the child a second."""
_LIMITS = Limits(memory_mib=512, cpu_seconds=3)


def read_template(
    untrusted_template: str, specials: Specials, *, model: str, cancel: Cancel | None = None
) -> ChatFormat:
    """The fixed strings of a template, named after `model`.

    Raises TemplateUnknown whose `detail` is a short English token, ChildUnstartable and Cancelled.
    """
    data = untrusted_template.encode("utf-8")
    child = Child("template", _LIMITS)
    header = {"bos": specials.bos, "eos": specials.eos, "add_bos": specials.add_bos, "id": format_id(data)}
    try:
        reply = _only(child.call("derive", header, data, cancel=cancel, silence=_SILENCE))
    except (ChildDied, ChildSilent, ChildCrashed) as error:
        raise TemplateUnknown(model=model, detail="resources") from error
    finally:
        child.kill()
    if "unfit" in reply.header:
        raise TemplateUnknown(model=model, detail=str(reply.header["unfit"]))
    return ChatFormat(**reply.header["chat"])


def format_id(template: bytes) -> str:
    """The name of a site's own format: what it was read from."""
    return f"site-{fingerprint(template)[:12]}"


def _only(replies: Iterator[Frame]) -> Frame:
    (reply,) = replies
    return reply
