"""救助帮扶: for certified hardship without any other way to repay; the sum is paid in full
(《通知》三(三)).
"""

from collections.abc import Iterator

from app.methods.offers.facts import Facts, Proof
from app.methods.offers.means import Means, means_of
from app.methods.offers.offer import Judgement
from app.models.terms import CategoryGroup, MethodCode
from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.rules.vocabulary import Category, label


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
