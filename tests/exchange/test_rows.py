"""One row at a time: what it becomes, or which cell is at fault."""

import pytest

from app.exchange.problems import Kind
from tests.exchange.books import HEADINGS, LI, ZHANG, cells


@pytest.fixture
def read_row(read_book):
    def read(**changed):
        return read_book({"石桥村": cells(ZHANG | changed)})

    return read


def test_a_row_becomes_the_values_the_models_want(read_row):
    (clue,) = read_row().clues
    assert clue.values == {
        "person.name": "张三",
        "person.id_number": "430321195003081012",
        "person.phone": "13873201234",
        "case.insurance": "resident_pension",
        "case.benefit": "resident_pension",
        "case.reason": "death",
        "case.village": "石桥村",
        "case.claimed_fen": 113_000,
        "period.first_month": "2021-03",
        "period.last_month": "2021-12",
        "period.monthly_fen": 11_300,
        "period.amount_fen": 113_000,
        "card.account_number": "6222021234567890123",
    }


@pytest.mark.parametrize(
    ("heading", "cell", "kind", "column"),
    [
        ("姓名", "", Kind.NAME_MISSING, "A"),
        ("姓名", "张" * 61, Kind.TEXT_TOO_LONG, "A"),
        ("身份证号", "", Kind.ID_MISSING, "B"),
        ("身份证号", 430321195003081012, Kind.ID_PRECISION_LOST, "B"),
        ("身份证号", "4303211950030810", Kind.ID_UNREADABLE, "B"),
        ("险种", "", Kind.UNKNOWN_INSURANCE, "C"),
        ("险种", "意外险", Kind.UNKNOWN_INSURANCE, "C"),
        ("待遇类别", "伤残津贴", Kind.UNKNOWN_BENEFIT, "D"),
        ("多领原因", "不明", Kind.UNKNOWN_REASON, "E"),
        ("多领开始时间", "", Kind.MONTH_MISSING, "F"),
        ("多领开始时间", "21-03", Kind.MONTH_UNREADABLE, "F"),
        ("多领终止时间", "", Kind.MONTH_MISSING, "G"),
        ("多领终止时间", "2020-12", Kind.END_BEFORE_START, "G"),
        ("多领金额", "一千", Kind.AMOUNT_UNREADABLE, "I"),
        ("银行账号", 6222021234567890123, Kind.DIGITS_LOST, "K"),
        ("备注", "长" * 2001, Kind.TEXT_TOO_LONG, "M"),
    ],
)
def test_the_cell_at_fault_is_named(read_row, heading, cell, kind, column):
    content = read_row(**{heading: cell})
    (problem,) = content.problems
    assert content.clues == ()
    assert (problem.sheet, problem.row, problem.column) == ("石桥村", 2, column)
    assert (problem.kind, problem.heading) == (kind, heading)
    assert problem.message.startswith(f"“石桥村”表第 2 行 {column} 列“{heading}”：")
    assert problem.message.endswith("。")


@pytest.mark.parametrize(
    ("heading", "cell", "field", "code"),
    [
        ("险种", "城乡居民基本养老保险（居保）", "case.insurance", "resident_pension"),
        ("多领原因", "死亡后由其子代领", "case.reason", "death"),
    ],
)
def test_a_cell_that_says_more_than_the_word_is_taken_and_said(
    read_row, heading, cell, field, code
):
    content = read_row(**{heading: cell})
    assert content.clues[0].values[field] == code
    assert [warning.kind for warning in content.warnings] == [Kind.WORD_ASSUMED]


@pytest.mark.parametrize(
    ("heading", "cell", "kind"),
    [
        ("险种", "城乡居民基本医疗保险", Kind.UNKNOWN_INSURANCE),
        ("险种", "企保、居保", Kind.UNKNOWN_INSURANCE),
        ("多领原因", "本人健在，未死亡", Kind.UNKNOWN_REASON),
        ("多领原因", "死亡还是服刑待查", Kind.UNKNOWN_REASON),
    ],
)
def test_a_cell_that_may_mean_something_else_is_asked_about(read_row, heading, cell, kind):
    assert [problem.kind for problem in read_row(**{heading: cell}).problems] == [kind]


def test_the_group_behind_a_village_goes_to_the_address(read_row):
    values = read_row(村="石桥村3组").clues[0].values
    assert values["case.village"] == "石桥村"
    assert values["person.registered_address"] == "石桥村3组"


def test_year_and_month_in_two_columns_are_one_month(read_book):
    head = ["姓名", "身份证号", "险种", "多领原因", "起始年", "起始月", "终止年", "终止月", "金额"]
    row = ["张三", ZHANG["身份证号"], "居保", "死亡", 2021, 3, "2021年", "12月", 1130]
    (clue,) = read_book({"石桥村": [head, row]}).clues
    assert (clue.values["period.first_month"], clue.values["period.last_month"]) == (
        "2021-03",
        "2021-12",
    )


def test_a_second_list_with_other_columns_below_the_first_is_read_too(read_book):
    second = cells(LI, headings=HEADINGS[::-1])
    rows = [*cells(ZHANG), [""] * 13, ["塘湾村", *[""] * 12], *second]
    content = read_book({"疑点": rows})
    assert [clue.row for clue in content.clues] == [2, 6]
    assert [mapping.header_row for mapping in content.mappings] == [1, 5]


