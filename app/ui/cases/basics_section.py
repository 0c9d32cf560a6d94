"""基本情况: what is registered of the person and the case, and its correction."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import Case
from app.models.base import label
from app.rules.identity import masked
from app.rules.policy import Policy
from app.services.case_view import CaseView
from app.ui.cases import entries
from app.ui.choices import CodeCombo, TickBox
from app.ui.fields import Entry, IdEdit, MoneyEdit, NoteEdit
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label

SUSPICIONS = {
    "fraud_suspected": "有伪造材料等情形",
    "crime_suspected": "可能构成犯罪",
    "staff_involved": "经手人涉嫌冒领",
}


class BasicsSection(QWidget):
    """Signals: corrected(dict): the fields the clerk changed, with their new values."""

    corrected = Signal(object)
    refused = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.form = Form()
        self.save = button("保存更正", "save", role="primary")
        self._policy = policy
        self._before: dict[str, Any] | None = None
        self._id_number = IdEdit("18 位")
        self._origin = text_label("", "small", wrap=True)
        entries.add_person_fields(self.form, self._id_number)
        entries.add_reason_fields(self.form, policy)
        entries.add_means_fields(self.form, policy)
        self.form.add("estate_fen", label(Case, "estate_fen"), MoneyEdit("尚未查清"))
        for name, words in SUSPICIONS.items():
            self.form.add(name, label(Case, name), TickBox(words))
        self.form.add("file_place", label(Case, "file_place"), Entry("如 3号柜 12盒"), columns=2)
        self.form.add("remarks", label(Case, "remarks"), NoteEdit(), columns=4)
        self.form.changed.connect(self._show_whether_changed)
        self.form.finished.connect(self.save.setFocus)
        self.save.clicked.connect(self._correct)
        self._lay_out()

    def forget(self) -> None:
        """Another case: nothing typed is carried over."""
        self._before = None

    def show_view(self, view: CaseView) -> None:
        """What is stored, and still what was typed since: other acts do not take it away."""
        try:
            typed = self._changed_values()
        except UserError:  # something cannot be read: it is mended or given up first
            return
        benefit = self.form.fields["benefit"].editor
        if isinstance(benefit, CodeCombo):
            benefit.offer(entries.benefit_choices(self._policy, view.case.insurance))
        stored = view.case.model_dump() | view.person.model_dump(exclude={"id", "uid"})
        number = view.person.id_number
        self.form.show_values(stored | {"id_number": masked(number) if number else None})
        self._id_number.setReadOnly(bool(number))
        self._id_number.setToolTip("点上方“显示”后可以更正" if number else "")
        self._before = self.form.values()
        self.form.show_values(typed)
        self._show_whether_changed()
        batch, row = view.batch, view.case.batch_row
        self._origin.setText(
            f"来自“{batch.file_name}”第 {row} 行，{batch.clerk}导入"
            if batch
            else f"由{view.case.handler}登记"
        )

    def show_full_id(self, number: str) -> None:
        """The whole number, asked for and logged; from now on it can be corrected."""
        self._id_number.show_value(number)
        self._id_number.setReadOnly(False)
        self._before = (self._before or {}) | {"id_number": number}
        self._show_whether_changed()

    def is_dirty(self) -> bool:
        return self.save.isEnabled()

    def focus_first(self) -> None:
        self.form.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.form.mark(refused)

    def _changed_values(self) -> dict[str, Any]:
        if self._before is None:
            return {}
        values = self.form.values()
        return {name: value for name, value in values.items() if value != self._before.get(name)}

    def _show_whether_changed(self) -> None:
        try:
            self.save.setEnabled(bool(self._changed_values()))
        except UserError:
            self.save.setEnabled(True)

    def _correct(self) -> None:
        try:
            changed = self._changed_values()
        except UserError as refused:
            self.refused.emit(refused)
            return
        self.corrected.emit(entries.without_blank_sums(changed))

    def _lay_out(self) -> None:
        card = Card()
        card.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addWidget(self._origin, 1)
        foot.addWidget(self.save)
        card.body.addLayout(foot)
        content, sheets = column()
        sheets.addWidget(card)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))
