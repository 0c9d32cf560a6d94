"""What a case ends with: reminder before it, certificate, approvals, index and calculation."""

from dataclasses import replace
from datetime import date

import pytest

from app.forms import (
    FORMS,
    calculation,
    case_index,
    closing_approval,
    reminder,
    resume_approval,
    settlement_certificate,
)
from app.forms.blocks import Table
from app.forms.course import Filed
from app.forms.form import Group
from tests.forms.golden import lines_of
from tests.forms.samples import (
    DEAD,
    LUMP,
    NOTHING_KNOWN,
    SETTLED,
    a_case,
    a_person,
    facts,
    known,
    progress,
)


def printed(module, paper_facts):
    return "\n".join(lines_of(module.compose(paper_facts)))


def late(**changed):
    """1,164.00 in by the end of October of three dues, on the tenth of January."""
    receipts = ((date(2022, 10, 30), 150_000),)
    course = progress.a_course(SETTLED.plans, receipts)
    return replace(SETTLED, made_on=date(2023, 1, 10), course=course, left_fen=199_100, **changed)


def test_a_reminder_says_what_is_overdue_due_by_due():
    text = printed(reminder, late(deadline=date(2023, 1, 31)))
    assert "承诺分期退还。截至2023年1月10日，到期应退还3,491.00元，已到账1,500.00元" in text
    assert "逾期未退还1,991.00元（大写壹仟玖佰玖拾壹元整）" in text
    assert "2｜2022年11月｜1,164.00｜336.00｜828.00" in text
    assert "合　计｜｜3,491.00" not in text
    assert "合　计｜｜2,327.00｜336.00｜1,991.00" in text
    assert "请在2023年1月31日前" in text


def test_a_due_of_this_month_is_not_overdue():
    text = printed(reminder, replace(late(), made_on=date(2022, 12, 31)))
    assert "到期应退还2,328.00元" in text
    assert "逾期未退还828.00元" in text
    assert "2022年12月｜" not in text


def test_without_a_promise_all_that_is_left_is_asked_for():
    text = printed(reminder, replace(LUMP, plans=(), acts=(progress.SERVED,)))
    assert "我单位已经告知退还，期限至2022年9月17日。" in text
    assert "尚有3,491.00元（大写叁仟肆佰玖拾壹元整）未退还" in text


def test_heirs_are_reminded_of_a_dead_persons_debt():
    text = printed(reminder, DEAD)
    assert "李桂英的遗产继承人：" in text
    assert "李桂英多领" in text
    assert "您" not in text.split("确有困难")[0]


def test_a_guardian_is_reminded_as_one():
    (plan,) = SETTLED.plans
    plan = plan.model_copy(update={"promisor_name": "李小明", "relation": "guardian"})
    text = printed(reminder, late(plans=(plan,)))
    assert "李小明（张三的监护人）：" in text
    assert "张三多领" in text


def test_a_certificate_tells_how_the_money_came():
    text = printed(settlement_certificate, SETTLED)
    assert "应退还3,491.00元（大写叁仟肆佰玖拾壹元整），已于2022年12月12日全部退清" in text
    assert "退还情况：分期还款2,328.00元，发放账户余额划回1,163.00元。" in text
    assert "已存入社会保险基金财政专户" in text


def test_a_certificate_says_nothing_of_a_deposit_that_is_not_made():
    course = replace(SETTLED.course, undeposited_fen=100)
    assert "财政专户" not in printed(settlement_certificate, replace(SETTLED, course=course))


def test_a_certificate_names_the_dead():
    assert "（已死亡）在我单位多领的" in printed(settlement_certificate, DEAD)


@pytest.mark.parametrize(
    ("paper_facts", "ground", "back_pay"),
    [
        (SETTLED, "☑多领的待遇已全部退清", "☑不补发"),
        (facts(acts=(progress.SIGNED,)), "☑已签订协议（承诺）", "☑不补发"),
        (facts(case=a_case(state="dismissed")), "☑经核实不属于多领", "☑补发"),
    ],
)
def test_back_pay_is_only_for_what_was_never_overpaid(paper_facts, ground, back_pay):
    text = printed(resume_approval, paper_facts)
    assert ground in text
    assert back_pay in text
    assert text.count("☑") == 2


def test_nothing_is_ticked_while_no_ground_is_known():
    assert "☑" not in printed(resume_approval, NOTHING_KNOWN)


def test_a_case_is_closed_by_four_who_sign():
    text = printed(closing_approval, SETTLED)
    for level in ("承办人意见", "股（科、室）\n意见", "分管负责人意见", "主要负责人意见"):
        assert f"{level}｜" in text
    assert text.count("签字：______________　______年____月____日") == 4


def test_the_sums_by_channel_come_to_what_was_recovered():
    text = printed(closing_approval, SETTLED)
    assert "分期还款｜2,328.00元" in text
    assert "发放账户余额划回｜1,163.00元" in text
    assert "合　计｜3,491.00元" in text
    assert "未追回金额｜0.00元" in text


def test_only_the_ending_that_was_recorded_is_ticked():
    text = printed(closing_approval, SETTLED)
    assert "☑分期退清" in text
    assert all(ending in text for ending in progress.ENDINGS.values())
    ended = known.an_act(
        "closed", date(2023, 2, 6), outcome="estate_exhausted", reference="潭社险决〔2023〕1号"
    )
    text = printed(closing_approval, replace(DEAD, acts=(ended,)))
    assert "☑遗产清偿后无可追，报批终结" in text
    assert "县级决定文号｜潭社险决〔2023〕1号" in text


def test_an_unfinished_case_has_no_ending_ticked():
    assert "☑" not in printed(closing_approval, NOTHING_KNOWN)


def test_the_file_is_bound_by_the_steps_of_the_procedure():
    closing = Filed("结案审批表", dated=date(2023, 2, 6), form="closing-approval")
    titles = [one.title for one in case_index.bound((*progress.FILED, closing))]
    assert titles == [
        "结案审批表",
        "低保证",
        "疑点数据核查表",
        "张三身份证正反面扫描件",
        "社会保险待遇停止支付通知书",
        "多领社会保险待遇追缴告知书",
        "结清证明",
        "送达回证",
    ]


def test_every_group_of_forms_has_its_place_in_the_file():
    assert set(case_index.ORDER) == set(Group)
    assert {module.FORM.group for module in FORMS} <= set(case_index.ORDER)


def test_the_index_has_room_for_more():
    for paper_facts in (SETTLED, NOTHING_KNOWN):
        side = case_index.compose(paper_facts).sides[0]
        (table,) = [block for block in side if isinstance(block, Table)]
        assert len(table.rows) == case_index.LEAST_ROWS
    assert "2｜疑点数据核查表｜｜石桥镇人民政府｜2022.8.9" in printed(case_index, SETTLED)


def test_every_figure_stands_with_its_steps_and_grounds():
    text = printed(calculation, SETTLED)
    assert "1. 测算多领金额：3,491.00 元" in text
    assert "2019-12 至 2020-06，7 个月 × 103.00 元 = 721.00 元" in text
    assert "依据：湘人社规〔2022〕30号四(一)；《社会保险法》第六十四条。" in text


def test_a_case_without_periods_says_that_nothing_is_counted():
    assert "没有可以说明的计算" in printed(calculation, NOTHING_KNOWN)
    assert "没有可以说明的计算" in printed(calculation, facts(person=a_person()))
