"""Loading the 台账: cases with everything that hangs on them, a few queries however many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from app.exchange.ledger import LedgerEntry
from app.forms import audit_opinion, refund_notice
from app.models import (
    Case,
    Decision,
    IssuedDocument,
    OverpaidPeriod,
    PayCard,
    Person,
    Plan,
    Receipt,
    Verification,
)
from app.models.terms import CaseState
from app.services.case_file import decisions_in_force, plans_in_force

T = TypeVar("T")

AT_ONCE = 500  # values in one IN (...)


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in lists short enough for one IN (...)."""
    whole = list(values)
    for start in range(0, len(whole), AT_ONCE):
        yield whole[start : start + AT_ONCE]


def ledger_entries(session: Session, case_ids: Iterable[int] | None = None) -> list[LedgerEntry]:
    """The entries of these cases, of all when None, in the order they were registered."""
    groups: Iterable[list[int] | None] = [None] if case_ids is None else chunks(sorted(case_ids))
    return [entry for group in groups for entry in _entries(session, group)]


def _entries(session: Session, ids: list[int] | None) -> list[LedgerEntry]:
    cases = select(Case, Person).join(Person, col(Case.person_id) == Person.id).order_by("id")
    if ids is not None:
        cases = cases.where(col(Case.id).in_(ids))
    of = {model: _by_case(session, model, ids) for model in _PARTS}
    return [
        LedgerEntry(
            case,
            person,
            periods=of[OverpaidPeriod][case.id],
            receipts=of[Receipt][case.id],
            plan=_plan(case, of[OverpaidPeriod][case.id], of[Plan][case.id]),
            card=next(iter(of[PayCard][case.id]), None),
            verification=_last(of[Verification][case.id]),
            decision=next(iter(decisions_in_force(of[Decision][case.id])), None),
            notice=_last_paper(of[IssuedDocument][case.id], refund_notice.FORM.code),
            opinion=_last_paper(of[IssuedDocument][case.id], audit_opinion.FORM.code),
        )
        for case, person in session.exec(cases)
    ]


def _plan(case: Case, periods: Sequence[OverpaidPeriod], plans: Sequence[Plan]) -> Plan | None:
    """The first of the plans in force; none of a dismissed case, which owes nothing."""
    if case.state == CaseState.DISMISSED:
        return None
    amount_fen = case.assessed_fen or sum(period.amount_fen for period in periods)
    return next(iter(plans_in_force(plans, amount_fen)), None)


_PARTS: tuple[Any, ...] = (
    OverpaidPeriod,
    Receipt,
    PayCard,
    Plan,
    Verification,
    Decision,
    IssuedDocument,
)


def _by_case(session: Session, model: Any, ids: list[int] | None) -> dict[int | None, list[Any]]:
    query = select(model).order_by(model.id)
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
