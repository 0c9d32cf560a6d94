"""Comparing a row that came in with the case that is here: what differs, field by field."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.exchange.clues import KEY, Clue
from app.exchange.columns import BY_FIELD, COLUMNS, Column
from app.exchange.ledger import LedgerEntry
from app.rules.policy import Policy

MARKS = frozenset({"case.uid", "case.revision", "sent.seal"})  # say which row it is
COMPUTED = frozenset({"period.months", "period.amount_fen"}) | MARKS  # say nothing of their own
COMPARED = tuple(c.field for c in COLUMNS if c.is_read and c.field not in COMPUTED)


@dataclass(frozen=True)
class Difference:
    """Both values as people read them; "" for none."""

    field: str
    title: str
    here: str
    sheet: str


@dataclass(frozen=True)
class Match:
    """A row and the case it speaks of; number is "" when only the person is known here."""

    clue: Clue
    number: str
    differences: tuple[Difference, ...] = ()

    @property
    def is_conflict(self) -> bool:
        """Whether the row may speak of another person or another case than the one here."""
        return any(d.field in (*KEY, "person.name") for d in self.differences)


def sent_values(entry: LedgerEntry) -> dict[str, Any]:
    """What a row says that people may change, as plain JSON: what it is held against later."""
    parts = ((field, entry.part(field)) for field in COMPARED)
    return {field: plain(value) for field, value in parts if value not in (None, "")}


def plain(value: object) -> object:
    """A value as JSON keeps it."""
    return str(value) if isinstance(value, date | str) else value


def compared(clue: Clue, entry: LedgerEntry, policy: Policy) -> Match:
    """What the filled cells of a row say otherwise than the case here; empty cells say nothing."""
    found = []
    for field, value in clue.values.items():
        here = entry.part(field)
        if field not in COMPUTED and not _same(here, value):
            found.append(difference(BY_FIELD[field], here, value, policy))
    return Match(clue, entry.case.number, tuple(found))


def difference(column: Column, here: object, sheet: object, policy: Policy) -> Difference:
    """Two values of a column, as its cells would show them."""
    return Difference(column.field, column.title, *(column.text(v, policy) for v in (here, sheet)))


def _same(here: object, sheet: object) -> bool:
    if isinstance(here, str) and isinstance(sheet, str):
        return "".join(here.split()) == "".join(sheet.split())
    return here == sheet
