"""Whatever people typed, in every field: text in every workbook, nowhere a formula."""

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from sqlmodel import select

from app.models import Case, OfficeProfile, PayCard, Person
from app.models.month import Month
from app.rules.identity import check_digit
from app.services.asking import export_answers, export_monthly, export_village
from app.services.batches import store_clues
from app.services.exchange import read_clues
from app.services.exporting import export_ledger, fill_county
from app.services.templates import save_template, template_columns
from app.storage.database import transaction
from tests.exchange.books import ZHANG

NAUGHTY = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://a.b","x")'),
    *("{=1+1}", "<b>x</b>", "&amp;", "'x", '"x"', "_x0041_", "http://a.b", "mailto:a@b.c", "#REF!"),
    *("1E5", "00123", "2026-11-21", "TRUE", "𬀩𠅤㛃", "a\tb", "一\n二", "\u202ex", "％", "=　1"),
)
TEXTS = {
    Person: ("name", "phone", "registered_address", "present_address"),
    Case: ("village", "township", "handler", "remarks", "reason_note", "personal_number", "number"),
    PayCard: ("bank", "account_number"),
}


@pytest.fixture
def naughty(office, clue_file):
    """A case for each text, which stands in all its fields, and one in those of the office."""
    firsts = [f"43032119500308{place:03d}" for place in range(len(NAUGHTY))]
    rows = [ZHANG | {"身份证号": first + check_digit(first)} for first in firsts]
    store_clues(office, read_clues(office, clue_file(*rows)))
    with transaction(office.database) as session:
        for model, fields in TEXTS.items():
            for text, row in zip(NAUGHTY, session.exec(select(model)), strict=True):
                for field in fields:
                    setattr(row, field, text)
        for case in session.exec(select(Case)):
            case.state = "confirmed"
        profile = session.exec(select(OfficeProfile)).one()
        profile.name = profile.city = profile.county = "=1+1"
    return office


@pytest.fixture
def county(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号码", "备注", "联系电话"])
    book.save(tmp_path / "县级.xlsx")
    return tmp_path / "县级.xlsx"


def test_no_text_becomes_a_formula_and_none_is_lost(naughty, county, tmp_path):
    path = tmp_path / "表.xlsx"
    save_template(naughty, "甲", [("姓名", "=1+1"), ("备注", "@x")])
    columns = template_columns(naughty, "甲")
    for write, holds_all in (
        (lambda: export_ledger(naughty, path), True),
        (lambda: export_ledger(naughty, path, columns=columns), True),
        (lambda: export_village(naughty, path), True),
        (lambda: export_answers(naughty, path), True),
        (lambda: export_monthly(naughty, path, Month("2026-11")), False),
        (lambda: fill_county(naughty, county, path), True),
    ):
        write()
        cells = [c for sheet in openpyxl.load_workbook(path) for row in sheet for c in row]
        assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
        with CalamineWorkbook.from_path(path) as book:
            sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        found = {cell for rows in sheets for row in rows for cell in row}
        assert not holds_all or set(NAUGHTY) <= found
