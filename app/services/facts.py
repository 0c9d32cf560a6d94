"""The facts the offers are judged on, read from a case's file and its marks."""

from datetime import date

from app.methods.heirs import Heir
from app.methods.offers import ACTS, Facts, Proof
from app.methods.schedules import schedule_of
from app.methods.standing import BreachRule, Standing, standing
from app.models.terms import CaseState, CheckResult
from app.rules.deadlines import Terms
from app.rules.hardship import valid_through
from app.rules.policy import Policy
from app.rules.procedure.guards import openings
from app.rules.procedure.marks import Marks
from app.services.case_file import CaseFile
from app.services.holdings import card_fen, estate_fen, funeral_fen, heirs, usable_account_fen
from app.services.proven import GENERAL, judged
from app.services.stopped import stopped_plans

UNCONFIRMED = (CaseState.CLUE, CaseState.VERIFYING, CaseState.DISMISSED)
HEIRS = "heirs"  # the item of the checklist that says whether there are any
SENT = ("labour_inspection", "administration", "police", "discipline", "court", "dishonesty_list")
TRANSFERS = {rung: ACTS[rung] for rung in SENT} | {"lawsuit": "lawsuit_filed"}  # to their acts


def facts_of(terms: Terms, file: CaseFile, marks: Marks, on: date) -> Facts:
    """What is known of a case on a day."""
    case = file.case
    offered = openings(terms.policy, state=case.state, marks=marks, on=on)

    def day(name: str) -> date | None:
        return marks[name].on if name in marks else None

    def until(name: str) -> date | None:
        return marks[name].until if name in marks else None

    return Facts(
        on=on,
        is_confirmed=case.state not in UNCONFIRMED,
        left_fen=file.left_fen,
        overpaid_fen=file.amount_fen,
        overpaid_months=sum(period.months for period in file.periods),
        insurance=case.insurance,
        reason=case.reason,
        categories=categories_of(terms.policy, file, on),
        proofs=proofs_of(terms.policy, file, on),
        person_status=file.person.status,
        heirs=heirs_of(file),
        estate_fen=estate_fen(file),
        benefit_fen=case.benefit_fen,
        other_benefit_fen=case.other_benefit_fen,
        funeral_fen=funeral_fen(file),
        account_fen=usable_account_fen(file),
        card_fen=card_fen(file),
        can_repay=case.can_repay,
        notice_issued_on=day("notice_issued"),
        notice_served_on=day("notice_served"),
        refund_due_on=until("notice_served"),
        audit_started_on=day("audit_started"),
        opinion_served_on=day("opinion_served"),
        opinion_due_on=until("opinion_served"),
        refused_on=day("refused"),
        agreement_signed_on=day("agreement_signed") or day("agreement_broken"),
        agreement_broken="agreement_broken" in marks or is_broken(terms.policy, file, on),
        assistance_applied_by=applicant(file),
        assistance_applied_on=day("assistance_applied"),
        assistance_decided=outcome(marks, "assistance_decided"),
        fraud_suspected=case.fraud_suspected,
        decision_served_on=day("decision_served"),
        transfers=tuple(sent for sent, act in TRANSFERS.items() if act in marks),
        open_acts=tuple(each.code for each in offered if each.is_open),
    )


def categories_of(policy: Policy, file: CaseFile, on: date) -> tuple[str, ...]:
    """Every category the person has: the one of the case, and those proven that day."""
    proven = [one.category for one in judged(policy, file, on) if one.is_proven]
    found = dict.fromkeys([file.case.category, *proven])
    return tuple(code for code in found if code != GENERAL) or (GENERAL,)


def proofs_of(policy: Policy, file: CaseFile, on: date) -> tuple[Proof, ...]:
    """The papers of the categories that are proven that day, each until its last day."""
    return tuple(
        Proof(piece.category, piece.department, valid_through(policy, piece), verified=True)
        for one in judged(policy, file, on)
        if one.is_proven
        for piece in one.valid
    )


def plan_standing(policy: Policy, file: CaseFile, on: date) -> Standing | None:
    """How the plans in force stand on a day; None without one."""
    plans = file.plans_in_force
    if not plans:
        return None
    rule = BreachRule(policy.value("breach_dues", on), policy.value("breach_days", on))
    paid = file.recovered_fen - plans[0].paid_fen
    return standing(map(schedule_of, plans), paid, on=on, breach=rule)


def is_broken(policy: Policy, file: CaseFile, on: date) -> bool:
    """What the person's death stopped was not broken."""
    if stopped_plans(file):
        return False
    stands = plan_standing(policy, file, on)
    return stands is not None and stands.is_broken


def outcome(marks: Marks, kind: str) -> str:
    """The outcome of an act that stands; "" without one."""
    found = (name.partition(".")[2] for name in marks if name.startswith(f"{kind}."))
    return next(found, "")


def applicant(file: CaseFile) -> str:
    """Who applied for 救助帮扶 last: a relation of the policy book, or "township"."""
    applied = [act.outcome for act in file.acts if act.kind == "assistance_applied"]
    return applied[-1] if applied else ""


def heirs_of(file: CaseFile) -> tuple[Heir, ...] | None:
    """None until somebody looked for them; () when it was found that there are none."""
    if known := heirs(file):
        return known
    looked = [check.result for check in file.checks if check.item == HEIRS]
    return () if looked and looked[-1] == CheckResult.NO else None
