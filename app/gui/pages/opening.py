"""Before the workspace is open: what is going on, and the passphrase where it is locked."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import AppError
from app.core.security_errors import AccountKeyMissing, EncryptionRequired, PassphraseWrong, WorkspaceLocked
from app.core.settings import Settings
from app.gui.session import Session
from app.gui.widgets.labels import Caption, Headline
from app.gui.widgets.notice import Notice

_WORDS, _LOCK = 0, 1


class OpeningPage(QWidget):
    """A passphrase that is wrong is said under its field, and asked for again."""

    encrypt_wanted = Signal()  # the policy wants it encrypted, and it is not

    def __init__(self, session: Session, notice: Notice, parent: QWidget | None = None) -> None:
        """`notice`: where the window says what no passphrase mends, and offers to try again."""
        super().__init__(parent)
        self._session = session
        self._notice = notice
        self._where: tuple[Path, Settings] | None = None
        self.words = QLabel(self.tr("Opening the workspace…"), self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.head = Headline(self, self.tr("The workspace is locked"), scale=1.4)
        self.field = QLineEdit(self)
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
        self.field.setAccessibleName(self.tr("Passphrase"))
        self.reveal = QCheckBox(self.tr("&Show what I type"), self)
        self.fault = QLabel(self)
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.unlock = QPushButton(self.tr("&Open"), self)
        self.leave = QPushButton(self.tr("Cancel"), self)
        self.stack = QStackedWidget(self)
        self._lay_out()
        self.field.textChanged.connect(lambda text: self.unlock.setEnabled(bool(text)))
        self.field.returnPressed.connect(self._try)
        self.reveal.toggled.connect(
            lambda on: self.field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        )
        self.unlock.clicked.connect(self._try)
        self.leave.clicked.connect(self._leave)

    def open(self, home: Path, settings: Settings) -> None:
        """Without a passphrase first: most workspaces have none, or the account holds their key."""
        self._where = (home, settings)
        self._notice.hide()
        self._order("")

    def again(self, passphrase: str = "") -> None:
        """The same once more."""
        self._order(passphrase)

    @property
    def home(self) -> Path | None:
        return self._where[0] if self._where is not None else None

    def say(self, text: str) -> None:
        self.words.setText(text)
        self.stack.setCurrentIndex(_WORDS)

    @property
    def asks(self) -> bool:
        """Whether a passphrase is asked for."""
        return self.stack.currentIndex() == _LOCK

    def _order(self, passphrase: str) -> None:
        if self._where is None:
            return
        if not passphrase:
            self.say(self.tr("Opening the workspace…"))
        job = self._session.open(*self._where, passphrase)
        job.failed.connect(self._take_fault)
        job.broke.connect(self._notice.show_bug)
        job.done.connect(lambda _: self._forget())

    def _try(self) -> None:
        if self.field.text() and self.unlock.isEnabled():
            for widget in (self.field, self.unlock):
                widget.setEnabled(False)
            self.fault.setText(self.tr("Trying the passphrase…"))
            self._order(self.field.text())

    def _forget(self) -> None:
        """What was typed is not kept in the field, nor how to show it."""
        self.field.clear()
        self.reveal.setChecked(False)
        self.fault.clear()
        self.field.setEnabled(True)

    def _take_fault(self, error: AppError) -> None:
        if not isinstance(error, WorkspaceLocked | PassphraseWrong | AccountKeyMissing):
            self._forget()
            self.say(self.tr("The workspace is not open."))
            self._notice.show_error(error)
            if isinstance(error, EncryptionRequired):
                self._notice.offer(self.tr("Encrypt it now…"), self.encrypt_wanted.emit)
            self._notice.offer(self.tr("Try again"), self.again)
            return
        self._forget()
        message = self._session.messages.for_error(error)
        if not isinstance(error, WorkspaceLocked):
            self.fault.setText(f"{message.text} {message.action} ({message.code})")
        self.stack.setCurrentIndex(_LOCK)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._forget()
        self.say(self.tr("The workspace is not open."))
        self._notice.say(self.tr("The workspace stays locked"))
        self._notice.offer(self.tr("Try again"), self.again)

    def _lay_out(self) -> None:
        label = QLabel(self.tr("&Passphrase"), self)
        label.setBuddy(self.field)
        sentence = Caption(
            self,
            self.tr("Its documents and drafts are encrypted on this PC. Nobody can bring back a forgotten passphrase."),
        )
        self.unlock.setEnabled(False)
        self.unlock.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.reveal)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.unlock)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(3)
        column.addWidget(self.head)
        column.addWidget(sentence)
        column.addSpacing(8)
        for widget in (label, self.field, self.fault):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addStretch(5)
        lock = QWidget(self)
        line = QHBoxLayout(lock)
        line.addStretch(1)
        line.addLayout(column, 2)
        line.addStretch(1)
        self.stack.addWidget(self.words)
        self.stack.addWidget(lock)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
