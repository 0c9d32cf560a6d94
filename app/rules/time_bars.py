"""时效: until when a penalty may be given and the debt be sued for, and what began it anew.

Practice reads doubtful points to the careful side: the earlier day is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.rules.deadlines import Deadline, Terms
from app.rules.policy import Finding, Ground, Policy

PENALTIES = ("T14A", "T14B")
CIVIL, LONGEST = "T17A", "T17B"


@dataclass(frozen=True)
class Restart:
    """A demand, or a promise of who owes, and the day. label: what was done.

    runs_from: the last due of what was promised, before which nothing runs (民法典189).
    """

    on: date
    label: str
    is_promise: bool
    runs_from: date | None = None


@dataclass(frozen=True)
class Claim:
    """What the time runs on. first_day, last_day: of the months overpaid.

    known_on: the day the overpayment was found. heirs_open: the person died and nobody knows yet
    who inherits.
    """

    first_day: date
    last_day: date
    known_on: date
    restarts: tuple[Restart, ...]
    heirs_open: bool


@dataclass(frozen=True)
class Bar:
    """One time bar. until: the last day; restarted_by: what it counts from now, "" for `start`.

    is_over: nothing can be done any more on the day asked; is_met: it was kept, so it never will
    be. findings: what to know, and to hurry. warning: when a year had no holiday data.
    """

    code: str
    label: str
    start: date
    until: date
    restarted_by: str
    is_over: bool
    is_met: bool
    consequence: str
    ground: Ground
    findings: tuple[Finding, ...]
    warning: str


def bars(terms: Terms, claim: Claim, on: date) -> tuple[Bar, ...]:
    """Every time bar of a claim as it stands on a day: the penalties, the suit, the longest."""
    whole = (
        *(_penalty(terms, claim, code, on) for code in PENALTIES),
        _civil(terms, claim, on),
        _bar(terms.deadline(LONGEST, claim.first_day), on),
    )
    return tuple(_near(terms.policy, bar, on) for bar in whole)


def _penalty(terms: Terms, claim: Claim, code: str, on: date) -> Bar:
    """Two years after the overpaying ended, unless it was found within them (处罚法36)."""
    bar = _bar(terms.deadline(code, claim.last_day), on)
    if claim.known_on > bar.until:
        return bar
    found = terms.policy.finding("bar_met_by_discovery", on=str(claim.known_on))
    return replace(bar, is_over=False, is_met=True, findings=(found,))


def _civil(terms: Terms, claim: Claim, on: date) -> Bar:
    """Three years, begun anew by each demand or promise before they ran out (民法典188、195).

    A demand after that does not bring them back; a new promise does (192).
    """
    term, cause = terms.deadline(CIVIL, claim.known_on), ""
    findings: list[Finding] = []
    for restart in _until(claim.restarts, on):
        if restart.on > term.last_day:
            findings.append(_late(terms.policy, restart))
            if not restart.is_promise:
                continue
        start = max(term.start, restart.on, restart.runs_from or restart.on)
        if start > term.start or restart.on == start:
            term, cause = terms.deadline(CIVIL, start), f"{restart.on} {restart.label}"
    if claim.heirs_open:
        findings.append(terms.policy.finding("bar_paused_by_heirs"))
    return replace(_bar(term, on), restarted_by=cause, findings=tuple(findings))


def _until(restarts: Sequence[Restart], on: date) -> list[Restart]:
    return sorted((one for one in restarts if one.on <= on), key=lambda one: one.on)


def _late(policy: Policy, restart: Restart) -> Finding:
    condition = "bar_late_promise" if restart.is_promise else "bar_late_demand"
    return policy.finding(condition, on=str(restart.on), what=restart.label)


def _bar(term: Deadline, on: date) -> Bar:
    return Bar(
        code=term.code,
        label=term.label,
        start=term.start,
        until=term.last_day,
        restarted_by="",
        is_over=on > term.last_day,
        is_met=False,
        consequence=term.consequence,
        ground=term.ground,
        findings=(),
        warning=term.warning,
    )


def _near(policy: Policy, bar: Bar, on: date) -> Bar:
    """The bar, with a warning while it ends soon."""
    days = (bar.until - on).days
    if bar.is_over or bar.is_met or days > policy.value("bar_warning_days", on).value:
        return bar
    named = {"bar": bar.label, "until": str(bar.until), "days": str(days)}
    return replace(bar, findings=(*bar.findings, policy.finding("bar_near", **named)))
