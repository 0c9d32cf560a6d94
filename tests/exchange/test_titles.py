"""What names and titles say for the rows, and rows that say it for those below them."""

import pytest

from app.exchange.titles import place_of, plain_place, subject_of, village_heading
from tests.exchange.books import HEADINGS, LI, ZHANG, cells


@pytest.mark.parametrize(
    ("text", "township", "village"),
    [
        ("清溪镇石桥村多领社保待遇人员花名册", "清溪镇", "石桥村"),
        ("湘潭县清溪镇石桥村多领人员名单", "清溪镇", "石桥村"),
        ("湖南省湘潭市雨湖区清溪镇石桥村村民委员会", "清溪镇", "石桥村"),
        ("2022年清溪镇清溪社区居民委员会疑点表", "清溪镇", "清溪社区"),
        ("附件2：枫林乡枫树坳村", "枫林乡", "枫树坳村"),
        ("填报单位（盖章）：清溪镇人民政府", "清溪镇", None),
        ("单位：清溪镇石桥村", "清溪镇", "石桥村"),
        ("村名：石桥村", None, "石桥村"),
        ("𨱏塘镇上洞村", "𨱏塘镇", "上洞村"),
        ("城乡居民养老保险多领人员名单", None, None),
        ("城镇职工养老保险多领人员名单", None, None),
        ("各乡镇疑点数据汇总", None, None),
        ("全镇各村多领人员", None, None),
        ("Sheet1", None, None),
        ("2022年困难（特殊）群体多领社会保险待遇疑点下发表", None, None),
    ],
)
def test_places_are_found_in_titles(text, township, village):
    place = place_of([text])
    assert (place.get("case.township"), place.get("case.village")) == (township, village)


def test_the_first_title_that_names_a_place_counts():
    place = place_of(["石桥村", "清溪镇塘湾村名单"])
    assert place == {"case.village": "石桥村", "case.township": "清溪镇"}


@pytest.mark.parametrize(
    ("name", "village"),
    [
        *(("石桥", "石桥"), ("数据", ""), ("Sheet2", ""), ("居保名单", "")),
        *(("2月", ""), ("清溪镇", ""), ("清单", "")),
    ],
)
def test_a_short_name_of_a_sheet_may_be_a_village(name, village):
    assert plain_place(name) == village


@pytest.mark.parametrize(
    ("text", "village"),
    [
        ("石桥村", "石桥村"),
        ("一、石桥村（共12人）", "石桥村"),
        ("（二）清溪社区居委会", "清溪社区"),
        ("3. 塘湾村村民委员会：", "塘湾村"),
        ("备注：石桥村", ""),
        ("以上人员由石桥村核实", ""),
        ("张三", ""),
    ],
)
def test_a_row_of_its_own_may_name_a_village(text, village):
    assert village_heading(text) == village


def test_a_village_in_a_row_of_its_own_holds_until_the_next(read_book):
    row = ZHANG | {"村": ""}
    li = LI | {"村": ""}
    head, zhang, other = cells(row, li)
    empty = [""] * (len(HEADINGS) - 1)
    book = {"汇总": [head, ["石桥村", *empty], zhang, ["塘湾村（1人）", *empty], other]}
    content = read_book(book)
    assert [c.values["case.village"] for c in content.clues] == ["石桥村", "塘湾村"]
    assert [(p.row, p.what) for p in content.passed_over] == [(2, "village"), (4, "village")]


def test_insurance_and_reason_of_a_title_hold_for_its_rows(read_book, policy):
    headings = [h for h in HEADINGS if h not in ("险种", "多领原因")]
    rows = [["城乡居民基本养老保险死亡人员多领待遇明细表"], *cells(ZHANG, LI, headings=headings)]
    content = read_book({"石桥村": rows})
    values = content.clues[0].values
    assert (values["case.insurance"], values["case.reason"]) == ("resident_pension", "death")
    assert content.problems == ()


def test_a_title_that_names_two_insurances_says_nothing(policy):
    assert subject_of(["职工养老保险和失业保险重复领取"], policy) == {"case.reason": "duplicate"}
    assert subject_of(["多领待遇人员名单"], policy) == {}


def test_the_name_of_the_file_is_asked_last(policy, tmp_path):
    from app.exchange.reading import read_sheets
    from tests.exchange.books import write_book

    path = write_book(tmp_path / "石桥村多领人员.xlsx", {"Sheet1": cells(ZHANG | {"村": ""})})
    (clue,) = read_sheets(path.read_bytes(), path.name, policy).clues
    assert clue.values["case.village"] == "石桥村"
