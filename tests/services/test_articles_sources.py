"""附件1 告知事项 3-6, 9, 10, 12: who pays, in which order, and how much a month at least."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import UserError
from app.services import cards, cases
from app.services.case_view import case_view
from app.services.sources import sources_of
from tests.services.acts import monthly, offer, receive, taken, texts

PENSION = {"insurance": "employee_pension", "benefit": "pension"}
RESIDENT = {"insurance": "resident_pension", "benefit": "resident_pension"}
INJURY = {"insurance": "work_injury", "benefit": "disability_allowance"}
DEPENDANT = {"insurance": "work_injury", "benefit": "dependant_pension"}
UNEMPLOYED = {"insurance": "unemployment", "benefit": "unemployment_benefit"}
DIED = date(2026, 11, 20)


def test_of_a_double_pension_the_cleared_account_pays_first(office, confirmed):
    """告知事项3: the account, then at least a fifth of the pension kept, up to the fen."""
    number = confirmed(
        amount_fen=6_842_000,
        reason="duplicate_employee",
        account_fen=1_523_040,
        benefit_fen=318_755,
        **PENSION,
    )
    assert taken(office, number) == [("personal_account", 1_523_040)]
    receive(office, number, 1_523_040, channel="personal_account")
    with pytest.raises(UserError, match=r"请填写不少于 637\.51 元") as refused:
        monthly(office, number, 63_750)
    assert refused.value.field == "monthly_fen"
    found = monthly(office, number, 63_751).schedule
    assert (found.periods, found.last_fen) == (84, 27_627)
    assert taken(office, number) == []  # the account gave what it had


def test_of_a_resident_pension_beside_a_pension_the_subsidy_stays(office, confirmed):
    """告知事项4: 4,860.30 of which 1,230.30 subsidy; then a fifth of the employee pension."""
    number = confirmed(
        amount_fen=751_200,
        reason="duplicate_resident",
        account_fen=486_030,
        account_subsidy_fen=123_030,
        benefit_fen=0,
        other_benefit_fen=285_000,
        **RESIDENT,
    )
    assert taken(office, number) == [("personal_account", 363_000)]
    receive(office, number, 363_000, channel="personal_account")
    assert taken(office, number) == [("personal_account", 0)]
    with pytest.raises(UserError, match=r"请填写不少于 570\.00 元"):
        monthly(office, number, 56_999)
    found = monthly(office, number, 57_000).schedule
    assert (found.periods, found.last_fen) == (7, 46_200)
    [least] = [o.least_monthly_fen for o in case_view(office, number).offers if o.least_monthly_fen]
    assert least == 57_000


def test_a_survivors_pension_is_offset_from_whatever_is_still_received(office, confirmed):
    """告知事项5: no account is named; a fifth of the social insurance benefits that go on."""
    known = {"benefit_fen": 0, "other_benefit_fen": 150_000, "account_fen": 100_000}
    number = confirmed(amount_fen=1_200_000, reason="survivor_ineligible", **known, **DEPENDANT)
    account = offer(office, number, "agreement")
    assert "签订协议后可以抵扣" in "".join(
        f.text for c in account.channels if c.channel == "personal_account" for f in c.findings
    )
    with pytest.raises(UserError, match=r"请填写不少于 300\.00 元"):
        monthly(office, number, 29_999)
    assert monthly(office, number, 30_000).schedule.periods == 40


@pytest.mark.parametrize(
    ("case", "own", "other"), [(PENSION, 256_000, 64_000), (INJURY, 64_000, 256_000)]
)
def test_beside_a_disability_allowance_the_pension_is_what_the_fifth_is_of(
    office, confirmed, case, own, other
):
    """告知事项6: of the 职保待遇 that goes on, whichever insurance the case is kept under."""
    known = {"benefit_fen": own, "other_benefit_fen": other, "account_fen": 900_000}
    number = confirmed(amount_fen=768_000, reason="duplicate_disability", **known, **case)
    assert taken(office, number) == [("personal_account", 0)]  # not while the person lives
    with pytest.raises(UserError, match=r"请填写不少于 512\.00 元"):
        monthly(office, number, 51_199)
    assert monthly(office, number, 51_200).schedule.periods == 15


def test_a_plan_says_what_is_taken_before_it(office, confirmed):
    """三(四)、告知事项3: the card and the account come first."""
    known = {"benefit_fen": 186_000, "account_fen": 50_000}
    number = confirmed(amount_fen=372_000, reason="duplicate_employee", **known, **PENSION)
    account = {"bank": "农村商业银行", "account_number": "6217001234567890123"}
    cards.set_card(office, number, **account, balance_fen=10_000)
    told = [finding.text for finding in monthly(office, number, 37_200).warnings]
    assert told == [
        "待遇发放卡（折）还有余额，应先依法追回。",
        "个人账户有可抵扣余额 500.00 元，应先抵扣。",
    ]
    receive(office, number, 10_000, channel="card_return")
    receive(office, number, 50_000, channel="personal_account")
    assert monthly(office, number, 37_200).warnings == ()


def test_a_prisoner_pays_from_every_benefit_that_goes_on(office, confirmed):
    """告知事项9: from 职保, 城乡居民 or 工伤, a fifth of what is received in all."""
    known = {"benefit_fen": 11_800, "other_benefit_fen": 200_000, "account_fen": 300_000}
    number = confirmed(amount_fen=4_600_000, reason="imprisonment", **known, **RESIDENT)
    assert taken(office, number) == [("personal_account", 0)]
    with pytest.raises(UserError, match=r"请填写不少于 423\.60 元"):
        monthly(office, number, 42_359)
    assert monthly(office, number, 42_360).least_fen == 42_360


def test_unemployment_beside_a_pension_is_taken_from_account_then_pension(office, confirmed):
    """告知事项10."""
    known = {"benefit_fen": 0, "other_benefit_fen": 12_837, "account_fen": 50_000}
    number = confirmed(
        amount_fen=150_000, reason="unemployment_with_pension", **known, **UNEMPLOYED
    )
    assert taken(office, number) == [("personal_account", 50_000)]
    line = sources_of(office, number).monthly
    assert (line.rest_fen, line.least_fen, line.months) == (100_000, 2_568, 39)
    with pytest.raises(UserError, match=r"请填写不少于 25\.68 元"):
        monthly(office, number, 2_567)


def test_by_agreement_other_insurances_pay_and_a_nursing_fee_pays_for_itself(office, confirmed):
    """告知事项12."""
    nursing = {"insurance": "work_injury", "benefit": "nursing_fee", "reason": "duplicate_nursing"}
    number = confirmed(amount_fen=630_000, benefit_fen=210_000, **nursing)
    found = offer(office, number, "agreement")
    assert (found.is_open, found.least_monthly_fen) == (True, 42_000)
    cases.correct(office, number, benefit_fen=0, other_benefit_fen=186_000)
    found = offer(office, number, "agreement")
    assert (found.is_open, found.least_monthly_fen) == (True, 37_200)
    assert "其他险种仍有待遇发放，经签订协议可从中抵扣" in texts(found)
    is_open = {channel.channel: channel.is_open for channel in found.channels}
    assert (is_open["monthly_offset"], is_open["other_insurance_offset"]) == (False, True)


def test_the_fifth_rises_with_the_benefit(office, confirmed):
    """Domain 5.4: recomputed when the benefit is adjusted, of whichever insurance it is."""
    known = {"benefit_fen": 0, "other_benefit_fen": 285_000}
    number = confirmed(amount_fen=751_200, reason="duplicate_resident", **known, **RESIDENT)
    monthly(office, number, 57_000)
    cases.correct(office, number, other_benefit_fen=290_000)
    [told] = sources_of(office, number).findings
    assert "按月抵扣现应不少于 580.00 元，约定的 570.00 元少 10.00 元" in told.text
    later = replace(office, today=lambda: date(2027, 8, 18))  # after the notice ended
    assert sources_of(later, number).findings == (told,)
