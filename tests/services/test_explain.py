from dataclasses import replace
from datetime import date

import pytest

from app.models import LiablePerson
from app.models.month import Month
from app.models.terms import MethodCode, PlanKind, VerificationResult
from app.money import fen_from_yuan
from app.services import cards, cases, decisions, findings, plans, printing, receipts
from app.services.case_file import open_file
from app.services.explain import explain, explain_text
from app.services.periods import replace_periods
from app.services.plans import PlanEntry
from app.storage.database import transaction
from tests.data.cases import examples
from tests.services.acts import receive, step
from tests.services.conftest import CASE, PERIODS, PERSON
from tests.services.test_findings import facts

DIED = date(2019, 11, 23)
PAPERS = {"notice": "refund-notice", "opinion": "audit-opinion"}
SUMS = {  # sums of a case as the examples name them
    "monthly_benefit": "benefit_fen",
    "account": "account_fen",
    "account_subsidy": "account_subsidy_fen",
    "funeral": "funeral_fen",
    "estate": "estate_fen",
    "claimed": "claimed_fen",
}


def in_fen(entered):
    """The sums of a worked example in fen, the rest as it stands."""
    return {
        SUMS.get(name, name): fen_from_yuan(value) if name in SUMS else value
        for name, value in entered.items()
    }


def period(entered):
    first, last, monthly, *amount = entered
    row = {"first_month": first, "last_month": last}
    if monthly:
        row["monthly_fen"] = fen_from_yuan(monthly)
    if amount:
        row["amount_fen"] = fen_from_yuan(amount[0])
    return row


def plan_of(entered):
    sums = {
        f"{name}_fen": fen_from_yuan(entered[name])
        for name in ("monthly", "part")
        if name in entered
    }
    rest = {name: value for name, value in entered.items() if name not in ("monthly", "part")}
    if "first" in rest:
        rest["first_month"] = Month(rest.pop("first"))
    return PlanEntry(PlanKind(rest.pop("kind")), **sums, **rest)


def begin(office, example):
    """The case of a worked example, confirmed, with its plans."""
    number = cases.open_case(
        office,
        person=PERSON | example.get("person", {}),
        case=CASE | in_fen(example.get("case", {})),
        periods=[period(each) for each in example.get("periods", [])],
    ).number
    if "facts" in example:
        findings.adopt_estimate(office, number, facts(example["facts"]))
    for card in example.get("cards", []):
        account, balance = card
        cards.set_card(office, number, account_number=account, balance_fen=fen_from_yuan(balance))
    confirmed = VerificationResult.CONFIRMED
    cases.verify(office, number, by="李四", on=office.today(), result=confirmed)
    if "assessed" in example:
        cases.assess(office, number, fen_from_yuan(example["assessed"]))
    return number


def go_on(office, number, example):
    """What happened to it afterwards."""
    for on, yuan, channel in example.get("receipts", []):
        receive(office, number, fen_from_yuan(yuan), received_on=on, channel=channel)
    if "later" in example:
        cases.correct(office, number, **in_fen(example["later"]))
    with transaction(office.database) as session:
        case_id = open_file(session, number).case.id
        for name, limit, renounced in example.get("heirs", []):
            limit_fen = fen_from_yuan(limit) if limit else None
            on = office.today() if renounced else None
            row = {"role": "heir", "name": name, "limit_fen": limit_fen, "renounced_on": on}
            session.add(LiablePerson.new(case_id=case_id, **row))
    for act in example.get("acts", []):
        if act["kind"] in PAPERS:
            that_day = replace(office, today=lambda on=act["on"]: on)
            printing.issue(that_day, number, PAPERS[act["kind"]])
        else:
            step(office, number, **act)


def carried(office, example):
    then = replace(office, today=lambda: example.get("begun_on", office.today()))
    number = begin(then, example)
    entries = [plan_of(entered) for entered in example.get("plans", [])]
    if entries:
        decisions.choose(then, number, MethodCode.ORDER, reason="当事人愿意退还")
    for entry in entries:
        plans.make_plan(then, number, entry)
    go_on(office, number, example)
    return number


def figure(office, number, name):
    return next(each for each in explain(office, number) if each.figure == name)


@pytest.mark.parametrize("example", examples("explained.toml"))
def test_a_figure_is_explained_as_worked_by_hand(office, example):
    number = carried(office, example)
    found = figure(office, number, example["figure"])
    assert found.value == example["value"]
    assert list(found.steps) == example["steps"]
    assert list(found.grounds) == example.get("grounds", list(found.grounds))


