"""The sheets for people on the screen, to be printed or kept as a file."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services.handouts import handout, handout_pdf, save_handout
from app.ui.forms.elsewhere import open_elsewhere
from app.ui.forms.lists_desk import ListDialog
from app.ui.messages import refusals_shown


def show_sheet(code: str, parent: QWidget) -> None:
    """Nothing of it is counted: it belongs to no case."""
    title = handout(code).title
    dialog = ListDialog(title, parent=parent)
    dialog.show_list(handout_pdf(code), "A4 竖放")

    def save(path: Path) -> None:
        with refusals_shown(dialog.messages):
            save_handout(code, path)
            dialog.messages.say_done("已存为 PDF", str(path))

    def show_elsewhere() -> None:
        with refusals_shown(dialog.messages):
            open_elsewhere(title, lambda path: save_handout(code, path))

    dialog.save_asked.connect(save)
    dialog.open_asked.connect(show_elsewhere)
    dialog.exec()
    dialog.deleteLater()
