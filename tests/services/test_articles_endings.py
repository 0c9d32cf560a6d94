"""《通知》四(一) 应追尽追: nothing is written off, no case ends without what must be done first."""

import re
from pathlib import Path

import pytest

from app.errors import UserError
from app.folders import POLICY
from app.models.terms import PersonStatus
from app.services import cards, cases, printing, receipts
from app.services.case_view import case_view
from tests.conftest import TODAY
from tests.services.acts import receive, step

CARD = {"bank": "农村商业银行", "account_number": "6217001234567890123"}
PAPER = {"reference": "县社保〔2026〕9号"}
DENIED = re.compile(r"(没有|不是|不|无)(核销|减免|豁免)")


def refused(office, number, *, match, **entered):
    with pytest.raises(UserError, match=match):
        step(office, number, "closed", **entered)


def test_nothing_in_the_book_writes_off_or_reduces_a_debt():
    for path in Path(POLICY).rglob("*.toml"):
        text = DENIED.sub("", path.read_text(encoding="utf-8"))
        found = re.findall(r".{0,12}(?:核销|减免|豁免|免除|免于退还).{0,12}", text)
        assert not found, (path.name, found)


def test_a_case_with_a_debt_ends_only_by_the_county_s_paper(policy):
    """Domain §3: C7, C10, C11; every other ending needs all the money, or that none was owed."""
    by_paper = {e.code for e in policy.endings.values() if e.needs_county_paper}
    assert by_paper == {"C7", "C10", "C11"}
    for ending in policy.endings.values():
        if not ending.needs_county_paper:
            assert {*ending.after} & {"recovered", "dismissed"}, ending.code


def test_a_recovered_case_ends_when_the_money_is_deposited_and_the_card_is_free(office, confirmed):
    """二(二)、四(一), domain §3 rule 4."""
    number = confirmed(amount_fen=30_000)
    card = cards.set_card(office, number, **CARD, stop_notice_on=TODAY)
    printing.issue(office, number, "refund-notice")
    receipt = receive(office, number, 30_000)
    refused(office, number, match="财政专户", outcome="paid_at_once")
    receipts.record_deposit(office, receipt.id, on=TODAY)
    refused(office, number, match="请先书面通知银行解除", outcome="paid_at_once")
    cards.set_card(office, number, card_id=card.id, lift_notice_on=TODAY)
    step(office, number, "closed", outcome="paid_at_once")
    assert case_view(office, number).case.state == "closed"


def test_an_estate_used_up_ends_a_case_only_with_the_county_s_paper(office, confirmed):
    """C7: not while money is on a card, nor of a living person."""
    number = confirmed(amount_fen=30_000)
    printing.issue(office, number, "refund-notice")
    cards.set_card(office, number, **CARD, balance_fen=5_000)
    refused(office, number, match="没有登记为死亡", outcome="estate_exhausted", **PAPER)
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=TODAY)
    refused(office, number, match="还有余额", outcome="estate_exhausted", **PAPER)
    receipt = receive(office, number, 5_000, channel="card_return")
    receipts.record_deposit(office, receipt.id, on=TODAY)
    refused(office, number, match="文号", outcome="estate_exhausted")
    step(office, number, "closed", outcome="estate_exhausted", **PAPER)
    assert case_view(office, number).file.left_fen == 25_000  # the debt is told as it is


def test_a_case_is_handed_to_another_place_before_it_ends_there(office, confirmed):
    """C10."""
    number = confirmed(amount_fen=30_000)
    refused(office, number, match="移交其他地方或机构", outcome="handed_on", **PAPER)
    step(office, number, "transferred_elsewhere", party="邻县社保中心", **PAPER)
    refused(office, number, match="文号", outcome="handed_on")
    step(office, number, "closed", outcome="handed_on", **PAPER)


def test_the_joint_meeting_ends_a_case_by_its_paper_and_it_may_be_reopened(office, confirmed):
    """C11 (四(二) 会商机制); reopening keeps what was."""
    number = confirmed(amount_fen=30_000)
    refused(office, number, match="文号", outcome="county_ended")
    step(office, number, "closed", outcome="county_ended", **PAPER)
    step(office, number, "reopened", note="发现新的财产线索")
    view = case_view(office, number)
    assert view.case.state == "confirmed"
    assert [line.milestone.kind for line in view.milestones][-2:] == ["closed", "reopened"]
