"""追缴方式: the money there is, the decisions in force by rank, the four ways as cards."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.errors import UserError
from app.methods.offers import Offer
from app.models import Decision
from app.models.base import label
from app.models.terms import MethodCode
from app.services.case_view import CaseView
from app.ui.cases.offer_card import OfferCard
from app.ui.choices import Choice, CodeCombo
from app.ui.fields import Entry
from app.ui.widgets.form import Form
from app.ui.widgets.texts import Card, button, text_label, yuan

HINT = "本案为什么用这种方式，如 有养老金，本人愿意按月抵扣"
AT_HAND = ("card_return", "personal_account", "funeral_offset")  # what is there already
INSTEAD, BESIDE, AFTER = "instead", "beside", "after"


class OfferCards(Card):
    """All four, and the reason that choosing one needs.

    Signals:
        chosen(dict): method, reason, rank, beside, as services.decisions.choose takes them.
        asked(): the reason is being asked for; it should be in sight.
    """

    chosen = Signal(object)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__("追缴方式")
        self.cards: dict[MethodCode, OfferCard] = {}
        self.reason, self.place = Form(most_columns=3), CodeCombo()
        self.reason.add("place", "与现行方式的关系", self.place)
        self.reason.add("reason", f"{label(Decision, 'reason')} *", Entry(HINT), columns=2)
        self.confirm = button("", "check", role="primary")
        self.change = button("更改、并行或另选后备", role="link")
        self._asking, self._sheet = QWidget(), QWidget()
        self._picked: Offer | None = None
        self._decisions: Sequence[Decision] = ()
        self._decided = text_label("", wrap=True)
        self._at_hand = text_label("", "strong", wrap=True)
        self.change.clicked.connect(self._show_cards)
        self._grid = QGridLayout(self._sheet)
        self._lay_out()
        self.reason.finished.connect(self.confirm.setFocus)
        self.confirm.clicked.connect(self._choose)

    def show_view(self, view: CaseView) -> None:
        """The cards are folded away once a method is chosen, until they are asked for."""
        self._decisions = view.file.decisions_in_force
        chosen = {decision.method for decision in self._decisions}
        for card in self.cards.values():
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {
            offer.method: OfferCard(
                offer, is_chosen=offer.method in chosen, may_follow=bool(chosen)
            )
            for offer in view.offers
        }
        for at, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, at // 2, at % 2)
            card.picked.connect(self._ask_reason)
        self._asking.hide()
        for widget in (self._decided, self.change):
            widget.setVisible(bool(chosen))
        self._sheet.setVisible(not chosen)
        self._decided.setText("\n".join(map(_told, self._decisions)))
        money = list(_at_hand(view.offers))
        self._at_hand.setText(f"现有可追回的资金：{'，'.join(money)}")
        self._at_hand.setVisible(bool(money))

    def focus_first(self) -> None:
        """The recommended card, or the first one open."""
        cards = [card for card in self.cards.values() if card.pick.isEnabled()]
        cards.sort(key=lambda card: card.pick.property("role") != "primary")
        if cards:
            cards[0].pick.setFocus()

    def mark(self, refused: UserError) -> bool:
        return self.reason.mark(refused)

    def _show_cards(self) -> None:
        """The decision stays until another one is made; the log keeps both."""
        self._sheet.show()
        self.change.hide()
        self.focus_first()

    def _ask_reason(self, offer: Offer) -> None:
        self._picked = offer
        self.confirm.setText(f"选定“{offer.label}”")
        self.place.offer(_places(offer, self._decisions))
        self.reason.leave_out(() if self._decisions else ("place",))
        self.reason.show_values({"reason": ""})
        self._asking.show()
        self.reason.fields["reason"].editor.setFocus()
        self.asked.emit()

    def _choose(self) -> None:
        if self._picked is None:
            return
        values = self.reason.values()
        follows = values["place"] == AFTER
        self.chosen.emit(
            {
                "method": self._picked.method,
                "reason": values["reason"],
                "rank": _next_rank(self._decisions) if follows else 1,
                "beside": values["place"] == BESIDE,
            }
        )

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        for at in (0, 1):
            self._grid.setColumnStretch(at, 1)
        line = QHBoxLayout()
        line.addWidget(self._decided, 1)
        line.addWidget(self.change, 0, Qt.AlignmentFlag.AlignTop)
        asking = QHBoxLayout(self._asking)
        asking.setContentsMargins(0, 4, 0, 0)
        asking.setSpacing(12)
        asking.addWidget(self.reason, 1)
        asking.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(self._at_hand)
        self.body.addLayout(line)
        for part in (self._sheet, self._asking):
            self.body.addWidget(part)


def _places(offer: Offer, decisions: Sequence[Decision]) -> list[Choice]:
    """How the new decision stands to those in force; a closed method can only come later."""
    if not decisions:
        return [(INSTEAD, "首选")]
    now: list[Choice] = [(INSTEAD, "代替现行方式"), (BESIDE, "与现行方式并行")]
    later: Choice = (AFTER, f"后备（第 {_next_rank(decisions)} 顺位）")
    return [*now, later] if offer.is_open else [later]


def _next_rank(decisions: Sequence[Decision]) -> int:
    return max((decision.rank for decision in decisions), default=0) + 1


def _told(decision: Decision) -> str:
    place = f"第 {decision.rank} 顺位" + ("（并行）" if decision.is_beside else "")
    who = f"{decision.decided_on} 由{decision.made_by}选定"
    return f"{place}　“{decision.method.label}”　{who}：{decision.reason}"


def _at_hand(offers: Sequence[Offer]) -> Iterator[str]:
    """Card balance, account, funeral benefit: shown before any way is chosen."""
    found = {c.channel: c for offer in offers for c in offer.channels if c.is_open}
    for code in AT_HAND:
        channel = found.get(code)
        if channel and channel.available_fen:
            yield f"{channel.label} {yuan(channel.available_fen)}"
