"""The age of a release, which is shown and never blocks: a wrong clock must not stop an installation."""

from datetime import datetime

from app.core.components import Release


def days(release: Release, now: datetime) -> int | None:
    """Whole days since it was signed; None when the clock stands before that, as it does on a PC without a battery."""
    return None if now < release.signed_at else (now - release.signed_at).days
