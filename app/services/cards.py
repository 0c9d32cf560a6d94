"""待遇发放卡（折）: what each account holds and when its payment was stopped (《通知》二)."""

from datetime import date

from sqlmodel import Session, col, select

from app.errors import UserError
from app.models import IssuedDocument, Milestone, PayCard
from app.models.base import label
from app.models.terms import EventKind
from app.services.acts import finish, refuse_closed
from app.services.bank_letters import named_cards
from app.services.case_file import CaseFile, find_case
from app.services.days import check_day
from app.services.office import Office
from app.services.people import change
from app.storage.database import transaction


def set_card(
    office: Office, number: str, *, card_id: int | None = None, **entered: object
) -> PayCard:
    """Add a card of a case, or change one; fields are named as in PayCard.

    Raises UserError naming the field refused, or when stop and lift are in the wrong order.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        refuse_closed(case, "无法登记发放卡（折）")
        if card_id is None:
            card = PayCard.new(**entered | {"case_id": case.id})
            session.add(card)
            details: dict[str, object] = {"old": {}}
        else:
            card = session.get_one(PayCard, card_id)
            if card.case_id != case.id:
                raise UserError("找不到发放卡", f"个案 {number} 没有这张卡，请刷新后重试。")
            old, new = change(card, entered)
            if not old:
                return card
            details = {"old": old, "new": new}
        refuse_twice(session, card)
        check_card(office, card)
        summary = f"登记发放卡（折）：{card.bank}尾号 {card.account_number[-4:]}"
        finish(office, session, case, EventKind.CARD, summary, details=details)
    return card


def bank_told(file: CaseFile, paper: IssuedDocument, field: str, on: date) -> list[str]:
    """A letter reached its bank: the cards it names keep the day, unless they have one already.

    field: stop_notice_on or lift_notice_on. Returns the accounts that had none.
    """
    told = [card for card in named_cards(file, paper) if getattr(card, field) is None]
    for card in told:
        setattr(card, field, on)
        _refuse_lifted_before(card)
    return [card.account_number for card in told]


def bank_told_back(file: CaseFile, slip: Milestone, field: str) -> list[str]:
    """That delivery is taken back, and with it the day it gave the cards; what the clerk entered
    stays. Returns the accounts.

    Raises UserError when a bank was told since to pay again.
    """
    given = [card for card in file.cards if card.account_number in slip.accounts]
    back = [card for card in given if getattr(card, field) == slip.happened_on]
    for card in back:
        setattr(card, field, None)
        if card.lift_notice_on:
            advice = "发放卡（折）已登记解除止付，请先撤回或者更正解除止付日期。"
            raise UserError("无法撤回", advice, field="kind")
    return [card.account_number for card in back]


def refuse_twice(session: Session, card: PayCard) -> None:
    """Of one case no two cards have one account number: papers and packages know them by it."""
    session.flush()  # a new card has its id from here on
    same = select(PayCard).where(
        col(PayCard.case_id) == card.case_id,
        col(PayCard.account_number) == card.account_number,
        col(PayCard.id) != card.id,
    )
    if session.exec(same).first():
        advice = "这个账号已登记在本个案中；只知道尾号而两张卡（折）相同的，请填写完整账号。"
        raise UserError("“银行账号”重复", advice, field="account_number")


def check_card(office: Office, card: PayCard) -> None:
    """Raises UserError when its days cannot be, or are in the wrong order."""
    for field in ("stop_notice_on", "lift_notice_on"):
        check_day(office, getattr(card, field), label(PayCard, field), field=field)
    _refuse_lifted_before(card)


def _refuse_lifted_before(card: PayCard) -> None:
    if card.lift_notice_on and (
        not card.stop_notice_on or card.lift_notice_on < card.stop_notice_on
    ):
        advice = "解除止付应在止付通知之后，请核对两个日期。"
        raise UserError("“解除止付日期”有误", advice, field="lift_notice_on")
