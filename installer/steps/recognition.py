"""The data for recognising Korean in pictures: wished for, not needed. Whatever goes wrong here, the set-up goes on."""

import contextlib
from collections.abc import Callable

from installer.steps import deb, models
from installer.steps.checkout import Checkout, held
from installer.steps.parts import Part, Recipe
from installer.steps.say import Stop
from installer.steps.stamps import write_beside

NEED = "wish"
"""The `need` of its recipe in locks/models.toml."""

Fetch = Callable[[Checkout, Part], bytes]


def attempt(checkout: Checkout, *, again: bool = False, fetch: Fetch = deb.fetch) -> None:
    """Put the data in place where it can be had. What failed once is tried anew only when asked for (`again`).

    Raises Interrupted.
    """
    for item in models.absent(checkout, models.recipes(checkout, [NEED])):
        tried = checkout.root / "build" / f"tried-{item.sha256[:12]}"
        if tried.exists() and not again:
            continue
        with held(models.lock_of(checkout, item)):
            if not models.settled(checkout, item):
                try:
                    _take(checkout, item, fetch)
                except (Stop, OSError) as error:
                    write_beside(tried, str(error))
                    _say(checkout, item, error)
                    continue
        with contextlib.suppress(OSError):
            tried.unlink(missing_ok=True)


def _take(checkout: Checkout, item: Recipe, fetch: Fetch) -> None:
    (part,) = item.parts
    cached = models.in_cache(checkout, item.sha256)
    cached.parent.mkdir(parents=True, exist_ok=True)
    beside = cached.with_name(cached.name + ".partial")
    beside.write_bytes(fetch(checkout, part))
    beside.replace(cached)
    models.put(checkout, item, cached)


def _say(checkout: Checkout, item: Recipe, error: Exception) -> None:
    ko = error.ko if isinstance(error, Stop) else str(error)
    checkout.voice.say(
        f"· {item.path}: 받지 못했습니다({ko.rstrip('.')}). 스캔한 쪽은 읽지 못하고 나머지는 그대로 됩니다. "
        "파일을 그 자리에 두거나 installer/fetch_models.py로 다시 받을 수 있습니다.",
        f"· {item.path}: not fetched ({str(error).rstrip('.')}). Scanned pages cannot be read; all else works. "
        "Lay the file there, or try again with installer/fetch_models.py.",
    )
