"""Templates of the office: columns chosen, ordered, renamed; kept by name."""

import openpyxl
import pytest

from app.errors import UserError
from app.exchange.templates import BUILT_IN, STANDARD
from app.services.batches import store_clues
from app.services.exchange import read_clues
from app.services.exporting import export_ledger
from app.services.templates import remove_template, save_template, template_columns, templates
from tests.exchange.books import ZHANG

MINE = [
    ("姓名", "领取人"),
    ("case.village", ""),
    ("未退余额（元）", "尚欠 金额"),
    ("公民身份号码", ""),
]


def test_a_template_says_which_columns_in_which_order_and_under_which_heading(
    office, clue_file, tmp_path
):
    store_clues(office, read_clues(office, clue_file(ZHANG)))
    save_template(office, "财政所", MINE)
    path = tmp_path / "台账.xlsx"
    export_ledger(office, path, columns=template_columns(office, "财政所"))
    sheet = openpyxl.load_workbook(path).active
    shown = [cell.value for cell in sheet[3]]
    assert shown[:5] == ["序号", "领取人", "村（社区）", "尚欠 金额", "公民身份号码"]
    assert shown[5:] == ["记录标识", "记录版本", "记录校验"]
    assert [cell.value for cell in sheet[4]][1:5] == ["张三", "石桥村", 1130, "430321195003081012"]
    assert sheet["D5"].value == 1130


def test_a_template_is_changed_and_removed_by_its_name(office):
    save_template(office, "财政所", MINE)
    save_template(office, "财政所", MINE[:1])
    assert [each.heading for each in templates(office)["财政所"]] == ["领取人"]
    remove_template(office, "财政所")
    assert set(templates(office)) == set(BUILT_IN)
    with pytest.raises(UserError, match="没有导出模板"):
        template_columns(office, "财政所")
    assert template_columns(office, "") == STANDARD


@pytest.mark.parametrize(
    ("name", "columns", "said"),
    [
        ("", MINE, "模板名称"),
        ("简表", MINE, "自带"),
        ("甲", [], "至少选择一个"),
        ("甲", [("不存在", "")], "没有“不存在”"),
        ("甲", [("记录标识", "")], "没有“记录标识”"),
        ("甲", [("姓名", ""), ("person.name", "领取人")], "栏目“姓名”出现了两次"),
        ("甲", [("姓名", "甲"), ("备注", "甲")], "表头“甲”出现了两次"),
        ("甲", [("姓名", "长" * 41)], "缩短"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused(office, name, columns, said):
    with pytest.raises(UserError, match=said):
        save_template(office, name, columns)
    assert set(templates(office)) == set(BUILT_IN)
