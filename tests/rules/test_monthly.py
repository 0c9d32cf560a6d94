"""The roll-forward of a month: opening and movements make the closing, month after month."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.month import Month
from app.rules.monthly import line_of, month_of, roll_forward, span_of
from app.rules.owing import Fact, FactKind, History, owed_on

FIRST = Month("2025-11")
MONTHS = [FIRST.plus(number) for number in range(8)]
GROUP = ("resident_pension", "death", "general", "order")
DAYS = st.dates(date(2025, 9, 1), date(2026, 6, 30))
FACTS = st.builds(
    Fact,
    on=DAYS,
    kind=st.sampled_from(FactKind),
    fen=st.integers(-500_000, 2_000_000),
    flow=st.sampled_from(("returned", "offset", "aided")),
)


def history(*facts, person=1, left_fen=None):
    told = History(person, GROUP, tuple(facts), 0)
    left = owed_on(told, date.max) if left_fen is None else left_fen
    return History(person, GROUP, tuple(facts), left)


def confirmed(fen=100_000, on=date(2026, 1, 10)):
    return Fact(date.min, FactKind.AMOUNT, fen), Fact(on, FactKind.CONFIRMED)


def money(fen, on, flow="returned"):
    return Fact(on, FactKind.MONEY, fen, flow)


def line(*histories, month="2026-01", cutoff=None):
    return line_of(GROUP, histories, span_of(Month(month), cutoff))


@given(DAYS, st.sampled_from([None, 1, 20, 28]))
def test_every_day_belongs_to_the_month_whose_days_hold_it(day, cutoff):
    span = span_of(month_of(day, cutoff), cutoff)
    assert span.first <= day <= span.last


@given(st.lists(st.lists(FACTS, max_size=12), max_size=4), st.sampled_from([None, 1, 25, 28]))
def test_what_was_owed_and_what_moved_make_what_is_owed_month_after_month(facts, cutoff):
    histories = [history(*each, person=at) for at, each in enumerate(facts)]
    lines = [line_of(GROUP, histories, span_of(month, cutoff)) for month in MONTHS]
    for one in lines:
        assert (one.difference_fen, one.difference_cases) == (0, 0)
    for one, following in pairwise(lines):
        assert (one.closing_fen, one.closing_cases) == (
            following.opening_fen,
            following.opening_cases,
        )


@given(st.lists(st.lists(FACTS, max_size=12), max_size=4), st.integers(-9_000, 9_000))
def test_what_the_facts_do_not_explain_is_shown(facts, unexplained):
    histories = [history(*each, person=at) for at, each in enumerate(facts)]
    odd = history(*confirmed(), left_fen=100_000 + unexplained)
    assert line(*histories, odd, month="2026-03").difference_fen == unexplained


@given(st.lists(st.lists(FACTS, max_size=8), max_size=4))
def test_groups_add_up_to_the_whole(facts):
    grouped = [
        History(at, (f"insurance{at % 2}",), tuple(each), owed_on(history(*each), date.max))
        for at, each in enumerate(facts)
    ]
    span = span_of(Month("2026-02"), None)
    parts, whole = roll_forward(grouped, span), line_of((), grouped, span)
    for name in ("opening_fen", "added_fen", "recovered_fen", "closing_fen", "closing_cases"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)


def test_each_kind_of_money_has_its_own_column():
    case = history(
        *confirmed(100_000),
        money(10_000, date(2026, 1, 12)),
        money(20_000, date(2026, 1, 31), "offset"),
        money(5_000, date(2026, 2, 1), "aided"),
    )
    january, february = line(case), line(case, month="2026-02")
    assert (january.opening_cases, january.added_cases, january.closing_cases) == (0, 1, 1)
    assert (january.added_fen, january.returned_fen, january.offset_fen) == (
        100_000,
        10_000,
        20_000,
    )
    assert (february.opening_fen, february.aided_fen, february.closing_fen) == (
        70_000,
        5_000,
        65_000,
    )


def test_a_case_paid_in_full_is_settled_and_no_longer_counted():
    case = history(*confirmed(100_000), money(100_000, date(2026, 2, 3)))
    february = line(case, month="2026-02")
    assert (february.opening_cases, february.settled_cases, february.closing_cases) == (1, 1, 0)
    assert line(case, month="2026-03").opening_cases == 0


def test_the_county_changing_the_sum_is_an_adjustment():
    case = history(*confirmed(100_000), Fact(date(2026, 2, 5), FactKind.AMOUNT, 90_000))
    assert line(case, month="2026-02").adjusted_fen == -10_000


def test_what_is_left_of_a_case_excluded_or_closed_otherwise_goes_out():
    for kind in (FactKind.EXCLUDED, FactKind.CLOSED):
        case = history(
            *confirmed(100_000), money(30_000, date(2026, 1, 20)), Fact(date(2026, 2, 5), kind)
        )
        february = line(case, month="2026-02")
        assert (february.other_fen, february.ended_cases) == (-70_000, 1)
        assert february.closing_fen == 0


def test_a_case_opened_again_comes_back_with_what_it_owes():
    case = history(
        *confirmed(100_000),
        Fact(date(2026, 1, 20), FactKind.CLOSED),
        Fact(date(2026, 2, 5), FactKind.REOPENED),
    )
    february = line(case, month="2026-02")
    assert (february.other_fen, february.ended_cases, february.closing_fen) == (
        100_000,
        -1,
        100_000,
    )


def test_money_that_came_before_the_case_was_confirmed_counts_with_the_confirmation():
    case = history(*confirmed(100_000, date(2026, 1, 10)), money(40_000, date(2025, 12, 28)))
    assert line(case, month="2025-12").recovered_fen == 0
    assert (line(case).added_fen, line(case).returned_fen) == (100_000, 40_000)


def test_a_receipt_reversed_in_a_later_month_comes_back_then():
    case = history(
        *confirmed(100_000), money(100_000, date(2026, 1, 20)), money(-100_000, date(2026, 2, 2))
    )
    february = line(case, month="2026-02")
    assert (february.returned_fen, february.settled_cases) == (-100_000, -1)
    assert february.closing_fen == 100_000


def test_a_person_with_two_cases_is_counted_once():
    both = line(history(*confirmed()), history(*confirmed()), month="2026-02")
    assert (both.closing_cases, both.closing_persons) == (2, 1)


@pytest.mark.parametrize(
    ("month", "cutoff", "first", "last"),
    [
        ("2026-02", None, "2026-02-01", "2026-02-28"),
        ("2024-02", None, "2024-02-01", "2024-02-29"),
        ("2026-03", 25, "2026-02-26", "2026-03-25"),
        ("2026-03", 28, "2026-03-01", "2026-03-28"),
        ("2026-01", 25, "2025-12-26", "2026-01-25"),
    ],
)
def test_a_reporting_month_ends_on_its_cutoff_day(month, cutoff, first, last):
    span = span_of(Month(month), cutoff)
    assert (str(span.first), str(span.last)) == (first, last)
