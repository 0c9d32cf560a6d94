"""送达回证: for the papers that wait; once they were handed over, with how that went."""

import pytest

from app.errors import UserError
from app.forms.choices import Choices
from app.services import batch_printing, cases, printing
from app.services.cards import set_card
from app.services.case_view import case_view
from tests.forms.golden import lines_of
from tests.services.scripts import act, begun, deliver, deliver_failed, issue

PROMISED = (
    ("correct", {"benefit_fen": 186_000, "can_repay": True}),
    ("choose", {"method": "agreement"}),
    ("plan", {"kind": "instalments", "periods": 3, "first_month": "2022-10"}),
    ("issue", {"form": "refund-notice"}),
)
WITH = {"manner": "direct", "servers": "李核实、王走访"}


@pytest.fixture
def noticed(book, clock):
    return begun(book, clock, "noticed")


def receipt(book, number, **chosen):
    document = printing.preview(book, number, "delivery-receipt", Choices(**chosen))
    return "\n".join(lines_of(document))


def uid_of(book, number, form):
    papers = case_view(book, number).file.documents
    return next(paper.uid for paper in papers if paper.form == form)


def test_before_the_delivery_all_is_left_for_the_pen(book, noticed):
    text = receipt(book, noticed)
    assert "多领社会保险待遇追缴告知书｜____________｜2份" in text
    assert "☑" not in text
    assert "签收人" not in text


def test_after_it_the_receipt_says_what_was_recorded(book, noticed):
    deliver_failed(book, noticed, "refund-notice", manner="phone", note="无人接听")
    taken = {"party": "陈小英", "relation": "daughter", **WITH}
    deliver(book, noticed, "refund-notice", **taken)
    text = receipt(book, noticed)
    assert "☑直接送达" in text
    assert "代收人签收｜签收人：陈小英\n与受送达人关系：女儿" in text
    assert "李核实（签名）" in text
    assert "电话未送达，无人接听" in text


def test_a_paper_taken_by_the_person_is_signed_by_them(book, noticed):
    deliver(book, noticed, "refund-notice", party="付建𬀩", **WITH)
    assert "受送达人签收｜签收人：付建𬀩" in receipt(book, noticed)


def test_what_waits_comes_before_what_was_handed_over(book, noticed):
    deliver(book, noticed, "refund-notice", party="付建𬀩", **WITH)
    issue(book, noticed, "reminder")
    text = receipt(book, noticed)
    assert "催还通知｜" in text
    assert "追缴告知书" not in text
    assert "签收人" not in text
    chosen = uid_of(book, noticed, "refund-notice")
    assert "签收人：付建𬀩" in receipt(book, noticed, paper=chosen)


def test_what_need_not_be_delivered_any_more_is_left_out(book, clock):
    number = begun(book, clock, "confirmed")
    for what, entered in PROMISED:
        act(book, number, what, dict(entered))
    assert "追缴告知书｜" in receipt(book, number)
    act(book, number, "agreement_signed", {"party": "本人"})
    assert "追缴告知书｜" in receipt(book, number)  # nothing else is there to hand over
    issue(book, number, "reminder")
    text = receipt(book, number)
    assert "催还通知｜" in text
    assert "追缴告知书" not in text


def test_without_a_paper_in_force_for_the_person_there_is_no_receipt(book, noticed):
    set_card(book, noticed, account_number="6217001234567890123")
    issue(book, noticed, "stop-payment")
    cases.assess(book, noticed, 110_000)
    with pytest.raises(UserError, match="请先出具须送达当事人的文书"):
        receipt(book, noticed)
    pack = batch_printing.issue_batch(book, [noticed], "送达包")
    assert [paper.outcome for paper in pack.papers] == [batch_printing.Outcome.REFUSED] * 2


def test_only_a_paper_of_the_case_is_served(book, noticed):
    with pytest.raises(UserError, match="暂不能出具") as refused:
        receipt(book, noticed, paper="0" * 32)
    assert refused.value.field == "paper"
