"""Several plans in force beside each other, e.g. a lump sum now and an offset for the rest.

Each plan covers a part of what is left; together never more than all of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.errors import UserError
from app.methods.schedules import Due, Schedule
from app.money import yuan_text


def merged_dues(schedules: Iterable[Schedule]) -> tuple[Due, ...]:
    """The dues of all plans, the one that ends first before the others.

    Due.plan tells them apart: 1 is the first of the plans given. With `allocate_dues` money goes
    to the oldest due, whichever plan it belongs to.
    """
    all_dues = [schedule.dues for schedule in schedules]
    if len(all_dues) == 1:
        return all_dues[0]
    numbered = (replace(d, plan=plan) for plan, dues in enumerate(all_dues, start=1) for d in dues)
    return tuple(sorted(numbered, key=lambda due: (due.last_day, due.plan, due.number)))


def uncovered_fen(left_fen: int, planned_fen: Sequence[int]) -> int:
    """What no plan covers yet. planned_fen: what is left of each plan in force.

    Raises UserError (owed_fen) when the plans together ask for more than is left.
    """
    rest = left_fen - sum(planned_fen)
    if rest < 0:
        raise UserError(
            "无法制定退还计划",
            f"各项计划合计 {yuan_text(sum(planned_fen))} 元，多于尚欠的 {yuan_text(left_fen)} 元，"
            f"请减少 {yuan_text(-rest)} 元。",
            field="owed_fen",
        )
    return rest
