"""依法追缴 step by step: no rung opens without proof of the one before (《通知》三(一)、三(四)).

告知书 → 稽核 → 稽核意见书 → 移交行政部门 → 行政处理决定 → 催告 → 法院; beside it stand the
referrals (referrals.py), which wait for nothing but their own reason.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.methods.offers.assistance import valid_proofs
from app.methods.offers.facts import Facts
from app.methods.offers.steps import notice_step, opinion_step, whom_to_serve
from app.rules.policy import Finding, Policy


@dataclass(frozen=True)
class Rung:
    """is_open: may be taken today; never when it is done. done_on: None also where only the fact
    is known. opens_on: the first day it may be taken, where that can be told already.
    """

    code: str
    label: str
    is_open: bool
    is_done: bool
    done_on: date | None
    opens_on: date | None
    findings: tuple[Finding, ...]
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """One rung as judged: closing: why not yet; opening: why now."""

    is_done: bool
    done_on: date | None
    opens_on: date | None
    closing: tuple[Finding, ...]
    opening: tuple[Finding, ...]


RungJudge = Callable[[Facts, Policy], Step]


def rung(code: str, step: Step, policy: Policy) -> Rung:
    entry = policy.rungs[code]
    if step.is_done:
        name = "rung_done" if step.done_on else "rung_taken"
        done = policy.finding(name, on=f"{step.done_on}")
        findings: tuple[Finding, ...] = (replace(done, ground=policy.ground(entry)),)
    else:
        findings = step.closing or step.opening
    is_open = not step.is_done and not step.closing
    days = (step.done_on, None if step.is_done else step.opens_on)
    return Rung(code, entry.label, is_open, step.is_done, *days, findings, entry.papers)


def main_line(facts: Facts, policy: Policy) -> Iterator[Rung]:
    """The rungs that each rest on the one before; all closed while there is nothing to recover."""
    blocked = blocking(facts, policy)
    for code, judge in MAIN.items():
        step = judge(facts, policy)
        if blocked and not step.is_done:
            step = replace(step, closing=(blocked,), opens_on=None)
        yield rung(code, step, policy)


def blocking(facts: Facts, policy: Policy) -> Finding | None:
    """Why nothing at all can be recovered today."""
    if not facts.is_confirmed:
        return policy.finding("not_confirmed")
    return policy.finding("nothing_left") if facts.left_fen <= 0 else None


def court_rung(facts: Facts, policy: Policy) -> Rung:
    return rung("court", _court(facts, policy), policy)


def _notice(facts: Facts, policy: Policy) -> Step:
    served_on = facts.notice_served_on
    opening = (notice_step(facts, policy), *whom_to_serve(facts, policy))
    return Step(served_on is not None, served_on, None, (), opening)


def _audit(facts: Facts, policy: Policy) -> Step:
    finding = notice_step(facts, policy)
    opens_on = _day_after(facts, facts.notice_served_on, facts.refund_due_on)
    is_done = facts.audit_started_on is not None or facts.opinion_served_on is not None
    closing = () if facts.refund_overdue else (finding,)
    return Step(is_done, facts.audit_started_on, opens_on, closing, (finding,))


def _opinion(facts: Facts, policy: Policy) -> Step:
    served_on, finding = facts.opinion_served_on, opinion_step(facts, policy)
    closing = () if facts.audit_started_on else (finding,)
    opening = (finding, *whom_to_serve(facts, policy))
    return Step(served_on is not None, served_on, facts.audit_started_on, closing, opening)


def _administration(facts: Facts, policy: Policy) -> Step:
    finding = opinion_step(facts, policy)
    opens_on = _day_after(facts, facts.opinion_served_on, facts.opinion_due_on)
    is_done = "administration" in facts.transfers or facts.decision_served_on is not None
    closing = () if facts.opinion_overdue else (finding,)
    return Step(is_done, None, opens_on, closing, (finding, *_humane(facts, policy)))


def _decision(facts: Facts, policy: Policy) -> Step:
    served_on = facts.decision_served_on
    is_sent = "administration" in facts.transfers
    closing = () if is_sent else (policy.finding("decision_before"),)
    opening = (policy.finding("decision_pending"), *whom_to_serve(facts, policy))
    return Step(served_on is not None, served_on, None, closing, opening)


def _demand(facts: Facts, policy: Policy) -> Step:
    served_on = facts.decision_served_on
    closing = () if served_on else (policy.finding("demand_before"),)
    opening = (policy.finding("demand_open"), *whom_to_serve(facts, policy))
    return Step(facts.demand_over_on is not None, None, served_on, closing, opening)


def _court(facts: Facts, policy: Policy) -> Step:
    closing = tuple(_before_court(facts, policy))
    opening = policy.finding("court_open", day=f"{facts.court_until}")
    humane = _humane(facts, policy)
    return Step("court" in facts.transfers, None, _court_from(facts), closing, (opening, *humane))


def _court_from(facts: Facts) -> date | None:
    """Both remedies and the demand over; None when that comes too late, or cannot be told yet."""
    if facts.decision_served_on is None or facts.court_until is None:
        return None
    if facts.remedies_over_on is None or facts.demand_over_on is None:
        return None
    first_day = max(facts.remedies_over_on, facts.demand_over_on)
    return first_day if max(first_day, facts.on) <= facts.court_until else None


def _before_court(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Decision served, both remedies over, demanded in vain, and not too late."""
    if facts.decision_served_on is None:
        yield policy.finding("court_no_decision")
        return
    if facts.remedies_over_on is None or facts.court_until is None:
        yield policy.finding("court_remedies")
    elif facts.on < facts.remedies_over_on:
        yield policy.finding("court_remedies_until", day=f"{facts.remedies_over_on}")
    if facts.demand_over_on is None:
        yield policy.finding("court_no_demand")
    elif facts.on < facts.demand_over_on:
        yield policy.finding("court_demand_until", day=f"{facts.demand_over_on}")
    if facts.court_until is not None and facts.on > facts.court_until:
        yield policy.finding("court_late", day=f"{facts.court_until}")


def _day_after(facts: Facts, served_on: date | None, due_on: date | None) -> date | None:
    if served_on is None or due_on is None or facts.keeps_agreement:
        return None
    return due_on + timedelta(1)


def _humane(facts: Facts, policy: Policy) -> Iterator[Finding]:
    if valid_proofs(facts, policy) and not facts.has_refused:
        yield policy.finding("enforcement_humane")


MAIN: dict[str, RungJudge] = {
    "notice": _notice,
    "audit": _audit,
    "opinion": _opinion,
    "administration": _administration,
    "decision": _decision,
    "demand": _demand,
    "court": _court,
}
