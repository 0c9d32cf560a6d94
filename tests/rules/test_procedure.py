"""The procedure over all that may stand in a case: never stuck, never ahead of itself."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.folders import POLICIES, POLICY, WORKDAYS
from app.methods import METHODS
from app.methods.offers import Facts, offers
from app.models.terms import CaseState, MethodCode, PersonStatus
from app.rules.calendar import load_calendar
from app.rules.deadlines import Terms, deadline
from app.rules.policy import load_policies, load_policy
from app.rules.procedure.checks import BY_STATE
from app.rules.procedure.guards import hindrances, openings
from app.rules.procedure.marks import FACTS, Act, Mark, known_marks, standing
from app.rules.procedure.progress import fits, next_step, state_of
from tests.methods.offering import ORDINARY

BOOK = load_policy(POLICY)
BOOKS = load_policies(POLICIES)
CALENDAR = load_calendar(WORKDAYS)
TERMS = Terms(BOOK, CALENDAR, {})
NAMES = sorted(known_marks(BOOK))
DAYS = st.dates(date(2022, 8, 18), date(2026, 12, 31))
MARKS = st.builds(
    lambda on, days, times: Mark(on, None if days is None else on + timedelta(days), times),
    DAYS,
    st.none() | st.integers(0, 200),
    st.integers(1, 4),
)
STANDING = st.dictionaries(st.sampled_from(NAMES), MARKS, max_size=12)
FIRST = Mark(date(2022, 8, 18))


def whole(marks):
    """Marks as a case may have them: with those its state is sure to bring."""
    marks = {"found": FIRST} | marks
    state = state_of(marks)
    return state, dict.fromkeys(BY_STATE.get(state, ()), FIRST) | marks


@settings(max_examples=500)
@given(STANDING)
def test_every_open_case_has_exactly_one_next_step_with_its_day(marks):
    state, marks = whole(marks)
    step = next_step(TERMS, state, marks)
    if state == CaseState.CLOSED:
        assert step is None
        return
    fitting = [code for code, rule in BOOK.next_steps.items() if fits(rule, state, marks)]
    assert step.code == fitting[0]
    assert step.due_on >= date(2022, 8, 18)
    paused = marks.get("paused")
    rests = paused and paused.until and state not in (CaseState.DISMISSED, CaseState.RECOVERED)
    assert not rests or step.due_on > paused.until


@settings(max_examples=300)
@given(STANDING, DAYS)
def test_an_act_that_is_open_lacks_nothing_and_a_closed_one_says_what(marks, on):
    state, marks = whole(marks)
    for opening in openings(BOOK, state=state, marks=marks, on=on):
        kind = opening.kind
        if opening.is_open:
            assert state in kind.states
            assert set(kind.after) <= set(marks)
            assert not set(kind.unless) & set(marks)
            assert all(marks[name].until is None or marks[name].until < on for name in kind.passed)
            assert not kind.any_of or set(kind.any_of) & set(marks)
        for finding in opening.findings:
            assert finding.text.endswith("。"), finding
            assert finding.ground.article


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_in_no_book_a_case_is_stuck(book):
    terms = Terms(book, CALENDAR, {})
    for state in CaseState:
        marks = {"found": FIRST} | dict.fromkeys(BY_STATE.get(state, ()), FIRST)
        assert bool(next_step(terms, state, marks)) == (state != CaseState.CLOSED)
        assert book.states[state].sentence
        open_acts = [
            code
            for code in book.milestones
            if not list(hindrances(book, code, state=state, marks=marks, on=date(2026, 1, 5)))
        ]
        assert open_acts, state


def test_every_act_can_come_to_stand_and_every_step_can_be_next():
    """No guard asks for what can never be: each mark it names is left by something."""
    left = {*FACTS, *BOOK.milestones}
    for code, kind in BOOK.milestones.items():
        needed = {name.partition(".")[0] for name in (*kind.after, *kind.passed)}
        assert needed <= left, code
        assert not needed & set(kind.unless), code
    for code, rule in BOOK.next_steps.items():
        assert not {*rule.when} & {*rule.unless}, code
        before = list(BOOK.next_steps.values())[: list(BOOK.next_steps).index(code)]
        for state in rule.states:
            shadowed = [
                one
                for one in before
                if state in one.states
                and not one.unless
                and not one.any_of
                and set(one.when) <= set(rule.when)
            ]
            assert not shadowed, f"{code} never comes up in state {state}"


def test_what_an_outcome_named_is_ended_alone():
    day = date(2022, 10, 1)
    sent = [
        Act(kind, day, None, "", True) for kind in ("transferred_police", "transferred_inspection")
    ]
    returned = Act("transfer_returned", day, None, "transferred_police", True)
    marks = standing(BOOK, [*sent, returned])
    assert "transferred_inspection" in marks
    assert "transferred_police" not in marks


STATE_MARKS = {
    CaseState.CLUE: (),
    CaseState.VERIFYING: ("inquired",),
    CaseState.DISMISSED: ("dismissed",),
    CaseState.CONFIRMED: ("confirmed",),
    CaseState.NOTICED: ("confirmed", "notice_issued", "notice_served"),
    CaseState.RECOVERING: ("confirmed", "notice_issued", "notice_served", "received"),
    CaseState.RECOVERED: ("confirmed", "notice_issued", "received", "recovered"),
    CaseState.CLOSED: ("confirmed", "recovered", "closed"),
}
TOLD = {"notice_issued_on": date(2022, 9, 1), "notice_served_on": date(2022, 9, 5)}
PERSON_MARK = {"deceased": "deceased", "missing": "missing", "in_prison": "in_prison"}


def known_of(reason, category, person):
    departments = BOOK.categories[category].departments
    values = vars(ORDINARY) | {"reason": reason, "categories": (category,)}
    return Facts(**values | {"person_status": person, "can_repay": bool(departments)})


def test_every_reason_category_method_state_and_person_has_offers_a_sentence_and_a_next_step():
    """All permutations: what is judged anew depends on, the rest is looked up."""
    seen = 0
    for reason, category, person in product(BOOK.reasons, BOOK.categories, PersonStatus):
        known = known_of(reason, category, person)
        assert any(offer.is_open for offer in offers(known, BOOK, METHODS))
        told = Facts(**vars(known) | TOLD)
        assert any(offer.is_open for offer in offers(told, BOOK, METHODS))
        for method, state in product(MethodCode, CaseState):
            seen += 1
            names = ["found", *STATE_MARKS[state], f"chosen_{method.value}", "decided"]
            names += [PERSON_MARK[person]] if person in PERSON_MARK else []
            names += [] if category == "general" else ["hardship"]
            marks = {name: FIRST for name in names if name in NAMES}
            assert state_of(marks) == state
            assert BOOK.states[state].sentence
            step = next_step(TERMS, state, marks)
            assert (step is None) == (state == CaseState.CLOSED)
            if step:
                rule = BOOK.next_steps[step.code]
                assert rule.label
                assert rule.sentence.endswith("。")
                assert rule.article
    assert seen == len(BOOK.reasons) * len(BOOK.categories) * 4 * 4 * 8


def test_no_term_that_begins_from_2022_to_2026_ends_on_a_day_off():
    """Every day of five years; not one term of the book is left where it falls on a day off."""
    days = [date(2022, 1, 1) + timedelta(n) for n in range(5 * 365 + 1)]
    for code, term in BOOK.legal_terms.items():
        since = min(length.since for length in (*term.earlier, term))
        for day in days:
            if day >= since:
                last = deadline(BOOK, CALENDAR, code, day).last_day
                assert CALENDAR.is_workday(last), (code, day)


def test_terms_01_to_22_stand_in_the_book_and_23_is_the_notice_itself():
    numbers = {int(code[1:3]) for code in BOOK.legal_terms}
    assert numbers == set(range(1, 23))
    for code, term in BOOK.legal_terms.items():
        assert BOOK.ground(term).document, code
        assert BOOK.ground(term).article, code
    assert BOOK.documents["xrsg-2022-30"].until == date(2027, 8, 17)


@pytest.mark.parametrize(
    ("start", "warned"),
    [
        (date(2021, 11, 1), "2021年"),
        (date(2022, 1, 4), ""),
        (date(2026, 11, 30), ""),
        (date(2026, 12, 1), ""),
        (date(2026, 12, 20), "2027年"),
    ],
)
def test_a_term_outside_the_calendars_says_so(start, warned):
    said = deadline(BOOK, CALENDAR, "T04", start).warning
    assert bool(said) == bool(warned)
    assert warned in said
    assert not said or "对照国务院办公厅当年通知核对" in said


@pytest.mark.parametrize(
    ("code", "days"), [("T04", 20), ("T07", 30), ("T12", 5), ("T10A", 5), ("T08", 60)]
)
def test_only_what_the_county_may_set_is_counted_its_way(code, days):
    start = date(2022, 9, 15)
    ours = deadline(BOOK, CALENDAR, code, start, county_days={code: days}).last_day
    default = deadline(BOOK, CALENDAR, code, start).last_day
    if BOOK.legal_terms[code].adjustable:
        moved = start + timedelta(days)
        assert moved <= ours <= moved + timedelta(9)
        assert ours != default
    else:
        assert ours == default
