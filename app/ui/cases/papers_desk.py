"""What is done with a paper on the screen: issue it, print it, keep it as a file."""

import atexit
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.models import IssuedDocument
from app.services import printing
from app.services.office import Office
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.messages import refusals_shown


class PapersDesk(QObject):
    """Shows papers of cases in a dialog and does what is asked for there.

    Signals:
        issued(str): a paper was issued; its title.
        printed(): copies were counted.
    """

    issued = Signal(object)
    printed = Signal()

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._window = office, parent

    def preview(self, number: str, form: str) -> None:
        """The draft. Raises UserError when the case is not at this step."""
        document = printing.preview(self._office, number, form)
        draft = printing.draft_pdf(document)
        dialog = PaperDialog(document.title, draft, is_draft=True, parent=self._window)
        dialog.issue_asked.connect(lambda: self._issue(dialog, number, form))
        self._show(dialog)

    def open(self, issued: IssuedDocument) -> None:
        """An issued paper, as it was. Raises UserError when it cannot be shown."""
        title, number = issued.content["title"], _id(issued)
        pdf = printing.issued_pdf(self._office, number)
        dialog = PaperDialog(title, pdf, is_draft=False, parent=self._window)
        self._serve(dialog, number)
        self._show(dialog)

    def _issue(self, dialog: PaperDialog, number: str, form: str) -> None:
        with refusals_shown(dialog.messages):
            issued = printing.issue(self._office, number, form)
            dialog.show_issued(printing.issued_pdf(self._office, _id(issued)))
            self._serve(dialog, _id(issued))
            self.issued.emit(dialog.title)

    def _serve(self, dialog: PaperDialog, issued_id: int) -> None:
        dialog.printed.connect(lambda copies: self._count(issued_id, copies))
        dialog.save_asked.connect(lambda path: self._save(dialog, issued_id, path))
        dialog.open_asked.connect(lambda: self._open_elsewhere(dialog, issued_id))

    def _count(self, issued_id: int, copies: int) -> None:
        printing.record_print(self._office, issued_id, copies=copies)
        self.printed.emit()

    def _save(self, dialog: PaperDialog, issued_id: int, path: Path) -> None:
        with refusals_shown(dialog.messages):
            printing.save_pdf(self._office, issued_id, path)
            dialog.messages.say_done("已存为 PDF", str(path))

    def _open_elsewhere(self, dialog: PaperDialog, issued_id: int) -> None:
        """In whatever shows PDFs on this computer, from a folder that goes with the program."""
        folder = tempfile.mkdtemp(prefix="guicang-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        path = Path(folder) / f"{dialog.title}.pdf"
        with refusals_shown(dialog.messages):
            printing.save_pdf(self._office, issued_id, path)
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                advice = "本机没有能打开 PDF 的程序，请用“存为 PDF”，到别的电脑上打开。"
                raise UserError("无法打开", advice)

    def _show(self, dialog: PaperDialog) -> None:
        dialog.exec()
        dialog.deleteLater()


def _id(issued: IssuedDocument) -> int:
    if issued.id is None:
        raise ValueError("not stored yet")
    return issued.id
