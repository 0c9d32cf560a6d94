"""Registering a case: one dense form in the order of the paper, walked by Enter."""

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models import Case, Person
from app.models.base import label
from app.models.terms import PersonStatus
from app.rules.policy import Policy
from app.ui.cases import entries
from app.ui.cases.periods_editor import PeriodsEditor
from app.ui.choices import CodeCombo
from app.ui.fields import IdEdit, NoteEdit
from app.ui.widgets.areas import column, scrolled
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label


class RegisterPanel(QWidget):
    """Signals:
    identified(dict): id_number and insurance are known, as known_case takes them.
    filled(dict): 保存 was pressed; person, case and periods as open_case takes them.
    refused(UserError): something cannot be read.
    left(): the clerk gives up.
    """

    identified = Signal(object)
    filled = Signal(object)
    refused = Signal(object)
    left = Signal()

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.person, self.case, self.means = Form(), Form(), Form()
        self.periods = PeriodsEditor()
        self.save = button("保存", "save", role="primary")
        self.cancel = button("返回列表", "arrow-left")
        self._policy = policy
        self._id_number = IdEdit("18 位")
        self._is_dirty = False
        self._add_fields()
        self._lay_out()
        self._walk_between_forms()
        self.save.clicked.connect(self._fill)
        self.cancel.clicked.connect(self.left)

    def start(self, today: date, township: str) -> None:
        """An empty form, with what is known already."""
        for form in self.forms():
            for field in form.fields.values():
                field.editor.show_value(None)
            form.clear_marks()
        self.show_known("")
        self.person.show_values({"status": PersonStatus.ALIVE})
        self.case.show_values({"insurance": "", "reason": "", "source": "", "found_on": today})
        known = {"benefit_status": "", "category": "general", "township": township}
        self.means.show_values(known | {"can_repay": None})
        self.periods.clear()
        self._is_dirty = False
        self.person.focus_first()

    def show_known(self, number: str) -> None:
        """The case this person has in this insurance already; "" for none. It blocks nothing."""
        words = f"此人在该险种已有个案 {number}，请勿重复登记" if number else ""
        self.person.fields["id_number"].show_remark(words)

    def is_dirty(self) -> bool:
        """Whether something typed would be lost."""
        return self._is_dirty

    def forget(self) -> None:
        """What is typed was saved, or given up."""
        self._is_dirty = False

    def forms(self) -> tuple[Form, Form, Form]:
        return self.person, self.case, self.means

    def mark(self, refused: UserError) -> bool:
        return any(part.mark(refused) for part in (*self.forms(), self.periods))

    def _add_fields(self) -> None:
        entries.add_person_fields(self.person, self._id_number)
        insurances = entries.choices(self._policy.insurances, first=entries.NOT_CHOSEN)
        self._insurance = CodeCombo(insurances)
        self._insurance.changed.connect(self._offer_benefits)
        for editor in (self._id_number, self._insurance):
            editor.changed.connect(self._identify)
        self.case.add("insurance", f"{label(Case, 'insurance')} *", self._insurance)
        entries.add_reason_fields(self.case, self._policy)
        self.case.fields["reason"].editor.changed.connect(self._follow_reason)
        entries.add_means_fields(self.means, self._policy)
        self.means.add("remarks", label(Case, "remarks"), NoteEdit(), columns=4)
        self._offer_benefits()

    def _lay_out(self) -> None:
        content, sheets = column()
        sections: tuple[tuple[str, QWidget], ...] = (
            ("当事人", self.person),
            ("多领情况", self.case),
            ("多领明细", self.periods),
            ("待遇与偿还能力", self.means),
        )
        for title, part in sections:
            card = Card(title)
            card.body.addWidget(part)
            sheets.addWidget(card)
        sheets.addStretch()
        hint = "按 Enter 到下一项，F2 打开选项，带 * 的必填"
        foot = QHBoxLayout()
        foot.addWidget(self.cancel)
        foot.addStretch()
        foot.addWidget(text_label(hint, "small"))
        foot.addSpacing(12)
        foot.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(text_label("登记个案", "title"))
        layout.addWidget(scrolled(content), 1)
        layout.addLayout(foot)

    def _walk_between_forms(self) -> None:
        self.person.finished.connect(self.case.focus_first)
        self.case.finished.connect(self.periods.focus_first)
        self.periods.finished.connect(self.means.focus_first)
        self.means.finished.connect(self.save.setFocus)
        for form in self.forms():
            form.changed.connect(self._note_change)
        self.periods.changed.connect(self._note_change)

    def _note_change(self) -> None:
        self._is_dirty = True

    def _offer_benefits(self) -> None:
        editor = self.case.fields["benefit"].editor if "benefit" in self.case.fields else None
        if isinstance(editor, CodeCombo):
            offered = entries.benefit_choices(self._policy, self._insurance.value() or "")
            editor.offer(offered)
            editor.show_value(offered[1][0] if len(offered) > 1 else "")

    def _identify(self) -> None:
        number, insurance = self._id_number.value(), self._insurance.value()
        if number and insurance:
            self.identified.emit({"id_number": number, "insurance": insurance})
        else:
            self.show_known("")

    def _follow_reason(self) -> None:
        """Someone registered for a death is dead; the clerk need not say it twice."""
        status = self.person.fields["status"].editor
        follows = {"death": PersonStatus.DECEASED, "imprisonment": PersonStatus.IN_PRISON}
        reason = self.case.fields["reason"].editor.value()
        if reason in follows and status.value() == PersonStatus.ALIVE:
            status.show_value(follows[reason])

    def _fill(self) -> None:
        try:
            person, case = self.person.values(), self.case.values() | self.means.values()
            periods = self.periods.values()
        except UserError as refused:
            self.refused.emit(refused)
            return
        if not person["name"]:
            title = label(Person, "name")
            self.refused.emit(UserError("无法保存", f"请填写“{title}”。", field="name"))
            return
        filled: dict[str, Any] = {"person": person, "case": entries.without_blank_sums(case)}
        self.filled.emit(filled | {"periods": periods})
