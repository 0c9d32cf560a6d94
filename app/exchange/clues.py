"""From the rows of a sheet to clues: every cell read, then the cells of a row checked together.

A clue holds values as the models want them; whatever cannot be read is a problem with its place.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.exchange.cells import Cell, as_text, folded, is_blank
from app.exchange.checks import Benefits, Faults, Values, complete
from app.exchange.columns import BY_FIELD, Column
from app.exchange.dates import from_1904
from app.exchange.headings import HEADINGS, Header, Mapped, Row, plain_heading
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
from app.exchange.workbook import Sheet
from app.rules.policy import Policy

KEY = ("person.id_number", "case.insurance", "case.reason", "period.first_month")
SAYS_WHO = ("person.name", "person.id_number", "case.insurance", "period.first_month")
TOTALS = ("合计", "小计", "总计", "共计", "累计", "本页合计", "本村合计", "全镇合计")


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
    """number: as Excel counts it."""

    number: int
    cells: Row


class SheetReader:
    """Reads the rows under one header, column by column: most cells of a column repeat others."""

    def __init__(self, sheet: Sheet, header: Header, policy: Policy) -> None:
        self.sheet = sheet.name
        self.rows = sheet.rows
        self.notes = sheet.notes
        self.is_hidden = sheet.is_hidden
        self.header = header
        self.policy = policy
        self.benefits = Benefits(policy)
        self.mapped = {mapped.column.field: mapped for mapped in header.columns}
        self.id_index = self.mapped["person.id_number"].index
        self.who = [self.mapped[name].index for name in SAYS_WHO if name in self.mapped]

    def read(self, into: Collected) -> None:
        """Every row below the header."""
        start = self.header.row + 1
        numbered = [NumberedRow(n, cells) for n, cells in enumerate(self.rows[start:], start + 1)]
        told = [row for row in numbered if not self._is_passed_over(row, into)]
        into.warnings += self._out_of_sight(told)
        faults: dict[int, Faults] = defaultdict(dict)
        columns = {
            mapped.column.field: self._read_column(mapped, told, faults)
            for mapped in self.header.columns
            if mapped.column.is_read
        }
        fields = frozenset(columns)
        for at, (row, *values) in enumerate(zip(told, *columns.values(), strict=True)):
            filled = {name: v for name, v in zip(columns, values, strict=True) if v is not None}
            # a row of our own ledger says all there is: what it leaves empty is empty
            place = {} if "case.uid" in filled else self.header.place
            clue = Clue(self.sheet, row.number, {**place, **filled}, columns=fields)
            self._take(clue, row, faults.get(at, {}), into)

    def problem(self, row: NumberedRow, column: Column, fault: Fault) -> Problem:
        """A fault of a row, with its place."""
        mapped = self.mapped.get(column.field)
        return Problem(
            self.sheet,
            row.number,
            column_letters(mapped.index) if mapped else "",
            mapped.heading if mapped else column.title,
            as_text(row.cells[mapped.index]) if mapped else "",
            fault.kind,
            fault.advice,
        )

    def _read_column(
        self, mapped: Mapped, rows: Sequence[NumberedRow], faults: dict[int, Faults]
    ) -> list[Any]:
        """The values, None where there is none; faults are put down by the place of their row."""
        column, index = mapped.column, mapped.index
        read = column.reader(self.policy, mapped.fen_per_unit)
        cells = [row.cells[index] for row in rows]
        if self.notes.from_1904 and column.kind.is_day:
            cells = [from_1904(cell) for cell in cells]
        of_text = {cell: read(cell) for cell in set(cells) if type(cell) is str}
        values = [of_text[cell] if type(cell) is str else read(cell) for cell in cells]
        if self.notes.lost:
            for place, row in enumerate(rows):
                if shown := self.notes.lost.get((row.number - 1, index)):
                    values[place] = _no_result(shown)
        for place, value in enumerate(values):
            if type(value) is Fault:
                faults[place][column.field] = value
                values[place] = value.value
        return values

    def _out_of_sight(self, rows: Sequence[NumberedRow]) -> Iterator[Problem]:
        """Rows and sheets nobody sees are read like others, and the clerk is told."""
        if self.is_hidden and rows:
            advice = "整张表处于隐藏状态，其中的人员也已读取，请核对是否应当导入。"
            yield Problem(
                self.sheet, self.header.row + 1, "", "整表", "", Kind.HIDDEN_SHEET, advice
            )
        for row in rows:
            if row.number - 1 in self.notes.hidden:
                advice = "本行在表格中被隐藏，也已读取，请核对是否应当导入。"
                yield Problem(self.sheet, row.number, "", "整行", "", Kind.HIDDEN_ROW, advice)

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

    def _is_passed_over(self, row: NumberedRow, into: Collected) -> bool:
        """Totals, notes and repeated headings are put down; blank lines are not worth a word."""
        cell = row.cells[self.id_index]
        if is_blank(cell):
            what = self._what_else(row)
        else:
            what = "heading" if self._is_heading(cell) else "case"
        if what not in ("case", "blank"):
            into.passed_over.append(PassedOver(self.sheet, row.number, what))
        return what != "case"

    def _what_else(self, row: NumberedRow) -> str:
        """What a row without an ID number is."""
        texts = [folded(c) for c in row.cells if isinstance(c, str) and not is_blank(c)]
        if any(text in TOTALS for text in texts):
            return "total"
        who = [as_text(row.cells[index]) for index in self.who]
        signs = ":" in folded(who[0]) and not any(who[1:])  # 填表人：, where names stand
        if any(who) and not signs:
            return "case"
        if not texts:
            return "blank"  # or a number prepared for a case that never came
        return "total" if texts[0].startswith(TOTALS) else "note"

    def _is_heading(self, cell: Cell) -> bool:
        """The header again, as on every page of a printed list."""
        if not isinstance(cell, str) or cell[0].isdigit():
            return False
        return HEADINGS.get(plain_heading(cell)) is self.mapped["person.id_number"].column


def _no_result(shown: str) -> Fault:
    return Fault(
        Kind.FORMULA_WITHOUT_VALUE,
        f"公式“{shown[:40]}”没有结果，请用 WPS 或 Excel 打开并保存一次，或改填数值。",
    )


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
