from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.standing import BreachRule, standing
from app.money import MOST_FEN, fen_from_yuan
from tests.data.cases import examples
from tests.methods.worked import DAYS, figure, plans, side_by_side

TWO_DUES_OR_30_DAYS = BreachRule(figure(2), figure(30))


@pytest.mark.parametrize("example", examples("standing.toml", "standing"))
def test_plans_stand_as_worked_by_hand(example):
    entered, expected = example["breach"], example["expected"]
    breach = BreachRule(figure(entered["dues"]), figure(entered["days"]))
    paid = fen_from_yuan(example["paid"])
    found = standing(plans(example), paid, on=example["on"], breach=breach)
    oldest = found.oldest and found.oldest.due
    assert len(found.overdue) == expected["overdue"]
    assert found.overdue_fen == fen_from_yuan(expected["sum"])
    assert found.days_overdue == expected["days"]
    assert (oldest and [oldest.plan, oldest.number, oldest.last_day]) == expected.get("oldest")
    assert found.broken == tuple(getattr(breach, name) for name in expected["broken"])
    assert found.is_broken == bool(expected["broken"])


@given(side_by_side, st.integers(-(10**6), MOST_FEN), DAYS)
def test_what_is_overdue_is_unpaid_and_over_and_nothing_else(made, paid, on):
    found = standing([s for _, s in made], paid, on=on, breach=TWO_DUES_OR_30_DAYS)
    assert found.paid_fen + found.left_fen == sum(owed for owed, _ in made)
    for one in found.progress:
        assert (one in found.overdue) == (one.left_fen > 0 and one.due.last_day < on)
    assert 0 <= found.overdue_fen <= found.left_fen
    assert bool(found.overdue) == (found.days_overdue > 0)
    if found.overdue:
        assert found.overdue[0] == found.oldest


@given(side_by_side, st.integers(0, MOST_FEN), DAYS, st.integers(0, 400))
def test_paying_what_is_overdue_heals_a_breach_and_waiting_never_does(made, paid, on, days):
    agreed = [schedule for _, schedule in made]
    now = standing(agreed, paid, on=on, breach=TWO_DUES_OR_30_DAYS)
    later = standing(agreed, paid, on=on + timedelta(days), breach=TWO_DUES_OR_30_DAYS)
    assert later.is_broken or not now.is_broken
    healed = now.paid_fen + now.overdue_fen
    assert not standing(agreed, healed, on=on, breach=TWO_DUES_OR_30_DAYS).is_broken
