"""What is handed to others beside the ladder: fraud, crime, staff, the dishonesty list.

They need no confirmed sum and outlive the debt (《通知》三(一)、三(四)、四(二)); the list alone
waits for a prior notice and its answer.
"""

from collections.abc import Iterator
from datetime import timedelta

from app.methods.offers.facts import Facts
from app.methods.offers.ladder import Rung, RungJudge, Step, rung
from app.money import yuan_text
from app.rules.policy import Finding, Policy


def referrals(facts: Facts, policy: Policy) -> Iterator[Rung]:
    for code, judge in REFERRALS.items():
        yield rung(code, judge(facts, policy), policy)


def _labour_inspection(facts: Facts, policy: Policy) -> Step:
    suspected = facts.fraud_suspected or facts.crime_suspected
    finding = policy.finding("fraud_suspected" if suspected else "fraud_unsuspected")
    return _sent("labour_inspection", facts, finding, is_due=suspected)


def _police(facts: Facts, policy: Policy) -> Step:
    """Crime goes to the police through the labour inspection (三(四))."""
    if not facts.crime_suspected:
        name = "crime_unsuspected"
    elif "labour_inspection" not in facts.transfers:
        name = "police_via_inspection"
    else:
        name = "crime_suspected"
    return _sent("police", facts, policy.finding(name), is_due=name == "crime_suspected")


def _discipline(facts: Facts, policy: Policy) -> Step:
    finding = policy.finding("staff_involved" if facts.staff_involved else "staff_uninvolved")
    return _sent("discipline", facts, finding, is_due=facts.staff_involved)


def _list_notice(facts: Facts, policy: Policy) -> Step:
    told_on = facts.list_notice_on
    closing = tuple(_unlisted(facts, policy))
    return Step(told_on is not None, told_on, None, closing, (policy.finding("list_met"),))


def _dishonesty_list(facts: Facts, policy: Policy) -> Step:
    closing, opens_on = tuple(_before_listing(facts, policy)), None
    if facts.list_notice_on and facts.list_heard_until and not any(_unlisted(facts, policy)):
        opens_on = facts.list_heard_until + timedelta(1)
    is_listed = "dishonesty_list" in facts.transfers
    return Step(is_listed, None, opens_on, closing, (policy.finding("list_open"),))


def _sent(code: str, facts: Facts, finding: Finding, *, is_due: bool) -> Step:
    closing = () if is_due else (finding,)
    return Step(code in facts.transfers, None, None, closing, (finding,))


def _before_listing(facts: Facts, policy: Policy) -> Iterator[Finding]:
    yield from _unlisted(facts, policy)
    if facts.list_notice_on is None:
        yield policy.finding("list_no_notice")
    elif facts.list_heard_until is None:
        yield policy.finding("list_no_until", on=f"{facts.list_notice_on}")
    elif facts.on <= facts.list_heard_until:
        yield policy.finding("list_hearing", until=f"{facts.list_heard_until}")


def _unlisted(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Why this person does not belong on the list."""
    if facts.has_died:
        yield policy.finding("list_died")
    elif not facts.is_confirmed:
        yield policy.finding("not_confirmed")
    elif facts.left_fen <= 0:
        yield policy.finding("nothing_left")
    elif not _is_severe(facts, policy):
        months = f"{policy.value('dishonesty_months', facts.on).value}"
        amount = yuan_text(int(policy.value("dishonesty_amount", facts.on).value * 100))
        yield policy.finding("list_not_met", months=months, amount=amount)


def _is_severe(facts: Facts, policy: Policy) -> bool:
    most_fen = policy.value("dishonesty_amount", facts.on).value * 100
    is_large = facts.overpaid_fen > most_fen
    if facts.fraud_suspected and (facts.has_refused or (is_large and facts.decision_served_on)):
        return True
    is_long = facts.overpaid_months > policy.value("dishonesty_months", facts.on).value
    return (is_large or is_long) and (facts.has_refused or facts.agreement_broken)


REFERRALS: dict[str, RungJudge] = {
    "labour_inspection": _labour_inspection,
    "police": _police,
    "discipline": _discipline,
    "list_notice": _list_notice,
    "dishonesty_list": _dishonesty_list,
}
