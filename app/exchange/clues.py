"""Clues: rows that say enough to be a case, and what reading a workbook gathers beside them.

A clue holds values as the models want them; whatever cannot be read is a problem with its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.exchange.checks import Faults, Values
from app.exchange.headings import Row
from app.exchange.problems import ACCEPTABLE, WARNINGS, Fault, Kind, PassedOver, Problem

KEY = ("person.id_number", "case.insurance", "case.reason", "period.first_month")
SUM = "case.claimed_fen"  # the column whose totals are held against ours


@dataclass(slots=True)
class Clue:
    """One row that says enough to be a case; values by the field of its column.

    held: what keeps it from being taken as new: a wrong check digit the clerk may accept, or a gap
    in a row that carries the mark (uid) of a case and so may be known here already.
    columns: the fields its sheet has a column for, filled or not; unread: those with a fault.
    """

    sheet: str
    row: int
    values: Values
    held: tuple[Problem, ...] = ()
    columns: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes a case the same case wherever it is met."""
        return tuple(self.values.get(name) for name in KEY)


@dataclass
class Collected:
    """What reading gathers, in the order of the workbook.

    seen and people: the first clue of every case and of every ID number. uids: all marks of cases,
    those of refused rows too.
    """

    clues: list[Clue] = field(default_factory=list)
    seen: dict[object, Clue] = field(default_factory=dict)
    people: dict[str, Clue] = field(default_factory=dict)
    uids: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """number: as Excel counts it; told: what a row above it says for it, by field."""

    number: int
    cells: Row
    told: Mapping[str, str] = field(default_factory=dict)


def compare_with_rows_above(clue: Clue, faults: Faults, into: Collected) -> None:
    """A case told twice, and a person with two names, are asked about: the first row counts."""
    number = clue.values.get("person.id_number")
    if number is None or any(fault.kind not in WARNINGS | ACCEPTABLE for fault in faults.values()):
        return
    first = into.seen.setdefault(clue.values.get("case.uid", clue.key), clue)
    known = into.people.setdefault(number, clue)
    name, before = clue.values.get("person.name"), known.values.get("person.name")
    if first is not clue:
        faults["person.id_number"] = Fault(
            Kind.DUPLICATE_IN_FILE,
            f"与“{first.sheet}”表第 {first.row} 行的人员、险种、原因、开始时间都相同，请删去一行。",
        )
    elif name != before:
        faults["person.name"] = Fault(
            Kind.NAME_DIFFERS,
            f"“{name}”与“{known.sheet}”表第 {known.row} 行同一号码的姓名“{before}”不同，请核对。",
        )
