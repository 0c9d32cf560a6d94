from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.models.terms import MethodCode, PersonStatus
from app.services import cases, printing
from app.services.case_view import case_view
from app.services.evidence import add_evidence
from app.services.materials import judged_at, materials
from tests.conftest import TODAY
from tests.services.acts import choose, low_income, offer, receive, step, texts

CARD = {"category": "severe_disability", "document": "残疾人证", "issued_on": date(2019, 5, 6)}
OWN_CARD = "11010519491231002X41"  # of the person of these tests
LOST = {"category": "prisoner", "issued_on": date(2026, 10, 1)}


@pytest.fixture
def poor(office, confirmed):
    """A confirmed case of somebody without any means."""
    found_on = date(2026, 10, 1)
    return confirmed(amount_fen=30_000, benefit_fen=0, can_repay=False, found_on=found_on)


def applied(office, number, on=TODAY):
    choose(office, number, MethodCode.ASSISTANCE)
    step(office, number, "assistance_applied", on=on, outcome="township", party="清溪镇")
    for before in ("assistance_verified", "assistance_reported"):
        step(office, number, before, on=on)


def decide(office, number, on=TODAY, **entered):
    entered = {"outcome": "granted", "reference": "会议纪要3号", "fen": 30_000} | entered
    return step(office, number, "assistance_decided", on=on, **entered)


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("11010519491231002X4", "现为 19 位"),
        ("43032119500308101241", "与持证人的不一致"),
        ("11010519491231002X43", "一级、二级才是重度残疾"),
        ("11010519491231002X44", "一级、二级才是重度残疾"),
    ],
)
def test_a_wrong_certificate_is_refused_on_entry(office, poor, number, why):
    with pytest.raises(UserError, match=why) as refused:
        add_evidence(office, poor, **CARD, document_number=number)
    assert refused.value.field == "document_number"
    assert case_view(office, poor).file.evidence == []


def test_a_right_certificate_is_kept_as_it_is_printed(office, poor):
    stored = add_evidence(office, poor, **CARD, document_number=" 11010519491231002x 42 ")
    assert stored.document_number == "11010519491231002X42"
    assert case_view(office, poor).case.category == "severe_disability"


def test_a_certificate_without_a_number_counts_but_warns(office, poor):
    add_evidence(office, poor, **CARD)
    [now] = judged_at(office, poor)
    assert now.is_proven
    assert [w.text for w in now.warnings] == [
        "“残疾人证”没有填写证号，无法核对持证人和等级，请对照证件补登。"
    ]


def test_the_certificate_of_a_relative_bears_that_relative_s_number(office, poor):
    theirs = {"whose": "spouse", "holder_name": "李㛃", "holder_id_number": "430321195003081012"}
    add_evidence(office, poor, **CARD, **theirs, document_number="43032119500308101241")
    with pytest.raises(UserError, match="与持证人的不一致"):
        add_evidence(office, poor, **CARD, **theirs, document_number=OWN_CARD)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"whose": "spouse"}, "holder_name"),
        ({"whose": "village_official", "holder_name": "王五"}, "whose"),
        ({"whose": "nobody", "holder_name": "王五"}, "whose"),
        ({"holder_name": "王五"}, "holder_name"),
        (
            {"whose": "child", "holder_name": "付𬀩", "holder_id_number": "12"},
            "holder_id_number",
        ),
        (
            {"whose": "child", "holder_name": "付𬀩", "holder_id_number": "11010519491231002X"},
            "holder_id_number",
        ),
        ({"verified_on": date(2026, 1, 4)}, "verified_on"),
        ({"verified_on": TODAY + timedelta(days=1)}, "verified_on"),
    ],
)
def test_who_holds_a_paper_must_be_named_rightly(office, poor, changed, field):
    with pytest.raises(UserError) as refused:
        low_income(office, poor, **changed)
    assert refused.value.field == field


def test_the_same_paper_is_not_entered_twice(office, poor):
    low_income(office, poor, document_number="A-12")
    with pytest.raises(UserError, match="A-12") as refused:
        low_income(office, poor, document_number=" a-12 ")
    assert refused.value.field == "document"
    low_income(office, poor, document_number="A-13")
    renewed = {"issued_on": date(2026, 2, 1), "document_number": "A-12"}
    low_income(office, poor, **renewed)
    assert len(case_view(office, poor).file.evidence) == 3


