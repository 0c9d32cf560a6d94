"""更正: a paper that is in force once per case is issued again, and names and cancels the old."""

import io

import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.forms.choices import Ask, Choices
from app.services import batch_printing, cases, printing
from app.services.case_view import case_view
from app.services.composing import document_of
from tests.forms.golden import lines_of

WHY = Choices(reason="核定金额变更")
NOTICE = "refund-notice"


@pytest.fixture
def changed(office, confirmed):
    """A case with a notice, over another amount since."""
    number = confirmed()
    first = printing.issue(office, number, NOTICE)
    cases.assess(office, number, 1_200_000)
    return number, first


def said(issued):
    return "\n".join(lines_of(document_of(issued)))


def test_the_reason_is_asked_only_where_a_paper_is_in_force(office, confirmed, changed):
    asked = printing.questions(office, changed[0], NOTICE)
    assert [question.ask for question in asked] == [Ask.REASON]
    assert printing.questions(office, confirmed(), NOTICE) == ()
    with pytest.raises(UserError, match="再次出具请填写更正原因") as refused:
        printing.issue(office, changed[0], NOTICE)
    assert refused.value.field == "reason"
    assert len(case_view(office, changed[0]).file.documents) == 1


def test_the_new_one_names_the_old_by_day_and_number_outside_its_frame(office, changed):
    number, first = changed
    printing.give_number(office, first.uid, "蓝社险追〔2026〕第 3 号")
    second = printing.issue(office, number, NOTICE, WHY)
    note = (
        "更正说明：本文书替代2026年11月21日出具的《多领社会保险待遇追缴告知书》"
        "（编号：蓝社险追〔2026〕第 3 号）。原文书自本文书出具之日起作废，不再执行。"
    )
    assert said(second).split("\n" + "-" * 20)[0].endswith(note)
    assert "更正说明" not in said(first)
    assert second.replaces_id == first.id


def test_without_a_number_the_place_is_left_for_the_pen(office, changed):
    second = printing.issue(office, changed[0], NOTICE, WHY)
    assert "（编号：________________）" in said(second)


def void(office, number):
    file = case_view(office, number).file
    return {paper.id for paper in file.documents if file.is_void(paper)}


def is_marked(office, issued):
    """Whether 作废 stands across every page of a reprint, or on none."""
    pdf = PdfReader(io.BytesIO(printing.issued_pdf(office, issued.id)))
    pages = [page.extract_text().replace("　", "") for page in pdf.pages]
    [marked] = {"作废\n" in page or page.endswith("作废") for page in pages}
    return marked


def listed_as_void(office, number):
    index = "\n".join(lines_of(printing.preview(office, number, "case-index")))
    return index.count("多领社会保险待遇追缴告知书（已作废）")


def test_the_old_one_is_void_everywhere(office, changed):
    number, first = changed
    second = printing.issue(office, number, NOTICE, WHY)
    assert void(office, number) == {first.id}
    assert listed_as_void(office, number) == 1
    assert is_marked(office, first)
    assert not is_marked(office, second)


def test_a_notice_over_another_amount_is_void_before_the_new_one_is_issued(office, changed):
    number, first = changed
    assert void(office, number) == {first.id}
    assert listed_as_void(office, number) == 1
    assert is_marked(office, first)
    cases.assess(office, number, first.amount_fen)
    assert void(office, number) == set()
    assert not is_marked(office, first)


def test_the_log_says_what_was_replaced_and_why(office, changed):
    number, first = changed
    printing.issue(office, number, NOTICE, WHY)
    event = case_view(office, number).events[-1]
    assert event.summary.endswith("替代原来的一份（核定金额变更）")
    assert event.details["replaces"] == first.uid


def test_each_correction_cancels_the_one_before(office, changed):
    number, first = changed
    second = printing.issue(office, number, NOTICE, WHY)
    cases.assess(office, number, 1_100_000)
    printing.issue(office, number, NOTICE, WHY)
    assert void(office, number) == {first.id, second.id}


def test_other_papers_are_issued_as_often_as_needed(office, register):
    number = register().number
    for _ in range(2):
        printing.issue(office, number, "visit-record")
    assert void(office, number) == set()


def test_the_same_opinion_is_found_again_by_a_batch_though_it_corrects_another(office, changed):
    number, _first = changed
    printing.issue(office, number, NOTICE, WHY)
    printing.issue(office, number, "audit-opinion")
    cases.assess(office, number, 1_100_000)
    printing.issue(office, number, NOTICE, WHY)
    printing.issue(office, number, "audit-opinion", WHY)
    (paper,) = batch_printing.preview_batch(office, [number], "audit-opinion").papers
    assert paper.outcome == batch_printing.Outcome.AGAIN
