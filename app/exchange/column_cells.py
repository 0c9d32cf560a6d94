"""What a cell owes to others: the one above it, those it is merged with, the whole workbook."""

from collections.abc import Iterator, Sequence

from app.exchange.cells import Cell, as_text, folded, is_blank
from app.exchange.columns import Column
from app.exchange.dates import from_1904
from app.exchange.kinds import YUAN
from app.exchange.problems import Fault, Kind
from app.exchange.sheet_notes import SheetNotes
from app.exchange.workbook import Sheet

PLACES = ("case.village", "case.township")
DITTO = frozenset({"同上", "〃", "″", "''", '"', "“"})


def as_meant(cells: list[Cell], notes: SheetNotes, column: Column) -> list[Cell]:
    """The cells of a column with 同上 spelled out, days counted as other workbooks count them."""
    if DITTO.intersection(cell for cell in set(cells) if isinstance(cell, str)):
        cells = list(_spelled_out(cells))
    if column.field in PLACES:
        cells = _filled_down(cells)
    if notes.from_1904 and column.kind.is_day:
        return [from_1904(cell) for cell in cells]
    return cells


def _filled_down(cells: list[Cell]) -> list[Cell]:
    """A village written only where it begins, each once: it holds until the next."""
    filled = [cell for cell in cells if not is_blank(cell)]
    if len(filled) in (0, 1, len(cells)) or is_blank(cells[0]) or len(set(filled)) < len(filled):
        return cells
    above = cells[0]
    return [above := above if is_blank(cell) else cell for cell in cells]


def _spelled_out(cells: Sequence[Cell]) -> Iterator[Cell]:
    above: Cell = ""
    for cell in cells:
        if not isinstance(cell, str) or as_text(cell) not in DITTO:
            above = cell
        yield above


def year_and_month(year: Cell, month: Cell) -> Cell:
    """Two cells read as one, 2020 and 3 as 2020-3; whatever else stands there as it is."""
    parts = [folded(as_text(cell)).rstrip("年月份") for cell in (year, month)]
    if all(part.isascii() and part.isdigit() for part in parts):
        return "-".join(parts)
    return month if is_blank(year) else f"{as_text(year)}{as_text(month)}"


def cell_faults(sheet: Sheet, column: Column, index: int) -> Iterator[tuple[int, Fault]]:
    """What cannot be known of cells of a column, by row as Excel counts it."""
    for (row, place), shown in sheet.notes.lost.items():
        if place == index:
            yield row + 1, _no_result(shown)
    if column.kind is YUAN:
        for place, first, last in sheet.shared:
            if place == index and sheet.rows[first][index] != "":
                for row in range(first, last + 1):
                    yield row + 1, _shared(as_text(sheet.rows[first][index]), first, last)


def _no_result(shown: str) -> Fault:
    return Fault(
        Kind.FORMULA_WITHOUT_VALUE,
        f"公式“{shown[:40]}”没有结果，请用 WPS 或 Excel 打开并保存一次，或改填数值。",
    )


def _shared(shown: str, first: int, last: int) -> Fault:
    return Fault(
        Kind.AMOUNT_SHARED,
        f"金额“{shown}”是第 {first + 1} 至 {last + 1} 行合并的一格，"
        "不能判断各行各是多少，请取消合并后逐行填写。",
    )
