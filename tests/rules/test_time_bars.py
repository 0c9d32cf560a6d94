from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.folders import WORKDAYS
from app.rules.calendar import load_calendar
from app.rules.deadlines import Terms
from app.rules.time_bars import Claim, Restart, bars
from tests.data.cases import examples
from tests.rules.test_hardship import says

CALENDAR = load_calendar(WORKDAYS)


@pytest.fixture(scope="module")
def terms(policy):
    return Terms(policy, CALENDAR, {})


def claim(example):
    first, last = example["overpaid"]
    acts = tuple(restart(*act) for act in example["acts"])
    return Claim(first, last, example["found"], acts, example.get("heirs_open", False))


def restart(kind, on, last_due=None):
    return Restart(on, "催还", kind == "promise", last_due)


@pytest.mark.parametrize("example", examples("time_bars.toml"))
def test_each_bar_runs_as_worked_by_hand(policy, terms, example):
    found, expected = bars(terms, claim(example), example["on"]), example["expected"]
    bar = next(bar for bar in found if bar.code == example["code"])
    assert (bar.until, bar.is_over) == (expected["until"], expected["over"])
    assert bar.restarted_by[:10] == expected.get("restarted", "")
    assert len(bar.findings) == len(expected["says"])
    for condition, finding in zip(expected["says"], bar.findings, strict=True):
        assert says(policy, condition, finding), finding.text
    assert bar.ground == policy.ground(policy.legal_terms[bar.code])
    assert bar.consequence


DAYS = st.dates(date(2022, 1, 1), date(2040, 12, 31))
RESTARTS = st.builds(Restart, DAYS, st.just("催还"), st.booleans(), st.one_of(st.none(), DAYS))


def civil(terms, restarts, on, found=date(2022, 1, 4)):
    whole = Claim(date(2020, 1, 1), date(2021, 12, 31), found, tuple(restarts), False)
    return next(bar for bar in bars(terms, whole, on) if bar.code == "T17A")


@given(st.lists(RESTARTS, max_size=6), RESTARTS, DAYS)
def test_one_demand_more_never_brings_the_end_nearer(terms, restarts, more, on):
    before, after = civil(terms, restarts, on), civil(terms, [*restarts, more], on)
    assert after.until >= before.until
    assert after.is_over <= before.is_over


@given(st.lists(RESTARTS, max_size=6), DAYS)
def test_the_end_is_a_working_day_at_least_three_years_after_what_began_it(terms, restarts, on):
    bar = civil(terms, restarts, on)
    assert CALENDAR.is_workday(bar.until)
    assert bar.until - bar.start >= timedelta(3 * 365)
    assert bar.is_over == (on > bar.until)
    assert bar.restarted_by or bar.start == date(2022, 1, 4)


@given(st.lists(RESTARTS, max_size=6), DAYS)
def test_demands_alone_never_revive_what_is_over(terms, restarts, on):
    demands = [Restart(one.on, one.label, is_promise=False) for one in restarts]
    bar = civil(terms, demands, on)
    if bar.is_over:
        late = Restart(on, "催还", is_promise=False)
        assert civil(terms, [*demands, late], on).is_over
