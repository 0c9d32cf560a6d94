"""What is done with a paper on the screen: issue it, print it, keep it as a file."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.forms.choices import Choices
from app.models import IssuedDocument
from app.services import printing
from app.services.deliveries import deliver, delivery_view
from app.services.milestones import MilestoneEntry
from app.services.office import Office
from app.ui.acts.delivery_dialog import DeliveryDialog
from app.ui.forms.elsewhere import open_elsewhere
from app.ui.forms.number_dialog import NumberDialog
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.messages import refusals_shown


class PapersDesk(QObject):
    """Shows papers of cases in a dialog and does what is asked for there.

    Signals:
        issued(str): a paper was issued; its title.
        printed(): copies were counted.
        numbered(str), delivered(str): a paper has its number, or its delivery is recorded; in
            words for the message bar.
    """

    issued = Signal(object)
    printed = Signal()
    numbered = Signal(object)
    delivered = Signal(object)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._window = office, parent

    def preview(self, number: str, form: str) -> None:
        """The draft. Raises UserError when the case is not at this step."""
        document = printing.preview(self._office, number, form)
        questions = printing.questions(self._office, number, form)
        dialog = PaperDialog(document.title, questions, self._window)
        dialog.show_draft(printing.draft_pdf(document))
        dialog.redraw_asked.connect(lambda chosen: self._redraw(dialog, number, form, chosen))
        dialog.issue_asked.connect(lambda chosen: self._issue(dialog, number, form, chosen))
        self._show(dialog)

    def open(self, issued: IssuedDocument) -> None:
        """An issued paper, as it was. Raises UserError when it cannot be shown."""
        dialog = PaperDialog(issued.content["title"], parent=self._window)
        self._show_issued(dialog, issued)
        self._show(dialog)

    def ask_number(self, issued: IssuedDocument) -> None:
        """The number the county gave. Raises UserError for a paper that has none."""
        printing.check_numbered(issued)
        dialog = NumberDialog(issued, self._window)
        dialog.given.connect(lambda entered: self._give_number(dialog, issued, entered))
        self._show(dialog)

    def _give_number(
        self, dialog: NumberDialog, issued: IssuedDocument, entered: dict[str, Any]
    ) -> None:
        with refusals_shown(dialog.messages, dialog.form):
            given = printing.give_number(
                self._office,
                issued.uid,
                entered["number"],
                dated_on=entered["dated_on"],
                reason=entered["reason"],
            )
            dialog.accept()
            self.numbered.emit(f"《{given.content['title']}》编号为 {given.number}")

    def ask_delivery(self, issued: IssuedDocument) -> None:
        """How it was delivered. Raises UserError for a paper that stays in the file."""
        view = delivery_view(self._office, issued.uid)
        dialog = DeliveryDialog(view, self._office.today(), self._window)
        dialog.entered.connect(lambda entry: self._deliver(dialog, issued.uid, entry))
        self._show(dialog)

    def _deliver(self, dialog: DeliveryDialog, uid: str, entry: MilestoneEntry) -> None:
        with refusals_shown(dialog.messages, dialog.act):
            deliver(self._office, uid, entry)
            dialog.accept()
            view = delivery_view(self._office, uid)
            self.delivered.emit(f"《{view.title}》{view.delivery.words}")

    def _redraw(self, dialog: PaperDialog, number: str, form: str, chosen: Choices) -> None:
        with refusals_shown(dialog.messages, dialog.choices):
            document = printing.preview(self._office, number, form, chosen)
            dialog.show_draft(printing.draft_pdf(document))

    def _issue(self, dialog: PaperDialog, number: str, form: str, chosen: Choices) -> None:
        with refusals_shown(dialog.messages, dialog.choices):
            issued = printing.issue(self._office, number, form, chosen)
            self._show_issued(dialog, issued)
            self.issued.emit(dialog.title)

    def _show_issued(self, dialog: PaperDialog, issued: IssuedDocument) -> None:
        number = _id(issued)
        pdf = printing.issued_pdf(self._office, number)
        signed = printing.copies_signed(issued)
        dialog.show_issued(pdf, signed=signed, printed=issued.copies)
        dialog.printed.connect(lambda copies, why: self._count(dialog, number, copies, why))
        dialog.save_asked.connect(lambda path: self._save(dialog, number, path))
        dialog.open_asked.connect(lambda: self._open_elsewhere(dialog, number))

    def _count(self, dialog: PaperDialog, issued_id: int, copies: int, reason: str) -> None:
        with refusals_shown(dialog.messages):
            paper = printing.record_print(self._office, issued_id, copies=copies, reason=reason)
            dialog.show_printed(copies, paper.copies)
            self.printed.emit()

    def _save(self, dialog: PaperDialog, issued_id: int, path: Path) -> None:
        with refusals_shown(dialog.messages):
            printing.save_pdf(self._office, issued_id, path)
            dialog.messages.say_done("已存为 PDF", str(path))

    def _open_elsewhere(self, dialog: PaperDialog, issued_id: int) -> None:
        with refusals_shown(dialog.messages):
            open_elsewhere(
                dialog.title, lambda path: printing.save_pdf(self._office, issued_id, path)
            )

    def _show(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()


def _id(issued: IssuedDocument) -> int:
    if issued.id is None:
        raise ValueError("not stored yet")
    return issued.id
