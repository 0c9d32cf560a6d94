"""Comparing a row that came in with the case that is here: what differs, field by field.

A row of our own workbook is held against what was sent as well: then it is known who changed what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from app.exchange.clues import KEY, Clue
from app.exchange.columns import BY_FIELD, COLUMNS, Column
from app.exchange.ledger import LedgerEntry
from app.exchange.sealing import comparable
from app.rules.policy import Policy

MARKS = frozenset({"case.uid", "case.revision", "sent.seal"})  # say which row it is
COMPUTED = frozenset({"period.months", "period.amount_fen"}) | MARKS  # say nothing of their own
COMPARED = tuple(c.field for c in COLUMNS if (c.is_read or c.is_answer) and c.field not in COMPUTED)


class Outcome(StrEnum):
    """Whose change a difference is; what was sent decides."""

    TAKEN = "taken"  # only the sheet was changed
    HERE = "here"  # only the case here was changed
    BOTH = "both"  # both were, differently: the clerk chooses
    DIFFERS = "differs"  # nobody knows: the row was not sent by us


@dataclass(frozen=True)
class Difference:
    """The values as people read them; "" for none. sent: "" as well where nothing is known of it.

    value: what the sheet says, as the models hold it.
    """

    field: str
    title: str
    here: str
    sheet: str
    outcome: Outcome = Outcome.DIFFERS
    sent: str = ""
    value: Any = None


@dataclass(frozen=True)
class Match:
    """A row and the case it speaks of; number is "" when only the person is known here.

    revision: of the case as it was compared. barred: why its values cannot be taken, "" when they
    can. is_sent: the row was sent by us. overlaps: it may be a case of its own, but its months are
    those of the case named.
    """

    clue: Clue
    number: str
    differences: tuple[Difference, ...] = ()
    revision: int = 0
    barred: str = ""
    is_sent: bool = False
    overlaps: bool = False

    @property
    def is_conflict(self) -> bool:
        """Whether the clerk must say who is right, or whether it is the same case at all."""
        return self.overlaps or any(
            d.outcome is Outcome.BOTH
            or (d.outcome is Outcome.DIFFERS and d.field in (*KEY, "person.name"))
            for d in self.differences
        )

    @property
    def offered(self) -> tuple[Difference, ...]:
        """What may be taken over; changes made here alone are not."""
        return tuple(d for d in self.differences if d.outcome is not Outcome.HERE)


def three_way(sent: object, sheet: object, here: object) -> Outcome | None:
    """Who changed a value since it was sent; None when sheet and case say the same."""
    if same(sheet, here):
        return None
    if same(sheet, sent):
        return Outcome.HERE
    return Outcome.TAKEN if same(here, sent) else Outcome.BOTH


def same(one: object, other: object) -> bool:
    """Whether two values say the same; nothing, an empty text and zero do."""
    if one == other or (not one and not other):
        return True
    return comparable(one) == comparable(other)


def sent_values(entry: LedgerEntry) -> dict[str, Any]:
    """What a row says that people may change, as plain JSON: what it is held against later."""
    parts = ((field, entry.part(field)) for field in COMPARED)
    return {field: plain(value) for field, value in parts if value not in (None, "")}


def plain(value: object) -> object:
    """A value as JSON keeps it."""
    return str(value) if isinstance(value, date | str) else value


def compared(
    clue: Clue, entry: LedgerEntry, policy: Policy, said: Mapping[str, Any] | None = None
) -> Match:
    """What a row says otherwise than the case here.

    said: what the row said when it was sent, None for a row that was not: then an empty cell says
    nothing. A cell emptied since it was sent empties the value here, where it may be empty.
    """
    found = []
    for field, value in _told(clue, said):
        here, sent = plain(entry.part(field)), said.get(field) if said is not None else None
        outcome = (
            (None if same(here, value) else Outcome.DIFFERS)
            if said is None
            else three_way(sent, plain(value), here)
        )
        if outcome:
            differs = difference(BY_FIELD[field], here, value, policy)
            known = "" if sent is None else BY_FIELD[field].text(sent, policy)
            found.append(replace(differs, outcome=outcome, sent=known))
    is_sent = said is not None
    return Match(clue, entry.case.number, tuple(found), entry.case.revision, is_sent=is_sent)


def _told(clue: Clue, said: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    """The fields a row speaks of, and their values: what was emptied among them."""
    values = clue.values
    told = [(field, value) for field, value in values.items() if field not in COMPUTED]
    if said is None:
        return told
    emptied = (f for f in said if f in clue.columns and f not in values and f not in clue.unread)
    return told + [(f, BY_FIELD[f].emptied) for f in emptied if BY_FIELD[f].may_be_empty]


def difference(column: Column, here: object, sheet: object, policy: Policy) -> Difference:
    """Two values of a column, as its cells would show them."""
    texts = column.text(here, policy), column.text(sheet, policy)
    return Difference(column.field, column.title, *texts, value=sheet)
