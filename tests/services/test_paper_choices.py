"""What the clerk chooses when a paper is issued: it stands on the paper, or is refused."""

from datetime import date

import pytest

from app.errors import UserError
from app.forms import FORMS
from app.forms.choices import Ask, Choices
from app.models.terms import LiableRole, PersonStatus
from app.services import cases, liable, printing, settings
from tests.conftest import TODAY
from tests.forms.golden import lines_of
from tests.services.acts import step

DECEASED = {"status": PersonStatus.DECEASED, "status_on": date(2026, 1, 23)}


def text_of(office, number, form, **choices):
    return "\n".join(lines_of(printing.preview(office, number, form, Choices(**choices))))


def refused(office, number, form, **choices):
    with pytest.raises(UserError) as error:
        printing.issue(office, number, form, Choices(**choices))
    assert error.value.field in choices
    return error.value.advice


def asked(office, number, form):
    return {question.ask: question for question in printing.questions(office, number, form)}


@pytest.fixture
def noticed(office, confirmed):
    number = confirmed()
    printing.issue(office, number, "refund-notice")
    return number


def test_every_field_of_the_choices_is_asked_by_some_form():
    asked_by_forms = {ask for module in FORMS for ask in module.FORM.asks}
    assert asked_by_forms == set(Ask) - {Ask.REASON}  # asked where a paper is replaced
    assert {ask.value for ask in Ask} == set(Choices.__dataclass_fields__)


def test_another_department_is_asked(office, register):
    number = register().number
    assert asked(office, number, "assist-letter")[Ask.DEPARTMENT].usual == "police"
    assert "医院（卫生院）：" in text_of(office, number, "assist-letter", department="hospital")
    village = text_of(office, number, "assist-letter", department="village")
    label = office.policy.departments["village"].label
    assert f"\n{label}：\n" in village
    assert "请在列表中选择" in refused(office, number, "assist-letter", department="天庭")


def test_a_deadline_leaves_the_term_of_the_opinion(office, noticed):
    """Fifteen days from today; the sixth of December is a Sunday, so until the seventh."""
    assert "2026年12月7日" in asked(office, noticed, "audit-opinion")[Ask.DEADLINE].hint
    why = refused(office, noticed, "audit-opinion", deadline=date(2026, 12, 6))
    assert why == "“限期”2026-12-06 早于 2026-12-07，期限不足，请改后再出具。"
    text = text_of(office, noticed, "audit-opinion", deadline=date(2026, 12, 7))
    assert "请在2026年12月7日前将此笔款项汇至我中心" in text


def test_the_county_s_own_term_counts(office, noticed):
    settings.change_profile(office, term_days={"T07": 30})
    assert "2026年12月21日" in asked(office, noticed, "audit-opinion")[Ask.DEADLINE].hint
    assert "期限不足" in refused(office, noticed, "audit-opinion", deadline=date(2026, 12, 20))


def test_a_deadline_is_never_past(office, noticed):
    step(office, noticed, "notice_served", manner="direct", party="本人")
    assert "早于今天" in refused(office, noticed, "reminder", deadline=date(2026, 11, 20))
    assert "2026年11月21日" in text_of(office, noticed, "reminder", deadline=TODAY)


def test_a_transfer_waits_for_its_own_step(office, confirmed):
    number = confirmed(fraud_suspected=True)
    assert "劳动保障监察机构：" in text_of(office, number, "transfer-letter")
    assert "公安局" not in str(asked(office, number, "transfer-letter")[Ask.TRANSFER].options)
    assert refused(office, number, "transfer-letter", transfer="transferred_police")
    cases.correct(office, number, crime_suspected=True)
    text = text_of(office, number, "transfer-letter", transfer="transferred_inspection")
    assert "劳动保障监察机构：" in text


def test_one_heir_of_several_declares_or_one_who_is_not_entered(office, confirmed):
    number = confirmed()
    cases.correct(office, number, **DECEASED)
    for name in ("付小𬀩", "付㛃"):
        liable.set_liable(office, number, role=LiableRole.HEIR, name=name, relation="child")
    both = printing.preview(office, number, "inheritance-statement")
    assert (len(both.sides), both.issuer) == (2, "付小𬀩、付㛃")
    one = printing.issue(office, number, "inheritance-statement", Choices(declarant="付㛃"))
    assert (len(one.content["sides"]), one.content["issuer"]) == (1, "付㛃")
    assert "付小𬀩" not in str(one.content)
    other = text_of(office, number, "inheritance-statement", declarant="付 大山")
    assert "付 大山" in other


def test_a_donor_who_is_known_needs_not_be_written_again(office, confirmed):
    number = confirmed()
    liable.set_liable(
        office, number, role=LiableRole.OTHER, name="付㛃", relation="sibling", phone="13900000002"
    )
    text = text_of(office, number, "donation-statement", declarant="付㛃")
    assert "付㛃" in text
    assert "13900000002" in text
    assert "爱心企业" in text_of(office, number, "donation-statement", declarant="爱心企业")


def test_the_receipt_says_who_receives_how_many_copies_in_which_manner(office, noticed):
    text = text_of(office, noticed, "delivery-receipt", recipient="付㛃", manner="left", copies=3)
    assert "受送达人｜付㛃" in text
    assert "☑留置送达" in text
    assert "3份" in text
    assert "1 至 9 份" in refused(office, noticed, "delivery-receipt", copies=10)
    assert "请在列表中选择" in refused(office, noticed, "delivery-receipt", manner="飞鸽")


def test_whoever_is_told_of_the_stop_is_named(office, confirmed):
    number = confirmed()
    assert "上洞村村民委员会：" in text_of(
        office, number, "benefit-stop-notice", addressee="上洞村村民委员会"
    )


def test_a_form_is_not_given_what_it_does_not_ask(office, noticed):
    why = refused(office, noticed, "delivery-receipt", deadline=TODAY)
    assert why == "《送达回证》没有“限期”这一项。"


def test_names_typed_are_one_line_and_not_endless(office, noticed):
    assert "不能超过 60 个字" in refused(office, noticed, "delivery-receipt", recipient="长" * 61)
    assert "受送达人｜付 㛃" in text_of(office, noticed, "delivery-receipt", recipient=" 付\n㛃 ")


def test_what_the_office_knows_of_itself_is_on_its_papers(office, confirmed):
    settings.change_profile(
        office,
        bureau="蓝山县人力资源和社会保障局",
        bureau_clerk="周㛃",
        bureau_phone="0746-2210000",
        agency_address="蓝山县塔峰镇南平路1号",
    )
    number = confirmed()
    for _ in range(3):
        step(office, number, "contact_failed", manner="phone")
    printing.issue(office, number, "refund-notice")
    assert "到蓝山县塔峰镇南平路1号（地址）领取" in text_of(office, number, "announcement")
    step(office, number, "notice_served", manner="direct", party="本人")
    step(office, number, "refused", note="拒绝退还")
    notice = text_of(office, number, "dishonesty-notice")
    assert "联系人：周㛃　联系电话：0746-2210000" in notice
    assert notice.endswith("蓝山县人力资源和社会保障局（盖章）\n________年____月____日")


def test_without_a_card_the_bank_letter_says_to_enter_it_first(office, noticed):
    with pytest.raises(UserError, match="请先登记待遇发放卡（折）的卡号、开户行"):
        printing.issue(office, noticed, "stop-payment")
