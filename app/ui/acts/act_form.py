"""One act of the procedure: why it is not open yet, or exactly the fields its kind asks."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.models import Milestone
from app.models.base import label
from app.rules.policy import Policy
from app.rules.procedure.guards import Opening
from app.rules.procedure.kinds import DeliveryManner, MilestoneKind
from app.rules.procedure.marks import outcome_words
from app.services.milestones import MilestoneEntry
from app.ui.cases.entries import NOT_CHOSEN, choices
from app.ui.choices import CodeCombo
from app.ui.fields import DateEdit, Entry, MoneyEdit, NoteEdit
from app.ui.widgets.areas import column
from app.ui.widgets.form import Editor, Form
from app.ui.widgets.grounds import with_ground
from app.ui.widgets.texts import button, text_label

ORDER = (
    *("manner", "outcome", "party", "relation", "refusal", "witness", "proof", "servers"),
    *("reference", "until", "fen", "note"),
)
WIDE = ("refusal", "note")  # what is told in a sentence
COLUMN_EMS = 9.5


class ActForm(QWidget):
    """Signals:
    entered(MilestoneEntry): 登记 was pressed.
    refused(UserError): something cannot be read.
    """

    entered = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form()
        self.save = button("登记", "save", role="primary")
        self._code = ""
        self._title = text_label("", "heading", wrap=True)
        self._ground = text_label("", "small", wrap=True)
        self._hindrances = text_label("", wrap=True)
        self._proof = text_label("", "small", wrap=True)
        self._manners: Mapping[str, DeliveryManner] = {}
        self._hidden: frozenset[str] = frozenset()
        self._sheet, self._body = column(8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._sheet)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.save)
        for widget in (self._title, self._ground, self._hindrances, self.form, self._proof):
            self._body.addWidget(widget)
        self._body.addLayout(foot)
        self._body.addStretch()
        self.save.clicked.connect(self._enter)

    def show_act(self, opening: Opening, policy: Policy, today: date) -> None:
        """Another act; nothing typed is carried over."""
        self._code = opening.code
        kind = opening.kind
        self._title.setText(kind.label)
        group = policy.milestone_groups[kind.group].label
        self._ground.setText(f"{group} · 依据：{policy.ground(kind)}")
        why = map(with_ground, opening.findings)
        self._hindrances.setText("\n".join(["暂不能办理：", *why]))
        self._hindrances.setVisible(not opening.is_open)
        self._manners = deliveries_of(kind, policy)
        for widget in (self.form, self.save, self._proof):
            widget.setVisible(opening.is_open)
        if opening.is_open:
            self._show_form(_form(kind, policy), today)

    def code(self) -> str:
        """The act that is shown, "" before any."""
        return self._code

    def show_nothing(self) -> None:
        """What is typed is given up; the next act shown is a new one."""
        self._code = ""

    def focus_first(self) -> None:
        self.form.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.form.mark(refused)

    def _show_form(self, form: Form, today: date) -> None:
        self._body.replaceWidget(self.form, form)
        self.form.hide()
        self.form.deleteLater()
        self.form = form
        form.show_values({"happened_on": today})
        form.finished.connect(self.save.setFocus)
        form.show()
        self._hidden = frozenset()
        self._proof.setText("")
        if self._manners:
            form.fields["manner"].editor.changed.connect(self._fit_manner)
            self._fit_manner()

    def _fit_manner(self) -> None:
        """Only the fields of the manner chosen, and what proves it in words."""
        manner = self._manners.get(str(self.form.fields["manner"].editor.value()))
        own = {name for each in self._manners.values() for name in each.asks}
        self._hidden = frozenset(own - set(manner.asks if manner else ()))
        self.form.leave_out(self._hidden)
        self._proof.setText(f"怎样算送达：{manner.proof}" if manner else "")
        for name in manner.asks if manner else ():
            title = manner.proof_name if manner and name == "proof" else short_title(name)
            star = " *" if manner and name in manner.requires else ""
            self.form.fields[name].rename(f"{title}{star}")

    def _enter(self) -> None:
        try:
            typed: dict[str, Any] = self.form.values()
            values = {name: typed[name] for name in typed if name not in self._hidden}
            if values["happened_on"] is None:
                raise UserError("无法登记", "请填写“日期”。", field="happened_on")
        except UserError as refused:
            self.refused.emit(refused)
            return
        self.entered.emit(MilestoneEntry(kind=self._code, **values))


def _form(kind: MilestoneKind, policy: Policy) -> Form:
    form = Form(3, column_ems=COLUMN_EMS)
    form.add("happened_on", f"{label(Milestone, 'happened_on')} *", DateEdit())
    editors = _editors(kind, policy)
    own = {"party": "签收人"} if deliveries_of(kind, policy) else {}
    for name in (name for name in ORDER if name in kind.asks):
        title, star = own.get(name, short_title(name)), " *" if name in kind.requires else ""
        form.add(name, f"{title}{star}", editors[name], columns=3 if name in WIDE else 1)
    return form


def deliveries_of(kind: MilestoneKind, policy: Policy) -> dict[str, DeliveryManner]:
    """The manners of an act that delivers a paper, by code; none of any other act."""
    manners = getattr(policy, kind.manners) if kind.manners else {}
    return {code: one for code, one in manners.items() if isinstance(one, DeliveryManner)}


def _editors(kind: MilestoneKind, policy: Policy) -> Mapping[str, Editor]:
    manners = getattr(policy, kind.manners) if kind.manners else {}
    outcomes = list(outcome_words(policy, kind).items())
    counted = "按法定期限计算" if kind.term else "如 2026-12-21"
    return {
        "manner": CodeCombo(choices(manners, first=NOT_CHOSEN)),
        "outcome": CodeCombo([NOT_CHOSEN, *outcomes]),
        "party": Entry("" if deliveries_of(kind, policy) else _hint("party")),
        "relation": CodeCombo(choices(policy.relations, first=NOT_CHOSEN)),
        "refusal": Entry("如 本人称不识字，拒绝签字"),
        "witness": Entry(),
        "proof": Entry(),
        "servers": Entry("两名，用顿号隔开"),
        "reference": Entry(),
        "until": DateEdit(counted),
        "fen": MoneyEdit(),
        "note": NoteEdit(),
    }


def short_title(name: str) -> str:
    """对方 of 对方（受送达人、接收单位等）: the rest is the hint inside the field."""
    return label(Milestone, name).partition("（")[0]


def _hint(name: str) -> str:
    return label(Milestone, name).partition("（")[2].rstrip("）")