def test_a_special_category_counts_only_with_all_its_papers(office, poor):
    add_evidence(office, poor, **LOST, document="刑事判决书", department="court")
    assert not offer(office, poor, MethodCode.ASSISTANCE).is_open
    assert "认定材料" in texts(offer(office, poor, MethodCode.ASSISTANCE))
    missing = [line.paper for line in materials(office, poor) if line.is_needed]
    assert missing == ["无偿还能力证明"]
    add_evidence(office, poor, **LOST, document="无偿还能力证明", department="village")
    assert offer(office, poor, MethodCode.ASSISTANCE).is_open
    assert not any(line.is_needed for line in materials(office, poor))


def test_without_a_department_the_one_who_gives_the_paper_is_taken(office, poor):
    stored = add_evidence(office, poor, **LOST, document="刑事判决书")
    assert stored.department == "court"
    with pytest.raises(UserError, match="“刑事判决书”应由人民法院出具"):
        add_evidence(office, poor, **LOST, document="刑事判决书", department="village")


def test_a_person_may_be_of_several_categories(office, poor):
    low_income(office, poor)
    add_evidence(office, poor, **CARD, document_number=OWN_CARD)
    decision = choose(office, poor, MethodCode.ASSISTANCE)
    assert set(decision.facts["categories"]) == {"subsistence", "severe_disability"}
    assert len(decision.facts["proofs"]) == 2
    [now] = judged_at(office, poor)
    assert [one.is_proven for one in now.categories] == [True, True]
    assert all("材料齐全、有效" in finding.text for finding in now.sentences)


def test_evidence_is_judged_at_the_application_and_at_the_decision(office, poor):
    earlier = replace(office, today=lambda: date(2026, 11, 20))
    low_income(earlier, poor, valid_until=TODAY)
    applied(earlier, poor, on=date(2026, 11, 20))
    decide(office, poor)
    told = [(judged.label, judged.on, judged.is_proven) for judged in judged_at(office, poor)]
    assert told == [
        ("提出申请时", date(2026, 11, 20), True),
        ("作出决定时", TODAY, True),
        ("今天", TODAY, True),
    ]


@pytest.mark.parametrize(("last_day", "proven"), [(TODAY, True), (date(2026, 11, 20), False)])
def test_nothing_is_granted_once_the_evidence_has_run_out(office, confirmed, last_day, proven):
    begun = {"found_on": date(2026, 11, 1)}
    number = confirmed(amount_fen=30_000, benefit_fen=0, can_repay=False, **begun)
    earlier = replace(office, today=lambda: date(2026, 11, 10))
    low_income(earlier, number, valid_until=last_day)
    applied(earlier, number, on=date(2026, 11, 10))
    told = [judged.is_proven for judged in judged_at(office, number)]
    assert told == [True, proven]
    if proven:
        decide(office, number)
        return
    with pytest.raises(UserError, match="当日没有有效的困难（特殊）群体佐证") as refused:
        decide(office, number)
    assert refused.value.field == "outcome"
    decide(office, number, outcome="refused", fen=None)


def test_what_is_granted_covers_all_that_is_left(office, poor):
    low_income(office, poor)
    applied(office, poor)
    with pytest.raises(UserError, match="请填写“金额”") as refused:
        decide(office, poor, fen=None)
    assert refused.value.field == "fen"
    with pytest.raises(UserError, match=r"尚欠的 300\.00 元，所填金额少 0\.01 元") as refused:
        decide(office, poor, fen=29_999)
    assert refused.value.field == "fen"
    receive(office, poor, 10_000)
    decide(office, poor, fen=20_000)


def test_the_case_of_a_dead_person_may_be_proven_too(office, confirmed):
    number = confirmed(amount_fen=30_000, benefit_fen=0, can_repay=False)
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=date(2026, 5, 6))
    entered = {"category": "dead_without_kin", "issued_on": date(2026, 6, 1)}
    add_evidence(
        office, number, **entered, document="死亡医学证明（推断）书", department="hospital"
    )
    add_evidence(office, number, **entered, document="无近亲属或失联证明", department="village")
    assert judged_at(office, number)[0].is_proven


def test_an_ordinary_person_needs_no_materials(office, confirmed):
    number = confirmed()
    printing.issue(office, number, "refund-notice")
    assert materials(office, number) == ()
    assert judged_at(office, number)[0].sentences == ()
