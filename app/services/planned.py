"""A change that a sheet asks for, checked and not yet made."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.models.base import Record

TITLE = "无法采用表中的内容"

Taken = Mapping[str, Any]  # values by the field of their column


@dataclass(frozen=True)
class Planned:
    """A record and the values it will have; one without id is added."""

    record: Record
    values: dict[str, Any]


def checked_values(record: Record, changed: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """The values as the model holds them. Raises UserError naming the column."""
    with named(owner):
        copy = type(record).new(**record.model_dump() | dict(changed))
    return {name: getattr(copy, name) for name in changed}


@contextmanager
def named(owner: str) -> Iterator[None]:
    """A refusal names the column, not the field of a record."""
    try:
        yield
    except UserError as refused:
        raise UserError(TITLE, refused.advice, field=f"{owner}.{refused.field}") from None
