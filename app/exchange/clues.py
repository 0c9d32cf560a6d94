"""From the rows of a sheet to clues: every cell read, then the cells of a row checked together.

A clue holds values as the models want them; whatever cannot be read is a problem with its place.
"""

from dataclasses import dataclass, field
from typing import Any

from app.exchange.cells import Cell, as_text, folded, is_blank
from app.exchange.checks import Benefits, Faults, Values, complete
from app.exchange.columns import BY_FIELD, Column
from app.exchange.headings import HEADINGS, Header, Row, Rows, plain_heading
from app.exchange.problems import (
    ACCEPTABLE,
    MISSING,
    WARNINGS,
    Fault,
    Kind,
    PassedOver,
    Problem,
    column_letters,
)
from app.rules.policy import Policy

KEY = ("person.id_number", "case.insurance", "case.reason", "period.first_month")
SAYS_WHO = ("person.name", "person.id_number", "case.insurance", "period.first_month")
TOTALS = ("合计", "小计", "总计", "共计", "累计", "本页合计", "本村合计", "全镇合计")


@dataclass(slots=True)
class Clue:
    """One row that says enough to be a case; values by the field of its column.

    held: what keeps it from being taken as new: a wrong check digit the clerk may accept, or a gap
    in a row that carries the mark (uid) of a case and so may be known here already.
    """

    sheet: str
    row: int
    values: Values
    held: tuple[Problem, ...] = ()

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes a case the same case wherever it is met."""
        return tuple(self.values.get(name) for name in KEY)


@dataclass
class Collected:
    """What reading gathers, in the order of the workbook.

    seen and people: the first clue of every case and of every ID number.
    """

    clues: list[Clue] = field(default_factory=list)
    seen: dict[object, Clue] = field(default_factory=dict)
    people: dict[str, Clue] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


class SheetReader:
    """Reads the rows under one header."""

    def __init__(self, sheet: str, header: Header, policy: Policy) -> None:
        self.sheet = sheet
        self.header = header
        self.benefits = Benefits(policy)
        self.mapped = {mapped.column.field: mapped for mapped in header.columns}
        self.id_index = self.mapped["person.id_number"].index
        self.readers = [
            (m.index, m.column, m.column.kind.reader(policy, m.fen_per_unit), m.column.limit)
            for m in header.columns
            if m.column.is_read
        ]

    def read(self, rows: Rows, into: Collected) -> None:
        """Every row below the header."""
        who = [self.mapped[name].index for name in SAYS_WHO if name in self.mapped]
        for number, row in enumerate(rows[self.header.row + 1 :], start=self.header.row + 2):
            if all(is_blank(row[index]) for index in who):
                self._pass_over(number, row, into)
            elif self._is_total(row):
                into.passed_over.append(PassedOver(self.sheet, number, "total"))
            elif self._is_heading(row):
                into.passed_over.append(PassedOver(self.sheet, number, "heading"))
            else:
                self._read_row(number, row, into)

    def problem(self, number: int, row: Row, column: Column, fault: Fault) -> Problem:
        """A fault of a row, with its place."""
        mapped = self.mapped.get(column.field)
        return Problem(
            self.sheet,
            number,
            column_letters(mapped.index) if mapped else "",
            mapped.heading if mapped else column.title,
            as_text(row[mapped.index]) if mapped else "",
            fault.kind,
            fault.advice,
        )

    def _read_row(self, number: int, row: Row, into: Collected) -> None:
        values: Values = dict(self.header.place)
        faults: Faults = {}
        for index, column, read, limit in self.readers:
            cell = row[index]
            if cell == "":
                continue
            value: Any = read(cell)
            if type(value) is Fault:
                faults[column.field] = value
                value = value.value
            elif limit and len(value) > limit:
                faults[column.field] = column.too_long(value)
            if value is not None and value != "":
                values[column.field] = value
        complete(values, faults, self.benefits)
        clue = Clue(self.sheet, number, values)
        _compare_with_rows_above(clue, faults, into)
        if faults:
            self._sort_out(clue, row, faults, into)
        else:
            into.clues.append(clue)

    def _sort_out(self, clue: Clue, row: Row, faults: Faults, into: Collected) -> None:
        may_wait = ACCEPTABLE | (MISSING if "case.uid" in clue.values else frozenset())
        refused, held = [], []
        for name, fault in faults.items():
            problem = self.problem(clue.row, row, BY_FIELD[name], fault)
            if fault.kind in WARNINGS:
                into.warnings.append(problem)
            elif fault.kind in may_wait:
                held.append(problem)
            else:
                refused.append(problem)
        if refused:
            into.problems.extend(refused + held)
        else:
            clue.held = tuple(held)
            into.clues.append(clue)

    def _pass_over(self, number: int, row: Row, into: Collected) -> None:
        """Nothing that says who it is about: a total, a note, or an empty line with its number."""
        texts = [folded(cell) for cell in row if isinstance(cell, str) and not is_blank(cell)]
        if texts:
            is_total = any(text.startswith(TOTALS) for text in texts)
            what = "total" if is_total else "note"
            into.passed_over.append(PassedOver(self.sheet, number, what))

    def _is_total(self, row: Row) -> bool:
        if not is_blank(row[self.id_index]):
            return False
        return any(isinstance(cell, str) and folded(cell) in TOTALS for cell in row)

    def _is_heading(self, row: Row) -> bool:
        """The header again, as on every page of a printed list."""
        cell: Cell = row[self.id_index]
        if not isinstance(cell, str) or not cell or cell[0].isdigit():
            return False
        return HEADINGS.get(plain_heading(cell)) is self.mapped["person.id_number"].column


def _compare_with_rows_above(clue: Clue, faults: Faults, into: Collected) -> None:
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
