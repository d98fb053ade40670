"""What the site's policy lets out of the window: formats to offer, and nothing that a service would refuse anyway."""

from collections.abc import Sequence

from app.core.policy import Policy


def offered(endings: Sequence[str], policy: Policy) -> tuple[str, ...]:
    """Of these endings (`.pdf`) the ones that may be offered; all where the policy names none."""
    return tuple(each for each in endings if not policy.exports or each.removeprefix(".") in policy.exports)
