"""Where a release stands among others (SPEC.md 10): product, channel, floor, epoch, (epoch, sequence). No clock."""

from app.bundle.format.root import Root
from app.bundle.trust.trusted import Trust
from app.core.bundle_errors import ProductWrong, ReleaseRevoked, RollbackRefused, RootChainBroken
from app.core.components import Release


def belongs(release: Release, root: Root, trust: Trust) -> None:
    """Raises ProductWrong for another product, or a channel that is not the PC's or not the root's."""
    for expected, found in ((trust.product, root.product), (root.product, release.product)):
        if expected != found:
            raise ProductWrong(expected=expected, found=found)
    channels = root.channels if not trust.channel else tuple({trust.channel} & set(root.channels))
    if release.channel not in channels:
        raise ProductWrong(expected=trust.channel or ", ".join(root.channels), found=release.channel)


def accept(release: Release, root: Root, trust: Trust) -> None:
    """Raises ReleaseRevoked, RootChainBroken, RollbackRefused, in this order.

    Only a root opens an epoch, so that stolen release keys cannot run ahead of it: after a change of keys the next
    epoch begins again at any sequence.
    """
    floor = max(root.floor, trust.floor, (root.epoch, 0))
    if release.place < floor:
        raise ReleaseRevoked(offered=shown(release.place), floor=shown(floor))
    if release.epoch > root.epoch:
        raise RootChainBroken(version=root.version + 1, detail="epoch")
    if trust.place is None:
        return
    other = release.place == trust.place and trust.digest not in {"", release.digest}
    if release.place < trust.place or other:
        raise RollbackRefused(offered=shown(release.place), accepted=shown(trust.place))


def shown(place: tuple[int, int]) -> str:
    return f"{place[0]}.{place[1]}"
