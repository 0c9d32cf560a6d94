"""待遇发放卡（折）: what each account holds, when its payment was stopped and allowed again.

The account number is never shown whole: in the list by its tail, in the form as a hint.
"""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.models import PayCard
from app.models.base import label
from app.services.case_view import CaseView
from app.ui.fields import DateEdit, DigitEntry, Entry, MoneyEdit
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.widgets.areas import bring_to_sight, column
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, yuan


def tail(account_number: str) -> str:
    """****1012: the last four, at most half of a short one."""
    shown = min(4, len(account_number) // 2)
    return f"****{account_number[-shown:]}" if shown else "****"


CARDS = (
    Column(label(PayCard, "bank"), lambda card: card.bank or None, 0),
    Column(label(PayCard, "account_number"), lambda card: tail(card.account_number), 6.5),
    Column(label(PayCard, "balance_fen"), lambda c: c.balance_fen, 7.5, yuan, is_number=True),
    Column(label(PayCard, "stop_notice_on"), lambda card: card.stop_notice_on, 7.2),
    Column(label(PayCard, "lift_notice_on"), lambda card: card.lift_notice_on, 7.2),
)


class PayCards(Card):
    """Signals:
    entered(dict): card_id (None for a new card) and fields of PayCard.
    refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("待遇发放卡（折）")
        self.table = RecordView(CARDS, most_rows=4, nothing="还没有登记发放卡（折）")
        self.form = Form()
        self.add = button("登记发放卡（折）", "plus", role="link")
        self.change = button("更正所选", role="link")
        self.save = button("保存发放卡（折）", "save", role="primary")
        self.give_up = button("取消")
        self._account = DigitEntry()
        self._card: PayCard | None = None
        self._add_fields()
        self._lay_out()
        self.add.clicked.connect(lambda: self._edit(None))
        self.change.clicked.connect(lambda: self._edit(self.table.current()))
        self.table.opened.connect(self._edit)
        self.save.clicked.connect(self._enter)
        self.give_up.clicked.connect(self.fold)
        self.form.finished.connect(self.save.setFocus)

    def show_view(self, view: CaseView) -> None:
        self.table.show_records(view.file.cards)
        self.table.choose_row(len(view.file.cards) - 1)
        self.change.setEnabled(bool(view.file.cards))

    def fold(self) -> None:
        """Nothing is being entered."""
        self._entry.hide()
        self._choice.show()

    def mark(self, refused: UserError) -> bool:
        return self._entry.isVisible() and self.form.mark(refused)

    def _edit(self, card: PayCard | None) -> None:
        """The form, empty or with what is known of a card; its number only when typed anew."""
        self._card = card
        known = card.model_dump() if card else dict.fromkeys(self.form.fields)
        self.form.show_values(known | {"account_number": None})
        self._account.setPlaceholderText(f"{tail(card.account_number)}，不改不填" if card else "")
        self._choice.hide()
        self._entry.show()
        self.form.focus_first()
        bring_to_sight(self.save)

    def _enter(self) -> None:
        try:
            values: dict[str, Any] = self.form.values()
        except UserError as refused:
            self.refused.emit(refused)
            return
        values["balance_fen"] = values["balance_fen"] or 0
        if self._card and not values["account_number"]:
            del values["account_number"]
        self.entered.emit(values | {"card_id": self._card.id if self._card else None})

    def _add_fields(self) -> None:
        for name, editor in (
            ("bank", Entry("如 农村商业银行")),
            ("account_number", self._account),
            ("balance_fen", MoneyEdit()),
            ("stop_notice_on", DateEdit("没有则不填")),
            ("lift_notice_on", DateEdit("没有则不填")),
            ("remarks", Entry()),
        ):
            star = " *" if name == "account_number" else ""
            self.form.add(name, f"{label(PayCard, name)}{star}", editor)

    def _lay_out(self) -> None:
        self._choice = QWidget()
        choice = QHBoxLayout(self._choice)
        choice.setContentsMargins(0, 0, 0, 0)
        choice.addWidget(self.add)
        choice.addWidget(self.change)
        choice.addStretch()
        self._entry, entry = column(10)
        entry.addWidget(self.form)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        foot.addWidget(self.give_up)
        foot.addWidget(self.save)
        entry.addLayout(foot)
        for part in (self.table, self._choice, self._entry):
            self.body.addWidget(part)
        self.fold()
