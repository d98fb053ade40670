"""설정: its sections down the left side, the chosen one beside them."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from app.gui.pickers import Pickers
from app.gui.session import Session
from app.gui.site.audit import AuditSection
from app.gui.site.components import Components
from app.gui.site.desk import SiteDesk
from app.gui.site.diagnosis import Diagnosis
from app.gui.site.models import Models
from app.gui.site.policy import PolicySection
from app.gui.site.preferences import Preferences
from app.gui.site.section import Section
from app.gui.site.security import Security


class SettingsPage(QWidget):
    """Each section asks for what it shows when it comes to sight."""

    said = Signal(str)  # a short word for the status bar
    bundle_wanted = Signal()  # a bundle is to be installed

    def __init__(
        self, session: Session, pickers: Pickers, *, network_locked: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = SiteDesk(session, network_locked, self)
        self.names = QListWidget(self)  # first, for Tab follows the order of making
        self.stack = QStackedWidget(self)
        self.preferences = Preferences(self.desk, self)
        self.models = Models(self.desk, self)
        self.components = Components(self.desk, self)
        self.policy = PolicySection(self.desk, self)
        self.security = Security(self.desk, pickers, self)
        self.audit = AuditSection(self.desk, pickers, self)
        self.diagnosis = Diagnosis(self.desk, pickers, self)
        self.sections: tuple[Section, ...] = (
            *(self.preferences, self.models, self.components, self.policy, self.security),
            self.audit,
            self.diagnosis,
        )
        self._lay_out()
        self.components.install_wanted.connect(self.bundle_wanted)
        self.names.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.names.setCurrentRow(0)
        self.setFocusProxy(self.names)

    def open(self, section: Section) -> None:
        """Bring a section to sight."""
        self.names.setCurrentRow(self.sections.index(section))

    def _lay_out(self) -> None:
        self.names.setAccessibleName(self.tr("Sections of the settings"))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setSpacing(2)
        for section in self.sections:
            item = QListWidgetItem(section.title, self.names)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + 12))
            self.stack.addWidget(section)
            section.said.connect(self.said)
        widest = max(self.fontMetrics().horizontalAdvance(section.title) for section in self.sections)
        self.names.setFixedWidth(widest + 48)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 14, 16, 12)
        line.setSpacing(18)
        line.addWidget(self.names)
        line.addWidget(self.stack, 1)
