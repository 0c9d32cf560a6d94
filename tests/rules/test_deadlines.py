import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.folders import POLICY, WORKDAYS
from app.rules import deadlines, time_bars
from app.rules.calendar import load_calendar
from app.rules.checks import NAMED_TERMS
from app.rules.deadlines import deadline, review_and_suit_over, window
from app.rules.policy import load_policy
from tests.data.cases import examples

CALENDAR = load_calendar(WORKDAYS)
BOOK = load_policy(POLICY)
CODES = sorted(BOOK.legal_terms)
STARTS = st.dates(date(2024, 1, 1), date(2029, 12, 31))  # every term of the book exists by then


def workdays_within(start, last):
    days = (start + timedelta(n) for n in range(1, (last - start).days + 1))
    return sum(map(CALENDAR.is_workday, days))


@pytest.mark.parametrize("example", examples("deadlines.toml"))
def test_a_legal_term_runs_out_when_the_law_says(example):
    found = deadline(BOOK, CALENDAR, **example["input"])
    expected = example["expected"]
    assert {key: getattr(found, key) for key in expected if key != "ground"} == {
        key: value for key, value in expected.items() if key != "ground"
    }
    assert str(found.ground) == expected.get("ground", str(found.ground))


def test_every_legal_term_has_examples_on_both_sides():
    counted = Counter(example.values[0]["input"]["code"] for example in examples("deadlines.toml"))
    assert sorted(counted) == CODES
    assert min(counted.values()) >= 2


@pytest.mark.parametrize("example", examples("deadlines.toml", "window"))
def test_enforcement_is_open_after_remedies_and_demand(example):
    given_days = {"reviewed": None, "demanded": None} | example["input"]
    expected = example["expected"]
    found = window(BOOK, CALENDAR, **given_days)
    assert found.first_day == expected.get("first_day")
    assert found.end.last_day == expected["last_day"]
    assert found.end.code == "T12"
    del given_days["demanded"]
    assert review_and_suit_over(BOOK, CALENDAR, **given_days) == expected["over"]


def test_the_court_is_asked_from_the_first_to_the_last_day_only():
    days = {"served": date(2022, 9, 15), "reviewed": None}
    asked = window(BOOK, CALENDAR, **days, demanded=date(2023, 3, 16))
    for day, is_open in [(30, False), (31, True)]:
        assert asked.is_open(date(2023, 3, day)) is is_open
    for day, is_open in [(15, True), (16, False)]:
        assert asked.is_open(date(2023, 6, day)) is is_open
    too_late = window(BOOK, CALENDAR, **days, demanded=date(2023, 6, 10))
    undemanded = window(BOOK, CALENDAR, **days, demanded=None)
    for never in (too_late, undemanded):
        assert not any(never.is_open(date(2023, 3, 1) + timedelta(n)) for n in range(200))


def test_a_window_tells_of_every_year_without_holidays():
    early = window(BOOK, CALENDAR, served=date(2022, 9, 15), reviewed=None, demanded=None)
    late = window(BOOK, CALENDAR, served=date(2026, 9, 15), reviewed=None, demanded=None)
    assert early.warning == ""
    assert late.warning.count("尚未录入2027年的放假安排") == 1


@given(st.sampled_from(CODES), STARTS)
def test_no_legal_term_ends_on_a_day_off_or_before_it_began(code, start):
    found = deadline(BOOK, CALENDAR, code, start)
    assert start < found.last_day < found.first_day_after
    assert CALENDAR.is_workday(found.last_day)


@given(st.sampled_from(CODES), STARTS)
def test_after_workdays_the_next_workday_else_the_next_day(code, start):
    found = deadline(BOOK, CALENDAR, code, start)
    workdays = BOOK.legal_terms[code].in_force(start).workdays
    if workdays:
        assert workdays_within(start, found.last_day) == workdays
        assert workdays_within(start, found.first_day_after) == workdays + 1
        assert CALENDAR.is_workday(found.first_day_after)
    else:
        assert found.first_day_after - found.last_day == timedelta(1)


@given(st.sampled_from(CODES), STARTS)
def test_a_year_without_holidays_is_told_exactly_when_touched(code, start):
    found = deadline(BOOK, CALENDAR, code, start)
    counts_workdays = BOOK.legal_terms[code].in_force(start).workdays
    touched = found.first_day_after if counts_workdays else found.last_day
    assert bool(found.warning) == (not CALENDAR.knows(touched.year))


@given(STARTS, st.dates(date(2024, 1, 1), date(2029, 12, 31)))
def test_nobody_is_taken_to_court_before_remedies_and_demand_are_over(served, demanded):
    asked = window(BOOK, CALENDAR, served=served, reviewed=None, demanded=demanded)
    assert asked.first_day >= review_and_suit_over(BOOK, CALENDAR, served=served, reviewed=None)
    assert workdays_within(demanded, asked.first_day) > 10


def test_a_day_before_the_law_has_no_term():
    assert deadline(BOOK, CALENDAR, "T01", date(2023, 12, 1)).last_day == date(2023, 12, 29)
    with pytest.raises(LookupError, match="告知丧失领取资格"):
        deadline(BOOK, CALENDAR, "T01", date(2023, 11, 30))


def test_no_length_is_older_than_its_law():
    for code, term in BOOK.legal_terms.items():
        for length in (*term.earlier, term):
            since = BOOK.documents[length.source].since
            assert length.since == date.min or length.since >= since, code


def test_every_term_says_what_runs_from_when_and_what_follows():
    for term in BOOK.legal_terms.values():
        assert term.label
        assert "日" in term.starts
        assert term.consequence.endswith("。")
        assert term.adjustable == (term.source == "practice")


def test_the_book_must_hold_the_terms_code_asks_for():
    files = (deadlines.__file__, time_bars.__file__)
    code = "".join(Path(file).read_text(encoding="utf-8") for file in files)
    assert set(re.findall(r'"(T\d\d[A-Z]?)"', code)) == NAMED_TERMS


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("workdays = 20", "workdays = 20\ndays = 20", "T01: Value error, needs exactly one"),
        ("workdays = 20\n", "", "T01: Value error, needs exactly one"),
        ("workdays = 20", "workdays = 0", "T01.workdays"),
        ("workdays = 20", "hours = 20", "T01.hours"),
        ("from = 2022-01-01", "from = 2013-01-01", "T08: Value error, dates must rise"),
        ('article = "第92条"', 'article = ""', "T08: needs the article"),
        ('source = "handling', 'source = "nobody', "T01: unknown document"),
        ("[legal_terms.T11]", "[legal_terms.T11A]", "T11: is missing"),
    ],
)
def test_a_mistake_in_a_term_names_file_key_and_why(tmp_path, old, new, why):
    for path in POLICY.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / "terms.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "terms.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"terms\.toml: legal_terms") as mistake:
        load_policy(tmp_path)
    assert why in str(mistake.value)
