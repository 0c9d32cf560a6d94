import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.balances import balances, split_excess
from app.money import MOST_FEN, fen_from_yuan
from tests.data.cases import examples
from tests.methods.worked import signed_fen


@pytest.mark.parametrize("example", examples("balances.toml", "split"))
def test_what_is_too_much_goes_back(example):
    found = split_excess(fen_from_yuan(example["fen"]), fen_from_yuan(example["left"]))
    assert found.take_fen == fen_from_yuan(example["expected"]["take"])
    assert found.give_back_fen == fen_from_yuan(example["expected"]["give_back"])


@given(st.integers(1, MOST_FEN), st.integers(-100, MOST_FEN))
def test_a_split_loses_nothing_and_never_takes_more_than_is_left(fen, left):
    found = split_excess(fen, left)
    assert found.take_fen + found.give_back_fen == fen
    assert 0 <= found.take_fen <= max(0, left)
    assert found.give_back_fen == 0 or found.take_fen == max(0, left)


@pytest.mark.parametrize("example", examples("balances.toml", "balance"))
def test_the_balance_follows_each_receipt(example):
    receipts = [signed_fen(yuan) for yuan in example["receipts"]]
    left = [fen_from_yuan(yuan) for yuan in example["expected"]]
    assert list(balances(fen_from_yuan(example["amount"]), receipts)) == left


@given(st.integers(0, MOST_FEN), st.lists(st.integers(-(10**6), 10**6)))
def test_the_last_balance_is_the_amount_less_all_that_came_in(amount, receipts):
    found = balances(amount, receipts)
    assert len(found) == len(receipts)
    assert (*found, amount)[len(receipts) - 1] == amount - sum(receipts)
