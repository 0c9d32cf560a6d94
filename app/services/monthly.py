"""月报: the roll-forward of a month and what was done in it, by the days of the facts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from app.models import Case, Event, Milestone, OfficeProfile, PayCard, Verification
from app.models.month import Month
from app.models.terms import CaseState, EventKind, MethodCode, VerificationResult
from app.rules.monthly import (
    Backdated,
    Count,
    Line,
    MonthlyLine,
    MonthlyReport,
    Span,
    line_of,
    month_of,
    roll_forward,
    span_of,
)
from app.rules.policy import Policy
from app.rules.words import Indicator, IndicatorFact
from app.services.histories import histories
from app.services.office import Office
from app.storage.database import reading

Days = Iterable[tuple[int | None, date | None]]  # a case and the day it counts on
RESULTS = {
    "verified": (VerificationResult.CONFIRMED, VerificationResult.DISMISSED),
    "confirmed": (VerificationResult.CONFIRMED,),
    "dismissed": (VerificationResult.DISMISSED,),
}


@dataclass(frozen=True)
class Acted:
    """A standing act of the procedure."""

    case_id: int
    outcome: str
    on: date


def running_month(office: Office) -> Month:
    """The reporting month of today, by the cut-off day the office has set."""
    with reading(office.database) as session:
        return month_of(office.today(), session.get_one(OfficeProfile, 1).cutoff_day)


def monthly_report(office: Office, month: Month) -> MonthlyReport:
    """The report of a month, whose last day the office has set."""
    with reading(office.database) as session:
        span = span_of(month, session.get_one(OfficeProfile, 1).cutoff_day)
        known = histories(office, session)
        by_insurance = [history.group[0] for history in known]
        sums = (
            line_of((code,), [each for each in known if each.group[0] == code], span)
            for code in sorted(set(by_insurance))
        )
        return MonthlyReport(
            month=month,
            span=span,
            lines=tuple(_in_words(office, line) for line in roll_forward(known, span)),
            sums=tuple(_in_words(office, line) for line in sums),
            total=line_of((), known, span),
            counts=tuple(_counts(office.policy, session, span)),
            overdue=_overdue(session, span, office.today()),
            backdated=_backdated(session, span),
        )


def _in_words(office: Office, line: Line) -> MonthlyLine:
    names = dict(enumerate(line.group))
    books = (office.policy, *office.policies.values())

    def brief(table: str, at: int) -> str:
        code = names.get(at, "")
        words = (getattr(book, table).get(code) for book in books)
        return next((word.brief for word in words if word), code)

    method = names.get(3, "")
    return MonthlyLine(
        brief("insurances", 0),
        brief("reasons", 1),
        brief("categories", 2),
        MethodCode(method).label if method else "",
        line,
    )


def _counts(policy: Policy, session: Session, span: Span) -> Iterator[Count]:
    undone = set(session.scalars(select(col(Milestone.takes_back_id))))
    acts: dict[str, list[Acted]] = defaultdict(list)
    shown = (Milestone.id, Milestone.kind, Milestone.case_id, Milestone.outcome)
    rows = select(*map(col, shown), col(Milestone.happened_on))
    for id_, kind, *acted in session.execute(rows.where(col(Milestone.takes_back_id).is_(None))):
        if id_ not in undone:
            acts[kind].append(Acted(*acted))
    for indicator in policy.indicators.values():
        fact = indicator.fact
        days = _days_of(session, fact) if fact else _days_acted(indicator, acts)
        yield _count(indicator.label, days, span)


def _days_acted(indicator: Indicator, acts: dict[str, list[Acted]]) -> Days:
    for kind in indicator.acts:
        for act in acts.get(kind, ()):
            if indicator.outcome in ("", act.outcome):
                yield act.case_id, act.on


def _days_of(session: Session, fact: IndicatorFact) -> Days:
    columns: dict[str, tuple[Any, Any]] = {
        "found": (Case.id, Case.found_on),
        "stopped": (PayCard.case_id, PayCard.stop_notice_on),
        "lifted": (PayCard.case_id, PayCard.lift_notice_on),
    }
    verified = (Verification.case_id, Verification.verified_on)
    query: Any = select(*map(col, columns.get(fact, verified)))
    if fact in RESULTS:
        query = query.where(col(Verification.result).in_(RESULTS[fact]))
    yield from session.execute(query)


def _count(label: str, days: Days, span: Span) -> Count:
    """Distinct cases."""
    until = [(case, on) for case, on in days if on and on <= span.last]
    within = {case for case, on in until if on >= span.first}
    return Count(label, len(within), len({case for case, _ in until}))


def _overdue(session: Session, span: Span, today: date) -> int | None:
    """Only as things are today: what was overdue in the past is not kept."""
    if not span.first <= today <= span.last:
        return None
    late = col(Case.due_unpaid_on) < today
    query = select(func.count()).select_from(Case)
    found = session.execute(query.where(late, col(Case.state) != CaseState.CLOSED))
    return int(found.scalar_one())


def _backdated(session: Session, span: Span) -> Backdated:
    on, happened = (col(Event.details)[name].as_string() for name in ("on", "happened_on"))
    kinds = (EventKind.VERIFIED, EventKind.RECEIVED, EventKind.MILESTONE)
    money = func.coalesce(func.sum(col(Event.details)["fen"].as_integer()), 0)
    query = select(func.count(), money).where(
        col(Event.kind).in_(kinds),
        on.between(str(span.first), str(span.last)),
        happened < str(span.first),
    )
    return Backdated(*session.execute(query).one())
