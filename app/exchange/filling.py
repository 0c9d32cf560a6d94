"""The county's own workbook filled in by its headings; its look, its notes and other sheets stay.

A sheet that lists people asks about them: what their rows leave empty is filled. An empty one takes
all cases, before its totals and signatures. A heading that is not known is left alone, and told.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.exchange import kinds
from app.exchange.amounts import YUAN
from app.exchange.cells import as_text, is_blank
from app.exchange.columns import Column
from app.exchange.gate import file_kind
from app.exchange.headings import Header, Mapped, Rows, find_header
from app.exchange.kinds import TEXT_FORMAT, YUAN_FORMAT, Shown
from app.exchange.ledger import LedgerEntry
from app.exchange.meanings import POSITIONS, Headings, Meaning, plain_heading
from app.exchange.sheets import fen_of
from app.exchange.writing import Book, shown_rows
from app.rules.identity import normalised
from app.rules.policy import Policy

TITLE = "无法填入该表"
UNSET = ("General", TEXT_FORMAT)  # formats that say nothing of a number
TOTALS = ("合计", "总计", "共计")
SPELLED = re.compile("(_x[0-9a-fA-F]{4}_)")  # a text like it would be read as a character
SUM = re.compile(
    r"(?P<head>=SUM\(\$?(?P<from>[A-Z]+)\$?(?P<first>\d+):\$?(?P<to>[A-Z]+)\$?)(?P<last>\d+)\)",
    re.IGNORECASE,
)
LEAST_ID = 15  # characters of a cell that names somebody
DEMANDED = Column("demanded_fen", "应追金额（元）", kinds.YUAN, 15, is_read=False, summed=True)
SAYS_DEMANDED = re.compile("[应需待](追|退|收|清退|缴)")
BARE_AMOUNTS = ("金额", "总金额", "总额", "合计", "小计", "金额合计")  # what is above says whose


@dataclass(frozen=True)
class Filled:
    """cases: how many stand in the sheet now; filled, unknown: its headings.

    written: what was put into which cell, by row and column from 1.
    """

    content: bytes
    sheet: str
    cases: int
    filled: tuple[str, ...]
    unknown: tuple[str, ...]
    written: Mapping[tuple[int, int], Shown]

    def check(self, content: bytes) -> None:
        """Raises OSError when a file does not hold what was written."""
        from python_calamine import CalamineWorkbook

        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            rows = workbook.get_sheet_by_name(self.sheet).to_python(skip_empty_area=False)
        for (row, column), shown in self.written.items():
            if rows[row - 1][column - 1] != shown:
                raise OSError(f"{self.sheet}: row {row} column {column} read back otherwise")


class _AskedHeadings(Headings):
    """What a heading asks for: 应追金额 is what we demand, though on a clue list it is 来文金额."""

    def meaning(self, path: Sequence[str]) -> Meaning | None:
        found = super().meaning(path)
        if found and found.column.field == "case.claimed_fen" and _says_demanded(path):
            return Meaning(DEMANDED, found.certainty)
        return found


def _says_demanded(path: Sequence[str]) -> bool:
    lowest = plain_heading(path[-1])
    text = plain_heading("".join(path)) if lowest in BARE_AMOUNTS else lowest
    return SAYS_DEMANDED.search(text) is not None


def fill_workbook(
    content: bytes, name: str, entries: Sequence[LedgerEntry], book: Book, policy: Policy
) -> Filled:
    """Raises UserError when it is no .xlsx, or has no headings that are known."""
    file_kind(content, name)
    if not content.startswith(b"PK"):
        raise UserError(TITLE, f"“{name}”不是 .xlsx 文件，请用 WPS 或 Excel 另存为 .xlsx 后再填。")
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(content))
    headings, found = _AskedHeadings.of(policy), []
    for sheet in workbook.worksheets:
        rows = _rows(sheet)
        if header := find_header(rows, headings):
            found.append((len(header.columns), sheet, rows, header))
    if not found:
        advice = f"“{name}”中找不到表头。表头中要有“姓名”和“公民身份号码”等栏目。"
        raise UserError(TITLE, advice)
    _, sheet, rows, header = max(found, key=lambda one: one[0])
    filling = _Filling(sheet, rows, header, entries, book)
    cases = filling.fill()
    result = io.BytesIO()
    workbook.save(result)
    filled = tuple(mapped.heading for mapped in header.columns)
    unknown = tuple(header.unknown.values())
    return Filled(result.getvalue(), sheet.title, cases, filled, unknown, filling.written)


def _rows(sheet: Any) -> Rows:
    return [["" if v is None else v for v in row] for row in sheet.iter_rows(values_only=True)]


class _Filling:
    """One sheet being filled; rows are counted from 1, as openpyxl does."""

    def __init__(
        self,
        sheet: Any,
        rows: Rows,
        header: Header,
        entries: Sequence[LedgerEntry],
        book: Book,
    ) -> None:
        self.sheet, self.rows, self.header = sheet, rows, header
        self.places = {mapped.column.field: mapped for mapped in header.columns}
        columns = [mapped.column for mapped in header.columns]
        self.told = list(zip(entries, shown_rows(entries, book, columns), strict=True))
        self.by_id: dict[str, list[tuple[LedgerEntry, Sequence[Shown]]]] = defaultdict(list)
        for entry, values in self.told:
            self.by_id[entry.person.id_number or ""].append((entry, values))
        self.written: dict[tuple[int, int], Shown] = {}
        self.position = self._position()
        self.kinds = list(self._kinds())

    def fill(self) -> int:
        """How many cases it holds now."""
        listed = [row for row, kind in self.kinds if kind == "case"]
        return self._fill_listed(listed) if listed else self._fill_empty()

    def _fill_listed(self, listed: Sequence[int]) -> int:
        filled = 0
        for row in listed:
            if values := self._values_of(self.rows[row - 1]):
                filled += 1
                for mapped, shown in zip(self.header.columns, values, strict=True):
                    if self.sheet.cell(row, mapped.index + 1).value in (None, ""):
                        self._write(row, mapped, shown)
        if not filled:
            raise UserError(TITLE, f"“{self.sheet.title}”表中所列的人员都不在个案簿中。")
        return filled

    def _values_of(self, row: Sequence[Any]) -> Sequence[Shown] | None:
        """What is known of the case a row names; nothing where two might be meant."""
        number = normalised(as_text(row[self.places["person.id_number"].index]))
        same = self.by_id.get(number, [])
        if len(same) > 1 and "case.insurance" in self.places:
            at = self.header.columns.index(self.places["case.insurance"])
            word = as_text(row[self.places["case.insurance"].index])
            same = [one for one in same if one[1][at] == word]
        return same[0][1] if len(same) == 1 else None

    def _fill_empty(self) -> int:
        blank = [row for row, kind in self.kinds if kind == "blank"]
        foot = next((row for row, kind in self.kinds if kind == "foot"), None)
        first = blank[0] if blank else foot or self._below
        room = foot - first if foot else len(self.told)
        if foot and len(self.told) > room:
            self._move_down(foot, len(self.told) - room)
            foot += len(self.told) - room
        for at, (_entry, values) in enumerate(self.told):
            row = first + at
            self._copy_look(first, row)
            for mapped, shown in zip(self.header.columns, values, strict=True):
                self._write(row, mapped, shown)
            if self.position is not None:
                self.sheet.cell(row, self.position + 1).value = at + 1
        if foot:
            self._write_totals(foot, first, first + len(self.told) - 1)
        return len(self.told)

    @property
    def _below(self) -> int:
        """The first row under the header."""
        return self.header.row + 2

    def _kinds(self) -> Iterator[tuple[int, str]]:
        """Each row under the header up to its foot: "case", "blank", "numbers", then "foot"."""
        number = self.places["person.id_number"].index if self._has_ids else 0
        for row, cells in enumerate(self.rows[self.header.row + 1 :], self._below):
            texts = [
                as_text(cell)
                for at, cell in enumerate(cells)
                if not is_blank(cell) and at != self.position
            ]
            if not texts:
                yield row, "blank"
            elif self._has_ids and len(as_text(cells[number])) >= LEAST_ID:
                yield row, "case"
            elif row == self._below and all(text.isdigit() and len(text) < 3 for text in texts):
                yield row, "numbers"  # 栏次
            else:
                yield row, "foot"
                return

    @property
    def _has_ids(self) -> bool:
        return "person.id_number" in self.places

    def _position(self) -> int | None:
        """The column that counts the rows."""
        header = self.rows[max(0, self.header.row - 2) : self.header.row + 1]
        for row in header:
            for at, cell in enumerate(row):
                if isinstance(cell, str) and as_text(cell) in POSITIONS:
                    return at
        return None

    def _write(self, row: int, mapped: Mapped, shown: Shown) -> None:
        """Typed, in the cell's own format where it has one; a text is never a formula."""
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        if shown is None or shown == "":
            return
        cell, kind = self.sheet.cell(row, mapped.index + 1), mapped.column.kind
        if isinstance(shown, str):
            text = ILLEGAL_CHARACTERS_RE.sub("", shown)
            shown, cell.value = text, SPELLED.sub(r"_x005F\1", text)
            cell.data_type, cell.number_format = "s", TEXT_FORMAT
        elif kind.format == YUAN_FORMAT:
            shown = cell.value = fen_of(shown) / mapped.fen_per_unit
        else:
            cell.value = shown
        self.written[row, mapped.index + 1] = shown
        is_money = kind.format == YUAN_FORMAT
        if cell.number_format in UNSET and not isinstance(shown, str):
            in_wan = is_money and mapped.fen_per_unit != YUAN
            cell.number_format = "0.000000" if in_wan else kind.format

    def _copy_look(self, pattern: int, row: int) -> None:
        if row == pattern:
            return
        self.sheet.row_dimensions[row].height = self.sheet.row_dimensions[pattern].height
        for cell in self.sheet[pattern]:
            target = self.sheet.cell(row, cell.column)
            target._style = copy(cell._style)

    def _move_down(self, foot: int, rows: int) -> None:
        """Totals and signatures give way, with their merged cells and heights."""
        sheet = self.sheet
        heights = {row: sheet.row_dimensions[row].height for row in range(foot, sheet.max_row + 1)}
        moved = [merged for merged in sheet.merged_cells.ranges if merged.min_row >= foot]
        for merged in moved:
            sheet.unmerge_cells(str(merged))
        last = sheet.cell(sheet.max_row, sheet.max_column).coordinate
        sheet.move_range(f"A{foot}:{last}", rows=rows, translate=True)
        for merged in moved:
            merged.shift(row_shift=rows)
            sheet.merge_cells(str(merged))
        for row, height in heights.items():
            sheet.row_dimensions[row + rows].height = height

    def _write_totals(self, foot: int, first: int, last: int) -> None:
        """In the county's own row of totals: its sums take in all rows, others become numbers."""
        texts = ["".join(as_text(cell.value or "").split()) for cell in self.sheet[foot]]
        if not any(text in TOTALS for text in texts):
            return
        sums = self._sums(first, last)
        for index, formula in sums.items():
            self.sheet.cell(foot, index + 1).value = formula
        for at, mapped in enumerate(self.header.columns):
            if mapped.column.summed and mapped.index not in sums:
                fen = sum(fen_of(values[at]) for _entry, values in self.told)
                self._write(foot, mapped, fen / 100)

    def _sums(self, first: int, last: int) -> dict[int, str]:
        """Simple sums of their own column in the foot as it was, widened to the last case."""
        from openpyxl.utils import get_column_letter

        foot = next(row for row, kind in self.kinds if kind == "foot")
        found = {}
        for index, cell in enumerate(self.rows[foot - 1]):
            parts = SUM.fullmatch(cell) if isinstance(cell, str) else None
            own = get_column_letter(index + 1)
            if parts and {parts["from"].upper(), parts["to"].upper()} == {own}:
                start, end = int(parts["first"]), int(parts["last"])
                if start <= first and end < foot:
                    found[index] = f"{parts['head']}{max(end, last)})"
        return found
