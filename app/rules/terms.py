"""When a term ends, counted as 民法典 201-203 and 民诉法 85 say."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.models.month import Month
from app.rules.calendar import WorkCalendar

_ONE_DAY = timedelta(1)


@dataclass(frozen=True)
class TermEnd:
    """last_day: until when one is in time; counted_to: the same before days off moved it.

    warning: a sentence for the clerk when a year had no holiday data; otherwise empty.
    """

    last_day: date
    counted_to: date
    warning: str


def term_end(
    calendar: WorkCalendar,
    start: date,
    *,
    days: int | None = None,
    months: int | None = None,
    years: int | None = None,
    workdays: int | None = None,
) -> TermEnd:
    """The last day of a term that begins on `start`, which itself is not counted.

    A last day on a day off moves to the next working day; workdays never end on one.
    Raises ValueError unless exactly one length is given, of at least 1: a bug, or bad policy data.
    """
    lengths = [length for length in (days, months, years, workdays) if length is not None]
    if len(lengths) != 1 or lengths[0] < 1:
        raise ValueError(f"one length of at least 1 is needed, given: {lengths}")
    if workdays is not None:
        last_day = _workdays_after(calendar, start, workdays)
        asked = range((start + _ONE_DAY).year, last_day.year + 1)
        return TermEnd(last_day, last_day, _warning(calendar, asked))
    if days is not None:
        counted_to = start + timedelta(days)
    else:
        counted_to = months_after(start, months or 12 * lengths[0])
    last_day = counted_to
    while not calendar.is_workday(last_day):
        last_day += _ONE_DAY
    return TermEnd(last_day, counted_to, _warning(calendar, [counted_to.year, last_day.year]))


def months_after(start: date, months: int) -> date:
    """The same day number, or the last day of a shorter month (民法典 202)."""
    month = Month.of(start).plus(months)
    longest = monthrange(month.year, month.number)[1]
    return month.first_day.replace(day=min(start.day, longest))


def _workdays_after(calendar: WorkCalendar, start: date, workdays: int) -> date:
    day = start
    while workdays:
        day += _ONE_DAY
        workdays -= calendar.is_workday(day)
    return day


def _warning(calendar: WorkCalendar, years: Iterable[int]) -> str:
    unknown = sorted({year for year in years if not calendar.knows(year)})
    if not unknown:
        return ""
    named = "、".join(f"{year}年" for year in unknown)
    return f"尚未录入{named}的放假安排，期限只按周末推算，请对照国务院办公厅当年通知核对。"
