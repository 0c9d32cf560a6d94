"""From blocks to strips: what stands above what, each of a known height, before a page is cut.

Measures are in points unless a name says mm or ems.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.forms.document import (
    Align,
    Blank,
    Block,
    Cell,
    Grid,
    Inline,
    Layout,
    Look,
    Paragraph,
    Signature,
    Tick,
    Words,
)
from app.forms.fonts import Face, char_width
from app.forms.lines import MOST_STRETCH, break_lines, overhang, stretches

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
TICK_EMS = 1.1
PAD_X, PAD_Y = 1.5 * MM, 1.1 * MM


@dataclass(frozen=True)
class Sheet:
    """How a Layout is set: margins, type sizes, and how small type may become to save a page."""

    left_mm: float
    right_mm: float
    top_mm: float
    foot_mm: float
    sizes: dict[Look, float]
    leading: float
    least_scale: float

    @property
    def width(self) -> float:
        return PAGE_WIDTH - (self.left_mm + self.right_mm) * MM

    @property
    def height(self) -> float:
        return PAGE_HEIGHT - (self.top_mm + self.foot_mm) * MM


SHEETS = {
    # 五号 in the cells, title 小二; the foot keeps 22 mm of QR and its white margin free
    Layout.FORM: Sheet(
        left_mm=20,
        right_mm=20,
        top_mm=14,
        foot_mm=34,
        sizes={Look.TITLE: 18, Look.HEADING: 12, Look.BODY: 10.5, Look.NOTE: 9},
        leading=1.4,
        least_scale=0.85,
    ),
    # GB/T 9704: 28 characters of 三号 on a line 28 points high, title 二号; never under 小四
    Layout.LETTER: Sheet(
        left_mm=28,
        right_mm=26,
        top_mm=37,
        foot_mm=35,
        sizes={Look.TITLE: 22, Look.HEADING: 16, Look.BODY: 16, Look.NOTE: 10.5},
        leading=1.75,
        least_scale=0.75,
    ),
}


@dataclass(frozen=True)
class Line:
    """Words on one line: x from the left of their column, `gap` added where a line may stretch."""

    words: Words
    x: float
    gap: float
    size: float
    face: Face
    height: float


@dataclass(frozen=True)
class Lines:
    """A strip of text; several lines only where they must stay together."""

    lines: tuple[Line, ...]
    space_before: float = 0

    @property
    def height(self) -> float:
        return self.space_before + sum(line.height for line in self.lines)


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


Strip = Lines | Rows


def strips(block: Block, sheet: Sheet, scale: float) -> Iterator[Strip]:
    match block:
        case Paragraph():
            lines = set_paragraph(block, sheet.width, sheet, scale)
            before = block.lines_before * lines[0].height
            for line in lines:
                yield Lines((line,), before)
                before = 0
        case Signature():
            yield _set_signature(block, sheet, scale)
        case Grid():
            yield from _set_grid(block, sheet, scale)


@lru_cache(maxsize=4096)
def width_of(word: Inline, face: Face) -> float:
    """In ems."""
    match word:
        case Blank(ems):
            return ems
        case Tick():
            return TICK_EMS
        case _:
            return sum(char_width(char, face) for char in word)


def set_paragraph(
    paragraph: Paragraph, width: float, sheet: Sheet, scale: float
) -> tuple[Line, ...]:
    size = sheet.sizes[paragraph.look] * scale
    face = Face.BOLD if paragraph.look in (Look.TITLE, Look.HEADING) else Face.BODY
    room = width / size - paragraph.indent
    broken = break_lines(
        paragraph.words, lambda word: width_of(word, face), room, room - paragraph.first_indent
    )
    lines = []
    for number, words in enumerate(broken):
        indent = paragraph.indent + (paragraph.first_indent if number == 0 else 0)
        left = width / size - indent - sum(width_of(word, face) for word in words)
        is_last = number == len(broken) - 1
        x, gap = _aligned(paragraph.align, words, left, is_last=is_last)
        lines.append(
            Line(words, (indent + x) * size, gap * size, size, face, size * sheet.leading)
        )
    return tuple(lines)


def _aligned(align: Align, words: Words, left: float, *, is_last: bool) -> tuple[float, float]:
    """Where the line starts, and how much its gaps widen, in ems, when `left` is left over."""
    match align:
        case Align.CENTRE:
            return max(0, left / 2), 0
        case Align.RIGHT:
            return max(0, left), 0
        case Align.JUSTIFIED if not is_last:
            gaps = sum(sum(stretches(word)) for word in words if isinstance(word, str))
            return 0, min(MOST_STRETCH, max(0, left + overhang(words)) / max(1, gaps - 1))
        case _:
            return 0, 0


def _set_signature(block: Signature, sheet: Sheet, scale: float) -> Lines:
    size = sheet.sizes[Look.BODY] * scale
    widest = max(sum(width_of(word, Face.BODY) for word in words) for words in block.lines) * size
    left = sheet.width - widest - min(4 * size, sheet.width - widest)
    lines = (
        line
        for words in block.lines
        for line in set_paragraph(Paragraph(words, align=Align.CENTRE), widest + 1, sheet, scale)
    )
    moved = (
        Line(line.words, left + line.x, line.gap, line.size, line.face, line.height)
        for line in lines
    )
    return Lines(tuple(moved), block.seal_mm * MM)


def _set_grid(grid: Grid, sheet: Sheet, scale: float) -> Iterator[Rows]:
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
                Box(box.x, box.width, box.first_row - first, box.rows, box.lines)
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
