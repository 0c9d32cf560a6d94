from dataclasses import replace

import pytest

from app.forms import refund_notice
from app.models.terms import PlanKind
from tests.forms.golden import lines_of
from tests.forms.samples import DEAD, INSTALMENTS, LUMP, MONTHLY, a_case, facts


def printed(paper_facts):
    return "\n".join(lines_of(refund_notice.compose(paper_facts)))


@pytest.mark.parametrize(
    ("paper_facts", "chosen"),
    [
        (LUMP, "1、☑一次性退回3,491.00元（大写叁仟肆佰玖拾壹元整），退回时间2022年9月前。"),
        (
            INSTALMENTS,
            (
                "2、☑分期抵扣，分36期，每期退回3,834.00元（大写叁仟捌佰叁拾肆元整），"
                "协助抵扣起止时间2022年10月至2025年9月。"
            ),
        ),
        (
            MONTHLY,
            (
                "3、☑按月抵扣，每月退回372.00元（大写叁佰柒拾贰元整），"
                "协助抵扣起止时间2022年9月至2025年7月。"
            ),
        ),
    ],
)
def test_only_the_chosen_way_is_ticked_and_filled(paper_facts, chosen):
    text = printed(paper_facts)
    assert chosen in text
    assert text.count("☑") == 1
    assert text.count("□") == 2
    assert f"勾选的第{chosen[0]}种退还方式" in text


def test_all_ways_stay_open_when_none_is_chosen():
    text = printed(DEAD)
    assert text.count("□") == len(PlanKind)
    assert "勾选的第________种" in text


def test_promisor_of_a_dead_person_is_told_to_sign():
    hint = "由承诺人签字"
    assert hint in printed(DEAD)
    assert hint not in printed(LUMP)


def test_periods_give_the_first_and_the_last_month():
    text = printed(DEAD)
    assert "开始时间｜2019年12月" in text
    assert "终止时间｜2022年7月" in text


def test_situation_says_who_what_when_and_how_it_was_found():
    assert (
        "李桂英为城乡居民基本养老保险待遇领取人员，待遇类别为城乡居民养老金。"
        "当事人于2019年11月23日死亡，2019年12月至2022年7月多领上述待遇共计3,491.00元。"
        "该情况于2022年8月9日发现。核实情况：石桥村委会和县殡仪馆均证实死亡日期， "
        "当事人死亡后其子仍持卡支取待遇。"
    ) in printed(DEAD)


def test_other_reason_is_told_by_its_note():
    case = a_case(reason="other", reason_note="户籍迁出后仍发放")
    assert "多领原因｜户籍迁出后仍发放" in printed(replace(facts(), case=case))
    case = a_case(reason="death", reason_note="农历日期已换算")
    assert "多领原因｜死亡后未及时申报（农历日期已换算）" in printed(facts(case=case))


def test_marks_nobody_sees_do_not_stop_a_paper():
    text = printed(facts(reason_label="死亡\u200b后未及时申报\ufeff"))
    assert "多领原因｜死亡后未及时申报\n" in text
