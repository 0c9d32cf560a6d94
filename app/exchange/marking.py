"""The sender's own workbook with what was found in it: cells coloured, a comment in each.

An .xlsx keeps its look; .xls and .csv become a new .xlsx of the same cells.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any

from app.errors import UserError
from app.exchange.gate import file_kind
from app.exchange.workbook import Sheet

RESULT_SHEET = "导入结果"
HEADINGS = ("工作表", "行", "列", "栏目", "结果", "说明")
WIDTHS = (16, 7, 6, 18, 10, 90)
AUTHOR = "归仓"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Level(Enum):
    """What a remark means for its row: the word, and the colour of the cell."""

    REFUSED = "未导入", "FFC7CE"
    ASKED = "有冲突", "FFD8A8"
    CHANGED = "有变化", "D6E4F5"
    TOLD = "提示", "FFF2B3"

    @property
    def word(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Remark:
    """row as Excel counts it; column as its letters, "" for the row as a whole."""

    sheet: str
    row: int
    column: str
    heading: str
    level: Level
    text: str


def marked_copy(
    content: bytes, name: str, remarks: Sequence[Remark], sheets: Sequence[Sheet]
) -> bytes:
    """The workbook with the remarks, as .xlsx. sheets: its cells, for what is no .xlsx.

    Raises UserError when the workbook cannot be opened to be marked.
    """
    workbook, names = _opened(content, name, sheets)
    for sheet in workbook.worksheets:
        own = [r for r in remarks if names.get(r.sheet, r.sheet) == sheet.title]
        anchors = _anchors(sheet)
        for remark in sorted(own, key=lambda r: list(Level).index(r.level), reverse=True):
            at = f"{remark.column or 'A'}{remark.row}"
            _mark(sheet[anchors.get(at, at)], remark)
    _add_results(workbook, remarks)
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def is_xlsx(content: bytes, name: str) -> bool:
    """Whether it keeps its look. Raises UserError when the file is none we read."""
    file_kind(content, name)
    return content.startswith(b"PK")


def _opened(content: bytes, name: str, sheets: Sequence[Sheet]) -> tuple[Any, dict[str, str]]:
    """The workbook, and how its sheets are named where their own names will not do."""
    import openpyxl

    if not is_xlsx(content, name):
        return _made(sheets)
    try:
        return openpyxl.load_workbook(io.BytesIO(content)), {}
    except Exception as error:  # openpyxl raises what its parsers raise
        advice = f"“{name}”无法加标注，请用 WPS 或 Excel 打开并另存为 .xlsx 后再试。"
        raise UserError("无法生成标注副本", advice) from error


def _made(sheets: Sequence[Sheet]) -> tuple[Any, dict[str, str]]:
    import openpyxl

    workbook, names = openpyxl.Workbook(), {}
    workbook.remove(workbook.active)
    for sheet in sheets:
        made = workbook.create_sheet(_FORBIDDEN.sub("_", sheet.name)[:31])
        names[sheet.name] = made.title
        for row, column, value in _cells(sheet):
            _write(made.cell(row, column), value)
    return workbook, names


def _cells(sheet: Sheet) -> Iterator[tuple[int, int, Any]]:
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if value != "":
                yield row, column, value


def _write(cell: Any, value: Any) -> None:
    """A text is a text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)
        cell.data_type, cell.number_format = "s", "@"
    elif isinstance(value, bool | int | float | date | datetime | time | timedelta):
        cell.value = value


def _anchors(sheet: Any) -> dict[str, str]:
    """Only the first cell of merged ones can be marked: by every cell of the others."""
    from openpyxl.utils import get_column_letter

    return {
        f"{get_column_letter(column)}{row}": str(merged.start_cell.coordinate)
        for merged in sheet.merged_cells.ranges
        for row, column in merged.cells
    }


def _mark(cell: Any, remark: Remark) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=remark.level.colour)
    text = f"{remark.level.word}：{_CONTROL.sub('', remark.text)}"
    before = cell.comment.text if cell.comment else ""
    cell.comment = Comment(f"{before}\n{text}" if before else text, AUTHOR, height=120, width=320)


def _add_results(workbook: Any, remarks: Sequence[Remark]) -> None:
    """A last sheet with all of them in a list, for whoever prints or counts."""
    from openpyxl.styles import Alignment, Font, PatternFill

    sheet = workbook.create_sheet(_free_name(workbook))
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), 1):
        cell = sheet.cell(1, column, heading)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for row, remark in enumerate(remarks, 2):
        told = (remark.sheet, remark.row, remark.column, remark.heading)
        for column, value in enumerate((*told, remark.level.word, remark.text), 1):
            _write(sheet.cell(row, column), value)
        sheet.cell(row, 5).fill = PatternFill("solid", start_color=remark.level.colour)
        sheet.cell(row, 6).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _free_name(workbook: Any) -> str:
    name, number = RESULT_SHEET, 1
    while name in workbook.sheetnames:
        number += 1
        name = f"{RESULT_SHEET}{number}"
    return name
