"""What holds of every case, whatever is known of it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.methods import METHODS
from app.methods.heirs import Heir
from app.methods.offers import ACTS, Facts, Proof, fallbacks, ladder, offers
from app.models.terms import CaseState, MethodCode, PersonStatus
from app.rules.procedure.guards import openings
from app.rules.procedure.marks import Mark, known_marks
from tests.methods.offering import ORDINARY, facts

ON = ORDINARY.on
DAYS = st.none() | st.integers(-3, 3).map(lambda days: ON + timedelta(days))
SUMS = st.sampled_from((0, 1, 500, 186_000, 9_000_000))
TARGETS = ("administration", "labour_inspection", "police", "discipline", "court")
PROOFS = st.builds(
    Proof,
    st.sampled_from(("subsistence", "prisoner", "dead_without_kin")),
    st.sampled_from(("civil_affairs", "court", "police")),
    DAYS,
    st.booleans(),
)
HEIRS = st.builds(Heir, st.just("王𬀩"), st.booleans(), st.none() | SUMS)
PAST = st.none() | st.integers(-3, 0).map(lambda days: ON + timedelta(days))
DATED = [name for name, kind in Facts.__annotations__.items() if kind == date | None]
TERMS = [name for name in DATED if name.endswith(("due_on", "over_on", "until"))]
NOTICES = (
    {},
    {"notice_issued_on": date(2022, 9, 1)},
    {"notice_issued_on": date(2022, 9, 1), "notice_served_on": date(2022, 9, 5)},
    {
        "notice_issued_on": date(2022, 9, 1),
        "notice_served_on": date(2022, 9, 5),
        "refund_due_on": date(2022, 9, 20),
    },
)


def texts_of(shares):
    return st.lists(shares, max_size=2, unique=True).map(tuple)


EVERY = st.builds(
    Facts,
    on=st.just(ON),
    is_confirmed=st.booleans(),
    left_fen=SUMS,
    overpaid_fen=SUMS,
    overpaid_months=st.sampled_from((0, 6, 7)),
    insurance=st.sampled_from(("employee_pension", "government_pension")),
    reason=st.sampled_from(("death", "imprisonment", "duplicate_employee", "fraud")),
    categories=st.sampled_from((("general",), ("subsistence",), ("subsistence", "prisoner"))),
    proofs=texts_of(PROOFS),
    person_status=st.sampled_from(PersonStatus),
    heirs=st.none() | texts_of(HEIRS),
    estate_fen=st.none() | SUMS,
    benefit_fen=st.none() | SUMS,
    other_benefit_fen=SUMS,
    funeral_fen=SUMS,
    account_fen=SUMS,
    card_fen=SUMS,
    can_repay=st.none() | st.booleans(),
    agreement_broken=st.booleans(),
    assistance_applied_by=st.sampled_from(("", "self", "son", "village", "township")),
    assistance_decided=st.sampled_from(("", "granted", "refused")),
    fraud_suspected=st.booleans(),
    transfers=texts_of(st.sampled_from(TARGETS)),
    open_acts=texts_of(st.sampled_from(("court_applied", "lawsuit_filed"))),
    **dict.fromkeys(DATED, PAST) | dict.fromkeys(TERMS, DAYS),
)


def has_ground(findings):
    return findings and all(
        f.text and "{" not in f.text and f.ground.document and f.ground.article for f in findings
    )


def check_offers(policy, known):
    found = offers(known, policy, METHODS)
    is_open = [offer.method for offer in found if offer.is_open]
    recommended = [offer.method for offer in found if offer.recommended]
    assert bool(is_open) == (known.is_confirmed and known.left_fen > 0)
    assert len(recommended) == bool(is_open)
    assert recommended == [*fallbacks(found)][:1]
    assert sorted(fallbacks(found)) == sorted(is_open)
    assert known.has_refused or MethodCode.ENFORCEMENT not in recommended
    for offer in found:
        assert has_ground(offer.findings), offer
        assert set(offer.missing) <= set(offer.findings)
        assert offer.is_open or offer.missing or not known.left_fen or not known.is_confirmed
        assert offer.papers
        for channel in offer.channels:
            check_channel(channel, offer, known)


def check_channel(channel, offer, known):
    assert has_ground(channel.findings), channel
    assert offer.is_open or not channel.is_open
    if channel.is_open:
        assert channel.available_fen is None or 0 < channel.available_fen <= known.left_fen
    else:
        assert channel.available_fen == 0


def days_within(policy):
    """Some marks of the book, a few days round the day the offers are judged."""
    names = st.sampled_from(sorted(known_marks(policy)))
    near = st.integers(-3, 3).map(lambda days: ON + timedelta(days))
    return st.dictionaries(names, st.builds(Mark, near, st.none() | near), max_size=8)


@given(st.data())
def test_a_rung_is_open_exactly_when_its_act_is(policy, data):
    state, marks = data.draw(st.sampled_from(CaseState)), data.draw(days_within(policy))
    acts = {o.code: o for o in openings(policy, state=state, marks=marks, on=ON)}
    for rung in ladder(ORDINARY, policy, state=state, marks=marks):
        act = acts[ACTS[rung.code]]
        assert rung.is_done == (act.code in marks)
        assert rung.is_open == (act.is_open and not rung.is_done), rung
        assert has_ground(rung.findings), rung
        if rung.opens_on:
            assert rung.is_open == (rung.opens_on <= ON)
            later = openings(policy, state=state, marks=marks, on=rung.opens_on)
            assert next(o for o in later if o.code == act.code).is_open


@settings(max_examples=300)
@given(EVERY)
def test_whatever_is_known_the_offers_hold_together(policy, known):
    check_offers(policy, known)


def test_no_reason_category_step_or_person_is_left_without_an_open_method(policy):
    """Every reason × category × repayment × status × notice; benefits take turns."""
    benefits = (None, 0, 186_000)
    combined = product(
        policy.reasons, policy.categories, (None, True, False), PersonStatus, NOTICES
    )
    for at, (reason, category, can_repay, status, notice) in enumerate(combined):
        departments = policy.categories[category].departments
        known = replace(
            ORDINARY,
            reason=reason,
            categories=(category,),
            proofs=tuple(Proof(category, code, None, True) for code in departments[:1]),
            can_repay=can_repay,
            person_status=status,
            benefit_fen=benefits[at % len(benefits)],
            **notice,
        )
        check_offers(policy, known)
    assert at > 10_000


def test_a_valid_hardship_is_never_met_with_enforcement_unless_it_refused(policy):
    poor = {
        "categories": ["subsistence"],
        "proofs": [["subsistence", "civil_affairs"]],
        "card": "500.00",
        "notice_served_on": date(2022, 9, 5),
        "refund_due_on": date(2022, 9, 20),
        "opinion_served_on": date(2022, 9, 28),
        "opinion_due_on": date(2022, 10, 10),
    }
    unrefused, refused = facts(poor), facts(poor | {"refused_on": date(2022, 10, 11)})
    recommended = [
        next(o.method for o in offers(known, policy, METHODS) if o.recommended)
        for known in (unrefused, refused)
    ]
    assert recommended == [MethodCode.ORDER, MethodCode.ENFORCEMENT]
    marks = {"opinion_served": Mark(date(2022, 9, 28), date(2022, 10, 10))}
    rungs = ladder(unrefused, policy, state=CaseState.NOTICED, marks=marks)
    assert any("人文关怀" in f.text for rung in rungs for f in rung.findings)


def test_a_sum_that_grows_or_falls_opens_and_closes_nothing_but_the_last_fen(policy):
    for left in (1, 100, 10**12):
        known = replace(ORDINARY, left_fen=left)
        assert [o.is_open for o in offers(known, policy, METHODS)] == [True, True, False, False]
    assert not any(o.is_open for o in offers(replace(ORDINARY, left_fen=0), policy, METHODS))
