import pytest

from app.exchange.columns import BY_FIELD, COLUMNS
from app.exchange.headings import find_header
from app.exchange.meanings import Certainty, Headings, plain_heading
from app.exchange.problems import Kind
from tests.exchange.books import HEADINGS as PLAIN
from tests.exchange.books import LI, ZHANG, cells


@pytest.fixture(scope="module")
def headings(policy):
    return Headings.of(policy)


def test_no_heading_means_two_columns(policy):
    told = [(plain_heading(h), c.field) for c in COLUMNS for h in (c.title, *c.aliases.split())]
    assert len(told) == len(dict(told))
    words = {
        (plain_heading(alias), field)
        for field, entry in policy.headings.items()
        for alias in entry.aliases
    }
    assert len(words) == len(dict(words))
    known = dict(told)
    assert {(alias, known.get(alias, field)) for alias, field in words} == words


def test_the_words_of_the_policy_book_speak_of_columns_that_are_read(policy):
    assert all(BY_FIELD[field].is_read for field in policy.headings)


@pytest.mark.parametrize(
    "heading",
    ["姓 名", "姓名*", "姓\n名", "姓名（必填）", "当事人姓名", " 姓名：", "姓名(参保人)", "★姓名"],
)
def test_a_heading_is_known_through_blanks_breaks_and_brackets(headings, heading):
    meaning = headings.meaning((heading,))
    assert (meaning.column.field, meaning.certainty <= Certainty.KNOWN_WORD) == (
        "person.name",
        True,
    )


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("违规领取待遇起始年月（格式202103）",), "period.first_month"),
        (("冒领养老金的截止月份",), "period.last_month"),
        (("多领养老保险待遇金额（元）",), "case.claimed_fen"),
        (("待遇领取人居民身份证号码",), "person.id_number"),
        (("所在的村（社区）",), "case.village"),
        (("疑点产生原因",), "case.reason"),
        (("多领时间（起）",), "period.first_month"),
        (("多领时间（止）",), "period.last_month"),
        (("多领时间", "起"), "period.first_month"),
        (("多领情况", "多领时间", "止"), "period.last_month"),
        (("参保人信息", "姓名"), "person.name"),
    ],
)
def test_headings_never_seen_are_understood_by_their_words(headings, path, field):
    assert headings.meaning(path).column.field == field


@pytest.mark.parametrize(
    "path",
    [
        ("承诺人姓名电话",), ("经办人", "姓名"), ("入户核查人姓名",), ("家庭成员", "身份证号码"),
        ("已追缴金额",), ("身份证复印件是否齐全",), ("联系人电话",), ("",), ("核查情况",),
    ],
)  # fmt: skip
def test_what_speaks_of_others_is_not_taken_for_the_person(headings, path):
    meaning = headings.meaning(path)
    read = ("person.name", "person.id_number", "person.phone", "case.claimed_fen")
    assert meaning is None or meaning.column.field not in read


def test_of_two_columns_that_may_mean_the_same_the_surer_counts():
    rows = [["姓名", "身份证号", "停发待遇人员身份证号码", "多领养老待遇总金额", "多领金额"]]
    header = find_header(rows)
    assert {m.column.field: m.index for m in header.columns} == {
        "person.name": 0,
        "person.id_number": 1,
        "case.claimed_fen": 4,
    }


def test_what_the_clerk_says_of_a_column_counts_first(policy):
    rows = [["领款的人", "姓名", "身份证号", "金额", "险种", "原因", "起", "止"]]
    by_hand = {"领款的人": "person.name", "姓名": "", "金额": ""}
    header = find_header(rows, Headings.of(policy, by_hand))
    fields = {m.column.field: m.index for m in header.columns}
    assert (fields["person.name"], fields.get("case.claimed_fen")) == (0, None)
    assert header.unknown == {1: "姓名", 3: "金额"}


def test_the_same_headings_in_the_same_order_have_one_shape_and_are_remembered(headings):
    rows = [["领款的人", "姓名", "身份证号", "险种"], ["甲", "张三", ZHANG["身份证号"], "居保"]]
    first = find_header(rows, headings)
    assert first.shape == find_header([["一个标题"], *rows], headings).shape
    assert first.shape != find_header([row[::-1] for row in rows], headings).shape
    again = find_header(rows, headings, {first.shape: {"A": "person.name", "B": ""}})
    chosen = {m.column.field: (m.index, m.certainty) for m in again.columns}
    assert chosen["person.name"] == (0, Certainty.BY_HAND)


def test_without_a_heading_the_numbers_themselves_tell_where_they_are(headings):
    rows = [["姓名", "18位", "险种", "原因"], ["张三", ZHANG["身份证号"], "居保", "死亡"]]
    column = next(m for m in find_header(rows, headings).columns if m.index == 1)
    assert (column.column.field, column.certainty) == ("person.id_number", Certainty.CONTENT)


def test_one_heading_over_two_columns_gives_start_and_end(read_book):
    head = ["姓名", "身份证号", "险种", "原因", "多领起止时间", "", "多领金额", "待遇类别"]
    row = ["张三", ZHANG["身份证号"], "居保", "死亡", "2021.3", "2021.12", 1130, "养老金"]
    (clue,) = read_book({"石桥村": [head, row]}).clues
    assert clue.values["period.last_month"] == "2021-12"


def test_three_rows_of_headings_and_a_row_of_units_are_one_header(read_book):
    rows = [
        ["石桥村花名册"],
        ["序号", "人员信息", "", "多领待遇情况", "", "", "", "", ""],
        ["", "姓名", "身份证号", "险种", "待遇类别", "原因", "多领时间", "", "金额"],
        ["", "", "", "", "", "", "起", "止", ""],
        ["", "", "", "", "", "", "（年月）", "（年月）", "（万元）"],
        ["1", "张三", ZHANG["身份证号"], "居保", "养老金", "死亡", "2021-03", "2021-12", 0.113],
    ]
    content = read_book({"Sheet1": rows})
    (clue,) = content.clues
    assert (clue.row, content.mappings[0].header_row) == (6, 5)
    assert (clue.values["period.last_month"], clue.values["case.claimed_fen"]) == (
        "2021-12",
        113_000,
    )


def test_a_sum_and_its_parts_under_one_heading_are_told_apart(read_book):
    head = ["姓名", "身份证号", "险种", "原因", "起", "止", "应稽核金额", "", "", "备注"]
    below = ["", "", "", "", "", "", "中央补助", "省补助", "合计", ""]
    row = ["张三", ZHANG["身份证号"], "居保", "死亡", "2021-03", "2021-12", 900, 230, 1130, ""]
    (clue,) = read_book({"石桥村": [head, below, row]}).clues
    assert clue.values["case.claimed_fen"] == 113_000


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
    header = find_header(rows)
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
    assert not header.missing({})


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
    assert [(c.letters, c.heading) for c in content.mappings[0].unknown] == [("N", "领卡时间")]


def test_the_mapping_shows_samples_and_how_sure_it_is(read_book):
    mapping = read_book({"疑点": cells(ZHANG, LI)}).mappings[0]
    name = mapping.columns[0]
    assert (name.letters, name.heading, name.title, name.samples) == (
        "A",
        "姓名",
        "姓名",
        ("张三", "李四"),
    )
    assert name.certainty.label == "确定"
