import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.heirs import liabilities, proportional
from app.money import MOST_FEN, fen_from_yuan
from tests.data.cases import examples
from tests.methods.worked import heirs, heirs_of_any_kind, share_fen


@pytest.mark.parametrize("example", examples("heirs.toml"))
def test_each_heir_answers_for_what_was_worked_by_hand(example):
    found = liabilities(fen_from_yuan(example["left"]), heirs(example["heirs"]))
    expected = example["expected"]
    assert [one.share_fen for one in found.each] == [share_fen(yuan) for yuan in expected["shares"]]
    assert found.left_fen == fen_from_yuan(expected["left"])
    assert found.is_open == expected["open"]


@given(st.integers(0, 10**8), heirs_of_any_kind)
def test_shares_sum_exactly_and_nobody_pays_more_than_received(left, all_heirs):
    found = liabilities(left, all_heirs)
    assert sum(one.share_fen or 0 for one in found.each) + found.left_fen == left
    assert found.left_fen >= 0
    for one in found.each:
        if one.heir.renounced:
            assert (one.share_fen, one.most_fen) == (0, 0)
        elif one.heir.received_fen is None:
            assert (one.share_fen, one.most_fen, found.is_open) == (None, None, True)
        else:
            assert 0 <= one.share_fen <= one.most_fen <= min(one.heir.received_fen, left)
    if found.left_fen:
        assert all(one.share_fen == one.most_fen for one in found.each)


@given(st.integers(0, MOST_FEN), st.lists(st.integers(0, MOST_FEN), max_size=6))
def test_a_part_is_never_a_whole_fen_away_from_its_proportion(fen, limits):
    parts, whole = proportional(fen, limits), sum(limits)
    assert sum(parts) == min(fen, whole)
    for part, limit in zip(parts, limits, strict=True):
        assert 0 <= part <= limit
        assert whole <= fen or abs(part * whole - fen * limit) < whole
