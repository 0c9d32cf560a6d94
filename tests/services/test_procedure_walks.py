"""Random walks through the real services: whatever a clerk does, the procedure holds together."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.models.terms import CaseState
from app.rules.procedure.marks import outcome_words
from app.services import procedure
from app.services.case_view import case_view
from app.services.milestones import MilestoneEntry
from tests.services.scripts import BEGIN, VERBS, Clock, begun, open_book, register

START = date(2022, 9, 1)
TABLE = {  # where a state may lead; what was taken back, reversed or reopened leads back
    "clue": {"verifying", "confirmed", "dismissed", "closed"},
    "verifying": {"confirmed", "dismissed", "closed"},
    "dismissed": {"verifying", "closed"},
    "confirmed": {"verifying", "noticed", "recovering", "recovered", "closed"},
    "noticed": {"recovering", "recovered", "confirmed", "dismissed", "closed"},
    "recovering": {"noticed", "recovered", "confirmed", "dismissed", "closed"},
    "recovered": {"recovering", "noticed", "confirmed", "closed"},
    "closed": {state.value for state in CaseState},
}
BEFORE = {  # what must stand before an act, whatever the policy file says
    "audit_started": "notice_served",
    "opinion_served": "audit_started",
    "transferred_administration": "opinion_served",
    "demand_served": "decision_served",
    "court_applied": "demand_served",
    "court_ruled": "court_applied",
    "listed": "listing_told",
    "agreement_broken": "agreement_signed",
    "assistance_decided": "assistance_applied",
    "back_paid": "benefit_resumed",
    "transferred_police": "transferred_inspection",
    "kin_told": "benefit_stopped",
}
PAID = {"paid_at_once", "instalments_paid", "offset_done", "donated", "card_returned"}
UNCONFIRMED = {"clue", "verifying", "dismissed", "closed"}
OTHERS = (  # what is done beside the acts; tried in turn
    ("verify", {"result": "confirmed"}),
    ("verify", {"result": "confirmed"}),
    ("verify", {"result": "dismissed"}),
    ("verify", {"result": "withdrawn"}),
    ("choose", {"method": "order"}),
    ("choose", {"method": "agreement"}),
    ("plan", {"kind": "instalments", "periods": 3, "first_month": "2022-10"}),
    ("issue", {"form": "refund-notice"}),
    ("issue", {"form": "refund-notice"}),
    ("issue", {"form": "audit-opinion"}),
    ("receive", {"fen": 40_000}),
    ("reverse", {}),
    ("deposit", {}),
    ("assess", {"fen": 130_000}),
    ("card", {"stop_notice_on": START, "lift_notice_on": None}),
    ("correct", {"fraud_suspected": True, "crime_suspected": True, "staff_involved": True}),
    ("correct", {"status": "in_prison", "status_on": START}),
    ("correct", {"benefit_fen": 186_000, "can_repay": True}),
)


@pytest.fixture(scope="module")
def clock():
    return Clock(START)


@pytest.fixture(scope="module")
def book(tmp_path_factory, clock):
    office = open_book(tmp_path_factory.mktemp("个案簿") / "走", clock)
    yield office
    office.close()


def entry(office, number, kind, numbers):
    """An act filled in with something for everything it needs."""
    view, today = case_view(office, number), office.today()
    rule = view.policy.milestones[kind]
    outcomes = [*outcome_words(view.policy, rule)] or [""]
    manners = list(getattr(view.policy, rule.manners)) if rule.manners else []
    filled = {
        "until": today + timedelta(numbers[0] % 30),
        "party": "本人",
        "manner": manners[numbers[1] % len(manners)] if manners else "",
        "reference": "文号1",
        "outcome": outcomes[numbers[2] % len(outcomes)],
        "witness": "村干部",
        "fen": max(view.file.left_fen, 1),
        "note": "走访了解",
    }
    asked = {name: filled[name] for name in rule.asks if name in rule.requires or name == "note"}
    if "manner" in rule.asks and "manner" not in asked:
        asked["manner"] = filled["manner"]
    if rule.outcomes_from == "endings":
        asked["reference"] = "县决定1"
    return MilestoneEntry(kind=kind, happened_on=today, **asked)


def act_some(office, number, numbers):
    """One act that is open today, those done once before those that may be done again."""
    is_open = [o for o in procedure.offered(office, number) if o.is_open]
    for _ in range(2):
        is_open += [o for o in is_open if o.kind.once]
    if is_open:
        kind = is_open[numbers[3] % len(is_open)].code
        with suppress(UserError):  # a manner or an ending has guards of its own
            entered = entry(office, number, kind, numbers)
            procedure.record_milestone(office, number, entered)


def do_some(office, number, numbers):
    """One attempt of a clerk: an act, or something beside the acts."""
    if numbers[4] % 3 == 0:
        act_some(office, number, numbers)
    else:
        verb, entered = OTHERS[numbers[4] % len(OTHERS)]
        with suppress(UserError):
            VERBS[verb](office, number, **entered)


def check(view, before):
    """What holds after every act."""
    case, marks, acts = view.case, view.marks, view.file.acts
    assert case.state == before or case.state in TABLE[before], (before, case.state)
    assert view.state_sentence
    is_open = case.state != CaseState.CLOSED
    assert is_open == bool(case.next_step) == bool(case.next_due_on) == bool(view.next)
    if is_open:
        rule = view.policy.next_steps[case.next_step]
        assert case.state in rule.states
        assert view.next.sentence
        assert str(view.next.ground)
    assert 0 <= view.file.recovered_fen <= view.file.amount_fen
    assert (case.state == CaseState.RECOVERED) <= (view.file.left_fen == 0)
    if case.state not in (
        CaseState.CLUE,
        CaseState.VERIFYING,
        CaseState.DISMISSED,
        CaseState.CLOSED,
    ):
        assert "confirmed" in marks
    for later, earlier in BEFORE.items():
        days = [act.happened_on for act in acts if act.kind == earlier]
        for act in acts:
            assert act.kind != later or (days and min(days) <= act.happened_on), later
    if case.state == CaseState.CLOSED:
        check_ending(view, marks, [act for act in acts if act.kind == "closed"][-1])


def check_ending(view, marks, closed):
    paid = view.file.left_fen == 0
    assert paid or closed.outcome not in PAID
    assert closed.outcome != "not_overpaid" or "dismissed" in marks
    assert paid or closed.outcome == "not_overpaid" or closed.reference
    if paid and closed.outcome != "handed_on":
        assert all(receipt.deposited_on for receipt in view.file.kept_receipts)


ONE = st.tuples(*[st.integers(0, 999)] * 5, st.integers(0, 40))
MOVES = st.lists(ONE, min_size=5, max_size=15)
WALK = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])


@WALK
@given(MOVES)
def test_wherever_a_case_goes_it_has_one_next_step_and_stays_in_the_table(book, clock, moves):
    clock.day = START
    number = register(book)
    for numbers in moves:
        clock.day += timedelta(numbers[5])
        before = case_view(book, number).case.state.value
        do_some(book, number, numbers)
        check(case_view(book, number), before)


@pytest.fixture(scope="module")
def deep(tmp_path_factory, clock):
    """A book with a case at each beginning of the worked examples, and the day it got there."""
    office, found = open_book(tmp_path_factory.mktemp("个案簿") / "深", clock), {}
    for name in BEGIN:
        number = begun(office, clock, name)
        found[name] = (number, clock.day)
    yield office, found
    office.close()


@WALK
@given(st.sampled_from(sorted(BEGIN)), MOVES)
def test_after_everything_is_taken_back_the_case_is_as_before(clock, deep, name, moves):
    book, begun_cases = deep
    number, clock.day = begun_cases[name]
    view = case_view(book, number)
    before, had = kept(view), len(view.file.acts)
    for numbers in moves:
        clock.day += timedelta(numbers[5])
        state = case_view(book, number).case.state.value
        act_some(book, number, numbers)
        check(case_view(book, number), state)
    while len(acts := case_view(book, number).file.acts) > had:
        procedure.take_back(book, number, acts[-1].uid, reason="登记有误")
    assert kept(case_view(book, number)) == before


def kept(view):
    case = view.case
    return case.state, case.next_step, case.next_due_on, case.paused_until, case.benefit_status
