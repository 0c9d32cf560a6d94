"""附件1 告知事项 1, 2, 6, 8, 11: which months and sums are overpaid, and when they go back."""

from datetime import date

import pytest

from app.errors import UserError
from app.models.month import Month
from app.models.terms import PrisonStart
from app.rules.estimates import Grant
from app.rules.vocabulary import find_word
from app.services import cases, printing
from app.services.case_view import case_view
from app.services.explain import explain
from app.services.findings import FindingFacts, estimate
from tests.services.acts import step

PENSION = {"insurance": "employee_pension", "benefit": "pension"}
RESIDENT = {"insurance": "resident_pension", "benefit": "resident_pension"}
DEPENDANT = {"insurance": "work_injury", "benefit": "dependant_pension"}


@pytest.mark.parametrize(
    ("insurance", "benefit"),
    [
        ("employee_pension", "pension"),
        ("employee_pension", "living_allowance"),
        ("government_pension", "pension"),
        ("resident_pension", "resident_pension"),
        ("work_injury", "disability_allowance"),
        ("work_injury", "nursing_fee"),
        ("work_injury", "dependant_pension"),
        ("unemployment", "unemployment_benefit"),
    ],
)
def test_after_a_death_every_monthly_benefit_stops_from_the_next_month(
    office, register, insurance, benefit
):
    """告知事项1: the month of death belongs to the deceased."""
    number = register(case={"insurance": insurance, "benefit": benefit, "reason": "death"}).number
    for day in (date(2022, 6, 1), date(2022, 6, 30)):
        facts = FindingFacts(
            event=day, paid_until=Month("2022-07"), rates=((Month("2022-01"), 10_000),)
        )
        found = estimate(office, number, facts).chosen
        assert [(s.first_month, s.months) for s in found.spans] == [("2022-07", 1)]
        assert "告知事项1" in str(found.ground)


@pytest.mark.parametrize(
    ("reason", "case"),
    [
        ("imprisonment", PENSION),
        ("imprisonment", RESIDENT),
        ("imprisonment", DEPENDANT),
        ("compulsory_measure", {"insurance": "government_pension", "benefit": "pension"}),
    ],
)
def test_in_prison_no_benefit_is_due_and_both_readings_stand_beside_each_other(
    office, register, reason, case
):
    """告知事项2, domain 5.2: B 23 months, A 24 months."""
    number = register(case=case | {"reason": reason}).number
    facts = FindingFacts(
        start=date(2019, 3, 15), release=date(2021, 2, 14), rates=((Month("2019-01"), 200_000),)
    )
    found = estimate(office, number, facts)
    assert found.chosen.amount_fen == 4_600_000
    by_rule = {rule: by.amount_fen for rule, by in found.by_rule.items()}
    assert by_rule == {PrisonStart.MONTH_AFTER: 4_600_000, PrisonStart.SAME_MONTH: 4_800_000}
    assert "告知事项2" in str(found.chosen.ground)


def test_administrative_penalties_of_officials_count_as_well(policy):
    """告知事项2: 机关事业单位退休人员被行政、刑事处罚和采取强制措施期间."""
    assert find_word(policy.reasons, "行政处罚期间领取") == "compulsory_measure"
    assert "行政处罚" in policy.reasons["compulsory_measure"].advice


def test_pension_beside_a_disability_allowance_leaves_the_difference(office, register):
    """告知事项6, 社会保险法40: entitled to the pension and what the allowance is above it."""
    number = register(case=PENSION | {"reason": "duplicate_disability"}).number
    facts = FindingFacts(
        months=(Month("2022-01"), Month("2022-03")),
        pension=((Month("2022-01"), 256_000),),
        allowance=((Month("2022-01"), 320_000),),
        paid=((Month("2022-01"), 576_000),),
    )
    assert estimate(office, number, facts).chosen.amount_fen == 3 * 256_000


GRANTS = (
    Grant("工伤保险丧葬补助金", Month("2022-05"), 3_600_000),
    Grant("职工养老保险丧葬费", Month("2022-05"), 1_200_000),
    Grant("城乡居民丧葬补助金", Month("2022-06"), 100_000),
    Grant("失业保险丧葬补助金", Month("2022-06"), 90_000),
)


def test_of_several_funeral_grants_one_is_kept(office, register):
    """告知事项8: work injury, employee, resident, unemployment."""
    resident = {"insurance": "resident_pension", "benefit": "funeral_grant"}
    number = register(case=resident | {"reason": "duplicate_funeral"}).number
    with pytest.raises(UserError, match="请选定保留哪一笔丧葬补助"):
        estimate(office, number, FindingFacts(grants=GRANTS))
    found = estimate(office, number, FindingFacts(grants=GRANTS, kept_grant=0)).chosen
    assert found.amount_fen == 1_200_000 + 100_000 + 90_000
    assert "告知事项8" in str(found.ground)


def test_a_funeral_grant_goes_back_within_one_month_of_the_notice(office, confirmed):
    """告知事项8: served 2026-11-21, to the Monday 2026-12-21; others have the days of T04."""
    resident = {"insurance": "resident_pension", "benefit": "funeral_grant"}
    number = confirmed(amount_fen=100_000, reason="duplicate_funeral", **resident)
    printing.issue(office, number, "refund-notice")
    served = step(office, number, "notice_served", manner="direct", party="付小𬀩", relation="son")
    assert served.until == date(2026, 12, 21)
    [term] = [one for one in explain(office, number) if "退还重复领取的丧葬补助金" in one.figure]
    assert term.grounds[0].endswith("附件1告知事项8")


def test_a_fine_is_told_beside_the_debt_and_never_added_to_it(office, confirmed):
    """告知事项11, 社会保险法88: 12,845.60 gives 25,691.20 to 64,228.00, for information."""
    number = confirmed(amount_fen=1_284_560, reason="fraud", **PENSION)
    [fine] = [one for one in explain(office, number) if one.figure.startswith("罚款幅度")]
    assert "25,691.20 元至 64,228.00 元（不计入应追金额）" in fine.value
    assert case_view(office, number).file.amount_fen == 1_284_560
    printing.issue(office, number, "refund-notice")
    assert case_view(office, number).file.notice.amount_fen == 1_284_560
    cases.correct(office, number, reason="death")
    assert not [one for one in explain(office, number) if one.figure.startswith("罚款幅度")]
