"""From the rows of a sheet to clues: every cell read, then the cells of a row checked together.

A clue holds values as the models want them; whatever cannot be read is a problem with its place.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.exchange.cells import as_text, is_blank
from app.exchange.checks import Benefits, Faults, Values, complete
from app.exchange.column_cells import as_meant, cell_faults
from app.exchange.columns import BY_FIELD, Column
from app.exchange.headings import Header, Mapped, Row
from app.exchange.meanings import Headings
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
from app.exchange.row_kinds import BLANK, CASE, TOTAL, VILLAGE, RowKinds
from app.exchange.titles import village_heading
from app.exchange.totals import total_faults
from app.exchange.workbook import Sheet
from app.rules.policy import Policy

KEY = ("person.id_number", "case.insurance", "case.reason", "period.first_month")
SUM = "case.claimed_fen"  # the column whose totals are held against ours


@dataclass(slots=True)
class Clue:
    """One row that says enough to be a case; values by the field of its column.

    held: what keeps it from being taken as new: a wrong check digit the clerk may accept, or a gap
    in a row that carries the mark (uid) of a case and so may be known here already.
    columns: the fields its sheet has a column for, filled or not.
    """

    sheet: str
    row: int
    values: Values
    held: tuple[Problem, ...] = ()
    columns: frozenset[str] = frozenset()

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


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """number: as Excel counts it; told: what a row above it says for it, by field."""

    number: int
    cells: Row
    told: Mapping[str, str] = field(default_factory=dict)


class SheetReader:
    """Reads the rows under one header, column by column: most cells of a column repeat others.

    told: what names and titles say for every row of the sheet, by field.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        policy: Policy,
        *,
        told: Mapping[str, str],
        headings: Headings,
    ) -> None:
        self.sheet = sheet
        self.header = header
        self.policy = policy
        self.told = told
        self.headings = headings
        self.benefits = Benefits(policy)
        self.mapped = {mapped.column.field: mapped for mapped in header.columns}

    def read(self, into: Collected) -> None:
        """Every row below the header."""
        told = self.told_rows(into)
        into.warnings += self._out_of_sight(told)
        columns, faults = self.read_columns(told)
        if SUM in columns:
            amounts = dict(zip((row.number for row in told), columns[SUM], strict=True))
            into.warnings += self._check_totals(amounts, into.passed_over)
        fields = frozenset(columns)
        for at, (row, *values) in enumerate(zip(told, *columns.values(), strict=True)):
            filled = {name: v for name, v in zip(columns, values, strict=True) if v is not None}
            # a row of our own ledger says all there is: what it leaves empty is empty
            about = {} if "case.uid" in filled else {**self.told, **row.told}
            clue = Clue(self.sheet.name, row.number, {**about, **filled}, columns=fields)
            self._take(clue, row, faults.get(at, {}), into)

    def read_columns(
        self, rows: Sequence[NumberedRow]
    ) -> tuple[dict[str, list[Any]], dict[int, Faults]]:
        """The values of each column that is read, by field; faults by the place of their row."""
        faults: dict[int, Faults] = defaultdict(dict)
        columns = {
            mapped.column.field: self._read_column(mapped, rows, faults)
            for mapped in self.header.columns
            if mapped.column.is_read
        }
        return columns, faults

    def problem(self, row: NumberedRow, column: Column, fault: Fault) -> Problem:
        """A fault of a row, with its place."""
        mapped = self.mapped.get(column.field)
        return Problem(
            self.sheet.name,
            row.number,
            column_letters(mapped.index) if mapped else "",
            mapped.heading if mapped else column.title,
            as_text(row.cells[mapped.index]) if mapped else "",
            fault.kind,
            fault.advice,
        )

    def told_rows(self, into: Collected) -> list[NumberedRow]:
        """The rows that tell of people; blank lines are not worth a word, others are put down."""
        kinds = RowKinds({f: m.index for f, m in self.mapped.items()}, self.headings)
        rows: list[NumberedRow] = []
        told: Mapping[str, str] = {}
        start = self.header.row + 1
        for number, cells in enumerate(self.sheet.rows[start:], start + 1):
            kind = kinds.kind(cells)
            if kind == CASE:
                rows.append(NumberedRow(number, cells, told))
            elif kind != BLANK:
                into.passed_over.append(PassedOver(self.sheet.name, number, kind))
            if kind == VILLAGE:
                first = next(cell for cell in cells if isinstance(cell, str) and not is_blank(cell))
                told = {"case.village": village_heading(first)}
        return rows

    def _read_column(
        self, mapped: Mapped, rows: Sequence[NumberedRow], faults: dict[int, Faults]
    ) -> list[Any]:
        """The values, None where there is none; faults are put down by the place of their row."""
        column, index = mapped.column, mapped.index
        read = column.reader(self.policy, mapped.fen_per_unit)
        cells = as_meant([row.cells[index] for row in rows], self.sheet.notes, column)
        of_text = {cell: read(cell) for cell in set(cells) if type(cell) is str}
        values = [of_text[cell] if type(cell) is str else read(cell) for cell in cells]
        for number, fault in cell_faults(self.sheet, column, index):
            place = bisect_left(rows, number, key=lambda row: row.number)
            if place < len(rows) and rows[place].number == number:
                values[place] = fault
        for place, value in enumerate(values):
            if type(value) is Fault:
                faults[place][column.field] = value
                values[place] = value.value
        return values

    def _check_totals(
        self, amounts: Mapping[int, Any], passed_over: Sequence[PassedOver]
    ) -> Iterator[Problem]:
        """合计 and 小计 against our own sums."""
        mapped = self.mapped[SUM]
        read = mapped.column.reader(self.policy, mapped.fen_per_unit)
        rows = [row.row for row in passed_over if (row.sheet, row.what) == (self.sheet.name, TOTAL)]
        told = {row: read(self.sheet.rows[row - 1][mapped.index]) for row in rows}
        for row, fault in total_faults(amounts, told):
            numbered = NumberedRow(row, self.sheet.rows[row - 1])
            yield self.problem(numbered, mapped.column, fault)

    def _out_of_sight(self, rows: Sequence[NumberedRow]) -> Iterator[Problem]:
        """Rows and sheets nobody sees are read like others, and the clerk is told."""
        name = self.sheet.name
        if self.sheet.is_hidden and rows:
            advice = "整张表处于隐藏状态，其中的人员也已读取，请核对是否应当导入。"
            yield Problem(name, self.header.row + 1, "", "整表", "", Kind.HIDDEN_SHEET, advice)
        for row in rows:
            if row.number - 1 in self.sheet.notes.hidden:
                advice = "本行在表格中被隐藏，也已读取，请核对是否应当导入。"
                yield Problem(name, row.number, "", "整行", "", Kind.HIDDEN_ROW, advice)

    def _take(self, clue: Clue, row: NumberedRow, faults: Faults, into: Collected) -> None:
        """Check the row as a whole, and put it where it belongs."""
        complete(clue.values, faults, self.benefits)
        _compare_with_rows_above(clue, faults, into)
        if not faults:
            into.clues.append(clue)
            return
        may_wait = ACCEPTABLE | (MISSING if "case.uid" in clue.values else frozenset())
        refused, held = [], []
        for name, fault in faults.items():
            problem = self.problem(row, BY_FIELD[name], fault)
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
