"""The four methods as cards: open or closed, why, with the article, and the papers they take."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import UserError
from app.methods.offers import Offer
from app.models import Decision
from app.models.base import label
from app.models.terms import MethodCode
from app.ui import theme
from app.ui.fields import Entry
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label

HINT = "本案为什么用这种方式，如 有养老金，本人愿意按月抵扣"


class OfferCard(QFrame):
    """Signals: picked(Offer): 选择 was pressed; nothing is decided yet."""

    picked = Signal(object)

    def __init__(self, offer: Offer, *, is_chosen: bool) -> None:
        super().__init__()
        self.setObjectName("offer")
        self.setProperty("open", offer.is_open)
        self.setProperty("chosen", is_chosen)
        self.pick = button("选择", role="primary" if offer.recommended else "")
        self.pick.setEnabled(offer.is_open)
        self.pick.setAccessibleName(f"选择{offer.label}")
        self.pick.clicked.connect(lambda: self.picked.emit(offer))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addLayout(_title_line(offer, is_chosen=is_chosen))
        layout.addWidget(text_label(offer.summary, "quiet", wrap=True))
        for finding in offer.findings:
            layout.addWidget(text_label(finding.text, wrap=True))
            layout.addWidget(text_label(f"依据：{finding.ground}", "small", wrap=True))
        layout.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(text_label(f"文书：{'、'.join(offer.papers)}", "small", wrap=True), 1)
        foot.addWidget(self.pick, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(foot)


class OfferCards(Card):
    """All four, and the reason that choosing one needs.

    Signals:
        chosen(dict): method and reason, as services.decisions.choose takes them.
        asked(): the reason is being asked for; it should be in sight.
    """

    chosen = Signal(object)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__("追缴方式")
        self.cards: dict[MethodCode, OfferCard] = {}
        self.reason = Form(most_columns=1)
        self.reason.add("reason", f"{label(Decision, 'reason')} *", Entry(HINT))
        self.confirm = button("", "check", role="primary")
        self._asking = QWidget()
        self._picked: Offer | None = None
        self._decided = text_label("", wrap=True)
        self.change = button("更改方式", role="link")
        self.change.clicked.connect(self._show_cards)
        self._sheet = QWidget()
        self._grid = QGridLayout(self._sheet)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        for at in (0, 1):
            self._grid.setColumnStretch(at, 1)
        line = QHBoxLayout()
        line.addWidget(self._decided, 1)
        line.addWidget(self.change)
        self.body.addLayout(line)
        self.body.addWidget(self._sheet)
        self.body.addWidget(self._asking)
        asking = QHBoxLayout(self._asking)
        asking.setContentsMargins(0, 4, 0, 0)
        asking.setSpacing(12)
        asking.addWidget(self.reason, 1)
        asking.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignBottom)
        self.reason.finished.connect(self.confirm.setFocus)
        self.confirm.clicked.connect(self._choose)

    def show_offers(self, offers: Sequence[Offer], decisions: Sequence[Decision]) -> None:
        last = decisions[-1] if decisions else None
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {
            offer.method: OfferCard(offer, is_chosen=bool(last and last.method == offer.method))
            for offer in offers
        }
        for at, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, at // 2, at % 2)
            card.picked.connect(self._ask_reason)
        self._asking.hide()
        for widget in (self._decided, self.change):
            widget.setVisible(last is not None)
        self._sheet.setVisible(last is None)
        if last:
            self._decided.setText(
                f"{last.decided_on} 由{last.made_by}选定“{last.method.label}”：{last.reason}"
            )

    def focus_first(self) -> None:
        """The recommended card, or the first one open."""
        cards = [card for card in self.cards.values() if card.pick.isEnabled()]
        cards.sort(key=lambda card: card.pick.property("role") != "primary")
        if cards:
            cards[0].pick.setFocus()

    def _show_cards(self) -> None:
        """The decision stays until another one is made; the log keeps both."""
        self._sheet.show()
        self.change.hide()
        self.focus_first()

    def mark(self, refused: UserError) -> bool:
        return self.reason.mark(refused)

    def _ask_reason(self, offer: Offer) -> None:
        self._picked = offer
        self.confirm.setText(f"选定“{offer.label}”")
        self.reason.show_values({"reason": ""})
        self._asking.show()
        self.reason.focus_first()
        self.asked.emit()

    def _choose(self) -> None:
        if self._picked is not None:
            reason = self.reason.values()["reason"]
            self.chosen.emit({"method": self._picked.method, "reason": reason})


def _title_line(offer: Offer, *, is_chosen: bool) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(text_label(offer.label, "heading"))
    if is_chosen:
        line.addWidget(text_label("已选定", "tag"))
    elif offer.recommended:
        line.addWidget(text_label("推荐", "tag"))
    line.addStretch()
    sign = QLabel()
    name, tone = (
        ("circle-check", theme.LIGHT.good) if offer.is_open else ("circle", theme.LIGHT.quiet)
    )
    sign.setPixmap(theme.pixmap(name, tone, theme.ems(1.1)))
    line.addWidget(sign)
    words = ("可以选择", "good") if offer.is_open else ("暂不能选", "off")
    line.addWidget(text_label(*words))
    return line
