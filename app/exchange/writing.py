"""The 台账 as a workbook: every cell typed, nothing typed by people ever a formula.

The same entries give the same bytes, so a file can be compared with the one handed over before.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.exchange.cells import is_blank
from app.exchange.columns import COLUMNS, Column
from app.exchange.headings import find_header
from app.exchange.kinds import COUNT_FORMAT, TEXT_FORMAT
from app.exchange.ledger import LedgerEntry
from app.exchange.sealing import Imprint, write_imprint
from app.exchange.workbook import open_sheets
from app.models import Case
from app.rules.policy import Policy

SHEET = "追缴台账"
POSITION = "序号"
SIGNATURES = "填表人：　　　　　　　　审核人：　　　　　　　　单位负责人：　　　　　　　　（盖章）"
OPTIONS = {
    "in_memory": True,  # no temporary files: they would hold personal data unencrypted
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
Book = Callable[[Case], Policy]  # the words of a case stand in the book it was decided under
A4 = 9
PAGES_WIDE = 4
HEADER_ROW = 2  # from 0, under title and unit


@dataclass(frozen=True)
class LedgerHead:
    """What stands above the table."""

    title: str
    office: str
    made_on: date


@dataclass(frozen=True)
class Mark:
    """What makes a workbook known when it comes back: its imprint, sealed with the key."""

    imprint: Imprint
    key: bytes


def ledger_bytes(
    head: LedgerHead, entries: Sequence[LedgerEntry], book: Book, mark: Mark | None = None
) -> bytes:
    """The whole workbook; mark: of one that is handed over."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as workbook:
        made_at = datetime.combine(head.made_on, datetime.min.time())
        workbook.set_properties({"title": head.title, "created": made_at})
        _LedgerSheet(workbook, head, len(entries)).write(entries, book)
        if mark:
            write_imprint(workbook, mark.imprint, mark.key)
    return content.getvalue()


def check_ledger(path: Path, rows: int) -> None:
    """Read a written ledger back.

    Raises OSError when it does not hold its header and so many rows: the disk did not keep it.
    """
    sheet = next(iter(open_sheets(path.read_bytes(), path.name)))
    header = find_header(sheet.rows)
    below = sheet.rows[header.row + 1 : header.row + 1 + rows] if header else []
    if len(below) < rows or any(is_blank(row[0]) for row in below if isinstance(row[0], str)):
        raise OSError(f"{path.name}: {rows} rows were written, {len(below)} read back")


class _LedgerSheet:
    """Lays out one sheet; the first column counts the rows, the others are COLUMNS."""

    def __init__(self, workbook: Any, head: LedgerHead, rows: int) -> None:
        self.workbook = workbook
        self.head = head
        self.sheet = workbook.add_worksheet(SHEET)
        self.first = HEADER_ROW + 1
        self.foot = self.first + rows
        self.formats = {
            code: workbook.add_format({"num_format": code, "border": 1, "valign": "vcenter"})
            for code in {COUNT_FORMAT, TEXT_FORMAT, *(column.kind.format for column in COLUMNS)}
        }

    def write(self, entries: Sequence[LedgerEntry], book: Book) -> None:
        self._set_up_page()
        self._write_head()
        for row, entry in enumerate(entries, start=self.first):
            self.sheet.write_number(row, 0, row - HEADER_ROW, self.formats[COUNT_FORMAT])
            for place, column in enumerate(COLUMNS, start=1):
                value = entry.part(column.field)
                shown = None if value is None else column.kind.shown(book(entry.case), value)
                self._write_cell(row, place, column, shown)
        self._write_foot(entries)

    def _write_cell(self, row: int, place: int, column: Column, shown: object) -> None:
        cell_format = self.formats[column.kind.format]
        if shown is None or shown == "":
            self.sheet.write_blank(row, place, None, cell_format)
        elif isinstance(shown, str):
            self.sheet.write_string(row, place, shown, cell_format)
        elif isinstance(shown, date):
            self.sheet.write_datetime(row, place, shown, cell_format)
        else:
            self.sheet.write_number(row, place, shown, cell_format)

    def _write_head(self) -> None:
        title = self.workbook.add_format({"bold": True, "font_size": 16})
        self.sheet.write_string(0, 0, self.head.title, title)
        made_on = f"{self.head.made_on:%Y-%m-%d}"
        about = f"填报单位：{self.head.office}　　填报日期：{made_on}　　单位：元"
        self.sheet.write_string(1, 0, about)
        heading = self.workbook.add_format(
            {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
            | {"bg_color": "#E8EEF4"}
        )
        self.sheet.set_row(HEADER_ROW, 32)
        for place, text in enumerate((POSITION, *(column.title for column in COLUMNS))):
            self.sheet.write_string(HEADER_ROW, place, text, heading)

    def _write_foot(self, entries: Sequence[LedgerEntry]) -> None:
        total = self.workbook.add_format({"bold": True, "border": 1, "num_format": "#,##0.00"})
        self.sheet.write_string(self.foot, 0, "合计", total)
        for place, column in enumerate(COLUMNS, start=1):
            if column.summed:
                fen = sum(_fen(entry.part(column.field)) for entry in entries)
                self.sheet.write_number(self.foot, place, fen / 100, total)
            else:
                self.sheet.write_blank(self.foot, place, None, total)
        self.sheet.write_string(self.foot + 1, 0, SIGNATURES)

    def _set_up_page(self) -> None:
        sheet, last = self.sheet, len(COLUMNS)
        sheet.set_column(0, 0, 6, self.formats[COUNT_FORMAT])
        for place, column in enumerate(COLUMNS, start=1):
            options = {"hidden": True} if column.hidden else {}
            sheet.set_column(place, place, column.width, self.formats[column.kind.format], options)
        names = 1 + next(i for i, column in enumerate(COLUMNS) if column.field == "person.name")
        sheet.freeze_panes(self.first, names + 1)
        sheet.autofilter(HEADER_ROW, 0, max(self.foot - 1, HEADER_ROW), last)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.repeat_rows(HEADER_ROW)
        sheet.repeat_columns(0, names)
        sheet.print_area(0, 0, self.foot + 1, last)
        sheet.fit_to_pages(PAGES_WIDE, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")


def _fen(value: object) -> int:
    return value if isinstance(value, int) else 0
