"""What the table reader leaves out of a sheet, told beside its cells.

Rows and columns count from 0, as in Sheet.rows.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.errors import UserError
from app.exchange.problems import column_letters

MOST_CELLS = 200 * 20_000  # of the rectangle from A1 to the last cell with a value


@dataclass(frozen=True, slots=True)
class SheetNotes:
    """hidden: rows nobody sees; lost: formula cells without a result, or with an error, as shown.

    from_1904: days are counted from 1904-01-01, as workbooks made on old Macs do.
    """

    hidden: frozenset[int] = frozenset()
    lost: Mapping[tuple[int, int], str] = field(default_factory=dict)
    from_1904: bool = False


def place_of(reference: str) -> tuple[int, int]:
    """B12 -> (11, 1); references in a file are trusted no further than this.

    Raises ValueError for what is no reference.
    """
    match = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", reference)
    if match is None:
        raise ValueError(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def check_area(rows: int, columns: int, sheet: str, title: str) -> None:
    """Raises UserError when stray cells far away would make the sheet a desert of blanks."""
    if rows * columns > MOST_CELLS:
        raise UserError(
            title,
            f"“{sheet}”表直到 {column_letters(columns - 1)}{rows} 单元格还有内容，范围过大。"
            "请删去名单以外的内容，或把名单复制到新的表格后再导入。",
        )
