from dataclasses import replace
from datetime import date

import pytest

from app.forms import refund_notice, repayment_schedule
from app.forms.blocks import Table
from app.methods.paid_dues import paid_dues
from app.methods.schedules import instalments
from app.models.month import Month
from app.models.terms import PlanKind
from tests.forms.golden import lines_of
from tests.forms.samples import (
    INSTALMENTS,
    LUMP,
    MONTHLY,
    NOTHING_KNOWN,
    SETTLED,
    a_plan,
    facts,
    progress,
)


def printed(paper_facts):
    return "\n".join(lines_of(repayment_schedule.compose(paper_facts)))


def test_every_due_stands_with_what_is_left_after_it():
    text = printed(INSTALMENTS)
    assert "1｜2022年10月｜3,834.00｜134,166.00｜｜" in text
    assert "36｜2025年9月｜3,810.00｜0.00｜｜" in text
    assert "合　计｜｜138,000.00" in text
    assert "分期抵扣，分36期，每期3,834.00元，末期3,810.00元，2022年10月至2025年9月。" in text


def test_money_goes_to_the_oldest_due_and_its_day_is_told():
    text = printed(SETTLED)
    assert "1｜2022年10月｜1,164.00｜2,327.00｜1,164.00｜2022年10月30日" in text
    assert "3｜2022年12月｜1,163.00｜0.00｜1,163.00｜2022年12月12日" in text


def test_a_due_paid_in_part_has_no_day_yet():
    dues = instalments(349_100, 3, Month("2022-10"), whole_yuan=True).dues
    first, second, third = paid_dues(dues, [(date(2022, 10, 30), 150_000)], before_fen=0)
    assert (first.paid_on, first.left_fen) == (date(2022, 10, 30), 0)
    assert (second.paid_on, second.paid_fen) == (None, 33_600)
    assert third.paid_fen == 0
    assert second.is_overdue(date(2022, 12, 1))
    assert not second.is_overdue(date(2022, 11, 30))


def test_what_came_in_before_the_plan_pays_none_of_it():
    dues = instalments(200_000, 2, Month("2022-10"), whole_yuan=True).dues
    first, _ = paid_dues(dues, [(date(2022, 9, 1), 50_000)], before_fen=50_000)
    assert first.paid_fen == 0


def test_several_plans_are_told_apart():
    plans = (
        a_plan(PlanKind.LUMP, owed_fen=100_000, each_fen=100_000, pay_by=date(2022, 9, 30)),
        a_plan(
            PlanKind.MONTHLY, owed_fen=249_100, each_fen=50_000, periods=5, first_month="2022-10"
        ),
    )
    text = printed(facts(plans=plans))
    assert "一次性1｜2022年9月30日｜1,000.00｜2,491.00" in text
    assert "抵扣5｜2023年2月｜491.00｜0.00" in text


def test_without_a_plan_there_is_room_to_write():
    document = repayment_schedule.compose(NOTHING_KNOWN)
    (table,) = [block for block in document.sides[0] if isinstance(block, Table)]
    assert len(table.rows) == repayment_schedule.BLANK_ROWS
    assert all(not any(row.values) for row in table.rows)


@pytest.mark.parametrize(("paper_facts", "sides"), [(LUMP, 2), (INSTALMENTS, 3), (MONTHLY, 3)])
def test_the_notice_takes_its_dues_along_when_the_last_one_differs(paper_facts, sides):
    assert len(refund_notice.compose(paper_facts).sides) == sides


def test_the_notice_of_equal_dues_is_two_pages():
    even = a_plan(
        PlanKind.INSTALMENTS, owed_fen=349_200, each_fen=29_100, periods=12, first_month="2022-10"
    )
    paper_facts = facts(amount_fen=349_200, plans=(even,))
    assert len(refund_notice.compose(paper_facts).sides) == 2
    two = replace(paper_facts, plans=(even, even), course=progress.a_course((even, even)))
    assert len(refund_notice.compose(two).sides) == 3  # one box cannot say two plans
