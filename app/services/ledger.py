"""Loading the 台账: cases with everything that hangs on them, a few queries however many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Any, TypeVar

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from app.exchange.ledger import LedgerEntry
from app.forms import audit_opinion, refund_notice
from app.methods.merged import merged_dues
from app.methods.schedules import allocate_dues, schedule_of
from app.models import (
    Case,
    Decision,
    Evidence,
    IssuedDocument,
    Milestone,
    OfficeProfile,
    OverpaidPeriod,
    PayCard,
    Person,
    Plan,
    Receipt,
    Verification,
)
from app.models.terms import CaseState
from app.services.case_file import decisions_in_force, plans_in_force, standing_acts

T = TypeVar("T")

AT_ONCE = 500  # values in one IN (...)


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists short enough for one IN (...)."""
    whole = list(values)
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]


def ledger_entries(
    session: Session, case_ids: Iterable[int] | None = None, today: date | None = None
) -> list[LedgerEntry]:
    """The entries of these cases, of all when None, in the order they were registered.

    today: the day overdue dues are counted on; None: they are not.
    """
    groups: Iterable[list[int] | None] = [None] if case_ids is None else chunks(sorted(case_ids))
    office = session.get_one(OfficeProfile, 1)
    return [
        _entry(case, person, office, {kind: parts[case.id] for kind, parts in of.items()}, today)
        for group in groups
        for of in [{kind: _by_case(session, kind, group) for kind in _PARTS}]
        for case, person in session.exec(_cases(group))
    ]


def _cases(ids: list[int] | None) -> Any:
    cases = select(Case, Person).join(Person, col(Case.person_id) == Person.id).order_by("id")
    return cases if ids is None else cases.where(col(Case.id).in_(ids))


def _entry(
    case: Case, person: Person, office: OfficeProfile, of: dict[Any, list[Any]], today: date | None
) -> LedgerEntry:
    plans = _plans(case, of[OverpaidPeriod], of[Plan])
    return LedgerEntry(
        case,
        person,
        periods=of[OverpaidPeriod],
        receipts=of[Receipt],
        plan=next(iter(plans), None),
        card=next(iter(of[PayCard]), None),
        verification=_last(of[Verification]),
        decision=next(iter(decisions_in_force(of[Decision])), None),
        notice=_last_paper(of[IssuedDocument], refund_notice.FORM.code),
        opinion=_last_paper(of[IssuedDocument], audit_opinion.FORM.code),
        evidence=_evidence(case, of[Evidence]),
        acts=standing_acts(of[Milestone]),
        overdue=_overdue(case, plans, of[Receipt], today),
        office=office,
    )


def _plans(case: Case, periods: Sequence[OverpaidPeriod], plans: Sequence[Plan]) -> list[Plan]:
    """The plans in force; none of a dismissed case, which owes nothing."""
    if case.state == CaseState.DISMISSED:
        return []
    amount_fen = case.assessed_fen or sum(period.amount_fen for period in periods)
    return plans_in_force(plans, amount_fen)


def _overdue(
    case: Case, plans: Sequence[Plan], receipts: Sequence[Receipt], today: date | None
) -> int | None:
    """How many dues are late; the case itself knows whether any is."""
    if not plans or today is None or not case.due_unpaid_on or case.due_unpaid_on >= today:
        return None
    paid = sum(receipt.fen for receipt in receipts) - plans[0].paid_fen
    dues = allocate_dues(merged_dues(map(schedule_of, plans)), paid)
    unpaid = (due for due in dues if due.left_fen)
    return sum(1 for _ in takewhile(lambda one: one.due.last_day < today, unpaid))


def _evidence(case: Case, papers: Sequence[Evidence]) -> Evidence | None:
    """The last paper that proves the category of the case, else the last of all."""
    return _last([paper for paper in papers if paper.category == case.category] or papers)


_PARTS: tuple[Any, ...] = (
    OverpaidPeriod,
    Receipt,
    PayCard,
    Plan,
    Verification,
    Decision,
    IssuedDocument,
    Evidence,
    Milestone,
)


def _by_case(session: Session, model: Any, ids: list[int] | None) -> dict[int | None, list[Any]]:
    query = select(model).order_by(model.id)
    if model is IssuedDocument:  # the words of thousands of papers are not wanted here
        query = query.options(defer(IssuedDocument.content))  # type: ignore[arg-type]
    if ids is not None:
        query = query.where(model.case_id.in_(ids))
    found: dict[int | None, list[Any]] = defaultdict(list)
    for part in session.exec(query):
        found[part.case_id].append(part)
    return found


def _last(parts: Sequence[T]) -> T | None:
    return parts[-1] if parts else None


def _last_paper(papers: Sequence[IssuedDocument], form: str) -> IssuedDocument | None:
    return _last([paper for paper in papers if paper.form == form])
