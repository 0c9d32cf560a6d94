from datetime import date

import pytest
from sqlmodel import select

from app.errors import UserError
from app.models import Event, Person
from app.models.terms import CaseState, VerificationResult
from app.services import cases, events, summaries
from app.services.case_view import case_view
from app.services.cases import known_case
from app.services.periods import replace_periods
from app.storage.database import reading
from tests.conftest import TODAY

CONFIRMED, DISMISSED = VerificationResult.CONFIRMED, VerificationResult.DISMISSED


A_YEAR = {"first_month": "2020-01", "last_month": "2020-12", "amount_fen": 100}


def verify(office, case, result=CONFIRMED, **changed):
    entered = {"by": "李四", "on": TODAY, "result": result} | changed
    return cases.verify(office, case.number, **entered)


def test_cases_are_numbered_through_the_year(register):
    assert [register(person={"id_number": None}).number for _ in range(3)] == [
        "2026-0001",
        "2026-0002",
        "2026-0003",
    ]


def test_seven_months_of_103_are_721_yuan(office, register):
    view = case_view(office, register().number)
    assert (view.file.amount_fen, view.file.periods[0].months) == (72_100, 7)


def test_a_person_with_two_cases_is_one_person(office, register):
    register()
    register(case={"insurance": "unemployment", "benefit": "unemployment_benefit"})
    with reading(office.database) as session:
        assert len(session.exec(select(Person)).all()) == 1


def test_the_same_number_with_another_name_is_asked_about(register):
    register()
    with pytest.raises(UserError, match="已登记为“付建𬀩”") as refused:
        register(person={"name": "付建伟"})
    assert refused.value.field == "name"


def test_a_known_case_of_a_person_is_found_before_it_is_doubled(office, register):
    number = register().number
    found = known_case(office, id_number="11010519491231002X", insurance="resident_pension")
    assert found.number == number


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"person": {"name": ""}}, "name"),
        ({"person": {"id_number": "110105194912310021"}}, "id_number"),
        ({"case": {"insurance": "medical"}}, "insurance"),
        ({"case": {"benefit": "unemployment_benefit"}}, "benefit"),
        ({"case": {"reason": ""}}, "reason"),
        ({"case": {"found_on": "昨天"}}, "found_on"),
        ({"periods": [{"first_month": "2020-13", "monthly_fen": 1}]}, "periods"),
        (
            {"periods": [{"first_month": "2020-06", "last_month": "2020-01", "amount_fen": 5}]},
            "periods",
        ),
        ({"case": {"reason": "other"}}, "reason_note"),
        ({"case": {"account_fen": 5, "account_subsidy_fen": 6}}, None),
        ({"person": {"status_on": date(2099, 1, 1)}}, "status_on"),
        ({"person": {"name": "  "}}, "name"),
        ({"periods": [A_YEAR, A_YEAR]}, "periods"),
        ({"periods": [A_YEAR | {"last_month": "2026-12"}]}, "periods"),
    ],
)
def test_what_is_refused_names_its_field_and_stores_nothing(office, register, wrong, field):
    with pytest.raises(UserError) as refused:
        register(**wrong)
    assert refused.value.field == field
    assert summaries.case_rows(office) == []
    with reading(office.database) as session:
        assert session.exec(select(Person)).all() == []


def test_a_wrong_check_digit_is_taken_only_when_marked_doubtful(office, register):
    case = register(person={"id_number": "110105194912310021", "id_doubtful": True})
    assert case_view(office, case.number).person.id_doubtful


def test_the_death_month_belongs_to_the_deceased(office, register):
    """Domain 5.3: died 2022-07-30, last paid 2022-07: nothing overpaid."""
    died = {"status": "deceased", "status_on": date(2022, 7, 30)}
    july = {"first_month": "2022-07", "last_month": "2022-07", "monthly_fen": 11800}
    with pytest.raises(UserError, match=r"多领应从 2022-08 起.*请登记为“排除”"):
        register(person=died, periods=[july])


def test_a_wrong_month_is_mended_until_the_case_is_decided(office, register):
    case = register()
    replace_periods(office, case.number, [A_YEAR])
    view = case_view(office, case.number)
    assert view.file.amount_fen == 100
    assert view.events[-1].details["old"] == ["2019-12 至 2020-06 721.00 元"]
    verify(office, case)
    with pytest.raises(UserError, match="请录入县级核定金额"):
        replace_periods(office, case.number, [A_YEAR])


def test_what_is_typed_anew_of_a_known_person_is_taken_over(office, register):
    register()
    other = {"insurance": "unemployment", "benefit": "unemployment_benefit"}
    number = register(person={"phone": "13911112222", "status": "alive"}, case=other).number
    assert case_view(office, number).person.phone == "13911112222"


