"""依法追缴 step by step, then the referrals beside it (《通知》三(一)、三(四)、四(二)).

Whether a rung may be taken is for the guard of its act alone to say (procedure.toml); here stand
the act of each rung, and what a clerk reads of one that is open.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.methods.offers.assistance import valid_proofs
from app.methods.offers.facts import Facts
from app.methods.offers.steps import notice_step, opinion_step, whom_to_serve
from app.models.terms import CaseState
from app.rules.policy import Finding, Policy
from app.rules.procedure.guards import hindrances
from app.rules.procedure.marks import Marks

ACTS = {  # rung: the act that takes it
    "notice": "notice_served",
    "audit": "audit_started",
    "opinion": "opinion_served",
    "administration": "transferred_administration",
    "decision": "decision_served",
    "demand": "demand_served",
    "court": "court_applied",
    "labour_inspection": "transferred_inspection",
    "police": "transferred_police",
    "discipline": "transferred_discipline",
    "list_notice": "listing_told",
    "dishonesty_list": "listed",
}
_ONE_DAY = timedelta(1)


@dataclass(frozen=True)
class Rung:
    """is_open: may be taken today; never when it is done. opens_on: the first day it may be taken,
    where that can be told already. findings: why it is where it is.
    """

    code: str
    label: str
    is_open: bool
    is_done: bool
    done_on: date | None
    opens_on: date | None
    findings: tuple[Finding, ...]
    papers: tuple[str, ...]


def ladder(facts: Facts, policy: Policy, *, state: CaseState, marks: Marks) -> tuple[Rung, ...]:
    """Every rung of the book, in its order."""
    return tuple(_rung(code, facts, policy, state, marks) for code in policy.rungs)


def _rung(code: str, facts: Facts, policy: Policy, state: CaseState, marks: Marks) -> Rung:
    entry, act = policy.rungs[code], ACTS[code]
    if done := marks.get(act):
        said = replace(policy.finding("rung_done", on=f"{done.on}"), ground=policy.ground(entry))
        return Rung(code, entry.label, False, True, done.on, None, (said,), entry.papers)
    closing = tuple(hindrances(policy, act, state=state, marks=marks, on=facts.on))
    opens_on = _opens_on(policy, act, state, marks)
    if closing and opens_on and opens_on <= facts.on:  # its time is over
        opens_on = None
    findings = closing or tuple(OPENING[code](facts, policy, marks))
    return Rung(code, entry.label, not closing, False, None, opens_on, findings, entry.papers)


def _opens_on(policy: Policy, act: str, state: CaseState, marks: Marks) -> date | None:
    """The day on which time alone opens an act; None where more is missing, or no term runs."""
    guard = policy.milestones[act]
    ends = [marks[name].until for name in guard.passed if name in marks]
    days = [until + _ONE_DAY for until in ends if until]
    days += [marks[name].on for name in guard.within if name in marks]
    if not days or any(hindrances(policy, act, state=state, marks=marks, on=max(days))):
        return None
    return max(days)


Opening = Callable[[Facts, Policy, Marks], Iterator[Finding]]


def _notice(facts: Facts, policy: Policy, _: Marks) -> Iterator[Finding]:
    yield notice_step(facts, policy)
    yield from whom_to_serve(facts, policy)


def _audit(facts: Facts, policy: Policy, _: Marks) -> Iterator[Finding]:
    yield notice_step(facts, policy)


def _opinion(facts: Facts, policy: Policy, _: Marks) -> Iterator[Finding]:
    yield opinion_step(facts, policy)
    yield from whom_to_serve(facts, policy)


def _administration(facts: Facts, policy: Policy, _: Marks) -> Iterator[Finding]:
    yield opinion_step(facts, policy)
    yield from _humane(facts, policy)


def _decision(facts: Facts, policy: Policy, _: Marks) -> Iterator[Finding]:
    yield policy.finding("decision_pending")
    yield from whom_to_serve(facts, policy)


def _demand(facts: Facts, policy: Policy, _: Marks) -> Iterator[Finding]:
    yield policy.finding("demand_open")
    yield from whom_to_serve(facts, policy)


def _court(facts: Facts, policy: Policy, marks: Marks) -> Iterator[Finding]:
    yield policy.finding("court_open", day=f"{marks['court_window'].until}")
    yield from _humane(facts, policy)


def _labour_inspection(facts: Facts, policy: Policy, marks: Marks) -> Iterator[Finding]:
    if {"fraud_suspected", "crime_suspected"} & set(marks):
        yield policy.finding("fraud_suspected")
    else:
        yield policy.finding("refused", on=f"{facts.refused_on}")


def _police(_: Facts, policy: Policy, __: Marks) -> Iterator[Finding]:
    yield policy.finding("crime_suspected")


def _discipline(_: Facts, policy: Policy, __: Marks) -> Iterator[Finding]:
    yield policy.finding("staff_involved")


def _list_notice(_: Facts, policy: Policy, __: Marks) -> Iterator[Finding]:
    yield policy.finding("list_met")


def _dishonesty_list(_: Facts, policy: Policy, __: Marks) -> Iterator[Finding]:
    yield policy.finding("list_open")


def _humane(facts: Facts, policy: Policy) -> Iterator[Finding]:
    if valid_proofs(facts, policy) and not facts.has_refused:
        yield policy.finding("enforcement_humane")


OPENING: dict[str, Opening] = {
    "notice": _notice,
    "audit": _audit,
    "opinion": _opinion,
    "administration": _administration,
    "decision": _decision,
    "demand": _demand,
    "court": _court,
    "labour_inspection": _labour_inspection,
    "police": _police,
    "discipline": _discipline,
    "list_notice": _list_notice,
    "dishonesty_list": _dishonesty_list,
}
