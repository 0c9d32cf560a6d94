"""Which block stands on which page, and in what size of type."""

from collections.abc import Iterator
from functools import lru_cache

from app.errors import UserError
from app.forms.document import Block, Grid, Layout, Paragraph, Signature
from app.forms.grids import Rows, set_grid
from app.forms.paragraphs import MM, SHEETS, Lines, Sheet, set_paragraph, set_signature

Strip = Lines | Rows
Page = tuple[Strip, ...]

MOST_GROWTH = 4 * MM  # of one row, to fill a page
SCALE_STEP = 0.025


@lru_cache(maxsize=256)  # the terms on the back are the same for everyone
def lay_out(side: tuple[Block, ...], layout: Layout) -> tuple[Page, ...]:
    """One page, in smaller type if that is what it takes; else as many as it takes."""
    sheet = SHEETS[layout]
    scale = 1.0
    while True:
        page = tuple(strip for block in side for strip in _strips(block, sheet, scale))
        if sum(strip.height for strip in page) <= sheet.height:
            return (page,)
        if scale - SCALE_STEP < sheet.least_scale:
            return tuple(_cut(page, sheet))
        scale -= SCALE_STEP


def growth(page: Page, sheet: Sheet) -> float:
    """How much higher every grid row becomes so that the page is full."""
    rows = sum(len(strip.heights) for strip in page if isinstance(strip, Rows))
    spare = sheet.height - sum(strip.height for strip in page)
    return min(spare / rows, MOST_GROWTH) if rows else 0


def _strips(block: Block, sheet: Sheet, scale: float) -> Iterator[Strip]:
    match block:
        case Paragraph():
            for line in set_paragraph(block, sheet.width, sheet, scale):
                yield Lines((line,))
        case Signature():
            yield set_signature(block, sheet, scale)
        case Grid():
            yield from set_grid(block, sheet, scale)


def _cut(page: Page, sheet: Sheet) -> Iterator[Page]:
    taken: list[Strip] = []
    room = sheet.height
    for strip in page:
        if strip.height > sheet.height:
            raise UserError("无法出具文书", "有一栏的内容超过一页，请把“核实情况”写得简短些。")
        if strip.height > room:
            yield tuple(taken)
            taken, room = [], sheet.height
        taken.append(strip)
        room -= strip.height
    yield tuple(taken)
