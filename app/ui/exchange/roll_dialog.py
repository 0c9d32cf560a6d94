"""A list of another office, held against the open cases: who is on it, who is not."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models.terms import CategoryGroup
from app.rules.policy import Policy
from app.services.office import Office
from app.services.roll_reading import RollRead, read_roll
from app.ui.background import Cancelled, run_with_progress
from app.ui.choices import CodeCombo
from app.ui.fields import DateEdit
from app.ui.help.f1 import helps
from app.ui.messages import MessageBar, refusals_shown
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button, text_label

NOT_SAID = "请选择"


class RollDialog(QDialog):
    """read: what is to be kept, once accepted; None while nothing could be read."""

    def __init__(self, office: Office, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.path = office, path
        self.roll: RollRead | None = None
        self.messages = MessageBar()
        self.form = Form(2)
        self.form.add("category", "名单是哪一类人员", CodeCombo(_categories(office.policy)))
        self.form.add("listed_on", "名单的日期", DateEdit())
        self.again = button("重新比对", "search")
        self.hits = RecordView(_columns(office.policy), nothing="名单上没有未结个案的当事人")
        self.said, self._absent = text_label("", "strong", wrap=True), text_label("", wrap=True)
        self.keep = button("保存比对结果", "check", role="primary")
        self.give_up = button("取消")
        helps(self, "exchange-rolls")
        self.setWindowTitle("名单比对")
        self.resize(ems(60), ems(33))
        self._lay_out()
        self.again.clicked.connect(self.match)
        self.form.finished.connect(self.match)
        self.keep.clicked.connect(self.accept)
        self.give_up.clicked.connect(self.reject)
        self.keep.setEnabled(False)

    def match(self) -> bool:
        """Read the list with what the form says; whether something can be kept."""
        self.roll = None
        with refusals_shown(self.messages, self.form):
            self.form.clear_marks()
            asked: dict[str, Any] = self.form.values()
            read = partial(read_roll, self.office, self.path, **asked)
            try:
                self.roll = run_with_progress(
                    self, "正在比对名单", lambda progress: read(go_on=lambda: progress(0, 0))
                )
            except Cancelled:
                return False
            self._show(self.roll)
        self.keep.setEnabled(self.roll is not None)
        return self.roll is not None

    def _show(self, roll: RollRead) -> None:
        self.form.show_values({"category": roll.category, "listed_on": roll.listed_on})
        self.hits.show_records(roll.hits)
        self.hits.choose_row(0)
        unread = f"，{len(roll.unread)} 行没有读出号码" if roll.unread else ""
        self.said.setText(f"名单 {roll.rows} 人，比中 {len(roll.hits)} 件{unread}")
        names = "、".join(f"{one.name}（{one.number}）" for one in roll.absent[:12])
        more = f"等 {len(roll.absent)} 件" if len(roll.absent) > 12 else ""
        self._absent.setText(
            f"登记为这一类、名单上没有的：{names}{more}。请核实是不是已经退出。" if names else ""
        )
        self._absent.setVisible(bool(names))

    def mark(self, refused: UserError) -> bool:
        return self.form.mark(refused)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.form, 1)
        head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.said, 1)
        for pressed in (self.give_up, self.keep):
            foot.addWidget(pressed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(text_label(f"“{self.path.name}”", "heading", wrap=True))
        layout.addWidget(self.messages)
        layout.addLayout(head)
        layout.addWidget(self.hits, 1)
        layout.addWidget(self._absent)
        layout.addLayout(foot)


def _categories(policy: Policy) -> list[tuple[str, str]]:
    words = policy.categories.items()
    own = [(c, w.label) for c, w in words if w.group == CategoryGroup.HARDSHIP]
    return [("", NOT_SAID), *own]


def _columns(policy: Policy) -> tuple[Column, ...]:
    return (
        Column("姓名", lambda hit: hit.name, 6, most=9),
        Column("个案编号", lambda hit: hit.number, 9, most=13),
        Column("村（社区）", lambda hit: hit.village or None, 7, dropped=1),
        Column("类别", lambda hit: policy.categories[hit.category].label, 8, most=12),
        Column("名单行", lambda hit: hit.row, 5, is_number=True),
        Column("请核对", lambda hit: hit.note or None, 0),
    )
