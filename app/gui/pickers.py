"""The dialogs that wait for the user's answer; handed in, so that a test answers for the user."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.gui.site_counter import NewLock
from app.gui.widgets.dialogs import NameDialog, PasswordDialog, PatternsDialog
from app.gui.widgets.export_dialog import ExportDialog, How
from app.gui.widgets.passphrase_dialog import PassphraseDialog


@dataclass(frozen=True, slots=True)
class Pickers:
    """What gives paths gives none when the user thinks better of it; `password`, `patterns` and `name` then give None.

    `password` takes the file's name and a hint, `patterns` a folder and what is left out of it now, `name` a title and
    a name to begin with, `export_how` what should be known before and the endings to offer, `save_as` a file's name and
    the formats to choose from (`HTML (*.html)`). `show_folder` and `open_file` open the system's own program for it and
    tell whether there is one; `preview` shows pages and leads to the printer. `medium` is a folder with a bundle.
    `new_passphrase` takes the fewest letters and whether there is a present one, which it then gives, too.
    """

    files: Callable[[QWidget], tuple[Path, ...]]
    folder: Callable[[QWidget], tuple[Path, ...]]
    save: Callable[[QWidget, str], Path | None]
    save_as: Callable[[QWidget, str, Sequence[str]], Path | None]
    confirm: Callable[[QWidget, str, str], bool]
    password: Callable[[QWidget, str, str], str | None]
    patterns: Callable[[QWidget, Path, tuple[str, ...]], tuple[str, ...] | None]
    show_folder: Callable[[Path], bool]
    name: Callable[[QWidget, str, str], str | None]
    open_file: Callable[[Path], bool]
    export_how: Callable[[QWidget, str, Sequence[str]], How | None]
    preview: Callable[[QWidget, Callable[[Any], None]], None]
    medium: Callable[[QWidget], tuple[Path, ...]]
    root_document: Callable[[QWidget], tuple[Path, ...]]
    new_passphrase: Callable[[QWidget, int, bool], tuple[str, NewLock] | None]

    @classmethod
    def real(cls) -> "Pickers":
        return cls(
            *(_files, _folder, _save, _save_as, _confirm, _password, _patterns, _open, _name, _open, _export_how),
            *(_preview, _medium, _root_document, _new_passphrase),
        )


def _files(parent: QWidget) -> tuple[Path, ...]:
    names, _ = QFileDialog.getOpenFileNames(parent, QCoreApplication.translate("Pickers", "Add files"))
    return tuple(Path(name) for name in names)


def _folder(parent: QWidget) -> tuple[Path, ...]:
    name = QFileDialog.getExistingDirectory(parent, QCoreApplication.translate("Pickers", "Add a folder"))
    return (Path(name),) if name else ()


def _medium(parent: QWidget) -> tuple[Path, ...]:
    name = QFileDialog.getExistingDirectory(parent, QCoreApplication.translate("Pickers", "Choose a medium"))
    return (Path(name),) if name else ()


def _root_document(parent: QWidget) -> tuple[Path, ...]:
    title = QCoreApplication.translate("Pickers", "Choose the root document")
    name, _ = QFileDialog.getOpenFileName(parent, title, "", "JSON (*.json)")
    return (Path(name),) if name else ()


def _new_passphrase(parent: QWidget, least: int, changing: bool) -> tuple[str, NewLock] | None:
    dialog = PassphraseDialog(least, changing=changing, parent=parent)
    try:
        accepted = dialog.exec() == PassphraseDialog.DialogCode.Accepted
        given = dialog.take()
        return given if accepted else None
    finally:
        dialog.deleteLater()


def _save(parent: QWidget, suggested: str) -> Path | None:
    title = QCoreApplication.translate("Pickers", "Save the list")
    name, _ = QFileDialog.getSaveFileName(parent, title, suggested, "CSV (*.csv)")
    return Path(name) if name else None


def _save_as(parent: QWidget, suggested: str, formats: Sequence[str]) -> Path | None:
    """A name that was given no ending gets that of the chosen format."""
    title = QCoreApplication.translate("Pickers", "Save as")
    name, chosen = QFileDialog.getSaveFileName(parent, title, suggested, ";;".join(formats))
    if not name:
        return None
    endings = [each[each.index("*") + 1 : each.index(")")] for each in formats]
    out = Path(name)
    if out.suffix.lower() in endings or chosen not in formats:
        return out
    return out.with_name(out.name + endings[list(formats).index(chosen)])


def _confirm(parent: QWidget, title: str, question: str) -> bool:
    buttons = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Question, title, question, buttons.Yes | buttons.Cancel, parent)
    box.setDefaultButton(buttons.Cancel)
    for button in box.buttons():
        button.setIcon(QIcon())
    return box.exec() == buttons.Yes


def _password(parent: QWidget, name: str, hint: str) -> str | None:
    dialog = PasswordDialog(name, hint, parent)
    try:
        accepted = dialog.exec() == PasswordDialog.DialogCode.Accepted
        typed = dialog.take()
        return typed if accepted else None
    finally:
        dialog.deleteLater()


def _patterns(parent: QWidget, folder: Path, patterns: tuple[str, ...]) -> tuple[str, ...] | None:
    dialog = PatternsDialog(folder, patterns, parent)
    try:
        return dialog.patterns() if dialog.exec() == PatternsDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def _name(parent: QWidget, title: str, suggested: str) -> str | None:
    dialog = NameDialog(title, suggested, parent)
    try:
        return dialog.field.text().strip() if dialog.exec() == NameDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def _export_how(parent: QWidget, warning: str, formats: Sequence[str]) -> How | None:
    dialog = ExportDialog(warning, formats, parent)
    try:
        return dialog.how() if dialog.exec() == ExportDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def _preview(parent: QWidget, paint: Callable[[Any], None]) -> None:
    from app.gui.widgets.printing import preview  # the printers are asked only where somebody prints

    preview(paint, parent)


def _open(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
