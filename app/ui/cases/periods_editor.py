"""多领明细 being filled in: a row per benefit level, the amount computed unless typed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import OverpaidPeriod
from app.models.month import months_between
from app.ui.fields import Entry, MoneyEdit, MonthEdit
from app.ui.theme import ems
from app.ui.widgets.areas import bring_to_sight
from app.ui.widgets.form import ENTER
from app.ui.widgets.texts import button, restyle, text_label, yuan

TITLES = ("多领开始时间 *", "多领终止时间 *", "月待遇标准（元）", "多领金额（元） *")


class PeriodRow(QObject):
    """The editors of one period. A one-off benefit has an amount and no monthly sum."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.first, self.last = MonthEdit(), MonthEdit()
        self.monthly, self.amount = MoneyEdit("一次性待遇不填"), MoneyEdit()
        self.remove = button("删除", "trash-2", role="link")
        self._computed: int | None = None
        for editor, title in zip(self.editors(), TITLES, strict=True):
            editor.setAccessibleName(title)
        for editor in (self.first, self.last, self.monthly):
            editor.changed.connect(self._compute)

    def editors(self) -> tuple[Entry, ...]:
        return self.first, self.last, self.monthly, self.amount

    def is_blank(self) -> bool:
        return not any(editor.text() for editor in self.editors())

    def months(self) -> int:
        """0 while the months are not known."""
        try:
            first, last = self.first.value(), self.last.value()
        except UserError:
            return 0
        return max(months_between(first, last), 0) if first and last else 0

    def amount_fen(self) -> int:
        """0 while it is not known."""
        try:
            return self.amount.value() or 0
        except UserError:
            return 0

    def values(self) -> dict[str, Any]:
        return {
            "first_month": self.first.value(),
            "last_month": self.last.value(),
            "monthly_fen": self.monthly.value(),
            "amount_fen": self.amount.value(),
        }

    def _compute(self) -> None:
        """Fill in the amount, unless the clerk typed another one."""
        try:
            monthly, typed = self.monthly.value(), self.amount.value()
        except UserError:
            return
        computed = (monthly or 0) * self.months()
        if computed and typed in (None, self._computed, computed):
            self._computed = computed
            self.amount.show_value(computed)


class PeriodsEditor(QWidget):
    """Signals:
    changed(): something was typed.
    finished(): Enter in the last field of the last row.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PeriodRow] = []
        self.add_button = button("再加一段", "plus", role="link")
        self.add_button.clicked.connect(self._add_and_go)
        self._refused: Entry | None = None  # what cannot be read
        self._total = text_label("", "strong")
        self._refusal = text_label("", "refused", wrap=True)
        self._refusal.hide()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        for at, title in enumerate(TITLES):
            self._grid.addWidget(text_label(title, "field"), 0, at)
            self._grid.setColumnStretch(at, 1)
        self._grid.setColumnMinimumWidth(len(TITLES), ems(5))
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch()
        foot.addWidget(self._total)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._grid)
        layout.addWidget(self._refusal)
        layout.addLayout(foot)
        self.clear()

    def add_row(self) -> PeriodRow:
        row = PeriodRow(self)
        self.rows.append(row)
        at = self._grid.rowCount()
        for column, editor in enumerate(row.editors()):
            self._grid.addWidget(editor, at, column)
            editor.changed.connect(self._total_up)
            editor.left.connect(lambda editor=editor: self._check(editor))
            editor.installEventFilter(self)
        self._grid.addWidget(row.remove, at, len(TITLES))
        row.remove.clicked.connect(lambda: self._remove(row))
        self._total_up()
        return row

    def focus_first(self) -> None:
        self.rows[0].first.setFocus()

    def clear(self) -> None:
        """One empty row."""
        for row in self.rows[:]:
            self._drop(row)
        self.add_row()
        self._say("")

    def show_periods(self, periods: Sequence[OverpaidPeriod]) -> None:
        """Those already registered, to be corrected."""
        self.clear()
        for at, period in enumerate(periods):
            row = self.rows[0] if at == 0 else self.add_row()
            row.first.show_value(period.first_month)
            row.last.show_value(period.last_month)
            row.amount.show_value(period.amount_fen)
            row.monthly.show_value(period.monthly_fen)

    def values(self) -> list[dict[str, Any]]:
        """One dict per row that has anything in it.

        Raises UserError (periods) for what cannot be read.
        """
        for editor in self._editors():
            try:
                editor.value()
            except UserError as refused:
                self._refused = editor
                raise UserError("多领明细填写有误", refused.advice, field="periods") from None
        return [row.values() for row in self.rows if not row.is_blank()]

    def mark(self, refused: UserError) -> bool:
        """Show a refusal of a period below the rows, and go to what cannot be read."""
        names = ("periods", "first_month", "last_month", "monthly_fen", "amount_fen")
        if refused.field not in names:
            return False
        at_fault = self._refused or self.rows[0].first
        self._say(refused.advice, self._refused)
        at_fault.setFocus()
        bring_to_sight(self._refusal)
        bring_to_sight(at_fault)
        return True

    def is_blank(self) -> bool:
        return all(row.is_blank() for row in self.rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(event, QKeyEvent) and event.key() in ENTER:
            editors = self._editors()
            place = next(at for at, one in enumerate(editors) if one is watched)
            if place + 1 < len(editors):
                editors[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.finished.emit()
            return True
        return super().eventFilter(watched, event)

    def _add_and_go(self) -> None:
        self.add_row().first.setFocus()

    def _remove(self, row: PeriodRow) -> None:
        self._drop(row)
        if not self.rows:
            self.add_row()
        self._total_up()

    def _drop(self, row: PeriodRow) -> None:
        self.rows.remove(row)
        for widget in (*row.editors(), row.remove):
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        row.deleteLater()

    def _total_up(self) -> None:
        months = sum(row.months() for row in self.rows)
        total = sum(row.amount_fen() for row in self.rows)
        self._total.setText(f"共 {months} 个月，合计 {yuan(total)}" if total else "")
        for row in self.rows:
            row.remove.setEnabled(len(self.rows) > 1 or not row.is_blank())
        self._say("")
        self.changed.emit()

    def _editors(self) -> list[Entry]:
        return [editor for row in self.rows for editor in row.editors()]

    def _check(self, editor: Entry) -> None:
        """What cannot be read is said as soon as the field is left."""
        try:
            editor.value()
        except UserError as refused:
            if editor in self._editors():  # and not just removed
                self._say(refused.advice, editor)

    def _say(self, text: str, at_fault: Entry | None = None) -> None:
        self._refused = at_fault
        self._refusal.setText(text)
        self._refusal.setVisible(bool(text))
        for editor in self._editors():
            restyle(editor, "refused", editor is at_fault)
