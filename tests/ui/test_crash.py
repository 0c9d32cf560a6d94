import logging

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from app.ui import crash


def test_a_bug_is_shown_without_what_people_typed(qtbot, in_dialog, caplog):
    name = "曹水冬"
    seen = []

    def look(dialog):
        seen.append(dialog.findChild(QPlainTextEdit).toPlainText())
        copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "复制详情")
        copy.click()
        dialog.accept()

    in_dialog(look)
    try:
        raise ValueError(name)
    except ValueError as error:
        with caplog.at_level(logging.ERROR):
            crash._show(ValueError, error, error.__traceback__)
    assert "ValueError" in seen[0]
    assert "test_crash.py" in seen[0]
    assert name not in seen[0] + caplog.text
    assert QGuiApplication.clipboard().text() == seen[0]
    assert QApplication.activeModalWidget() is None
