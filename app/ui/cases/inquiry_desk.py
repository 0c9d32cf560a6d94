"""基本情况、核实与金额: corrections, what was found out, the sums and the pay cards."""

from typing import Any

from PySide6.QtWidgets import QWidget

from app.models.terms import CaseState
from app.rules.estimating import FindingFacts, asked
from app.services import bars, cards, cases, checklist, death_dates, explain, findings, periods
from app.services.case_view import CaseView
from app.services.office import Office
from app.ui.cases.amounts_section import AmountsSection
from app.ui.cases.basics_section import BasicsSection
from app.ui.cases.desks import Desk
from app.ui.cases.explain_dialog import ExplainDialog
from app.ui.messages import MessageBar, refusals_shown
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
        self._amounts = part = amounts
        self.serve(basics.corrected, basics, self._correct)
        self.serve(part.verify.verified, part, self._verify)
        self.serve(part.checklist.entered, part.checklist, self._check)
        self.serve(part.deaths.entered, part.deaths, self._add_death_date)
        self.serve(part.deaths.settled, part.deaths, self._settle)
        self.serve(part.estimate.asked, part.estimate, self._estimate)
        self.serve(part.estimate.adopted, part.estimate, self._adopt)
        self.serve(part.periods.assessed, part.periods, self._assess)
        self.serve(part.periods.corrected, part.periods, self._replace_periods)
        self.serve(part.cards.entered, part.cards, self._set_card)
        part.periods.explain_asked.connect(self._explain)
        self.hear(basics, part.verify, part.checklist, part.deaths, part.estimate)
        self.hear(part.periods, part.cards)

    def show(self, view: CaseView) -> None:
        part, today = self._amounts, self.office.today()
        has_end = view.policy.reasons[view.case.reason].ends_with_life
        part.deaths.setVisible(has_end or bool(view.file.death_dates))
        if not part.deaths.isHidden():
            dates = death_dates.death_dates(self.office, self.number)
            part.deaths.show_dates(dates, view.policy)
        may_adopt = view.case.state in (CaseState.CLUE, CaseState.VERIFYING)
        asks = asked(view.policy, reason=view.case.reason, benefit=view.case.benefit)
        part.estimate.show_asked(asks, may_adopt=may_adopt)
        part.bars.show_bars(bars.time_bars(self.office, self.number), today)

    def _correct(self, changed: dict[str, Any]) -> str:
        cases.correct(self.office, self.number, **changed)
        return "更正已保存"

    def _verify(self, entered: dict[str, Any]) -> str:
        case = cases.verify(self.office, self.number, **entered)
        self._amounts.verify.forget()
        return f"核实结论已登记：{case.state.label}"

    def _check(self, entered: dict[str, Any]) -> str:
        checklist.check(self.office, self.number, **entered)
        self._amounts.checklist.list.fold()
        return "核实情况已登记"

    def _add_death_date(self, entered: dict[str, Any]) -> str:
        row = death_dates.add_death_date(self.office, self.number, **entered)
        self._amounts.deaths.clear()
        return f"死亡时间来源已登记：{row.died_on}"

    def _settle(self, chosen: dict[str, Any]) -> str:
        row = death_dates.settle_death_date(self.office, self.number, **chosen)
        self._amounts.deaths.clear()
        return f"已认定死亡日期 {row.died_on}"

    def _estimate(self, facts: FindingFacts) -> str:
        self._amounts.estimate.show_estimate(findings.estimate(self.office, self.number, facts))
        return ""

    def _adopt(self, chosen: tuple[FindingFacts, Any]) -> str:
        adopted = findings.adopt_estimate(self.office, self.number, *chosen)
        self._amounts.estimate.clear()
        return f"测算已写入多领明细：{yuan(sum(period.amount_fen for period in adopted))}"

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

    def _explain(self) -> None:
        with refusals_shown(self.messages):
            ExplainDialog(explain.explain_text(self.office, self.number), self.window).exec()
