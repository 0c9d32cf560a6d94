"""How this clerk likes the window; kept beside the case book, and nothing personal in it."""

from pathlib import Path

from PySide6.QtCore import QSettings

from app.ui.theme import TextSize

FILE = "window.ini"


def text_size(folder: Path) -> TextSize:
    name = _settings(folder).value("text_size", TextSize.STANDARD.name)
    return TextSize.__members__.get(str(name), TextSize.STANDARD)


def keep_text_size(folder: Path, size: TextSize) -> None:
    _settings(folder).setValue("text_size", size.name)


def _settings(folder: Path) -> QSettings:
    return QSettings(str(folder / FILE), QSettings.Format.IniFormat)
