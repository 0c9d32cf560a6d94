"""The county's own workbook is filled by its headings and otherwise left as it is."""

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from app.errors import UserError
from app.services import cases
from app.services.batches import store_clues
from app.services.exchange import read_clues
from app.services.exporting import Wanted, fill_county
from tests.exchange.books import LI, ZHANG, write_book

HEAD = ["序号", "姓 名", "身份证号码", "险 种", "多领金额\n（万元）", "尚需说明", "备注"]


@pytest.fixture
def two(office, clue_file):
    store_clues(office, read_clues(office, clue_file(ZHANG | {"备注": "=1+1"}, LI)))
    return office


@pytest.fixture
def county(tmp_path):
    """A table as counties send it: title, unit, header, three empty rows, totals, signatures."""

    def write(*people, blank=3):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "附表1"
        sheet.append(["多领待遇情况表"])
        sheet.merge_cells("A1:G1")
        sheet.append(["单位：元"])
        sheet.append(HEAD)
        for row in range(4, 4 + len(people) + blank):
            for column in range(1, 8):
                cell = sheet.cell(row, column)
                cell.fill = PatternFill("solid", "DDEEFF")
                cell.font = Font(name="仿宋", size=11)
        for row, person in enumerate(people, 4):
            for column, value in enumerate(person, 1):
                sheet.cell(row, column).value = value
        foot = 4 + len(people) + blank
        sheet.cell(foot, 1).value = "合  计"
        sheet.merge_cells(start_row=foot, end_row=foot, start_column=1, end_column=4)
        sheet.cell(foot, 5).value = f"=SUM(E4:E{foot - 1})"
        sheet.row_dimensions[foot].height = 33
        sheet.cell(foot + 1, 1).value = "填表人："
        book.create_sheet("说明")["A1"] = "请按时报送"
        path = tmp_path / "县级表.xlsx"
        book.save(path)
        return path

    return write


def rows(path):
    sheet = openpyxl.load_workbook(path)["附表1"]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_an_empty_table_takes_all_cases_in_its_own_look(two, county, tmp_path):
    out = tmp_path / "填好.xlsx"
    filled = fill_county(two, county(), out)
    assert (filled.cases, filled.sheet, filled.unknown) == (2, "附表1", ("尚需说明",))
    found = rows(out)
    insurance = "城乡居民基本养老保险"
    assert found[0] == [1, "张三", "430321195003081012", insurance, 0.113, None, "=1+1"]
    assert found[1][:3] == [2, "李四", "440524188001010014"]
    assert found[3] == ["合  计", None, None, None, "=SUM(E4:E6)", None, None]
    book = openpyxl.load_workbook(out)
    sheet = book["附表1"]
    assert (sheet["B4"].font.name, sheet["B4"].fill.fgColor.rgb) == ("仿宋", "00DDEEFF")
    assert (sheet["G4"].data_type, sheet["C4"].number_format) == ("s", "@")
    assert book["说明"]["A1"].value == "请按时报送"
    assert "A1:G1" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_totals_and_signatures_give_way_to_more_cases(two, county, tmp_path):
    out = tmp_path / "填好.xlsx"
    fill_county(two, county(blank=1), out)
    sheet = openpyxl.load_workbook(out)["附表1"]
    assert [sheet.cell(row, 2).value for row in (4, 5)] == ["张三", "李四"]
    assert sheet["B5"].font.name == "仿宋"
    assert (sheet["A6"].value, sheet["E6"].value) == ("合  计", "=SUM(E4:E5)")
    assert sheet["A7"].value == "填表人："
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A1:G1", "A6:D6"}
    assert sheet.row_dimensions[6].height == 33


@pytest.mark.parametrize(
    ("formula", "stands"),
    [
        ("=SUM($E$4:$E$4)", "=SUM($E$4:$E$5)"),
        ("=SUM(E3:E4)", "=SUM(E3:E5)"),
        ("=SUM(D4:E4)", 0.226),
        ("=SUBTOTAL(9,E4:E4)", 0.226),
        ("=E4", 0.226),
        (None, 0.226),
    ],
)
def test_a_simple_sum_takes_in_the_rows_added_and_stays_a_formula(
    two, county, tmp_path, formula, stands
):
    path, out = county(blank=1), tmp_path / "填好.xlsx"
    book = openpyxl.load_workbook(path)
    book["附表1"]["E5"], book["附表1"]["F5"] = formula, "=SUM(F4:F4)"
    book.save(path)
    fill_county(two, path, out)
    sheet = openpyxl.load_workbook(out)["附表1"]
    assert (sheet["E6"].value, sheet["F6"].value) == (stands, "=SUM(F4:F5)")


def test_a_table_that_lists_people_asks_about_them_alone(two, county, tmp_path):
    listed = (
        [1, "李四", "440524188001010014", "", "", "", "县里写的"],
        [2, "外人", "11010519491231002X", "", 5, "", ""],
    )
    out = tmp_path / "填好.xlsx"
    assert fill_county(two, county(*listed), out).cases == 1
    found = rows(out)
    assert found[0][3:] == ["城乡居民基本养老保险", 0.113, None, "县里写的"]
    assert found[1] == [2, "外人", "11010519491231002X", None, 5, None, None]
    assert found[2][1] is None


@pytest.mark.parametrize(
    ("heading", "amount"),
    [
        ("应追金额", 1200),
        ("应退金额（元）", 1200),
        ("应追缴金额", 1200),
        ("应追回金额", 1200),
        ("多领金额", 1130),
        ("来文金额", 1130),
    ],
)
def test_what_is_demanded_stands_under_such_a_heading(two, tmp_path, heading, amount):
    cases.assess(two, "2026-0001", 120_000)
    path, out = write_book(tmp_path / "表.xlsx", {"表": [["姓名", "身份证号", heading]]}), "填.xlsx"
    fill_county(two, path, tmp_path / out)
    sheet = openpyxl.load_workbook(tmp_path / out)["表"]
    assert sheet["C2"].value == amount


def test_both_amounts_are_filled_and_nobody_is_left_without_one(office, clue_file, tmp_path):
    store_clues(office, read_clues(office, clue_file(ZHANG | {"多领金额": ""})))
    head = [["姓名", "身份证号", "多领金额", "应追", ""], ["", "", "", "月数", "金额"]]
    path, out = write_book(tmp_path / "表.xlsx", {"表": head}), tmp_path / "填.xlsx"
    fill_county(office, path, out)
    sheet = openpyxl.load_workbook(out)["表"]
    assert (sheet["C3"].value, sheet["E3"].value) == (None, 1130)


def test_what_cannot_be_filled_is_said(two, county, tmp_path):
    out = tmp_path / "填好.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "通知"
    book.save(tmp_path / "通知.xlsx")
    (tmp_path / "表.csv").write_text("姓名,身份证号", encoding="utf-8")
    stranger = [1, "外人", "11010519491231002X", "", "", "", ""]
    for path, said in (
        (tmp_path / "通知.xlsx", "找不到表头"),
        (tmp_path / "表.csv", "不是 .xlsx"),
        (tmp_path / "没有.xlsx", "无法打开"),
        (county(stranger), "都不在个案簿中"),
    ):
        with pytest.raises(UserError, match=said):
            fill_county(two, path, out)
    assert not out.exists()


def test_a_filled_table_may_have_a_password_and_be_handed_over(two, county, tmp_path):
    out = tmp_path / "填好.xlsx"
    fill_county(two, county(), out, Wanted(password="12345678", is_handed=True))
    assert not out.read_bytes().startswith(b"PK")
    assert openpyxl.load_workbook(county())["附表1"]["B4"].value is None
