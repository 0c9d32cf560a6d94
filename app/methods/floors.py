"""What a monthly offset means for the person: after the benefit was adjusted, and for living.

Facts for the clerk to weigh; only `check_monthly` refuses (domain §5.4).
"""

from dataclasses import dataclass

from app.methods.schedules import Schedule, least_monthly
from app.rules.policy import PolicyValue
from app.rules.vocabulary import Reason


@dataclass(frozen=True)
class AdjustedFloor:
    """An agreed monthly sum beside the floor before and after the benefit was adjusted.

    A sum below the floor after it is asked about again, even where it was allowed before.
    """

    each_fen: int
    new_benefit_fen: int
    old_least_fen: int
    new_least_fen: int
    floor: PolicyValue

    @property
    def was_below(self) -> bool:
        return self.each_fen < self.old_least_fen

    @property
    def is_below(self) -> bool:
        return self.each_fen < self.new_least_fen

    @property
    def short_fen(self) -> int:
        """By how much the agreed sum is too low now."""
        return max(0, self.new_least_fen - self.each_fen)

    @property
    def is_above_benefit(self) -> bool:
        """More than the benefit that is left: the plan cannot go on as agreed."""
        return self.each_fen > self.new_benefit_fen


@dataclass(frozen=True)
class Cautions:
    """What a plan asks of the benefit each month (domain §5.4, practice).

    rest_fen: what the person keeps of the benefit. is_under_living_floor: None while nobody
    entered the local figure.
    """

    is_high_share: bool
    is_long: bool
    rest_fen: int
    is_under_living_floor: bool | None


def floor_base(
    reason: Reason, insurance: str, *, benefit_fen: int | None, other_fen: int
) -> int | None:
    """The month's benefit a floor is a share of; None while nobody looked into it.

    Of two that met it is the one kept, whichever insurance the case is about (告知事项3、4、6、10、
    12); without a pair all that goes on being received (告知事项5、9).
    """
    if reason.pair is None:
        return None if benefit_fen is None else benefit_fen + other_fen
    if insurance in reason.pair[0]:
        return other_fen if benefit_fen == 0 else benefit_fen
    return other_fen or benefit_fen


def floor_after_adjustment(
    each_fen: int, old_benefit_fen: int, new_benefit_fen: int, floor: PolicyValue
) -> AdjustedFloor:
    """The floor is measured by the benefit that goes on, so it moves with it (告知事项3-10).

    Not for a plan of one month: what is left of the debt may always be less than the floor.
    """
    old, new = (least_monthly(fen, floor.value) for fen in (old_benefit_fen, new_benefit_fen))
    return AdjustedFloor(each_fen, new_benefit_fen, old, new, floor)


def cautions(
    schedule: Schedule,
    benefit_fen: int,
    *,
    high_share: PolicyValue,
    most_periods: PolicyValue,
    living_floor_fen: int | None,
) -> Cautions:
    """benefit_fen: a month, before the offset. high_share concerns hardship persons only."""
    rest = benefit_fen - schedule.each_fen
    return Cautions(
        is_high_share=schedule.each_fen > high_share.value * benefit_fen,
        is_long=schedule.periods > most_periods.value,
        rest_fen=max(0, rest),
        is_under_living_floor=None if living_floor_fen is None else rest < living_floor_fen,
    )
