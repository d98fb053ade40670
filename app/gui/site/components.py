"""설정 → 설치된 구성: releases and their parts, who signed them, how old they are, and whether they are whole."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.events import Warned
from app.gui.site.desk import SiteDesk
from app.gui.site.release_words import age_text, date_text, kind_name, signers_text
from app.gui.site.section import Section, row
from app.gui.widgets.facts import Facts
from app.gui.widgets.labels import Caption, Headline
from app.gui.widgets.plain_table import PlainTable
from app.gui.words import size_text

if TYPE_CHECKING:
    from app.services.bundling.bundles import BundleList, Listed

_ROWS = 8


class Components(Section):
    """Hashing is on demand: it reads every byte of every version."""

    install_wanted = Signal()

    def __init__(self, desk: SiteDesk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            self.tr("Installed components"),
            self.tr("What was installed on this PC from signed bundles, and who signed it."),
            parent,
        )
        self._releases: tuple[Listed, ...] = ()
        self.none = Caption(
            self,
            self.tr(
                "This program runs from a folder of its source, not from a signed bundle. Nothing here was signed, so "
                "there is nothing to check against a signature. The models are checked in “Models”."
            ),
        )
        self.releases = PlainTable(
            self.tr("Releases"),
            (
                *(self.tr("Version"), self.tr("Signed by"), self.tr("Signed on"), self.tr("Age"), self.tr("State")),
                self.tr("Check"),
            ),
            1,
            self,
        )
        heads = (self.tr("Kind"), self.tr("Name"), self.tr("Version"), self.tr("Size"))
        self.parts_head = Headline(self, self.tr("Parts of this release"), scale=1.1)
        self.parts = PlainTable(self.tr("Parts"), heads, 1, self)
        self.facts = Facts(self)
        self.check = QPushButton(self.tr("&Check now"), self)
        self.install = QPushButton(self.tr("Install a &bundle…"), self)
        self.install.clicked.connect(self.install_wanted)
        self.check.setToolTip(self.tr("Reads every byte of every release and compares it with what was signed"))
        self.column.addWidget(self.none)
        self.column.addWidget(self.releases)
        self.column.addLayout(row(self.install, None, self.check))
        for widget in (self.parts_head, self.parts, self.facts):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.check.clicked.connect(self._check)
        self.releases.itemSelectionChanged.connect(self._show_parts)
        self.setFocusProxy(self.releases)
        self._show(None)

    def load(self) -> None:
        if not self.work.busy:
            job = self.desk.releases(check=False)
            job.warned.connect(self._warn)
            self.follow(job, self._show)

    def _check(self) -> None:
        if not self.work.busy:
            self.check.setEnabled(False)
            job = self.long(self.desk.releases(check=True), self.tr("Checking what is installed"), self._show_checked)
            job.ended.connect(lambda: self.check.setEnabled(True))

    # --- what comes back ---------------------------------------------------------------------
    def _warn(self, warned: Warned) -> None:
        self.notice.show_message(self.messages.for_code(warned.code, warned.params), grave=True)

    def _show(self, found: "BundleList | None") -> None:
        self._releases = found.releases if found is not None else ()
        there = bool(self._releases)
        self.none.setVisible(not there)
        for widget in (self.releases, self.check, self.parts_head, self.parts, self.facts):
            widget.setVisible(there)
        self.releases.show_rows(
            [
                (
                    one.installed.release.version,
                    signers_text(one.installed.signers),
                    date_text(one.installed.release),
                    age_text(one.days),
                    self._state(one),
                    self._whole(one),
                )
                for one in self._releases
            ]
        )
        self.releases.fit_height(_ROWS)
        self._show_parts()

    def _show_checked(self, found: "BundleList | None") -> None:
        self._show(found)
        if found is None:
            return
        if found.sound:
            self.notice.say(self.tr("Everything installed is what was signed"))
        else:
            names = ", ".join(one.installed.folder.name for one in found.releases if one.whole is False)
            told = self.tr("Install the bundle again: {names}").format(names=names)
            self.notice.say(self.tr("Something installed is not what was signed"), told, grave=True)

    def _show_parts(self) -> None:
        at = self.releases.currentRow()
        if not 0 <= at < len(self._releases):
            return
        installed = self._releases[at].installed
        self.parts.show_rows(
            [(kind_name(each.kind), each.title or each.id, each.version, size_text(each.bytes))
             for each in installed.components]
        )  # fmt: skip
        self.parts.fit_height(_ROWS)
        release = installed.release
        self.facts.tell(
            (
                (self.tr("Order"), f"{release.epoch}.{release.sequence}"),
                (self.tr("Channel"), release.channel),
                (self.tr("Installed on"), installed.installed_at.astimezone().strftime("%Y-%m-%d %H:%M")),
                (self.tr("Folder"), str(installed.folder)),
                (self.tr("SHA-256 of the signed release"), release.digest),
            )
        )

    def _state(self, one: "Listed") -> str:
        if one.installed.current:
            return self.tr("In use")
        return self.tr("Kept") if one.installed.allowed else self.tr("Kept, but may not start again")

    def _whole(self, one: "Listed") -> str:
        if one.whole is None:
            return self.tr("Not checked yet")
        return self.tr("As it was signed") if one.whole else self.tr("Damaged")
