"""The number the county gave a paper is filled in, or corrected with a reason."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.models import IssuedDocument
from app.models.base import label
from app.ui.fields import DateEdit, Entry
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, refusals_shown
from app.ui.theme import ems
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button, text_label


class NumberDialog(QDialog):
    """Signals: given(dict): number, dated_on, reason as typed; whoever stores them accepts."""

    given = Signal(object)

    def __init__(self, paper: IssuedDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messages, self.form = MessageBar(), Form(1)
        self.form.add("number", label(IssuedDocument, "number"), Entry("如 蓝社险追〔2026〕第12号"))
        self.form.add("dated_on", f"{label(IssuedDocument, 'dated_on')}（县级写的）", DateEdit())
        self.form.add("reason", "更正原因", Entry("如 抄错"))
        self.save = button("保存编号", "save", role="primary")
        self.give_up = button("取消")
        helps(self, "number")
        self.setWindowTitle("文书编号")
        self._lay_out(_words(paper))
        self.form.show_values({"number": paper.number, "dated_on": _dated(paper)})
        if not paper.number:
            self.form.leave_out({"reason"})
        self.save.clicked.connect(self._give)
        self.form.finished.connect(self._give)
        self.give_up.clicked.connect(self.reject)
        self.form.focus_first()

    def _give(self) -> None:
        with refusals_shown(self.messages, self.form):
            values: dict[str, Any] = self.form.values()
            self.given.emit(values)

    def _lay_out(self, words: str) -> None:
        foot = QHBoxLayout()
        foot.addStretch()
        for pressed in (self.give_up, self.save):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(text_label(words, wrap=True))
        layout.addWidget(self.messages)
        layout.addWidget(self.form)
        layout.addLayout(foot)
        self.setMinimumWidth(ems(30))


def _dated(paper: IssuedDocument) -> date:
    return paper.dated_on or paper.issued_on


def _words(paper: IssuedDocument) -> str:
    return (
        f"{paper.issued_on} 出具的《{paper.content['title']}》。"
        "请照县级盖章的文书填写，以后打印的都带这个编号，其他文字不变。"
    )
