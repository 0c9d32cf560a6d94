"""What the office says of itself: its profile and where refunds of each insurance go."""

from sqlmodel import select

from app.models import FundAccount, OfficeProfile
from app.models.base import label
from app.models.terms import EventKind
from app.services import events
from app.services.office import Office
from app.storage.database import reading, transaction


def profile(office: Office) -> OfficeProfile:
    with reading(office.database) as session:
        return session.exec(select(OfficeProfile)).one()


def change_profile(office: Office, **entered: object) -> OfficeProfile:
    """Change some fields of the profile.

    Raises UserError naming the field that is refused.
    """
    with transaction(office.database) as session:
        stored = session.exec(select(OfficeProfile)).one()
        changed = OfficeProfile.new(**stored.model_dump() | entered)
        old = {name: str(getattr(stored, name)) for name in entered}
        for name in entered:
            setattr(stored, name, getattr(changed, name))
        titles = "、".join(label(OfficeProfile, name) for name in entered)
        new = {name: str(getattr(changed, name)) for name in entered}
        details = {"old": old, "new": new}
        kind = EventKind.SETTINGS_CHANGED
        events.record(session, office.clerk, kind, f"修改单位设置：{titles}", details=details)
    return changed


def fund_accounts(office: Office) -> dict[str, FundAccount]:
    """By insurance code; funds are kept apart by insurance (社会保险法64)."""
    with reading(office.database) as session:
        return {account.insurance: account for account in session.exec(select(FundAccount))}


def set_fund_account(office: Office, **entered: object) -> FundAccount:
    """Set the account of one insurance.

    Raises UserError naming the field that is refused.
    """
    account = FundAccount.new(**entered)
    insurance = office.policy.insurances[account.insurance].label
    with transaction(office.database) as session:
        session.merge(account)
        summary = f"设置退款账户：{insurance}"
        events.record(session, office.clerk, EventKind.SETTINGS_CHANGED, summary)
    return account
