"""Which collections are opened: what the site's policy allows, and a record of each at its first opening.

Every search goes through here (search.searcher asks), and so does every document that is opened by its id.
"""

import threading
from collections.abc import Collection, Iterable
from dataclasses import replace

from app.core.audit import AuditKind
from app.core.policy import Policy
from app.core.security_errors import CollectionForbidden
from app.core.types import Query
from app.store.audit import Audit


class Admission:
    """Of one open workspace. Safe across threads."""

    def __init__(self, policy: Policy, audit: Audit) -> None:
        self._policy = policy
        self._audit = audit
        self._opened: set[str] = set()
        self._guard = threading.Lock()

    def query(self, query: Query, there: Collection[str]) -> Query:
        """The query as it may be asked of a workspace that has the collections `there`; one that names none asks all
        that are allowed. Raises CollectionForbidden, and AuditUnwritable where the opening cannot be recorded."""
        self.require(query.collections)
        allowed = self._policy.collections
        within = query if query.collections or not allowed else replace(query, collections=allowed)
        self.note(name for name in there if not within.collections or name in within.collections)
        return within

    def require(self, names: Iterable[str]) -> None:
        """Raises CollectionForbidden for the first that is not allowed."""
        for name in names:
            if not self.allows(name):
                raise CollectionForbidden(collection=name)

    def allows(self, name: str) -> bool:
        return not self._policy.collections or name in self._policy.collections

    def note(self, names: Iterable[str]) -> None:
        """These are being opened. Recorded once while the workspace is open. Raises AuditUnwritable."""
        with self._guard:
            new = sorted(set(names) - self._opened)
            if not new:
                return
            with self._audit.together() as (_, put):
                for name in new:
                    put(AuditKind.OPENED, {"collection": name})
            self._opened.update(new)
