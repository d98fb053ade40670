"""설정 → 보안: the network lock, and the workspace at rest: whether it is encrypted, and what that is good for."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.gui.pickers import Pickers
from app.gui.session import once
from app.gui.site.desk import SiteDesk
from app.gui.site.guard_desk import GuardDesk
from app.gui.site.reseal import Reseal
from app.gui.site.section import Section, row
from app.gui.widgets.facts import Facts
from app.gui.widgets.labels import Caption, Headline

if TYPE_CHECKING:
    from app.services.vault import VaultChanged, VaultStatus


class Security(Section):
    """`wanted` gives a Reseal: the window closes the workspace for it, and opens it again."""

    wanted = Signal(object)

    def __init__(self, desk: SiteDesk, pickers: Pickers, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            self.tr("Security"),
            self.tr("What keeps others out of what lies on this PC, and what does not."),
            parent,
        )
        self._pickers = pickers
        self._least = 0
        self.facts = Facts(self)
        self.encrypt = QPushButton(self.tr("&Encrypt the workspace…"), self)
        self.change = QPushButton(self.tr("&Change the passphrase…"), self)
        self.recovery_head = Headline(self, self.tr("Recovery passphrase: write it down now"), scale=1.1)
        self.recovery = Headline(self, "", scale=1.1)
        self.recovery.setAccessibleName(self.tr("Recovery passphrase"))
        self.recovery_told = Caption(
            self, self.tr("It opens the workspace when the passphrase is forgotten. Nobody can show it again.")
        )
        self.limits = Caption(
            self,
            self.tr(
                "Not for classified secrets (비밀): these modules are not validated ones (KCMVP), and no such module "
                "may protect secrets. Encryption keeps out who finds the disk or a copy of the folder. It does not "
                "keep out who sits at this PC while the program is open or who rules the PC, and it changes nothing "
                "about copies and backups that were made before."
            ),
        )
        for widget in (self.facts, self.recovery_head, self.recovery, self.recovery_told):
            self.column.addWidget(widget)
        self.column.addLayout(row(self.encrypt, self.change, None))
        self.column.addWidget(self.limits)
        self.column.addStretch(1)
        self.encrypt.clicked.connect(self._encrypt)
        self.change.clicked.connect(self._change)
        self.setFocusProxy(self.encrypt)
        self._show_recovery("")
        self.encrypt.hide()
        self.change.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves the section has written the recovery passphrase down."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._show_recovery("")

    def load(self) -> None:
        self.follow(GuardDesk(self.desk).vault(), lambda found: self._show(*found))

    def take_change(self, changed: "VaultChanged") -> None:
        """It was done; a recovery passphrase is told this once."""
        names = {
            "encrypted": self.tr("The workspace is encrypted"),
            "passphrase": self.tr("The passphrase was changed"),
        }
        told = self.tr("Copies of the workspace that were made before open as they did then.")
        self.notice.say(names.get(changed.change, changed.change), told)
        self._show_recovery(changed.recovery)

    def encrypt_first(self) -> None:
        """Before it is open: the site's policy lets no other one be opened."""
        session = self.desk.session
        job = session.crew.start(lambda _cancel: once(session.counter.site.least_letters))
        self.follow(job, self._ask)

    def _ask(self, least: int) -> None:
        self._least = least
        self._encrypt()

    # --- orders ------------------------------------------------------------------------------
    def _encrypt(self) -> None:
        given = self._pickers.new_passphrase(self, self._least, False)
        if given is not None:
            lock = given[1]
            label = self.tr("Encrypting the workspace")
            work = Reseal(
                label, lambda counter, home, cancel: counter.site.lock(home, lock, cancel=cancel), "", lock.passphrase
            )
            self.wanted.emit(work)

    def _change(self) -> None:
        given = self._pickers.new_passphrase(self, self._least, True)
        if given is not None:
            present, lock = given
            new = lock.passphrase
            work = Reseal(
                self.tr("Changing the passphrase"),
                lambda counter, home, cancel: counter.site.change_passphrase(home, present, new, cancel=cancel),
                present,
                new,
            )
            self.wanted.emit(work)

    # --- what comes back ---------------------------------------------------------------------
    def _show(self, status: "VaultStatus", least: int) -> None:
        self._least = least
        network = (
            self.tr("Blocked: this program and everything that it starts cannot open a connection.")
            if self.desk.network_locked
            else self.tr("Not blocked by the program on this PC.")
        )
        yes, no = self.tr("Encrypted"), self.tr("Not encrypted: who has the disk can read everything.")
        ways = ", ".join(self._way(kind) for kind in dict.fromkeys(status.ways))
        self.facts.tell(
            (
                (self.tr("Network"), network),
                (self.tr("Workspace"), yes if status.encrypted else no),
                (self.tr("Folder"), str(status.home)),
                (self.tr("Keys and files"), status.cipher),
                (self.tr("Database"), status.pages),
                (self.tr("Opens with"), ways),
            )
        )
        self.encrypt.setVisible(not status.encrypted)
        self.change.setVisible(status.encrypted)

    def _way(self, kind: str) -> str:
        names = {
            "passphrase": self.tr("the passphrase"),
            "recovery": self.tr("the recovery passphrase"),
            "account": self.tr("this account of this PC"),
        }
        return names.get(kind, kind)

    def _show_recovery(self, words: str) -> None:
        self.recovery.setText(words)
        for widget in (self.recovery_head, self.recovery, self.recovery_told):
            widget.setVisible(bool(words))
