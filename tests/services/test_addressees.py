"""To whom letters of a case go, and what a case must have come to before they may be issued."""

from datetime import date

import pytest

from app.errors import UserError
from app.models.terms import LiableRole, PersonStatus
from app.services import cases, death_dates, liable
from app.services.printing import issue, preview
from tests.forms.golden import lines_of
from tests.services.acts import low_income, step


def text_of(office, number, form):
    return "\n".join(lines_of(preview(office, number, form)))


def test_departments_are_asked_one_after_the_other(office, register):
    number = register().number
    assert "公安局（派出所）：" in text_of(office, number, "assist-letter")
    died = date(2019, 11, 23)
    row = death_dates.add_death_date(office, number, source="household", died_on=died)
    assert "民政局（殡仪馆）：" in text_of(office, number, "assist-letter")
    death_dates.settle_death_date(office, number, row.uid, "户口注销证明")
    assert "□健在　☑死亡" in text_of(office, number, "visit-record")


def test_prison_is_asked_of_a_prisoner(office, register):
    number = register(case={"reason": "imprisonment"}).number
    assert "监狱（看守所）：" in text_of(office, number, "assist-letter")


def test_transfer_goes_where_it_is_due(office, confirmed):
    number = confirmed(fraud_suspected=True, staff_involved=True)
    assert "劳动保障监察机构：" in text_of(office, number, "transfer-letter")
    step(office, number, "transferred_inspection", party="县劳动保障监察大队", reference="1号")
    assert "纪律检查委员会监察委员会：" in text_of(office, number, "transfer-letter")
    cases.correct(office, number, crime_suspected=True)
    assert "公安局：" in text_of(office, number, "transfer-letter")


def test_nothing_is_handed_on_without_a_reason(office, confirmed):
    with pytest.raises(UserError, match="暂不能出具《移送函》"):
        preview(office, confirmed(), "transfer-letter")


def test_announcement_waits_for_three_attempts(office, register):
    number = register().number
    for attempt in range(3):
        with pytest.raises(UserError, match=f"至少登记 3 次，现有 {attempt} 次"):
            preview(office, number, "announcement")
        step(office, number, "contact_failed", manner="phone")
    assert "多次联系未果" in text_of(office, number, "announcement")


def test_application_for_aid_is_for_those_in_hardship(office, confirmed):
    with pytest.raises(UserError, match="没有登记为困难或特殊群体"):
        preview(office, confirmed(), "assistance-application")
    number = confirmed(category="subsistence")
    assert "最低生活保障证" in text_of(office, number, "materials-request")
    low_income(office, number)
    assert "最低生活保障证" in text_of(office, number, "assistance-application")


def test_heirs_declare_once_the_death_is_known(office, confirmed):
    number = confirmed()
    with pytest.raises(UserError, match="没有登记为死亡"):
        preview(office, number, "inheritance-statement")
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=date(2019, 11, 23))
    liable.set_liable(office, number, role=LiableRole.HEIR, name="付小𬀩", relation="child")
    document = preview(office, number, "inheritance-statement")
    assert document.issuer == "付小𬀩"


@pytest.mark.parametrize("form", ["demand-to-perform", "enforcement-application"])
def test_no_demand_before_a_decision(office, confirmed, form):
    with pytest.raises(UserError, match="暂不能出具"):
        preview(office, confirmed(), form)


def test_issued_papers_are_on_file(office, confirmed):
    number = confirmed(fraud_suspected=True)
    issue(office, number, "refund-notice")
    assert "多领社会保险待遇追缴告知书" in text_of(office, number, "transfer-letter")
