"""Money that came in: entered, deposited into the 财政专户, reversed when it was a mistake."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlmodel import Session, select

from app.errors import UserError
from app.models import Case, Receipt
from app.models.terms import CaseState, EventKind
from app.money import yuan_text
from app.services import events
from app.services.cases import enter_state
from app.services.days import check_day
from app.services.lookup import OPEN_TO_VERIFY, find_case, left_fen, of_case, state_of_money
from app.services.office import Office
from app.storage.database import transaction


@dataclass(frozen=True)
class ReceiptEntry:
    """What the clerk enters of a receipt; channel is a code."""

    fen: int
    channel: str
    received_on: date
    payer: str = ""
    voucher: str = ""
    deposited_on: date | None = None


def add_receipt(office: Office, number: str, entry: ReceiptEntry) -> Receipt:
    """Enter money that came in; the case is 已全额追回 exactly when nothing is left.

    Raises UserError when the case is not confirmed, or more than what is left came in.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        _check(office, case, entry, left_fen(session, case))
        _refuse_twice(session, case, entry)
        receipt = Receipt.new(case_id=case.id, **asdict(entry))
        session.add(receipt)
        session.flush()
        enter_state(office, case, state_of_money(session, case))
        left, name = left_fen(session, case), office.policy.channels[entry.channel].brief
        summary = (
            f"{entry.received_on} 到账 {yuan_text(entry.fen)} 元（{name}），"
            f"未退余额 {yuan_text(left)} 元"
        )
        events.record(session, office.clerk, EventKind.RECEIVED, summary, case=case)
    return receipt


def record_deposit(office: Office, receipt_id: int, *, on: date) -> Receipt:
    """Record the day a receipt reached the 财政专户 (《通知》四(一)).

    Raises UserError when that day cannot be, or the receipt was reversed.
    """
    with transaction(office.database) as session:
        receipt = session.get_one(Receipt, receipt_id)
        case = session.get_one(Case, receipt.case_id)
        if _is_reversed(session, receipt):
            raise UserError("无法登记存入日期", "这笔到账已经冲正。", field="deposited_on")
        _check_deposit(office, on, receipt.received_on)
        old, receipt.deposited_on = receipt.deposited_on, on
        case.revision += 1
        summary = f"{yuan_text(receipt.fen)} 元于 {on} 存入财政专户"
        details = {"old": {"deposited_on": str(old)}, "new": {"deposited_on": str(on)}}
        kind = EventKind.DEPOSITED
        events.record(session, office.clerk, kind, summary, case=case, details=details)
    return receipt


def reverse_receipt(office: Office, receipt_id: int, *, reason: str) -> Receipt:
    """Take a receipt back by a second, negative entry; both stay.

    Raises UserError when it is reversed already, is itself a reversal, or no reason is given.
    """
    with transaction(office.database) as session:
        receipt = session.get_one(Receipt, receipt_id)
        case = session.get_one(Case, receipt.case_id)
        if _is_reversed(session, receipt):
            raise UserError("无法冲正", "这笔到账已经冲正，或本身就是冲正记录。")
        if not reason.strip():
            raise UserError("无法冲正", "请填写冲正原因。", field="note")
        values = receipt.model_dump(exclude={"id", "uid", "entered_at", "deposited_on"})
        own = {"fen": -receipt.fen, "reverses_id": receipt.id, "note": reason}
        reversal = Receipt.new(**values | own | {"received_on": office.today()})
        session.add(reversal)
        session.flush()
        enter_state(office, case, state_of_money(session, case))
        summary = f"冲正到账 {yuan_text(receipt.fen)} 元：{reversal.note}"
        events.record(session, office.clerk, EventKind.REVERSED, summary, case=case)
    return reversal


def _is_reversed(session: Session, receipt: Receipt) -> bool:
    taken_back = select(Receipt).where(Receipt.reverses_id == receipt.id)
    return receipt.reverses_id is not None or session.exec(taken_back).first() is not None


def _refuse_twice(session: Session, case: Case, entry: ReceiptEntry) -> None:
    """The same voucher on the same day with the same sum is the same money."""
    for receipt in of_case(session, Receipt, case):
        same = (receipt.fen, receipt.received_on, receipt.voucher) == (
            *(entry.fen, entry.received_on),
            entry.voucher.strip(),
        )
        if same and receipt.voucher and not _is_reversed(session, receipt):
            advice = f"凭证号“{receipt.voucher}”的这笔到账已登记，请核对。"
            raise UserError("这笔到账已经登记过", advice, field="voucher")


def _check(office: Office, case: Case, entry: ReceiptEntry, left: int) -> None:
    title = "无法登记到账"
    if case.state in (*OPEN_TO_VERIFY, CaseState.DISMISSED, CaseState.CLOSED):
        advice = f"个案现为“{case.state.label}”，确认多领后才能登记到账。"
        raise UserError(title, advice)
    check_day(office, entry.received_on, "到账日期", field="received_on")
    if entry.channel not in office.policy.channels:
        raise UserError(title, "请在列表中选择“追回渠道”。", field="channel")
    if entry.fen < 1:
        raise UserError(title, "到账金额应大于零。", field="fen")
    if entry.fen > left:
        raise UserError(
            "到账金额超过未退余额",
            f"未退余额为 {yuan_text(left)} 元，多出 {yuan_text(entry.fen - left)} 元。"
            "请按未退余额登记，多出部分退还付款人，或登记到其另一个案。",
            field="fen",
        )
    if entry.deposited_on:
        _check_deposit(office, entry.deposited_on, entry.received_on)


def _check_deposit(office: Office, on: date, received_on: date) -> None:
    check_day(office, on, "存入财政专户日期", field="deposited_on")
    if on < received_on:
        advice = f"不能早于到账日期 {received_on}，请核对。"
        raise UserError("“存入财政专户日期”有误", advice, field="deposited_on")
