"""Framed tables: cells that span, rows that grow with their text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.forms.document import Cell, Grid
from app.forms.paragraphs import MM, Line, Sheet, set_paragraph

PAD_X, PAD_Y = 2 * MM, 0.8 * MM


@dataclass(frozen=True)
class Box:
    """A cell: its place inside the strip, and its lines."""

    x: float
    width: float
    first_row: int
    rows: int
    lines: tuple[Line, ...]

    @property
    def text_height(self) -> float:
        return sum(line.height for line in self.lines)


@dataclass(frozen=True)
class Rows:
    """Grid rows that spans hold together."""

    heights: tuple[float, ...]
    boxes: tuple[Box, ...]
    width: float

    @property
    def height(self) -> float:
        return sum(self.heights)


def set_grid(grid: Grid, sheet: Sheet, scale: float) -> Iterator[Rows]:
    widths = [width * MM for width in grid.widths_mm]
    heights = [row.least_mm * MM for row in grid.rows]
    boxes = list(_boxes(grid, widths, sheet, scale))
    for box in sorted(boxes, key=lambda box: box.rows):
        spanned = range(box.first_row, box.first_row + box.rows)
        missing = box.text_height + 2 * PAD_Y - sum(heights[row] for row in spanned)
        if missing > 0:
            heights[spanned[-1]] += missing
    for first, last in _held_together(boxes, len(heights)):
        yield Rows(
            tuple(heights[first : last + 1]),
            tuple(
                replace(box, first_row=box.first_row - first)
                for box in boxes
                if first <= box.first_row <= last
            ),
            sum(widths),
        )


def _boxes(grid: Grid, widths: Sequence[float], sheet: Sheet, scale: float) -> Iterator[Box]:
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(grid.rows):
        free = (column for column in range(len(widths)) if (number, column) not in taken)
        for cell in row.cells:
            column = next(free)
            for _ in range(cell.columns - 1):
                next(free)
            taken.update(
                (number + down, column + right)
                for down in range(cell.rows)
                for right in range(cell.columns)
            )
            width = sum(widths[column : column + cell.columns])
            lines = _cell_lines(cell, width - 2 * PAD_X, sheet, scale)
            yield Box(sum(widths[:column]), width, number, cell.rows, lines)


def _cell_lines(cell: Cell, width: float, sheet: Sheet, scale: float) -> tuple[Line, ...]:
    return tuple(
        line
        for paragraph in cell.paragraphs
        for line in set_paragraph(paragraph, width, sheet, scale)
    )


def _held_together(boxes: Sequence[Box], rows: int) -> Iterator[tuple[int, int]]:
    """First and last row of each group that no page break may cut."""
    tied = {  # rows that a span ties to the next
        row for box in boxes for row in range(box.first_row, box.first_row + box.rows - 1)
    }
    first = 0
    for row in range(rows):
        if row not in tied:
            yield first, row
            first = row + 1
