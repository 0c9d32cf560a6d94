"""Which methods, channels and steps are open for a case today, which is recommended, and why
(《通知》三).

Pure: facts in, offers out. Every sentence comes from the policy book with its article, and nothing
here makes the debt smaller: hardship changes the way, never the sum.
"""

from collections.abc import Iterable, Mapping

from app.methods.offers.assistance import hardships, valid_proofs
from app.methods.offers.channels import channels_of
from app.methods.offers.facts import Facts, Proof
from app.methods.offers.judges import least_fen
from app.methods.offers.ladder import ACTS, Rung, ladder
from app.methods.offers.means import means_of
from app.methods.offers.offer import ChannelOffer, Judge, Judgement, Offer
from app.methods.offers.steps import blocking
from app.methods.offers.verdicts import Situation
from app.models.terms import MethodCode
from app.rules.policy import Policy

__all__ = [
    "ACTS",
    "ChannelOffer",
    "Facts",
    "Judge",
    "Offer",
    "Proof",
    "Rung",
    "fallbacks",
    "ladder",
    "offers",
]


def offers(facts: Facts, policy: Policy, judges: Mapping[MethodCode, Judge]) -> tuple[Offer, ...]:
    """One offer per method, in the order of the notice."""
    if blocked := blocking(facts, policy):
        missing = () if facts.is_confirmed else (blocked,)
        reasons = (blocked,) if facts.is_confirmed else ()
        judged = {code: Judgement(False, reasons, missing) for code in judges}
    else:
        judged = {code: judge(facts, policy) for code, judge in judges.items()}
    first = _recommended(facts, policy, {code for code, j in judged.items() if j.is_open})
    return tuple(
        _offer(facts, policy, code, judgement, recommended=code == first)
        for code, judgement in judged.items()
    )


def fallbacks(offered: Iterable[Offer]) -> tuple[MethodCode, ...]:
    """ "If not A, then B": the open methods, the recommended one first, then the gentlest."""
    is_open = [offer for offer in offered if offer.is_open]
    gentle = list(MethodCode)
    ranked = sorted(is_open, key=lambda o: (not o.recommended, gentle.index(o.method)))
    return tuple(offer.method for offer in ranked)


def _offer(
    facts: Facts, policy: Policy, method: MethodCode, judgement: Judgement, *, recommended: bool
) -> Offer:
    entry = policy.methods[method]
    situation = Situation(facts, policy, means_of(facts, policy), method, judgement)
    return Offer(
        method=method,
        label=entry.label,
        summary=entry.summary,
        is_open=judgement.is_open,
        recommended=recommended,
        findings=judgement.findings,
        missing=judgement.missing,
        papers=(*entry.papers, *_papers(facts, policy, method)),
        channels=channels_of(situation),
        least_monthly_fen=least_fen(facts, policy) if method == MethodCode.AGREEMENT else 0,
    )


def _papers(facts: Facts, policy: Policy, method: MethodCode) -> tuple[str, ...]:
    """The certificates still to be handed in for 救助帮扶, by category."""
    if method != MethodCode.ASSISTANCE or valid_proofs(facts, policy):
        return ()
    asked = hardships(facts, policy)
    return tuple(f"{category.label}：{'或'.join(category.documents)}" for category in asked)


def _recommended(facts: Facts, policy: Policy, open_methods: set[MethodCode]) -> MethodCode | None:
    """Humane first: enforcement only where a refusal is on record and nothing gentler is open."""
    if not open_methods:
        return None
    if facts.notice_issued_on is None and facts.notice_served_on is None:
        return MethodCode.ORDER
    if MethodCode.ASSISTANCE in open_methods and facts.assistance_decided != "refused":
        return MethodCode.ASSISTANCE
    if facts.keeps_agreement and MethodCode.AGREEMENT in open_methods:
        return MethodCode.AGREEMENT
    if facts.has_refused:
        return MethodCode.ENFORCEMENT
    means = means_of(facts, policy)
    can_agree = means.offset_fen or means.heirs_fen or facts.can_repay
    if can_agree and not facts.agreement_broken:
        return MethodCode.AGREEMENT
    return MethodCode.ORDER
