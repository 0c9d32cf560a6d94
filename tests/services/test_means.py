from dataclasses import replace
from datetime import date

import pytest

from app.errors import UserError
from app.methods.floors import floor_after_adjustment
from app.models import Ability
from app.models.month import Month
from app.models.terms import CheckResult, EventKind, PersonStatus, PlanKind, VerificationResult
from app.money import fen_from_yuan
from app.services import cases, checklist, plans, printing, settings
from app.services.abilities import abilities, ability_findings, add_ability
from app.services.bars import time_bars
from app.services.case_file import open_file
from app.services.case_view import case_view
from app.services.hearings import hearing_of
from app.services.plans import PlanEntry
from app.services.sources import fine_of, floor_warning, sources_of
from app.storage.database import reading
from tests.conftest import TODAY
from tests.data.cases import examples
from tests.rules.test_hardship import says
from tests.services.acts import choose, receive, step

JUDGED = {
    "judged_on": date(2026, 11, 20),
    "judged_by": "李四",
    "second_by": "王五",
    "household": 3,
    "dependants": 1,
    "income_fen": 90_000,
    "can_repay": False,
}


def file_of(office, number):
    with reading(office.database) as session:
        return open_file(session, number)


def all_say(policy, expected, findings):
    assert len(findings) == len(expected), [finding.text for finding in findings]
    for condition, finding in zip(expected, findings, strict=True):
        assert says(policy, condition, finding), finding.text


# 偿还能力


@pytest.mark.parametrize("example", examples("means.toml", "ability"))
def test_what_is_short_of_the_living_floor_or_deep_in_debt_is_told(policy, example):
    ability = Ability.new(
        case_id=1,
        **JUDGED
        | {
            "household": example["household"],
            "dependants": 0,
            "income_fen": fen_from_yuan(example["income"]),
            "debts_fen": fen_from_yuan(example["debts"]),
        },
    )
    floor = fen_from_yuan(example["floor"]) if "floor" in example else None
    all_say(policy, example["expected"], ability_findings(policy, ability, floor))


def test_what_two_people_judged_is_what_the_case_says(office, confirmed):
    number = confirmed(can_repay=None)
    settings.change_profile(office, living_floor_fen=65_000)
    line = add_ability(office, number, **JUDGED)
    assert case_view(office, number).case.can_repay is False
    assert [f.text for f in line.findings] == [
        "家庭人均月收入 300.00 元，低于当地最低生活保障标准 650.00 元，请顾及基本生活。"
    ]
    add_ability(office, number, **JUDGED | {"can_repay": True, "note": "卖了房"})
    assert case_view(office, number).case.can_repay is True
    last, first = abilities(office, number)
    assert dict(last.fields)["有无偿还能力"] == "有偿还能力"
    assert dict(first.fields)["家庭月收入"] == "900.00 元"
    assert dict(first.fields)["其中需赡养、抚养"] == "1 人"
    event = case_view(office, number).events[-1]
    assert (event.kind, event.details["old"]) == (EventKind.ABILITY, {"can_repay": "False"})


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"second_by": "李四"}, None),
        ({"judged_by": "李 四", "second_by": "李四"}, "second_by"),
        ({"judged_on": date(2026, 11, 22)}, "judged_on"),
        ({"household": 0}, "household"),
        ({"dependants": 3}, None),
        ({"can_repay": None}, "can_repay"),
    ],
)
def test_a_judgement_needs_two_people_and_all_figures(office, confirmed, changed, field):
    number = confirmed()
    with pytest.raises(UserError) as refused:
        add_ability(office, number, **JUDGED | changed)
    assert refused.value.field == field
    assert abilities(office, number) == ()


# 来源、死亡停扣、待遇调整


def offset(office, number, each=37_200, **more):
    choose(office, number)
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=each, first_month=Month("2026-12"), **more)
    plans.make_plan(office, number, entry)


def test_the_account_comes_first_and_the_pension_carries_the_rest(office, confirmed):
    """Domain 5.10: 68,420.00, account 15,230.40, pension 3,187.55."""
    number = confirmed(
        amount_fen=6_842_000,
        reason="duplicate_employee",
        account_fen=1_523_040,
        benefit_fen=318_755,
    )
    found = sources_of(office, number)
    assert [(line.source, line.taken_fen) for line in found.waterfall.lines] == [
        ("personal_account", 1_523_040)
    ]
    line = found.monthly
    assert (line.rest_fen, line.least_fen, line.months) == (5_318_960, 63_751, 84)
    assert line.last_fen == 27_627
    assert "每月不少于 637.51 元的，共 84 个月，最后一个月 276.27 元" in line.finding.text
    assert found.stopped is None


def test_nothing_left_needs_no_sources(office, confirmed):
    number = confirmed(amount_fen=30_000)
    receive(office, number, 30_000)
    found = sources_of(office, number)
    assert (found.waterfall.lines, found.monthly, found.findings) == ((), None, ())


