"""退还计划: lump sum, instalments or monthly offset of what is left; checked, then stored."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import UserError
from app.methods.floors import cautions
from app.methods.merged import uncovered_fen
from app.methods.schedules import Schedule, least_monthly, schedule_of
from app.models import Plan
from app.models.month import Month
from app.models.terms import CategoryGroup, EventKind, PersonStatus, PlanKind
from app.money import yuan_text
from app.rules.policy import Finding, Policy
from app.services.acts import finish, refuse_closed
from app.services.case_file import CaseFile, open_file
from app.services.facts import plan_standing
from app.services.holdings import card_fen, goes_on_fen, usable_account_fen
from app.services.office import Office
from app.services.plan_entries import SELF, PlanEntry, check_promisor, promisor, schedule_from
from app.services.settings import living_floor
from app.services.stopped import OWN
from app.storage.database import reading, transaction

__all__ = ["SELF", "PlanEntry", "PlanPreview", "make_plan", "preview_plan"]


@dataclass(frozen=True)
class PlanPreview:
    """A plan before it is stored. benefit_fen: a month of what goes on, None while unknown.

    least_fen: the least monthly offset, 0 where unknown. uncovered_fen: what no plan covers once
    this one stands.
    """

    schedule: Schedule
    warnings: tuple[Finding, ...]
    benefit_fen: int | None
    least_fen: int
    uncovered_fen: int


def preview_plan(office: Office, number: str, entry: PlanEntry) -> PlanPreview:
    """The plan these entries give; nothing is stored.

    Raises UserError naming the field that is missing or refused.
    """
    with reading(office.database) as session:
        file = open_file(session, number)
        return _preview(office, file, entry, floor_fen=living_floor(session))


def make_plan(office: Office, number: str, entry: PlanEntry) -> PlanPreview:
    """Store a plan for what is left, or for a part of it; an older plan stays in the history.

    Raises UserError naming the field refused, or when no method was decided yet.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        case = file.case
        refuse_closed(case, "无法制定退还计划")
        if not file.decisions:
            raise UserError("无法制定退还计划", "请先选定追缴方式。", field="method")
        preview = _preview(office, file, entry, floor_fen=living_floor(session))
        schedule, is_lump = preview.schedule, entry.kind == PlanKind.LUMP
        plan = Plan.new(
            case_id=case.id,
            kind=entry.kind,
            amount_fen=file.amount_fen,
            paid_fen=file.recovered_fen,
            owed_fen=sum(due.fen for due in schedule.dues),
            is_beside=entry.is_beside,
            each_fen=schedule.each_fen,
            periods=schedule.periods,
            pay_by=entry.pay_by if is_lump else None,
            first_month=None if is_lump else entry.first_month,
            made_on=office.today(),
            benefit_fen=preview.benefit_fen if entry.kind == PlanKind.MONTHLY else None,
            approved_by=entry.approved_by,
            approval_number=entry.approval_number,
            approval_reason=entry.approval_reason,
            **promisor(file.person, entry),
        )
        session.add(plan)
        each = yuan_text(plan.each_fen)
        summary = f"制定退还计划：{plan.kind.label}，{plan.periods} 期，每期 {each} 元"
        finish(office, session, case, EventKind.PLANNED, summary)
    return preview


def _preview(
    office: Office, file: CaseFile, entry: PlanEntry, *, floor_fen: int | None
) -> PlanPreview:
    policy, today = office.policy_of(file.case), office.today()
    check_promisor(policy, file.person, entry)
    others = _beside(file, entry)
    stands = plan_standing(policy, file, today)
    covered = stands.left_fen if others and stands else 0
    rest = uncovered_fen(file.left_fen, [covered])
    owed = rest if entry.part_fen is None else entry.part_fen
    uncovered = uncovered_fen(file.left_fen, [covered, owed])
    floor = policy.value("monthly_floor", today)
    benefit = _benefit(policy, file, entry)
    schedule = schedule_from(entry, owed, benefit_fen=benefit, floor=floor)
    least = least_monthly(benefit, floor.value) if benefit else 0
    warned = list(_warnings(office, file, schedule, benefit=benefit, floor_fen=floor_fen))
    if uncovered:
        warned.append(policy.finding("rest_unplanned", rest=yuan_text(uncovered)))
    return PlanPreview(schedule, tuple(warned), benefit, least, uncovered)


def _beside(file: CaseFile, entry: PlanEntry) -> list[Schedule]:
    """The plans that go on beside the new one."""
    if not entry.is_beside:
        return []
    if not file.plans_in_force:
        advice = "还没有可以并行的计划，请先制定一个计划。"
        raise UserError("无法制定并行计划", advice, field="is_beside")
    if any(plan.kind == entry.kind for plan in file.plans_in_force):
        advice = f"已有“{entry.kind.label}”计划，并行的计划请用另一种退还方式。"
        raise UserError("无法制定并行计划", advice, field="kind")
    return [schedule_of(plan) for plan in file.plans_in_force]


def _benefit(policy: Policy, file: CaseFile, entry: PlanEntry) -> int | None:
    """A month of what the offset is taken from; None while it is unknown, as of a relative's.

    Raises UserError (kind) where the dead were to go on paying (告知事项1).
    """
    if file.person.status != PersonStatus.DECEASED:
        return goes_on_fen(policy, file.case)
    if entry.kind == PlanKind.MONTHLY and entry.relation in OWN:
        advice = (
            "当事人已死亡，待遇从次月起停发，不能再按月抵扣；请先从个人账户、丧葬抚恤待遇和遗产中清偿，"
            "其余由承诺人一次性或者分期退还。"
        )
        raise UserError("无法按月抵扣", advice, field="kind")
    return None


def _before_offsetting(policy: Policy, file: CaseFile) -> Iterator[Finding]:
    """The money that comes before a monthly offset (三(四)、告知事项3、4、10)."""
    if card_fen(file):
        yield policy.finding("card_first")
    account = usable_account_fen(file)
    if account and policy.reasons[file.case.reason].account == "always":
        yield policy.finding("account_available", amount=yuan_text(account))


def _warnings(
    office: Office,
    file: CaseFile,
    schedule: Schedule,
    *,
    benefit: int | None,
    floor_fen: int | None,
) -> Iterator[Finding]:
    """What the clerk should think over; none of it stops the plan."""
    policy, on = office.policy_of(file.case), office.today()
    is_monthly = schedule.kind == PlanKind.MONTHLY
    if is_monthly:
        yield from _before_offsetting(policy, file)
    if is_monthly and benefit is None:
        yield policy.finding("floor_unchecked")
    if schedule.dues[0].month < Month.of(on):
        yield policy.finding("starts_in_past", month=schedule.dues[0].month)
    most, share = policy.value("most_periods", on), policy.value("high_share", on)
    seen = cautions(
        schedule,
        benefit or 0,
        high_share=share,
        most_periods=most,
        living_floor_fen=floor_fen,
    )
    if seen.is_long:
        yield policy.finding("many_periods", most=f"{most.value:f}")
    is_hardship = policy.categories[file.case.category].group == CategoryGroup.HARDSHIP
    if is_monthly and benefit:
        if is_hardship and seen.is_high_share:
            yield policy.finding("high_share", share=f"{share.value:.0%}")
        if seen.is_under_living_floor:
            rest, least = yuan_text(seen.rest_fen), yuan_text(floor_fen or 0)
            yield policy.finding("under_living_floor", rest=rest, floor=least)
