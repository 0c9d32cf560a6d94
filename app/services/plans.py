"""退还计划: lump sum, instalments or monthly offset of what is left; checked, then stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlmodel import Session

from app.errors import UserError
from app.methods.schedules import (
    Schedule,
    check_monthly,
    instalments,
    least_monthly,
    lump,
    monthly,
)
from app.models import Case, Decision, Person, Plan
from app.models.month import Month
from app.models.terms import CategoryGroup, EventKind, PlanKind
from app.money import yuan_text
from app.rules.identity import read_id
from app.rules.policy import Finding
from app.services import events
from app.services.lookup import amount_fen, find_case, left_fen, of_case
from app.services.office import Office
from app.storage.database import reading, transaction

T = TypeVar("T")

SELF = "self"  # the relation 本人
EARLIEST = Month("2000-01")  # before it a plan is a slip of the pen


@dataclass(frozen=True)
class PlanEntry:
    """What the clerk enters for a plan; which fields count depends on the kind."""

    kind: PlanKind
    pay_by: date | None = None
    periods: int | None = None
    whole_yuan: bool = False
    monthly_fen: int | None = None
    first_month: Month | None = None
    promisor_name: str = ""
    promisor_id_number: str = ""
    promisor_phone: str = ""
    relation: str = ""


@dataclass(frozen=True)
class PlanPreview:
    """A plan before it is stored. least_fen: the least monthly offset, 0 where unknown."""

    schedule: Schedule
    warnings: tuple[Finding, ...]
    least_fen: int


def preview_plan(office: Office, number: str, entry: PlanEntry) -> PlanPreview:
    """The plan these entries give; nothing is stored.

    Raises UserError naming the field that is missing or refused.
    """
    with reading(office.database) as session:
        return _preview(office, session, find_case(session, number), entry)


def make_plan(office: Office, number: str, entry: PlanEntry) -> PlanPreview:
    """Store a plan for what is left; an older plan stays in the history.

    Raises UserError naming the field refused, or when no method was decided yet.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        if not of_case(session, Decision, case):
            raise UserError("无法制定退还计划", "请先选定追缴方式。", field="method")
        preview = _preview(office, session, case, entry)
        schedule, is_lump = preview.schedule, entry.kind == PlanKind.LUMP
        plan = Plan.new(
            case_id=case.id,
            kind=entry.kind,
            amount_fen=amount_fen(session, case),
            owed_fen=left_fen(session, case),
            each_fen=schedule.each_fen,
            periods=schedule.periods,
            pay_by=entry.pay_by if is_lump else None,
            first_month=None if is_lump else entry.first_month,
            made_on=office.today(),
            **_promisor(session.get_one(Person, case.person_id), entry),
        )
        session.add(plan)
        case.revision += 1
        each = yuan_text(plan.each_fen)
        summary = f"制定退还计划：{plan.kind.label}，{plan.periods} 期，每期 {each} 元"
        events.record(session, office.clerk, EventKind.PLANNED, summary, case=case)
    return preview


def _preview(office: Office, session: Session, case: Case, entry: PlanEntry) -> PlanPreview:
    if entry.relation and entry.relation not in office.policy.relations:
        raise UserError("无法制定退还计划", "请在列表中选择承诺人与当事人关系。", field="relation")
    is_other = entry.relation not in ("", SELF)
    if is_other and not entry.promisor_name.strip():
        raise UserError("无法制定退还计划", "请填写“承诺人姓名”。", field="promisor_name")
    person = session.get_one(Person, case.person_id)
    if is_other and person.id_number and entry.promisor_id_number == person.id_number:
        advice = "承诺人不是本人，证件号码却与当事人相同，请核对。"
        raise UserError("承诺人证件号码有误", advice, field="promisor_id_number")
    if entry.promisor_id_number and not (read := read_id(entry.promisor_id_number)).valid:
        raise UserError("承诺人证件号码有误", read.message, field="promisor_id_number")
    schedule = _schedule(office, case, entry, left_fen(session, case))
    floor = office.policy.value("monthly_floor", office.today())
    least = least_monthly(case.benefit_fen, floor.value) if case.benefit_fen else 0
    return PlanPreview(schedule, tuple(_warnings(office, case, schedule)), least)


def _schedule(office: Office, case: Case, entry: PlanEntry, owed: int) -> Schedule:
    if entry.kind == PlanKind.LUMP:
        pay_by = _needed(entry.pay_by, "退回日期", "pay_by")
        if not EARLIEST.first_day <= pay_by < date(2100, 1, 1):
            raise UserError("无法制定退还计划", f"退回日期 {pay_by} 有误，请核对。", field="pay_by")
        return lump(owed, pay_by)
    first = _needed(entry.first_month, "起始年月", "first_month")
    if first < EARLIEST:
        raise UserError("无法制定退还计划", f"起始年月 {first} 过早，请核对。", field="first_month")
    if entry.kind == PlanKind.INSTALMENTS:
        periods = _needed(entry.periods, "期数", "periods")
        return instalments(owed, periods, first, whole_yuan=entry.whole_yuan)
    each = _needed(entry.monthly_fen, "每月金额", "monthly_fen")
    if case.benefit_fen is not None and (each < owed or case.benefit_fen < owed):
        floor = office.policy.value("monthly_floor", office.today())
        check_monthly(each, case.benefit_fen, floor)
    return monthly(owed, each, first)


def _warnings(office: Office, case: Case, schedule: Schedule) -> Iterator[Finding]:
    """What the clerk should think over; none of it stops the plan."""
    policy, today = office.policy, office.today()
    is_monthly = schedule.kind == PlanKind.MONTHLY
    if is_monthly and case.benefit_fen is None:
        yield policy.finding("floor_unchecked")
    if schedule.dues[0].month < Month.of(today):
        yield policy.finding("starts_in_past", month=schedule.dues[0].month)
    most = int(policy.value("most_periods", today).value)
    if schedule.periods > most:
        yield policy.finding("many_periods", most=str(most))
    share = policy.value("high_share", today).value
    is_hardship = policy.categories[case.category].group == CategoryGroup.HARDSHIP
    if is_hardship and is_monthly and schedule.each_fen > share * (case.benefit_fen or 0):
        yield policy.finding("high_share", share=f"{share:.0%}")


def _promisor(person: Person, entry: PlanEntry) -> dict[str, str]:
    """Who promises; for 本人 what is left empty is taken from the person."""
    own = entry.relation == SELF
    return {
        "promisor_name": entry.promisor_name or (person.name if own else ""),
        "promisor_id_number": entry.promisor_id_number or (person.id_number or "" if own else ""),
        "promisor_phone": entry.promisor_phone or (person.phone if own else ""),
        "relation": entry.relation,
    }


def _needed(value: T | None, title: str, field: str) -> T:
    if value is None:
        raise UserError("无法制定退还计划", f"请填写“{title}”。", field=field)
    return value