def test_a_death_stops_the_offset_and_the_estate_is_next(office, confirmed):
    number = confirmed(
        amount_fen=372_000,
        reason="duplicate_employee",
        insurance="employee_pension",
        benefit="pension",
        benefit_fen=186_000,
        account_fen=100_000,
    )
    offset(office, number, relation="self")
    printing.issue(office, number, "refund-notice")
    step(office, number, "notice_served", manner="direct", party="付建𬀩")
    step(office, number, "agreement_signed", party="付建𬀩")
    step(office, number, "benefit_stopped")
    before = case_view(office, number)
    assert before.next.code == "instalment"
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=TODAY)
    view = case_view(office, number)
    assert (view.next.code, view.next.section) == ("settle_estate", "liable")
    assert view.marks["plan_stopped"].on == TODAY
    found = sources_of(office, number)
    assert found.stopped.residue_fen == 372_000
    assert [line.source for line in found.waterfall.lines] == ["personal_account", "heir"]
    assert found.monthly is None
    assert "按月抵扣停止，未抵扣完的 3,720.00 元" in found.findings[0].text


def test_a_dead_person_breaks_no_agreement(office, confirmed):
    number = confirmed(amount_fen=372_000, benefit_fen=186_000)
    offset(office, number, relation="self")
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=TODAY)
    later = replace(office, today=lambda: date(2027, 6, 1))
    assert case_view(later, number).standing.is_broken
    assert choose(later, number).facts["agreement_broken"] is False


def test_what_a_relative_promised_after_the_death_goes_on(office, confirmed):
    number = confirmed(amount_fen=372_000, benefit_fen=186_000)
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=date(2026, 11, 1))
    offset(office, number, relation="child", promisor_name="付小𬀩")
    assert "plan_stopped" not in case_view(office, number).marks
    assert sources_of(office, number).stopped is None


def test_without_the_day_of_death_nothing_can_be_settled(office, confirmed):
    number = confirmed(amount_fen=372_000, benefit_fen=186_000)
    offset(office, number, relation="self")
    cases.correct(office, number, status=PersonStatus.DECEASED)
    found = sources_of(office, number)
    assert found.stopped is None
    assert "还没有登记死亡日期" in found.findings[0].text


@pytest.mark.parametrize("example", examples("means.toml", "floor"))
def test_an_adjusted_benefit_moves_the_floor(office, confirmed, policy, example):
    old, new = fen_from_yuan(example["old"]), fen_from_yuan(example["new"])
    number = confirmed(amount_fen=1_289_000, benefit_fen=old)
    leave = {"approved_by": "县社保中心", "approval_number": "县社保〔2026〕7号"}
    more = leave | {"approval_reason": "家中有病人"} if example.get("approved") else {}
    offset(office, number, fen_from_yuan(example["each"]), **more)
    assert floor_warning(file_of(office, number), policy, TODAY) == ()
    cases.correct(office, number, benefit_fen=new)
    found = floor_warning(file_of(office, number), policy, TODAY)
    all_say(policy, example["expected"], found)
    assert example.get("words", "") in "".join(finding.text for finding in found)
    assert found == sources_of(office, number).findings
    value = policy.value("monthly_floor", TODAY)
    adjusted = floor_after_adjustment(fen_from_yuan(example["each"]), old, new, value)
    assert adjusted.is_above_benefit == ("offset_above_benefit" in example["expected"])


def test_a_fine_is_told_only_where_fraud_is_suspected(office, confirmed, policy):
    number = confirmed(amount_fen=100_000)
    assert fine_of(policy, file_of(office, number), TODAY) is None
    cases.correct(office, number, fraud_suspected=True)
    fine = fine_of(policy, file_of(office, number), TODAY)
    assert (fine.least_fen, fine.most_fen) == (200_000, 500_000)
    assert case_view(office, number).file.amount_fen == 100_000


# 核实事项


@pytest.mark.parametrize("example", examples("means.toml", "checklist"))
def test_each_case_is_asked_what_concerns_it(office, register, example):
    status = {"status": example["status"]} if "status" in example else {}
    number = register(person=status, case={"reason": example["reason"]}, periods=[]).number
    items = [line.code for line in checklist.checklist(office, number)]
    assert set(example["asked"]) <= set(items)
    assert not set(example["spared"]) & set(items)


def test_the_last_answer_of_an_item_counts_and_all_are_kept(office, register):
    number = register().number
    yes, no = CheckResult.YES, CheckResult.NO
    checklist.check(office, number, "heirs", result=yes, checked_on=date(2026, 11, 20))
    answer = {"document": "亲属关系证明", "source": "grid", "checked_by": "李四"}
    checklist.check(office, number, "heirs", result=no, **answer)
    line = next(one for one in checklist.checklist(office, number) if one.code == "heirs")
    assert (line.answer.result, line.answer.checked_by, line.times) == (no, "李四", 2)
    assert (line.answer.document, line.source) == ("亲属关系证明", "网格员上报")
    view = case_view(office, number)
    assert len(view.file.checks) == 2
    assert view.events[-1].summary == "核实“继承人”：不属实"
    assert str(view.case.state) == "verifying"


