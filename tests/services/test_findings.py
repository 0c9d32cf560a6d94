from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.forms.choices import Choices
from app.models.month import Month
from app.models.terms import CaseState, PrisonStart, VerificationResult
from app.money import fen_from_yuan
from app.rules.estimates import TITLES, Grant
from app.rules.estimating import RULES, FindingFacts
from app.services import cases, death_dates, findings, printing, settings
from app.services.amounts import amounts
from app.services.case_view import case_view
from tests.conftest import TODAY
from tests.data.cases import examples
from tests.services.acts import choose

CURRENT = ("rates", "pension", "allowance", "paid")
DEATH_DAYS = {"event": date(2019, 11, 23), "paid_until": "2022-07", "rates": [["2019-01", "103"]]}
PRISON_DAYS = {
    "start": date(2019, 3, 15),
    "release": date(2021, 2, 14),
    "rates": [["2019-01", "2000"]],
}
IN_PRISON = {"reason": "imprisonment", "insurance": "employee_pension", "benefit": "pension"}


def facts(entered):
    """The facts of a worked example, months and sums as a form would give them."""
    given = {}
    for name, value in entered.items():
        match name:
            case "due":
                given["due_fen"] = fen_from_yuan(value)
            case "grants":
                given[name] = tuple(
                    Grant(title, Month(month), fen_from_yuan(yuan)) for title, month, yuan in value
                )
            case "paid_until":
                given[name] = Month(value)
            case "kept" | "cancelled" | "months":
                given[name] = tuple(map(Month, value))
            case _ if name in CURRENT:
                given[name] = [(Month(since), fen_from_yuan(yuan)) for since, yuan in value]
            case _:
                given[name] = value
    return FindingFacts(**given)


def died(office, number, day, source="household"):
    row = death_dates.add_death_date(office, number, source=source, died_on=day)
    return death_dates.settle_death_date(office, number, row.uid, "与户口注销证明一致")


def rows(periods):
    return [(p.first_month, p.last_month, p.monthly_fen, p.amount_fen) for p in periods]


@pytest.mark.parametrize("example", examples("adopted.toml"))
def test_an_adopted_estimate_becomes_the_periods_of_the_case(office, register, example):
    number = register(case=example["case"], periods=[]).number
    entered = facts(example["facts"])
    found = findings.estimate(office, number, entered)
    adopted = findings.adopt_estimate(office, number, entered)
    assert rows(adopted) == [
        (first, last, fen_from_yuan(monthly) if monthly else None, fen_from_yuan(amount))
        for first, last, monthly, amount in example["periods"]
    ]
    assert len(found.findings) == len(example["findings"])
    for finding, part in zip(found.findings, example["findings"], strict=True):
        assert part in finding.text
    asked = {each.field for each in findings.asks(office, number)}
    assert set(entered.entered) <= asked | {"months", "given_reason"}
    cases.verify(office, number, by="李四", on=TODAY, result=VerificationResult.CONFIRMED)


def test_every_reason_is_adopted_once(policy):
    tried = {example.values[0]["case"]["reason"] for example in examples("adopted.toml")}
    assert set(policy.reasons) - tried == {"duplicate"}  # which duplicate it is, is found out first


def test_every_rule_of_the_reasons_is_known_and_its_fields_have_titles(policy):
    assert {reason.starts for reason in policy.reasons.values()} <= set(RULES)
    assert {field for rule in RULES.values() for field in rule.asks} <= set(TITLES)


def test_the_log_keeps_how_the_sum_was_found(office, register):
    number = register(case=IN_PRISON, periods=[]).number
    findings.adopt_estimate(office, number, facts(PRISON_DAYS))
    event = case_view(office, number).events[-1]
    assert event.summary == "采用测算：多领 46,000.00 元"
    assert event.details["steps"] == [
        "刑期或强制措施 2019-03-15 至 2021-02-14，按“起始次月至释放当月”计算。",
        "2019-04 至 2021-02，23 个月 × 2,000.00 元 = 46,000.00 元",
        "合计 46,000.00 元",
    ]
    assert event.details["by_rule_fen"] == {"B": 4_600_000, "A": 4_800_000}
    assert event.details["facts"]["start"] == "2019-03-15"
    assert event.details["new"] == ["2019-04 至 2021-02 46,000.00 元"]


def test_an_estimate_stores_nothing(office, register):
    number = register(case=IN_PRISON).number
    findings.estimate(office, number, facts(PRISON_DAYS))
    view = case_view(office, number)
    assert (len(view.events), view.file.estimated_fen) == (1, 72_100)


def test_both_readings_of_the_prison_rule_stand_side_by_side(office, register):
    number = register(case=IN_PRISON).number
    found = findings.estimate(office, number, facts(PRISON_DAYS))
    sums = {rule: by.amount_fen for rule, by in found.by_rule.items()}
    assert sums == {PrisonStart.MONTH_AFTER: 4_600_000, PrisonStart.SAME_MONTH: 4_800_000}
    assert found.chosen.amount_fen == 4_600_000


def test_once_the_county_has_confirmed_its_reading_nothing_is_asked(office, register):
    number = register(case=IN_PRISON).number
    chosen = {"prison_start": PrisonStart.SAME_MONTH, "prison_start_confirmed": True}
    settings.change_profile(office, **chosen)
    found = findings.estimate(office, number, facts(PRISON_DAYS))
    assert (found.chosen.amount_fen, found.findings) == (4_800_000, ())


