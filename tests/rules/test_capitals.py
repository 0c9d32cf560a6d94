import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.money import MOST_FEN, fen_from_yuan
from app.rules.capitals import capitals
from tests.data.cases import examples

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = {"拾": 10, "佰": 100, "仟": 1000}
UNITS = {"分": 1, "角": 10, "元": 100}


def read_back(text):
    """The fen that capitals say: places within a group, groups within the yuan, then 角 and 分."""
    fen = yuan = group = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in PLACES:
            group, digit = group + digit * PLACES[character], 0
        elif character in "万亿":
            factor = 10**4 if character == "万" else 10**8
            yuan, group, digit = yuan + (group + digit) * factor, 0, 0
        elif character in UNITS:
            fen += (yuan + group + digit) * UNITS[character]
            yuan = group = digit = 0
    return fen


@pytest.mark.parametrize("example", examples("capitals.toml"))
def test_capitals_are_written_as_the_bank_wants_them(example):
    assert capitals(fen_from_yuan(example["yuan"])) == example["expected"]


@given(st.integers(0, 10**12) | st.integers(0, 10**13 - 1))
def test_capitals_say_exactly_the_amount(fen):
    assert read_back(capitals(fen)) == fen


@given(st.integers(0, MOST_FEN - 1))
def test_no_two_zeros_follow_each_other_and_only_a_fen_ends_without_zheng(fen):
    text = capitals(fen)
    assert "零零" not in text
    assert text.endswith("整") == (fen % 10 == 0)


@pytest.mark.parametrize("fen", [-1, MOST_FEN])
def test_amounts_that_are_never_printed_have_no_capitals(fen):
    with pytest.raises(ValueError, match="has no capitals"):
        capitals(fen)
