"""可出具的文书: what the next step needs, the rest as the procedure goes; folded, what cannot be
issued yet with the reason.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.forms import FORMS
from app.forms.form import Group
from app.services.case_view import CaseView
from app.services.paper_offers import PaperOffer
from app.ui.cases.paper_line import PaperLine
from app.ui.widgets.folding import FoldCard
from app.ui.widgets.texts import Card, text_label


class PaperOffersView(QWidget):
    """The lines are made once and moved, so that the focus stays where it was. later: the folded
    card, to be placed by whoever shows this.

    Signals:
        preview_asked(str): the code of a form to see as it would be issued.
    """

    preview_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines = {module.FORM.code: PaperLine() for module in FORMS}
        self.needed, self.others = Card("下一步要用的文书"), Card("其他可以出具的文书")
        self.later = FoldCard("暂不能出具的文书")
        self._step = text_label("", "quiet", wrap=True)
        self._groups = {group: text_label(group.value, "small") for group in Group}
        for waiting in (*self.lines.values(), *self._groups.values()):
            waiting.setParent(self)  # until a case places it: what has no parent never goes
            waiting.hide()
        self.needed.body.addWidget(self._step)
        for code, line in self.lines.items():
            line.preview_asked.connect(lambda code=code: self.preview_asked.emit(code))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for card in (self.needed, self.others):
            layout.addWidget(card)

    def show_view(self, view: CaseView) -> None:
        needed = [offer for offer in view.papers if offer.is_open and offer.is_needed]
        others = [offer for offer in view.papers if offer.is_open and not offer.is_needed]
        later = [offer for offer in view.papers if not offer.is_open]
        for form in self.lines.keys() - {offer.form for offer in view.papers}:
            self.lines[form].hide()  # of another province
        self._step.setText(f"下一步：{view.next.label}" if view.next else "")
        for offer in needed:
            self._place(offer, self.needed.body, is_first=offer is needed[0])
        self._place_by_group(others)
        for offer in later:
            self._place(offer, self.later.sheet)
        self.later.tell(f"{len(later)} 种，到相应步骤时可以出具")
        for card, shown in ((self.needed, needed), (self.others, others), (self.later, later)):
            card.setVisible(bool(shown))

    def first_button(self) -> QWidget | None:
        """The draft that comes first; None where nothing may be issued."""
        for card in (self.needed, self.others):
            for at in range(card.body.count()):
                item = card.body.itemAt(at)
                line = item.widget() if item else None
                if isinstance(line, PaperLine) and not line.isHidden():
                    return line.preview
        return None

    def _place_by_group(self, offers: list[PaperOffer]) -> None:
        for group, heading in self._groups.items():
            own = [offer for offer in offers if offer.group == group]
            heading.setVisible(bool(own))
            self.others.body.addWidget(heading)
            for offer in own:
                self._place(offer, self.others.body)

    def _place(self, offer: PaperOffer, body: QVBoxLayout, *, is_first: bool = False) -> None:
        line = self.lines[offer.form]
        line.show_offer(offer, is_first=is_first)
        body.addWidget(line)
        line.show()
