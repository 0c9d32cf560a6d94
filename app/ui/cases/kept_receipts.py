"""到账记录: what came in, the day it reached the 财政专户, and taking a mistake back."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from app.errors import UserError
from app.models import Receipt
from app.models.base import label
from app.services.case_view import CaseView, ReceiptLine
from app.ui.fields import DateEdit, Entry
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.areas import column
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, yuan


def _standing(line: ReceiptLine) -> str:
    if line.receipt.reverses_id:
        return f"冲正：{line.receipt.note}"
    return "已冲正" if line.is_reversed else ""


RECEIPTS = (
    Column("到账日期", lambda line: line.receipt.received_on, 7.2),
    Column("到账金额", lambda line: line.receipt.fen, 7.5, yuan, is_number=True),
    Column("追回渠道", lambda line: line.channel_label, 0),
    Column("资金来源", lambda line: line.funding_label, 7, dropped=2),
    Column("付款人", lambda line: line.receipt.payer or None, 5, dropped=3),
    Column("凭证号", lambda line: line.receipt.voucher or None, 6, dropped=1),
    Column("存入专户", lambda line: line.receipt.deposited_on, 7.2, dropped=4),
    Column("未退余额", lambda line: line.balance_fen, 7.5, yuan, is_number=True),
    Column("说明", _standing, 7),
)


class KeptReceipts(Card):
    """Signals:
    deposited(dict): receipt_id and on.
    reversed(dict): receipt_id, fen and reason.
    refused(UserError): something cannot be read.
    """

    deposited = Signal(object)
    reversed = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("到账记录")
        self.table = RecordView(RECEIPTS, most_rows=6, nothing="还没有到账")
        self.deposit, self.reversal = Form(most_columns=1), Form(most_columns=1)
        self.keep_deposit = button("登记所选到账的存入日期", "save")
        self.reverse = button("冲正所选到账", "undo-2")
        self.deposit.add("deposited_on", label(Receipt, "deposited_on"), DateEdit())
        self.reversal.add("note", "冲正原因", Entry("如 金额录入有误"))
        self.body.addWidget(self.table)
        self._acts, acts = column(10)
        self.body.addWidget(self._acts)
        for form, act in ((self.deposit, self.keep_deposit), (self.reversal, self.reverse)):
            acts.addLayout(_line(form, act))
            form.finished.connect(act.setFocus)
        self.keep_deposit.clicked.connect(self._deposit)
        self.reverse.clicked.connect(self._reverse)
        self.table.chosen.connect(self._follow_choice)

    def show_view(self, view: CaseView) -> None:
        self.table.show_records(view.receipts)
        self.table.choose_row(len(view.receipts) - 1)
        self._acts.setVisible(bool(view.receipts))
        self._follow_choice(self.table.current())

    def clear(self) -> None:
        for form, name in ((self.deposit, "deposited_on"), (self.reversal, "note")):
            form.show_values({name: None})

    def mark(self, refused: UserError) -> bool:
        return self.deposit.mark(refused) or self.reversal.mark(refused)

    def _deposit(self) -> None:
        try:
            on = self.deposit.values()["deposited_on"]
            if on is None:
                advice = f"请填写“{label(Receipt, 'deposited_on')}”。"
                raise UserError("无法登记存入日期", advice, field="deposited_on")
        except UserError as refused:
            self.refused.emit(refused)
            return
        self.deposited.emit({"receipt_id": self.table.current().receipt.id, "on": on})

    def _reverse(self) -> None:
        reason = self.reversal.values()["note"]
        if not reason:
            self.refused.emit(UserError("无法冲正", "请填写冲正原因。", field="note"))
            return
        receipt = self.table.current().receipt
        self.reversed.emit({"receipt_id": receipt.id, "fen": receipt.fen, "reason": reason})

    def _follow_choice(self, line: ReceiptLine | None) -> None:
        """A reversal, and what was reversed, stay as they are."""
        is_open = bool(line and not line.is_reversed and not line.receipt.reverses_id)
        for part in (self.deposit, self.keep_deposit, self.reversal, self.reverse):
            part.setEnabled(is_open)
        on: Any = line.receipt.deposited_on if line else None
        self.deposit.show_values({"deposited_on": on})


def _line(form: Form, act: QPushButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    line.addWidget(form, 1)
    line.addWidget(act, 0, Qt.AlignmentFlag.AlignBottom)
    return line
