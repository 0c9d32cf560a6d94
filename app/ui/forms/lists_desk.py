"""Lists on the screen and on paper: 台账, 送达清单, 月报."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.forms.document import Document
from app.services import printed_lists
from app.services.monthly import running_month
from app.services.office import Office
from app.services.register_list import register_list
from app.services.register_query import PaperStatus
from app.ui.background import Cancelled, Progress, run_with_progress
from app.ui.forms.elsewhere import open_elsewhere
from app.ui.forms.paper_dialog import PaperDialog
from app.ui.forms.printer import print_pages
from app.ui.messages import MessageBar, refusals_shown


class ListDialog(PaperDialog):
    """A list: there is nothing to issue, and one copy will do."""

    def show_list(self, pdf: bytes, sheet: str = "A4 横向") -> None:
        """sheet: how the paper lies."""
        self._show(pdf, is_draft=False)
        self._words.setText(f"共 {self._pages.count()} 页，{sheet}。")

    def _print(self) -> None:
        with refusals_shown(self.messages):
            copies = print_pages(self, self._pages, self.title)
            if copies:
                self.printed.emit(copies, "")


class ListsDesk(QObject):
    """Shows lists in a dialog and does what is asked for there; refusals go to the bar."""

    def __init__(self, office: Office, messages: MessageBar, parent: QWidget) -> None:
        super().__init__(parent)
        self._office, self._messages, self._window = office, messages, parent

    def show_ledger(self) -> None:
        self.show_document("正在排印台账", lambda: printed_lists.ledger_list(self._office))

    def show_deliveries(self) -> None:
        self.show_document("正在排印送达清单", lambda: printed_lists.delivery_list(self._office))

    def show_monthly(self, months_ago: int) -> None:
        month = running_month(self._office).plus(-months_ago)
        self.show_document("正在统计月报", lambda: printed_lists.monthly_list(self._office, month))

    def show_register(self, query: str, status: PaperStatus, form: str) -> None:
        """The papers the clerk looked for, all of them."""
        self.show_document(
            "正在排印登记簿",
            lambda: register_list(self._office, query, status=status, form=form),
        )

    def show_document(self, words: str, compose: Callable[[], Document]) -> None:
        """Compose a list and show it; words: what the clerk reads meanwhile."""

        def work(progress: Progress) -> tuple[Document, bytes]:
            document = compose()
            progress(0, 0)  # 取消 is heard between the two
            pdf = printed_lists.list_pdf(document)
            progress(0, 0)
            return document, pdf

        with refusals_shown(self._messages):
            try:
                document, pdf = run_with_progress(self._window, words, work)
            except Cancelled:
                return
            dialog = ListDialog(document.title, parent=self._window)
            dialog.show_list(pdf)
            self._serve(dialog, document)
            dialog.exec()
            dialog.deleteLater()

    def _serve(self, dialog: ListDialog, document: Document) -> None:
        office = self._office

        def save(path: Path) -> None:
            with refusals_shown(dialog.messages):
                printed_lists.save_list(office, document, path)
                dialog.messages.say_done("已存为 PDF", str(path))

        def show_elsewhere() -> None:
            with refusals_shown(dialog.messages):
                open_elsewhere(
                    document.title, lambda path: printed_lists.save_list(office, document, path)
                )

        def count(copies: int, _reason: str) -> None:
            with refusals_shown(dialog.messages):
                printed_lists.record_printed(office, document, copies=copies)
                dialog.messages.say_done(f"已送打印机 {copies} 份")

        dialog.save_asked.connect(save)
        dialog.open_asked.connect(show_elsewhere)
        dialog.printed.connect(count)
