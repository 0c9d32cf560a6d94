from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.methods.cascade import cascade, stop_at_death
from app.methods.schedules import monthly
from app.methods.sources import Available
from app.money import MOST_FEN, fen_from_yuan
from tests.data.cases import examples
from tests.methods.worked import (
    DAYS,
    FIRST,
    available,
    check_sources,
    heirs_of_any_kind,
    plans,
    share_fen,
    side_by_side,
)

SUMS = st.one_of(st.just(0), st.integers(0, 10**7))


@pytest.mark.parametrize("example", examples("cascades.toml"))
def test_what_death_leaves_of_an_offset_is_worked_by_hand(policy, example):
    paid, entered = fen_from_yuan(example["paid"]), example["stopped"]
    stopped = stop_at_death(plans(example), paid, died_on=example["died_on"])
    assert stopped.arrears_fen == fen_from_yuan(entered["arrears"])
    assert len(stopped.dropped) == entered["dropped"]
    assert stopped.residue_fen == fen_from_yuan(entered["residue"])
    worked = cascade(
        policy,
        example["insurance"],
        reason=example["reason"],
        stopped=stopped,
        available=available(example["available"]),
    )
    check_sources(worked, example["expected"])
    assert [(one.heir.name, one.share_fen) for one in worked.liabilities] == [
        (name, share_fen(yuan)) for name, yuan in example["expected"].get("shares", ())
    ]


@given(
    side_by_side,
    st.integers(-(10**6), MOST_FEN),
    DAYS,
    st.builds(
        Available,
        st.just(True),
        SUMS,
        SUMS,
        SUMS,
        SUMS,
        st.one_of(st.none(), SUMS),
        heirs=heirs_of_any_kind,
        voluntary_fen=SUMS,
    ),
    st.sampled_from(["imprisonment", "duplicate_employee", "duplicate_resident", "fraud"]),
)
def test_death_loses_no_fen_of_what_is_owed(policy, made, paid, died_on, there, reason):
    stopped = stop_at_death([schedule for _, schedule in made], paid, died_on=died_on)
    worked = cascade(policy, "resident_pension", reason=reason, stopped=stopped, available=there)
    taken = [line.taken_fen for line in worked.lines]
    assert stopped.paid_fen + sum(taken) + worked.left_fen == sum(owed for owed, _ in made)
    assert all(fen >= 0 for fen in (*taken, worked.left_fen, stopped.arrears_fen))
    assert 0 <= worked.unrecoverable_fen <= worked.left_fen


def test_while_the_person_lives_the_offset_goes_on(policy):
    stopped = stop_at_death([monthly(100, 10, FIRST)], 0, died_on=date(2022, 11, 1))
    with pytest.raises(UserError, match="请先登记死亡日期") as refused:
        cascade(
            policy,
            "employee_pension",
            reason="imprisonment",
            stopped=stopped,
            available=available({}),
        )
    assert refused.value.field == "status"
