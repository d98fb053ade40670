"""What happens when a workspace is opened: what changed on this PC since the last time is recorded, and what the policy
lets lie no longer is removed. Before anything is read from it."""

import time

from app.bundle.installing.around import Installation
from app.core.audit import AuditKind
from app.core.policy import Policy
from app.core.security_errors import EncryptionRequired
from app.store.audit import Audit
from app.store.audit_file import AuditFile
from app.store.database import Database
from app.store.retention import clear_log, counted, removed, zeroing

_DAY_NS = 86_400 * 10**9


def opened(database: Database, audit: Audit, policy: Policy, installation: Installation | None) -> None:
    """Raises EncryptionRequired for a workspace that lies open where the policy wants it encrypted, AuditUnwritable
    where what changed cannot be recorded, and the STO errors of Database."""
    if policy.encrypted and not database.sealer.encrypts:
        raise EncryptionRequired(path=str(database.home))
    _release(audit, installation)
    _policy(audit, policy)
    if policy.retention_days:
        _retained(database, audit, policy.retention_days)


def _policy(audit: Audit, policy: Policy) -> None:
    last = audit.latest(AuditKind.POLICY_CHANGED)
    before = str(last.facts.get("after", "")) if last is not None else ""
    if before != policy.digest:
        audit.append(AuditKind.POLICY_CHANGED, {"before": before, "after": policy.digest})


def _release(audit: Audit, installation: Installation | None) -> None:
    """How far the installation's audit is goes along: cutting that one shows here."""
    if installation is None:
        return
    last = audit.latest(AuditKind.RELEASE_SEEN)
    before = str(last.facts.get("release", "")) if last is not None else ""
    release = installation.release
    if before == release.digest:
        return
    head = AuditFile(installation.layout.audit).head()
    audit.append(
        AuditKind.RELEASE_SEEN,
        {
            "version": release.version,
            "epoch": release.epoch,
            "sequence": release.sequence,
            "release": release.digest,
            "before": before,
            "audit_count": head.count,
            "audit_head": head.digest,
        },
    )


def _retained(database: Database, audit: Audit, days: int) -> None:
    """The removal and its entry are one transaction: neither is without the other."""
    before = time.time_ns() - days * _DAY_NS
    if not any(counted(database, before)):
        return
    zeroing(database)
    with audit.together() as (connection, put):
        gone = removed(connection, before)
        facts = {"conversations": gone.conversations, "searches": gone.searches, "drafts": gone.drafts}
        put(AuditKind.RETENTION, {"days": days, **facts})
    clear_log(database)
