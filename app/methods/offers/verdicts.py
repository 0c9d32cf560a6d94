"""What each channel can give today, judged by itself; its method is judged elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass

from app.methods.offers.facts import Facts
from app.methods.offers.judges import floor_finding, heirs_finding, least_fen
from app.methods.offers.means import Means
from app.methods.offers.offer import Judgement
from app.methods.offers.steps import heirless_finding
from app.methods.sources import AT_THE_UNIT
from app.models.terms import MethodCode
from app.money import yuan_text
from app.rules.policy import Finding, Policy


@dataclass(frozen=True)
class Situation:
    """What a channel is judged on; judged: the method it stands under."""

    facts: Facts
    policy: Policy
    means: Means
    method: MethodCode
    judged: Judgement


@dataclass(frozen=True)
class Verdict:
    """fen: what there is at most; None: nobody can tell; 0: closed."""

    fen: int | None
    findings: tuple[Finding, ...]

    @property
    def is_open(self) -> bool:
        return self.fen != 0


def unknown(situation: Situation) -> Verdict:
    return Verdict(None, (situation.policy.finding("channel_recordable"),))


def _lump(situation: Situation) -> Verdict:
    left = situation.facts.left_fen
    finding = situation.policy.finding("lump_possible", amount=yuan_text(left))
    return Verdict(left, (finding,))


def _instalments(situation: Situation) -> Verdict:
    able, policy = situation.facts.can_repay, situation.policy
    if able is None:
        return Verdict(None, (policy.finding("repay_unknown"),))
    if able:
        return Verdict(situation.facts.left_fen, (policy.finding("can_repay"),))
    return Verdict(0, (policy.finding("ability_none"),))


def _monthly(situation: Situation) -> Verdict:
    facts, policy, fen = situation.facts, situation.policy, situation.means.benefit_fen
    if fen is None:
        return Verdict(None, (policy.finding("floor_unchecked"),))
    if not fen:
        return Verdict(0, (policy.finding("benefit_none"),))
    return Verdict(fen, (policy.finding("benefit_goes_on"), floor_finding(facts, policy)))


def _other_insurance(situation: Situation) -> Verdict:
    facts, policy, fen = situation.facts, situation.policy, situation.means.other_benefit_fen
    if not fen:
        return Verdict(0, (policy.finding("other_benefit_none"),))
    floor = (floor_finding(facts, policy),) if least_fen(facts, policy) else ()
    return Verdict(fen, (policy.finding("other_benefit"), *floor))


def _account(situation: Situation) -> Verdict:
    facts, policy, fen = situation.facts, situation.policy, situation.means.account_fen
    if not fen:
        name = "account_not_yet" if facts.account_fen else "account_none"
        return Verdict(0, (policy.finding(name),))
    if policy.reasons[facts.reason].account == "agreement":
        return Verdict(fen, (policy.finding("account_by_agreement", amount=yuan_text(fen)),))
    name = "account_after_death" if facts.has_died else "account_offset"
    return Verdict(fen, (policy.finding(name, amount=yuan_text(fen)),))


def _funeral(situation: Situation) -> Verdict:
    facts, policy, fen = situation.facts, situation.policy, situation.means.funeral_fen
    if not fen:
        return Verdict(0, (policy.finding("funeral_none"),))
    if facts.insurance == AT_THE_UNIT:
        return Verdict(0, (policy.finding("funeral_at_unit"),))
    by_right = facts.has_died and policy.reasons[facts.reason].account != "agreement"
    name = "funeral_offset" if by_right else "funeral_due"
    return Verdict(fen, (policy.finding(name, amount=yuan_text(fen)),))


def _unit(situation: Situation) -> Verdict:
    facts, policy = situation.facts, situation.policy
    if facts.insurance == AT_THE_UNIT and situation.means.funeral_fen:
        return Verdict(situation.means.funeral_fen, (policy.finding("funeral_at_unit"),))
    return unknown(situation)


def _heir(situation: Situation) -> Verdict:
    facts, policy, fen = situation.facts, situation.policy, situation.means.heirs_fen
    if not facts.has_died:
        return Verdict(0, (policy.finding("heir_alive"),))
    if (heirless := heirless_finding(facts, policy)) is not None:
        return Verdict(None if facts.heirs is None else 0, (heirless,))
    if fen is None:
        return Verdict(None, (policy.finding("estate_unknown"),))
    if not fen:
        return Verdict(0, (policy.finding("estate_nothing"),))
    return Verdict(fen, (heirs_finding(facts.heirs or (), fen, policy),))


def _administrator(situation: Situation) -> Verdict:
    facts, policy, fen = situation.facts, situation.policy, situation.means.estate_fen
    if not facts.has_died:
        return Verdict(0, (policy.finding("heir_alive"),))
    if facts.heirs is None:
        return Verdict(None, (policy.finding("heirs_unseen"),))
    if heirless_finding(facts, policy) is None:
        names = "、".join(heir.name for heir in facts.heirs if not heir.renounced)
        return Verdict(0, (policy.finding("estate_inherited", names=names),))
    if fen is None:
        return Verdict(None, (policy.finding("estate_unknown"),))
    if not fen:
        return Verdict(0, (policy.finding("estate_nothing"),))
    return Verdict(fen, (policy.finding("estate_administered", estate=yuan_text(fen)),))


def _government(situation: Situation) -> Verdict:
    policy = situation.policy
    if situation.facts.assistance_decided == "refused":
        return Verdict(0, (policy.finding("assistance_refused"),))
    return Verdict(None, (policy.finding("assistance_open"),))


def _charity(situation: Situation) -> Verdict:
    return Verdict(None, (situation.policy.finding("charity_open"),))


def _card(situation: Situation) -> Verdict:
    fen, policy = situation.facts.card_fen, situation.policy
    if not fen:
        return Verdict(0, (policy.finding("card_none"),))
    return Verdict(fen, (policy.finding("card_balance", amount=yuan_text(fen)),))


def _bank(situation: Situation) -> Verdict:
    verdict = _card(situation)
    if not verdict.fen:
        return verdict
    return Verdict(verdict.fen, (*verdict.findings, situation.policy.finding("bank_consent")))


def _sent_to(rung: str) -> Callable[[Situation], Verdict]:
    def judge(situation: Situation) -> Verdict:
        facts, policy = situation.facts, situation.policy
        is_decided = rung == "administration" and facts.decision_served_on is not None
        is_sent = is_decided or rung in facts.transfers
        target = policy.rungs[rung].label
        name = "transfer_money" if is_sent else "transfer_before"
        return Verdict(None if is_sent else 0, (policy.finding(name, target=target),))

    return judge


def _at_court(sent: str, act: str, open_: str, closed: str) -> Callable[[Situation], Verdict]:
    """A channel through the court: from the day its act may be recorded."""

    def judge(situation: Situation) -> Verdict:
        facts = situation.facts
        is_open = sent in facts.transfers or act in facts.open_acts
        finding = situation.policy.finding(open_ if is_open else closed)
        return Verdict(None if is_open else 0, (finding,))

    return judge


VERDICTS: dict[str, Callable[[Situation], Verdict]] = {
    "lump": _lump,
    "instalments": _instalments,
    "monthly_offset": _monthly,
    "other_insurance_offset": _other_insurance,
    "personal_account": _account,
    "funeral_offset": _funeral,
    "unit_withholding": _unit,
    "heir": _heir,
    "estate_administrator": _administrator,
    "government_aid": _government,
    "charity": _charity,
    "card_return": _card,
    "bank_transfer": _bank,
    "administrative": _sent_to("administration"),
    "police": _sent_to("police"),
    "discipline": _sent_to("discipline"),
    "court": _at_court("court", "court_applied", "court_possible", "court_too_early"),
    "lawsuit": _at_court("lawsuit", "lawsuit_filed", "lawsuit_possible", "lawsuit_too_early"),
}
