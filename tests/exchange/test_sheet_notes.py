"""What stands beside the cells: hidden rows and sheets, formulas without a result, Mac dates."""

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from app.exchange.problems import Kind
from app.exchange.reading import read_sheets
from app.exchange.workbook import open_sheets
from tests.exchange.books import HEADINGS, LI, ZHANG, cells

AMOUNT = HEADINGS.index("多领金额")


@pytest.fixture
def read_written(policy):
    """Reads a workbook that a function has added to, ZHANG and LI in rows 2 and 3."""

    def read(change, **options):
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, options) as book:
            sheet = book.add_worksheet("石桥村")
            for number, row in enumerate(cells(ZHANG, LI)):
                sheet.write_row(number, 0, row)
            change(book, sheet)
        return read_sheets(out.getvalue(), "表.xlsx", policy)

    return read


def test_hidden_rows_are_read_and_said(read_written):
    content = read_written(lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    assert [clue.row for clue in content.clues] == [2, 3]
    assert [(w.kind, w.row) for w in content.warnings] == [(Kind.HIDDEN_ROW, 3)]


def test_a_hidden_sheet_is_read_and_said(read_written):
    def change(book, sheet):
        book.add_worksheet("封面").activate()
        sheet.hide()

    content = read_written(change)
    assert len(content.clues) == 2
    assert [w.kind for w in content.warnings] == [Kind.HIDDEN_SHEET]


@pytest.mark.parametrize("value", ["", "#REF!"])
def test_a_formula_without_a_result_is_named(read_written, value):
    content = read_written(lambda _, s: s.write_formula(1, AMOUNT, "=H2*10", None, value))
    (problem,) = content.problems
    assert (problem.kind, problem.row, problem.column) == (Kind.FORMULA_WITHOUT_VALUE, 2, "I")
    assert "H2*10" in problem.advice or "#REF!" in problem.advice


def test_a_formula_with_its_result_is_an_amount_like_others(read_written):
    content = read_written(lambda _, s: s.write_formula(1, AMOUNT, "=H2*10", None, 1130))
    assert content.clues[0].values["case.claimed_fen"] == 113_000


def test_a_workbook_never_opened_since_a_program_wrote_it_is_asked_about(policy):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in cells(ZHANG | {"多领金额": "=H2*10"}):
        book.active.append(row)
    book.save(out)
    (problem,) = read_sheets(out.getvalue(), "表.xlsx", policy).problems
    assert problem.kind is Kind.FORMULA_WITHOUT_VALUE


def test_days_counted_from_1904_are_the_days_people_see(read_written):
    first = HEADINGS.index("多领开始时间")

    def change(book, sheet):
        shown = book.add_format({"num_format": "yyyy-mm"})
        sheet.write_datetime(1, first, date(2021, 3, 1), shown)
        sheet.write_number(2, first, 44256 - 1462)  # the same day without a format

    clues = read_written(change, date_1904=True).clues
    assert [clue.values["period.first_month"] for clue in clues] == ["2021-03", "2021-03"]


def test_prefixes_and_single_quotes_are_xml_too():
    import zipfile

    from tests.exchange.hostile import SHEET, rebuilt

    xml = (
        b"<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        b"<x:sheetData><x:row r='1' hidden='1'><x:c r='A1'><x:f>1+1</x:f></x:c></x:row>"
        b"</x:sheetData></x:worksheet>"
    )
    content = rebuilt({SHEET: lambda _: xml})
    assert zipfile.is_zipfile(io.BytesIO(content))
    [sheet] = open_sheets(content, "表.xlsx")
    assert (sheet.notes.hidden, sheet.notes.lost) == (frozenset({0}), {(0, 0): "=1+1"})
