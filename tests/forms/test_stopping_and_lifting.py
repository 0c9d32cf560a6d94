"""停发待遇告知书 and 解除停止支付通知书 (《通知》二(二))."""

from dataclasses import replace
from datetime import date

import pytest

from app.forms import benefit_stop_notice, lift_payment
from app.models.month import Month
from app.models.terms import PersonStatus
from tests.forms.golden import lines_of
from tests.forms.samples import DEAD, NOTHING_KNOWN, SETTLED, a_case, a_person, facts, known


def stopped(paper_facts):
    return "\n".join(lines_of(benefit_stop_notice.compose(paper_facts)))


def lifted(paper_facts):
    return "\n".join(lines_of(lift_payment.compose(paper_facts)))


def test_kin_are_told_that_the_month_after_death_is_the_first_without_benefit():
    text = stopped(DEAD)
    assert "李桂英的近亲属（单位、村、社区）：" in text
    assert "该待遇应当自死亡的次月即2019年12月起停发。" in text
    assert "丧葬补助金" in text
    assert "恢复发放" not in text


def test_who_was_told_is_addressed():
    assert "\n石桥镇双江村村民委员会：\n" in stopped(SETTLED)
    assert "我单位自2022年8月起停发上述待遇" in stopped(SETTLED)


def test_the_stop_begins_after_the_last_month_that_was_paid():
    early = known.an_act("benefit_stopped", date(2022, 7, 20))
    assert benefit_stop_notice.stopped_from(replace(SETTLED, acts=(early,))) == Month("2022-08")
    assert benefit_stop_notice.stopped_from(NOTHING_KNOWN) is None


def test_the_stop_begins_with_its_own_month_when_nothing_was_paid_since():
    late = known.an_act("benefit_stopped", date(2022, 11, 3))
    assert benefit_stop_notice.stopped_from(replace(SETTLED, acts=(late,))) == Month("2022-11")


@pytest.mark.parametrize("status", PersonStatus)
def test_everybody_is_told_how_to_object(status):
    text = stopped(facts(person=a_person(status=status)))
    assert "60日内依法申请行政复议" in text
    assert "6个月内依法向人民法院提起行政诉讼" in text
    assert ("刑满释放" in text) == (status == PersonStatus.IN_PRISON)
    assert ("由所在监所转交" in text) == (status == PersonStatus.IN_PRISON)


def test_the_bank_is_told_which_letter_ends():
    text = lifted(SETTLED)
    assert "已于2022年12月12日全部退清" in text
    assert (
        "我单位2022年8月12日《社会保险待遇停止支付通知书》（潭社险停〔2022〕12号）不再执行" in text
    )
    assert "账号：6230901807012345678" in text
    assert "湖南湘潭农村商业银行股份有限公司石桥支行：" in text


def test_what_was_never_overpaid_is_told_as_that():
    text = lifted(facts(case=a_case(state="dismissed")))
    assert "经核实不属于多领。" in text
    assert "退清" not in text


def test_a_lift_without_its_letter_leaves_room_for_it():
    text = lifted(NOTHING_KNOWN)
    assert "我单位________年____月____日《社会保险待遇停止支付通知书》（〔________〕第" in text
    assert "解除止付日期｜______年___月___日" in text
