"""测算: the facts of the reason, what they come to with every step, and taking it over."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.models.terms import PrisonStart
from app.rules.estimates import Estimate
from app.rules.estimating import Asked, FindingFacts
from app.services.findings import Estimated
from app.ui.cases.estimate_form import OTHER, EstimateForm
from app.ui.choices import TickBox
from app.ui.widgets.areas import bring_to_sight
from app.ui.widgets.folding import FoldCard
from app.ui.widgets.grounds import to_note
from app.ui.widgets.texts import button, text_label, yuan


class EstimateCard(FoldCard):
    """Signals:
    asked(FindingFacts): 测算 was pressed.
    adopted(tuple): FindingFacts and the PrisonStart to follow, None for the office's own.
    refused(UserError): something cannot be read.
    """

    asked = Signal(object)
    adopted = Signal(object)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__("测算")
        self.form = EstimateForm(())
        self.otherwise = TickBox("另定起止年月（须写明理由）")
        self.count = button("测算", "check")
        self.takes: dict[PrisonStart | None, QPushButton] = {}
        self._asked: Sequence[Asked] = ()
        self._may_adopt = False
        self._result: QWidget | None = None
        foot = QHBoxLayout()
        foot.addWidget(self.otherwise)
        foot.addStretch()
        foot.addWidget(self.count)
        self.add(self.form)
        self.sheet.addLayout(foot)
        self.tell("填写事由和月标准，自动算出多领月份和金额")
        self.otherwise.changed.connect(self._ask)
        self.count.clicked.connect(self._count)

    def show_asked(self, asked: Sequence[Asked], *, may_adopt: bool) -> None:
        """What is typed stays, as long as the same is asked."""
        self._may_adopt = may_adopt
        if asked != self._asked:
            self._asked = asked
            self._ask()

    def clear(self) -> None:
        """Another case: nothing typed is carried over."""
        self._asked = ()
        self.otherwise.show_value(False)
        self.close_up()

    def show_estimate(self, found: Estimated) -> None:
        self._forget_result()
        self._result, self.takes = QWidget(), {}
        layout = QVBoxLayout(self._result)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(8)
        readings = QHBoxLayout()
        readings.setSpacing(24)
        if found.by_rule:
            for rule, estimate in found.by_rule.items():
                is_followed = estimate is found.chosen
                title = f"{rule.value}　{rule.label}{'（本单位口径）' if is_followed else ''}"
                readings.addLayout(self._reading(title, estimate, found.facts, rule))
        else:
            readings.addLayout(self._reading("测算结果", found.chosen, found.facts, None))
        layout.addLayout(readings)
        if found.findings:
            layout.addWidget(text_label(to_note(found.findings), "warn", wrap=True))
        self.add(self._result)
        bring_to_sight(self._result)

    def mark(self, refused: UserError) -> bool:
        return self.form.mark(refused)

    def _reading(
        self, title: str, estimate: Estimate, facts: FindingFacts, rule: PrisonStart | None
    ) -> QVBoxLayout:
        """One way to count, side by side with the other where there are two."""
        layout = QVBoxLayout()
        layout.setSpacing(4)
        layout.addWidget(text_label(title, "strong", wrap=True))
        layout.addWidget(text_label(yuan(estimate.amount_fen), "figure"))
        layout.addWidget(text_label("\n".join(estimate.steps), wrap=True))
        layout.addWidget(text_label(f"依据：{estimate.ground}", "small", wrap=True))
        layout.addStretch()
        if self._may_adopt and estimate.spans:
            take = button("采用，写入多领明细", "check")
            take.clicked.connect(lambda: self.adopted.emit((facts, rule)))
            self.takes[rule] = take
            layout.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        return layout

    def _ask(self) -> None:
        asked = OTHER if self.otherwise.value() else self._asked
        fresh = EstimateForm(asked)
        self.sheet.replaceWidget(self.form, fresh)
        self.form.hide()
        self.form.deleteLater()
        self.form = fresh
        fresh.finished.connect(self.count.setFocus)
        fresh.changed.connect(self._forget_result)
        fresh.show()
        self._forget_result()

    def _forget_result(self) -> None:
        """It no longer belongs to what is typed."""
        if self._result is not None:
            self._result.hide()
            self._result.deleteLater()
            self._result, self.takes = None, {}

    def _count(self) -> None:
        try:
            self.asked.emit(self.form.facts())
        except UserError as refused:
            self.refused.emit(refused)
