"""The plans in force: what was agreed, what is overdue, when the money will be in."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models import Plan
from app.services.case_view import CaseView
from app.ui.cases.plan_numbers import DueTable
from app.ui.widgets.texts import text_label, yuan


class PlanStatus(QWidget):
    """words, the plans themselves, stand where the card puts them; the rest is below."""

    def __init__(self) -> None:
        super().__init__()
        self.words = text_label("", wrap=True)
        self.overdue = text_label("", "warn", wrap=True)
        self.forecast = text_label("", "quiet", wrap=True)
        self.dues = DueTable()
        sheet = QVBoxLayout(self)
        sheet.setContentsMargins(0, 0, 0, 0)
        sheet.setSpacing(8)
        for part in (self.overdue, self.forecast, self.dues):
            sheet.addWidget(part)

    def show_view(self, view: CaseView) -> None:
        plans, standing = view.file.plans_in_force, view.standing
        for part in (self, self.words):
            part.setVisible(standing is not None)
        if standing is None:
            return
        self.words.setText("\n".join(told(plan, at) for at, plan in enumerate(plans, 1)))
        self.overdue.setText(_overdue(view))
        self.overdue.setVisible(bool(standing.overdue))
        self.forecast.setText(_forecast(view))
        self.forecast.setVisible(bool(standing.left_fen))
        self.dues.show_progress(standing)


def told(plan: Plan, number: int) -> str:
    """One plan of those in force, in words."""
    when = f"{plan.pay_by} 前退回" if plan.pay_by else f"自 {plan.first_month} 起"
    each = f"共 {plan.periods} 期，每期 {yuan(plan.each_fen)}" if plan.first_month else ""
    leave = f"经{plan.approved_by}批准（{plan.approval_number}）" if plan.approved_by else ""
    parts = (plan.kind.label, yuan(plan.owed_fen), each, when, leave)
    title = "现行计划" if number == 1 else f"并行计划 {number}"
    return f"{title}（{plan.made_on}）：{'，'.join(part for part in parts if part)}。"


def _overdue(view: CaseView) -> str:
    standing = view.standing
    if standing is None or not standing.overdue:
        return ""
    words = (
        f"已逾期 {len(standing.overdue)} 期，共 {yuan(standing.overdue_fen)}，"
        f"最早一期逾期 {standing.days_overdue} 天。"
    )
    if not standing.is_broken:
        return words
    grounds = "、".join(dict.fromkeys(str(value.ground) for value in standing.broken))
    return f"{words}已达到认定未按协议履行的条件，请先催还。［{grounds}］"


def _forecast(view: CaseView) -> str:
    """When the money will be in, if every due from now on is paid in full."""
    expected = view.forecast
    if expected is None or expected.until is None:
        return ""
    late = expected.months_late
    apart = f"，比约定晚 {late} 个月" if late > 0 else f"，比约定早 {-late} 个月" if late else ""
    return (
        f"以后各期按时还，预计 {expected.until} 还清{apart}；"
        f"还有 {expected.months} 个月，最后一个月 {yuan(expected.last_fen)}。"
    )
