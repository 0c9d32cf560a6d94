"""月报 of a real case book: what was entered is counted, on the day it happened."""

from datetime import date

import pytest

from app.models.month import Month
from app.models.terms import VerificationResult
from app.services import cases, receipts, settings
from app.services.case_view import case_view
from app.services.monthly import monthly_report
from app.services.receipts import ReceiptEntry
from tests.services.scripts import CASE, PERIOD

OCTOBER, NOVEMBER = Month("2022-10"), Month("2022-11")


@pytest.fixture
def register(book, clock):
    """A case registered on a day and confirmed on another. Returns its number."""

    def made(day, *, verified=None, id_number="11010519491231002X", name="付建𬀩", **changed):
        clock.day = day
        person = {"name": name, "id_number": id_number}
        number = cases.open_case(
            book, person=person, case=CASE | changed, periods=[PERIOD | {"amount_fen": 120_000}]
        ).number
        confirm(book, number, verified or day)
        return number

    return made


def confirm(book, number, on, result=VerificationResult.CONFIRMED):
    cases.verify(book, number, by="李四", on=on, result=result)


def receive(book, number, fen, channel="lump", on=None):
    entry = ReceiptEntry(fen, channel, on or book.today())
    return receipts.add_receipt(book, number, entry)


def line(book, month):
    """The only line there is; nothing is left unexplained."""
    report = monthly_report(book, month)
    [one] = report.lines
    assert (one.line.difference_fen, one.line.difference_cases) == (0, 0)
    return one.line


def counts(book, month):
    return {c.label: (c.in_month, c.so_far) for c in monthly_report(book, month).counts}


def test_a_month_opens_with_what_the_last_one_closed_with(book, clock, register):
    number = register(date(2022, 9, 5))
    clock.day = date(2022, 10, 20)
    receive(book, number, 20_000)
    receive(book, number, 30_000, "monthly_offset")
    receive(book, number, 10_000, "charity")
    september, october = line(book, Month("2022-09")), line(book, OCTOBER)
    assert (september.added_cases, september.added_fen, september.closing_fen) == (
        1,
        120_000,
        120_000,
    )
    assert october.opening_fen == 120_000
    assert (october.returned_fen, october.offset_fen, october.aided_fen) == (20_000, 30_000, 10_000)
    assert (october.closing_fen, line(book, NOVEMBER).opening_fen) == (60_000, 60_000)


def test_the_county_s_sum_changes_the_month_it_was_entered_in(book, clock, register):
    number = register(date(2022, 9, 5))
    clock.day = date(2022, 10, 8)
    cases.assess(book, number, 110_000)
    assert line(book, Month("2022-09")).closing_fen == 120_000
    assert (line(book, OCTOBER).adjusted_fen, line(book, OCTOBER).closing_fen) == (-10_000, 110_000)


def test_the_day_of_the_fact_counts_and_late_entries_are_told(book, clock, register):
    number = register(date(2022, 10, 3), verified=date(2022, 9, 28), found_on="2022-09-20")
    clock.day = date(2022, 11, 2)
    receive(book, number, 20_000, on=date(2022, 10, 30))
    assert line(book, Month("2022-09")).added_fen == 120_000
    assert line(book, OCTOBER).returned_fen == 20_000
    october, november = (monthly_report(book, month).backdated for month in (OCTOBER, NOVEMBER))
    assert (october.entries, october.money_fen) == (1, 0)  # the confirmation
    assert (november.entries, november.money_fen) == (1, 20_000)


def test_a_case_taken_back_goes_out_with_what_is_left(book, clock, register):
    number = register(date(2022, 9, 5))
    clock.day = date(2022, 10, 8)
    confirm(book, number, clock.day, VerificationResult.WITHDRAWN)
    october = line(book, OCTOBER)
    assert (october.other_fen, october.ended_cases, october.closing_cases) == (-120_000, 1, 0)


def test_lines_are_by_insurance_reason_category_and_method(book, register):
    register(date(2022, 9, 5))
    register(date(2022, 9, 6), name="李㛃", id_number="430321195001011512", category="subsistence")
    report = monthly_report(book, Month("2022-09"))
    assert [(one.category, one.line.closing_fen) for one in report.lines] == [
        ("一般人员", 120_000),
        ("低保对象", 120_000),
    ]
    [by_insurance] = report.sums
    assert (by_insurance.line.closing_persons, report.total.closing_fen) == (2, 240_000)


def test_what_was_done_is_counted_in_the_month_and_so_far(book, clock, register):
    register(date(2022, 9, 5))
    register(date(2022, 10, 6), name="李㛃", id_number="430321195001011512")
    told = counts(book, OCTOBER)
    assert told["新增疑点"] == told["确认多领"] == (1, 2)
    assert told["结案"] == (0, 0)


def test_the_office_sets_the_last_day_of_the_month(book, register):
    settings.change_profile(book, cutoff_day=25)
    register(date(2022, 9, 26))
    assert monthly_report(book, OCTOBER).lines[0].line.added_cases == 1
    assert monthly_report(book, Month("2022-09")).lines == ()


def test_the_report_ties_to_the_cases_themselves(book, clock, register):
    first = register(date(2022, 9, 5))
    second = register(date(2022, 9, 6), name="李㛃", id_number="430321195001011512")
    clock.day = date(2022, 10, 8)
    receive(book, first, 120_000)
    taken = receive(book, second, 50_000)
    receipts.reverse_receipt(book, taken.id, reason="银行退票")
    left = sum(case_view(book, number).file.left_fen for number in (first, second))
    assert monthly_report(book, OCTOBER).total.closing_fen == left == 120_000
