"""The to-do lists of domain §6, each on both sides of its day."""

from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.models import OfficeProfile
from app.rules.procedure.checks import FOUND_LISTS
from app.services import printing, procedure, scans
from app.services.case_file import find_case
from app.services.case_view import case_view
from app.services.office import open_office
from app.services.refresh import refresh
from app.services.scans import Outcome
from app.services.todo import todo, todo_rows
from app.services.todo_lists import FOUND, OWN_TABLES
from app.storage.database import reading, transaction
from tests.conftest import PASSPHRASE
from tests.scans.spoiling import drawn
from tests.services.scripts import Clock, begun, open_book, play, register, take_back


@pytest.fixture
def clock():
    return Clock(date(2022, 9, 1))


@pytest.fixture
def book(tmp_path, clock):
    office = open_book(tmp_path / "个案簿", clock)
    yield office
    office.close()


def counts(book, *codes):
    found = {one.code: (one.count, one.overdue) for one in todo(book).lists}
    return tuple(found[code] for code in codes)


def listed(book, code):
    return [
        (row.number, row.what, row.due_on, row.overdue) for row in todo_rows(book, code, limit=9)
    ]


def at(clock, day):
    clock.day = day


def test_every_list_of_the_book_is_there_even_in_an_empty_book(book):
    lists = todo(book)
    assert [one.code for one in lists.lists] == list(book.policy.todo_lists)
    assert all(one.count == one.overdue == 0 for one in lists.lists)
    assert all(one.label and one.sentence and one.ground.article for one in lists.lists)
    assert (lists.steps, lists.open_cases, lists.paused) == ((), 0, 0)
    assert set(FOUND) == FOUND_LISTS
    assert set(FOUND) >= OWN_TABLES


def test_a_step_is_reached_on_its_day_and_overdue_the_day_after(book, clock):
    number = register(book)
    for day, expected in [
        (date(2022, 9, 30), (0, 0)),
        (date(2022, 10, 1), (1, 0)),
        (date(2022, 10, 2), (1, 1)),
    ]:
        at(clock, day)
        assert counts(book, "due_reached") == (expected,), day
    [step] = todo(book).steps
    assert (step.code, step.label, step.count, step.overdue) == ("verify", "登记核实结论", 1, 1)
    assert listed(book, "verify") == [(number, "登记核实结论", date(2022, 10, 1), True)]
    assert listed(book, "verify") == listed(book, "due_reached")


def test_the_oldest_due_comes_first_page_by_page(book, clock):
    days = [date(2022, 8, 20), date(2022, 8, 1), date(2022, 8, 10)]
    numbers = [register(book, case={"found_on": day}) for day in days]
    rows = todo_rows(book, "verify", limit=2)
    assert [row.number for row in rows] == [numbers[1], numbers[2]]
    assert [row.number for row in todo_rows(book, "verify", limit=2, offset=2)] == [numbers[0]]


def test_an_instalment_is_coming_until_its_day_and_overdue_after(book, clock):
    number = begun(book, clock, "agreed")
    at(clock, date(2022, 10, 31))
    assert counts(book, "instalments_coming", "instalments_overdue") == ((1, 0), (0, 0))
    at(clock, date(2022, 11, 1))
    assert counts(book, "instalments_coming", "instalments_overdue") == ((0, 0), (1, 1))
    play(book, clock, number, [{"on": clock.day, "do": "receive", "fen": 40_000}])
    assert counts(book, "instalments_coming", "instalments_overdue") == ((1, 0), (0, 0))


def test_a_paper_waits_for_its_delivery(book, clock):
    number = begun(book, clock, "noticed")
    assert counts(book, "unserved") == ((1, 0),)
    served = {"do": "notice_served", "manner": "direct", "party": "本人"}
    play(book, clock, number, [{"on": date(2022, 9, 15), **served}])
    assert counts(book, "unserved") == ((0, 0),)


def test_an_announcement_is_over_the_day_after_its_last(book, clock):
    number = begun(book, clock, "noticed")
    failed = [{"on": date(2022, 10, 8), "do": "contact_failed", "manner": "phone"}] * 3
    told = {"on": date(2022, 10, 8), "do": "notice_announced", "party": "县政府网站"}
    play(book, clock, number, [*failed, told])
    at(clock, date(2022, 11, 7))
    assert counts(book, "announcement_over") == ((0, 0),)
    at(clock, date(2022, 11, 8))
    assert counts(book, "announcement_over") == ((1, 0),)


def test_an_application_waits_for_its_answer(book, clock):
    number = begun(book, clock, "poor")
    assert counts(book, "assistance_waiting") == ((1, 0),)
    refused = {"do": "assistance_decided", "outcome": "refused", "reference": "纪要1"}
    play(book, clock, number, [{"on": clock.day, **refused}])
    assert counts(book, "assistance_waiting") == ((0, 0),)


