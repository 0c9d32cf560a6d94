"""Framed tables: cells that span, rows that grow with their text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.forms.blocks import Grid, Look, Paragraph
from app.forms.paragraphs import Line, set_paragraph
from app.forms.sheets import MM, Sheet

PAD_X, PAD_Y = 2 * MM, 0.8 * MM
FOOT_GAP = 1 * MM  # at least, between what a cell says and its foot
FOOT_PAD = 0.9 * MM  # more over and under, where a cell has a foot: the pen needs room


@dataclass(frozen=True)
class Box:
    """A cell: its place inside the strip, its lines, and those at its bottom."""

    x: float
    width: float
    first_row: int
    rows: int
    lines: tuple[Line, ...]
    foot: tuple[Line, ...] = ()

    @property
    def text_height(self) -> float:
        return sum(line.height for line in self.lines)

    @property
    def foot_height(self) -> float:
        return sum(line.height for line in self.foot)

    @property
    def least_height(self) -> float:
        gap = FOOT_GAP + 2 * FOOT_PAD if self.foot else 0
        return self.text_height + gap + self.foot_height + 2 * PAD_Y


@dataclass(frozen=True)
class Rows:
    """Grid rows that spans hold together.

    grows: may become higher to fill the page. head: what is set above them when they begin a
    page. splits: a page break may cut them where they are higher than a page.
    """

    heights: tuple[float, ...]
    boxes: tuple[Box, ...]
    width: float
    is_framed: bool = True
    grows: bool = True
    splits: bool = False
    keeps_next: bool = False
    head: tuple["Rows", ...] = ()

    @property
    def height(self) -> float:
        return sum(self.heights)


def set_grid(grid: Grid, sheet: Sheet, scale: float) -> Iterator[Rows]:
    widths = [width * MM for width in grid.widths_mm]
    heights = [row.least_mm * MM for row in grid.rows]
    boxes = list(_boxes(grid, widths, sheet, scale))
    for box in sorted(boxes, key=lambda box: box.rows):
        spanned = range(box.first_row, box.first_row + box.rows)
        missing = box.least_height - sum(heights[row] for row in spanned)
        if missing > 0:
            heights[spanned[-1]] += missing
    by_row: dict[int, list[Box]] = {}
    for box in boxes:
        by_row.setdefault(box.first_row, []).append(box)
    for first, last in _held_together(boxes, len(heights)):
        held = (box for row in range(first, last + 1) for box in by_row.get(row, ()))
        yield Rows(
            tuple(heights[first : last + 1]),
            tuple(replace(box, first_row=box.first_row - first) for box in held),
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
            lines, foot = (
                _cell_lines(paragraphs, width - 2 * PAD_X, sheet, scale)
                for paragraphs in (cell.paragraphs, cell.foot)
            )
            yield Box(sum(widths[:column]), width, number, cell.rows, lines, foot)


def _cell_lines(
    paragraphs: Sequence[Paragraph], width: float, sheet: Sheet, scale: float
) -> tuple[Line, ...]:
    return tuple(
        line
        for paragraph in paragraphs
        for line in set_paragraph(_in_cell(paragraph), width, sheet, scale)
    )


def _in_cell(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, look=Look.CELL) if paragraph.look == Look.BODY else paragraph


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
