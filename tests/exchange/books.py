"""Workbooks for the tests: the samples, and rows to make small ones of."""

from pathlib import Path

import xlsxwriter

WORKBOOKS = Path(__file__).parents[1] / "data" / "workbooks"
HEADINGS = (
    *("姓名", "身份证号", "险种", "待遇类别", "多领原因", "多领开始时间", "多领终止时间"),
    *("月待遇标准", "多领金额", "村", "银行账号", "联系电话", "备注"),
)
ZHANG = {
    "姓名": "张三",
    "身份证号": "430321195003081012",
    "险种": "城乡居民基本养老保险",
    "待遇类别": "养老金",
    "多领原因": "死亡",
    "多领开始时间": "2021-03",
    "多领终止时间": "2021-12",
    "月待遇标准": 113,
    "多领金额": 1130,
    "村": "石桥村",
    "银行账号": "6222021234567890123",
    "联系电话": "13873201234",
}
LI = ZHANG | {"姓名": "李四", "身份证号": "440524188001010014", "联系电话": ""}
WRONG_CHECK_DIGIT = ZHANG | {"姓名": "王五", "身份证号": "430321195003081013"}


def write_book(path, sheets):
    """Sheets by name, each a list of rows of cells."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def cells(*rows, headings=HEADINGS):
    """Rows given by heading, as cells under a header row."""
    return [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
