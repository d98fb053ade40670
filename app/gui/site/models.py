"""설정 → 모델: what is installed, whether it is whole and fits this PC, which is in use; choosing."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from app.core.catalog import ADAPTER, CHAT
from app.gui.site.desk import SiteDesk
from app.gui.site.section import Section, row
from app.gui.widgets.facts import Facts
from app.gui.widgets.labels import Caption
from app.gui.widgets.plain_table import PlainTable
from app.gui.words import size_text

if TYPE_CHECKING:
    from app.services.models.choice import Chosen
    from app.services.models.installed import ModelState


class Models(Section):
    """Hashing is on demand: it reads every byte of a model."""

    def __init__(self, desk: SiteDesk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            self.tr("Models"),
            self.tr(
                "Models run on this PC. One that writes answers is chosen here; it is used from the next start on."
            ),
            parent,
        )
        self._states: tuple[ModelState, ...] = ()
        self._checked: dict[str, ModelState] = {}
        self._memory = (0, 0)
        heads = (self.tr("Model"), self.tr("What for"), self.tr("State"), self.tr("This PC"), self.tr("In use"))
        self.table = PlainTable(self.tr("Models"), heads, 0, self)
        self.use = QPushButton(self.tr("&Use this model"), self)
        self.plain = QPushButton(self.tr("Without the &adapter"), self)
        self.check = QPushButton(self.tr("&Check now"), self)
        self.check.setToolTip(self.tr("Reads every byte of the models and compares it with the catalogue"))
        self.facts = Facts(self)
        self.column.addWidget(self.table)
        self.column.addLayout(row(self.use, self.plain, None, self.check))
        self.column.addWidget(self.facts)
        self.hint = Caption(self)
        self.column.addWidget(self.hint)
        self.column.addStretch(1)
        self.use.clicked.connect(self._use)
        self.plain.clicked.connect(self._use_plain)
        self.check.clicked.connect(self._check)
        self.table.itemSelectionChanged.connect(self._tell)
        self.table.itemActivated.connect(lambda _item: self._use() if self.use.isEnabled() else None)
        self.setFocusProxy(self.table)
        self._tell()

    def load(self) -> None:
        self.follow(self.desk.models(), lambda found: self._show(found[0], (found[1], found[2])))

    def current(self) -> "ModelState | None":
        at = self.table.currentRow()
        return self._states[at] if 0 <= at < len(self._states) else None

    # --- orders ------------------------------------------------------------------------------
    def _use(self) -> None:
        state = self.current()
        if state is not None:
            self.follow(self.desk.use_model(state.model.id), self._take_choice)

    def _use_plain(self) -> None:
        self.follow(self.desk.use_model("", without_adapter=True), self._take_choice)

    def _check(self) -> None:
        if not self.work.busy:
            self.check.setEnabled(False)
            job = self.long(self.desk.verify_models(""), self.tr("Checking the models"), self._take_check)
            job.ended.connect(self._tell)

    # --- what comes back ---------------------------------------------------------------------
    def _show(self, states: "tuple[ModelState, ...]", memory: tuple[int, int]) -> None:
        self._states, self._memory = states, memory
        self.table.show_rows(
            [
                (
                    state.model.id,
                    self._role(state.model.role),
                    self._state(self._checked.get(state.model.id, state).state),
                    self._fit(state),
                    self.tr("In use") if state.used else "",
                )
                for state in states
            ]
        )
        self.table.fit_height(10)
        self.hint.setText("" if states else self.tr("No model is known. The program is not whole."))
        self.hint.setVisible(not states)
        self._tell()

    def _take_choice(self, chosen: "Chosen") -> None:
        name = " + ".join(part for part in (chosen.model, chosen.adapter) if part)
        self.notice.say(self.tr("“{name}” was chosen").format(name=name), self.tr("It answers from the next start on."))
        self.load()

    def _take_check(self, states: "tuple[ModelState, ...]") -> None:
        self._checked = {state.model.id: state for state in states}
        bad = [state for state in states if state.state == "damaged"]
        missing = sum(state.state == "missing" for state in states)
        if bad:
            told = (str(self.messages.for_code(s.code, {"model": s.model.id, "name": s.name})) for s in bad)
            self.notice.say(self.tr("A model is damaged"), "\n".join(told), grave=True)
        else:
            text = self.tr("Models that are not installed: {count}").format(count=missing) if missing else ""
            self.notice.say(self.tr("Every installed model is whole"), text)
        self.load()

    def _tell(self) -> None:
        """What is known of the chosen one, and what can be done with it."""
        state = self.current()
        self.check.setEnabled(bool(self._states) and not self.work.busy)
        usable = state is not None and not state.used and state.state != "missing" and self._allowed(state)
        self.use.setEnabled(usable and state is not None and state.model.role in (CHAT, ADAPTER))
        self.plain.setVisible(any(each.used and each.model.role == ADAPTER for each in self._states))
        if state is None:
            self.facts.tell(())
            return
        model = state.model
        size = size_text(sum(file.bytes for file in model.files))
        self.facts.tell(
            (
                (self.tr("Made by"), model.origin),
                (self.tr("Licence"), model.licence),
                (self.tr("Size"), f"{size} {model.quantisation}".strip()),
                (self.tr("Memory it needs"), f"{model.min_memory_mib:,} MiB" if model.min_memory_mib else ""),
                (self.tr("Added by"), self.tr("this site") if model.site else self.tr("the program")),
                ("SHA-256", model.files[0].sha256),
            )
        )

    def _allowed(self, state: "ModelState") -> bool:
        """Only of what a user may choose: a policy names the weights that may run."""
        named = self.desk.session.policy.models
        return not named or state.model.role not in (CHAT, ADAPTER) or state.model.files[0].sha256 in named

    # --- words -------------------------------------------------------------------------------
    def _role(self, role: str) -> str:
        names = {
            CHAT: self.tr("Writes answers"),
            ADAPTER: self.tr("Adapts a model"),
            "embed": self.tr("Searches by meaning"),
            "ocr": self.tr("Reads scans"),
        }
        return names.get(role, role)

    def _state(self, state: str) -> str:
        names = {
            "present": self.tr("Installed"),
            "ok": self.tr("Checked: whole"),
            "missing": self.tr("Not installed"),
            "damaged": self.tr("Damaged"),
        }
        return names.get(state, state)

    def _fit(self, state: "ModelState") -> str:
        if not self._allowed(state):
            return self.tr("Not allowed by the policy")
        need, (total, free) = state.model.min_memory_mib, self._memory
        if not need or not total:
            return "–"
        if need > total:
            return self.tr("Too little memory")
        return self.tr("Fits") if need <= free or state.used else self.tr("Fits when other programs are closed")
