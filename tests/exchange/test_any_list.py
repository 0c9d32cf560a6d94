"""Lists of other offices: only the ID numbers must be found."""

import pytest

from app.errors import UserError
from app.exchange.lists import read_list
from tests.exchange.books import LI, WRONG_CHECK_DIGIT, ZHANG, write_book


@pytest.fixture
def read(tmp_path, policy):
    def read(rows):
        path = write_book(tmp_path / "低保.xlsx", {"11月": rows})
        return read_list(path.read_bytes(), path.name, policy)

    return read


def test_a_list_of_another_office_is_read_whole(read):
    rows = [
        ["清溪镇2026年11月城市低保对象花名册"],
        ["序号", "户主姓名", "姓名", "身份证号码", "保障类别", "保障金额", "审批日期"],
        [1, "张大", "张三", ZHANG["身份证号"], "A类", 620.5, "2024-05-01"],
        [2, "李大", "李四", LI["身份证号"] + "\t", "B类", 500, ""],
        ["合计", "", "", "", "", 1120.5, ""],
    ]
    content = read(rows)
    assert [row.values["person.id_number"] for row in content.rows] == [
        ZHANG["身份证号"],
        LI["身份证号"],
    ]
    first = content.rows[0]
    assert (first.sheet, first.row, first.values["person.name"]) == ("11月", 3, "张三")
    assert first.texts["保障类别"] == "A类"
    assert [(p.row, p.what) for p in content.passed_over][-1] == (5, "total")


def test_one_known_column_is_enough(read):
    content = read([["证件号码", "保障类型"], [ZHANG["身份证号"], "重残"]])
    assert content.rows[0].texts == {"证件号码": ZHANG["身份证号"], "保障类型": "重残"}


def test_a_number_with_20_characters_is_that_of_its_person(read):
    (row,) = read([["姓名", "残疾人证号"], ["张三", ZHANG["身份证号"] + "42"]]).rows
    assert row.values["person.id_number"] == ZHANG["身份证号"]


def test_a_wrong_number_is_kept_with_its_problem(read):
    (row,) = read([["姓名", "证号"], ["王五", WRONG_CHECK_DIGIT["身份证号"]]]).rows
    assert row.values["person.id_number"] == WRONG_CHECK_DIGIT["身份证号"]
    assert [problem.kind for problem in row.problems] == ["id_checksum"]


def test_a_list_without_numbers_is_refused(read):
    with pytest.raises(UserError, match="公民身份号码"):
        read([["姓名", "电话", "村"], ["张三", "1", "石桥村"]])
