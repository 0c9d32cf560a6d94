"""What a clerk enters of a plan, and the schedule and promisor it gives."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.errors import UserError
from app.methods.schedules import Schedule, check_monthly, instalments, lump, monthly
from app.models import Person
from app.models.month import Month
from app.models.terms import PlanKind
from app.rules.identity import read_id
from app.rules.policy import Policy, PolicyValue

T = TypeVar("T")

SELF = "self"  # the relation 本人
EARLIEST = Month("2000-01")  # before it a plan is a slip of the pen
_REFUSED = "无法制定退还计划"


@dataclass(frozen=True)
class PlanEntry:
    """What the clerk enters for a plan; which fields count depends on the kind.

    part_fen: what the plan covers, None for all that is left. is_beside: it runs beside the plan
    in force. approved_*: the county's leave for less than the least share.
    """

    kind: PlanKind
    pay_by: date | None = None
    periods: int | None = None
    whole_yuan: bool = False
    monthly_fen: int | None = None
    first_month: Month | None = None
    part_fen: int | None = None
    is_beside: bool = False
    approved_by: str = ""
    approval_number: str = ""
    approval_reason: str = ""
    promisor_name: str = ""
    promisor_id_number: str = ""
    promisor_phone: str = ""
    relation: str = ""


def schedule_from(
    entry: PlanEntry, owed_fen: int, *, benefit_fen: int | None, floor: PolicyValue
) -> Schedule:
    """The dues of what was entered; benefit_fen: a month of what goes on, None while unknown.

    Raises UserError naming the field missing or refused.
    """
    if entry.kind == PlanKind.LUMP:
        pay_by = _needed(entry.pay_by, "退回日期", "pay_by")
        if not EARLIEST.first_day <= pay_by < date(2100, 1, 1):
            raise UserError(_REFUSED, f"退回日期 {pay_by} 有误，请核对。", field="pay_by")
        return lump(owed_fen, pay_by)
    first = _needed(entry.first_month, "起始年月", "first_month")
    if first < EARLIEST:
        raise UserError(_REFUSED, f"起始年月 {first} 过早，请核对。", field="first_month")
    if entry.kind == PlanKind.INSTALMENTS:
        periods = _needed(entry.periods, "期数", "periods")
        return instalments(owed_fen, periods, first, whole_yuan=entry.whole_yuan)
    each = _needed(entry.monthly_fen, "每月金额", "monthly_fen")
    if benefit_fen is not None and (each < owed_fen or benefit_fen < owed_fen):
        check_monthly(each, benefit_fen, floor, approved_fen=_approved(entry))
    return monthly(owed_fen, each, first)


def check_promisor(policy: Policy, person: Person, entry: PlanEntry) -> None:
    """Raises UserError naming what is wrong with who promises."""
    if entry.relation and entry.relation not in policy.relations:
        raise UserError(_REFUSED, "请在列表中选择承诺人与当事人关系。", field="relation")
    is_other = entry.relation not in ("", SELF)
    if is_other and not entry.promisor_name.strip():
        raise UserError(_REFUSED, "请填写“承诺人姓名”。", field="promisor_name")
    if is_other and person.id_number and entry.promisor_id_number == person.id_number:
        advice = "承诺人不是本人，证件号码却与当事人相同，请核对。"
        raise UserError("承诺人证件号码有误", advice, field="promisor_id_number")
    if entry.promisor_id_number and not (read := read_id(entry.promisor_id_number)).valid:
        raise UserError("承诺人证件号码有误", read.message, field="promisor_id_number")


def promisor(person: Person, entry: PlanEntry) -> dict[str, str]:
    """Who promises; for 本人 what is left empty is taken from the person."""
    own = entry.relation == SELF
    return {
        "promisor_name": entry.promisor_name or (person.name if own else ""),
        "promisor_id_number": entry.promisor_id_number or (person.id_number or "" if own else ""),
        "promisor_phone": entry.promisor_phone or (person.phone if own else ""),
        "relation": entry.relation,
    }


def _approved(entry: PlanEntry) -> int | None:
    """The sum the county allowed, once who, which paper and why are all entered."""
    fields = ("approved_by", "approval_number", "approval_reason")
    given = [field for field in fields if getattr(entry, field).strip()]
    if not given:
        return None
    for field in fields:
        if field not in given:
            advice = "县级批准少扣的，批准单位、文号和理由都要填写。"
            raise UserError(_REFUSED, advice, field=field)
    return entry.monthly_fen


def _needed(value: T | None, title: str, field: str) -> T:
    if value is None:
        raise UserError(_REFUSED, f"请填写“{title}”。", field=field)
    return value
