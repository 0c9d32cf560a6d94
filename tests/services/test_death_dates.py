from datetime import date, timedelta

import pytest
from sqlmodel import select

from app.errors import UserError
from app.models import DeathDate
from app.models.terms import PersonStatus, VerificationResult
from app.services import cases
from app.services.case_view import case_view
from app.services.death_dates import add_death_date, death_dates, settle_death_date
from app.storage.database import reading
from tests.conftest import TODAY

FIRST, LATER = date(2019, 11, 23), date(2020, 2, 1)


def told(office, number, source="household", died_on=FIRST, **more):
    return add_death_date(office, number, source=source, died_on=died_on, **more)


def settle(office, number, row, reason="与火化证明一致"):
    return settle_death_date(office, number, row.uid, reason)


def texts(office, number):
    return [finding.text for finding in death_dates(office, number).findings]


def test_without_a_source_there_is_nothing_to_say(office, register):
    found = death_dates(office, register().number)
    assert (found.lines, found.findings, found.settled) == ((), (), None)


def test_sources_stand_side_by_side_with_the_months_between_them(office, register):
    number = register().number
    told(office, number, source="cremation", died_on=LATER)
    told(office, number)
    lines = death_dates(office, number).lines
    assert [(line.source, line.months_apart, line.is_earliest) for line in lines] == [
        ("公安户籍注销", 0, True),
        ("民政殡葬火化", 3, False),
    ]


def test_once_one_is_settled_the_months_are_counted_from_it(office, register):
    number = register().number
    told(office, number)
    settle(office, number, told(office, number, source="cremation", died_on=LATER))
    found = death_dates(office, number)
    assert [line.months_apart for line in found.lines] == [-3, 0]
    assert found.settled.died_on == LATER


@pytest.mark.parametrize(
    ("other", "months"),
    [
        (date(2019, 11, 1), 0),
        (date(2019, 11, 30), 0),
        (date(2019, 12, 1), 1),
        (date(2019, 10, 31), -1),
        (date(2018, 11, 23), -12),
    ],
)
def test_the_difference_is_of_months_not_of_days(office, register, other, months):
    number = register().number
    settle(office, number, told(office, number))
    told(office, number, source="grid", died_on=other)
    apart = {line.source: line.months_apart for line in death_dates(office, number).lines}
    assert apart["网格员上报"] == months


def test_when_sources_disagree_the_earliest_is_advised(office, register):
    number = register().number
    told(office, number)
    assert not any("不一致" in text for text in texts(office, number))
    told(office, number, source="cremation", died_on=LATER)
    [apart, unsettled] = texts(office, number)
    assert "最早 2019-11-23，最晚 2020-02-01，相差 3 个月" in apart
    assert "一般取最早的日期认定" in apart
    assert "最早的是公安户籍注销的 2019-11-23，核对后请认定一个来源" in unsettled


def test_sources_that_agree_need_no_word_once_settled(office, register):
    number = register().number
    told(office, number, source="cremation")
    settle(office, number, told(office, number))
    assert texts(office, number) == []


def test_a_lunar_day_is_to_be_converted_not_converted(office, register):
    number = register().number
    row = told(office, number, source="by_kin", is_lunar=True)
    assert row.died_on == FIRST
    assert "亲属申报的日期原为农历，请核对登记的 2019-11-23 是否已换算成公历" in "".join(
        texts(office, number)
    )


def test_settling_makes_the_person_dead_in_every_case(office, register):
    first = register().number
    other = {"insurance": "unemployment", "benefit": "unemployment_benefit"}
    second = register(case=other, periods=[]).number
    settle(office, first, told(office, second))
    for number in (first, second):
        view = case_view(office, number)
        assert (view.person.status, view.person.status_on) == (PersonStatus.DECEASED, FIRST)
        assert view.events[-1].summary == "认定死亡日期 2019-11-23，依据：公安户籍注销"
        assert "deceased" in view.marks


