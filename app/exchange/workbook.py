"""Opening a file as sheets of plain cells; every row of a sheet is equally long, from A1 on."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from app.errors import UserError
from app.exchange.cells import Cell
from app.exchange.gate import TITLE, FileKind, file_kind

MOST_ROWS = 20_000
MOST_COLUMNS = 200

_CODES = ("utf-8-sig", "gb18030")  # UTF-8 first: hardly any GB 18030 text happens to be valid UTF-8


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: list[list[Cell]]


def open_sheets(content: bytes, name: str) -> Iterator[Sheet]:
    """The sheets one after the other, so that only one is held at a time.

    Raises UserError when the file cannot be read, or holds more rows or columns than we take.
    """
    is_text = file_kind(content, name) is FileKind.TEXT
    left = MOST_ROWS
    for sheet in [_csv_sheet(content, name)] if is_text else _workbook_sheets(content, name):
        width = max(map(len, sheet.rows), default=0)
        left -= sum(row.count("") < len(row) for row in sheet.rows)
        if left < 0:
            raise UserError(TITLE, f"“{name}”超过 {MOST_ROWS} 行，请拆分后分次导入。")
        if width > MOST_COLUMNS:
            raise UserError(
                TITLE,
                f"“{name}”的“{sheet.name}”表超过 {MOST_COLUMNS} 列，请删去右侧多余的列后再导入。",
            )
        yield sheet


def _workbook_sheets(content: bytes, name: str) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for title in workbook.sheet_names:
                sheet = workbook.get_sheet_by_name(title)
                rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
                _fill_down(rows, sheet.merged_cell_ranges or [])
                yield Sheet(title, rows)
    except CalamineError as error:
        raise UserError(
            TITLE, f"“{name}”已损坏或格式不符，请用 WPS 或 Excel 打开并另存为 .xlsx 后再导入。"
        ) from error


def _fill_down(
    rows: list[list[Cell]], merged: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    """A cell merged over several rows holds for each of them: one village, one person."""
    for (first, column), (last, last_column) in merged:
        if column == last_column and first < last < len(rows):
            for row in rows[first + 1 : last + 1]:
                row[column] = rows[first][column]


def _csv_sheet(content: bytes, name: str) -> Sheet:
    text = _decoded(content, name)
    first_line = text.split("\n", 1)[0]
    delimiter = "\t" if first_line.count("\t") > first_line.count(",") else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UserError(TITLE, f"“{name}”不是规范的 CSV 文件，请另存为 .xlsx 后再导入。") from error
    width = max(map(len, rows), default=0)
    return Sheet(PurePath(name).stem, [[*row, *[""] * (width - len(row))] for row in rows])


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for code in _CODES:
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise UserError(TITLE, f"“{name}”的文字编码无法识别，请另存为 .xlsx 后再导入。")
