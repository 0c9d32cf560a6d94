"""The many rows of a sheet written as XML in one go: cell by cell takes several times as long.

Cells become what XlsxWriter itself writes when it saves memory: inline strings and plain numbers.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from xlsxwriter.worksheet import Worksheet

from app.exchange.kinds import Shown
from app.exchange.problems import column_letters

Rows = Sequence[Sequence[Shown]]
Block = tuple[Rows, Sequence[Any]]  # rows, and the format of each of their columns

FIRST_DAY = date(1900, 3, 1)  # Excel counts a day that never was before it
_DAY_0 = date(1899, 12, 30)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f]|_x[0-9a-fA-F]{4}_")


class BodySheet(Worksheet):  # type: ignore[misc]
    """A worksheet with one block of rows that is not held as cells.

    The block stands between the rows written as usual: below `first` rows, above the rest.
    """

    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._first = self._after = 0
        self._blocks: Sequence[Block] = ()

    def lay_body(self, first: int, *blocks: Block) -> None:
        """Blocks one below the other; first: the row of the first, from 0.

        A text is a text, whatever it looks like; None is an empty cell.
        """
        self._first, self._blocks = first, blocks
        self._after = first + sum(len(rows) for rows, _ in blocks)
        for _, formats in blocks:
            for cell_format in formats:
                cell_format._get_xf_index()  # numbered now: it is among the styles
            if self._after > first:
                self._check_dimensions(self._after - 1, len(formats) - 1)

    def _write_rows(self) -> None:
        """XlsxWriter's own step of writing <row> elements."""
        top, foot = self.dim_rowmin, self.dim_rowmax
        self.dim_rowmax = self._first - 1
        super()._write_rows()
        self.fh.writelines(self._lines())
        self.dim_rowmin, self.dim_rowmax = self._after, foot
        super()._write_rows()
        self.dim_rowmin = top

    def _lines(self) -> Iterator[str]:
        """One <row> after the other; texts met before are not escaped again."""
        texts: dict[str, str] = {}
        below = self._first
        for rows, formats in self._blocks:
            cells = [
                partial(_cell, texts, f'<c r="{column_letters(at)}', style._get_xf_index())
                for at, style in enumerate(formats)
            ]
            for number, row in enumerate(rows, below + 1):
                yield f'<row r="{number}">'
                for cell, value in zip(cells, row, strict=True):
                    yield cell(number, value)
                yield "</row>"
            below += len(rows)


def _cell(texts: dict[str, str], start: str, style: int, number: int, value: Shown) -> str:
    if value is None or value == "":
        return f'{start}{number}" s="{style}"/>'
    if isinstance(value, date):
        if value >= FIRST_DAY:
            return f'{start}{number}" s="{style}"><v>{(value - _DAY_0).days}</v></c>'
        value = str(value)
    if isinstance(value, str):
        inside = texts.get(value) or texts.setdefault(value, _inline(value))
        return f'{start}{number}" s="{style}" t="inlineStr">{inside}</c>'
    return f'{start}{number}" s="{style}"><v>{value!r}</v></c>'


def _inline(text: str) -> str:
    """The text as XML: control characters as Excel writes them, blanks at the ends kept."""
    if not text.isprintable() or "_x" in text:
        text = _UNPRINTABLE.sub(_escaped, text)
    for sign, escape in _ESCAPES.items():
        if sign in text:
            text = text.replace(sign, escape)
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<is><t{space}>{text}</t></is>"


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    return f"_x005F{found}" if len(found) > 1 else f"_x{ord(found):04X}_"
