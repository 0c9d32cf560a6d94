"""佐证: what the departments certified, what lacks, and the ability to repay."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.rules.policy import Policy
from app.services.case_view import CaseView
from app.ui.cases.ability_card import AbilityCard
from app.ui.cases.evidence_form import EvidenceForm
from app.ui.cases.materials_card import EvidenceCard, MaterialsCard
from app.ui.widgets.areas import column, scrolled


class EvidenceSection(QWidget):
    """Holds the cards; their signals are connected by the desk."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self.materials, self.entry = MaterialsCard(), EvidenceForm(policy)
        self.kept, self.ability = EvidenceCard(policy), AbilityCard()
        content, sheets = column()
        for sheet in (self.materials, self.entry, self.kept, self.ability):
            sheets.addWidget(sheet)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))

    def show_view(self, view: CaseView) -> None:
        self.kept.show_view(view)

    def clear(self) -> None:
        """Another case: nothing typed is carried over."""
        self.entry.clear()
        self.ability.list.fold()
        self.ability.close_up()

    def focus_first(self) -> None:
        self.entry.form.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.entry.mark(refused) or self.ability.mark(refused)
