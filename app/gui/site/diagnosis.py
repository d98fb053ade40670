"""설정 → 진단: the doctor's checks on demand, the proof of the air gap, and a file for who mends the program."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from app.gui.pickers import Pickers
from app.gui.site.check_words import check_row
from app.gui.site.desk import SiteDesk
from app.gui.site.section import Section, row
from app.gui.widgets.facts import Facts
from app.gui.widgets.labels import Caption, Headline

if TYPE_CHECKING:
    from app.services.inspecting.airgap import AirgapReport
    from app.services.inspecting.diagnose import DoctorReport


class Diagnosis(Section):
    """Nothing runs by itself: the models are hashed, which takes some seconds."""

    def __init__(self, desk: SiteDesk, pickers: Pickers, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            self.tr("Diagnosis"),
            self.tr("Checks of the program, its models and its documents on this PC. Nothing is sent anywhere."),
            parent,
        )
        self._pickers = pickers
        self._report: DoctorReport | None = None
        self._proof: AirgapReport | None = None
        self.run = QPushButton(self.tr("&Check now"), self)
        self.save = QPushButton(self.tr("&Save diagnostics file…"), self)
        self.gap = QPushButton(self.tr("Check the air &gap"), self)
        self.gap.setToolTip(
            self.tr("Every process of the program tries to reach a network, then works while it is watched")
        )
        self.head = Headline(self, "", scale=1.1)
        self.facts = Facts(self)
        self.promise = Caption(
            self,
            self.tr(
                "The diagnostics file holds versions, counts, error codes and the verdicts below. It holds no document "
                "text, question, title, file name or user name, and can be read before it is handed on."
            ),
        )
        self.gap_head = Headline(self, "", scale=1.1)
        self.gap_facts = Facts(self)
        self.gap_save = QPushButton(self.tr("Save the &page for the inspector…"), self)
        self.column.addLayout(row(self.run, self.gap, None, self.save))
        for widget in (self.promise, self.gap_head, self.gap_facts, self.head, self.facts):
            self.column.addWidget(widget)
        self.column.insertLayout(4, row(self.gap_save, None))
        self.column.addStretch(1)
        self.run.clicked.connect(self._run)
        self.gap.clicked.connect(self._prove)
        self.save.clicked.connect(self._save)
        self.setFocusProxy(self.run)
        self.gap_save.clicked.connect(self._file)
        self.gap_head.hide()
        self.gap_save.hide()
        self.head.setText(self.tr("Not checked yet"))
        self._enable()

    # --- orders ------------------------------------------------------------------------------
    def _run(self) -> None:
        if self.desk.ready and not self.work.busy:
            job = self.long(self.desk.doctor(), self.tr("Checking"), self._show)
            job.ended.connect(self._enable)
            self._enable()

    def _prove(self) -> None:
        if self.desk.ready and not self.work.busy:
            job = self.long(self.desk.airgap(), self.tr("Checking the air gap"), self._show_gap)
            job.ended.connect(self._enable)
            self._enable()

    def _save(self) -> None:
        report = self._report
        out = self._pickers.save_as(self, self.tr("munjigi-diagnostics.json"), ("JSON (*.json)",))
        if out is not None and report is not None:
            done = self.tr("The diagnostics file was saved")
            self.follow(self.desk.save_diagnostics(report, out), lambda _: self._tell_saved(done, out))

    def _file(self) -> None:
        proof = self._proof
        out = self._pickers.save_as(self, self.tr("air-gap.html"), ("HTML (*.html)", "PDF (*.pdf)"))
        if out is not None and proof is not None:
            done = self.tr("The page was saved")
            self.follow(self.desk.file_airgap(proof, out), lambda _: self._tell_saved(done, out))

    # --- what comes back ---------------------------------------------------------------------
    def _show(self, report: "DoctorReport") -> None:
        self._report = report
        self.head.show()
        bad = sum(check.ok is False for check in report.checks)
        self.head.setText(
            self.tr("{count} checks are not in order").format(count=bad) if bad else self.tr("Everything is in order")
        )
        self.facts.tell([(self.tr("Version"), report.version), *(check_row(self.messages, c) for c in report.checks)])

    def _tell_saved(self, title: str, out: Path) -> None:
        self.notice.say(title, str(out))
        self.notice.offer(self.tr("Show the folder"), lambda: self._show_folder(out.parent))

    def _show_folder(self, folder: Path) -> None:
        self._pickers.show_folder(folder)

    def _show_gap(self, report: "AirgapReport") -> None:
        from app.services.inspecting.airgap_page import verdicts

        self.gap_head.setText(
            self.tr("The program cannot reach a network") if report.sound else self.tr("The air gap is not proven")
        )
        self._proof = report
        self.gap_head.show()
        self.gap_save.show()
        self.gap_facts.tell(verdicts(report, self.messages))
        self.head.setVisible(self._report is not None)  # "not checked yet" is said of the other check

    def _enable(self) -> None:
        free = not self.work.busy
        self.run.setEnabled(free)
        self.gap.setEnabled(free)
        self.save.setEnabled(free and self._report is not None)
        self.save.setToolTip("" if self._report is not None else self.tr("Check first; the file holds what was seen"))
