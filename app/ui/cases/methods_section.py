"""追缴方式: the four cards, and below them the plan of the one chosen."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.rules.policy import Policy
from app.services.case_view import CaseView
from app.ui.cases.offer_cards import OfferCards
from app.ui.cases.plan_card import PlanCard
from app.ui.widgets.areas import bring_to_sight, column, scrolled


class MethodsSection(QWidget):
    """Holds the two; their signals are connected by the page."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.offers, self.plan = OfferCards(), PlanCard(policy)
        self._is_decided = False
        content, sheets = column()
        sheets.addWidget(self.offers)
        sheets.addWidget(self.plan)
        sheets.addStretch()
        self.area = scrolled(content)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.offers.asked.connect(lambda: bring_to_sight(self.offers.confirm))

    def show_view(self, view: CaseView, today: date) -> None:
        self._is_decided = bool(view.file.decisions)
        self.offers.show_view(view)
        self.plan.show_view(view, today)

    def focus_first(self) -> None:
        """The plan once a method is chosen, the cards before."""
        if self._is_decided:
            self.plan.focus_first()
        else:
            self.offers.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.offers.mark(refused) or self.plan.mark(refused)