def test_evidence_warns_thirty_days_before_and_until_it_is_renewed(book, clock):
    """The subsistence card of the case is valid until 2023-01-04."""
    number = begun(book, clock, "poor")
    for day, expected in [
        (date(2022, 12, 4), (0, 0)),
        (date(2022, 12, 5), (1, 0)),
        (date(2023, 1, 4), (1, 0)),
        (date(2023, 1, 5), (1, 1)),
    ]:
        at(clock, day)
        assert counts(book, "evidence_ending") == (expected,), day
    assert listed(book, "evidence_ending") == [(number, "最低生活保障证", date(2023, 1, 4), True)]
    renewed = {"issued_on": date(2023, 1, 4), "valid_until": date(2024, 1, 3)}
    play(book, clock, number, [{"on": clock.day, "do": "prove", **renewed}])
    assert counts(book, "evidence_ending") == ((0, 0),)


def test_a_visit_is_due_on_the_day_the_last_one_named(book, clock):
    number = register(book)
    visit = {"do": "visited", "party": "村干部", "note": "家中无人"}
    first = {"on": date(2022, 9, 2), "until": date(2022, 9, 20), **visit}
    play(book, clock, number, [first])
    at(clock, date(2022, 9, 19))
    assert counts(book, "visits_due") == ((0, 0),)
    at(clock, date(2022, 9, 20))
    assert listed(book, "visits_due") == [(number, "走访村干部", date(2022, 9, 20), False)]
    again = {"on": date(2022, 9, 20), "until": date(2022, 10, 20), **visit}
    play(book, clock, number, [again])
    assert counts(book, "visits_due") == ((0, 0),)
    play(book, clock, number, [{"on": date(2022, 9, 21), "do": "take_back", "kind": "visited"}])
    assert counts(book, "visits_due") == ((1, 1),)


def test_a_stopped_card_waits_once_the_money_is_back(book, clock):
    number = begun(book, clock, "served")
    stop = {"on": clock.day, "do": "card", "stop_notice_on": clock.day}
    play(book, clock, number, [stop])
    assert counts(book, "stops_to_lift") == ((0, 0),)
    play(book, clock, number, [{"on": date(2022, 9, 20), "do": "receive", "fen": 120_000}])
    for day, expected in [(25, (1, 0)), (26, (1, 1))]:
        at(clock, date(2022, 9, day))
        assert counts(book, "stops_to_lift") == (expected,)
    lift = {"on": clock.day, "do": "card", "lift_notice_on": clock.day}
    play(book, clock, number, [lift])
    assert counts(book, "stops_to_lift") == ((0, 0),)


def test_every_receipt_waits_for_its_deposit_unless_it_was_reversed(book, clock):
    number = begun(book, clock, "served")
    pay = {"on": date(2022, 9, 20), "do": "receive", "fen": 20_000}
    play(book, clock, number, [pay, pay | {"fen": 30_000}])
    assert counts(book, "deposits_missing") == ((2, 0),)
    at(clock, date(2022, 10, 1))
    assert counts(book, "deposits_missing") == ((2, 2),)
    assert listed(book, "deposits_missing")[0][1:3] == ("2022-09-20 到账", date(2022, 9, 30))
    play(book, clock, number, [{"on": clock.day, "do": "reverse"}])
    assert counts(book, "deposits_missing") == ((1, 1),)
    play(book, clock, number, [{"on": clock.day, "do": "deposit"}])
    assert counts(book, "deposits_missing") == ((0, 0),)


def hand_over(book, number):
    with transaction(book.database) as session:
        case = find_case(session, number)
        case.revision_handed = case.revision


def test_what_changed_since_the_county_was_told_waits_to_be_told(book, clock):
    number = register(book)
    assert listed(book, "not_handed") == [(number, "2022-09-01 有变动", None, False)]
    hand_over(book, number)
    assert counts(book, "not_handed") == ((0, 0),)
    play(book, clock, number, [{"on": date(2022, 9, 2), "do": "correct", "remarks": "已走访"}])
    assert counts(book, "not_handed") == ((1, 0),)


def test_a_case_nobody_touched_for_more_than_thirty_days_is_listed(book, clock):
    register(book)
    at(clock, date(2022, 10, 1))
    assert counts(book, "untouched") == ((0, 0),)
    at(clock, date(2022, 10, 2))
    assert counts(book, "untouched") == ((1, 1),)


def test_a_paused_case_is_in_no_list_until_the_day_after_its_pause(book, clock):
    number = register(book)
    pause = {"do": "paused", "outcome": "appraisal", "until": date(2022, 12, 15)}
    play(book, clock, number, [{"on": date(2022, 9, 5), **pause}])
    at(clock, date(2022, 12, 15))
    asleep = todo(book)
    assert all(one.count == 0 for one in asleep.lists)
    assert (asleep.steps, asleep.open_cases, asleep.paused) == ((), 1, 1)
    assert all(not todo_rows(book, one.code, limit=9) for one in asleep.lists)
    at(clock, date(2022, 12, 16))
    assert counts(book, "pause_over", "due_reached", "untouched") == ((1, 0), (1, 0), (0, 0))
    assert listed(book, "pause_over") == [(number, "登记核实结论", date(2022, 12, 16), False)]
    at(clock, date(2022, 12, 17))
    assert counts(book, "pause_over", "due_reached") == ((1, 1), (1, 1))
    play(book, clock, number, [{"on": clock.day, "do": "resumed"}])
    assert counts(book, "pause_over") == ((0, 0),)


