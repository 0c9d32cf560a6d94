from datetime import date

import pytest
from sqlmodel import select

from app.errors import UserError
from app.models import Event, Evidence, Roll
from app.models.terms import EventKind, HitState, VerificationResult
from app.services import cases
from app.services.roll_reading import read_roll
from app.services.rolls import accept, accept_all, decline, proposals, store_roll
from app.storage.database import reading
from tests.conftest import TODAY
from tests.exchange.books import write_book

FU = "11010519491231002X"
ZHANG = "430321195003081012"


@pytest.fixture
def roll(tmp_path):
    """Writes a list of some name and rows under its headings."""

    def write(*rows, name="2026年11月低保对象花名册.xlsx", headings=("姓名", "身份证号码")):
        return write_book(tmp_path / name, {"Sheet1": [[name], headings, *rows]})

    return write


def test_who_is_on_the_list_is_proposed_and_becomes_evidence_of_its_day(office, register, roll):
    number = register().number
    path = roll(["付建𬀩", FU], ["别的人", ZHANG])
    read = read_roll(office, path)
    assert (read.category, read.listed_on, read.rows) == ("subsistence", TODAY, 2)
    assert [(h.number, h.row, h.note) for h in read.hits] == [(number, 3, "")]
    assert proposals(office) == [], "only looked at"
    assert store_roll(office, read) == 1
    [proposal] = proposals(office, number)
    assert (proposal.category, proposal.on) == ("低保对象", TODAY)
    accept(office, proposal.uid)
    with reading(office.database) as session:
        evidence = session.exec(select(Evidence)).one()
        kinds = session.exec(select(Event.kind)).all()
    assert (evidence.category, evidence.department) == ("subsistence", "civil_affairs")
    assert evidence.document == "2026年11月低保对象花名册"
    assert (evidence.issued_on, evidence.verified_by) == (TODAY, "张三")
    assert kinds.count(EventKind.ROLL) == 2
    assert EventKind.EVIDENCE in kinds
    assert proposals(office) == []
    assert proposals(office, decided=True)[0].state == HitState.ACCEPTED
    with pytest.raises(UserError, match="已经处理过"):
        accept(office, proposal.uid)


def test_the_same_list_twice_adds_nobody_but_a_new_case(office, register, roll):
    register()
    path = roll(["付建𬀩", FU], ["张三", ZHANG])
    assert store_roll(office, read_roll(office, path)) == 1
    assert store_roll(office, read_roll(office, path)) == 0
    register(person={"name": "张三", "id_number": ZHANG})
    assert store_roll(office, read_roll(office, path)) == 1
    with reading(office.database) as session:
        assert len(session.exec(select(Roll)).all()) == 1


def test_what_is_declined_keeps_its_reason(office, register, roll):
    number = register().number
    store_roll(office, read_roll(office, roll(["付建𬀩", FU])))
    [proposal] = proposals(office)
    with pytest.raises(UserError, match="请填写不采用的原因"):
        decline(office, proposal.uid, reason=" ")
    decline(office, proposal.uid, reason="上月已退出")
    assert proposals(office) == []
    with reading(office.database) as session:
        told = [event.summary for event in session.exec(select(Event))]
    assert any("不采用：上月已退出" in text for text in told)
    assert proposals(office, number, decided=True)[0].state == HitState.DECLINED


def test_another_name_under_the_number_is_told(office, register, roll):
    register()
    [hit] = read_roll(office, roll(["傅建伟", FU])).hits
    assert "姓名不一致：名单上是“傅建伟”" in hit.note


def test_closed_and_dismissed_cases_are_not_matched(office, register, roll):
    number = register().number
    cases.verify(office, number, by="李四", on=TODAY, result=VerificationResult.DISMISSED)
    assert read_roll(office, roll(["付建𬀩", FU])).hits == ()


def test_a_case_of_the_category_that_is_not_on_the_list_is_told(office, register, roll):
    number = register(case={"category": "subsistence"}).number
    read = read_roll(office, roll(["张三", ZHANG]))
    assert [one.number for one in read.absent] == [number]


LEVELS = [("一级", 1), ("肢体二级", 1), ("三级", 0), ("4级", 0), ("", 1)]


@pytest.mark.parametrize(("level", "hits"), LEVELS)
def test_of_a_list_of_the_disabled_only_the_severe_count(office, register, roll, level, hits):
    register()
    headings = ("姓名", "身份证号码", "残疾等级")
    name = "残联2026-10-31持证残疾人.xlsx"
    read = read_roll(office, roll(["付建𬀩", FU, level], name=name, headings=headings))
    assert (read.category, read.listed_on) == ("severe_disability", date(2026, 10, 31))
    assert len(read.hits) == hits
    if hits and not level:
        assert "没有写残疾等级" in read.hits[0].note


def test_the_certificate_number_goes_into_the_evidence(office, register, roll):
    register()
    name = "2026年10月名册.xlsx"
    read = read_roll(
        office, roll(["付建𬀩", f"{FU}42"], name=name, headings=("姓名", "残疾人证号"))
    )
    assert read.category == "severe_disability"
    store_roll(office, read)
    evidence = accept(office, proposals(office)[0].uid)
    assert evidence.document_number == f"{FU}42"


def test_a_list_that_does_not_say_what_it_is_is_asked_about(office, register, roll):
    register()
    path = roll(["付建𬀩", FU], name="名单.xlsx")
    with pytest.raises(UserError) as refused:
        read_roll(office, path)
    assert refused.value.field == "category"
    with pytest.raises(UserError) as refused:
        read_roll(office, path, category="extreme_poverty")
    assert refused.value.field == "listed_on"
    told = read_roll(office, path, category="extreme_poverty", listed_on=date(2026, 10, 1))
    assert [hit.category for hit in told.hits] == ["extreme_poverty"]
    with pytest.raises(UserError, match="晚于今天"):
        read_roll(office, path, category="extreme_poverty", listed_on=date(2026, 12, 1))


NAMES = {
    "乡村振兴局202609脱贫不稳定户.xlsx": ("unstable_household", date(2026, 9, 30)),
    "特困供养人员（2026.11.5）.xlsx": ("extreme_poverty", date(2026, 11, 5)),
    "低保边缘家庭2026年3月.xlsx": ("subsistence_edge", date(2026, 3, 31)),
}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_the_file_says_the_category_and_the_day(office, register, roll, name):
    register()
    read = read_roll(office, roll(["付建𬀩", FU], name=name))
    assert (read.category, read.listed_on) == NAMES[name]


def test_several_are_accepted_at_once_and_the_refused_say_why(office, register, roll):
    register()
    register(person={"name": "张三", "id_number": ZHANG})
    read = read_roll(office, roll(["付建𬀩", FU], ["张三", ZHANG]))
    store_roll(office, read)
    first, second = [one.uid for one in proposals(office)]
    accept(office, first)
    done, refused = accept_all(office, [first, second])
    assert done == 1
    assert [uid for uid, _ in refused] == [first]
