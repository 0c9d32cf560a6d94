"""What the office says of itself: its profile and where refunds of each insurance go."""

import re

from sqlmodel import Session, select

from app.errors import UserError
from app.models import FundAccount, OfficeProfile
from app.models.base import label
from app.models.terms import EventKind
from app.services import events
from app.services.office import Office
from app.services.people import change
from app.storage.database import reading, transaction

LONGEST_TERM = 180  # days; more is a slip of the pen
ACCOUNT = re.compile(r"\d[\d -]{6,}\d")


def profile(office: Office) -> OfficeProfile:
    with reading(office.database) as session:
        return session.exec(select(OfficeProfile)).one()


def change_profile(office: Office, **entered: object) -> OfficeProfile:
    """Change some fields of the profile; another policy is followed from the next login on.

    Raises UserError naming the field that is refused.
    """
    with transaction(office.database) as session:
        stored = session.exec(select(OfficeProfile)).one()
        old, new = change(stored, entered)
        _check(office, stored)
        if old:
            titles = "、".join(label(OfficeProfile, name) for name in old)
            details = {"old": old, "new": new}
            kind = EventKind.SETTINGS_CHANGED
            events.record(session, office.clerk, kind, f"修改单位设置：{titles}", details=details)
    return stored


def _check(office: Office, profile: OfficeProfile) -> None:
    title = "无法保存设置"
    if profile.policy not in office.policies:
        names = "、".join(f"{code} {policy.name}" for code, policy in office.policies.items())
        raise UserError(title, f"请在列表中选择执行的政策：{names}。", field="policy")
    for code, days in profile.term_days.items():
        term = office.policy.legal_terms.get(code)
        if term is None or not (term.adjustable and term.days):
            advice = "这个期限由法律规定，不能另定；可以另定的是告知书和意见书的退还期限。"
            raise UserError(title, advice, field="term_days")
        if not 1 <= days <= LONGEST_TERM:
            advice = f"“{term.label}”的期限应为 1 至 {LONGEST_TERM} 日。"
            raise UserError(title, advice, field="term_days")


def living_floor(session: Session) -> int | None:
    """当地最低生活保障月标准, None while nobody entered it."""
    return session.get_one(OfficeProfile, 1).living_floor_fen


def fund_accounts(office: Office) -> dict[str, FundAccount]:
    """By insurance code; funds are kept apart by insurance (社会保险法64)."""
    with reading(office.database) as session:
        return {account.insurance: account for account in session.exec(select(FundAccount))}


def set_fund_account(office: Office, **entered: object) -> FundAccount:
    """Set the account of one insurance.

    Raises UserError naming the field that is refused.
    """
    account = FundAccount.new(**entered)
    if account.insurance not in office.policy.insurances:
        raise UserError("无法设置退款账户", "请在列表中选择险种。", field="insurance")
    if account.account_number and not ACCOUNT.fullmatch(account.account_number):
        advice = f"“{account.account_number}”不是银行账号，请填写数字，可以有空格或短横。"
        raise UserError("银行账号有误", advice, field="account_number")
    insurance = office.policy.insurances[account.insurance].label
    with transaction(office.database) as session:
        known = session.get(FundAccount, account.insurance)
        old = known.model_dump() if known else {}
        if old != account.model_dump():
            session.merge(account)
            details = {"old": old, "new": account.model_dump()}
            kind = EventKind.SETTINGS_CHANGED
            summary = f"设置退款账户：{insurance}"
            events.record(session, office.clerk, kind, summary, details=details)
    return account
