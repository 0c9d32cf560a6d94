"""到账: money that came in; a mistake is taken back by a second entry."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import Receipt
from app.models.base import label
from app.rules.policy import Policy
from app.services.receipts import ReceiptEntry
from app.services.summaries import CaseView, ReceiptLine
from app.ui.cases.entries import NOT_CHOSEN, choices
from app.ui.choices import CodeCombo
from app.ui.fields import DateEdit, Entry, MoneyEdit
from app.ui.page import column, scrolled
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
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
    Column("付款人", lambda line: line.receipt.payer or None, 5, dropped=3),
    Column("凭证号", lambda line: line.receipt.voucher or None, 6, dropped=1),
    Column("存入专户", lambda line: line.receipt.deposited_on, 7.2, dropped=2),
    Column("未退余额", lambda line: line.balance_fen, 7.5, yuan, is_number=True),
    Column("说明", _standing, 7),
)


class ReceiptsSection(QWidget):
    """Signals:
    entered(ReceiptEntry): a receipt to book.
    reversed(dict): receipt_id, fen and reason.
    refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    reversed = Signal(object)
    refused = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.form, self.reversal = Form(), Form(most_columns=1)
        self.table = RecordView(RECEIPTS, most_rows=6, nothing="还没有到账")
        self.save = button("登记到账", "save", role="primary")
        self.reverse = button("冲正所选到账", "undo-2")
        self._add_fields(policy)
        self._lay_out()
        self.save.clicked.connect(self._enter)
        self.reverse.clicked.connect(self._reverse)
        self.table.chosen.connect(self._show_whether_reversible)

    def show_view(self, view: CaseView) -> None:
        self.table.show_records(view.receipts)
        self.table.choose_row(len(view.receipts) - 1)
        self._show_whether_reversible(self.table.current())

    def clear(self, today: date) -> None:
        """The forms as for the next receipt."""
        for form in (self.form, self.reversal):
            for field in form.fields.values():
                field.editor.show_value(None)
            form.clear_marks()
        self.form.show_values({"received_on": today, "channel": ""})

    def focus_first(self) -> None:
        self.form.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.form.mark(refused) or self.reversal.mark(refused)

    def _add_fields(self, policy: Policy) -> None:
        titles = {name: label(Receipt, name) for name in Receipt.model_fields}
        channels = CodeCombo(choices(policy.channels, first=NOT_CHOSEN))
        self.form.add("fen", f"{titles['fen']} *", MoneyEdit())
        self.form.add("channel", f"{titles['channel']} *", channels)
        self.form.add("received_on", f"{titles['received_on']} *", DateEdit())
        self.form.add("payer", titles["payer"], Entry())
        self.form.add("voucher", titles["voucher"], Entry())
        deposited = DateEdit("县级入账后填")
        self.form.add("deposited_on", titles["deposited_on"], deposited)
        self.form.finished.connect(self.save.setFocus)
        self.reversal.add("note", "冲正原因", Entry("如 金额录入有误"))
        self.reversal.finished.connect(self.reverse.setFocus)

    def _enter(self) -> None:
        try:
            values: dict[str, Any] = self.form.values()
            for name in ("fen", "received_on"):
                if values[name] is None:
                    title = label(Receipt, name)
                    raise UserError("无法登记到账", f"请填写“{title}”。", field=name)
        except UserError as refused:
            self.refused.emit(refused)
            return
        self.entered.emit(ReceiptEntry(**values))

    def _reverse(self) -> None:
        line: ReceiptLine = self.table.current()
        reason = self.reversal.values()["note"]
        if not reason:
            self.refused.emit(UserError("无法冲正", "请填写冲正原因。", field="note"))
            return
        receipt = line.receipt
        self.reversed.emit({"receipt_id": receipt.id, "fen": receipt.fen, "reason": reason})

    def _show_whether_reversible(self, line: ReceiptLine | None) -> None:
        is_open = bool(line and not line.is_reversed and not line.receipt.reverses_id)
        self.reverse.setEnabled(is_open)
        self.reversal.setEnabled(is_open)

    def _lay_out(self) -> None:
        entry = Card("登记到账")
        entry.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.save)
        entry.body.addLayout(foot)
        kept = Card("到账记录")
        kept.body.addWidget(self.table)
        undo = QHBoxLayout()
        undo.setSpacing(12)
        undo.addWidget(self.reversal, 1)
        undo.addWidget(self.reverse, 0, Qt.AlignmentFlag.AlignBottom)
        kept.body.addLayout(undo)
        content, sheets = column()
        for sheet in (entry, kept):
            sheets.addWidget(sheet)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
