"""Which rule an estimate follows and what it asks for: by the reason, the benefit and the clerk.

A new rule is one line of RULES and one function in findings.py.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from app.errors import UserError
from app.models.month import Month
from app.rules import findings
from app.rules.estimates import (
    REFUSED,
    TITLES,
    Estimate,
    Grant,
    PrisonEstimates,
    known,
)
from app.rules.periods import Period, Rates
from app.rules.policy import Policy


@dataclass(frozen=True)
class FindingFacts:
    """What a clerk enters; which fields count says `asked`. Titles: estimates.TITLES.

    months with given_reason: months other than the reason's rule would give. kept_grant: the
    place of the grant kept in `grants`, from 0. due_fen: what of a one-off benefit was due.
    """

    event: date | None = None
    paid_until: Month | None = None
    start: date | None = None
    release: date | None = None
    kept: Period | None = None
    cancelled: Period | None = None
    months: Period | None = None
    rates: Rates = ()
    pension: Rates = ()
    allowance: Rates = ()
    paid: Rates = ()
    grants: tuple[Grant, ...] = ()
    kept_grant: int | None = None
    due_fen: int | None = None
    given_reason: str = ""

    @property
    def entered(self) -> dict[str, Any]:
        """The fields that were filled in."""
        return {
            field.name: value
            for field in fields(self)
            if (value := getattr(self, field.name)) not in (None, (), [], "")
        }


Counted = Estimate | PrisonEstimates


@dataclass(frozen=True)
class Rule:
    """asks: the fields that count. is_monthly: whether its spans stand for months of a benefit."""

    asks: tuple[str, ...]
    count: Callable[[Policy, str, FindingFacts], Counted]
    is_monthly: bool = True


@dataclass(frozen=True)
class Asked:
    """A field the clerk fills in."""

    field: str
    title: str


def _month_after(policy: Policy, reason: str, facts: FindingFacts) -> Counted:
    day, last = facts.event, facts.paid_until
    return findings.month_after(policy, reason, event=day, paid_until=last, rates=facts.rates)


def _prison(policy: Policy, reason: str, facts: FindingFacts) -> Counted:
    start, release = facts.start, facts.release
    return findings.in_prison(policy, reason, start=start, release=release, rates=facts.rates)


def _overlap(policy: Policy, reason: str, facts: FindingFacts) -> Counted:
    both = {"kept": facts.kept, "cancelled": facts.cancelled}
    return findings.overlap(policy, reason, **both, rates=facts.rates)


def _entitlement(policy: Policy, reason: str, facts: FindingFacts) -> Counted:
    return findings.pension_and_allowance(
        policy,
        reason,
        months=known(facts.months, "months"),
        pension=facts.pension,
        allowance=facts.allowance,
        paid=facts.paid,
    )


def _grants(policy: Policy, reason: str, facts: FindingFacts) -> Counted:
    return findings.duplicate_grants(policy, reason, paid=facts.grants, kept=facts.kept_grant)


def _paid_once(policy: Policy, reason: str, facts: FindingFacts) -> Counted:
    if len(facts.grants) != 1:
        raise UserError(REFUSED, "请填写一笔一次性待遇的名称、年月和实发金额。", field="grants")
    due = known(facts.due_fen, "due_fen")
    return findings.one_off(policy, reason, paid=facts.grants[0], due_fen=due)


def _given(policy: Policy, reason: str, facts: FindingFacts) -> Counted:
    return findings.given(policy, reason, months=facts.months, rates=facts.rates)


def _other_months(policy: Policy, reason: str, facts: FindingFacts) -> Counted:
    found = findings.given(policy, reason, months=facts.months, rates=facts.rates)
    why = policy.finding("counted_otherwise", why=facts.given_reason.strip()).text
    return replace(found, steps=(why, *found.steps))


RULES: dict[str, Rule] = {
    "month_after_event": Rule(("event", "paid_until", "rates"), _month_after),
    "prison": Rule(("start", "release", "rates"), _prison),
    "overlap": Rule(("kept", "cancelled", "rates"), _overlap),
    "entitlement": Rule(("months", "pension", "allowance", "paid"), _entitlement),
    "one_off": Rule(("grants", "kept_grant"), _grants, is_monthly=False),
    "paid_once": Rule(("grants", "due_fen"), _paid_once, is_monthly=False),
    "whole": Rule(("months", "rates"), _given),
    "given": Rule(("months", "rates"), _given),
}
OTHER_MONTHS = Rule(("months", "rates", "given_reason"), _other_months)


def rule_for(policy: Policy, *, reason: str, benefit: str, facts: FindingFacts) -> Rule:
    """The rule of the reason; a benefit paid once has its own, and so have months set by hand."""
    starts = policy.reasons[reason].starts
    rule = RULES[starts]
    if policy.benefits[benefit].one_off and rule.is_monthly:
        return RULES["paid_once"]
    return OTHER_MONTHS if facts.given_reason.strip() else rule


def asked(policy: Policy, *, reason: str, benefit: str) -> tuple[Asked, ...]:
    """What the clerk is asked for, in order; the reason names its own event."""
    rule = rule_for(policy, reason=reason, benefit=benefit, facts=FindingFacts())
    titles = TITLES | {"event": policy.reasons[reason].event}
    return tuple(Asked(field, titles[field]) for field in rule.asks)


def count(policy: Policy, *, reason: str, benefit: str, facts: FindingFacts) -> Counted:
    """Count the overpaid months of these facts.

    Raises UserError naming the fact that is missing or wrong, and one that does not belong here.
    """
    rule = rule_for(policy, reason=reason, benefit=benefit, facts=facts)
    for field in facts.entered:
        if field not in rule.asks:
            raise UserError(REFUSED, _not_asked(field), field=field)
    return rule.count(policy, reason, facts)


def _not_asked(field: str) -> str:
    if field == "months":
        return f"要另定起止年月的，请填写“{TITLES['given_reason']}”。"
    return f"这种多领原因不填写“{TITLES[field]}”，请去掉。"
