"""Opening a file as sheets of plain cells; every row of a sheet is equally long, from A1 on.

Runs in the worker process: nothing here needs a policy or knows a heading.
"""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from app.errors import UserError
from app.exchange.cells import Cell
from app.exchange.gate import TITLE, FileKind, file_kind
from app.exchange.sheet_notes import SheetNotes, check_area

MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_LINES = 100_000  # of text, blank ones counted

_DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, struct.error)
_DELIMITERS = (",", "\t", ";", "|")  # the first of those met equally often
_CODES = ("utf-8-sig", "gb18030")  # UTF-8 first: hardly any GB 18030 text happens to be valid UTF-8


Span = tuple[int, int, int]  # a column, and the first and last of its rows that are one cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """shared: cells merged over several rows, each of which has its value here.

    is_hidden: the sheet itself is out of sight.
    """

    name: str
    rows: list[list[Cell]]
    notes: SheetNotes = field(default_factory=SheetNotes)
    shared: tuple[Span, ...] = ()
    is_hidden: bool = False


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
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        notes = _notes(content, name)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for known in workbook.sheets_metadata:
                if known.typ is not SheetTypeEnum.WorkSheet:
                    continue  # a chart has no rows
                sheet = workbook.get_sheet_by_name(known.name)
                check_area(sheet.total_height, sheet.total_width, known.name, TITLE)
                rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
                shared = tuple(_fill_down(rows, sheet.merged_cell_ranges or []))
                is_hidden = known.visible is not SheetVisibleEnum.Visible
                told = notes.get(known.name, SheetNotes())
                yield Sheet(known.name, rows, told, shared, is_hidden)
    except (CalamineError, *_DAMAGES) as error:
        raise UserError(
            TITLE, f"“{name}”已损坏或格式不符，请用 WPS 或 Excel 打开并另存为 .xlsx 后再导入。"
        ) from error


def _notes(content: bytes, name: str) -> dict[str, SheetNotes]:
    if content.startswith(b"PK"):
        from app.exchange.sheet_xml import xlsx_notes

        return xlsx_notes(content)
    from app.exchange.biff import xls_notes

    return xls_notes(content, name)


def _fill_down(
    rows: list[list[Cell]], merged: list[tuple[tuple[int, int], tuple[int, int]]]
) -> Iterator[Span]:
    """A cell merged over several rows holds for each of them: one village, one person."""
    for (first, column), (last, last_column) in merged:
        if column == last_column and first < last < len(rows):
            for row in rows[first + 1 : last + 1]:
                row[column] = rows[first][column]
            yield column, first, last


def _csv_sheet(content: bytes, name: str) -> Sheet:
    text = _decoded(content, name)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[list[Cell]] = []
    try:
        for line in lines:
            if len(line) > MOST_COLUMNS and not any(line[MOST_COLUMNS:]):
                del line[MOST_COLUMNS:]
            if len(line) > MOST_COLUMNS or len(rows) > MOST_LINES:
                raise UserError(
                    TITLE,
                    f"“{name}”的行或列过多，不像人员名单，请核对文件或另存为 .xlsx 后再导入。",
                )
            rows.append([_unwrapped(cell) for cell in line])
    except csv.Error as error:
        raise UserError(TITLE, f"“{name}”不是规范的 CSV 文件，请另存为 .xlsx 后再导入。") from error
    width = max(map(len, rows), default=0)
    return Sheet(PurePath(name).stem, [[*row, *[""] * (width - len(row))] for row in rows])


def _delimiter(text: str) -> str:
    """What parts the cells: a title above the header has none, so some lines are asked."""
    lines = text[:20_000].splitlines()[:30]
    return max(_DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))


def _unwrapped(cell: str) -> str:
    """="4303…", by which exporters keep long numbers from becoming numbers."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 2 else cell


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for code in _CODES:
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise UserError(TITLE, f"“{name}”的文字编码无法识别，请另存为 .xlsx 后再导入。")
