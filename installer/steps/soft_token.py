"""SoftHSM's library, for the tests that sign with a token: wished for, not needed. Without it they are skipped."""

from collections.abc import Callable

from installer.steps import deb
from installer.steps.checkout import Checkout
from installer.steps.parts import Part
from installer.steps.say import Stop
from installer.steps.stamps import write_beside

PLACE = "build/softhsm/libsofthsm2.so"
_PART = Part(
    package="libsofthsm2",
    version="2.6.1-2.1",
    package_sha256="8c29aa37b082c2904d5ff8c65432e6b018929687400854dbeafd1c2a787d3508",
    member="./usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    bytes=891704,
    sha256="10a23f17bc75e66a55c3a7b727ad00b6a5f3573da8841ab799e6da9cc201db7e",
)

Fetch = Callable[[Checkout, Part], bytes]


def attempt(checkout: Checkout, *, fetch: Fetch = deb.fetch) -> None:
    """Lay the library where the tests look for it. What failed once is not tried again. Raises Interrupted."""
    place = checkout.root / PLACE
    tried = place.with_suffix(".tried")
    if place.exists() or tried.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        data = fetch(checkout, _PART)
        beside = place.with_suffix(".partial")
        beside.write_bytes(data)
        beside.replace(place)
    except (Stop, OSError) as error:
        write_beside(tried, str(error))
        checkout.voice.say(
            "· SoftHSM을 받지 못해 토큰 시험은 건너뜁니다.",
            "· SoftHSM was not fetched: token tests are skipped.",
        )
