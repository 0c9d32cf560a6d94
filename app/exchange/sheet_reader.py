"""Reading the rows under one header: every cell of a column, then the cells of a row together."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from app.exchange.cells import Cell, as_text, is_blank
from app.exchange.checks import (
    Benefits,
    Faults,
    check_death,
    check_to_come,
    complete,
    leave_out_death,
)
from app.exchange.clues import SUM, Clue, Collected, NumberedRow, compare_with_rows_above
from app.exchange.column_cells import as_meant, cell_faults, year_and_month
from app.exchange.columns import BY_FIELD, Column
from app.exchange.headings import DEEPEST, Header, Mapped
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
from app.exchange.row_kinds import ANOTHER, BLANK, CASE, TOTAL, VILLAGE, RowKinds
from app.exchange.titles import village_heading
from app.exchange.totals import total_faults
from app.exchange.workbook import Sheet
from app.rules.policy import Policy

MOST_TITLES = 4  # rows right above a heading


class SheetReader:
    """Reads the rows under one header, column by column: most cells of a column repeat others.

    told: what names and titles say for every row of the sheet, by field. today: None asks about no
    day to come.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        policy: Policy,
        *,
        told: Mapping[str, str],
        headings: Headings,
        today: date | None = None,
    ) -> None:
        self.sheet = sheet
        self.header = header
        self.policy = policy
        self.told = told
        self.headings = headings
        self.today = today
        self.benefits = Benefits(policy)
        self.next_start: int | None = None  # of another list below this one
        self._said: set[str] = set()
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
        into.uids.update(uid for uid in columns.get("case.uid", ()) if uid)
        for at, (row, *values) in enumerate(zip(told, *columns.values(), strict=True)):
            filled = {name: v for name, v in zip(columns, values, strict=True) if v is not None}
            if "case.uid" not in filled:  # nobody answers about a case that was not sent
                filled = {name: v for name, v in filled.items() if BY_FIELD[name].is_read}
                faults[at] = {n: f for n, f in faults.get(at, {}).items() if BY_FIELD[n].is_read}
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
            if mapped.column.is_read or mapped.column.is_answer
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
            self._who(row),
        )

    def _who(self, row: NumberedRow) -> str:
        """Whom a row below the header is about, as its own cells say it."""
        if row.number <= self.header.row + 1:
            return ""
        mapped = (self.mapped.get(field) for field in ("person.name", "case.number"))
        return next((text for one in mapped if one and (text := as_text(row.cells[one.index]))), "")

    def told_rows(self, into: Collected) -> list[NumberedRow]:
        """The rows that tell of people; blank lines are not worth a word, others are put down."""
        places = {field: mapped.index for field, mapped in self.mapped.items()}
        first, last = self.header.row - DEEPEST, self.header.row + 1
        kinds = RowKinds(places, self.headings, self.sheet.rows[max(first, 0) : last])
        rows: list[NumberedRow] = []
        beside: list[PassedOver] = []
        told: Mapping[str, str] = {}
        for number, cells in enumerate(self.sheet.rows[last:], last + 1):
            kind = kinds.kind(cells)
            if kind == CASE:
                rows.append(NumberedRow(number, cells, told))
            elif kind == ANOTHER:
                self.next_start = self._start_of_next(number - 1)
                break
            elif kind != BLANK:
                beside.append(PassedOver(self.sheet.name, number, kind))
            if kind == VILLAGE:
                name = next(cell for cell in cells if isinstance(cell, str) and not is_blank(cell))
                told = {"case.village": village_heading(name)}
        end = self.next_start
        into.passed_over += [row for row in beside if end is None or row.row <= end]
        return rows

    def _start_of_next(self, heading: int) -> int:
        """Where the list that begins with this heading begins: with the titles right above it."""
        start = heading
        while start > self.header.row + 1 and heading - start < MOST_TITLES:
            above = [as_text(cell) for cell in self.sheet.rows[start - 1] if not is_blank(cell)]
            if not above or any(text[0].isdigit() or "计" in text for text in above):
                break
            start -= 1
        return start

    def _read_column(
        self, mapped: Mapped, rows: Sequence[NumberedRow], faults: dict[int, Faults]
    ) -> list[Any]:
        """The values, None where there is none; faults are put down by the place of their row."""
        column, index = mapped.column, mapped.index
        read = column.reader(self.policy, mapped.fen_per_unit)
        cells = as_meant(self._cells(mapped, rows), self.sheet.notes, column)
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

    def _cells(self, mapped: Mapped, rows: Sequence[NumberedRow]) -> list[Cell]:
        cells = [row.cells[mapped.index] for row in rows]
        if mapped.year_index is None:
            return cells
        years = (row.cells[mapped.year_index] for row in rows)
        return [year_and_month(*pair) for pair in zip(years, cells, strict=True)]

    def _check_totals(
        self, amounts: Mapping[int, Any], passed_over: Sequence[PassedOver]
    ) -> Iterator[Problem]:
        """合计 and 小计 against our own sums."""
        mapped = self.mapped[SUM]
        read = mapped.column.reader(self.policy, mapped.fen_per_unit)
        rows = {row.row: row.what for row in passed_over if row.sheet == self.sheet.name}
        totals = [row for row, what in rows.items() if what == TOTAL and row > self.header.row + 1]
        told = {row: read(self.sheet.rows[row - 1][mapped.index]) for row in totals}
        breaks = (row for row, what in rows.items() if what == VILLAGE)
        for row, fault in total_faults(amounts, told, breaks):
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
                yield Problem(
                    name, row.number, "", "整行", "", Kind.HIDDEN_ROW, advice, self._who(row)
                )

    def _told_once(self, faults: Faults) -> Iterator[Problem]:
        """Without a column of benefits every row would say the same of it: the sheet says it."""
        fault, column = faults.get("case.benefit"), BY_FIELD["case.benefit"]
        if fault and fault.kind is Kind.BENEFIT_ASSUMED and column.field not in self.mapped:
            del faults[column.field]
            if fault.advice not in self._said:
                self._said.add(fault.advice)
                header = NumberedRow(self.header.row + 1, self.sheet.rows[self.header.row])
                yield self.problem(header, column, fault)

    def _take(self, clue: Clue, row: NumberedRow, faults: Faults, into: Collected) -> None:
        """Check the row as a whole, and put it where it belongs."""
        complete(clue.values, faults, self.benefits)
        leave_out_death(clue.values, faults)
        check_death(clue.values, faults, self.policy)
        if self.today:
            check_to_come(clue.values, faults, self.today)
        compare_with_rows_above(clue, faults, into)
        into.warnings += self._told_once(faults)
        if not faults:
            into.clues.append(clue)
            return
        clue.unread = frozenset(faults)
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
            is_sent = "case.uid" in clue.values  # what its row leaves out, the case here knows
            gaps = MISSING if is_sent else frozenset()
            into.problems += refused + [problem for problem in held if problem.kind not in gaps]
        else:
            clue.held = tuple(held)
            into.clues.append(clue)