def test_the_other_reading_may_be_adopted(office, register):
    number = register(case=IN_PRISON).number
    [period] = findings.adopt_estimate(
        office, number, facts(PRISON_DAYS), rule=PrisonStart.SAME_MONTH
    )
    assert (period.first_month, period.amount_fen) == ("2019-03", 4_800_000)


def test_a_reading_that_finds_nothing_is_not_adopted(office, register):
    number = register(case=IN_PRISON).number
    one_month = facts(PRISON_DAYS | {"release": PRISON_DAYS["start"]})
    with pytest.raises(UserError, match="按“起始次月至释放当月”计算没有多领的月份"):
        findings.adopt_estimate(office, number, one_month)
    [period] = findings.adopt_estimate(office, number, one_month, rule=PrisonStart.SAME_MONTH)
    assert period.months == 1


def test_the_settled_death_is_the_event(office, register):
    number = register(periods=[]).number
    died(office, number, date(2019, 11, 23))
    found = findings.estimate(office, number, facts(DEATH_DAYS | {"event": None}))
    assert found.chosen.steps[0].startswith("死亡日期 2019-11-23，多领从次月 2019-12 起算")
    assert found.facts.event == date(2019, 11, 23)


def test_another_day_than_the_settled_one_is_asked_about(office, register):
    number = register(periods=[]).number
    died(office, number, date(2019, 11, 23))
    found = findings.estimate(office, number, facts(DEATH_DAYS | {"event": date(2020, 1, 5)}))
    assert "与认定的死亡日期 2019-11-23 不一致" in found.findings[0].text


def test_died_in_july_and_paid_in_july_is_nothing_overpaid(office, register):
    number = register(periods=[]).number
    july = DEATH_DAYS | {"event": date(2022, 7, 30)}
    with pytest.raises(UserError, match=r"应从次月 2022-08 停发.*请登记为“排除”"):
        findings.adopt_estimate(office, number, facts(july))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"event": None}, "event"),
        ({"paid_until": None}, "paid_until"),
        ({"rates": ()}, "rates"),
        ({"start": date(2020, 1, 1)}, "start"),
        ({"months": (Month("2020-01"), Month("2020-02"))}, "months"),
        ({"due_fen": 0}, "due_fen"),
    ],
)
def test_a_missing_or_strange_fact_names_its_field(office, register, changed, field):
    number = register(periods=[]).number
    with pytest.raises(UserError) as refused:
        findings.estimate(office, number, replace(facts(DEATH_DAYS), **changed))
    assert refused.value.field == field


def test_months_of_ones_own_take_a_reason(office, register):
    number = register(case=IN_PRISON, periods=[]).number
    own = FindingFacts(
        months=(Month("2020-01"), Month("2020-02")),
        rates=[(Month("2020-01"), 100_000)],
        given_reason="看守所出具的起止证明",
    )
    findings.adopt_estimate(office, number, own)
    steps = case_view(office, number).events[-1].details["steps"]
    assert steps[0] == "起止年月由经办人另定，理由：看守所出具的起止证明"


def test_a_decided_case_keeps_its_periods(office, confirmed):
    with pytest.raises(UserError, match="请录入县级核定金额"):
        findings.adopt_estimate(office, confirmed(), facts(DEATH_DAYS))


def test_the_county_amount_stands_beside_the_estimate_with_what_they_differ_by(office, register):
    number = register(case={"claimed_fen": 72_000}).number
    beside = amounts(office.policy, case_view(office, number).file)
    assert (beside.estimated_fen, beside.demanded_fen, beside.difference_fen) == (
        72_100,
        72_100,
        -100,
    )
    assert "来文金额 720.00 元，比测算 721.00 元少 1.00 元" in beside.findings[0].text
    cases.assess(office, number, 72_101)
    beside = amounts(office.policy, case_view(office, number).file)
    assert (beside.demanded_fen, beside.difference_fen) == (72_101, 1)
    assert "县级核定 721.01 元，比测算 721.00 元多 0.01 元" in beside.findings[0].text


def test_an_equal_county_amount_needs_no_word(office, register):
    number = register().number
    cases.assess(office, number, 72_100)
    beside = amounts(office.policy, case_view(office, number).file)
    assert (beside.difference_fen, beside.findings) == (0, ())


def test_a_change_of_the_county_amount_takes_a_new_notice(office, confirmed):
    """Domain 5.3: the case stops at once, the old notice asks for nothing any more."""
    number = confirmed(benefit_status="stopped")
    choose(office, number)
    printing.issue(office, number, "refund-notice")
    assert case_view(office, number).case.state == CaseState.NOTICED
    cases.assess(office, number, 1_289_000)
    assert case_view(office, number).case.state == CaseState.NOTICED  # the same sum: nothing new
    cases.assess(office, number, 1_200_000)
    view = case_view(office, number)
    assert (view.case.state, view.file.notice) == (CaseState.CONFIRMED, None)
    assert (view.next.code, view.next.due_on) == ("reissue_notice", TODAY + timedelta(days=5))
    assert "出具追缴告知书" in {task.text for task in view.tasks if not task.done}
    reason = Choices(reason="核定金额变更")
    issued = printing.issue(office, number, "refund-notice", reason)
    view = case_view(office, number)
    assert (view.case.state, view.file.notice.id) == (CaseState.NOTICED, issued.id)
    assert issued.amount_fen == 1_200_000
