"""A change that a sheet asks for, checked and not yet made."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.errors import UserError
from app.models.base import Record
from app.services.bulk import checked_row

TITLE = "无法采用表中的内容"

Taken = Mapping[str, Any]  # values by the field of their column


@dataclass(frozen=True)
class Planned:
    """A record and the values it will have; one without id is added."""

    record: Record
    values: dict[str, Any]


def checked_values(record: Record, changed: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """The values as the model holds them. Raises UserError naming the column."""
    copy = checked_copy(record, changed, owner)
    return {name: getattr(copy, name) for name in changed}


def checked_copy(record: Record, changed: Mapping[str, Any], owner: str) -> Any:
    """The record as it would be, not stored: its fields alone, checked as strictly.

    Raises UserError naming the column.
    """
    whole = record.model_dump() | dict(changed)
    try:
        return checked_row(type(record), whole)
    except ValidationError:
        with named(owner):  # says in words what is refused
            return type(record).new(**whole)


@contextmanager
def named(owner: str) -> Iterator[None]:
    """A refusal names the column, not the field of a record."""
    try:
        yield
    except UserError as refused:
        raise UserError(TITLE, refused.advice, field=f"{owner}.{refused.field}") from None
