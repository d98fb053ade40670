"""What the sections of policy, audit and security order. Every order is a Job."""

from pathlib import Path

from app.gui.job import Job
from app.gui.site.desk import SiteDesk


class GuardDesk:
    """Orders at the same counter as its SiteDesk."""

    def __init__(self, desk: SiteDesk) -> None:
        self._desk = desk

    def policy(self) -> Job:
        """Done gives a PolicyReport."""
        return self._desk.quick(lambda counter, workspace: counter.policy_report(workspace))

    def audit(self, *, installation: bool) -> Job:
        """Done gives (AuditList, whether there is an installation with one of its own)."""
        return self._desk.quick(
            lambda counter, workspace: (counter.audit(workspace, installation), counter.installed(workspace))
        )

    def check_audit(self) -> Job:
        """Done gives an AuditState for each audit there is."""
        return self._desk.quick(lambda counter, workspace: counter.check_audit(workspace))

    def export_audit(self, out: Path, *, installation: bool) -> Job:
        """By its ending a table (CSV), or lines that anybody can check (JSON). Done tells what was AuditExported."""
        return self._desk.quick(lambda counter, workspace: counter.export_audit(workspace, out, installation))

    def vault(self) -> Job:
        """Done gives (VaultStatus, the fewest letters of a passphrase)."""
        return self._desk.quick(lambda counter, workspace: (counter.vault(workspace), counter.least_letters()))
