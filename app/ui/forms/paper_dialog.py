"""A paper on the screen: as a draft it can be issued, once issued it can be printed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.services.paper_choices import Question
from app.ui.forms.choices_form import ChoicesForm
from app.ui.forms.paper_view import PaperView, PdfPages
from app.ui.forms.printer import print_pages
from app.ui.forms.reprint_dialog import reprint_reason
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.texts import button, text_label

REDRAW_MS = 350
TIMES = " 一二三四五六七八九"


class PaperDialog(QDialog):
    """Begins empty: show_draft or show_issued comes next.

    Signals:
    redraw_asked(Choices): something was chosen otherwise; the draft is to follow.
    issue_asked(Choices): 出具 was pressed.
    printed(int, str): so many copies went to the printer; why, where more than are signed.
    save_asked(Path): where the clerk wants the PDF; from then on it is in the clear.
    open_asked(): 用其他程序打开 was pressed.
    """

    redraw_asked = Signal(object)
    issue_asked = Signal(object)
    printed = Signal(object, object)
    save_asked = Signal(object)
    open_asked = Signal()

    def __init__(
        self, title: str, questions: Sequence[Question] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.messages = MessageBar()
        self.choices = ChoicesForm(questions)
        self.view = PaperView()
        self.issue = button("出具", "check", role="primary")
        self.print_button = button("打印", "printer", role="primary")
        self.save = button("存为 PDF", "save")
        self.open_elsewhere = button("用其他程序打开", "external-link")
        self.close_button = button("关闭")
        self.title, self._pages = title, PdfPages(b"", self)
        self._signed, self._printed = 1, 0
        self._words = text_label("", "quiet", wrap=True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(REDRAW_MS)
        helps(self, "paper")
        self.setWindowTitle(f"《{title}》")
        self.resize(ems(60), ems(42))
        self._lay_out()
        self._connect()

    def show_draft(self, pdf: bytes) -> None:
        """What is chosen may still change."""
        self._show(pdf, is_draft=True)
        self._words.setText("草稿，请核对。出具后内容固定，不能修改。")

    def show_issued(self, pdf: bytes, *, signed: int, printed: int) -> None:
        """The paper as it was issued: no watermark, and ready to print.

        signed: in how many copies it is signed; printed: how many there are.
        """
        self._typing.stop()
        self._signed, self._printed = signed, printed
        self._show(pdf, is_draft=False)
        self._tell()

    def show_printed(self, copies: int, printed: int) -> None:
        """So many more copies were counted, and there are so many now."""
        self._printed = printed
        self._tell()
        self.messages.say_done(f"已送打印机 {copies} 份")

    def _tell(self) -> None:
        pages, signed = self._pages.count(), self._signed
        both = "，双面打印" if pages > 1 else ""
        copies = f"，一式{TIMES[signed]}份" if signed > 1 else ""
        done = f"；已打印 {self._printed} 份" if self._printed else ""
        self._words.setText(f"共 {pages} 页{both}{copies}，签字盖章处留空{done}。")

    def _show(self, pdf: bytes, *, is_draft: bool) -> None:
        self._pages = PdfPages(pdf, self)
        self.view.show_pages(self._pages)
        self.issue.setVisible(is_draft)
        self.choices.setVisible(is_draft and bool(self.choices.fields))
        for pressed in (self.print_button, self.save, self.open_elsewhere):
            pressed.setVisible(not is_draft)
        if not self.choices.isVisibleTo(self):
            self.view.setFocus()
        elif not self.isVisible():
            self.choices.focus_first()

    def _redraw(self) -> None:
        """Not while something cannot be read yet."""
        chosen = self.choices.read()
        if chosen:
            self.redraw_asked.emit(chosen)

    def _issue(self) -> None:
        self._typing.stop()  # what is chosen now is issued; no draft comes after it
        with refusals_shown(self.messages, self.choices):
            self.issue_asked.emit(self.choices.choices())

    def _print(self) -> None:
        with refusals_shown(self.messages):
            reason = ""
            if self._printed >= self._signed:
                reason = reprint_reason(self, self.title, self._printed)
                if not reason:
                    return
            wanted = max(self._signed - self._printed, 1)
            copies = print_pages(self, self._pages, self.title, copies=wanted)
            if copies:
                self.printed.emit(copies, reason)

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, "存为 PDF", f"{self.title}.pdf", "PDF (*.pdf)")
        if path:
            self.save_asked.emit(Path(path).with_suffix(".pdf"))

    def _connect(self) -> None:
        self.choices.changed.connect(self._typing.start)
        self.choices.finished.connect(self.issue.setFocus)
        self._typing.timeout.connect(self._redraw)
        self.issue.clicked.connect(self._issue)
        self.print_button.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        self.open_elsewhere.clicked.connect(self.open_asked)
        self.close_button.clicked.connect(self.reject)

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
        above = QVBoxLayout()
        above.addWidget(self.messages)
        above.addWidget(self.choices)
        head.addLayout(above)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
