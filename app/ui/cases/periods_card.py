"""多领明细: the overpaid periods with their sum, and the county's amount beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.errors import UserError
from app.models import Case
from app.models.base import label
from app.models.terms import CaseState
from app.services.amounts import amounts
from app.services.case_view import CaseView
from app.ui.cases.periods_editor import PeriodsEditor
from app.ui.fields import MoneyEdit
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.form import Form
from app.ui.widgets.grounds import to_note
from app.ui.widgets.texts import Card, button, text_label, yuan

PERIODS = (
    Column("多领开始时间", lambda period: period.first_month, 7.5),
    Column("多领终止时间", lambda period: period.last_month, 7.5),
    Column("月数", lambda period: period.months, 4, is_number=True),
    Column("月待遇标准", lambda p: p.monthly_fen, 0, yuan, is_number=True),
    Column("多领金额", lambda p: p.amount_fen, 8.5, yuan, is_number=True),
)


class PeriodsCard(Card):
    """Signals:
    assessed(int): the county's amount in fen.
    corrected(list): the periods entered anew.
    explain_asked(): how the figures came about.
    refused(UserError): something cannot be read.
    """

    assessed = Signal(object)
    corrected = Signal(object)
    explain_asked = Signal()
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("多领明细")
        self.editor, self.assessment = PeriodsEditor(), Form(most_columns=1)
        self.correct = button("更正明细", role="link")
        self.keep = button("保存明细", "save", role="primary")
        self.assess = button("保存核定金额", "save")
        self.explain = button("计算说明", "file-text", role="link")
        self.table = RecordView(PERIODS, most_rows=6, nothing="没有多领明细")
        self.sums, self._apart = (
            text_label("", "strong", wrap=True),
            text_label("", "warn", wrap=True),
        )
        self.assessment.add("assessed_fen", label(Case, "assessed_fen"), MoneyEdit("县级核定后填"))
        self.assessment.finished.connect(self.assess.setFocus)
        self._lay_out()
        self.assess.clicked.connect(self._assess)
        self.explain.clicked.connect(self.explain_asked)
        self.correct.clicked.connect(lambda: self.edit(True))
        self.keep.clicked.connect(self._correct)
        self.editor.finished.connect(self.keep.setFocus)

    def show_view(self, view: CaseView) -> None:
        self.table.show_records(view.file.periods)
        self.editor.show_periods(view.file.periods)
        self.edit(False)
        self.correct.setVisible(view.case.state in (CaseState.CLUE, CaseState.VERIFYING))
        self.sums.setText(_sums(view))
        found = amounts(view.policy, view.file).findings
        self._apart.setText(to_note(found))
        self._apart.setVisible(bool(found))
        self.assessment.show_values({"assessed_fen": view.case.assessed_fen})

    def forget(self) -> None:
        self.assessment.show_values({"assessed_fen": None})

    def edit(self, is_editing: bool) -> None:
        """The rows as a table to read, or as fields to correct."""
        self.table.setVisible(not is_editing)
        for widget in (self.editor, self.keep):
            widget.setVisible(is_editing)
        if is_editing:
            self.correct.hide()
            self.editor.focus_first()

    def mark(self, refused: UserError) -> bool:
        if refused.field == "periods" and self.correct.isVisible():
            self.edit(True)
        return self.assessment.mark(refused) or self.editor.mark(refused)

    def _assess(self) -> None:
        try:
            fen = self.assessment.values()["assessed_fen"]
            if not fen:
                advice = "请填写大于零的“核定金额”。"
                raise UserError("无法保存核定金额", advice, field="assessed_fen")
        except UserError as refused:
            self.refused.emit(refused)
            return
        self.assessed.emit(fen)

    def _correct(self) -> None:
        try:
            self.corrected.emit(self.editor.values())
        except UserError as refused:
            self.refused.emit(refused)

    def _lay_out(self) -> None:
        for part in (self.table, self.editor):
            self.body.addWidget(part)
        line = QHBoxLayout()
        line.addWidget(self.sums, 1)
        for act in (self.explain, self.correct, self.keep):
            line.addWidget(act)
        self.body.addLayout(line)
        self.body.addWidget(self._apart)
        entry = QHBoxLayout()
        entry.setSpacing(12)
        entry.addWidget(self.assessment, 1)
        entry.addWidget(self.assess, 0, Qt.AlignmentFlag.AlignBottom)
        entry.addStretch(1)
        self.body.addLayout(entry)


def _sums(view: CaseView) -> str:
    """Our sum, the county's, and how far they are apart."""
    parts = [f"测算 {yuan(view.file.estimated_fen)}"]
    for title, fen in (("来文", view.case.claimed_fen), ("核定", view.case.assessed_fen)):
        if fen is None:
            continue
        apart = fen - view.file.estimated_fen
        differs = f"（与测算相差 {yuan(apart)}）" if apart else "（与测算一致）"
        parts.append(f"{title} {yuan(fen)}{differs}")
    return "　".join(parts)
