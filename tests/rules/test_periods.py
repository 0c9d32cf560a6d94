from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.models.month import Month, months_between
from app.models.terms import PrisonStart
from app.money import fen_from_yuan
from app.rules.periods import after_death, in_prison, overlap, spans, total_fen
from tests.data.cases import examples

MONTHS = st.integers(0, 600).map(Month("1990-01").plus)
RATES = [(Month("2020-01"), 10_300)]


def rates_of(pairs):
    return [(Month(since), fen_from_yuan(yuan)) for since, yuan in pairs]


def estimate(reason, entered):
    """The spans of a worked example, by the rule its reason calls for."""
    rates = rates_of(entered["rates"])
    match reason:
        case "death":
            return after_death(entered["death"], Month(entered["paid_until"]), rates)
        case "prison":
            rule = PrisonStart(entered["rule"])
            return in_prison(entered["start"], entered["release"], rule, rates)
        case "duplicate":
            both = overlap(*(tuple(map(Month, entered[which])) for which in ("first", "second")))
            return spans(both, rates)


@pytest.mark.parametrize("example", examples("overpaid.toml"))
def test_overpaid_months_and_their_sum_are_as_worked_by_hand(example):
    found = estimate(example["reason"], example["input"])
    expected = example["expected"]
    assert sum(span.months for span in found) == expected["months"]
    assert total_fen(found) == fen_from_yuan(expected["total"])
    if "spans" in expected:
        assert [(s.first_month, s.last_month, s.months, s.amount_fen) for s in found] == [
            (first, last, months, fen_from_yuan(yuan))
            for first, last, months, yuan in expected["spans"]
        ]


@given(MONTHS, st.integers(-200, 200))
def test_months_count_both_ends(first, later):
    assert months_between(first, first.plus(later)) == later + 1
    assert first.plus(later).plus(-later) == first
    assert (first.plus(later) > first) == (later > 0)


@given(MONTHS, MONTHS, st.dictionaries(MONTHS, st.integers(0, 500_000), max_size=8))
def test_every_month_counts_once_with_what_was_paid_for_it(first, last, levels):
    rates = sorted({Month("1990-01"): 7, **levels}.items())
    expected = 0
    for later in range(max(0, months_between(first, last))):
        expected += [fen for since, fen in rates if since <= first.plus(later)][-1]
    assert total_fen(spans((first, last), rates)) == expected


@given(MONTHS, MONTHS, MONTHS, MONTHS)
def test_it_does_not_matter_which_benefit_is_named_first(a, b, c, d):
    first, second = (min(a, b), max(a, b)), (min(c, d), max(c, d))
    assert overlap(first, second) == overlap(second, first)


def test_benefits_that_never_met_do_not_overlap():
    first = (Month("2016-03"), Month("2022-06"))
    assert overlap(first, (Month("2022-07"), Month("2022-12"))) is None


@pytest.mark.parametrize("rates", [[], RATES])
def test_a_month_without_a_rate_is_named(rates):
    with pytest.raises(UserError, match="没有 2019年12月 的月待遇标准") as refused:
        after_death(date(2019, 11, 23), Month("2022-07"), rates)
    assert refused.value.field == "rates"


def test_rates_out_of_order_are_named():
    with pytest.raises(UserError, match="“2020-01”应晚于上一行“2020-01”"):
        after_death(date(2020, 11, 23), Month("2022-07"), [*RATES, (Month("2020-01"), 5)])


def test_nobody_is_asked_for_rates_when_nothing_was_overpaid():
    assert after_death(date(2022, 7, 30), Month("2022-07"), []) == ()


def test_release_before_the_start_is_refused():
    with pytest.raises(UserError, match="早于起始日期") as refused:
        in_prison(date(2021, 2, 2), date(2021, 2, 1), PrisonStart.SAME_MONTH, RATES)
    assert refused.value.field == "release"
