"""责令退还, 协议追回 and 依法追缴 by the notice's own conditions (《通知》三(一)、(二)、(四))."""

from collections.abc import Iterable, Iterator

from app.methods.floors import floor_base
from app.methods.heirs import Heir
from app.methods.offers.assistance import valid_proofs
from app.methods.offers.facts import Facts
from app.methods.offers.means import means_of
from app.methods.offers.offer import Judgement
from app.methods.offers.steps import notice_step, opinion_step, whom_to_serve
from app.methods.schedules import least_monthly
from app.money import yuan_text
from app.rules.policy import Finding, Policy

_ENFORCING = {"administration", "court", "police"}  # rungs


def order(facts: Facts, policy: Policy) -> Judgement:
    """责令退还: open to all once confirmed (三(一))."""
    findings = [notice_step(facts, policy)]
    if facts.notice_served_on is None:
        findings += whom_to_serve(facts, policy)
    if (facts.audit_started_on or facts.opinion_served_on) and not facts.keeps_agreement:
        findings.append(opinion_step(facts, policy))
    if facts.fraud_suspected:
        findings.append(policy.finding("fraud_suspected"))
    return Judgement(is_open=True, reasons=tuple(findings))


def agreement(facts: Facts, policy: Policy) -> Judgement:
    """协议追回: benefits or an estate to offset, or the ability to repay (三(二))."""
    money, about = tuple(_to_agree_on(facts, policy)), tuple(_about_agreeing(facts, policy))
    if money:
        return Judgement(True, (*money, *about))
    if None in (means_of(facts, policy).benefit_fen, facts.can_repay):
        return Judgement(True, about, (policy.finding("income_unknown"),))
    return Judgement(False, about, (policy.finding("no_income"),))


def enforcement(facts: Facts, policy: Policy) -> Judgement:
    """依法追缴: a card balance, a refusal on record, an opinion not followed, or the law at work;
    never the first step (三(四)).
    """
    reasons = []
    if facts.card_fen:
        reasons.append(policy.finding("card_balance", amount=yuan_text(facts.card_fen)))
    if facts.has_refused:
        reasons.append(policy.finding("refused", on=f"{facts.refused_on}"))
    if facts.opinion_overdue:
        reasons.append(opinion_step(facts, policy))
    if facts.decision_served_on or not _ENFORCING.isdisjoint(facts.transfers):
        reasons.append(policy.finding("enforcement_running"))
    is_open = bool(reasons)
    if facts.fraud_suspected:
        reasons.append(policy.finding("fraud_suspected"))
    return Judgement(is_open, tuple(reasons), tuple(_no_refusal(facts, policy)))


def least_fen(facts: Facts, policy: Policy) -> int:
    """The least monthly offset from the benefit that goes on; 0 when none does."""
    means = means_of(facts, policy)
    base = floor_base(
        policy.reasons[facts.reason],
        facts.insurance,
        benefit_fen=means.benefit_fen,
        other_fen=means.other_benefit_fen,
    )
    return least_monthly(base, policy.value("monthly_floor", facts.on).value) if base else 0


def floor_finding(facts: Facts, policy: Policy) -> Finding:
    share = policy.value("monthly_floor", facts.on).value
    least = yuan_text(least_fen(facts, policy))
    return policy.finding("least_monthly", share=f"{share:.0%}", least=least)


def heirs_finding(heirs: Iterable[Heir], fen: int, policy: Policy) -> Finding:
    names = "、".join(heir.name for heir in heirs if not heir.renounced)
    return policy.finding("heirs_liable", names=names, estate=yuan_text(fen))


def _to_agree_on(facts: Facts, policy: Policy) -> Iterator[Finding]:
    means = means_of(facts, policy)
    if means.account_fen:
        yield policy.finding("account_available", amount=yuan_text(means.account_fen))
    if means.benefit_fen:
        yield policy.finding("benefit_goes_on")
        yield floor_finding(facts, policy)
    if means.other_benefit_fen:
        yield policy.finding("other_benefit")
        if not means.benefit_fen and least_fen(facts, policy):
            yield floor_finding(facts, policy)
    if means.funeral_fen:
        yield policy.finding("funeral_due", amount=yuan_text(means.funeral_fen))
    if means.heirs_fen and facts.heirs:
        yield heirs_finding(facts.heirs, means.heirs_fen, policy)
    if facts.can_repay:
        yield policy.finding("can_repay")


def _about_agreeing(facts: Facts, policy: Policy) -> Iterator[Finding]:
    if facts.has_died and (facts.benefit_fen or facts.other_benefit_fen):
        yield policy.finding("benefit_died")
    if facts.is_in_prison:
        yield policy.finding("agreement_in_prison")
    if facts.is_missing:
        yield policy.finding("agreement_while_missing")
    if facts.agreement_broken:
        yield policy.finding("agreement_broken")
    elif facts.agreement_signed_on:
        yield policy.finding("agreement_running", on=f"{facts.agreement_signed_on}")


def _no_refusal(facts: Facts, policy: Policy) -> Iterator[Finding]:
    if facts.has_refused:
        return
    yield policy.finding("no_refusal")
    if facts.refused_on:
        yield policy.finding("refused_too_early", on=f"{facts.refused_on}")
    if valid_proofs(facts, policy):
        yield policy.finding("enforcement_humane")
