"""How every act on a case ends: its state and next step computed anew, one event written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from app.errors import UserError
from app.models import Case, OfficeProfile
from app.models.terms import CaseState, EventKind
from app.rules.deadlines import Terms
from app.rules.procedure.marks import Mark, Marks
from app.rules.procedure.progress import next_step, paused_until, state_of
from app.services import events
from app.services.case_file import CaseFile, file_of, files_of
from app.services.delivered import undelivered
from app.services.marks import marks_of
from app.services.office import Office

AT_ONCE = 500
BEING_PAID = (CaseState.NOTICED, CaseState.RECOVERING)
PLAN_OVER = {"agreement_broken", "plan_stopped"}  # marks after which no due is waited for


def finish(
    office: Office,
    session: Session,
    case: Case,
    kind: EventKind,
    summary: str,
    *,
    details: dict[str, Any] | None = None,
    known: CaseFile | None = None,
) -> CaseFile:
    """The last line of an act: the case as it is after it, recorded. Returns its file.

    The event keeps its day, what is demanded and what is left after it: the timeline shows every
    balance, the monthly report every change of the amount. details: happened_on where the fact has
    a day of its own. known: the file, where it holds all that was added and need not be read.
    """
    file = known or file_of(session, case)
    update(office, session, file)
    case.revision += kind != EventKind.OPENED
    case.touched_on = office.today()
    sums = {"amount_fen": file.amount_fen, "left_fen": file.left_fen}
    told = {**(details or {}), "on": str(office.today()), **sums}
    events.record(session, office.clerk, kind, summary, case=case, details=told)
    return file


@dataclass(frozen=True)
class Done:
    """One act on a case, as `finish` is told it."""

    case: Case
    kind: EventKind
    summary: str
    details: dict[str, Any]


def finish_many(office: Office, session: Session, done: Sequence[Done]) -> None:
    """The same for acts on many cases at once, some hundred read together."""
    acts = []
    for start in range(0, len(done), AT_ONCE):
        some = done[start : start + AT_ONCE]
        files = files_of(session, [act.case for act in some])
        for file, act in zip(files, some, strict=True):
            update(office, session, file)
            act.case.revision += 1
            act.case.touched_on = office.today()
            sums = {"amount_fen": file.amount_fen, "left_fen": file.left_fen}
            told = {**act.details, "on": str(office.today()), **sums}
            acts.append(events.Act(act.kind, act.summary, act.case.id, act.case.state, told))
    session.flush()
    events.record_many(session, office.clerk, acts)


def refuse_closed(case: Case, title: str) -> None:
    """Raises UserError for a closed case: nothing is entered before it is opened again."""
    if case.state == CaseState.CLOSED:
        raise UserError(title, "个案已结案，请先登记“重新开启”。")


def update(office: Office, session: Session, file: CaseFile) -> None:
    """Write the state and next step that follow from the rest of the case."""
    case = file.case
    terms = terms_of(office, session, case)
    marks = marks_of(terms, file)
    state = state_of(marks)
    if case.state != state:
        case.state, case.state_since = state, office.today()
    step = next_step(terms, state, marks)
    case.next_step, case.next_due_on = (step.code, step.due_on) if step else ("", None)
    case.paused_until = paused_until(state, marks)
    case.due_unpaid_on = _due_unpaid_on(state, marks)
    waiting = undelivered(terms.policy, file, marks) if state != CaseState.CLOSED else []
    case.unserved_on = min((paper.issued_on for paper in waiting), default=None)


def _due_unpaid_on(state: CaseState, marks: Marks) -> date | None:
    """The last day of the oldest unpaid due, whatever the next step is; None when none runs."""
    is_running = "agreement_signed" in marks or "received" in marks
    if state not in BEING_PAID or not is_running or PLAN_OVER & set(marks):
        return None
    return marks["due_unpaid"].until if "due_unpaid" in marks else None


def terms_of(office: Office, session: Session, case: Case | None = None) -> Terms:
    """How terms are counted for a case: by its policy, with the days the county set."""
    profile = session.get_one(OfficeProfile, 1)
    policy = office.policy_of(case) if case else office.policy
    return Terms(policy, office.calendar, profile.term_days)


def fresh(office: Office, session: Session, *, found_on: date) -> dict[str, Any]:
    """What a case begins with: the fields that `update` keeps."""
    terms = terms_of(office, session)
    step = next_step(terms, CaseState.CLUE, {"found": Mark(found_on)})
    if step is None:
        raise LookupError("the policy book knows no step for a clue")
    return {
        "state": CaseState.CLUE,
        "state_since": office.today(),
        "touched_on": office.today(),
        "next_step": step.code,
        "next_due_on": step.due_on,
    }
