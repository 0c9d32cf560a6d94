"""A person dies while a benefit is being offset: what is left of the plan, and who answers for it.

In this order: the personal account (a resident's less the subsidy), funeral and survivors'
benefits, the heirs up to what they received, and beyond it what they choose (告知事项7、9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.errors import UserError
from app.methods.merged import merged_dues
from app.methods.schedules import DueProgress, Schedule, allocate_dues
from app.methods.sources import Available, Waterfall, waterfall
from app.models.month import Month
from app.rules.policy import Policy


@dataclass(frozen=True)
class StoppedPlan:
    """The plans as death left them.

    dropped: the dues no benefit is paid for any more. arrears_fen: left of those up to the month
    of death, whose benefit still belongs to the deceased. residue_fen: both together.
    """

    paid_fen: int
    arrears_fen: int
    dropped: tuple[DueProgress, ...]

    @property
    def residue_fen(self) -> int:
        return self.arrears_fen + sum(one.left_fen for one in self.dropped)


def stop_at_death(schedules: Iterable[Schedule], paid_fen: int, *, died_on: date) -> StoppedPlan:
    """schedules: what was offset from the person's own benefits. A relative's promise goes on."""
    progress = allocate_dues(merged_dues(schedules), paid_fen)
    last = Month.of(died_on)
    dropped = tuple(one for one in progress if one.left_fen and one.due.month > last)
    arrears = sum(one.left_fen for one in progress if one.due.month <= last)
    return StoppedPlan(sum(one.paid_fen for one in progress), arrears, dropped)


def cascade(
    policy: Policy, insurance: str, *, reason: str, stopped: StoppedPlan, available: Available
) -> Waterfall:
    """Where the rest of the plan comes from; no lines when nothing is left of it.

    Raises UserError (status) while the person is not recorded as dead.
    """
    if not available.has_died:
        advice = "当事人未登记为死亡，请先登记死亡日期，或继续按月抵扣。"
        raise UserError("无法测算抵扣期间死亡的清偿", advice, field="status")
    if not stopped.residue_fen:
        return Waterfall((), 0, 0, ())
    return waterfall(
        policy, insurance, reason=reason, owed_fen=stopped.residue_fen, available=available
    )