def test_a_correction_of_a_person_shows_in_all_their_cases(office, register):
    first = register()
    register(case={"insurance": "unemployment", "benefit": "unemployment_benefit"})
    cases.correct(office, "2026-0002", phone="13911112222")
    view = case_view(office, first.number)
    assert (view.events[-1].kind, view.case.revision) == ("changed", 2)


def test_correcting_nothing_leaves_no_trace(office, register):
    case = register()
    cases.correct(office, case.number, village="石桥村")
    view = case_view(office, case.number)
    assert (len(view.events), view.case.revision) == (1, 1)


def test_a_benefit_of_another_insurance_is_no_correction(office, register):
    with pytest.raises(UserError) as refused:
        cases.correct(office, register().number, benefit="nursing_fee")
    assert refused.value.field == "benefit"


def test_a_dismissed_case_is_owed_nothing(office, register):
    verify(office, register(), DISMISSED)
    totals = summaries.totals(summaries.case_rows(office))
    assert (totals.cases, totals.amount_fen, totals.left_fen) == (1, 0, 0)


def test_verifying_confirms_the_case(office, register):
    assert verify(office, register()).state == CaseState.CONFIRMED


def test_dismissing_ends_it(office, register):
    assert verify(office, register(), DISMISSED).state == CaseState.DISMISSED


def test_nothing_is_confirmed_without_an_overpaid_period(office, register):
    with pytest.raises(UserError, match="至少一段多领期间"):
        verify(office, register(periods=[]))


def test_a_case_is_not_verified_twice(office, register):
    case = register()
    verify(office, case)
    with pytest.raises(UserError, match="已是“确认多领”"):
        verify(office, case)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"by": ""}, "verified_by"), ({"on": date(2026, 11, 22)}, "verified_on")],
)
def test_a_verification_needs_who_and_a_day_that_has_come(office, register, changed, field):
    with pytest.raises(UserError) as refused:
        verify(office, register(), **changed)
    assert refused.value.field == field


def test_the_county_amount_is_the_one_demanded_and_the_estimate_stays_beside_it(office, register):
    case = register()
    cases.assess(office, case.number, 70_000)
    view = case_view(office, case.number)
    assert (view.file.amount_fen, view.file.estimated_fen) == (70_000, 72_100)


def test_a_correction_keeps_the_old_value(office, register):
    case = register()
    cases.correct(office, case.number, village="塘湾村", phone="13900139000")
    view = case_view(office, case.number)
    assert (view.case.village, view.person.phone) == ("塘湾村", "13900139000")
    assert view.events[-1].details["old"] == {"phone": "13800138000", "village": "石桥村"}
    assert [row.number for row in summaries.case_rows(office, "13900139000")] == [case.number]


@pytest.mark.parametrize("field", ["state", "assessed_fen", "uid", "revision"])
def test_what_has_its_own_act_cannot_be_corrected_away(office, register, field):
    with pytest.raises(UserError):
        cases.correct(office, register().number, **{field: "x"})


def test_no_two_persons_share_a_number(office, register):
    register()
    other = register(person={"name": "丁安𨱏", "id_number": "440524188001010014"})
    with pytest.raises(UserError, match="已属于“付建𬀩”"):
        cases.correct(office, other.number, id_number="11010519491231002X")


def test_looking_at_a_full_number_is_recorded(office, register):
    case = register()
    assert cases.full_id_number(office, case.number) == "11010519491231002X"
    assert case_view(office, case.number).events[-1].kind == "shown"


def test_an_unknown_number_says_which(office):
    with pytest.raises(UserError, match="没有编号为“2020-9999”的个案"):
        case_view(office, "2020-9999")


def test_the_state_of_a_case_is_what_its_last_event_says(office, register):
    case = register()
    verify(office, case)
    view = case_view(office, case.number)
    assert view.events[-1].state == view.case.state == CaseState.CONFIRMED


def test_the_log_is_a_chain_that_shows_any_change(office, register):
    verify(office, register())
    with reading(office.database) as session:
        log = session.exec(select(Event).order_by(Event.id)).all()
    assert events.chain_is_whole(log)
    assert not events.chain_is_whole(log[1:])
    log[1].summary = "别的"
    assert not events.chain_is_whole(log)


@pytest.mark.parametrize("query", ["付建", "𬀩", "002X", "２０２６-0001", "石桥", "138 石桥"])
def test_a_case_is_found_by_name_number_village_or_phone(office, register, query):
    register()
    register(person={"name": "朱𠅤", "id_number": None, "phone": ""}, case={"village": "上洞村"})
    assert [row.name for row in summaries.case_rows(office, query)] == ["付建𬀩"]


def test_percent_signs_are_no_wild_cards(office, register):
    register()
    assert summaries.case_rows(office, "%") == []
