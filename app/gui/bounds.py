"""What the site's policy means for the window: no copying, no printing, and why, said once."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.core.security_errors import ClipboardForbidden
from app.gui.clipboard_guard import ClipboardGuard
from app.gui.session import Session
from app.gui.site.policy_words import retention
from app.gui.widgets.notice import Notice
from app.gui.widgets.status import Status


class Bounds(QObject):
    """Set when the workspace opens. `printers` are the widgets that lead to paper: they are not offered."""

    def __init__(
        self, session: Session, notice: Notice, status: Status, printers: tuple[QWidget, ...], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session = session
        self._notice = notice
        self._status = status
        self._printers = printers
        self._told = False
        self.guard = ClipboardGuard(window)
        self.guard.refused.connect(self._refuse)
        session.opened.connect(lambda _: self._set())

    def lift(self) -> None:
        """The window goes."""
        self.guard.allow()

    def _set(self) -> None:
        policy = self._session.policy
        for widget in self._printers:
            widget.setVisible(policy.printing)
        if not policy.clipboard:
            self.guard.forbid()
        if policy.retention_days:
            self._status.say(retention(policy))

    def _refuse(self) -> None:
        """In full once; after that in a word."""
        error = ClipboardForbidden()
        if self._told:
            self._status.say(self._session.messages.for_error(error).title)
        else:
            self._told = True
            self._notice.show_error(error)
