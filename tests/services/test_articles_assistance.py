"""《通知》三(三): who may apply for 救助帮扶, what closes it, and that it pays all that is left."""

import pytest

from app.errors import UserError
from app.models.terms import MethodCode
from app.services import cases, printing
from app.services.case_view import case_view
from tests.services.acts import choose, low_income, offer, receive, step, texts

ASSISTANCE = MethodCode.ASSISTANCE
GRANTED = {"outcome": "granted", "fen": 30_000, "reference": "政府会议纪要〔2026〕3号"}


@pytest.fixture
def poor(office, confirmed):
    """A proven case over 300.00 of somebody who has nothing, told by a notice."""
    number = confirmed(amount_fen=30_000, benefit_fen=0, can_repay=False, category="subsistence")
    low_income(office, number)
    printing.issue(office, number, "refund-notice")
    return number


@pytest.mark.parametrize("applicant", ["self", "kin", "employer", "township"])
def test_self_kin_unit_and_township_may_apply(office, poor, applicant):
    choose(office, poor, ASSISTANCE)
    step(office, poor, "assistance_applied", outcome=applicant, party="付小𬀩")
    told = texts(offer(office, poor, ASSISTANCE))
    assert "已于 2026-11-21 提出救助帮扶申请，等待答复" in told
    assert "不在可以申请的范围内" not in told


def test_who_has_means_is_not_assisted_until_they_are_used_up(office, poor):
    """A balance, an account, a benefit or the ability to repay comes first (三(二)、三(四))."""
    cases.correct(office, poor, account_fen=10_000)
    assert not offer(office, poor, ASSISTANCE).is_open
    receive(office, poor, 10_000, channel="personal_account")
    assert offer(office, poor, ASSISTANCE).is_open


def test_what_is_granted_is_the_whole_debt_and_comes_in_before_the_case_ends(office, poor):
    choose(office, poor, ASSISTANCE)
    step(office, poor, "assistance_applied", outcome="township", party="清溪镇人民政府")
    step(office, poor, "assistance_verified")
    step(office, poor, "assistance_reported")
    with pytest.raises(UserError, match=r"所填金额少 0\.01 元"):
        step(office, poor, "assistance_decided", **GRANTED | {"fen": 29_999})
    step(office, poor, "assistance_decided", **GRANTED)
    assert case_view(office, poor).file.left_fen == 30_000  # a promise is no money
    with pytest.raises(UserError, match="在“已全额追回”时登记"):
        step(office, poor, "closed", outcome="aided")
    receive(office, poor, 30_000, channel="government_aid", payer="清溪县财政局")
    view = case_view(office, poor)
    assert (view.case.state, view.file.recovered_by("funding")) == (
        "recovered",
        {"fiscal_aid": 30_000},
    )


def test_charity_may_pay_by_its_own_procedure(office, poor):
    """三(三): also where the government did not grant anything."""
    choose(office, poor, ASSISTANCE)
    step(office, poor, "assistance_applied", outcome="self", party="付建𬀩")
    step(office, poor, "assistance_decided", outcome="refused", reference="〔2026〕4号")
    channels = {c.channel: c.is_open for c in offer(office, poor, ASSISTANCE).channels}
    assert channels == {"government_aid": False, "charity": True}
    receive(office, poor, 30_000, channel="charity", payer="清溪县慈善会")
    assert case_view(office, poor).case.state == "recovered"
