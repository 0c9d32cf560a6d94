"""Where a case stands and what comes next: computed from its marks, never typed."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.models.terms import CaseState
from app.rules.deadlines import Terms
from app.rules.policy import Ground
from app.rules.procedure.kinds import NextStep
from app.rules.procedure.marks import Mark, Marks

_ONE_DAY = timedelta(1)
_BEYOND_PAUSE = (CaseState.DISMISSED, CaseState.RECOVERED, CaseState.CLOSED)


@dataclass(frozen=True)
class Next:
    """The one next step of an open case. due_on: a pause moves it to the day after its end."""

    code: str
    due_on: date


@dataclass(frozen=True)
class Shown:
    """A next step in words, for the page and the to-do list. act: the milestone it ends with."""

    code: str
    label: str
    sentence: str
    section: str
    act: str
    due_on: date
    is_overdue: bool
    ground: Ground


def state_of(marks: Marks) -> CaseState:
    """The state the marks give; guards keep them from coming to stand out of order."""
    for name, state in (
        ("closed", CaseState.CLOSED),
        ("dismissed", CaseState.DISMISSED),
        ("recovered", CaseState.RECOVERED),
        ("notice_void", CaseState.CONFIRMED),
        ("received", CaseState.RECOVERING),
        ("agreement_signed", CaseState.RECOVERING),
        ("notice_issued", CaseState.NOTICED),
        ("confirmed", CaseState.CONFIRMED),
        ("inquired", CaseState.VERIFYING),
    ):
        if name in marks:
            return state
    return CaseState.CLUE


def next_step(terms: Terms, state: CaseState, marks: Marks) -> Next | None:
    """The first rule of the book that fits; None only for a closed case."""
    if state == CaseState.CLOSED:
        return None
    for code, rule in terms.policy.next_steps.items():
        if fits(rule, state, marks):
            due = _due(rule, marks)
            paused = paused_until(state, marks)
            return Next(code, max(due, paused + _ONE_DAY) if paused else due)
    raise LookupError(f"no next step for a case in state {state}")  # policy.py checks the book


def fits(rule: NextStep, state: CaseState, marks: Marks) -> bool:
    return (
        state in rule.states
        and all(name in marks for name in rule.when)
        and (not rule.any_of or any(name in marks for name in rule.any_of))
        and not any(name in marks for name in rule.unless)
    )


def paused_until(state: CaseState, marks: Marks) -> date | None:
    """The last day of a pause; after it the case comes back by itself.

    Only what is asked of the person pauses: what is paid or dismissed is wound up at once.
    """
    if state in _BEYOND_PAUSE:
        return None
    return marks["paused"].until if "paused" in marks else None


def _due(rule: NextStep, marks: Marks) -> date:
    mark: Mark = marks[rule.due_from]
    start = mark.until if rule.due == "until" and mark.until else mark.on
    start = max([start, *(marks[name].on for name in rule.renewed_by if name in marks)])
    due = start + timedelta(rule.days)
    last = marks[rule.within].until if rule.within in marks else None
    return min(due, last) if last else due
