"""What stands on a page: blocks made of words, as plain values.

Measures are in characters (ems) unless a name says mm. A new kind of block is one more dataclass
here, in Block, and one more `case` in strips.strips_of.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import Literal


class Look(StrEnum):
    """Size and weight; sheets.SHEETS has the measures. In cells BODY is set as CELL."""

    TITLE = "title"
    HEADING = "heading"  # in the middle of a form, bold
    SECTION = "section"  # 一、 of a letter, bold; stays with what follows
    SUBSECTION = "subsection"  # （一） of a letter, plain; stays with what follows as well
    BODY = "body"
    CELL = "cell"
    LABEL = "label"  # in cells, bold: heads and sums of a Table
    NOTE = "note"


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True)
class Blank:
    """A line for the pen, so many characters long."""

    ems: float


@dataclass(frozen=True)
class Tick:
    """A box to tick: □ or ☑."""

    ticked: bool


class Later(StrEnum):
    """What the county gives a paper after it was issued."""

    NUMBER = "number"
    DAY = "day"  # 成文日期


@dataclass(frozen=True)
class Slot:
    """A place filled once the county numbered the paper; until then it says `empty`."""

    holds: Later
    empty: tuple[str | Blank, ...]


Inline = str | Blank | Tick | Slot
Words = tuple[Inline, ...]
Fill = Callable[[Words], Words]


def joined(words: Iterable[Inline]) -> Words:
    """The same words, neighbouring strings made one."""
    result: list[Inline] = []
    for word in words:
        if result and isinstance(word, str) and isinstance(result[-1], str):
            result[-1] += word
        else:
            result.append(word)
    return tuple(result)


@dataclass(frozen=True)
class Paragraph:
    """`indent` moves every line, `first_indent` the first one more.

    A hanging paragraph has a positive indent and a negative first_indent.
    """

    words: Words
    look: Look = Look.BODY
    align: Align = Align.JUSTIFIED
    first_indent: float = 0
    indent: float = 0
    lines_before: float = 0
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Cell:
    """columns, rows: how many of the grid's it spans.

    foot: stands at the bottom, e.g. signature and date of an opinion; what is said before then
    begins at the top.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    columns: int = 1
    rows: int = 1
    foot: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    least_mm: float = 8


@dataclass(frozen=True)
class Grid:
    """A framed table. Rows grow with their text, and a little more to fill the page."""

    widths_mm: tuple[float, ...]
    rows: tuple[Row, ...]
    kind: Literal["grid"] = "grid"


@dataclass(frozen=True)
class Column:
    """Of a Table. group: what stands over this and the neighbouring columns of the same group."""

    title: str
    width_mm: float
    align: Align = Align.CENTRE
    group: str = ""


class RowKind(StrEnum):
    PLAIN = "plain"
    SUM = "sum"  # 小计、合计: bold, stays with the row before


@dataclass(frozen=True)
class TableRow:
    """A value per column. In a sum an empty cell lets the one before reach over it."""

    values: tuple[Words, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True)
class Table:
    """Many rows of one shape. Its head comes again on each page; no row is cut that fits a page.

    Columns are widened or narrowed together until the table is as wide as the sheet.
    """

    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    least_mm: float = 7
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Signature:
    """落款: lines centred above each other at the right, under room for the seal; never torn."""

    lines: tuple[Words, ...]
    seal_mm: float
    kind: Literal["signature"] = "signature"


@dataclass(frozen=True)
class Signers:
    """Several who sign side by side, each with lines of their own; never torn apart."""

    columns: tuple[tuple[Words, ...], ...]
    lines_before: float = 1
    look: Look = Look.BODY
    kind: Literal["signers"] = "signers"


Part = Paragraph | Grid | Table | Signature | Signers


@dataclass(frozen=True)
class Slip:
    """What the other side cuts off and sends back (回执), under a dotted line; never torn apart."""

    words: Words  # in the middle of the dotted line
    blocks: tuple[Part, ...]
    kind: Literal["slip"] = "slip"


Block = Part | Slip


def words_of(block: Block) -> Iterator[Words]:
    """Every line and cell of a block, in the order of reading."""
    match block:
        case Paragraph():
            yield block.words
        case Grid():
            cells = (cell for row in block.rows for cell in row.cells)
            for cell in cells:
                yield from (paragraph.words for paragraph in (*cell.paragraphs, *cell.foot))
        case Table():
            yield from ((title,) for column in block.columns for title in _titles(column))
            yield from chain.from_iterable(row.values for row in block.rows)
        case Signature():
            yield from block.lines
        case Signers():
            yield from chain.from_iterable(block.columns)
        case Slip():
            yield block.words
            yield from chain.from_iterable(map(words_of, block.blocks))


def rewritten(block: Block, fill: Fill) -> Block:
    """The same block with all its words passed through `fill`."""
    if not isinstance(block, Slip):
        return _part(block, fill)
    parts = tuple(_part(part, fill) for part in block.blocks)
    return replace(block, words=fill(block.words), blocks=parts)


def _part(block: Part, fill: Fill) -> Part:
    match block:
        case Paragraph():
            return replace(block, words=fill(block.words))
        case Grid():
            return replace(block, rows=tuple(_row(row, fill) for row in block.rows))
        case Table():
            rows = (replace(row, values=tuple(map(fill, row.values))) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case Signature():
            return replace(block, lines=tuple(map(fill, block.lines)))
        case Signers():
            columns = (tuple(map(fill, lines)) for lines in block.columns)
            return replace(block, columns=tuple(columns))


def _row(row: Row, fill: Fill) -> Row:
    cells = (
        replace(
            cell,
            paragraphs=tuple(replace(one, words=fill(one.words)) for one in cell.paragraphs),
            foot=tuple(replace(one, words=fill(one.words)) for one in cell.foot),
        )
        for cell in row.cells
    )
    return replace(row, cells=tuple(cells))


def _titles(column: Column) -> tuple[str, ...]:
    return (column.group, column.title) if column.group else (column.title,)
