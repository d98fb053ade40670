"""The system's own dialogs for files, folders and a question; handed in, so that a test answers for the user."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget


@dataclass(frozen=True, slots=True)
class Pickers:
    """`files` and `folder` give nothing when the user thinks better of it."""

    files: Callable[[QWidget], tuple[Path, ...]]
    folder: Callable[[QWidget], tuple[Path, ...]]
    confirm: Callable[[QWidget, str, str], bool]

    @classmethod
    def real(cls) -> "Pickers":
        return cls(files=_files, folder=_folder, confirm=_confirm)


def _files(parent: QWidget) -> tuple[Path, ...]:
    names, _ = QFileDialog.getOpenFileNames(parent, QCoreApplication.translate("Pickers", "Add files"))
    return tuple(Path(name) for name in names)


def _folder(parent: QWidget) -> tuple[Path, ...]:
    name = QFileDialog.getExistingDirectory(parent, QCoreApplication.translate("Pickers", "Add a folder"))
    return (Path(name),) if name else ()


def _confirm(parent: QWidget, title: str, question: str) -> bool:
    buttons = QMessageBox.StandardButton
    box = QMessageBox(QMessageBox.Icon.Question, title, question, buttons.Yes | buttons.Cancel, parent)
    box.setDefaultButton(buttons.Cancel)
    return box.exec() == buttons.Yes
