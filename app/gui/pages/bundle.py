"""번들 설치: which media and which root document; what is on them, and who signed it; then the installation."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.core.errors import AppError
from app.core.events import Cancel, Done, Event
from app.gui.bundle_counter import MediumOrder
from app.gui.counter import Counter
from app.gui.job import Job
from app.gui.pickers import Pickers
from app.gui.session import Session
from app.gui.site.release_words import age_text, date_text, days_since, parts_text, signers_text
from app.gui.site.section import row
from app.gui.widgets.facts import Facts
from app.gui.widgets.labels import Caption, Headline
from app.gui.widgets.notice import Notice
from app.gui.widgets.work_bar import WorkBar
from app.gui.words import size_text

if TYPE_CHECKING:
    from app.bundle.installing.install import Installed
    from app.bundle.installing.looking import Checked


class BundlePage(QWidget):
    """Nothing is installed before its signatures and every byte were checked and shown. What was stopped goes on."""

    left = Signal()

    def __init__(self, session: Session, pickers: Pickers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pickers = pickers
        self._media: tuple[Path, ...] = ()
        self._trust: Path | None = None
        self._checked: MediumOrder | None = None
        self.notice = Notice(session.messages, self)
        self.work = WorkBar(session.messages, self)
        self.add = QPushButton(self.tr("Add a &medium…"), self)
        self.clear = QPushButton(self.tr("&Begin again"), self)
        self.media = QLabel(self)
        self.trust = QPushButton(self.tr("Choose the &root document…"), self)
        self.trust_name = QLabel(self)
        self.own = QRadioButton(self.tr("For &this account only"), self)
        self.all = QRadioButton(self.tr("For &everybody on this PC (needs the administrator's rights)"), self)
        self.place = QLabel(self)
        self.verify = QPushButton(self.tr("&Verify"), self)
        self.install = QPushButton(self.tr("&Install"), self)
        self.back = QPushButton(self.tr("Back"), self)
        self.head = Headline(self, "", scale=1.1)
        self.facts = Facts(self)
        self.media.setAccessibleName(self.tr("Media"))
        self.trust_name.setAccessibleName(self.tr("Root document"))
        self._lay_out()
        self._connect()
        self._tell()
        self.setFocusProxy(self.add)

    def showEvent(self, event: QShowEvent) -> None:
        """A program that is installed puts the next version where it is: there is nothing to choose."""
        try:
            places = {self._session.counter.bundles.root(own) for own in (True, False)}
        except AppError as error:
            self._show_fault(error)
        else:
            fixed = len(places) == 1
            self.place.setText(str(places.pop()) if fixed else "")
            self.place.setVisible(fixed)
            self.own.setVisible(not fixed)
            self.all.setVisible(not fixed)
        super().showEvent(event)

    # --- orders ------------------------------------------------------------------------------
    def _add(self) -> None:
        for folder in self._pickers.medium(self):
            if folder not in self._media:
                self._media = (*self._media, folder)
        self._doubt()

    def _choose_trust(self) -> None:
        files = self._pickers.root_document(self)
        if files:
            self._trust = files[0]
            self._doubt()

    def _forget(self) -> None:
        self._media, self._trust = (), None
        self.notice.hide()
        self._doubt()

    def _verify(self) -> None:
        self._checked = None
        media, trust, own = self._media, self._trust, self.own.isChecked()

        def work(counter: Counter, cancel: Cancel) -> Iterator[Event]:
            order = MediumOrder(media, counter.bundles.root(own), trust)
            for event in counter.bundles.verify(order, cancel=cancel):
                yield Done((order, event.result)) if isinstance(event, Done) else event

        job = self._begin(self._order(work), self.tr("Verifying the bundle"))
        job.done.connect(lambda found: self._show_checked(*found))

    def _install(self) -> None:
        order = self._checked
        if order is not None:
            job = self._order(lambda counter, cancel: counter.bundles.install(order, cancel=cancel))
            self._begin(job, self.tr("Installing the bundle"))
            job.done.connect(self._show_installed)
            job.cancelled.connect(self._show_stopped)

    def _order(self, work: Callable[[Counter, Cancel], Iterator[Event]]) -> Job:
        """It knows no workspace."""
        counter = self._session.counter
        return self._session.crew.start(lambda cancel: work(counter, cancel))

    def _begin(self, job: Job, label: str) -> Job:
        self.notice.hide()
        self.work.follow(job, label)
        self._session.working.emit(job, label)
        job.failed.connect(self._show_fault)
        job.broke.connect(self.notice.show_bug)
        job.ended.connect(self._tell)
        self._tell()
        return job

    # --- what comes back ---------------------------------------------------------------------
    def _show_checked(self, order: MediumOrder, checked: "Checked") -> None:
        self._checked = order
        release = checked.release
        self.head.setText(self.tr("Signatures and contents are as they should be"))
        age = age_text(days_since(release, datetime.now(UTC)))
        self.facts.tell(
            (
                (self.tr("Version"), f"{release.version} ({release.channel}, {release.epoch}.{release.sequence})"),
                (self.tr("Signed by"), signers_text(checked.signers)),
                (self.tr("Signed on"), f"{date_text(release)}, {age}"),
                (self.tr("Parts"), parts_text(release)),
                (self.tr("On the media"), size_text(checked.bytes)),
                (self.tr("On this PC already"), size_text(checked.held) if checked.held else ""),
                (self.tr("Notes"), "\n".join(checked.notes)),
                (self.tr("Is installed to"), str(order.root)),
            )
        )
        self._tell()
        self.install.setFocus()

    def _show_installed(self, installed: "Installed") -> None:
        title = self.tr("Version {version} was installed").format(version=installed.release.version)
        told = self.tr("It starts from now on, also here with the next start: {path}")
        self.notice.say(title, told.format(path=installed.root / "munjigi"))
        self._checked = None

    def _show_stopped(self) -> None:
        self.notice.say(
            self.tr("The installation was stopped"),
            self.tr("What starts is what started before. “Install” goes on where it stopped."),
        )

    def _show_fault(self, error: AppError) -> None:
        self.notice.show_error(error)

    # --- making ------------------------------------------------------------------------------
    def _doubt(self) -> None:
        """Another medium, document or place: what was verified before says nothing of it."""
        self._checked = None
        self.head.setText("")
        self.facts.tell(())
        self._tell()

    def _tell(self) -> None:
        """Only what can be done now can be pressed."""
        free = not self.work.busy
        self.media.setText("\n".join(str(path) for path in self._media) or self.tr("No medium was chosen yet."))
        self.trust_name.setText(
            str(self._trust)
            if self._trust is not None
            else self.tr("None: only for a PC where a bundle was installed before.")
        )
        for widget in (self.add, self.trust, self.own, self.all, self.back):
            widget.setEnabled(free)
        self.clear.setEnabled(free and bool(self._media or self._trust))
        self.verify.setEnabled(free and bool(self._media))
        self.install.setEnabled(free and self._checked is not None)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.trust.clicked.connect(self._choose_trust)
        self.clear.clicked.connect(self._forget)
        self.verify.clicked.connect(self._verify)
        self.install.clicked.connect(self._install)
        self.back.clicked.connect(self.left)
        self.own.toggled.connect(lambda _: self._doubt())

    def _lay_out(self) -> None:
        self.own.setChecked(True)
        group = QButtonGroup(self)
        for button in (self.own, self.all):
            group.addButton(button)
        for label in (self.media, self.trust_name, self.place):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(8)
        column.addWidget(Caption(self, self.tr("1. The media, in any order: folders that hold “meta” and “data”.")))
        column.addLayout(row(self.add, self.media))
        column.addSpacing(6)
        column.addWidget(
            Caption(
                self,
                self.tr(
                    "2. The root document that was handed over to you separately. It says whose signatures count; one "
                    "that lies on the same medium proves nothing."
                ),
            )
        )
        column.addLayout(row(self.trust, self.trust_name))
        column.addSpacing(6)
        column.addWidget(Caption(self, self.tr("3. Where to.")))
        column.addWidget(self.place)
        column.addWidget(self.own)
        column.addWidget(self.all)
        column.addSpacing(6)
        column.addLayout(row(self.verify, self.install, None, self.clear, self.back))
        column.addSpacing(6)
        column.addWidget(self.head)
        column.addWidget(self.facts)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 12)
        page.setSpacing(10)
        page.addWidget(Headline(self, self.tr("Install a bundle"), scale=1.4))
        page.addWidget(self.notice)
        page.addWidget(self.work)
        page.addWidget(area, 1)
