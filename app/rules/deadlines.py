"""When the legal terms of the policy book run out and what follows.

A term has the length that was in force on the day it began.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from app.rules.calendar import WorkCalendar
from app.rules.policy import Ground, Policy
from app.rules.terms import term_end

NOTHING_SET: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Terms:
    """How terms are counted in this office. county_days: what the county set, by code."""

    policy: Policy
    calendar: WorkCalendar
    county_days: Mapping[str, int]

    def deadline(self, code: str, start: date) -> "Deadline":
        return deadline(self.policy, self.calendar, code, start, county_days=self.county_days)


@dataclass(frozen=True)
class Deadline:
    """One term, run from one day, which itself is not counted.

    length: its unit and number, e.g. {"days": 30}. last_day: until when one is in time;
    counted_to: the same before days off moved it. first_day_after: from when the consequence
    holds; the next working day after a term of working days, otherwise the next day, even if off.
    warning: a sentence for the clerk when a year touched has no holiday data; otherwise empty.
    """

    code: str
    label: str
    start: date
    length: Mapping[str, int]
    counted_to: date
    last_day: date
    first_day_after: date
    warning: str
    ground: Ground
    consequence: str


@dataclass(frozen=True)
class Window:
    """When a court may be asked to enforce an administrative decision.

    first_day: None while no written demand (催告) was served; after the end: demanded too late.
    end: the three months within which to ask. warning: of every term counted on the way.
    """

    first_day: date | None
    end: Deadline
    warning: str

    def is_open(self, on: date) -> bool:
        return self.first_day is not None and self.first_day <= on <= self.end.last_day


def deadline(
    policy: Policy,
    calendar: WorkCalendar,
    code: str,
    start: date,
    *,
    county_days: Mapping[str, int] = NOTHING_SET,
) -> Deadline:
    """The term `code` of the policy book, begun on `start`.

    county_days: the days the county set for adjustable terms, by code. Raises LookupError when
    the law had no such term on that day: ask before showing old cases.
    """
    term = policy.legal_terms[code]
    in_force = term.in_force(start)
    length = in_force.length
    if term.adjustable and code in county_days:
        length = {"days": county_days[code]}
    end = after = term_end(calendar, start, **length)
    first_day_after = end.last_day + timedelta(1)
    if in_force.workdays:
        after = term_end(calendar, start, workdays=in_force.workdays + 1)
        first_day_after = after.last_day
    return Deadline(
        code=code,
        label=term.label,
        start=start,
        length=length,
        counted_to=end.counted_to,
        last_day=end.last_day,
        first_day_after=first_day_after,
        warning=after.warning,
        ground=policy.ground(in_force),
        consequence=term.consequence,
    )


def review_and_suit_over(
    policy: Policy, calendar: WorkCalendar, *, served: date, reviewed: date | None
) -> date:
    """The first day on which neither review nor suit can be asked for any more.

    served: the decision; reviewed: the day the review's decision reached the person, None when
    no review was asked for. While a review or suit is under way nothing is over: do not ask.
    """
    return _last_remedy(policy, calendar, served, reviewed).first_day_after


def window(
    policy: Policy,
    calendar: WorkCalendar,
    *,
    served: date,
    reviewed: date | None,
    demanded: date | None,
) -> Window:
    """When enforcement may be asked for: both remedies over and the demand's ten working days.

    The three months run from the last day of the remedies, whenever the demand was served.
    """
    remedy = _last_remedy(policy, calendar, served, reviewed)
    end = deadline(policy, calendar, "T12", remedy.last_day)
    if demanded is None:
        return Window(None, end, _joined(remedy, end))
    demand = deadline(policy, calendar, "T11", demanded)
    first_day = max(remedy.first_day_after, demand.first_day_after)
    return Window(first_day, end, _joined(remedy, demand, end))


def _last_remedy(
    policy: Policy, calendar: WorkCalendar, served: date, reviewed: date | None
) -> Deadline:
    """After a review only the suit against its decision is left; else the later of the two."""
    if reviewed is not None:
        return deadline(policy, calendar, "T10B", reviewed)
    review = deadline(policy, calendar, "T09A", served)
    suit = deadline(policy, calendar, "T10A", served)
    return max(review, suit, key=lambda remedy: remedy.last_day)


def _joined(*terms: Deadline) -> str:
    return "".join(dict.fromkeys(term.warning for term in terms))
