"""What is registered as a list, and below it a form, folded until something is to be entered."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.tables.record_view import RecordView
from app.ui.widgets.areas import bring_to_sight, column
from app.ui.widgets.form import Form
from app.ui.widgets.texts import button


class EntryList(QWidget):
    """Signals:
    entered(dict): what the form says; of a record being changed, `self.changing` is that one.
    refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self, table: RecordView, form: Form, *, add: str, change: str, save: str) -> None:
        """add, change, save: the words of the buttons; no words, no such button."""
        super().__init__()
        self.table, self.form = table, form
        self.add, self.change = button(add, "plus", role="link"), button(change, role="link")
        self.save, self.give_up = button(save, "save", role="primary"), button("取消")
        self.changing: Any = None
        self.fresh: Callable[[], Mapping[str, Any]] = dict
        self.known: Callable[[Any], Mapping[str, Any]] = vars
        self._may_change = bool(change)
        self.add.setVisible(bool(add))
        self._lay_out()
        self.add.clicked.connect(lambda: self.start(None))
        self.change.clicked.connect(lambda: self.start(self.table.current()))
        if self._may_change:
            self.table.opened.connect(self.start)
        self.save.clicked.connect(self._enter)
        self.give_up.clicked.connect(self.fold)
        self.form.finished.connect(self.save.setFocus)

    def show_records(self, records: Sequence[Any]) -> None:
        self.table.show_records(records)
        self.table.choose_row(len(records) - 1)
        self.change.setVisible(self._may_change and bool(records))

    def start(self, record: Any) -> None:
        """The form with what is known of a record, or as for a new one."""
        self.changing = record
        blank = dict.fromkeys(self.form.fields)
        values = self.known(record) if record is not None else self.fresh()
        self.form.show_values({**blank, **values})
        self._choice.hide()
        self._entry.show()
        self.form.focus_first()
        bring_to_sight(self.save)

    def fold(self) -> None:
        """Nothing is being entered."""
        self._entry.hide()
        self._choice.show()

    def is_entering(self) -> bool:
        return not self._entry.isHidden()

    def focus_first(self) -> None:
        if self.is_entering():
            self.form.focus_first()
        elif self.add.text():
            self.add.setFocus()
        else:
            self.table.setFocus()

    def mark(self, refused: UserError) -> bool:
        return self.is_entering() and self.form.mark(refused)

    def add_act(self, act: QWidget) -> None:
        """Another button beside those below the list."""
        self._acts.insertWidget(self._acts.count() - 1, act)

    def _enter(self) -> None:
        try:
            values = self.form.values()
        except UserError as refused:
            self.refused.emit(refused)
            return
        self.entered.emit(values)

    def _lay_out(self) -> None:
        self._choice = QWidget()
        self._acts = QHBoxLayout(self._choice)
        self._acts.setContentsMargins(0, 0, 0, 0)
        for act in (self.add, self.change):
            self._acts.addWidget(act)
        self._acts.addStretch()
        self._entry, entry = column(10)
        entry.addWidget(self.form)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch()
        for act in (self.give_up, self.save):
            foot.addWidget(act)
        entry.addLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.table, self._choice, self._entry):
            layout.addWidget(part)
        self.fold()
