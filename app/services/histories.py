"""How every confirmed case came to owe what it owes: for the monthly report, in a few queries."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from app.models import (
    Case,
    Decision,
    Event,
    Milestone,
    OverpaidPeriod,
    Receipt,
    Verification,
)
from app.models.terms import CaseState, EventKind, VerificationResult
from app.rules.owing import Fact, FactKind, History
from app.services.case_file import decisions_in_force
from app.services.office import Office

OWING = (
    *(CaseState.CONFIRMED, CaseState.NOTICED),
    *(CaseState.RECOVERING, CaseState.RECOVERED),
)
TURNS = {"closed": FactKind.CLOSED, "reopened": FactKind.REOPENED}  # acts
Facts = dict[int, list[Fact]]  # by the id of the case


def histories(office: Office, session: Session) -> list[History]:
    """Of every case that was ever confirmed; its group: 险种, 多领原因, 人员类别, 追缴方式 (codes).

    A case is counted by what it is now: a category corrected later moves its past along.
    """
    verified, money = _verified(session), _money(office, session)
    turns, amounts = _turns(session), _amounts(session)
    methods, estimates = _methods(session), _estimates(session)
    shown = (Case.id, Case.person_id, Case.insurance, Case.reason, Case.category)
    cases = _columns(*shown, Case.assessed_fen, Case.state)
    found = []
    for case in session.execute(cases):
        if case.id not in verified:
            continue
        amount = case.assessed_fen or estimates.get(case.id, 0)
        came_in = money.get(case.id, [])
        demanded = amounts.get(case.id) or [Fact(date.min, FactKind.AMOUNT, amount)]
        facts = (*demanded, *verified[case.id], *came_in, *turns.get(case.id, []))
        left = amount - sum(fact.fen for fact in came_in) if case.state in OWING else 0
        group = (case.insurance, case.reason, case.category, methods.get(case.id, ""))
        found.append(History(case.person_id, group, facts, left))
    return found


def _verified(session: Session) -> Facts:
    rows = _columns(Verification.case_id, Verification.verified_on, Verification.result)
    found: Facts = defaultdict(list)
    for case_id, on, result in session.execute(rows.order_by(col(Verification.id))):
        is_confirmed = result == VerificationResult.CONFIRMED
        kind = FactKind.CONFIRMED if is_confirmed else FactKind.EXCLUDED
        found[case_id].append(Fact(on, kind))
    return found


def _money(office: Office, session: Session) -> Facts:
    rows = _columns(Receipt.case_id, Receipt.received_on, Receipt.fen, Receipt.channel)
    channels = {c: w for book in office.policies.values() for c, w in book.channels.items()}
    found: Facts = defaultdict(list)
    for case_id, on, fen, channel in session.execute(rows.order_by(col(Receipt.id))):
        found[case_id].append(Fact(on, FactKind.MONEY, fen, channels[channel].flow))
    return found


def _turns(session: Session) -> Facts:
    """Closed and opened again, as far as it was not taken back."""
    undone = set(session.scalars(_columns(Milestone.takes_back_id)))
    rows = _columns(Milestone.id, Milestone.case_id, Milestone.kind, Milestone.happened_on)
    rows = rows.where(col(Milestone.kind).in_(TURNS), col(Milestone.takes_back_id).is_(None))
    found: Facts = defaultdict(list)
    for id_, case_id, kind, on in session.execute(rows.order_by(col(Milestone.id))):
        if id_ not in undone:
            found[case_id].append(Fact(on, TURNS[kind]))
    return found


def _amounts(session: Session) -> Facts:
    """What was demanded through time, from the log; up to the confirmation only the last of it.

    None of a case whose acts the log does not tell one by one.
    """
    fen, on = (col(Event.details)[name] for name in ("amount_fen", "on"))
    told = (*map(col, (Event.case_id, Event.kind, Event.state)), fen.as_integer(), on.as_string())
    rows = select(*told).where(fen.as_integer().is_not(None))
    found: Facts = defaultdict(list)
    confirmed: set[int] = set()
    for case_id, kind, state, amount, day in session.execute(rows.order_by(col(Event.id))):
        before = found[case_id]
        if case_id in confirmed:
            if before[-1].fen != amount:
                before.append(Fact(date.fromisoformat(day), FactKind.AMOUNT, amount))
            continue
        found[case_id] = [Fact(date.min, FactKind.AMOUNT, amount)]
        if kind == EventKind.VERIFIED and state == CaseState.CONFIRMED:
            confirmed.add(case_id)
    return found


def _methods(session: Session) -> dict[int, str]:
    """What is done first, the code of the method."""
    shown = (Decision.case_id, Decision.rank, Decision.is_beside, Decision.method)
    by_case: dict[int, list[Any]] = defaultdict(list)
    for decision in session.execute(_columns(*shown).order_by(col(Decision.id))):
        by_case[decision.case_id].append(decision)
    return {case: decisions_in_force(rows)[0].method.value for case, rows in by_case.items()}


def _estimates(session: Session) -> dict[int, int]:
    total = func.sum(OverpaidPeriod.amount_fen)
    rows = select(col(OverpaidPeriod.case_id), total).group_by(col(OverpaidPeriod.case_id))
    return {case_id: int(fen) for case_id, fen in session.execute(rows)}


def _columns(*columns: Any) -> Select[Any]:
    return select(*map(col, columns))
