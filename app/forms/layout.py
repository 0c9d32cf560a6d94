"""Which strip stands on which page, and in what size of type."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from app.errors import UserError
from app.forms.blocks import Block
from app.forms.document import Document, Layout
from app.forms.grids import Rows
from app.forms.sheets import MM, SHEETS, Sheet
from app.forms.strips import Strip, set_blocks
from app.forms.tables import split

Page = tuple[Strip, ...]

MOST_GROWTH = 4 * MM  # of one row, to fill a page
SCALE_STEP = 0.025


@lru_cache(maxsize=256)  # the terms on the back are the same for everyone
def lay_out(side: tuple[Block, ...], layout: Layout) -> tuple[Page, ...]:
    """One page, in smaller type if that is what it takes; else as many as it takes."""
    sheet = SHEETS[layout]
    page = whole = tuple(set_blocks(side, sheet, 1.0))
    scale = 1.0
    while (height := _height(page)) > sheet.height:
        scale -= SCALE_STEP
        if scale < sheet.least_scale or height * sheet.least_scale**2 > sheet.height:
            return tuple(_cut(whole, sheet))
        page = tuple(set_blocks(side, sheet, scale))
    return (page,)


def pages_of(document: Document) -> tuple[Page, ...]:
    """All pages of a paper, front and back, in the order they are printed."""
    sides = (lay_out(side, document.layout) for side in document.sides)
    return tuple(page for side in sides for page in side)


def growth(page: Page, sheet: Sheet) -> float:
    """How much higher every grid row becomes so that the page is full."""
    rows = sum(len(strip.heights) for strip in page if isinstance(strip, Rows) and strip.grows)
    return min((sheet.height - _height(page)) / rows, MOST_GROWTH) if rows else 0


class _Pages:
    def __init__(self, sheet: Sheet) -> None:
        self.done: list[Page] = []
        self._sheet = sheet
        self._begin(())

    def add(self, unit: Sequence[Strip]) -> None:
        """Strips that stand on one page, if they fit one."""
        if self._room < _height(unit) <= self._sheet.height and self._taken:
            self.turn(unit[0])
        for strip in unit:
            self._put(strip)

    def turn(self, following: Strip | None = None) -> None:
        """Begin a page, with the head of the table that goes on."""
        self.done.append(tuple(self._taken))
        self._begin(following.head if isinstance(following, Rows) else ())

    def _begin(self, head: Sequence[Rows]) -> None:
        self._taken: list[Strip] = list(head)
        self._at_top = len(head)
        self._room = self._sheet.height - _height(head)

    def _put(self, strip: Strip) -> None:
        while strip.height > self._room:
            if isinstance(strip, Rows) and strip.splits and strip.height > self._most(strip):
                upper, strip = split(strip, self._room)
                self._taken += [upper] if upper else []
            elif len(self._taken) == self._at_top:
                raise UserError("无法出具文书", "有一栏的内容超过一页，请把“核实情况”写得简短些。")
            self.turn(strip)
        self._taken.append(strip)
        self._room -= strip.height

    def _most(self, strip: Rows) -> float:
        return self._sheet.height - _height(strip.head)


def _cut(strips: Sequence[Strip], sheet: Sheet) -> list[Page]:
    pages = _Pages(sheet)
    for unit in _units(strips):
        pages.add(unit)
    pages.turn()
    return pages.done


def _units(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    unit: list[Strip] = []
    for strip in strips:
        unit.append(strip)
        if not strip.keeps_next:
            yield unit
            unit = []
    if unit:
        yield unit


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)
