from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.amounts import WAN, YUAN, count_reader, yuan_reader
from app.exchange.problems import Fault, Kind
from app.money import MOST_FEN, yuan_text

fens = st.integers(0, MOST_FEN - 1)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            1234.5,
            "1234.5",
            "1,234.50",
            "1234.50元",
            "¥1,234.50",
            "１，２３４．５０元",
            " 1234.5 元 ",
        ),
        *(
            "0.12345万元",
            "0.12345万",
            "1234.5元整",
            "人民币1234.50元",
            1234.4999999999998,
            "￥1234.5",
        ),
    ],
)
def test_an_amount_is_read_however_it_was_written(cell):
    assert yuan_reader(YUAN)(cell) == 123_450


def test_a_sheet_in_wan_is_read_as_such_unless_the_cell_says_otherwise():
    read = yuan_reader(WAN)
    assert read(11.763973) == 11_763_973
    assert read("11.763973") == 11_763_973
    assert read("35,042.54元") == 3_504_254


@pytest.mark.parametrize(
    "cell",
    [
        *("一百", "约500", "-5", -5, -0.01, 1e12, float("nan"), float("inf"), True, "1.234"),
        *(date(2021, 1, 1), "0.1234567万元", "-1万元", "NaN万元", "元", "1,23"),
    ],
)
def test_what_is_no_amount_is_refused(cell):
    fault = yuan_reader(YUAN)(cell)
    assert isinstance(fault, Fault)
    assert fault.kind is Kind.AMOUNT_UNREADABLE


@given(fens)
def test_every_amount_comes_back_from_number_and_text(fen):
    read = yuan_reader(YUAN)
    assert read(fen / 100) == fen
    assert read(yuan_text(fen)) == fen
    assert read(f"{yuan_text(fen)}元") == fen


def test_what_a_formula_leaves_behind_is_the_amount_shown():
    assert yuan_reader(YUAN)(4749.809999999999) == 474_981


@pytest.mark.parametrize("yuan", [12.345, 0.001, 1000 / 3])
def test_a_number_finer_than_the_fen_is_asked_about_not_rounded(yuan):
    assert "应精确到分" in yuan_reader(YUAN)(yuan).advice


@given(st.text() | st.floats() | st.integers())
def test_any_cell_is_fen_or_a_fault(cell):
    assert isinstance(yuan_reader(YUAN)(cell), int | Fault)
    assert isinstance(yuan_reader(WAN)(cell), int | Fault)


def test_months_are_counted_in_whole_numbers():
    read = count_reader()
    assert [read(cell) for cell in (34, 34.0, "34", "34个月", "３４")] == [34] * 5
    assert read(3.5).kind is Kind.COUNT_UNREADABLE
    assert read("约三年").kind is Kind.COUNT_UNREADABLE
