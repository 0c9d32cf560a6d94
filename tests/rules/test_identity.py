from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.identity import check_digit, masked, read_id
from tests.data.cases import examples

BIRTHS = st.dates(date(1880, 1, 1), date(2099, 12, 31))


@st.composite
def valid_numbers(draw):
    area = draw(st.integers(0, 999_999))
    order = draw(st.integers(0, 999))
    first_17 = f"{area:06d}{draw(BIRTHS):%Y%m%d}{order:03d}"
    return first_17 + check_digit(first_17)


@pytest.mark.parametrize("example", examples("identity.toml"))
def test_a_number_is_read_as_it_is_typed(example):
    reading = read_id(example["text"])
    assert {key: getattr(reading, key) for key in example["expected"]} == example["expected"]


@given(valid_numbers())
def test_a_right_number_is_taken_whatever_its_area_code(number):
    reading = read_id(number)
    assert (reading.number, reading.valid, reading.message) == (number, True, "")
    assert f"{reading.birth:%Y%m%d}" == number[6:14]
    assert (reading.sex == "男") == (int(number[16]) % 2 == 1)


@given(valid_numbers(), st.integers(0, 17), st.data())
def test_one_wrong_digit_is_always_noticed(number, place, data):
    characters = "0123456789X" if place == 17 else "0123456789"
    wrong = data.draw(st.sampled_from([c for c in characters if c != number[place]]))
    reading = read_id(number[:place] + wrong + number[place + 1 :])
    assert not reading.valid
    assert reading.message.endswith("请对照证件核对。")


@given(valid_numbers(), st.integers(0, 16))
def test_two_digits_changed_about_are_always_noticed(number, place):
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert read_id(swapped).valid == (swapped == number)


@given(st.text())
def test_no_text_at_all_breaks_the_reader(text):
    reading = read_id(text)
    assert reading.valid or reading.message


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("430321195003081012", "430***********1012"),
        ("11010519491231002X", "110***********002X"),
        ("430321500308101", "430********8101"),
        ("4303", "****"),
        ("", ""),
    ],
)
def test_a_masked_number_shows_three_digits_and_four(number, shown):
    assert masked(number) == shown