@pytest.mark.parametrize("example", examples("explained.toml")[::4])
def test_every_figure_has_a_value_steps_and_a_ground(office, example):
    figures = explain(office, carried(office, example))
    assert figures
    for each in figures:
        assert each.value, each.figure
        assert each.steps, each.figure
        assert each.grounds, each.figure
        assert "{" not in "".join(each.steps)


def test_a_clue_without_sums_has_nothing_to_explain(office, register):
    assert explain(office, register(periods=[]).number) == ()


def test_a_reversal_stands_beside_what_it_reverses(office, confirmed):
    number = confirmed()
    slip = receive(office, number, 50_000)
    receipts.reverse_receipt(office, slip.id, reason="记错了人")
    found = figure(office, number, "已追回金额")
    assert found.value == "0.00 元"
    assert found.steps[:3] == (
        "2026-11-21 到账（一次性退回）500.00 元，未退余额 12,390.00 元",
        "2026-11-21 冲正（一次性退回）-500.00 元，未退余额 12,890.00 元",
        "合计 0.00 元",
    )


def test_periods_changed_by_hand_are_explained_by_themselves(office, register):
    number = register(periods=[]).number
    entered = {"event": DIED, "paid_until": "2020-06", "rates": [["2019-01", "103"]]}
    findings.adopt_estimate(office, number, facts(entered))
    assert figure(office, number, "测算多领金额").steps[0].startswith("死亡日期 2019-11-23")
    replace_periods(office, number, [PERIODS[0] | {"last_month": "2020-05"}])
    assert figure(office, number, "测算多领金额").steps == (
        "2019-12 至 2020-05，6 个月 × 103.00 元 = 618.00 元",
        "合计 618.00 元",
    )


def test_a_benefit_too_small_for_any_plan_is_explained_all_the_same(office, confirmed):
    number = confirmed(amount_fen=100_000_000, benefit_fen=5)
    assert "每月不少于 0.01 元的，共 100000000 个月" in "".join(
        figure(office, number, "追缴来源和顺序").steps
    )


def test_a_dead_person_has_no_least_share(office, register, confirmed):
    number = confirmed(benefit_fen=186_000)
    cases.correct(office, number, status="deceased", status_on=DIED)
    assert "按月抵扣的最低额" not in {each.figure for each in explain(office, number)}


def test_without_suspicion_nobody_speaks_of_a_fine(office, confirmed):
    assert "罚款幅度（仅供了解）" not in {each.figure for each in explain(office, confirmed())}


def test_figures_keep_their_order(office, confirmed):
    number = confirmed(benefit_fen=186_000, fraud_suspected=True)
    assert [each.figure for each in explain(office, number)] == [
        "测算多领金额",
        "应追金额",
        "未退余额",
        "按月抵扣的最低额",
        "追缴来源和顺序",
        "罚款幅度（仅供了解）",
    ]


def test_the_text_to_print_names_office_case_and_day(office, confirmed):
    text = explain_text(office, confirmed(benefit_fen=186_000))
    assert text.splitlines()[:11] == [
        "计算说明",
        "",
        "单位：清溪镇人民政府",
        "个案编号：2026-0001　当事人：付建𬀩",
        "险种：城乡居民基本养老保险　多领原因：死亡后未及时申报",
        "日期：2026年11月21日",
        "",
        "1. 测算多领金额：12,890.00 元",
        "    2020-01 至 2020-12，登记金额 12,890.00 元",
        "    合计 12,890.00 元",
        "    依据：湘人社规〔2022〕30号一、附件1告知事项1",
    ]
    assert "    1,860.00 元 × 20% = 372.00 元" in text
    assert "11010519491231002X" not in text


def test_no_explanation_speaks_of_a_write_off_but_to_deny_it(office, confirmed):
    words = explain_text(office, confirmed())
    assert "核销" not in words
    assert "减免" not in words


def test_a_plan_for_the_rest_says_what_had_come_in(office, confirmed):
    number = confirmed()
    receive(office, number, 289_000)
    decisions.choose(office, number, MethodCode.ORDER, reason="当事人愿意退还")
    entry = PlanEntry(PlanKind.INSTALMENTS, periods=10, first_month=Month("2026-12"))
    plans.make_plan(office, number, entry)
    assert figure(office, number, "退还计划（分期抵扣）").steps[:3] == (
        "应追 12,890.00 元 − 制定时已追回 2,890.00 元 = 10,000.00 元",
        "10,000.00 元 ÷ 10 期 = 每期 1,000.00 元",
        "10 期 × 1,000.00 元 = 10,000.00 元",
    )
