"""How the agreed plans stand on a day: what is paid, what is overdue, whether they are broken.

Overdue is judged due by due, never by the last day of the whole plan (domain §6). Facts only:
the sentences are in the policy book.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from app.methods.merged import merged_dues
from app.methods.schedules import DueProgress, Schedule, allocate_dues
from app.rules.policy import PolicyValue


@dataclass(frozen=True)
class BreachRule:
    """When an agreement counts as broken, both figures from the policy book.

    dues: so many dues running of one plan are overdue. days: a due has been overdue for more
    than so many days.
    """

    dues: PolicyValue
    days: PolicyValue


@dataclass(frozen=True)
class Standing:
    """The plans on a day.

    progress: the dues of all plans, oldest first. overdue: those of them whose last day is over
    and that are not paid in full. broken: the figures of the breach rule that were passed.
    """

    on: date
    progress: tuple[DueProgress, ...]
    overdue: tuple[DueProgress, ...]
    broken: tuple[PolicyValue, ...]

    @property
    def oldest(self) -> DueProgress | None:
        """The due the next money goes to; its last day is when it is due or was."""
        return next((one for one in self.progress if one.left_fen), None)

    @property
    def overdue_fen(self) -> int:
        return sum(one.left_fen for one in self.overdue)

    @property
    def days_overdue(self) -> int:
        """Since the last day of the oldest overdue due; 0 when none is."""
        return (self.on - self.overdue[0].due.last_day).days if self.overdue else 0

    @property
    def paid_fen(self) -> int:
        return sum(one.paid_fen for one in self.progress)

    @property
    def left_fen(self) -> int:
        return sum(one.left_fen for one in self.progress)

    @property
    def is_broken(self) -> bool:
        return bool(self.broken)


def standing(
    schedules: Iterable[Schedule], paid_fen: int, *, on: date, breach: BreachRule
) -> Standing:
    """paid_fen: what came in on these plans until that day, reversals taken off.

    A breach is healed once the overdue dues are paid.
    """
    progress = allocate_dues(merged_dues(schedules), paid_fen)
    unpaid = (one for one in progress if one.left_fen)
    overdue = tuple(takewhile(lambda one: one.due.last_day < on, unpaid))
    return Standing(on, progress, overdue, _broken(overdue, on, breach))


def _broken(
    overdue: tuple[DueProgress, ...], on: date, breach: BreachRule
) -> tuple[PolicyValue, ...]:
    """Money goes to the oldest due, so the overdue dues of one plan always follow each other."""
    if not overdue:
        return ()
    running = max(Counter(one.due.plan for one in overdue).values())
    days = (on - overdue[0].due.last_day).days
    rules = ((breach.dues, running >= breach.dues.value), (breach.days, days > breach.days.value))
    return tuple(rule for rule, is_broken in rules if is_broken)
