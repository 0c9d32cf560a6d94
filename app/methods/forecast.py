"""When the money will be in if every due from now on is paid in full (domain §5.4).

The agreed schedule stays as it is; the forecast stands beside it. What was missed is added at the
end, what was paid early is taken off there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.methods.merged import merged_dues
from app.methods.schedules import LAST_MONTH, Due, DueProgress, Schedule, allocate_dues
from app.models.month import Month, months_between
from app.models.terms import PlanKind


@dataclass(frozen=True)
class Forecast:
    """dues: the payments still to come, oldest first; they sum to what is left of the plans.

    agreed_until: the last month of the agreed schedules.
    """

    dues: tuple[Due, ...]
    agreed_until: Month

    @property
    def left_fen(self) -> int:
        return sum(due.fen for due in self.dues)

    @property
    def months(self) -> int:
        """In how many months something is still to be paid."""
        return len({due.month for due in self.dues})

    @property
    def until(self) -> Month | None:
        """The month of the last payment; None when nothing is left."""
        return self.dues[-1].month if self.dues else None

    @property
    def last_fen(self) -> int:
        """What is paid in the last month, all plans together."""
        return sum(due.fen for due in self.dues if due.month == self.until)

    @property
    def months_late(self) -> int:
        """How many months after the agreed end; below 0 when before it, 0 when nothing is left."""
        return months_between(self.agreed_until, self.until) - 1 if self.until else 0


def forecast(schedules: Sequence[Schedule], paid_fen: int, on: date) -> Forecast:
    """paid_fen: what came in on these plans until that day. At least one plan is needed.

    The due of the running month is asked for only as far as it is not paid yet. An overdue lump
    sum is expected this month. What would come after 2099-12 stands in that month.
    """
    progress = allocate_dues(merged_dues(schedules), paid_fen)
    dues: list[Due] = []
    for plan, schedule in enumerate(schedules, start=1):
        own = [one for one in progress if one.due.plan == plan]
        to_come = _lump_to_come if schedule.kind == PlanKind.LUMP else _tail
        dues += to_come(schedule, own, on)
    if len(schedules) > 1:
        dues.sort(key=lambda due: (due.last_day, due.plan))
    return Forecast(tuple(dues), max(schedule.until for schedule in schedules))


def _lump_to_come(_: Schedule, own: list[DueProgress], on: date) -> Iterator[Due]:
    for one in own:
        agreed = one.due
        if one.left_fen and agreed.last_day >= on:
            yield Due(1, agreed.month, one.left_fen, agreed.pay_by, agreed.plan)
        elif one.left_fen:
            yield Due(1, Month.of(on), one.left_fen, plan=agreed.plan)


def _tail(schedule: Schedule, own: list[DueProgress], on: date) -> Iterator[Due]:
    left = sum(one.left_fen for one in own)
    this_month = Month.of(on)
    running = next((one for one in own if one.due.month == this_month), None)
    month, most = max(own[0].due.month, this_month), schedule.each_fen
    if running and not running.left_fen:
        month = month.plus(1) if month < LAST_MONTH else month
    elif running:
        most -= running.paid_fen
    number = 0
    while left:
        number += 1
        fen = left if month == LAST_MONTH else min(left, most)
        yield Due(number, month, fen, plan=own[0].due.plan)
        left, most = left - fen, schedule.each_fen
        month = month.plus(1) if left else month
