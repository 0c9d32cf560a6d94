"""Taking over what a sheet says of a case that is here: which records change, checked first."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import Session

from app.errors import UserError
from app.exchange.columns import BY_FIELD
from app.exchange.ledger import LedgerEntry
from app.exchange.merging import plain
from app.exchange.sealing import PROTECTED
from app.models import Case, OverpaidPeriod, PayCard, Person
from app.models.month import months_between
from app.models.terms import CaseState
from app.services.acts import refuse_closed
from app.services.answering import ANSWERED, answered
from app.services.cards import check_card, refuse_twice
from app.services.cases import OPEN_WHEN_CLOSED, check_case
from app.services.office import Office
from app.services.people import checked, searchable
from app.services.periods import check_periods
from app.services.planned import TITLE, Planned, Taken, checked_copy, checked_values, named

CLAIMED = "case.claimed_fen"
OPEN_PERIODS = (CaseState.CLUE, CaseState.VERIFYING)


def planned(office: Office, session: Session, entry: LedgerEntry, taken: Taken) -> list[Planned]:
    """What taking these values changes; nothing is changed yet.

    Raises UserError, its field that of a column, when the case does not allow it.
    """
    own = {name.partition(".")[2] for name in taken if name.startswith("case.")}
    if len(own) < len(taken) or own - OPEN_WHEN_CLOSED:
        refuse_closed(entry.case, TITLE)
    for name in PROTECTED:
        if name in taken:
            title = BY_FIELD[name].title
            raise UserError(TITLE, f"“{title}”请核对后在个案页更正。", field=name)
    return [
        *_person(office, entry.person, _of("person", taken)),
        *_case(office, entry.case, _of("case", taken)),
        *_card(office, session, entry, _of("card", taken)),
        *_period(office, session, entry, taken),
        *answered(office, session, entry, taken),
    ]


def apply(session: Session, plans: Sequence[Planned]) -> list[dict[str, Any]]:
    """Change the records; what was done, as BatchRow.changes keeps it."""
    return [_applied(session, plan) for plan in plans]


def _applied(session: Session, plan: Planned) -> dict[str, Any]:
    record, old = plan.record, None
    if record.id is None:  # type: ignore[attr-defined]
        session.add(record)
        session.flush()
    else:
        old = {name: plain(getattr(record, name)) for name in plan.values}
        for name, value in plan.values.items():
            setattr(record, name, value)
    new = {name: plain(value) for name, value in plan.values.items()}
    table = type(record).__tablename__
    return {"table": table, "id": record.id, "old": old, "new": new}  # type: ignore[attr-defined]


def _of(owner: str, taken: Taken) -> dict[str, Any]:
    parts = ((name.partition("."), value) for name, value in taken.items())
    return {
        name: value for (whose, _, name), value in parts if whose == owner and name not in ANSWERED
    }


def _person(office: Office, person: Person, changed: dict[str, Any]) -> Iterator[Planned]:
    if changed:
        whole = checked_copy(person, changed, "person")
        if "status_on" in changed:
            with named("person"):
                checked(office, whole)
        values = {name: getattr(whole, name) for name in changed}
        yield Planned(person, values | {"search_text": searchable(whole)})


def _case(office: Office, case: Case, changed: dict[str, Any]) -> Iterator[Planned]:
    if changed:
        whole = checked_copy(case, changed, "case")
        try:
            check_case(office, whole)
        except UserError as refused:
            if refused.field in changed:  # what was wrong before does not bar the rest
                raise UserError(TITLE, refused.advice, field=f"case.{refused.field}") from None
        yield Planned(case, {name: getattr(whole, name) for name in changed})


def _card(
    office: Office, session: Session, entry: LedgerEntry, changed: dict[str, Any]
) -> Iterator[Planned]:
    if not changed:
        return
    if entry.card:
        values = checked_values(entry.card, changed, "card")
        with named("card"):
            card = PayCard.new(**entry.card.model_dump() | values)
            check_card(office, card)
            refuse_twice(session, card)
        yield Planned(entry.card, values)
    elif changed.get("account_number"):
        with named("card"):
            card = PayCard.new(**changed | {"case_id": entry.case.id})
        yield Planned(card, {name: getattr(card, name) for name in changed})
    else:
        raise UserError(TITLE, "没有银行账号，请补填账号。", field="card.account_number")


def _period(office: Office, session: Session, entry: LedgerEntry, taken: Taken) -> list[Planned]:
    changed = _of("period", taken)
    if not changed and CLAIMED not in taken:
        return []
    field = CLAIMED if CLAIMED in taken else f"period.{next(iter(changed))}"
    if entry.case.state not in OPEN_PERIODS:
        advice = f"个案已是“{entry.case.state.label}”，金额有变的，请录入县级核定金额。"
        raise UserError(TITLE, advice, field=field)
    if len(entry.periods) != 1:
        if not changed:
            return []
        raise UserError(TITLE, "本案有多段多领期间，请在个案页修改。", field=field)
    period = entry.periods[0]
    with named("period"):
        whole = OverpaidPeriod.new(**period.model_dump() | changed)
        whole.amount_fen = _amount_fen(entry.case, period, whole, taken)
        try:
            check_periods(office, session, entry.case, [whole])
        except UserError as refused:
            raise UserError(TITLE, refused.advice, field="last_month") from None
    names = (*changed, "amount_fen")
    return [Planned(period, {name: getattr(whole, name) for name in names})]


def _amount_fen(case: Case, before: OverpaidPeriod, after: OverpaidPeriod, taken: Taken) -> int:
    """The sheet's sum stands where the sum here came from a sheet, else months × benefit."""
    claimed = taken.get(CLAIMED, case.claimed_fen)
    if claimed and before.amount_fen == (case.claimed_fen or before.amount_fen):
        return int(claimed)
    if after.monthly_fen and (after.months, after.monthly_fen) != (
        *(before.months, before.monthly_fen),
    ):
        return months_between(after.first_month, after.last_month) * after.monthly_fen
    return before.amount_fen