def test_another_day_settled_later_keeps_what_it_was(office, register):
    number = register().number
    settle(office, number, told(office, number))
    other = told(office, number, source="cremation", died_on=LATER)
    settle(office, number, other, reason="火化证明原件")
    event = case_view(office, number).events[-1]
    assert event.summary == "认定死亡日期 2020-02-01（原认定 2019-11-23），依据：民政殡葬火化"
    assert event.details["old"] == {"status_on": "2019-11-23", "settled": "2019-11-23"}
    assert event.details["new"] == {"status_on": "2020-02-01", "settled": "2020-02-01"}
    assert event.details["reason"] == "火化证明原件"
    with reading(office.database) as session:
        settled = session.exec(select(DeathDate).where(DeathDate.is_settled)).all()
    assert [row.died_on for row in settled] == [LATER]


def test_the_same_day_is_not_settled_twice(office, register):
    number = register().number
    row = told(office, number)
    settle(office, number, row)
    with pytest.raises(UserError, match="已认定 2019-11-23"):
        settle(office, number, row)


def test_a_day_corrected_behind_its_back_may_be_settled_anew(office, register):
    number = register().number
    row = told(office, number)
    settle(office, number, row)
    cases.correct(office, number, status_on=LATER)
    assert any("与当事人信息中登记的不一致" in text for text in texts(office, number))
    settle(office, number, row)
    assert case_view(office, number).person.status_on == FIRST


@pytest.mark.parametrize(("reason", "field"), [("", "reason"), ("  ", "reason")])
def test_settling_takes_a_reason(office, register, reason, field):
    number = register().number
    with pytest.raises(UserError, match="请填写认定的理由") as refused:
        settle(office, number, told(office, number), reason=reason)
    assert refused.value.field == field


def test_only_a_source_of_this_person_is_settled(office, register):
    row = told(office, register().number)
    other = register(person={"name": "丁安", "id_number": None}).number
    with pytest.raises(UserError, match="没有这条死亡时间"):
        settle(office, other, row)


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"source": "neighbour"}, "source"),
        ({"source": ""}, "source"),
        ({"died_on": TODAY + timedelta(days=1)}, "died_on"),
        ({"died_on": None}, "died_on"),
        ({"is_settled": True}, "is_settled"),
    ],
)
def test_a_refused_source_names_its_field(office, register, entered, field):
    number = register().number
    with pytest.raises(UserError) as refused:
        told(office, number, **entered)
    assert refused.value.field == field
    assert death_dates(office, number).lines == ()


def test_what_a_source_said_is_entered_once(office, register):
    number = register().number
    told(office, number)
    with pytest.raises(UserError, match="公安户籍注销”的 2019-11-23 已经登记"):
        told(office, number)


@pytest.mark.parametrize(
    ("died", "expected"),
    [
        (date(2019, 11, 30), None),
        (date(2019, 12, 1), "多领应从 2020-01 起，多领明细却从 2019-12 起"),
        (date(2019, 10, 31), "多领应从 2019-11 起，多领明细从 2019-12 起，请核对其间是否发放"),
    ],
)
def test_overpaid_months_are_held_against_the_settled_death(office, register, died, expected):
    """The case of `register` is overpaid from 2019-12 on."""
    number = register().number
    settle(office, number, told(office, number, died_on=died))
    found = texts(office, number)
    assert len(found) == (0 if expected is None else 1)
    assert expected is None or expected in found[0]


def test_a_case_of_another_reason_is_not_held_against_the_death(office, register):
    number = register(case={"reason": "duplicate_resident"}).number
    settle(office, number, told(office, number, died_on=date(2020, 3, 1)))
    assert texts(office, number) == []


def test_a_case_with_months_before_the_death_is_not_confirmed(office, register):
    number = register().number
    settle(office, number, told(office, number, died_on=date(2020, 3, 1)))
    confirmed = VerificationResult.CONFIRMED
    with pytest.raises(UserError, match="死亡当月的待遇属于当事人"):
        cases.verify(office, number, by="李四", on=TODAY, result=confirmed)
