"""还款协议书 and 待遇抵扣协议书: who signs, and what a death changes."""

from dataclasses import replace
from datetime import date

import pytest

from app.forms import offset_agreement, repayment_agreement
from app.forms.document import Layout
from app.models.terms import PersonStatus, PlanKind
from tests.forms.golden import lines_of
from tests.forms.samples import (
    DEAD,
    INSTALMENTS,
    LUMP,
    MONTHLY,
    NOTHING_KNOWN,
    a_case,
    a_person,
    a_plan,
    facts,
    progress,
)

BARE = {
    "owed_fen": 349_100,
    "each_fen": 349_100,
    "pay_by": date(2022, 9, 30),
    "promisor_id_number": "",
    "promisor_phone": "",
}


def repaid(paper_facts):
    return "\n".join(lines_of(repayment_agreement.compose(paper_facts)))


def offset(paper_facts):
    return "\n".join(lines_of(offset_agreement.compose(paper_facts)))


def promised(relation, *, status=PersonStatus.ALIVE, kind=PlanKind.INSTALMENTS, **changed):
    """Three months of 1,164.00, the last of them 1,163.00, as somebody promised."""
    plan = a_plan(
        kind,
        owed_fen=349_100,
        each_fen=116_400,
        periods=3,
        first_month="2022-10",
        promisor_name="李小明",
        relation=relation,
        benefit_fen=250_000,
        **changed.pop("plan", {}),
    )
    return facts(plans=(plan,), person=a_person(status=status), **changed)


def test_the_county_is_party_and_the_township_only_helps():
    text = repaid(LUMP)
    assert "甲方：湘潭县社会保险服务中心" in text
    assert "代办单位：石桥镇人民政府。" in text
    assert "代办单位和经办人员不收取现金" in text
    assert "一式二份" in text


def test_instalments_are_told_with_the_last_one_and_listed():
    text = repaid(INSTALMENTS)
    assert "乙方分36期退还，每月一期，自2022年10月至2025年9月，每期3,834.00元" in text
    assert "末期3,810.00元（大写叁仟捌佰壹拾元整）" in text
    assert "本协议所附《还款（抵扣）明细表》" in text
    assert "36｜2025年9月｜3,810.00｜0.00" in text
    assert repayment_agreement.compose(INSTALMENTS).layout == Layout.AGREEMENT


def test_a_lump_sum_has_no_list():
    text = repaid(LUMP)
    assert "乙方于2022年9月30日前一次性退还3,491.00元（大写叁仟肆佰玖拾壹元整）" in text
    assert "明细表" not in text


@pytest.mark.parametrize(
    ("relation", "status", "said"),
    [
        ("guardian", PersonStatus.ALIVE, "乙方为当事人的监护人，代当事人签订并履行本协议"),
        ("child", PersonStatus.ALIVE, "乙方自愿代当事人退还"),
        ("employer", PersonStatus.ALIVE, "乙方为当事人的单位，自愿协助"),
        ("heir", PersonStatus.DECEASED, "在所得遗产实际价值以内承担退还责任"),
        ("son", PersonStatus.DECEASED, "乙方放弃继承的，可以不负退还责任"),
        ("estate_administrator", PersonStatus.DECEASED, "以当事人的遗产退还"),
        ("donor", PersonStatus.DECEASED, "乙方自愿代为退还"),
    ],
)
def test_who_signs_for_the_person_says_why(relation, status, said):
    text = repaid(promised(relation, status=status))
    assert said in text
    assert "乙方：李小明" in text
    assert "当事人：张三（公民身份号码：430321195003081012），乙方与当事人的关系：" in text
    assert "当事人多领城乡居民基本养老保险（城乡居民养老金）待遇共计" in text


@pytest.mark.parametrize("printed", [repaid, offset])
@pytest.mark.parametrize("name", ["", "张三"])
def test_where_nobody_else_promised_the_living_person_is_party(printed, name):
    plan = a_plan(PlanKind.LUMP, relation="", promisor_name=name, **BARE)
    text = printed(facts(plans=(plan,), person=a_person(phone="13800138000")))
    assert "乙方：张三（公民身份号码：430321195003081012，联系电话：13800138000）" in text


@pytest.mark.parametrize(
    "person",
    [a_person(status=PersonStatus.DECEASED), a_person(id_number="43032120150308101X")],
    ids=["dead", "minor"],
)
@pytest.mark.parametrize("planned", [True, False])
def test_a_dead_person_or_a_minor_is_not_taken_for_the_party(person, planned):
    plans = (a_plan(PlanKind.LUMP, promisor_name="", **BARE),) if planned else ()
    assert "乙方：张三" not in repaid(facts(plans=plans, person=person))


def test_a_unit_seals_and_names_who_signs():
    text = repaid(promised("employer"))
    assert "统一社会信用代码" in text
    assert "乙方（盖章）：" in text
    assert "甲方盖章、乙方盖章之日起生效" in text


