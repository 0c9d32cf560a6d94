"""The scans of one paper, page below page; a wrongly filed page goes back to those that wait."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.models import IssuedDocument
from app.services.evidence import read_scan
from app.services.office import Office
from app.services.scan_filing import release
from app.services.scan_pages import scans_of
from app.ui.choices import CodeCombo
from app.ui.fields import Entry
from app.ui.forms.paper_view import PaperView
from app.ui.forms.scan_dialog import pictures
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button


class FiledDialog(QDialog):
    """Signals: released(): a page was taken out.

    Raises UserError when a scan is missing or was changed.
    """

    released = Signal()

    def __init__(
        self, office: Office, paper: IssuedDocument, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._office, self._paper = office, paper
        self.messages, self.view = MessageBar(), PaperView()
        self.form = Form(most_columns=2)
        self.pages = CodeCombo([])
        self.form.add("page", "扫描页", self.pages)
        self.form.add("reason", "退回原因", Entry("如 归错了文书"))
        self.take_out = button("退回待归档", "undo-2")
        self.close_button = button("关闭")
        helps(self, "scans")
        self.setWindowTitle(f"《{paper.content['title']}》签收扫描")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(ems(56), ems(42))
        self.take_out.clicked.connect(self._take_out)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._show()
        self.view.setFocus()

    def _show(self) -> None:
        pages = scans_of(self._office, self._paper.uid)
        scans = (read_scan(self._office, page.page_id) for page in pages)
        self.view.show_pages([picture for scan in scans for picture in pictures(scan)])
        self.pages.offer(
            [(page.page_id, f"第 {at} 页：{page.file}") for at, page in enumerate(pages, 1)]
        )
        self.take_out.setEnabled(bool(pages))

    def _take_out(self) -> None:
        with refusals_shown(self.messages, self.form):
            entered = self.form.values()
            release(self._office, entered["page"], reason=entered["reason"])
            self.form.show_values({"reason": ""})
            self._show()
            self.messages.say_done("已退回待归档，请在“待归档扫描”中归到正确的文书")
            self.released.emit()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 12)
        foot.setSpacing(10)
        foot.addWidget(self.form, 1)
        for pressed in (self.take_out, self.close_button):
            foot.addWidget(pressed, 0, Qt.AlignmentFlag.AlignBottom)
        head = QHBoxLayout()
        head.setContentsMargins(14, 10, 14, 0)
        head.addWidget(self.messages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
