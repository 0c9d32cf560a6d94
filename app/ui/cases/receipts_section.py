"""到账: money that came in; a mistake is taken back by a second entry."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import Receipt
from app.models.base import label
from app.rules.policy import Policy
from app.services.case_view import CaseView
from app.services.receipts import ReceiptEntry
from app.ui.cases.entries import NOT_CHOSEN, choices
from app.ui.cases.kept_receipts import KeptReceipts
from app.ui.choices import CodeCombo, TickBox
from app.ui.fields import DateEdit, Entry, MoneyEdit
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button


class ReceiptsSection(QWidget):
    """Signals:
    entered(ReceiptEntry): a receipt to book; the others are those of KeptReceipts.
    refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.form, self.kept = Form(), KeptReceipts()
        self._left_fen = 0
        self.save = button("登记到账", "save", role="primary")
        self._add_fields(policy)
        self._lay_out()
        self.save.clicked.connect(self._enter)

    def show_view(self, view: CaseView) -> None:
        self._left_fen = view.file.left_fen
        self.kept.show_view(view)

    def clear(self, today: date) -> None:
        """The form as for the next receipt."""
        self.form.show_values(dict.fromkeys(self.form.fields))
        self.kept.clear()
        self.form.show_values({"received_on": today, "channel": "", "funding": ""})

    def focus_first(self) -> None:
        self.form.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.form.mark(refused)

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
        sources = choices(policy.funding_sources, first=("", "按渠道"))
        self.form.add("funding", titles["funding"], CodeCombo(sources))
        self.form.add("give_back", "多收的部分", TickBox("退还付款人，只登记应收部分"))
        self.form.changed.connect(self._follow_excess)
        self.form.finished.connect(self.save.setFocus)
        self._follow_excess()

    def _follow_excess(self) -> None:
        """More than is left can only come in when the rest goes back."""
        try:
            fen: Any = self.form.fields["fen"].editor.value()
            too_much = (fen or 0) > self._left_fen > 0
        except UserError:
            too_much = False
        give_back = self.form.fields["give_back"]
        if too_much == give_back.isHidden():
            self.form.leave_out(() if too_much else ("give_back",))
        if not too_much:
            give_back.editor.show_value(False)

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

    def _lay_out(self) -> None:
        entry = Card("登记到账")
        entry.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.save)
        entry.body.addLayout(foot)
        content, sheets = column()
        for sheet in (entry, self.kept):
            sheets.addWidget(sheet)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
