"""Which of the four methods is open for a case today, which is recommended, and why (《通知》三).

Pure: facts in, offers out. Every sentence comes from the policy book with its article.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.methods.schedules import least_monthly
from app.models.terms import CategoryGroup, MethodCode
from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.rules.vocabulary import label


@dataclass(frozen=True)
class Proof:
    """A piece of evidence that is valid on the day, by the codes of the policy book."""

    category: str
    department: str


@dataclass(frozen=True)
class Facts:
    """What the judgement rests on; stored with the decision. None: nobody looked into it yet."""

    on: date
    is_confirmed: bool
    left_fen: int
    category: str
    proofs: tuple[Proof, ...]  # verified and valid on that day
    benefit_fen: int | None  # a month, still to come from this insurance
    other_benefit_fen: int  # a month, still to come from other insurances
    funeral_fen: int  # funeral and survivors' benefits to come
    account_fen: int  # personal account, the government's subsidy taken off
    card_fen: int
    can_repay: bool | None
    noticed_on: date | None
    refused_on: date | None
    fraud_suspected: bool

    @property
    def has_refused(self) -> bool:
        """A refusal counts only after the notice asked for the money (三(四))."""
        if self.noticed_on is None or self.refused_on is None:
            return False
        return self.refused_on >= self.noticed_on

    @property
    def offset_fen(self) -> int:
        """What can be offset without anybody's income: money and benefits on their way."""
        others = self.other_benefit_fen + self.funeral_fen
        return (self.benefit_fen or 0) + others + self.account_fen

    def as_json(self) -> dict[str, Any]:
        dates = ("on", "noticed_on", "refused_on")
        texts = {name: day.isoformat() for name in dates if (day := getattr(self, name))}
        return asdict(self) | texts


@dataclass(frozen=True)
class Offer:
    """One method as the clerk sees it. least_monthly_fen: 0 where no monthly offset is judged."""

    method: MethodCode
    label: str
    summary: str
    is_open: bool
    recommended: bool
    findings: tuple[Finding, ...]
    papers: tuple[str, ...]
    least_monthly_fen: int = 0


Judgement = tuple[bool, list[Finding]]
Judge = Callable[[Facts, Policy], Judgement]


def offers(facts: Facts, policy: Policy, judges: dict[MethodCode, Judge]) -> tuple[Offer, ...]:
    """One offer per method, in the order of the notice."""
    if blocked := _blocked(facts, policy):
        judged = {code: (False, [blocked]) for code in judges}
    else:
        judged = {code: judge(facts, policy) for code, judge in judges.items()}
    first = _recommended(facts, {code for code, (is_open, _) in judged.items() if is_open})
    return tuple(
        Offer(
            code,
            policy.methods[code].label,
            policy.methods[code].summary,
            is_open,
            code == first,
            tuple(findings),
            policy.methods[code].papers,
            _least(facts, policy) if code == MethodCode.AGREEMENT else 0,
        )
        for code, (is_open, findings) in judged.items()
    )


def order(facts: Facts, policy: Policy) -> Judgement:
    """责令退还: open to all once confirmed (三(一))."""
    findings = [policy.finding("order_noticed" if facts.noticed_on else "order_first")]
    if facts.fraud_suspected:
        findings.append(policy.finding("fraud_suspected"))
    return True, findings


def agreement(facts: Facts, policy: Policy) -> Judgement:
    """协议追回: benefits still to come, an account to offset, or the ability to repay (三(二))."""
    findings = []
    if facts.account_fen:
        findings.append(policy.finding("account_available", amount=yuan_text(facts.account_fen)))
    if facts.benefit_fen:
        share = policy.value("monthly_floor", facts.on).value
        least = yuan_text(_least(facts, policy))
        findings.append(policy.finding("benefit_goes_on"))
        findings.append(policy.finding("least_monthly", share=f"{share:.0%}", least=least))
    if facts.other_benefit_fen:
        findings.append(policy.finding("other_benefit"))
    if facts.funeral_fen:
        findings.append(policy.finding("funeral_due", amount=yuan_text(facts.funeral_fen)))
    if facts.can_repay:
        findings.append(policy.finding("can_repay"))
    if findings:
        return True, findings
    if facts.benefit_fen is None or facts.can_repay is None:
        return True, [policy.finding("income_unknown")]
    return False, [policy.finding("no_income")]


def assistance(facts: Facts, policy: Policy) -> Judgement:
    """救助帮扶: a certified hardship or special category, and no other way to repay (三(三))."""
    category = policy.categories[facts.category]
    if category.group == CategoryGroup.GENERAL:
        return False, [policy.finding("not_hardship")]
    findings, is_open = [], True
    proof = next((p for p in facts.proofs if p.department in category.departments), None)
    if proof is None:
        names = "、".join(policy.departments[code].brief for code in category.departments)
        missing = {"category": category.label, "departments": names}
        findings.append(policy.finding("evidence_missing", **missing))
        is_open = False
    else:
        department = label(policy.departments, proof.department)
        held = {"category": category.label, "department": department}
        findings.append(policy.finding("evidence_valid", **held))
    for obstacle in _obstacles(facts):
        findings.append(policy.finding(obstacle))
        is_open = False
    if is_open:
        findings.append(policy.finding("assistance_open"))
    return is_open, findings


def enforcement(facts: Facts, policy: Policy) -> Judgement:
    """依法追缴: a card balance, or a refusal on record; never the first step (三(四))."""
    findings = []
    if facts.card_fen:
        findings.append(policy.finding("card_balance", amount=yuan_text(facts.card_fen)))
    if facts.has_refused and facts.refused_on:
        findings.append(policy.finding("refused", on=facts.refused_on.isoformat()))
    if facts.fraud_suspected:
        findings.append(policy.finding("fraud_suspected"))
    if not facts.has_refused:
        findings.append(policy.finding("no_refusal"))
    return bool(facts.card_fen or facts.has_refused), findings


def _obstacles(facts: Facts) -> list[str]:
    """The conditions that close 救助帮扶 besides missing evidence."""
    obstacles = []
    if facts.can_repay is not False:
        obstacles.append("repay_possible" if facts.can_repay else "repay_unknown")
    if facts.card_fen:
        obstacles.append("card_first")
    if facts.offset_fen:
        obstacles.append("offset_possible")
    elif facts.benefit_fen is None:
        obstacles.append("income_unseen")
    return obstacles


def _blocked(facts: Facts, policy: Policy) -> Finding | None:
    if not facts.is_confirmed:
        return policy.finding("not_confirmed")
    return None if facts.left_fen else policy.finding("nothing_left")


def _recommended(facts: Facts, open_methods: set[MethodCode]) -> MethodCode | None:
    """Humane first: enforcement only where a refusal is on record and nothing gentler is open."""
    if not open_methods:
        return None
    if not facts.noticed_on:
        return MethodCode.ORDER
    if MethodCode.ASSISTANCE in open_methods:
        return MethodCode.ASSISTANCE
    if facts.has_refused:
        return MethodCode.ENFORCEMENT
    has_means = facts.offset_fen or facts.can_repay
    return MethodCode.AGREEMENT if has_means else MethodCode.ORDER


def _least(facts: Facts, policy: Policy) -> int:
    if not facts.benefit_fen:
        return 0
    return least_monthly(facts.benefit_fen, policy.value("monthly_floor", facts.on).value)
