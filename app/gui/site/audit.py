"""설정 → 감사 기록: what was installed, opened, exported and changed, in order; filter, proof, and a file of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLineEdit, QPushButton, QTableView, QWidget

from app.core.audit import AuditKind
from app.gui.listmodels.audit import AuditModel
from app.gui.pickers import Pickers
from app.gui.site.audit_words import facts_text, kind_name, local_time
from app.gui.site.desk import SiteDesk
from app.gui.site.guard_desk import GuardDesk
from app.gui.site.section import Section, row
from app.gui.widgets.labels import Caption

if TYPE_CHECKING:
    from app.services.recording.audit import AuditExported, AuditList, AuditState


class AuditSection(Section):
    """The latest first. The words of documents and questions are not in it."""

    def __init__(self, desk: SiteDesk, pickers: Pickers, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            self.tr("Audit"),
            self.tr(
                "What was installed, opened, exported and changed, chained entry by entry. It holds no document text, "
                "question, title or file name."
            ),
            parent,
        )
        self._orders = GuardDesk(desk)
        self._pickers = pickers
        heads = (self.tr("No."), self.tr("Time"), self.tr("Act"), self.tr("What"))
        self.rows = AuditModel(heads, self)
        self.table = QTableView(self)
        self.places = QComboBox(self)
        self.kinds = QComboBox(self)
        self.words = QLineEdit(self)
        self.verify = QPushButton(self.tr("&Verify the chain"), self)
        self.export = QPushButton(self.tr("&Export…"), self)
        self.count = Caption(self)
        self._lay_out()
        self.places.activated.connect(lambda _: self.load())
        self.kinds.currentIndexChanged.connect(self._narrow)
        self.words.textChanged.connect(self._narrow)
        self.verify.clicked.connect(self._verify)
        self.export.clicked.connect(self._export)
        self.setFocusProxy(self.words)
        self._tell()

    def load(self) -> None:
        self.follow(self._orders.audit(installation=self._of_installation()), lambda found: self._show(*found))

    # --- orders ------------------------------------------------------------------------------
    def _verify(self) -> None:
        if not self.work.busy:
            self.long(self._orders.check_audit(), self.tr("Verifying the audit"), self._show_states)

    def _export(self) -> None:
        out = self._pickers.save_as(self, self.tr("munjigi-audit.csv"), ("CSV (*.csv)", "JSON (*.json)"))
        if out is not None:
            job = self._orders.export_audit(out, installation=self._of_installation())
            self.follow(job, self._tell_saved)

    def _narrow(self) -> None:
        self.rows.narrow(self.kinds.currentData() or "", self.words.text())
        self._tell()

    # --- what comes back ---------------------------------------------------------------------
    def _of_installation(self) -> bool:
        return bool(self.places.currentData())

    def _show(self, found: "AuditList", installation: bool) -> None:
        self.places.setVisible(installation)
        self.rows.show(
            [
                (each, (str(each.number), local_time(each.at), kind_name(each.kind), facts_text(each.facts)))
                for each in found.entries
            ]
        )
        self._tell()

    def _tell_saved(self, exported: "AuditExported") -> None:
        told = self.tr("{count} entries: {path}").format(count=f"{exported.entries:,}", path=exported.path)
        self.notice.say(self.tr("The audit was saved"), told)
        self.load()  # that it left is an entry of its own

    def _show_states(self, states: "tuple[AuditState, ...]") -> None:
        broken = [state for state in states if state.code]
        lines = [line for state in states for line in self._state_lines(state)]
        title = self.tr("The audit is not whole") if broken else self.tr("The audit is whole")
        care = any(not state.keyed or state.resealed for state in states)
        self.notice.say(title, "\n".join(lines), grave=bool(broken) or care)

    def _state_lines(self, state: "AuditState") -> Iterator[str]:
        if state.code:
            yield str(self.messages.for_code(state.code, state.params))
            return
        name = self.tr("Installation") if state.place == "installation" else self.tr("Workspace")
        told = self.tr("{name}: {count} entries, {sealed} of them sealed")
        yield told.format(name=name, count=f"{state.count:,}", sealed=f"{state.sealed:,}")
        if state.foreign:
            told = self.tr("Written with keys of another account or PC, checked by their digests alone: {count}")
            yield told.format(count=f"{state.foreign:,}")
        if not state.keyed:
            yield self.tr("The key of this account cannot be read: no seal was checked.")
        if state.resealed:
            told = self.tr("Brought here, or a break that a person accepted: entries {numbers}")
            yield told.format(numbers=", ".join(str(number) for number in state.resealed))

    def _tell(self) -> None:
        shown, total = self.rows.rowCount(), self.rows.total
        if not total:
            self.count.setText(self.tr("Nothing was recorded yet."))
        elif shown < total:
            told = self.tr("{shown} of {total} entries")
            self.count.setText(told.format(shown=f"{shown:,}", total=f"{total:,}"))
        else:
            self.count.setText(self.tr("{total} entries").format(total=f"{total:,}"))
        self.export.setEnabled(total > 0)
        self.verify.setEnabled(total > 0)

    def _lay_out(self) -> None:
        self.places.addItem(self.tr("Of this workspace"), False)
        self.places.addItem(self.tr("Of the installation"), True)
        self.places.setAccessibleName(self.tr("Whose audit"))
        self.places.hide()
        self.kinds.addItem(self.tr("All acts"), "")
        for kind in AuditKind:
            self.kinds.addItem(kind_name(kind), kind.value)
        self.kinds.setAccessibleName(self.tr("Kind of act"))
        self.words.setPlaceholderText(self.tr("Filter"))
        self.words.setAccessibleName(self.tr("Filter"))
        self.words.setClearButtonEnabled(True)
        table = self.table
        table.setModel(self.rows)
        table.setAccessibleName(self.tr("Audit"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        table.setMinimumHeight(self.fontMetrics().height() * 12)
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in ((0, 9), (1, 23), (2, 26)):
            table.setColumnWidth(column, letter * letters)
        self.words.setMinimumWidth(letter * 24)
        self.column.addLayout(row(self.places, self.kinds, self.words, None, self.verify, self.export))
        self.column.addWidget(table, 1)
        self.column.addWidget(self.count)
