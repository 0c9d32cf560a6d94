"""The four methods judged by the notice's own conditions (《通知》三(一)-(四))."""

from collections.abc import Iterable, Iterator

from app.methods.heirs import Heir
from app.methods.offers.facts import Facts, Proof
from app.methods.offers.means import Means, means_of
from app.methods.offers.offer import Judgement
from app.methods.offers.steps import notice_step, opinion_step, whom_to_serve
from app.methods.schedules import least_monthly
from app.models.terms import CategoryGroup, MethodCode
from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.rules.vocabulary import Category, label

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


def assistance(facts: Facts, policy: Policy) -> Judgement:
    """救助帮扶: a certified hardship or special category, and no other way to repay (三(三))."""
    certifiable = hardships(facts, policy)
    if not certifiable:
        return Judgement(False, (), (policy.finding("not_hardship"),))
    proofs = valid_proofs(facts, policy)
    closing = [] if proofs else [_evidence_missing(policy, c) for c in certifiable]
    closing += _obstacles(facts, policy)
    reasons = [_evidence_valid(policy, proof) for proof in proofs]
    if not closing:
        reasons.append(policy.finding("assistance_open"))
    answered, asked = _application(facts, policy)
    return Judgement(not closing, (*reasons, *answered), (*closing, *asked))


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


def hardships(facts: Facts, policy: Policy) -> tuple[Category, ...]:
    """The person's categories that a department can certify."""
    known = [policy.categories[code] for code in facts.categories]
    return tuple(category for category in known if category.group != CategoryGroup.GENERAL)


def valid_proofs(facts: Facts, policy: Policy) -> tuple[Proof, ...]:
    """Evidence in date on the day, of a category the person has, by a department entitled to it."""
    return tuple(
        proof
        for proof in facts.proofs
        if proof.category in facts.categories
        and proof.department in policy.categories[proof.category].departments
        and proof.is_valid(facts.on)
    )


def least_fen(facts: Facts, policy: Policy) -> int:
    """The least monthly offset from the benefit that goes on; 0 when none does."""
    if facts.has_died or not facts.benefit_fen:
        return 0
    return least_monthly(facts.benefit_fen, policy.value("monthly_floor", facts.on).value)


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


def _evidence_valid(policy: Policy, proof: Proof) -> Finding:
    held = {"category": policy.categories[proof.category].label}
    held["department"] = label(policy.departments, proof.department)
    return policy.finding("evidence_valid", **held)


def _evidence_missing(policy: Policy, category: Category) -> Finding:
    names = "、".join(policy.departments[code].brief for code in category.departments)
    return policy.finding("evidence_missing", category=category.label, departments=names)


def _obstacles(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """What closes 救助帮扶 besides missing evidence: another way to repay, or none looked for."""
    means = means_of(facts, policy)
    if facts.can_repay is not False:
        yield policy.finding("repay_possible" if facts.can_repay else "repay_unknown")
    if facts.card_fen:
        yield policy.finding("card_first")
    yield from _estate_in_the_way(means, policy)
    if means.offset_fen:
        yield policy.finding("offset_possible")
    elif means.benefit_fen is None:
        yield policy.finding("income_unseen")


def _estate_in_the_way(means: Means, policy: Policy) -> Iterator[Finding]:
    if means.estate_fen is None:
        yield policy.finding("estate_unseen")
    elif means.estate_fen:
        yield policy.finding("estate_first", estate=yuan_text(means.estate_fen))


def _application(facts: Facts, policy: Policy) -> tuple[list[Finding], list[Finding]]:
    """What became of the application, and what is still to be done for it."""
    if facts.assistance_decided == "granted":
        amount = yuan_text(facts.left_fen)
        return [policy.finding("assistance_granted", amount=amount)], []
    if facts.assistance_decided == "refused":
        return [policy.finding("assistance_refused")], []
    if facts.assistance_applied_on is None:
        return [], [policy.finding("assistance_unapplied")]
    applied = policy.finding("assistance_applied", on=f"{facts.assistance_applied_on}")
    by = facts.assistance_applied_by
    if _may_apply(policy, by):
        return [applied], []
    applicant = policy.relations[by].label if by in policy.relations else "未登记"
    return [applied], [policy.finding("applicant_not_entitled", applicant=applicant)]


def _may_apply(policy: Policy, relation: str) -> bool:
    if relation in policy.methods[MethodCode.ASSISTANCE].applicants:
        return True
    return relation in policy.relations and policy.relations[relation].near_kin


def _no_refusal(facts: Facts, policy: Policy) -> Iterator[Finding]:
    if facts.has_refused:
        return
    yield policy.finding("no_refusal")
    if facts.refused_on:
        yield policy.finding("refused_too_early", on=f"{facts.refused_on}")
    if valid_proofs(facts, policy):
        yield policy.finding("enforcement_humane")
