"""待遇发放卡（折）: what each account holds and when its payment was stopped (《通知》二)."""

from app.errors import UserError
from app.models import PayCard
from app.models.base import label
from app.models.terms import EventKind
from app.services.acts import finish, refuse_closed
from app.services.case_file import find_case
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
        for field in ("stop_notice_on", "lift_notice_on"):
            check_day(office, getattr(card, field), label(PayCard, field), field=field)
        if card.lift_notice_on and (
            not card.stop_notice_on or card.lift_notice_on < card.stop_notice_on
        ):
            advice = "解除止付应在止付通知之后，请核对两个日期。"
            raise UserError("“解除止付日期”有误", advice, field="lift_notice_on")
        summary = f"登记发放卡（折）：{card.bank}尾号 {card.account_number[-4:]}"
        finish(office, session, case, EventKind.CARD, summary, details=details)
    return card
