"""多领明细: the periods of a case, checked against each other and against what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NoReturn

from sqlmodel import Session

from app.errors import UserError
from app.models import Case, OverpaidPeriod, Person
from app.models.month import Month, months_between
from app.models.terms import CaseState, EventKind, PersonStatus
from app.money import yuan_text
from app.services.acts import finish
from app.services.case_file import CaseFile, open_file
from app.services.office import Office
from app.storage.database import transaction

Entered = dict[str, object]


@dataclass(frozen=True)
class Origin:
    """Where periods come from: what the log says of them beside old and new."""

    summary: str
    details: dict[str, Any]


def replace_periods(
    office: Office, number: str, periods: Sequence[Entered]
) -> list[OverpaidPeriod]:
    """Enter the periods anew while the case is being verified; the log keeps the old ones.

    Raises UserError ("periods") when they overlap or do not fit, or the case is decided already.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        return put_periods(office, session, file, periods, Origin("更正：多领明细", {}))


def put_periods(
    office: Office,
    session: Session,
    file: CaseFile,
    periods: Sequence[Entered],
    origin: Origin,
) -> list[OverpaidPeriod]:
    """The same within an act, which says where the periods come from."""
    case, old = file.case, file.periods
    if case.state not in (CaseState.CLUE, CaseState.VERIFYING):
        advice = f"个案已是“{case.state.label}”。金额有变的，请录入县级核定金额。"
        raise UserError("无法修改多领明细", advice, field="periods")
    for period in old:
        session.delete(period)
    stored = add_periods(office, session, case, periods)
    texts = {"old": [text_of(p) for p in old], "new": [text_of(p) for p in stored]}
    details = texts | origin.details
    finish(office, session, case, EventKind.CHANGED, origin.summary, details=details)
    return stored


def add_periods(
    office: Office, session: Session, case: Case, periods: Sequence[Entered]
) -> list[OverpaidPeriod]:
    """Store periods of a case, checked together."""
    records = [_period(case, entered) for entered in periods]
    check_periods(office, session, case, records)
    session.add_all(records)
    session.flush()
    return records


def check_periods(
    office: Office, session: Session, case: Case, periods: Sequence[OverpaidPeriod]
) -> None:
    """Raises UserError ("periods"): a month twice, a month to come, or the death month itself.

    The death month belongs to the deceased (告知事项1): overpaid is what came after it.
    """
    monthly = sorted(periods, key=lambda period: period.first_month)
    benefit = office.policy_of(case).benefits[case.benefit]
    for period in monthly:
        if period.last_month > Month.of(office.today()):
            _refuse(f"多领终止时间 {period.last_month} 晚于本月，请核对。")
    for one, next_one in pairwise(monthly):
        if next_one.first_month <= one.last_month and not benefit.one_off:
            _refuse(f"{text_of(one)}与{text_of(next_one)}的月份重复，请核对起止年月。")
    person = session.get_one(Person, case.person_id)
    ends_with_life = office.policy_of(case).reasons[case.reason].ends_with_life
    if ends_with_life and person.status == PersonStatus.DECEASED and person.status_on:
        first = Month.of(person.status_on).plus(1)
        if monthly and monthly[0].first_month < first and not benefit.one_off:
            _refuse(
                f"死亡当月的待遇属于当事人，多领应从 {first} 起（死亡日期 {person.status_on}，"
                "告知事项1）。没有多领的，请登记为“排除”。"
            )


def _period(case: Case, entered: Entered) -> OverpaidPeriod:
    """amount_fen may be left out where monthly_fen is given."""
    if not entered.get("amount_fen") and entered.get("monthly_fen"):
        try:
            first, last = Month(str(entered["first_month"])), Month(str(entered["last_month"]))
        except (KeyError, ValueError):
            _refuse("请填写多领期间的起止年月，如 2021-03。")
        months = max(months_between(first, last), 1)
        entered = entered | {"amount_fen": months * int(str(entered["monthly_fen"]))}
    try:
        return OverpaidPeriod.new(**entered | {"case_id": case.id})
    except UserError as refused:
        _refuse(refused.advice)


def text_of(period: OverpaidPeriod) -> str:
    """The period in one line, as the log keeps it."""
    return f"{period.first_month} 至 {period.last_month} {yuan_text(period.amount_fen)} 元"


def _refuse(advice: str) -> NoReturn:
    raise UserError("多领明细有误", advice, field="periods")
