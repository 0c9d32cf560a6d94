"""Long tables: a head that comes again on every page, a strip per row, sums with their rows."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from app.forms.blocks import (
    Align,
    Cell,
    Column,
    Grid,
    Look,
    Paragraph,
    Row,
    RowKind,
    Table,
    TableRow,
    Words,
)
from app.forms.grids import PAD_X, PAD_Y, Box, Rows, set_grid
from app.forms.paragraphs import least_width
from app.forms.sheets import MM, Sheet

FEWEST_LINES = 3  # of a row begun at the foot of a page


def set_table(table: Table, sheet: Sheet, scale: float) -> Iterator[Rows]:
    widths = tuple(width / MM for width in _widths(table, sheet, scale))
    heads = set_grid(Grid(widths, tuple(_head_rows(table))), sheet, scale)
    head = tuple(replace(strip, grows=False, keeps_next=True) for strip in heads)
    yield from head
    rows = tuple(Row(tuple(_cells(table, row)), table.least_mm) for row in table.rows)
    sums = [row.kind == RowKind.SUM for row in table.rows[1:]]
    strips = set_grid(Grid(widths, rows), sheet, scale)
    for strip, before_sum in zip(strips, [*sums, False], strict=True):
        yield replace(strip, grows=False, splits=True, head=head, keeps_next=before_sum)


def _widths(table: Table, sheet: Sheet, scale: float) -> list[float]:
    """As wide as the sheet together, in their proportions, but none that would tear a number."""
    least = [
        max(_least(words, look, sheet, scale) for words, look in column)
        for column in zip(*map(_by_column, table.rows), strict=True)
    ] or [0.0] * len(table.columns)
    widths = [column.width_mm for column in table.columns]
    if sum(least) > sheet.width:
        least = [0.0] * len(widths)
    narrow: set[int] = set()
    while True:
        rest = [at for at in range(len(widths)) if at not in narrow]
        room = sheet.width - sum(least[at] for at in narrow)
        unit = room / sum(widths[at] for at in rest)
        more = {at for at in rest if widths[at] * unit < least[at]}
        if not more:
            return [least[at] if at in narrow else widths[at] * unit for at in range(len(widths))]
        narrow |= more


def _by_column(row: TableRow) -> Iterator[tuple[Words, Look]]:
    """What stands in one column alone: the label of a sum may reach over several."""
    look = Look.LABEL if row.kind == RowKind.SUM else Look.CELL
    for values, after in zip(row.values, (*row.values[1:], (" ",)), strict=True):
        yield (values if row.kind == RowKind.PLAIN or after else (), look)


def _least(words: Words, look: Look, sheet: Sheet, scale: float) -> float:
    return least_width(words, look, sheet, scale) + 2 * PAD_X + 1  # a point, or rounding tears it


def split(strip: Rows, room: float) -> tuple[Rows | None, Rows]:
    """What of a row higher than a page fits into `room`, and the rest; None for a few lines."""
    fitting = [_lines_within(box, room - 2 * PAD_Y) for box in strip.boxes]
    if max(fitting) < FEWEST_LINES:
        return None, strip
    pairs = list(zip(strip.boxes, fitting, strict=True))
    upper = tuple(replace(box, lines=box.lines[:count], foot=()) for box, count in pairs)
    lower = tuple(replace(box, lines=box.lines[count:]) for box, count in pairs)
    rest = max(box.least_height for box in lower)
    return (
        replace(strip, heights=(room,), boxes=upper, keeps_next=False),
        replace(strip, heights=(rest,), boxes=lower),
    )


def _lines_within(box: Box, room: float) -> int:
    count = 0
    for line in box.lines:
        room -= line.height
        if room < 0:
            break
        count += 1
    return count


def _head_rows(table: Table) -> Iterator[Row]:
    """One row, or two where columns have a group."""
    if not any(column.group for column in table.columns):
        yield Row(tuple(_title(column) for column in table.columns), table.least_mm)
        return
    upper: list[Cell] = []
    for group, columns in groupby(table.columns, key=lambda column: column.group):
        if group:
            upper.append(Cell(_centred(group), columns=len(list(columns))))
        else:
            upper.extend(_title(column, rows=2) for column in columns)
    yield Row(tuple(upper), table.least_mm)
    lower = (_title(column) for column in table.columns if column.group)
    yield Row(tuple(lower), table.least_mm)


def _title(column: Column, *, rows: int = 1) -> Cell:
    return Cell(_centred(column.title), rows=rows)


def _centred(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph((text,), Look.LABEL, Align.CENTRE),)


def _cells(table: Table, row: TableRow) -> Iterator[Cell]:
    """Raises ValueError when a row has not a value per column."""
    pairs = list(zip(table.columns, row.values, strict=True))
    if row.kind == RowKind.PLAIN:
        yield from (_cell(values, Look.CELL, column.align) for column, values in pairs)
        return
    first = 0
    while first < len(pairs):
        end = first + 1
        while end < len(pairs) and not pairs[end][1]:
            end += 1
        column, values = pairs[first]
        align = column.align if end == first + 1 else Align.CENTRE
        yield replace(_cell(values, Look.LABEL, align), columns=end - first)
        first = end


def _cell(values: Words, look: Look, align: Align) -> Cell:
    return Cell((Paragraph(values, look, align),) if values else ())
