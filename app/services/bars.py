"""时效 of a stored case: what its acts, receipts and plans say for rules/time_bars."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.methods.schedules import schedule_of
from app.models.terms import CaseState, PersonStatus
from app.money import yuan_text
from app.rules.deadlines import Terms
from app.rules.procedure.marks import Marks
from app.rules.time_bars import Bar, Claim, Restart, bars
from app.services.acts import terms_of
from app.services.case_file import CaseFile, open_file
from app.services.facts import heirs_of
from app.services.marks import marks_of
from app.services.office import Office
from app.storage.database import reading

NOTHING_TO_CLAIM = (CaseState.DISMISSED, CaseState.RECOVERED, CaseState.CLOSED)
AGREED = "agreement_signed"


def time_bars(office: Office, number: str) -> tuple[Bar, ...]:
    """Every time bar of a case as it stands today."""
    with reading(office.database) as session:
        file = open_file(session, number)
        terms = terms_of(office, session, file.case)
        return bars_of(terms, file, marks_of(terms, file), office.today())


def bars_of(terms: Terms, file: CaseFile, marks: Marks, on: date) -> tuple[Bar, ...]:
    """Nothing while no overpaid period is entered, and once there is nothing to claim."""
    if not file.periods or file.case.state in NOTHING_TO_CLAIM:
        return ()
    first = min(period.first_month for period in file.periods)
    last_month = max(period.last_month for period in file.periods)
    claim = Claim(
        first_day=first.first_day,
        last_day=last_month.plus(1).first_day - timedelta(1),
        known_on=file.case.found_on,
        restarts=tuple(_restarts(terms, file, marks)),
        heirs_open=file.person.status == PersonStatus.DECEASED and not heirs_of(file),
    )
    return bars(terms, claim, on)


def _restarts(terms: Terms, file: CaseFile, marks: Marks) -> Iterator[Restart]:
    """Demands and promises on record, and part payments by who owes (民法典195)."""
    due = _last_due(file) if AGREED in marks else None
    kinds = terms.policy.milestones
    for act in file.acts:
        kind = kinds[act.kind]
        if kind.restarts:
            is_in_force = act.kind == AGREED and due and act.happened_on == marks[AGREED].on
            is_promise = kind.restarts == "promise"
            yield Restart(act.happened_on, kind.label, is_promise, due if is_in_force else None)
    for receipt in file.kept_receipts:
        if terms.policy.channels[receipt.channel].by_debtor:
            label = f"退还 {yuan_text(receipt.fen)} 元"
            yield Restart(receipt.received_on, label, is_promise=False)


def _last_due(file: CaseFile) -> date | None:
    """The last day of what is agreed: of a debt paid by parts, time runs from there (189)."""
    return max((schedule_of(plan).dues[-1].last_day for plan in file.plans_in_force), default=None)
