import pytest

from app.errors import UserError
from app.models.terms import CaseState
from app.services import cases, printing
from app.services.case_view import case_view


def test_no_notice_before_the_case_is_confirmed(office, register):
    with pytest.raises(UserError, match="请先登记核实结论"):
        printing.issue(office, register().number, "refund-notice")


def test_the_audit_opinion_follows_the_notice(office, confirmed):
    number = confirmed()
    with pytest.raises(UserError, match="请先出具《多领社会保险待遇追缴告知书》"):
        printing.issue(office, number, "audit-opinion")
    printing.issue(office, number, "refund-notice")
    assert case_view(office, number).case.state == CaseState.NOTICED
    printing.issue(office, number, "audit-opinion")


def test_a_reprint_says_what_was_issued_whatever_changed_since(office, confirmed):
    number = confirmed()
    issued = printing.issue(office, number, "refund-notice")
    before = printing.issued_pdf(office, issued.id)
    cases.correct(office, number, name="付建新")
    assert printing.issued_pdf(office, issued.id) == before
    assert printing.preview(office, number, "refund-notice").to_json() != issued.content


def test_a_preview_stores_nothing(office, confirmed):
    number = confirmed()
    assert printing.draft_pdf(printing.preview(office, number, "refund-notice")).startswith(b"%PDF")
    view = case_view(office, number)
    assert (view.file.documents, view.case.state) == ([], CaseState.CONFIRMED)


def test_copies_are_counted_and_one_more_than_are_signed_needs_a_reason(office, confirmed):
    """告知书一式二份."""
    number = confirmed()
    issued = printing.issue(office, number, "refund-notice")
    for _ in range(2):
        assert not printing.asks_reason(issued)
        issued = printing.record_print(office, issued.id, copies=1)
    assert printing.asks_reason(issued)
    for reason in ("", "  "):
        with pytest.raises(UserError, match="已打印 2 份，再打印请填写原因") as refused:
            printing.record_print(office, issued.id, copies=1, reason=reason)
        assert refused.value.field == "reason"
    printing.record_print(office, issued.id, copies=1, reason="遗失补打")
    view = case_view(office, number)
    assert view.file.documents[0].copies == 3
    assert view.events[-1].summary == "打印《多领社会保险待遇追缴告知书》1 份（遗失补打）"
    assert view.events[-1].details["reason"] == "遗失补打"


def test_a_job_of_no_copies_counts_nothing(office, confirmed):
    issued = printing.issue(office, confirmed(), "refund-notice")
    with pytest.raises(ValueError, match="0 copies"):
        printing.record_print(office, issued.id, copies=0)


def test_what_cannot_be_printed_is_not_issued(office, confirmed):
    number = confirmed()
    cases.correct(office, number, name="付建\U000f0000")
    with pytest.raises(UserError, match="U\\+F0000"):
        printing.issue(office, number, "refund-notice")
    assert case_view(office, number).file.documents == []
