"""The least monthly share, the plans in force, and the forecast beside them."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from app.methods.forecast import forecast
from app.methods.schedules import Schedule, least_monthly, schedule_of
from app.models import Plan
from app.models.terms import PersonStatus, PlanKind
from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.services.explain.figure import Explained, Known, difference, explained, yuan
from app.services.holdings import goes_on_fen


def least_share(known: Known) -> Iterator[Explained]:
    """A fifth of the benefit that goes on, up to the fen (告知事项3-10)."""
    benefit = goes_on_fen(known.policy, known.file.case)
    if not benefit or known.file.person.status == PersonStatus.DECEASED:
        return
    floor = known.policy.value("monthly_floor", known.on)
    least, exact = least_monthly(benefit, floor.value), benefit * floor.value / 100
    share = f"{(floor.value * 100).normalize():f}%"
    line = f"{yuan(benefit)} × {share} = {exact:,.2f} 元"
    if exact * 100 != least:
        line = f"{yuan(benefit)} × {share} = {_plain(exact)} 元，进到分为 {yuan(least)}"
    rule = known.policy.finding("least_monthly", share=share, least=yuan_text(least))
    yield explained("按月抵扣的最低额", yuan(least), [line, rule.text], [floor.ground])


def plans(known: Known) -> Iterator[Explained]:
    """How each plan in force divides what it covers; its dues sum to it exactly."""
    for plan in known.file.plans_in_force:
        schedule = schedule_of(plan)
        value, steps, rule = _BY_KIND[plan.kind](known.policy, plan, schedule)
        head = [*_covered(plan), *steps, rule.text, *_approval(plan)]
        yield explained(f"退还计划（{plan.kind.label}）", value, head, [rule.ground])


def forecasted(known: Known) -> Iterator[Explained]:
    """When the money will be in, beside what was agreed (domain §5.4)."""
    in_force = known.file.plans_in_force
    if not in_force:
        return
    paid = known.file.recovered_fen - in_force[0].paid_fen
    ahead = forecast([schedule_of(plan) for plan in in_force], paid, known.on)
    rule = known.policy.finding("forecast_counted")
    steps = [f"计划已到账 {yuan(paid)}，尚欠 {yuan(ahead.left_fen)}"]
    if ahead.until is None:
        yield explained("预计还清", "计划已还清", [*steps, rule.text], [rule.ground])
        return
    steps.append(f"以后各期都足额的，还有 {ahead.months} 个月，末月 {yuan(ahead.last_fen)}")
    late = ahead.months_late
    apart = f"晚 {late} 个月" if late > 0 else f"早 {-late} 个月" if late else "与约定相同"
    steps.append(f"约定到 {ahead.agreed_until}，预计到 {ahead.until}，{apart}")
    yield explained("预计还清", ahead.until, [*steps, rule.text], [rule.ground])


Shown = tuple[str, list[str], Finding]


def _lump(policy: Policy, plan: Plan, _: Schedule) -> Shown:
    rule = policy.finding("plan_lump_counted")
    return f"{yuan(plan.owed_fen)}，{plan.pay_by} 前退回", [], rule


def _instalments(policy: Policy, plan: Plan, schedule: Schedule) -> Shown:
    owed, each, count = plan.owed_fen, schedule.each_fen, schedule.periods
    to_the_fen = -(-owed // count)
    unit = "分" if each == to_the_fen else "元"
    line = f"{yuan(owed)} ÷ {count} 期 = 每期 {yuan(each)}"
    if each * count != owed:
        line = f"{yuan(owed)} ÷ {count} 期，除不尽，进到{unit}为每期 {yuan(each)}"
    rule = policy.finding("plan_instalments_counted", unit=unit)
    return _value(schedule, "期"), [line, _sum(owed, schedule, "期")], rule


def _monthly(policy: Policy, plan: Plan, schedule: Schedule) -> Shown:
    owed, each, months = plan.owed_fen, schedule.each_fen, schedule.periods
    whole, rest = divmod(owed, each)
    line = f"{yuan(owed)} ÷ {yuan(each)} = {whole}"
    line += f"，余 {yuan(rest)}，共 {months} 个月" if rest else f"，共 {months} 个月"
    rule = policy.finding("plan_monthly_counted")
    return _value(schedule, "个月"), [line, _sum(owed, schedule, "个月")], rule


_BY_KIND: dict[PlanKind, Callable[[Policy, Plan, Schedule], Shown]] = {
    PlanKind.LUMP: _lump,
    PlanKind.INSTALMENTS: _instalments,
    PlanKind.MONTHLY: _monthly,
}


def _covered(plan: Plan) -> list[str]:
    """What the plan covers, where that is not simply all that is demanded."""
    rest = plan.amount_fen - plan.paid_fen
    lines = []
    if plan.paid_fen:
        paid = f"制定时已追回 {yuan(plan.paid_fen)}"
        lines.append(difference(f"应追 {yuan(plan.amount_fen)}", paid, yuan(rest)))
    if plan.owed_fen != rest:
        lines.append(f"本计划承担其中 {yuan(plan.owed_fen)}")
    return lines


def _approval(plan: Plan) -> list[str]:
    if not plan.approved_by:
        return []
    return [f"经{plan.approved_by}（{plan.approval_number}）批准少扣：{plan.approval_reason}"]


def _value(schedule: Schedule, unit: str) -> str:
    last = "" if schedule.last_fen == schedule.each_fen else f"，末期 {yuan(schedule.last_fen)}"
    first = schedule.dues[0].month
    each = yuan(schedule.each_fen)
    return f"{schedule.periods} {unit}，每期 {each}{last}，{first} 至 {schedule.until}"


def _sum(owed_fen: int, schedule: Schedule, unit: str) -> str:
    count, each = schedule.periods, yuan(schedule.each_fen)
    if schedule.last_fen == schedule.each_fen:
        return f"{count} {unit} × {each} = {yuan(owed_fen)}"
    last = yuan(schedule.last_fen)
    return f"{count - 1} {unit} × {each} + 末期 {last} = {yuan(owed_fen)}"


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():,f}"
