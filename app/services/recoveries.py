"""Getting the money back: choosing a method, making a plan, entering what came in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlmodel import Session, select

from app.errors import UserError
from app.methods import METHODS
from app.methods.offers import Facts, Offer, Proof
from app.methods.offers import offers as judge
from app.methods.schedules import (
    Schedule,
    check_monthly,
    instalments,
    least_monthly,
    lump,
    monthly,
)
from app.models import (
    Case,
    Decision,
    Evidence,
    IssuedDocument,
    PayCard,
    Person,
    Plan,
    Receipt,
)
from app.models.month import Month
from app.models.terms import CaseState, CategoryGroup, EventKind, MethodCode, PlanKind
from app.money import yuan_text
from app.rules.policy import Finding
from app.services import events
from app.services.cases import OPEN_TO_VERIFY, enter_state, refuse_future
from app.services.lookup import find_case, left_fen, of_case
from app.services.office import Office
from app.storage.database import reading, transaction

T = TypeVar("T")

REFUND_NOTICE = "refund-notice"
SELF = "self"  # the relation 本人


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


def offers(office: Office, number: str) -> tuple[Offer, ...]:
    """The four methods as they stand today."""
    with reading(office.database) as session:
        return judge(facts(office, session, find_case(session, number)), office.policy, METHODS)


def facts(office: Office, session: Session, case: Case) -> Facts:
    """What the offers are judged on, as it is today."""
    today = office.today()
    cards = of_case(session, PayCard, case)
    issued = of_case(session, IssuedDocument, case)
    confirmed = case.state not in (*OPEN_TO_VERIFY, CaseState.DISMISSED)
    return Facts(
        on=today,
        is_confirmed=confirmed,
        left_fen=left_fen(session, case),
        category=case.category,
        proofs=tuple(
            Proof(evidence.category, evidence.department)
            for evidence in of_case(session, Evidence, case)
            if _is_valid(evidence, case, today)
        ),
        benefit_fen=case.benefit_fen,
        account_fen=case.account_fen - case.account_subsidy_fen,
        card_fen=sum(card.balance_fen for card in cards),
        can_repay=case.can_repay,
        is_noticed=any(document.form == REFUND_NOTICE for document in issued),
        refused_on=case.refused_on,
        fraud_suspected=case.fraud_suspected,
    )


def choose(office: Office, number: str, method: MethodCode, *, reason: str) -> Decision:
    """Decide the method; the facts it rests on are stored with it.

    Raises UserError, with the reason and its article, when the method is not open.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        known = facts(office, session, case)
        offer = next(o for o in judge(known, office.policy, METHODS) if o.method == method)
        if not offer.is_open:
            why = "".join(f"{finding.text}（{finding.ground}）" for finding in offer.findings)
            raise UserError(f"暂不能选择“{offer.label}”", why, field="method")
        decision = Decision.new(
            case_id=case.id,
            method=method,
            decided_on=office.today(),
            reason=reason.strip(),
            made_by=office.clerk,
            facts=known.as_json(),
            policy_hash=office.policy.hash,
        )
        session.add(decision)
        case.revision += 1
        summary = f"选定追缴方式：{offer.label}"
        details = {"reason": decision.reason}
        kind = EventKind.DECIDED
        events.record(session, office.clerk, kind, summary, case=case, details=details)
    return decision


def preview_plan(office: Office, number: str, entry: PlanEntry) -> PlanPreview:
    """The plan these entries give; nothing is stored.

    Raises UserError naming the field that is missing or refused.
    """
    with reading(office.database) as session:
        return _plan(office, session, find_case(session, number), entry)


def make_plan(office: Office, number: str, entry: PlanEntry) -> Plan:
    """Store a plan for what is left; an older plan stays in the history.

    Raises UserError naming the field refused, or when no method was decided yet.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        if not of_case(session, Decision, case):
            raise UserError("无法制定退还计划", "请先选定追缴方式。", field="method")
        schedule = _plan(office, session, case, entry).schedule
        is_lump = entry.kind == PlanKind.LUMP
        plan = Plan.new(
            case_id=case.id,
            kind=entry.kind,
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
    return plan


def add_receipt(
    office: Office,
    number: str,
    *,
    fen: int,
    channel: str,
    on: date,
    payer: str = "",
    voucher: str = "",
    deposited_on: date | None = None,
) -> Receipt:
    """Enter money that came in; the case is 已全额追回 exactly when nothing is left.

    Raises UserError when the case is not confirmed, or more than what is left came in.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        if case.state in (*OPEN_TO_VERIFY, CaseState.DISMISSED, CaseState.CLOSED):
            advice = f"个案现为“{case.state.label}”，确认多领后才能登记到账。"
            raise UserError("无法登记到账", advice)
        refuse_future(office, on, "到账日期", field="received_on")
        if channel not in office.policy.channels:
            raise UserError("无法登记到账", "请在列表中选择“追回渠道”。", field="channel")
        _refuse_excess(fen, left_fen(session, case))
        receipt = Receipt.new(
            case_id=case.id,
            received_on=on,
            fen=fen,
            channel=channel,
            payer=payer,
            voucher=voucher,
            deposited_on=deposited_on,
        )
        session.add(receipt)
        session.flush()
        left = left_fen(session, case)
        enter_state(office, case, CaseState.RECOVERING if left else CaseState.RECOVERED)
        name = office.policy.channels[channel].brief
        summary = f"{on} 到账 {yuan_text(fen)} 元（{name}），未退余额 {yuan_text(left)} 元"
        events.record(session, office.clerk, EventKind.RECEIVED, summary, case=case)
    return receipt