def test_a_closed_case_waits_for_nothing_but_to_be_handed_over(book, clock):
    number = begun(book, clock, "recovered")
    done = [{"do": "deposit"}, {"do": "closed", "outcome": "paid_at_once"}]
    play(book, clock, number, [{"on": date(2022, 9, 21), **one} for one in done])
    at(clock, date(2023, 9, 21))
    waiting = {one.code: one.count for one in todo(book).lists if one.count}
    assert waiting == {"not_handed": 1}
    assert todo(book).open_cases == 0


def test_counts_and_rows_agree(book, clock):
    for name in ("registered", "confirmed", "served", "agreed", "poor", "recovered"):
        begun(book, clock, name)
    at(clock, date(2023, 3, 1))
    lists = todo(book)
    for one in (*lists.lists, *lists.steps):
        rows = todo_rows(book, one.code, limit=99)
        assert (len(rows), sum(row.overdue for row in rows)) == (one.count, one.overdue), one.code
    assert sum(step.count for step in lists.steps) == lists.open_cases == 6


def test_an_unknown_list_is_refused(book):
    with pytest.raises(UserError, match="不是待办清单或下一步"):
        todo_rows(book, "nothing", limit=9)


def kept_hash(office):
    with reading(office.database) as session:
        return session.get_one(OfficeProfile, 1).rules_hash


def test_when_the_rules_changed_opening_computes_every_next_step_anew(book, clock):
    number, closed = begun(book, clock, "served"), begun(book, clock, "recovered")
    done = [{"do": "deposit"}, {"do": "closed", "outcome": "paid_at_once"}]
    play(book, clock, closed, [{"on": date(2022, 9, 21), **one} for one in done])
    before = case_view(book, number).case
    with transaction(book.database) as session:
        find_case(session, number).next_step = "verify"
        session.get_one(OfficeProfile, 1).rules_hash = "older"
    book.close()
    again = open_office(book.folder, passphrase=PASSPHRASE, today=clock)
    after = case_view(again, number)
    assert (after.case.next_step, after.case.revision) == ("audit", before.revision)
    assert after.case.touched_on == before.touched_on
    assert case_view(again, closed).case.next_step == ""
    assert refresh(again) == 0
    again.close()


def test_as_long_as_nothing_changed_nothing_is_computed(book):
    number = register(book)
    with transaction(book.database) as session:
        find_case(session, number).next_step = "collect"
    kept = kept_hash(book)
    assert refresh(book) == 0
    assert kept_hash(book) == kept != ""
    assert case_view(book, number).case.next_step == "collect"
    assert procedure.offered(book, number)


def test_all_cases_are_brought_up_to_date_however_many_are_read_at_once(book, clock, monkeypatch):
    monkeypatch.setattr("app.services.refresh.AT_ONCE", 2)
    numbers = [register(book) for _ in range(5)]
    with transaction(book.database) as session:
        for number in numbers:
            find_case(session, number).next_due_on = clock.day + timedelta(1)
        session.get_one(OfficeProfile, 1).rules_hash = ""
    assert refresh(book) == 5
    assert {case_view(book, n).case.next_due_on for n in numbers} == {date(2022, 10, 1)}


def test_a_paper_handed_over_waits_for_its_signed_scan(book, clock, tmp_path):
    number = begun(book, clock, "noticed")
    assert counts(book, "unsigned") == ((0, 0),)
    served = {"do": "notice_served", "manner": "direct", "party": "本人"}
    play(book, clock, number, [{"on": date(2022, 9, 15), **served}])
    assert counts(book, "unsigned") == ((1, 0),)
    [row] = todo_rows(book, "unsigned", limit=9)
    assert (row.what, row.due_on) == ("《多领社会保险待遇追缴告知书》", date(2022, 9, 22))
    at(clock, date(2022, 9, 23))
    assert counts(book, "unsigned") == ((1, 1),)
    take_back(book, number, "notice_served")
    assert counts(book, "unsigned") == ((0, 0),)
    notice = case_view(book, number).file.notice
    printing.record_print(book, notice.id, copies=2)
    assert counts(book, "unsigned") == ((1, 1),)
    page = drawn(printing.issued_pdf(book, notice.id), 110)[0]
    page.save(tmp_path / "签收.png")
    assert [one.outcome for one in scans.take_in(book, [tmp_path / "签收.png"])] == [Outcome.FILED]
    assert counts(book, "unsigned") == ((0, 0),)


def test_a_paper_replaced_or_only_issued_waits_for_no_scan(book, clock):
    number = begun(book, clock, "noticed")
    old = case_view(book, number).file.notice
    printing.record_print(book, old.id, copies=2)
    play(book, clock, number, [{"on": clock.day, "do": "assess", "fen": 130_000}])
    assert counts(book, "unsigned") == ((0, 0),)
