"""What lists carry beside their cases: totals, examples, 同上, merged amounts."""

import pytest

from app.exchange.problems import Kind
from app.exchange.totals import total_faults
from tests.exchange.books import HEADINGS, LI, ZHANG, cells

AMOUNT = HEADINGS.index("多领金额")


def line(**by_heading):
    return [by_heading.get(heading, "") for heading in HEADINGS]


@pytest.mark.parametrize(
    ("totals", "differing"),
    [
        ({4: 600}, []),
        ({4: 650}, [4]),
        ({2: 300, 4: 300}, []),  # 小计 after each part
        ({2: 300, 4: 300, 5: 600}, []),  # and 合计 of all
        ({0: 600}, []),  # 合计 above the list
        ({0: 600, 4: 599}, [4]),
        ({4: None}, []),
    ],
)
def test_a_total_may_stand_for_any_part_of_the_list(totals, differing):
    amounts = {1: 300, 3: 300}
    assert [row for row, _ in total_faults(amounts, totals)] == differing


def test_a_total_that_differs_is_told_with_both_sums(read_book):
    rows = [*cells(ZHANG, LI), line(姓名="合计", 多领金额=2300)]
    (warning,) = read_book({"疑点": rows}).warnings
    assert (warning.kind, warning.row, warning.column) == (Kind.TOTAL_DIFFERS, 4, "I")
    assert "2,300.00" in warning.advice
    assert "2,260.00" in warning.advice
    assert "40.00" in warning.advice


def test_rows_that_are_refused_count_for_the_total(read_book):
    rows = [*cells(ZHANG, LI | {"险种": "意外险"}), line(身份证号="合计", 多领金额=2260)]
    content = read_book({"疑点": rows})
    assert (len(content.clues), content.warnings) == (1, ())


def test_numbers_under_the_headings_and_examples_are_no_cases(read_book):
    head, zhang = cells(ZHANG, headings=("序号", *HEADINGS))
    numbers = list(range(1, len(head) + 1))
    letters = ["甲", "乙", *range(1, len(head) - 1)]
    example = ["示例", *zhang[1:]]
    signed = ["填表人：李四", "", "审核人：王五", *[""] * (len(head) - 3)]
    rows = [head, numbers, letters, example, ["1", *zhang[1:]], signed]
    content = read_book({"疑点": rows})
    assert [clue.row for clue in content.clues] == [5]
    assert content.problems == ()
    told = [(p.row, p.what) for p in content.passed_over]
    assert told == [(2, "heading"), (3, "heading"), (4, "note"), (6, "note")]


def test_signatures_in_several_cells_are_no_case(read_book):
    signed = line(姓名="制表人：张某", 险种="审核：李某", 联系电话="电话：")
    content = read_book({"疑点": [*cells(ZHANG), signed, line(村="领导签字：", 险种="日期：")]})
    assert content.problems == ()
    assert [(row.row, row.what) for row in content.passed_over] == [(3, "note"), (4, "note")]


def test_a_village_written_only_where_it_begins_holds_until_the_next(read_book):
    months = ("2020-01", "2020-02", "2020-03", "2020-04")
    places = ("石桥村", "", "塘湾村", "")
    rows = [ZHANG | {"多领开始时间": m, "村": p} for m, p in zip(months, places, strict=True)]
    villages = [c.values.get("case.village") for c in read_book({"疑点": cells(*rows)}).clues]
    assert villages == ["石桥村", "石桥村", "塘湾村", "塘湾村"]


def test_a_village_missing_here_and_there_is_not_guessed(read_book):
    months = ("2020-01", "2020-02", "2020-03")
    places = ("石桥村", "石桥村", "")
    rows = [ZHANG | {"多领开始时间": m, "村": p} for m, p in zip(months, places, strict=True)]
    assert "case.village" not in read_book({"疑点": cells(*rows)}).clues[2].values


NAUGHTY = (
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+86",
        "-1",
        "@SUM(A1)",
        "<b>粗</b>",
        "<script>alert(1)</script>",
    ),
    *("' OR 1=1 --", "%s%n{0}", "\u202e倒", "﷽", "NULL", "𬀩𠅤㛃", "A&B；C", "\\x00"),
)


def test_naughty_words_stay_the_text_they_are(read_book):
    for word in NAUGHTY:
        (clue,) = read_book({"疑点": cells(ZHANG | {"备注": word})}).clues
        assert clue.values["case.remarks"] == word


def test_the_same_as_above_is_spelled_out(read_book):
    second = LI | {"险种": "同上", "待遇类别": "〃", "多领原因": "同上"}
    clues = read_book({"疑点": cells(ZHANG, second)}).clues
    assert [clue.values["case.insurance"] for clue in clues] == ["resident_pension"] * 2


def test_an_amount_merged_over_rows_is_asked_about(tmp_path, policy):
    import xlsxwriter

    from app.exchange.reading import read_sheets

    path = tmp_path / "合并.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("疑点")
        for number, row in enumerate(cells(ZHANG, LI)):
            sheet.write_row(number, 0, row)
        sheet.merge_range(1, AMOUNT, 2, AMOUNT, 2260)
    problems = read_sheets(path.read_bytes(), path.name, policy).problems
    assert [(p.kind, p.row) for p in problems] == [(Kind.AMOUNT_SHARED, 2), (Kind.AMOUNT_SHARED, 3)]