def record_deposit(office: Office, receipt_id: int, *, on: date) -> Receipt:
    """Record the day a receipt reached the 财政专户 (《通知》四(一)).

    Raises UserError when that day has not come, or lies before the receipt.
    """
    with transaction(office.database) as session:
        receipt = session.get_one(Receipt, receipt_id)
        case = session.get_one(Case, receipt.case_id)
        refuse_future(office, on, "存入财政专户日期", field="deposited_on")
        if on < receipt.received_on:
            advice = f"不能早于到账日期 {receipt.received_on}，请核对。"
            raise UserError("“存入财政专户日期”有误", advice, field="deposited_on")
        receipt.deposited_on = on
        case.revision += 1
        summary = f"{yuan_text(receipt.fen)} 元于 {on} 存入财政专户"
        events.record(session, office.clerk, EventKind.DEPOSITED, summary, case=case)
    return receipt


def reverse_receipt(office: Office, receipt_id: int, *, reason: str) -> Receipt:
    """Take a receipt back by a second, negative entry; both stay.

    Raises UserError when it is reversed already, is itself a reversal, or no reason is given.
    """
    with transaction(office.database) as session:
        receipt = session.get_one(Receipt, receipt_id)
        case = session.get_one(Case, receipt.case_id)
        taken_back = select(Receipt).where(Receipt.reverses_id == receipt_id)
        if receipt.reverses_id or session.exec(taken_back).first():
            raise UserError("无法冲正", "这笔到账已经冲正，或本身就是冲正记录。")
        if not reason.strip():
            raise UserError("无法冲正", "请填写冲正原因。", field="note")
        values = receipt.model_dump(exclude={"id", "uid", "entered_at", "deposited_on"})
        own = {"fen": -receipt.fen, "reverses_id": receipt.id, "note": reason.strip()}
        reversal = Receipt.new(**values | own | {"received_on": office.today()})
        session.add(reversal)
        session.flush()
        enter_state(office, case, CaseState.RECOVERING)
        summary = f"冲正到账 {yuan_text(receipt.fen)} 元：{reason.strip()}"
        events.record(session, office.clerk, EventKind.REVERSED, summary, case=case)
    return reversal


def _is_valid(evidence: Evidence, case: Case, on: date) -> bool:
    return (
        evidence.category == case.category
        and evidence.verified_on is not None
        and evidence.issued_on <= on
        and (evidence.valid_until is None or on <= evidence.valid_until)
    )


def _refuse_excess(fen: int, left: int) -> None:
    if fen < 1:
        raise UserError("无法登记到账", "到账金额应大于零。", field="fen")
    if fen > left:
        raise UserError(
            "到账金额超过未退余额",
            f"未退余额为 {yuan_text(left)} 元，多出 {yuan_text(fen - left)} 元。"
            "请按未退余额登记，多出部分退还付款人，或登记到其另一个案。",
            field="fen",
        )


def _plan(office: Office, session: Session, case: Case, entry: PlanEntry) -> PlanPreview:
    if entry.relation and entry.relation not in office.policy.relations:
        raise UserError("无法制定退还计划", "请在列表中选择承诺人与当事人关系。", field="relation")
    schedule = _schedule(office, case, entry, left_fen(session, case))
    floor = office.policy.value("monthly_floor", office.today())
    least = least_monthly(case.benefit_fen, floor.value) if case.benefit_fen else 0
    return PlanPreview(schedule, tuple(_warnings(office, case, schedule)), least)


def _schedule(office: Office, case: Case, entry: PlanEntry, owed: int) -> Schedule:
    if entry.kind == PlanKind.LUMP:
        return lump(owed, _needed(entry.pay_by, "退回日期", "pay_by"))
    first = _needed(entry.first_month, "起始年月", "first_month")
    if entry.kind == PlanKind.INSTALMENTS:
        periods = _needed(entry.periods, "期数", "periods")
        return instalments(owed, periods, first, whole_yuan=entry.whole_yuan)
    each = _needed(entry.monthly_fen, "每月金额", "monthly_fen")
    if case.benefit_fen is not None:
        floor = office.policy.value("monthly_floor", office.today())
        check_monthly(each, case.benefit_fen, floor)
    return monthly(owed, each, first)


def _warnings(office: Office, case: Case, schedule: Schedule) -> Iterator[Finding]:
    """What the clerk should think over; none of it stops the plan."""
    policy, today = office.policy, office.today()
    if schedule.kind == PlanKind.MONTHLY and case.benefit_fen is None:
        yield policy.finding("floor_unchecked")
    most = int(policy.value("most_periods", today).value)
    if schedule.periods > most:
        yield policy.finding("many_periods", most=str(most))
    share = policy.value("high_share", today).value
    hardship = policy.categories[case.category].group == CategoryGroup.HARDSHIP
    monthly_plan = schedule.kind == PlanKind.MONTHLY and case.benefit_fen
    if hardship and monthly_plan and schedule.each_fen > share * monthly_plan:
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
