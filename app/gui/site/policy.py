"""설정 → 정책: which policy of the site is in force, who signed it, and each rule in plain words."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.gui.site.desk import SiteDesk
from app.gui.site.guard_desk import GuardDesk
from app.gui.site.policy_words import rules
from app.gui.site.section import Section
from app.gui.widgets.facts import Facts
from app.gui.widgets.labels import Caption, Headline

if TYPE_CHECKING:
    from app.services.guarding.policy import PolicyReport


class PolicySection(Section):
    """Read only: a policy comes with a signed release and is changed by another one."""

    def __init__(self, desk: SiteDesk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            self.tr("Policy"),
            self.tr("What the site has fixed or forbidden on this PC. Only another signed release changes it."),
            parent,
        )
        self.head = Headline(self, "", scale=1.1)
        self.none = Caption(self)
        self.origin = Facts(self)
        self.rules_head = Headline(self, self.tr("What holds"), scale=1.1)
        self.rules = Facts(self)
        for widget in (self.head, self.none, self.origin, self.rules_head, self.rules):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._show_none()

    def load(self) -> None:
        self.follow(GuardDesk(self.desk).policy(), self._show)

    def _show(self, report: "PolicyReport") -> None:
        policy = report.policy
        if not policy.present:
            self._show_none(release=report.release)
            return
        self.head.setText(policy.title or self.tr("A policy without a title"))
        self.origin.tell(
            (
                (self.tr("Came with release"), report.release),
                (self.tr("Signed by"), ", ".join(report.signers)),
                (self.tr("SHA-256"), policy.digest),
            )
        )
        held = rules(policy)
        self.rules.tell(held)
        self.none.setText(self.tr("The policy says nothing that binds this window."))
        self.none.setVisible(not held)
        for widget in (self.rules_head, self.rules):
            widget.setVisible(bool(held))

    def _show_none(self, release: str = "") -> None:
        self.head.setText(self.tr("No policy is in force"))
        self.none.setText(
            self.tr("The installed release holds no policy. Everything that the program can do may be done.")
            if release
            else self.tr("This program was not installed from a bundle, so that no signed policy can be there.")
        )
        self.none.show()
        self.origin.tell(())
        for widget in (self.rules_head, self.rules):
            widget.hide()
