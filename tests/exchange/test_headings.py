import pytest

from app.exchange.columns import BY_FIELD, COLUMNS
from app.exchange.headings import HEADINGS, find_header, plain_heading
from app.exchange.problems import Kind
from tests.exchange.books import HEADINGS as PLAIN
from tests.exchange.books import LI, ZHANG, cells


def test_no_heading_means_two_columns():
    told = [plain_heading(h) for c in COLUMNS for h in (c.title, *c.aliases.split())]
    assert len(told) == len(set(told)) == len(HEADINGS)


@pytest.mark.parametrize(
    "heading",
    ["姓 名", "姓名*", "姓\n名", "姓名（必填）", "当事人姓名", " 姓名：", "姓名(参保人)"],
)
def test_a_heading_is_known_through_blanks_breaks_and_brackets(heading):
    assert HEADINGS[plain_heading(heading)] is BY_FIELD["person.name"]


def test_columns_in_any_order_give_the_same_clues(read_book):
    straight = read_book({"疑点": cells(ZHANG, LI)})
    turned = read_book({"疑点": cells(ZHANG, LI, headings=PLAIN[::-1])})
    assert [c.values for c in turned.clues] == [c.values for c in straight.clues]


def test_titles_and_units_above_the_header_are_no_rows(read_book):
    rows = [["清溪镇石桥村多领人员花名册"], ["填报单位：清溪镇人民政府", "单位：万元"], [], []]
    book = {"Sheet1": [*rows, *cells(ZHANG | {"多领金额": 0.113, "村": "", "月待遇标准": ""})]}
    (clue,) = read_book(book).clues
    assert clue.row == 6
    assert clue.values["case.claimed_fen"] == 113_000
    assert clue.values["case.township"] == "清溪镇"
    assert clue.values["case.village"] == "石桥村"


def test_two_rows_of_headings_are_read_as_one():
    rows = [
        ["序号", "当事人", "", "险种", "多领情况", "", "", "", "多领时间", ""],
        ["", "姓名", "身份证号", "", "原因", "金额（元）", "月数", "待遇类别", "起", "止"],
        [1, "张三", "430321195003081012", "居保", "死亡", 1130, 10, "养老金", "2021-03", "2021-12"],
    ]
    header = find_header(rows, "Sheet1")
    assert header.row == 1
    assert {m.column.field: m.index for m in header.columns} == {
        "person.name": 1,
        "person.id_number": 2,
        "case.insurance": 3,
        "case.reason": 4,
        "case.claimed_fen": 5,
        "period.months": 6,
        "case.benefit": 7,
        "period.first_month": 8,
        "period.last_month": 9,
    }
    assert not header.missing


def test_the_village_comes_from_the_column_before_the_sheet_name(read_book):
    book = {"枫树坳村": cells(ZHANG, LI | {"村": ""})}
    assert [c.values["case.village"] for c in read_book(book).clues] == ["石桥村", "枫树坳村"]


def test_a_sheet_that_lacks_a_heading_says_which(read_book):
    headings = [heading for heading in PLAIN if heading != "险种"]
    content = read_book({"甲": cells(ZHANG, headings=headings), "乙": cells(LI)})
    (problem,) = content.problems
    assert (problem.kind, problem.sheet, problem.row) == (Kind.HEADING_MISSING, "甲", 1)
    assert "“险种”" in problem.message
    assert len(content.clues) == 1


def test_headings_nobody_knows_are_told(read_book):
    content = read_book({"疑点": cells(ZHANG, headings=(*PLAIN, "领卡时间"))})
    assert content.mappings[0].unknown == (("N", "领卡时间"),)
