"""Days people enter of what has happened: none is to come, none is absurdly long ago."""

from datetime import date

from app.errors import UserError
from app.services.office import Office

EARLIEST = date(1980, 1, 1)  # before it a date is a slip of the pen


def check_day(office: Office, day: date | None, title: str, *, field: str) -> None:
    """Raises UserError when a day lies after today or before 1980; None passes."""
    if day is None:
        return
    if day > office.today():
        raise UserError(f"“{title}”有误", f"{day} 晚于今天 {office.today()}，请核对。", field=field)
    if day < EARLIEST:
        raise UserError(f"“{title}”有误", f"{day} 过早，请核对。", field=field)
