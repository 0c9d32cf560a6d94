"""核实与金额: the conclusion, what it rests on, the sums, and the cards the money went to."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.services.case_view import CaseView
from app.ui.cases.bars_card import BarsCard
from app.ui.cases.checklist_card import ChecklistCard
from app.ui.cases.deaths_card import DeathsCard
from app.ui.cases.estimate_card import EstimateCard
from app.ui.cases.pay_cards import PayCards
from app.ui.cases.periods_card import PeriodsCard
from app.ui.cases.verify_card import VerifyCard
from app.ui.widgets.areas import column, scrolled


class AmountsSection(QWidget):
    """Holds the cards; their signals are connected by the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.verify, self.checklist, self.deaths = VerifyCard(), ChecklistCard(), DeathsCard()
        self.estimate, self.periods, self.cards = EstimateCard(), PeriodsCard(), PayCards()
        self.bars = BarsCard()
        content, sheets = column()
        for sheet in (
            self.verify,
            self.checklist,
            self.deaths,
            self.estimate,
            self.periods,
            self.cards,
            self.bars,
        ):
            sheets.addWidget(sheet)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))

    def show_view(self, view: CaseView, clerk: str, today: date) -> None:
        self.verify.show_view(view, clerk, today)
        self.checklist.show_view(view, clerk, today)
        self.periods.show_view(view)
        self.cards.show_view(view)

    def focus_first(self) -> None:
        if self.verify.form.isVisible():
            self.verify.form.focus_first()
        else:
            self.periods.assessment.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.verify.mark(refused) or self.periods.mark(refused)

    def forget(self) -> None:
        """Another case: nothing typed is carried over."""
        for part in (self.verify, self.periods):
            part.forget()
        for list_card in (self.deaths, self.estimate):
            list_card.clear()
        self.checklist.list.fold()
        self.cards.fold()
