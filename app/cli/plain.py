"""Any value of a service as plain JSON: days and grounds as text, terms by their labels."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import SQLModel

from app.models.terms import Term
from app.rules.policy import Ground

HIDDEN = {"id", "case_id", "person_id", "stored_name"}  # of rows: they mean nothing outside


def plain(value: Any) -> Any:
    """A value of whatever depth; what it does not know it writes as text."""
    if isinstance(value, Ground):
        return str(value)
    if isinstance(value, Term):
        return value.label
    if isinstance(value, SQLModel):
        return {name: plain(part) for name, part in value if name not in HIDDEN}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, str | int | float | bool | None):
        return value
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
