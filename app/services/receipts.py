"""Money that came in: entered, deposited into the 财政专户, reversed when it was a mistake."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlmodel import Session, select

from app.errors import UserError
from app.methods.balances import split_excess
from app.models import Case, Receipt
from app.models.terms import CaseState, EventKind
from app.money import yuan_text
from app.services.acts import finish, refuse_closed
from app.services.case_file import CaseFile, open_file
from app.services.days import check_day
from app.services.office import Office
from app.storage.database import transaction

OPEN_TO_RECEIVE = (
    *(CaseState.CONFIRMED, CaseState.NOTICED),
    *(CaseState.RECOVERING, CaseState.RECOVERED),
)


@dataclass(frozen=True)
class ReceiptEntry:
    """What the clerk enters of a receipt; channel and funding are codes.

    Without a funding source the channel's own. give_back: of more than what is left only that is
    entered, the rest goes back to the payer.
    """

    fen: int
    channel: str
    received_on: date
    funding: str = ""
    payer: str = ""
    voucher: str = ""
    deposited_on: date | None = None
    give_back: bool = False


def add_receipt(office: Office, number: str, entry: ReceiptEntry) -> Receipt:
    """Enter money that came in; the case is 已全额追回 exactly when nothing is left.

    Raises UserError when the case is not confirmed, or more than what is left came in and nobody
    said that the rest goes back.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        _check(office, file, entry)
        _refuse_twice(file, entry)
        policy = office.policy_of(file.case)
        channel = policy.channels[entry.channel]
        split = split_excess(entry.fen, file.left_fen)
        own = {"funding": entry.funding or channel.funding, "fen": split.take_fen}
        receipt = Receipt.new(case_id=file.case.id, **asdict(entry) | own)
        if split.give_back_fen:
            receipt.note = f"实收 {yuan_text(entry.fen)} 元，多出部分退还付款人"
        session.add(receipt)
        source = policy.funding_sources[receipt.funding].label
        summary = (
            f"{entry.received_on} 到账 {yuan_text(receipt.fen)} 元（{channel.brief}，{source}），"
            f"未退余额 {yuan_text(file.left_fen - receipt.fen)} 元"
        )
        if split.give_back_fen:
            summary += f"；多收 {yuan_text(split.give_back_fen)} 元退还付款人"
        details = {"happened_on": str(receipt.received_on), "fen": receipt.fen}
        finish(office, session, file.case, EventKind.RECEIVED, summary, details=details)
    return receipt


def record_deposit(office: Office, receipt_id: int, *, on: date) -> Receipt:
    """Record the day a receipt reached the 财政专户 (《通知》四(一)).

    Raises UserError when that day cannot be, or the receipt was reversed.
    """
    with transaction(office.database) as session:
        receipt = session.get_one(Receipt, receipt_id)
        case = session.get_one(Case, receipt.case_id)
        refuse_closed(case, "无法登记存入日期")
        if _is_reversed(session, receipt):
            raise UserError("无法登记存入日期", "这笔到账已经冲正。", field="deposited_on")
        check_deposit(office, on, receipt.received_on)
        old, receipt.deposited_on = receipt.deposited_on, on
        summary = f"{yuan_text(receipt.fen)} 元于 {on} 存入财政专户"
        details = {"old": {"deposited_on": str(old)}, "new": {"deposited_on": str(on)}}
        finish(office, session, case, EventKind.DEPOSITED, summary, details=details)
    return receipt


def reverse_receipt(office: Office, receipt_id: int, *, reason: str) -> Receipt:
    """Take a receipt back by a second, negative entry; both stay.

    Raises UserError when it is reversed already, is itself a reversal, or no reason is given.
    """
    with transaction(office.database) as session:
        receipt = session.get_one(Receipt, receipt_id)
        case = session.get_one(Case, receipt.case_id)
        refuse_closed(case, "无法冲正")
        if _is_reversed(session, receipt):
            raise UserError("无法冲正", "这笔到账已经冲正，或本身就是冲正记录。")
        if not reason.strip():
            raise UserError("无法冲正", "请填写冲正原因。", field="note")
        values = receipt.model_dump(exclude={"id", "uid", "entered_at", "deposited_on"})
        own = {"fen": -receipt.fen, "reverses_id": receipt.id, "note": reason}
        reversal = Receipt.new(**values | own | {"received_on": office.today()})
        session.add(reversal)
        summary = f"冲正到账 {yuan_text(receipt.fen)} 元：{reversal.note}"
        finish(office, session, case, EventKind.REVERSED, summary)
    return reversal


def _is_reversed(session: Session, receipt: Receipt) -> bool:
    taken_back = select(Receipt).where(Receipt.reverses_id == receipt.id)
    return receipt.reverses_id is not None or session.exec(taken_back).first() is not None


def _refuse_twice(file: CaseFile, entry: ReceiptEntry) -> None:
    """The same voucher on the same day with the same sum is the same money."""
    for receipt in file.kept_receipts:
        same = (receipt.fen, receipt.received_on, receipt.voucher) == (
            *(entry.fen, entry.received_on),
            entry.voucher.strip(),
        )
        if same and receipt.voucher:
            advice = f"凭证号“{receipt.voucher}”的这笔到账已登记，请核对。"
            raise UserError("这笔到账已经登记过", advice, field="voucher")


def _check(office: Office, file: CaseFile, entry: ReceiptEntry) -> None:
    title, case, left = "无法登记到账", file.case, file.left_fen
    policy = office.policy_of(case)
    refuse_closed(case, title)
    if case.state not in OPEN_TO_RECEIVE:
        advice = f"个案现为“{case.state.label}”，确认多领后才能登记到账。"
        raise UserError(title, advice)
    check_day(office, entry.received_on, "到账日期", field="received_on")
    if entry.channel not in policy.channels:
        raise UserError(title, "请在列表中选择“追回渠道”。", field="channel")
    if entry.funding and entry.funding not in policy.funding_sources:
        raise UserError(title, "请在列表中选择“资金来源”。", field="funding")
    if entry.fen < 1:
        raise UserError(title, "到账金额应大于零。", field="fen")
    if entry.fen > left and (left == 0 or not entry.give_back):
        raise UserError(
            "到账金额超过未退余额",
            f"未退余额为 {yuan_text(left)} 元，多出 {yuan_text(entry.fen - left)} 元。"
            "请勾选“多出部分退还付款人”后按未退余额登记，或把多出部分登记到其另一个案。",
            field="fen",
        )
    if entry.deposited_on:
        check_deposit(office, entry.deposited_on, entry.received_on)


def check_deposit(office: Office, on: date, received_on: date) -> None:
    """Raises UserError when money cannot have reached the 财政专户 on that day."""
    check_day(office, on, "存入财政专户日期", field="deposited_on")
    if on < received_on:
        advice = f"不能早于到账日期 {received_on}，请核对。"
        raise UserError("“存入财政专户日期”有误", advice, field="deposited_on")
