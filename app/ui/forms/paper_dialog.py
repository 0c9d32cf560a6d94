"""A paper on the screen: as a draft it can be issued, once issued it can be printed."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.forms.paper_view import PaperView, PdfPages
from app.ui.forms.printer import print_pages
from app.ui.messages import MessageBar, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label


class PaperDialog(QDialog):
    """Signals:
    issue_asked(): 出具 was pressed.
    printed(int): so many copies went to the printer.
    save_asked(Path): where the clerk wants the PDF; from then on it is in the clear.
    open_asked(): 用其他程序打开 was pressed.
    """

    issue_asked = Signal()
    printed = Signal(object)
    save_asked = Signal(object)
    open_asked = Signal()

    def __init__(
        self, title: str, pdf: bytes, *, is_draft: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.messages = MessageBar()
        self.view = PaperView()
        self.issue = button("出具", "check", role="primary")
        self.print_button = button("打印", "printer", role="primary")
        self.save = button("存为 PDF", "save")
        self.open_elsewhere = button("用其他程序打开", "external-link")
        self.close_button = button("关闭")
        self.title, self._pages = title, PdfPages(pdf, self)
        self._words = text_label("", "quiet", wrap=True)
        self.setWindowTitle(f"《{title}》")
        self.resize(ems(60), ems(42))
        self._lay_out()
        self.issue.clicked.connect(self.issue_asked)
        self.print_button.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.open_elsewhere.clicked.connect(self.open_asked)
        self.close_button.clicked.connect(self.reject)
        self._show(pdf, is_draft=is_draft)

    def show_issued(self, pdf: bytes) -> None:
        """The paper has been issued: no watermark any more, and ready to print."""
        self._show(pdf, is_draft=False)

    def _show(self, pdf: bytes, *, is_draft: bool) -> None:
        self._pages = PdfPages(pdf, self)
        self.view.show_pages(self._pages)
        self.issue.setVisible(is_draft)
        for pressed in (self.print_button, self.save, self.open_elsewhere):
            pressed.setVisible(not is_draft)
        sides = "，双面打印，一式二份" if self._pages.count() > 1 else "，一式二份"
        self._words.setText(
            "草稿，请核对。出具后内容固定，不能修改。"
            if is_draft
            else f"共 {self._pages.count()} 页{sides}，签字盖章处留空。"
        )
        self.view.setFocus()

    def _print(self) -> None:
        with refusals_shown(self.messages):
            copies = print_pages(self, self._pages, self.title)
            if copies:
                self.printed.emit(copies)
                self.messages.say_done(f"已送打印机 {copies} 份")

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "存为 PDF", f"{self.title}.pdf", "PDF (*.pdf)")
        if path:
            self.save_asked.emit(Path(path).with_suffix(".pdf"))

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 12)
        foot.setSpacing(10)
        foot.addWidget(self._words, 1)
        for pressed in (
            self.open_elsewhere,
            self.save,
            self.close_button,
            self.issue,
            self.print_button,
        ):
            foot.addWidget(pressed)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 0)
        head.addWidget(self.messages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
