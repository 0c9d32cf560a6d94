"""The sender gets the own workbook back with every doubt at its cell; and a list of it on paper."""

import openpyxl
import pytest

from app.errors import UserError
from app.exchange.marking import RESULT_SHEET, Level, Remark, marked_copy
from app.services.batches import store_clues
from app.services.exchange import read_clues
from app.services.import_lists import batch_list, preview_list
from app.services.import_report import report_of
from app.services.marking import mark_batch, mark_file
from app.services.printed_lists import list_pdf
from tests.exchange.books import LI, WORKBOOKS, WRONG_CHECK_DIGIT, ZHANG, cells, write_book

NAUGHTY = ("=1+1", "+86", "-2", "@x", "\t=1", '"引号"', "'单引号")


@pytest.fixture
def clue_file(tmp_path):
    def write(*rows, name="疑点.xlsx"):
        return write_book(tmp_path / name, {"疑点数据": cells(*rows)})

    return write


def comments(path, sheet=0):
    marked = openpyxl.load_workbook(path).worksheets[sheet]
    return {
        cell.coordinate: (cell.comment.text, cell.fill.start_color.rgb[-6:])
        for row in marked.iter_rows()
        for cell in row
        if cell.comment
    }


def test_a_doubtful_cell_is_coloured_and_says_why(office, clue_file, tmp_path):
    path, out = (
        clue_file(ZHANG, WRONG_CHECK_DIGIT, LI | {"险种": "养猪保险"}),
        tmp_path / "标注.xlsx",
    )
    assert mark_file(office, path, out) == 2
    found = comments(out)
    assert set(found) == {"B3", "C4"}
    text, colour = found["C4"]
    assert text.startswith("未导入：不认识的险种“养猪保险”")
    assert colour == Level.REFUSED.colour
    results = openpyxl.load_workbook(out)[RESULT_SHEET]
    assert [cell.value for cell in results[2]][:5] == ["疑点数据", 3, "B", "身份证号", "未导入"]


def test_the_marked_copy_is_the_workbook_it_was(office, clue_file, tmp_path):
    out = tmp_path / "标注.xlsx"
    path = clue_file(*(ZHANG | {"备注": text, "身份证号": "x"} for text in NAUGHTY))
    mark_file(office, path, out)
    before, after = (openpyxl.load_workbook(file).worksheets[0] for file in (path, out))
    assert [[c.value for c in row] for row in before] == [[c.value for c in row] for row in after]
    assert not [cell for row in after for cell in row if cell.data_type == "f"]
    again = read_clues(office, out)
    assert len({problem.row for problem in again.refused}) == len(NAUGHTY)


@pytest.mark.parametrize("name", ["system_export.csv", "county_old.xls", "village_messy.xlsx"])
def test_every_kind_of_workbook_can_be_marked(office, tmp_path, name):
    out = tmp_path / "标注.xlsx"
    clues = read_clues(office, WORKBOOKS / name)
    assert mark_file(office, WORKBOOKS / name, out) >= len(clues.refused)
    copy = openpyxl.load_workbook(out)
    assert not [c for s in copy for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert copy[RESULT_SHEET].max_row == 1 + len(clues.refused) + len(clues.warnings)
    again = read_clues(office, out)
    assert len(again.new) == len(clues.new)


def test_a_difference_says_both_values(office, clue_file, tmp_path):
    store_clues(office, read_clues(office, clue_file(ZHANG)))
    other = clue_file(ZHANG | {"联系电话": "13900000001"}, name="二.xlsx")
    mark_file(office, other, tmp_path / "标注.xlsx")
    assert comments(tmp_path / "标注.xlsx") == {
        "L2": (
            "有变化：个案 2026-0001：本机“13873201234”，表中“13900000001”。",
            Level.CHANGED.colour,
        )
    }


def test_a_remark_in_merged_cells_stands_at_the_first_of_them(clue_file, tmp_path):
    path, out = clue_file(ZHANG), tmp_path / "标注.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.insert_rows(1)
    sheet.merge_cells("C1:D2")
    book.save(path)
    remark = Remark("疑点数据", 2, "D", "待遇类别", Level.TOLD, "请核对。")
    out.write_bytes(marked_copy(path.read_bytes(), path.name, [remark], []))
    assert comments(out) == {"C1": ("提示：请核对。", Level.TOLD.colour)}


def test_a_batch_is_marked_in_its_own_file_only(office, clue_file, tmp_path):
    path = clue_file(ZHANG, WRONG_CHECK_DIGIT)
    batch = store_clues(office, read_clues(office, path))
    assert mark_batch(office, batch, path, tmp_path / "标注.xlsx") == 1
    with pytest.raises(UserError, match="不是第 1 批导入时的文件"):
        mark_batch(office, batch, clue_file(LI, name="别的.xlsx"), tmp_path / "二.xlsx")


def test_the_workbook_itself_is_never_overwritten(office, clue_file):
    path = clue_file(ZHANG)
    with pytest.raises(UserError, match="请另选一个文件名"):
        mark_file(office, path, path)
    with pytest.raises(UserError, match=r"应以 \.xlsx 结尾"):
        mark_file(office, path, path.with_suffix(".xls"))


def test_a_report_tells_every_row_that_needs_a_word(office, clue_file):
    store_clues(office, read_clues(office, clue_file(ZHANG)))
    rows = (ZHANG | {"联系电话": "13900000001"}, WRONG_CHECK_DIGIT, LI)
    clues = read_clues(office, clue_file(*rows, name="二<b>.xlsx"))
    batch = store_clues(office, clues)
    document = batch_list(office, batch)
    assert document.title == "表格导入情况"
    text = repr(document.sides)
    assert "新增 1 件，有变化 1 行，与本机相同 0 行，有冲突 0 行，未导入 1 行" in text
    assert "有变化，没有采用" in text
    assert "王五" in text
    assert "本机“13873201234”，表中“13900000001”" in text
    assert "第 2 批" in text
    assert list_pdf(document).startswith(b"%PDF")
    preview = preview_list(office, clues.file_name, report_of(clues, ()))
    assert "预览，没有导入" in repr(preview.sides)
