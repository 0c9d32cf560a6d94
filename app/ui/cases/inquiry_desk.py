"""基本情况、核实与金额: corrections, the verification, the sums and the pay cards."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.services import cards, cases, periods
from app.services.office import Office
from app.ui.cases.amounts_section import AmountsSection
from app.ui.cases.basics_section import BasicsSection
from app.ui.cases.desks import Desk
from app.ui.messages import MessageBar
from app.ui.widgets.texts import yuan


class InquiryDesk(Desk):
    def __init__(
        self,
        office: Office,
        messages: MessageBar,
        window: QWidget,
        *,
        basics: BasicsSection,
        amounts: AmountsSection,
    ) -> None:
        super().__init__(office, messages, window)
        self._amounts = amounts
        self.serve(basics.corrected, basics, self._correct)
        self.serve(amounts.verified, amounts, self._verify)
        self.serve(amounts.assessed, amounts, self._assess)
        self.serve(amounts.periods_corrected, amounts, self._replace_periods)
        self.serve(amounts.cards.entered, amounts.cards, self._set_card)
        self.hear(basics, amounts, amounts.cards)

    def _correct(self, changed: dict[str, Any]) -> str:
        cases.correct(self.office, self.number, **changed)
        return "更正已保存"

    def _verify(self, entered: dict[str, Any]) -> str:
        case = cases.verify(self.office, self.number, **entered)
        return f"核实结论已登记：{case.state.label}"

    def _assess(self, fen: int) -> str:
        cases.assess(self.office, self.number, fen)
        return f"核定金额已保存：{yuan(fen)}"

    def _replace_periods(self, entered: list[dict[str, Any]]) -> str:
        periods.replace_periods(self.office, self.number, entered)
        return "多领明细已更正"

    def _set_card(self, entered: dict[str, Any]) -> str:
        cards.set_card(self.office, self.number, **entered)
        self._amounts.cards.fold()
        return "发放卡（折）已保存"
