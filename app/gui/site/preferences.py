"""설정 → 환경 설정: a field for every setting, made from core.settings itself."""

from dataclasses import fields

from PySide6.QtWidgets import QWidget

from app.core.errors import AppError
from app.core.policy import Policy
from app.core.settings import Settings
from app.gui.site import preference_words as words
from app.gui.site.desk import SiteDesk
from app.gui.site.preference_field import AT_NEXT_START, PreferenceField
from app.gui.site.section import Section
from app.gui.site_counter import Value

OF_MODELS = frozenset({"chat_model", "adapter", "embed_model"})
"""Settings that the section of models sets."""

_ORDER = ("language", "writing", "unsupported", "search_history", "keep_conversations")
"""First what people look for; the rest as it comes."""


class Preferences(Section):
    """What is chosen is written at once."""

    def __init__(self, desk: SiteDesk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            self.tr("Preferences"),
            self.tr("What you choose is kept at once. Models are chosen in “Models”."),
            parent,
        )
        self.fields: dict[str, PreferenceField] = {}
        defaults = Settings()
        names = [field.name for field in fields(Settings) if field.name not in OF_MODELS]
        for name in sorted(names, key=lambda each: _ORDER.index(each) if each in _ORDER else len(_ORDER)):
            field = PreferenceField(name, type(getattr(defaults, name)), self)
            field.chosen.connect(self._choose)
            self.fields[name] = field
            self.column.addWidget(field)
            self.column.addSpacing(6)
        self.column.addStretch(1)
        self.setFocusProxy(self.fields[_ORDER[0]].input)

    def load(self) -> None:
        self.follow(self.desk.settings(), lambda found: self._show(*found))

    def _choose(self, name: str, value: Value) -> None:
        job = self.desk.choose({name: value})
        job.done.connect(lambda _: self._tell(name))
        job.failed.connect(self._refuse)
        job.broke.connect(self.notice.show_bug)

    def _tell(self, name: str) -> None:
        later = self.tr("Kept: {name}. It counts from the next start on.")
        text = later if name in AT_NEXT_START else self.tr("Kept: {name}")
        self.said.emit(text.format(name=words.label(name)))

    def _refuse(self, error: AppError) -> None:
        """The fields show again what is kept."""
        self.notice.show_error(error)
        self.load()

    def _show(self, settings: Settings, policy: Policy) -> None:
        for name, field in self.fields.items():
            field.show_value(getattr(settings, name), locked=name in policy.settings)
