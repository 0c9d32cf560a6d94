import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.methods.floors import cautions, floor_after_adjustment, floor_base
from app.methods.schedules import least_monthly
from app.money import fen_from_yuan
from tests.data.cases import examples
from tests.methods.worked import figure, plan

FLOOR = figure("0.20")
BENEFIT = st.integers(0, 10**6)


@pytest.mark.parametrize("example", examples("floors.toml"))
def test_the_floor_is_a_fifth_of_the_benefit_the_article_names(policy, example):
    own, other, base, least = (
        fen_from_yuan(example[name]) if name in example else None
        for name in ("own", "other", "base", "least")
    )
    reason = policy.reasons[example["reason"]]
    found = floor_base(reason, example["insurance"], benefit_fen=own, other_fen=other)
    assert found == base
    assert found is None or least_monthly(found, FLOOR.value) == least


@pytest.mark.parametrize("example", examples("plans.toml", "adjusted"))
def test_an_adjusted_benefit_moves_the_floor(example):
    each, old, new = (fen_from_yuan(example[name]) for name in ("each", "old", "new"))
    found, expected = floor_after_adjustment(each, old, new, FLOOR), example["expected"]
    assert found.new_least_fen == fen_from_yuan(expected["least"])
    assert found.short_fen == fen_from_yuan(expected["short"])
    for fact in ("was_below", "is_below", "is_above_benefit"):
        assert getattr(found, fact) == expected[fact], fact


@given(BENEFIT, BENEFIT, BENEFIT)
def test_raising_the_sum_by_what_it_is_short_is_just_enough(each, old, new):
    found = floor_after_adjustment(each, old, new, FLOOR)
    assert found.is_below == (found.short_fen > 0)
    assert not floor_after_adjustment(each + found.short_fen, old, new, FLOOR).is_below
    if found.is_below:
        assert floor_after_adjustment(each + found.short_fen - 1, old, new, FLOOR).is_below


@pytest.mark.parametrize("example", examples("plans.toml", "caution"))
def test_a_heavy_or_long_plan_is_pointed_out(example):
    living = fen_from_yuan(example["living"]) if "living" in example else None
    found = cautions(
        plan("monthly", example["plan"]),
        fen_from_yuan(example["benefit"]),
        high_share=figure("0.50"),
        most_periods=figure("60"),
        living_floor_fen=living,
    )
    expected = example["expected"]
    assert (found.is_high_share, found.is_long) == (expected["high"], expected["long"])
    assert found.rest_fen == fen_from_yuan(expected["rest"])
    assert found.is_under_living_floor == expected.get("under")
