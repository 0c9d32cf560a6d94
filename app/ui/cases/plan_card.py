"""退还计划: one of the three ways of 附件1, its numbers shown while the clerk types."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.models.month import Month
from app.models.terms import PlanKind
from app.rules.policy import Policy
from app.services.case_view import CaseView
from app.services.plans import PlanEntry, PlanPreview
from app.ui.cases.plan_form import APPROVAL, PlanForm
from app.ui.cases.plan_numbers import PlanNumbers
from app.ui.cases.plan_status import PlanStatus
from app.ui.cases.promisor_form import PromisorForm
from app.ui.widgets.areas import bring_to_sight
from app.ui.widgets.texts import Card, button, rule, text_label

LIVE_MS = 150


class PlanCard(Card):
    """Signals:
    typed(PlanEntry): what the form says now; at most every 150 ms.
    made(PlanEntry): 保存计划 was pressed.
    refused(UserError): something cannot be read.
    """

    typed = Signal(object)
    made = Signal(object)
    refused = Signal(object)

    def __init__(self, policy: Policy) -> None:
        super().__init__("退还计划")
        self.numbers_form, self.promisor = PlanForm(), PromisorForm(policy)
        self.kinds: dict[PlanKind, QRadioButton] = {}
        self.numbers = PlanNumbers()
        self.status = PlanStatus()
        self.save = button("保存计划", "save", role="primary")
        self.change = button("更改计划", role="link")
        self._shown: tuple[int | None, int] | None = None  # the plan, and what was left then
        self._has_plan = False
        self._group = QButtonGroup(self)
        self._why_not = text_label("", "quiet", wrap=True)
        self._entry_sheet = QWidget()
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(LIVE_MS)
        self._live.timeout.connect(self._tell)
        self._lay_out()
        self.numbers_form.changed.connect(self._start_live)
        self.numbers_form.finished.connect(self.promisor.focus_first)
        self.promisor.finished.connect(self.save.setFocus)
        self.save.clicked.connect(self._make)
        self.change.clicked.connect(self._unfold)
        self.setEnabled(False)
        self.choose_kind(PlanKind.INSTALMENTS)

    def show_view(self, view: CaseView, today: date) -> None:
        """A plan in force is told; entering another one is folded away until it is asked for."""
        plan, may_plan = view.plan, bool(view.file.decisions) and view.file.left_fen > 0
        self._has_plan = plan is not None
        self.status.show_view(view)
        self.promisor.show_promisor(plan, view.person)
        self.setEnabled(may_plan)
        self._why_not.setText("" if may_plan else _why_not(view))
        self._why_not.setVisible(not may_plan)
        shown = (plan.id if plan else None, view.file.left_fen)
        if shown != self._shown or not may_plan:
            self._shown = shown
            self._show_entries(view, today)
            self._entry_sheet.setVisible(may_plan and plan is None)
        self.change.setVisible(may_plan and plan is not None and self._entry_sheet.isHidden())
        self._tell()

    def forget(self) -> None:
        """Another case: nothing typed is carried over."""
        self._shown = None
        self.numbers_form.show_values(dict.fromkeys(self.numbers_form.fields))
        self.choose_kind(PlanKind.INSTALMENTS)

    def choose_kind(self, kind: PlanKind) -> None:
        self.kinds[kind].setChecked(True)

    def kind(self) -> PlanKind:
        return next(kind for kind, choice in self.kinds.items() if choice.isChecked())

    def show_preview(self, preview: PlanPreview) -> None:
        self.numbers_form.clear_marks()
        self.numbers.show_preview(preview)

    def show_refusal(self, refused: UserError) -> None:
        """While typing: why there are no numbers yet."""
        self.numbers.show_words(refused.advice)

    def focus_first(self) -> None:
        if self._entry_sheet.isHidden():
            self.change.setFocus()
        else:
            self.kinds[self.kind()].setFocus()
            bring_to_sight(self.save)

    def mark(self, refused: UserError) -> bool:
        return self.numbers_form.mark(refused) or self.promisor.mark(refused)

    def _unfold(self) -> None:
        self.change.hide()
        self._entry_sheet.show()
        self.focus_first()

    def _show_entries(self, view: CaseView, today: date) -> None:
        """A new plan goes on as the one in force does, from next month."""
        plan, known = view.plan, dict.fromkeys((*APPROVAL, "part_fen", "is_beside", "is_approved"))
        known["first_month"] = Month.of(today).plus(1)
        self.numbers_form.show_kind(self.kind(), may_be_beside=plan is not None)
        if plan is None:
            self.numbers_form.show_values(known)
            return
        self.choose_kind(plan.kind)
        each = plan.each_fen if plan.kind == PlanKind.MONTHLY else None
        progress = view.standing.progress if view.standing else ()
        left = sum(1 for one in progress if one.left_fen)
        entries = {"pay_by": None, "periods": left or None, "monthly_fen": each}
        self.numbers_form.show_values(known | entries)

    def _lay_out(self) -> None:
        ways = QHBoxLayout()
        ways.setSpacing(24)
        for kind in PlanKind:
            choice = QRadioButton(kind.label)
            choice.toggled.connect(self._show_kind)
            self._group.addButton(choice)
            self.kinds[kind] = choice
            ways.addWidget(choice)
        ways.addStretch()
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.save)
        told = QHBoxLayout()
        told.addWidget(self.status.words, 1)
        told.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        sheet = QVBoxLayout(self._entry_sheet)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(10)
        sheet.addLayout(ways)
        for part in (self.numbers_form, self.numbers, rule(), self.promisor):
            sheet.addWidget(part)
        sheet.addLayout(foot)
        self.body.addLayout(told)
        for below in (self.status, self._why_not, self._entry_sheet):
            self.body.addWidget(below)

    def _show_kind(self) -> None:
        if self._group.checkedButton() is None:
            return
        self.numbers_form.show_kind(self.kind(), may_be_beside=self._has_plan)
        self._start_live()

    def _start_live(self) -> None:
        if not self._live.isActive():
            self._live.start()

    def _entry(self) -> PlanEntry:
        return PlanEntry(kind=self.kind(), **self.numbers_form.typed(), **self.promisor.promised())

    def _tell(self) -> None:
        if not self.isEnabled() or self._entry_sheet.isHidden():
            self.numbers.show_words("")
            return
        try:
            self.typed.emit(self._entry())
        except UserError as refused:
            self.show_refusal(refused)

    def _make(self) -> None:
        try:
            self.made.emit(self._entry())
        except UserError as refused:
            self.refused.emit(refused)


def _why_not(view: CaseView) -> str:
    if not view.file.decisions:
        return "选定追缴方式后，在这里制定退还计划。"
    return "已全额追回，不需再制定计划。"