@pytest.mark.parametrize(
    ("item", "changed", "field"),
    [
        ("nothing", {"result": CheckResult.YES}, "item"),
        ("heirs", {}, "result"),
        ("heirs", {"result": "perhaps"}, "result"),
        ("heirs", {"result": CheckResult.YES, "source": "rumour"}, "source"),
        ("heirs", {"result": CheckResult.YES, "checked_on": date(2026, 11, 22)}, "checked_on"),
    ],
)
def test_a_refused_check_names_its_field(office, register, item, changed, field):
    with pytest.raises(UserError) as refused:
        checklist.check(office, register().number, item, **changed)
    assert refused.value.field == field


def test_what_was_not_checked_is_listed_but_stops_nothing(office, register, policy):
    number = register().number
    for item in ("identity", "alive", "last_paid"):
        checklist.check(office, number, item, result=CheckResult.YES)
    checklist.check(office, number, "alive", result=CheckResult.UNKNOWN)
    asked = checklist.unanswered(policy, checklist.checklist(office, number))
    assert [finding.text[:16] for finding in asked] == [
        "核实事项“健在情况或死亡日期”还",
        "核实事项“继承人”还没有查清：有",
    ]
    confirmed = VerificationResult.CONFIRMED
    cases.verify(office, number, by="李四", on=TODAY, result=confirmed)
    event = case_view(office, number).events[-1]
    assert event.details["unanswered"] == [finding.text for finding in asked]


# 陈述申辩和时效


@pytest.mark.parametrize("example", examples("means.toml", "hearing"))
def test_whether_the_person_was_heard(office, confirmed, policy, example):
    number = confirmed(found_on=date(2026, 9, 1))
    entered = []
    if "told" in example:
        on, until = example["told"]
        entered.append((on, "hearing_told", {"until": until}))
    if "heard" in example:
        on, outcome = example["heard"]
        entered.append((on, "heard", {"outcome": outcome, "note": "说家里困难"}))
    today = date(2026, 11, 1)
    earlier = replace(office, today=lambda: today)
    for on, kind, fields in sorted(entered, key=lambda one: one[0]):
        step(office, number, kind, on=on, **fields)
    hearing = hearing_of(policy, file_of(earlier, number), example["on"])
    expected = example["expected"]
    assert (hearing.state, hearing.was_heard) == (expected["state"], expected["heard"])
    assert hearing.until == expected.get("until")
    assert says(policy, f"hearing_{hearing.state}", hearing.finding)
    if expected["state"] in ("stated", "waived", "unreached"):
        assert hearing.finding.text.endswith("说家里困难")


def bar(office, number, code="T17A"):
    return next(one for one in time_bars(office, number) if one.code == code)


def test_serving_paying_and_promising_begin_the_time_to_sue_anew(office, confirmed):
    number = confirmed(amount_fen=90_000, found_on=date(2024, 1, 3))
    assert bar(office, number).until == date(2027, 1, 4)
    choose(office, number)
    entry = PlanEntry(PlanKind.INSTALMENTS, periods=6, first_month=Month("2026-12"))
    plans.make_plan(office, number, replace(entry, relation="self"))
    printing.issue(office, number, "refund-notice")
    step(office, number, "notice_served", manner="direct", party="付建𬀩")
    served = bar(office, number)
    assert (served.until, served.restarted_by) == (date(2029, 11, 21), "2026-11-21 送达告知书")
    step(office, number, "agreement_signed", party="付建𬀩")
    agreed = bar(office, number)
    assert agreed.start == date(2027, 5, 31)
    assert agreed.restarted_by == "2026-11-21 签订协议或在告知书上签字承诺"
    receive(office, number, 15_000)
    assert bar(office, number).until == agreed.until


@pytest.mark.parametrize(
    ("channel", "restarts"), [("lump", True), ("card_return", False), ("government_aid", False)]
)
def test_only_money_of_who_owes_promises_the_rest(office, confirmed, channel, restarts):
    number = confirmed(amount_fen=90_000, found_on=date(2024, 1, 3))
    receive(office, number, 10_000, channel=channel)
    assert bool(bar(office, number).restarted_by) == restarts


def test_a_case_without_a_claim_has_no_bars(office, register, confirmed):
    assert time_bars(office, register(periods=[]).number) == ()
    number = confirmed(amount_fen=30_000, found_on=TODAY)
    assert [one.code for one in time_bars(office, number)] == ["T14A", "T14B", "T17A", "T17B"]
    receive(office, number, 30_000)
    assert time_bars(office, number) == ()


def test_unknown_heirs_pause_the_last_six_months(office, confirmed):
    number = confirmed()
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=date(2019, 11, 23))
    assert any("中止" in finding.text for finding in bar(office, number).findings)
