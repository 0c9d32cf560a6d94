"""核实与金额: the overpaid periods, the county's amount, and the verification."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import Case, Verification
from app.models.base import label
from app.models.terms import CaseState, VerificationResult
from app.services.case_view import CaseView
from app.ui.cases.entries import terms
from app.ui.cases.pay_cards import PayCards
from app.ui.cases.periods_editor import PeriodsEditor
from app.ui.choices import CodeCombo
from app.ui.fields import DateEdit, Entry, MoneyEdit, NoteEdit
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label, yuan

PERIODS = (
    Column("多领开始时间", lambda period: period.first_month, 7.5),
    Column("多领终止时间", lambda period: period.last_month, 7.5),
    Column("月数", lambda period: period.months, 4, is_number=True),
    Column("月待遇标准", lambda p: p.monthly_fen, 0, yuan, is_number=True),
    Column("多领金额", lambda p: p.amount_fen, 8.5, yuan, is_number=True),
)


class AmountsSection(QWidget):
    """Signals:
    verified(dict): by, on, result, findings, as services.cases.verify takes them.
    assessed(int): the county's amount in fen.
    periods_corrected(list): the periods entered anew.
    refused(UserError): something cannot be read.
    """

    verified = Signal(object)
    assessed = Signal(object)
    periods_corrected = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.periods_editor, self.cards = PeriodsEditor(), PayCards()
        self.correct_periods = button("更正明细", role="link")
        self.keep_periods = button("保存明细", "save", role="primary")
        self.verification, self.assessment = Form(3, column_ems=11), Form(most_columns=1)
        self.verify_button = button("保存核实结论", "check", role="primary")
        self.assess_button = button("保存核定金额", "save")
        self.periods = RecordView(PERIODS, most_rows=6, nothing="没有多领明细")
        self._sums = text_label("", "strong", wrap=True)
        self._past = text_label("", wrap=True)
        self._add_fields()
        self.verify_card = self._verify_card()
        self._lay_out()
        self.verify_button.clicked.connect(self._verify)
        self.assess_button.clicked.connect(self._assess)
        self.correct_periods.clicked.connect(lambda: self._edit_periods(True))
        self.keep_periods.clicked.connect(self._correct_periods)
        self.periods_editor.finished.connect(self.keep_periods.setFocus)

    def show_view(self, view: CaseView, clerk: str, today: date) -> None:
        self.periods.show_records(view.file.periods)
        self.periods_editor.show_periods(view.file.periods)
        self._edit_periods(False)
        self.cards.show_view(view)
        self._sums.setText(_sums(view))
        self.assessment.show_values({"assessed_fen": view.case.assessed_fen})
        open_to_verify = view.case.state in (CaseState.CLUE, CaseState.VERIFYING)
        for widget in (self.verification, self.verify_button, self.correct_periods):
            widget.setVisible(open_to_verify)
        if open_to_verify and not self.verification.fields["verified_by"].editor.value():
            known = {"verified_by": clerk, "verified_on": today, "findings": ""}
            self.verification.show_values(known | {"result": VerificationResult.CONFIRMED})
        self._past.setText("\n".join(map(_told, view.file.verifications)))
        self._past.setVisible(bool(view.file.verifications))

    def focus_first(self) -> None:
        if self.verification.isVisible():
            self.verification.focus_first()
        else:
            self.assessment.focus_first()

    def mark(self, refused: UserError) -> bool:
        parts = (self.verification, self.assessment, self.periods_editor)
        if refused.field == "periods" and self.correct_periods.isVisible():
            self._edit_periods(True)
        return any(part.mark(refused) for part in parts)

    def forget(self) -> None:
        """Another case: nothing typed is carried over."""
        self.cards.fold()
        for form in (self.verification, self.assessment):
            for field in form.fields.values():
                field.editor.show_value(None)
            form.clear_marks()

    def _add_fields(self) -> None:
        by, on = label(Verification, "verified_by"), label(Verification, "verified_on")
        self.verification.add("verified_by", f"{by} *", Entry())
        self.verification.add("verified_on", f"{on} *", DateEdit())
        result = CodeCombo(terms(VerificationResult))
        self.verification.add("result", f"{label(Verification, 'result')} *", result)
        findings = NoteEdit("向谁核实、查了什么、结果如何。会写入告知书“基本情况”。")
        title = label(Verification, "findings")
        self.verification.add("findings", title, findings, columns=3)
        self.verification.finished.connect(self.verify_button.setFocus)
        self.assessment.add("assessed_fen", label(Case, "assessed_fen"), MoneyEdit("县级核定后填"))
        self.assessment.finished.connect(self.assess_button.setFocus)

    def _verify(self) -> None:
        try:
            values = self.verification.values()
            if values["verified_on"] is None:
                raise UserError("无法登记核实", "请填写“核实日期”。", field="verified_on")
        except UserError as refused:
            self.refused.emit(refused)
            return
        entered: dict[str, Any] = {"by": values["verified_by"], "on": values["verified_on"]}
        self.verified.emit(entered | {k: values[k] for k in ("result", "findings")})

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

    def _edit_periods(self, is_editing: bool) -> None:
        """The rows as a table to read, or as fields to correct."""
        self.periods.setVisible(not is_editing)
        for widget in (self.periods_editor, self.keep_periods):
            widget.setVisible(is_editing)
        if is_editing:
            self.correct_periods.hide()
            self.periods_editor.focus_first()

    def _correct_periods(self) -> None:
        try:
            self.periods_corrected.emit(self.periods_editor.values())
        except UserError as refused:
            self.refused.emit(refused)

    def _verify_card(self) -> Card:
        card = Card("核实")
        card.body.addWidget(self._past)
        card.body.addWidget(self.verification)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.verify_button)
        card.body.addLayout(foot)
        return card

    def _lay_out(self) -> None:
        amounts = Card("多领明细")
        amounts.body.addWidget(self.periods)
        amounts.body.addWidget(self.periods_editor)
        line = QHBoxLayout()
        line.addWidget(self._sums, 1)
        line.addWidget(self.correct_periods)
        line.addWidget(self.keep_periods)
        amounts.body.addLayout(line)
        entry = QHBoxLayout()
        entry.setSpacing(12)
        entry.addWidget(self.assessment, 1)
        entry.addWidget(self.assess_button, 0, Qt.AlignmentFlag.AlignBottom)
        entry.addStretch(1)
        amounts.body.addLayout(entry)
        content, sheets = column()
        sheets.addWidget(self.verify_card)
        sheets.addWidget(amounts)
        sheets.addWidget(self.cards)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))


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


def _told(verification: Verification) -> str:
    result = VerificationResult(verification.result).label
    words = f"{verification.verified_on}　{verification.verified_by}核实：{result}"
    return f"{words}。{verification.findings}" if verification.findings else words