def test_a_sheet_without_benefits_says_so_once(read_book):
    headings = [heading for heading in HEADINGS if heading != "待遇类别"]
    content = read_book({"石桥村": cells(ZHANG, LI, headings=headings)})
    assert [(w.kind, w.row) for w in content.warnings] == [(Kind.BENEFIT_ASSUMED, 1)]


def test_every_fault_of_a_row_is_told_at_once(read_row):
    kinds = [p.kind for p in read_row(姓名="", 险种="意外险", 多领金额="若干").problems]
    assert set(kinds) == {Kind.NAME_MISSING, Kind.UNKNOWN_INSURANCE, Kind.AMOUNT_UNREADABLE}


def test_bad_row_is_reported_and_the_rest_read(read_book):
    content = read_book({"疑点": cells(ZHANG | {"险种": "意外险"}, LI)})
    assert [clue.values["person.name"] for clue in content.clues] == ["李四"]
    assert [problem.row for problem in content.problems] == [2]


def test_both_months_in_one_cell_are_taken_apart(read_row):
    (clue,) = read_row(多领开始时间="2021.3-2021.12", 多领终止时间="").clues
    assert (clue.values["period.first_month"], clue.values["period.last_month"]) == (
        "2021-03",
        "2021-12",
    )
    (problem,) = read_row(多领开始时间="2021.3-2021.12", 多领终止时间="2022-01").problems
    assert problem.kind is Kind.MONTH_UNREADABLE


def test_an_amount_that_differs_is_taken_with_a_warning(read_row):
    content = read_row(多领金额=1100)
    (warning,) = content.warnings
    assert warning.kind is Kind.AMOUNT_DIFFERS
    assert "1,130.00" in warning.advice
    assert content.clues[0].values["period.amount_fen"] == 110_000


def test_without_an_amount_months_times_monthly_counts(read_row):
    (clue,) = read_row(多领金额="").clues
    assert clue.values["period.amount_fen"] == 113_000
    assert "case.claimed_fen" not in clue.values
    (problem,) = read_row(多领金额=0, 月待遇标准=0).problems
    assert problem.kind is Kind.AMOUNT_MISSING


def test_a_one_off_benefit_needs_no_months_but_an_amount(read_row):
    (clue,) = read_row(待遇类别="丧葬费", 多领终止时间="", 月待遇标准="").clues
    assert clue.values["period.last_month"] == "2021-03"
    assert clue.values["period.amount_fen"] == 113_000
    (problem,) = read_row(待遇类别="丧葬费", 多领金额="").problems
    assert problem.kind is Kind.AMOUNT_MISSING


def test_a_missing_benefit_is_assumed_and_said(read_row):
    content = read_row(待遇类别="")
    assert content.clues[0].values["case.benefit"] == "resident_pension"
    assert [warning.kind for warning in content.warnings] == [Kind.BENEFIT_ASSUMED]


def test_a_case_told_twice_is_taken_once(read_book):
    content = read_book({"甲": cells(ZHANG), "乙": cells(LI, ZHANG)})
    assert [(c.sheet, c.row) for c in content.clues] == [("甲", 2), ("乙", 2)]
    (problem,) = content.problems
    assert (problem.kind, problem.sheet, problem.row) == (Kind.DUPLICATE_IN_FILE, "乙", 3)
    assert "“甲”表第 2 行" in problem.advice


def test_one_number_with_two_names_is_asked_about(read_book):
    other = ZHANG | {"姓名": "章三", "多领开始时间": "2019-01"}
    (problem,) = read_book({"疑点": cells(ZHANG, other)}).problems
    assert (problem.kind, problem.row) == (Kind.NAME_DIFFERS, 3)


def test_totals_notes_blank_lines_and_repeated_headings_are_no_rows(read_book):
    header, zhang, li = cells(ZHANG, LI)
    rows = [
        *(header, zhang, [""] * 13, header, li, [""] * 8 + [3.0] + [""] * 4),
        ["小计", *[""] * 7, 2260, *[""] * 4],
        ["", "", "合 计", *[""] * 5, 2260, *[""] * 4],
        ["填表人：", *[""] * 12],
    ]
    content = read_book({"疑点": rows})
    assert [clue.row for clue in content.clues] == [2, 5]
    assert [(p.row, p.what) for p in content.passed_over] == [
        *((4, "heading"), (7, "total"), (8, "total"), (9, "note"))
    ]
    assert content.problems == ()


def test_a_cell_merged_over_rows_holds_for_each(tmp_path, policy):
    import xlsxwriter

    from app.exchange.reading import read_sheets

    path = tmp_path / "合并.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("疑点")
        for number, row in enumerate(cells(ZHANG | {"村": ""}, LI | {"村": ""})):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, 9, 2, 9, "石桥村")
    clues = read_sheets(path.read_bytes(), path.name, policy).clues
    assert [clue.values["case.village"] for clue in clues] == ["石桥村", "石桥村"]
