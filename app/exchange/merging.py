"""Comparing a row that came in with the case that is here: what differs, field by field."""

from dataclasses import dataclass

from app.exchange.clues import KEY, Clue
from app.exchange.columns import BY_FIELD, Column
from app.exchange.ledger import LedgerEntry
from app.rules.policy import Policy

COMPUTED = frozenset({"period.months", "period.amount_fen", "case.uid"})  # say nothing of their own


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
