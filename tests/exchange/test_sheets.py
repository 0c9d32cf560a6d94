"""Sheets written in one go hold what they hold when written cell by cell."""

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from xlsxwriter.worksheet import Worksheet

from app.exchange.kinds import COUNT_FORMAT, DATE_FORMAT, TEXT_FORMAT, YUAN_FORMAT
from app.exchange.sheet_body import BodySheet
from app.exchange.sheets import OPTIONS, SheetField, Table, write_table
from app.exchange.verifying import check_workbook

FIELDS = (
    SheetField("姓名", TEXT_FORMAT, 10),
    SheetField("日期", DATE_FORMAT, 12),
    SheetField("金额（元）", YUAN_FORMAT, 14, summed=True),
    SheetField("数", COUNT_FORMAT, 6),
)
ROWS = (
    ("付建𬀩", date(2026, 11, 29), 1234.5, 3),
    ("=1+1", date(1900, 3, 1), 0.07, 0),
    (" 空格 & <b>x</b> ", None, None, None),
    ("一行\n两行\x07_x0041_", date(2026, 2, 28), 99999999999.99, -2),
    ("", date(1899, 12, 31), -0.05, 1),
)


def table(**changed):
    told = {"name": "表", "title": "题", "about": "单位：元", "fields": FIELDS, "rows": ROWS}
    return Table(**(told | changed))


def written(*tables):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as workbook:
        for each in tables:
            write_table(workbook, each)
    return content.getvalue()


def cells(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [
        [(c.value, c.data_type, c.number_format, c.border.left.style) for c in row]
        for row in sheet.iter_rows(max_col=len(FIELDS) + 1)
    ]


def test_the_body_is_what_the_library_writes_cell_by_cell(monkeypatch):
    rows = ROWS[:3]
    fast = cells(written(table(rows=rows)))

    def lay_body(self, first, *blocks):
        for rows, formats in blocks:
            for at, row in enumerate(rows, first):
                for place, value in enumerate(row):
                    write = self.write_blank if value in (None, "") else None
                    write = write or {str: self.write_string, date: self.write_datetime}.get(
                        type(value), self.write_number
                    )
                    write(at, place, value, formats[place])

    monkeypatch.setattr(BodySheet, "lay_body", lay_body)
    monkeypatch.setattr(BodySheet, "_write_rows", Worksheet._write_rows)
    assert fast == cells(written(table(rows=rows)))


def test_every_text_is_read_back_as_it_was():
    read = CalamineWorkbook.from_filelike(io.BytesIO(written(table()))).get_sheet_by_index(0)
    assert [row[1] for row in read.to_python()[3:8]] == [row[0] for row in ROWS]


def test_a_day_before_the_calendar_of_excel_is_a_text():
    sheet = openpyxl.load_workbook(io.BytesIO(written(table()))).active
    assert sheet["C8"].value == "1899-12-31"
    assert sheet["D9"].value == 100000001234.51
    assert sheet["A10"].value.startswith("填表人")


def test_a_workbook_that_lost_something_is_not_called_saved():
    content = written(table())
    check_workbook(content, [table()])
    for lost in (
        (*ROWS[:-1], ("", None, -0.06, 1)),  # a sum
        (*ROWS, ROWS[0]),  # a row
        ROWS[:1] + ROWS[2:3] + ROWS[2:],  # a filled cell
    ):
        with pytest.raises(OSError, match="表"):
            check_workbook(content, [table(rows=lost)])
    with pytest.raises(OSError, match="headings"):
        check_workbook(content, [table(fields=(*FIELDS[:3], SheetField("量", "0", 6)))])


def test_spare_rows_are_texts_already_and_numbered():
    sheet = openpyxl.load_workbook(io.BytesIO(written(table(spare=3, has_totals=False)))).active
    assert [sheet.cell(row, 1).value for row in range(9, 12)] == [6, 7, 8]
    assert sheet["B11"].number_format == "@"
    assert sheet["B11"].value is None
    assert sheet.auto_filter.ref == "A3:E11"
