"""可办理的事项: those open today; on demand those that are not, with why. One chosen is entered."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout

from app.errors import UserError
from app.rules.policy import Policy
from app.rules.procedure.guards import Opening
from app.services.case_view import CaseView
from app.ui.acts.act_form import ActForm
from app.ui.tables.record_table import Column
from app.ui.tables.record_view import RecordView
from app.ui.theme import ems
from app.ui.widgets.texts import Card, button

LIST_EMS = 16
ROWS = 7


class ActsCard(Card):
    """Up and down choose an act, Enter goes to its form, Enter in the last field to 登记.

    Signals:
        entered(MilestoneEntry), refused(UserError): those of ActForm.
    """

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.open_ones = button("", role="nav")
        self.closed_ones = button("", role="nav")
        self.table = RecordView((Column("事项", lambda act: act.kind.label, 0),), most_rows=ROWS)
        self.act = ActForm()
        self._openings: tuple[Opening, ...] = ()
        self._policy: Policy | None = None
        self._today = date.min
        self._wanted = ""
        self._lay_out()
        self.table.chosen.connect(self._show_act)
        self.table.opened.connect(self._enter_act)
        self.act.entered.connect(self.entered)
        self.act.refused.connect(self.refused)

    def show_view(self, view: CaseView, today: date) -> None:
        self._policy, self._today = view.policy, today
        self._openings = _in_order(view.policy, view.openings)
        self._wanted = view.next.act if view.next else ""
        for act in (True, False):
            count = sum(opening.is_open is act for opening in self._openings)
            pressed = self.open_ones if act else self.closed_ones
            pressed.setText(f"今天可办理（{count}）" if act else f"暂不能办理（{count}）")
        self._list()

    def forget(self) -> None:
        """Nothing typed is carried over to another case, or to the next act."""
        self.open_ones.setChecked(True)
        self.act.show_nothing()

    def focus_first(self) -> None:
        self.table.setFocus()

    def mark(self, refused: UserError) -> bool:
        return self.act.mark(refused)

    def _list(self) -> None:
        """The act being entered stays, as long as it is among them."""
        wants_open, code = self.open_ones.isChecked(), self.act.code()
        shown = [opening for opening in self._openings if opening.is_open is wants_open]
        self.table.blockSignals(True)
        self.table.show_records(shown)
        kept = next((at for at, one in enumerate(shown) if one.code == code), -1)
        self.table.choose_row(kept if kept >= 0 else self._likely(shown))
        self.table.blockSignals(False)
        self.act.setVisible(bool(shown))
        if shown and (kept < 0 or not wants_open):
            self._show_act(self.table.current())

    def _likely(self, shown: list[Opening]) -> int:
        """The act the next step speaks of, otherwise the first."""
        named = (at for at, one in enumerate(shown) if one.code == self._wanted)
        return next(named, 0)

    def _show_act(self, opening: Opening) -> None:
        if self._policy is not None:
            self.act.show_act(opening, self._policy, self._today)

    def _enter_act(self, opening: Opening) -> None:
        if opening.is_open:
            self.act.focus_first()

    def _lay_out(self) -> None:
        group, choice = QButtonGroup(self), QHBoxLayout()
        choice.setSpacing(6)
        for pressed in (self.open_ones, self.closed_ones):
            pressed.setCheckable(True)
            group.addButton(pressed)
            choice.addWidget(pressed)
            pressed.clicked.connect(self._list)
        choice.addStretch()
        self.open_ones.setChecked(True)
        self.table.setFixedWidth(ems(LIST_EMS))
        self.table.horizontalHeader().hide()
        left = QVBoxLayout()
        left.addWidget(self.table)
        left.addStretch()
        line = QHBoxLayout()
        line.setSpacing(18)
        line.addLayout(left)
        line.addWidget(self.act, 1)
        self.body.addLayout(choice)
        self.body.addLayout(line)


def _in_order(policy: Policy, openings: tuple[Opening, ...]) -> tuple[Opening, ...]:
    """By group, as the book lists them."""
    groups = list(policy.milestone_groups)
    return tuple(sorted(openings, key=lambda opening: groups.index(opening.kind.group)))
