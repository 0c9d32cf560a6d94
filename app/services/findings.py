"""测算: what was overpaid, counted from the facts a clerk enters; adopted, it becomes 多领明细.

An estimate stores nothing. Adopting it keeps its steps in the log, so that the auditor can follow.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlmodel import Session

from app.models import OfficeProfile, OverpaidPeriod
from app.models.terms import PrisonStart
from app.money import yuan_text
from app.rules.estimates import Estimate, PrisonEstimates, nothing
from app.rules.estimating import Asked, FindingFacts, asked, count, rule_for
from app.rules.periods import OverpaidSpan
from app.rules.policy import Finding, Policy
from app.services.case_file import CaseFile, open_file
from app.services.death_dates import died_on
from app.services.office import Office
from app.services.periods import Entered, Origin, put_periods
from app.storage.database import reading, transaction

__all__ = ["Estimated", "FindingFacts", "adopt_estimate", "asks", "estimate"]

RESIDENT = "resident_pension"  # the insurance whose benefit has a part from the own account


@dataclass(frozen=True)
class Estimated:
    """An estimate as the clerk sees it.

    chosen: by the rule the office follows. by_rule: both readings of 告知事项2, empty where no
    prison is concerned. facts: what was entered, with what the case knew already.
    """

    chosen: Estimate
    by_rule: dict[PrisonStart, Estimate]
    findings: tuple[Finding, ...]
    facts: FindingFacts


def asks(office: Office, number: str) -> tuple[Asked, ...]:
    """What the reason of a case asks for; months of one's own take a reason beside them."""
    with reading(office.database) as session:
        case = open_file(session, number).case
        return asked(office.policy_of(case), reason=case.reason, benefit=case.benefit)


def estimate(
    office: Office, number: str, facts: FindingFacts, rule: PrisonStart | None = None
) -> Estimated:
    """What these facts come to; nothing is stored. A death that is settled need not be entered.

    rule: another reading of 告知事项2 than the office's. Raises UserError naming the fact that is
    missing or wrong, and when nothing was overpaid.
    """
    with reading(office.database) as session:
        file = open_file(session, number)
        return _estimated(office, session, file, facts, rule=rule)


def adopt_estimate(
    office: Office, number: str, facts: FindingFacts, rule: PrisonStart | None = None
) -> list[OverpaidPeriod]:
    """Make the estimate the periods of the case, while it is being verified.

    rule: another reading of 告知事项2 than the office's. Raises UserError as `estimate` and
    `replace_periods` do.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        found = _estimated(office, session, file, facts, rule=rule)
        case, policy = file.case, office.policy_of(file.case)
        how = rule_for(policy, reason=case.reason, benefit=case.benefit, facts=found.facts)
        periods = [_entered(span, is_monthly=how.is_monthly) for span in found.chosen.spans]
        summary = f"采用测算：多领 {yuan_text(found.chosen.amount_fen)} 元"
        return put_periods(office, session, file, periods, Origin(summary, _details(found)))


def _estimated(
    office: Office,
    session: Session,
    file: CaseFile,
    facts: FindingFacts,
    *,
    rule: PrisonStart | None,
) -> Estimated:
    case, policy = file.case, office.policy_of(file.case)
    facts = _with_death(policy, file, facts)
    counted = count(policy, reason=case.reason, benefit=case.benefit, facts=facts)
    profile = session.get_one(OfficeProfile, 1)
    findings = list(_findings(policy, file, facts))
    if not isinstance(counted, PrisonEstimates):
        return Estimated(counted, {}, tuple(findings), facts)
    followed = rule or profile.prison_start
    chosen = counted.by_rule[followed]
    if not chosen.spans:
        raise nothing(f"按“{followed.label}”计算没有多领的月份。")
    if not profile.prison_start_confirmed:
        findings.append(_unconfirmed(policy, counted, followed))
    return Estimated(chosen, counted.by_rule, tuple(findings), facts)


def _with_death(policy: Policy, file: CaseFile, facts: FindingFacts) -> FindingFacts:
    """The settled death is the event, unless the clerk entered another."""
    reason = policy.reasons[file.case.reason]
    benefit = policy.benefits[file.case.benefit]
    needed = reason.ends_with_life and not benefit.one_off and not facts.given_reason.strip()
    if needed and facts.event is None:
        return replace(facts, event=died_on(file))
    return facts


def _findings(policy: Policy, file: CaseFile, facts: FindingFacts) -> Iterator[Finding]:
    """What to ask or do before the figure counts."""
    case = file.case
    reason = policy.reasons[case.reason]
    if reason.advice:
        yield Finding(reason.advice, policy.ground(reason))
    if not reason.ends_with_life:
        return
    died = died_on(file)
    if died and facts.event and facts.event != died:
        yield policy.finding("event_not_settled", event=str(facts.event), died=str(died))
    if case.benefit == RESIDENT:
        yield policy.finding("account_part_asked")


def _unconfirmed(policy: Policy, counted: PrisonEstimates, followed: PrisonStart) -> Finding:
    [other] = [rule for rule in PrisonStart if rule != followed]
    return policy.finding(
        "prison_unconfirmed",
        followed=followed.label,
        amount=yuan_text(counted.by_rule[followed].amount_fen),
        other=other.label,
        otherwise=yuan_text(counted.by_rule[other].amount_fen),
    )


def _entered(span: OverpaidSpan, *, is_monthly: bool) -> Entered:
    return {
        "first_month": span.first_month,
        "last_month": span.last_month,
        "monthly_fen": span.monthly_fen if is_monthly else None,
        "amount_fen": span.amount_fen,
    }


def _details(found: Estimated) -> dict[str, Any]:
    """How the estimate came about, as the log keeps it."""
    others = {rule.value: by.amount_fen for rule, by in found.by_rule.items()}
    facts = {name: asdict(found.facts)[name] for name in found.facts.entered}
    return {
        "steps": list(found.chosen.steps),
        "ground": str(found.chosen.ground),
        "facts": json.loads(json.dumps(facts, default=str)),
        "findings": [finding.text for finding in found.findings],
    } | ({"by_rule_fen": others} if others else {})
