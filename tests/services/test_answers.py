"""县级答复: what the county wrote into the ledger we sent becomes the acts it stands for."""

from datetime import date

import openpyxl
import pytest
from sqlmodel import select

from app.models import Case, IssuedDocument, PayCard, Receipt
from app.models.terms import MethodCode, VerificationResult
from app.services.batches import store_clues
from app.services.cases import verify
from app.services.decisions import choose
from app.services.exchange import read_clues
from app.services.exporting import export_ledger
from app.services.printing import issue
from app.services.undoing import undo_batch
from app.storage.database import reading, transaction
from tests.exchange.books import LI, ZHANG, cells, write_book

HEADER = 3
ANSWERS = {
    "核定金额（元）": 1243,
    "止付通知日期": date(2026, 11, 18),
}


@pytest.fixture
def sent(office, tmp_path):
    """Two confirmed cases of which the ledger left; returns how to send it back filled in."""
    book = write_book(tmp_path / "疑点.xlsx", {"疑点": cells(ZHANG, LI)})
    store_clues(office, read_clues(office, book))
    for number in ("2026-0001", "2026-0002"):
        confirmed = VerificationResult.CONFIRMED
        verify(office, number, by="李四", on=office.today(), result=confirmed)

    def back(edits):
        path = tmp_path / "台账.xlsx"
        export_ledger(office, path)
        workbook = openpyxl.load_workbook(path)
        sheet = workbook.worksheets[0]
        at = {cell.value: cell.column for cell in sheet[HEADER]}
        for place, answers in edits.items():
            for heading, value in answers.items():
                sheet.cell(HEADER + 1 + place, at[heading]).value = value
        workbook.save(path)
        return read_clues(office, path)

    return back


def first(office, model):
    with reading(office.database) as session:
        return session.exec(select(model).order_by(model.id)).first()


def test_the_county_assesses_and_stops_the_card(office, sent):
    batch = store_clues(office, sent({0: ANSWERS}))
    case, card = first(office, Case), first(office, PayCard)
    assert (case.assessed_fen, case.amount_changed_on) == (124_300, office.today())
    assert card.stop_notice_on == date(2026, 11, 18)
    undo_batch(office, batch.id)
    assert first(office, Case).assessed_fen is None
    assert first(office, PayCard).stop_notice_on is None


def test_a_paper_gets_its_number_from_the_sheet(office, sent):
    for number in ("2026-0001", "2026-0002"):
        choose(office, number, MethodCode.ORDER, reason="有偿还能力")
        issue(office, number, "refund-notice")
    twice = sent({place: {"告知书编号": "清告〔2026〕1号"} for place in (0, 1)})
    assert "已填在“追缴台账”表第 4 行" in twice.refused[0].advice
    store_clues(office, twice)
    assert first(office, IssuedDocument).number == "清告〔2026〕1号"
    again = sent({0: {"告知书编号": "清告〔2026〕9号"}, 1: {"告知书编号": "清告〔2026〕1号"}})
    assert ["填写原因后更正" in p.advice for p in again.refused] == [True, False]
    assert "已用于个案 2026-0001" in again.refused[1].advice


def test_a_deposit_reaches_the_money_that_came_in(office, sent):
    money = {"fen": 10_000, "channel": "lump", "received_on": date(2026, 11, 10)}
    with transaction(office.database) as session:
        session.add(Receipt.new(case_id=1, **money))
    store_clues(office, sent({0: {"存入财政专户日期": date(2026, 11, 12)}}))
    assert first(office, Receipt).deposited_on == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"告知书编号": "清告〔2026〕1号"}, "没有可以编号的《追缴告知书》"),
        ({"存入财政专户日期": date(2026, 11, 12)}, "没有等待存入财政专户的到账"),
        ({"止付通知日期": date(2027, 1, 1)}, "晚于今天"),
        ({"解除止付日期": date(2026, 11, 18)}, "解除止付应在止付通知之后"),
        ({"核定金额（元）": "两千"}, "两千"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_cell(sent, answer, told):
    clues = sent({0: answer})
    (problem,) = clues.refused
    assert told in problem.advice
    assert problem.column
    assert len(clues.same) == 1


def test_an_answer_in_a_list_of_clues_is_passed_over(office, tmp_path):
    headings = (*ZHANG, "核定金额（元）", "存入财政专户日期")
    row = ZHANG | {"核定金额（元）": "不是金额", "存入财政专户日期": "明天"}
    book = write_book(tmp_path / "疑点.xlsx", {"疑点": cells(row, headings=headings)})
    clues = read_clues(office, book)
    assert (len(clues.new), clues.refused) == (1, ())
    store_clues(office, clues)
    assert first(office, Case).assessed_fen is None
