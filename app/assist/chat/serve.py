"""The template child: a chat template in, its fixed strings out; no files, no network, little memory and time.

Request (JSON header, the template as the body):
    derive  {bos, eos, add_bos, id} -> {chat: {id, begin, openings, closings, reply}} | {unfit: str}
"""

import contextlib
import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict

from app.assist.chat.reading import Unfit, derive
from app.assist.chat.strings import Specials
from app.worker import sandbox
from app.worker.child import Handler
from app.worker.frames import Frame

MEMORY_MIB = 512
CPU_SECONDS = 3


def handlers() -> Mapping[str, Handler]:
    """Import what Jinja imports late, take the limits on, seal the process; then offer `derive`."""
    for name in ("jinja2.debug", "jinja2.ext", "linecache", "encodings.unicode_escape"):
        importlib.import_module(name)
    for template in ("{{ messages[0]['content'] | trim | tojson }}", "{{ none.none.none }}", "{% break"):
        with contextlib.suppress(Unfit):  # each way through Jinja once, while files can be read
            derive(template, Specials("", "", False), "")
    sandbox.step_back()
    sandbox.limit_memory(MEMORY_MIB)
    sandbox.seal()
    return {"derive": _derive}


def _derive(request: Frame, is_cancelled: Callable[[], bool]) -> Iterator[Frame]:
    """A template that will not end is ended by the system: the parent sees the child die."""
    del is_cancelled
    sandbox.allow_cpu(CPU_SECONDS)
    header = request.header
    specials = Specials(str(header["bos"]), str(header["eos"]), bool(header["add_bos"]))
    try:
        found = derive(request.body.decode("utf-8"), specials, str(header["id"]))
    except UnicodeDecodeError:
        yield Frame({"unfit": "letters"})
    except Unfit as error:
        yield Frame({"unfit": error.token})
    else:
        yield Frame({"chat": asdict(found)})
