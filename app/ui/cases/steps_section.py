"""办理: what may be done today, how far the procedure is, what was done."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError
from app.services.case_view import CaseView
from app.ui.cases.acts_card import ActsCard
from app.ui.cases.done_acts import DoneActs
from app.ui.cases.rung_line import RungLine
from app.ui.widgets.areas import column, scrolled


class StepsSection(QWidget):
    """Holds the three; their signals are connected by the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.acts, self.rungs, self.done = ActsCard(), RungLine(), DoneActs()
        self._labels: dict[str, str] = {}
        content, sheets = column()
        for sheet in (self.acts, self.rungs, self.done):
            sheets.addWidget(sheet)
        sheets.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))

    def show_view(self, view: CaseView, today: date) -> None:
        self._labels = {code: kind.label for code, kind in view.policy.milestones.items()}
        self.acts.show_view(view, today)
        self.rungs.show_view(view, today)
        self.done.show_view(view)

    def label_of(self, kind: str) -> str:
        return self._labels[kind]

    def forget(self) -> None:
        """Another case: nothing typed is carried over."""
        self.acts.forget()
        self.done.clear()

    def focus_first(self) -> None:
        self.acts.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.acts.mark(refused)
