"""Plans of repayment: who is to pay how much in which month (附件1 退还方式, domain §5.4).

The dues of a plan sum to exactly what is owed, and only the last of them may be smaller.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import UserError
from app.models.month import Month, months_between
from app.models.recovery import Plan
from app.models.terms import PlanKind
from app.money import share_rounded_up, yuan_text
from app.rules.policy import PolicyValue

MOST_PERIODS = 1200

_REFUSED = "无法制定退还计划"
_NO_OFFSET = "无法按月抵扣"
LAST_MONTH = Month("2099-12")  # a Month knows no later one


@dataclass(frozen=True)
class Due:
    """One period's payment; number counts from 1 in its plan, plan among those in force.

    pay_by: the exact day of a lump sum; a due without one may be paid all month.
    """

    number: int
    month: Month
    fen: int
    pay_by: date | None = None
    plan: int = 1

    @property
    def last_day(self) -> date:
        if self.pay_by:
            return self.pay_by
        year, month = self.month.year, self.month.number
        return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True)
class Schedule:
    """until: the month of the last due. last_fen equals each_fen when nothing is left over."""

    kind: PlanKind
    each_fen: int
    last_fen: int
    periods: int
    dues: tuple[Due, ...]
    until: Month


@dataclass(frozen=True)
class DueProgress:
    """How much of a due has come in."""

    due: Due
    paid_fen: int

    @property
    def left_fen(self) -> int:
        return self.due.fen - self.paid_fen


def lump(owed_fen: int, pay_by: date) -> Schedule:
    """一次性退回: everything at once, by an exact day; the form prints only its month.

    Raises UserError (owed_fen) when nothing is owed.
    """
    _check_owed(owed_fen)
    return _lump(owed_fen, pay_by)


def instalments(owed_fen: int, periods: int, first: Month, *, whole_yuan: bool) -> Schedule:
    """分期: each due is owed / periods, rounded up to the fen or to the yuan.

    Raises UserError (periods) when so many periods leave nothing for the last one, or end too
    late; (owed_fen) when nothing is owed.
    """
    _check_owed(owed_fen)
    _check_periods(periods, first, field="periods")
    unit = 100 if whole_yuan else 1
    each_fen = min(-(-owed_fen // (periods * unit)) * unit, owed_fen)
    possible = -(-owed_fen // each_fen)
    if possible < periods:
        raise UserError(
            _REFUSED,
            f"{yuan_text(owed_fen)} 元分 {periods} 期，每期 {yuan_text(each_fen)} 元，"
            f"最多只能分 {possible} 期，请减少期数。",
            field="periods",
        )
    return _schedule(PlanKind.INSTALMENTS, owed_fen, each_fen, first)


def monthly(owed_fen: int, each_fen: int, first: Month) -> Schedule:
    """按月抵扣: a fixed sum each month until nothing is left. A sum above the debt is the debt.

    Whether the sum is high enough is for `check_monthly`. Raises UserError (monthly_fen) when the
    sum is 0 or so small that the plan never ends; (owed_fen) when nothing is owed.
    """
    _check_owed(owed_fen)
    if each_fen < 1:
        raise UserError(_REFUSED, "每月抵扣金额应大于零，请填写金额。", field="monthly_fen")
    _check_periods(-(-owed_fen // each_fen), first, field="monthly_fen")
    return _schedule(PlanKind.MONTHLY, owed_fen, min(each_fen, owed_fen), first)


def least_monthly(benefit_fen: int, rate: Decimal) -> int:
    """The least monthly offset in fen: `rate` of the benefit that goes on, up to the next fen."""
    return share_rounded_up(benefit_fen, rate)


def check_monthly(
    each_fen: int, benefit_fen: int, floor: PolicyValue, *, approved_fen: int | None = None
) -> None:
    """Raises UserError (monthly_fen) below the floor or above the whole benefit.

    approved_fen: the smaller sum the county allowed; it never lifts the upper bound.
    """
    if benefit_fen < 1:
        raise UserError(
            _NO_OFFSET,
            "当事人没有继续领取的待遇，请填写继续领取的月待遇，或改选其他退还方式。",
            field="monthly_fen",
        )
    if each_fen > benefit_fen:
        raise UserError(
            _NO_OFFSET,
            f"每月抵扣不得超过继续领取的月待遇，请填写不多于 {yuan_text(benefit_fen)} 元的金额。",
            field="monthly_fen",
        )
    least = least_monthly(benefit_fen, floor.value)
    if each_fen < least and (approved_fen is None or approved_fen >= least):
        raise UserError(
            _NO_OFFSET,
            f"每月抵扣不得低于继续领取待遇 {yuan_text(benefit_fen)} 元的 {_percent(floor.value)}，"
            f"请填写不少于 {yuan_text(least)} 元的金额（{floor.ground}）；"
            "县级已批准少扣的，请登记批准单位、文号和理由。",
            field="monthly_fen",
        )
    if approved_fen is not None and each_fen < min(approved_fen, least):
        raise UserError(
            _NO_OFFSET,
            f"每月抵扣低于县级批准的金额，请填写不少于 {yuan_text(approved_fen)} 元的金额。",
            field="monthly_fen",
        )


def schedule_of(plan: Plan) -> Schedule:
    """The dues of a stored plan."""
    if plan.kind == PlanKind.LUMP:
        return _lump(plan.owed_fen, plan.pay_by or plan.made_on)
    first = plan.first_month or Month.of(plan.made_on)
    return _schedule(plan.kind, plan.owed_fen, plan.each_fen, first)


def allocate(schedule: Schedule, paid_fen: int) -> tuple[DueProgress, ...]:
    """Give what came in to the oldest due first; the agreed dues stay as they are."""
    return allocate_dues(schedule.dues, paid_fen)


def allocate_dues(dues: Iterable[Due], paid_fen: int) -> tuple[DueProgress, ...]:
    """Give what came in to one due after the other, in the order given.

    What exceeds the dues stays out; a balance below 0 (more reversed than paid) pays nothing.
    """
    progress = []
    for due in dues:
        share = min(max(paid_fen, 0), due.fen)
        paid_fen -= share
        progress.append(DueProgress(due, share))
    return tuple(progress)


def _lump(owed_fen: int, pay_by: date) -> Schedule:
    month = Month.of(pay_by)
    due = Due(1, month, owed_fen, pay_by)
    return Schedule(PlanKind.LUMP, owed_fen, owed_fen, 1, (due,), month)


def _schedule(kind: PlanKind, owed_fen: int, each_fen: int, first: Month) -> Schedule:
    periods = -(-owed_fen // each_fen)
    last_fen = owed_fen - each_fen * (periods - 1)
    sums = [each_fen] * (periods - 1) + [last_fen]
    dues = tuple(Due(number + 1, first.plus(number), fen) for number, fen in enumerate(sums))
    return Schedule(kind, each_fen, last_fen, periods, dues, dues[-1].month)


def _check_owed(owed_fen: int) -> None:
    if owed_fen < 1:
        raise UserError(_REFUSED, "没有待退还的金额，无需计划；请核对应退金额。", field="owed_fen")


def _check_periods(periods: int, first: Month, *, field: str) -> None:
    most = min(MOST_PERIODS, months_between(first, LAST_MONTH))
    if periods < 1:
        raise UserError(_REFUSED, "期数至少为 1，请填写期数。", field=field)
    if periods > most:
        advice = "请减少期数" if field == "periods" else "请提高每月金额"
        raise UserError(
            _REFUSED, f"期数为 {periods} 期，最多可为 {most} 期，{advice}。", field=field
        )


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"
