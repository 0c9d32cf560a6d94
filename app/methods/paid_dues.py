"""The dues of a plan beside what came in: which are paid, since when, and what is left after each.

Money goes to the oldest due first; the agreed dues stay as they are (domain §5.4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.methods.schedules import Due, allocate_dues


@dataclass(frozen=True)
class PaidDue:
    """after_fen: what the plans still ask for once this due is paid; paid_fen: what came in of it.

    paid_on: the day the last of it came in, None while a part is open.
    """

    due: Due
    paid_fen: int
    after_fen: int
    paid_on: date | None

    @property
    def left_fen(self) -> int:
        return self.due.fen - self.paid_fen

    def is_overdue(self, on: date) -> bool:
        return self.left_fen > 0 and self.due.last_day < on


def paid_dues(
    dues: Iterable[Due], receipts: Iterable[tuple[date, int]], *, before_fen: int
) -> tuple[PaidDue, ...]:
    """receipts: day and fen of each, reversed ones left out; before_fen: in before the plan."""
    came_in = sorted(receipts)
    paid = sum(fen for _, fen in came_in) - before_fen
    progress = allocate_dues(dues, paid)
    whole = sum(one.due.fen for one in progress)
    lines, asked = [], 0
    for one in progress:
        asked += one.due.fen
        day = None if one.left_fen else _day_reached(came_in, before_fen + asked)
        lines.append(PaidDue(one.due, one.paid_fen, whole - asked, day))
    return tuple(lines)


def _day_reached(receipts: Iterable[tuple[date, int]], fen: int) -> date | None:
    total = 0
    for day, each in receipts:
        total += each
        if total >= fen:
            return day
    return None
