"""钱从哪里来: the order of sources of a case, what a death stopped, what a new benefit changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.methods.cascade import StoppedPlan, cascade
from app.methods.floors import AdjustedFloor, floor_after_adjustment
from app.methods.schedules import least_monthly
from app.methods.sources import Available, FineRange, Waterfall, fine_range, waterfall
from app.models import Plan
from app.models.terms import LiableRole, PersonStatus, PlanKind
from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.services.case_file import CaseFile, open_file
from app.services.facts import heirs_of
from app.services.holdings import account_fen, card_fen, estate_fen, funeral_fen, goes_on_fen
from app.services.office import Office
from app.services.stopped import stopped_plan, stopped_plans
from app.storage.database import reading

FRAUD = "fraud"  # the group of reasons 欺诈类
NOTHING = Waterfall((), 0, 0, ())


@dataclass(frozen=True)
class MonthlyLine:
    """What the sources leave, offset by the least each month from the benefit that goes on."""

    rest_fen: int
    least_fen: int
    months: int
    last_fen: int
    finding: Finding


@dataclass(frozen=True)
class Sources:
    """waterfall: no lines when nothing is left. stopped: what a death left of monthly plans.

    monthly: None for the dead, without a benefit, and when the sources cover everything.
    """

    waterfall: Waterfall
    monthly: MonthlyLine | None
    stopped: StoppedPlan | None
    findings: tuple[Finding, ...]


def sources_of(office: Office, number: str) -> Sources:
    """Where the money of a case comes from when nobody pays (domain §5.5)."""
    with reading(office.database) as session:
        file = open_file(session, number)
    return sources(office.policy_of(file.case), file, office.today())


def sources(policy: Policy, file: CaseFile, on: date) -> Sources:
    stopped = stopped_plan(file)
    found = _waterfall(policy, file, stopped)
    is_dead = file.person.status == PersonStatus.DECEASED
    line = None if is_dead else _monthly(policy, file, found.left_fen, on)
    findings = (*_stopped(policy, file, stopped), *floor_warning(file, policy, on))
    return Sources(found, line, stopped, findings)


def available(file: CaseFile) -> Available:
    """What is there, as the case has it; a person of role 其他 pays of their own will."""
    case = file.case
    others = [person for person in file.liable if person.role == LiableRole.OTHER]
    return Available(
        has_died=file.person.status == PersonStatus.DECEASED,
        card_fen=card_fen(file),
        account_fen=account_fen(file),
        subsidy_fen=case.account_subsidy_fen,
        funeral_fen=funeral_fen(file),
        estate_fen=estate_fen(file),
        heirs=heirs_of(file),
        voluntary_fen=sum(person.share_fen or 0 for person in others),
    )


def floor_warning(file: CaseFile, policy: Policy, on: date) -> tuple[Finding, ...]:
    """What an adjusted benefit means for the monthly offset in force; nothing while it fits."""
    plan = next((one for one in file.plans_in_force if one.kind == PlanKind.MONTHLY), None)
    new = goes_on_fen(policy, file.case)
    if plan is None or plan.periods == 1 or new is None or new == plan.benefit_fen:
        return ()
    if plan in stopped_plans(file):
        return ()
    old = plan.benefit_fen if plan.benefit_fen is not None else new
    floor = policy.value("monthly_floor", on)
    return tuple(_adjusted(policy, plan, floor_after_adjustment(plan.each_fen, old, new, floor)))


def fine_of(policy: Policy, file: CaseFile, on: date) -> FineRange | None:
    """For information where fraud is suspected: the range of a fine, never added to the debt."""
    is_fraud = policy.reasons[file.case.reason].group == FRAUD
    if not (file.case.fraud_suspected or is_fraud) or not file.amount_fen:
        return None
    return fine_range(policy, file.amount_fen, on=on)


def _waterfall(policy: Policy, file: CaseFile, stopped: StoppedPlan | None) -> Waterfall:
    case, there = file.case, available(file)
    if file.left_fen < 1:
        return NOTHING
    if stopped:
        return cascade(policy, case.insurance, reason=case.reason, stopped=stopped, available=there)
    return waterfall(
        policy, case.insurance, reason=case.reason, owed_fen=file.left_fen, available=there
    )


def _monthly(policy: Policy, file: CaseFile, rest_fen: int, on: date) -> MonthlyLine | None:
    benefit = goes_on_fen(policy, file.case)
    if not benefit or not rest_fen:
        return None
    least = least_monthly(benefit, policy.value("monthly_floor", on).value)
    months = -(-rest_fen // least)  # however many: no plan is made here
    last_fen = rest_fen - least * (months - 1)
    named = {"rest": yuan_text(rest_fen), "least": yuan_text(least)}
    length = {"months": str(months), "last": yuan_text(last_fen)}
    finding = policy.finding("monthly_line", **named, **length)
    return MonthlyLine(rest_fen, least, months, last_fen, finding)


def _stopped(policy: Policy, file: CaseFile, stopped: StoppedPlan | None) -> Iterator[Finding]:
    if stopped:
        day, residue = str(file.person.status_on), yuan_text(stopped.residue_fen)
        yield policy.finding("plan_stopped_by_death", on=day, residue=residue)
    elif stopped_plans(file):
        yield policy.finding("death_day_unknown")


def _adjusted(policy: Policy, plan: Plan, floor: AdjustedFloor) -> Iterator[Finding]:
    new, each = yuan_text(floor.new_benefit_fen), yuan_text(plan.each_fen)
    if floor.is_above_benefit:
        yield policy.finding("offset_above_benefit", new=new, each=each)
    if not floor.is_below:
        return
    old = yuan_text(plan.benefit_fen if plan.benefit_fen is not None else floor.new_benefit_fen)
    named = {"old": old, "new": new, "least": yuan_text(floor.new_least_fen), "each": each}
    if plan.approved_by:
        leave = {"by": plan.approved_by, "paper": plan.approval_number}
        yield policy.finding("floor_still_approved", **named, **leave)
    else:
        yield policy.finding("floor_raised", **named, short=yuan_text(floor.short_fen))
