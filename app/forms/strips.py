"""Blocks set into strips: what no page break cuts, from top to bottom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.forms.blocks import (
    Align,
    Block,
    Cell,
    Grid,
    Look,
    Paragraph,
    Row,
    Signature,
    Signers,
    Slip,
    Table,
    Words,
)
from app.forms.grids import Rows, set_grid
from app.forms.paragraphs import Line, Lines, set_paragraph, set_signature
from app.forms.sheets import MM, Sheet
from app.forms.tables import set_table

SIGNER_GAP = 0.3  # of a line, between those of one signer
KEEPS_NEXT = (Look.TITLE, Look.HEADING, Look.SECTION, Look.SUBSECTION)


@dataclass(frozen=True)
class CutLine:
    """A dotted line across the sheet with a few words in its middle."""

    line: Line
    width: float
    keeps_next: bool = True

    @property
    def height(self) -> float:
        return self.line.height


@dataclass(frozen=True)
class Stack:
    """Strips held together."""

    strips: "tuple[Strip, ...]"
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return sum(strip.height for strip in self.strips)


Strip = Lines | Rows | CutLine | Stack


def set_blocks(blocks: Sequence[Block], sheet: Sheet, scale: float) -> list[Strip]:
    """Signatures never stand alone: the two strips before go to the next page with them."""
    strips: list[Strip] = []
    for block in blocks:
        if isinstance(block, Signature | Signers):
            strips[-2:] = [replace(strip, keeps_next=True) for strip in strips[-2:]]
        strips += _strips_of(block, sheet, scale)
    return strips


def _strips_of(block: Block, sheet: Sheet, scale: float) -> Iterator[Strip]:
    match block:
        case Paragraph():
            yield from _paragraph(block, sheet, scale)
        case Signature():
            yield set_signature(block, sheet, scale)
        case Signers():
            yield from _signers(block, sheet, scale)
        case Grid():
            yield from set_grid(block, sheet, scale)
        case Table():
            yield from set_table(block, sheet, scale)
        case Slip():
            yield Stack((_cut_line(block, sheet, scale), *set_blocks(block.blocks, sheet, scale)))


def _paragraph(paragraph: Paragraph, sheet: Sheet, scale: float) -> Iterator[Lines]:
    """A strip per line; neither the first line nor the last of several stands alone."""
    lines = set_paragraph(paragraph, sheet.width, sheet, scale)
    for at, line in enumerate(lines):
        is_edge = len(lines) > 1 and at in (0, len(lines) - 2)
        yield Lines((line,), keeps_next=is_edge or paragraph.look in KEEPS_NEXT)


def _signers(block: Signers, sheet: Sheet, scale: float) -> Iterator[Rows]:
    width = sheet.width / MM / len(block.columns)
    cells = tuple(
        Cell(tuple(_signer_line(block, words, is_first=not at) for at, words in enumerate(lines)))
        for lines in block.columns
    )
    widths = (width,) * len(cells)
    for rows in set_grid(Grid(widths, (Row(cells, least_mm=0),)), sheet, scale):
        yield replace(rows, is_framed=False, grows=False)


def _signer_line(block: Signers, words: Words, *, is_first: bool) -> Paragraph:
    before = block.lines_before if is_first else SIGNER_GAP
    return Paragraph(words, block.look, Align.LEFT, lines_before=before)


def _cut_line(slip: Slip, sheet: Sheet, scale: float) -> CutLine:
    words = Paragraph(slip.words, Look.NOTE, Align.CENTRE, lines_before=1)
    (line,) = set_paragraph(words, sheet.width, sheet, scale)
    return CutLine(line, sheet.width)
