"""文书编号: the county gives it after the paper was issued; nothing else of the paper changes."""

from datetime import date

import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.forms.choices import Choices
from app.services import printing
from app.services.case_view import case_view
from app.services.composing import document_of
from app.services.register import find_paper
from tests.conftest import TODAY
from tests.forms.golden import lines_of

NUMBER = "蓝社险稽〔2026〕第 7 号"


@pytest.fixture
def opinion(office, confirmed):
    number = confirmed()
    printing.issue(office, number, "refund-notice")
    return printing.issue(office, number, "audit-opinion")


def test_a_reprint_bears_the_number_and_every_other_word_stays(office, opinion):
    before = list(lines_of(document_of(opinion)))
    given = printing.give_number(office, opinion.uid, "蓝社险稽[2026]第 7 号")
    after = list(lines_of(document_of(given)))
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert [new for _old, new in changed] == [NUMBER, "2026年11月21日"]
    assert [old for old, _new in changed] == [
        "稽（待遇）字〔2026〕第________号",
        "________年____月____日",
    ]


def test_the_number_is_on_the_foot_of_the_pdf_and_the_same_bytes_come_again(
    office, opinion, tmp_path
):
    printing.give_number(office, opinion.uid, NUMBER)
    first, second = (printing.issued_pdf(office, opinion.id) for _ in range(2))
    assert first == second
    (tmp_path / "意见书.pdf").write_bytes(first)
    text = PdfReader(tmp_path / "意见书.pdf").pages[0].extract_text().replace(" ", "")
    assert text.count("蓝社险稽〔2026〕第7号") == 2
    assert "待编号" not in text


def test_the_county_dates_its_paper_itself(office, opinion):
    for day, why in ((date(2026, 11, 20), "早于出具日期"), (date(2026, 11, 22), "晚于今天")):
        with pytest.raises(UserError, match=why) as refused:
            printing.give_number(office, opinion.uid, NUMBER, dated_on=day)
        assert refused.value.field == "dated_on"
    given = printing.give_number(office, opinion.uid, NUMBER, dated_on=TODAY)
    assert "2026年11月21日" in list(lines_of(document_of(given)))


def test_a_number_belongs_to_one_paper_of_a_form(office, confirmed, opinion):
    printing.give_number(office, opinion.uid, NUMBER)
    other = confirmed()
    notice = printing.issue(office, other, "refund-notice")
    printing.give_number(office, notice.uid, NUMBER)  # of another form it is free
    second = printing.issue(office, other, "audit-opinion")
    with pytest.raises(UserError, match="已用于个案") as refused:
        printing.give_number(office, second.uid, "蓝社险稽〔2026〕第 7 号 ")
    assert refused.value.field == "number"


def test_a_number_that_cannot_be_printed_is_refused(office, opinion):
    with pytest.raises(UserError, match="U\\+1F600") as refused:
        printing.give_number(office, opinion.uid, "第😀号")
    assert refused.value.field == "number"
    assert find_paper(office, opinion.uid).number == ""


def test_a_corrected_paper_may_keep_the_number_of_the_old(office, opinion):
    printing.give_number(office, opinion.uid, NUMBER)
    why = Choices(reason="金额写错")
    number = case_view(office, "2026-0001").case.number
    second = printing.issue(office, number, "audit-opinion", why)
    third = printing.issue(office, number, "audit-opinion", why)
    for paper in (second, third):
        assert printing.give_number(office, paper.uid, NUMBER).number == NUMBER
    assert find_paper(office, NUMBER).uid == third.uid
    assert find_paper(office, opinion.uid).uid == opinion.uid


def test_a_number_is_corrected_with_a_reason_and_both_stay_in_the_log(office, opinion):
    printing.give_number(office, opinion.uid, NUMBER)
    with pytest.raises(UserError, match="请填写更正原因") as refused:
        printing.give_number(office, opinion.uid, "蓝社险稽〔2026〕第 8 号")
    assert refused.value.field == "reason"
    given = printing.give_number(office, NUMBER, "蓝社险稽〔2026〕第 8 号", reason="抄错")
    assert given.number == "蓝社险稽〔2026〕第 8 号"
    case = case_view(office, "2026-0001")
    details = [event.details for event in case.events if event.kind == "numbered"]
    assert [each["new"]["number"] for each in details] == [NUMBER, "蓝社险稽〔2026〕第 8 号"]
    assert details[1]["old"] == {"number": NUMBER}
    assert details[1]["reason"] == "抄错"


def test_the_same_number_again_changes_nothing(office, opinion):
    printing.give_number(office, opinion.uid, NUMBER)
    before = len(case_view(office, "2026-0001").events)
    printing.give_number(office, opinion.uid, NUMBER)
    assert len(case_view(office, "2026-0001").events) == before


@pytest.mark.parametrize("number", ["", "  "])
def test_an_empty_number_is_none(office, opinion, number):
    with pytest.raises(UserError, match="请照县级文书填写编号"):
        printing.give_number(office, opinion.uid, number)


def test_papers_that_are_never_numbered_take_no_number(office, register):
    record = printing.issue(office, register().number, "visit-record")
    with pytest.raises(UserError, match="《入户核查表》不编号"):
        printing.give_number(office, record.uid, NUMBER)


def test_a_letter_cites_the_number_known_when_it_is_issued(office, confirmed):
    number = confirmed()
    notice = printing.issue(office, number, "refund-notice")
    early = printing.preview(office, number, "delivery-receipt")
    printing.give_number(office, notice.uid, "蓝社险追〔2026〕第 3 号")
    late = printing.preview(office, number, "delivery-receipt")
    assert "蓝社险追〔2026〕第 3 号" not in "".join(early.texts())
    assert "蓝社险追〔2026〕第 3 号" in "".join(late.texts())


def test_a_paper_is_found_by_the_beginning_of_its_code(office, opinion):
    given = printing.give_number(office, opinion.uid[:8].upper(), NUMBER)
    assert given.id == opinion.id
    for wrong in (opinion.uid[:5], "000000", "", "%%%%%%%"):
        with pytest.raises(UserError, match="找不到文书"):
            printing.give_number(office, wrong, NUMBER)