def test_in_prison_the_agreement_goes_through_the_prison():
    assert "通过其所在监所转交" in repaid(promised("self", status=PersonStatus.IN_PRISON))
    assert "监所" not in repaid(promised("self"))


def test_of_a_dead_person_no_second_death_is_spoken_of():
    assert "死亡的，未" not in repaid(DEAD)
    assert "死亡的，未" not in offset(DEAD)


@pytest.mark.parametrize(
    ("reason", "insurance", "account", "item"),
    [
        ("duplicate_employee", "employee_pension", "职工基本养老保险个人账户余额", "7"),
        ("duplicate_resident", "resident_pension", "职工基本养老保险个人账户余额", "7"),
        ("imprisonment", "employee_pension", "职工基本养老保险个人账户余额和丧葬抚恤待遇中", "9"),
        ("imprisonment", "resident_pension", "个人账户余额（扣除政府补贴）和丧葬补助金中", "9"),
        ("imprisonment", "work_injury", "丧葬抚恤待遇或者城乡居民", "9"),
        ("survivor_ineligible", "work_injury", "无法抵扣或者未抵扣完的部分由其遗产继承人", "5"),
    ],
)
def test_a_death_while_offsetting_follows_its_item(reason, insurance, account, item):
    case = a_case(reason=reason, insurance=insurance)
    text = offset(promised("self", kind=PlanKind.MONTHLY, case=case))
    assert account in text
    assert f"告知事项第{item}项）。" in text
    assert "超过遗产实际价值部分，继承人自愿偿还的不在此限" in text
    assert "继承人放弃继承的，对被继承人债务可以不负清偿责任" in text


def test_where_no_item_is_about_the_reason_none_is_cited():
    assert "告知事项第" not in offset(promised("self", kind=PlanKind.MONTHLY))


def test_the_fifth_is_named_with_what_it_is_a_share_of():
    text = offset(promised("self", kind=PlanKind.MONTHLY))
    assert "每月抵扣1,164.00元（大写壹仟壹佰陆拾肆元整），共3个月" in text
    assert "末月抵扣1,163.00元" in text
    assert "不低于继续领取待遇（每月2,500.00元）的20%" in text


def test_less_than_the_fifth_names_who_allowed_it():
    leave = {"approved_by": "湘潭县社会保险服务中心", "approval_number": "潭社险批〔2022〕3号"}
    text = offset(promised("self", kind=PlanKind.MONTHLY, plan=leave))
    assert "低于继续领取待遇（每月2,500.00元）的20%，已经湘潭县社会保险服务中心批准" in text
    assert "（潭社险批〔2022〕3号）" in text


def test_the_benefit_offset_is_named_or_left_for_the_pen():
    paper_facts = promised("guardian", kind=PlanKind.MONTHLY)
    assert "从当事人继续领取的________________________待遇中按月抵扣" in offset(paper_facts)
    known = replace(
        paper_facts,
        course=progress.a_course(paper_facts.plans, offset_from="企业职工基本养老保险"),
    )
    assert "从当事人继续领取的企业职工基本养老保险待遇中按月抵扣" in offset(known)


def test_a_living_relatives_promise_is_offset_from_the_persons_benefit():
    assert "从当事人继续领取的" in offset(promised("child", kind=PlanKind.MONTHLY))
    dead = promised("child", kind=PlanKind.MONTHLY, status=PersonStatus.DECEASED)
    assert "从乙方继续领取的" in offset(dead)


def test_an_offset_beside_instalments_has_an_agreement_of_its_own():
    lump, monthly = LUMP.plans[0], MONTHLY.plans[0]
    both = replace(LUMP, plans=(lump, monthly))
    assert "一次性退还" in repaid(both)
    assert "按月退还" not in repaid(both)
    assert "每月抵扣372.00元" in offset(both)


def test_without_a_monthly_plan_the_offset_is_left_for_the_pen():
    text = offset(INSTALMENTS)
    assert "本协议约定退还____________元" in text
    assert "明细表" not in text


@pytest.mark.parametrize("printed", [repaid, offset])
def test_what_is_unknown_is_left_for_the_pen(printed):
    text = printed(NOTHING_KNOWN)
    assert "〔2022〕第________号" in text
    assert "甲方：____________社会保险（就业）服务中心" in text
    assert "自________年____月至________年____月" in text


def test_where_the_notice_has_no_items_none_is_named():
    jiangxi = replace(
        promised("self", kind=PlanKind.MONTHLY), notice_title="社会保险待遇退回告知书"
    )
    text = offset(replace(jiangxi, case=a_case(reason="duplicate_employee")))
    assert "不够抵扣的部分由其遗产继承人承担追偿责任" in text
    assert "告知事项" not in text
