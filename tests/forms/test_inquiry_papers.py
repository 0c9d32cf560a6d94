"""入户核查表、调查（询问）笔录、协查函: what changes with the case."""

from dataclasses import replace
from datetime import date

import pytest

from app.forms import assist_letter, inquiry_record, visit_record
from app.forms.wording import official_text
from app.models.terms import PersonStatus
from app.services import addressees
from tests.forms.golden import lines_of
from tests.forms.samples import DEAD, INSTALMENTS, LUMP, NOTHING_KNOWN, a_person, facts


def printed(module, paper_facts):
    return "\n".join(lines_of(module.compose(paper_facts)))


def test_visit_leaves_alive_to_be_seen_and_ticks_what_is_known():
    assert "□健在　□死亡" in printed(visit_record, LUMP)
    text = printed(visit_record, DEAD)
    assert "□健在　☑死亡" in text
    assert "发生日期：2019年11月23日" in text


def test_visit_tells_of_the_last_one_and_takes_no_cash():
    text = printed(visit_record, INSTALMENTS)
    assert "上次走访｜2022年8月20日，村干部刘满贵：本人在家" in text
    assert "☑没有偿还能力" in text
    assert "不收取现金，不代收退款" in text
    assert "上次走访" not in printed(visit_record, NOTHING_KNOWN)


def test_every_page_of_the_record_is_signed():
    document = inquiry_record.compose(LUMP)
    assert len(document.sides) == 3
    for side in document.sides:
        assert "被询问人（签名、捺印）" in str(side[-1])
    assert "以上笔录我看过，与我说的一致" in printed(inquiry_record, LUMP)


def test_the_person_is_asked_as_such_and_others_about_the_person():
    assert "被询问人｜张三" in printed(inquiry_record, LUMP)
    assert "问：你的社会保险待遇发放卡（折）" in printed(inquiry_record, LUMP)
    text = printed(inquiry_record, DEAD)
    assert "被询问人｜｜" in text
    assert "问：你与李桂英是什么关系？" in text
    assert "问：李桂英是什么时候、在什么地方去世的？" in text


@pytest.mark.parametrize(
    ("status", "group", "asked"),
    [
        (PersonStatus.IN_PRISON, "prison", "什么时候被采取强制措施"),
        (PersonStatus.MISSING, "death", "你最后一次见到"),
        (PersonStatus.ALIVE, "duplicate", "另一份待遇在哪里领取"),
        (PersonStatus.ALIVE, "fraud", "申请待遇时提交了哪些材料"),
        (PersonStatus.ALIVE, "error", "从什么时候起不应再领取"),
    ],
)
def test_what_happened_is_asked_as_it_may_have_happened(status, group, asked):
    text = printed(inquiry_record, facts(person=a_person(status=status), reason_group=group))
    assert asked in text


@pytest.mark.parametrize(
    ("made_on", "is_there"), [(date(2022, 9, 1), True), (date(2022, 9, 2), False)]
)
def test_a_minor_has_a_guardian_beside(made_on, is_there):
    """Born on 2004-09-02: of age on the birthday."""
    young = replace(facts(person=a_person(id_number="430321200409021014")), made_on=made_on)
    assert ("监护人" in printed(inquiry_record, young)) == is_there


def test_each_department_is_asked_what_it_knows():
    text = printed(assist_letter, DEAD)
    assert "民政局（殡仪馆）：" in text
    assert "火化（安葬）日期" in text
    assert "公安局（派出所）：" in printed(assist_letter, LUMP)
    assert "其中政府补贴" in printed(assist_letter, INSTALMENTS)


def test_every_department_that_may_be_asked_has_its_words():
    known = set(official_text("assist_letter")["departments"])
    assert {code for codes in addressees.ASKED.values() for code in codes} <= known
    assert set(addressees.MISSING) <= known
