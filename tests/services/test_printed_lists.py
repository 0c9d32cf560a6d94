"""Lists on paper: 台账 with subtotals, what waits to be served, 月报."""

import pytest

from app.errors import UserError
from app.models.month import Month
from app.models.terms import PersonStatus, PlanKind
from app.services import cards, cases, liable, plans, printing
from app.services.case_view import case_view
from app.services.plans import PlanEntry
from app.services.printed_lists import (
    delivery_list,
    ledger_list,
    monthly_list,
    save_list,
)
from tests.conftest import TODAY
from tests.services.acts import choose, monthly, receive, step
from tests.services.lists import rows_of, texts_of

SECOND = {"name": "李㛃", "id_number": "430321195001011512"}
HEIR = {"role": "heir", "name": "陈小英", "relation": "daughter", "phone": "13900000099"}


@pytest.fixture
def noticed(office, confirmed):
    def made(**changed):
        number = confirmed(**changed)
        monthly(office, number, 37_200)
        printing.issue(office, number, "refund-notice")
        return number

    return made


@pytest.fixture
def paying():
    return {"benefit_fen": 186_000, "benefit_status": "paying", "can_repay": True}


def test_the_ledger_adds_up_by_village_and_altogether(office, register, confirmed):
    number = confirmed(100_000, village="石桥村")
    choose(office, number)
    receive(office, number, 40_000)
    register(person=SECOND, case={"village": "上洞村"})
    rows = rows_of(ledger_list(office))
    sums = [(row[0], *row[9:12]) for row in rows if "小计" in row[0] or "合计" in row[0]]
    assert sums == [
        ("上洞村小计（1 件）", "721.00", "0.00", "721.00"),
        ("石桥村小计（1 件）", "1,000.00", "400.00", "600.00"),
        ("合计（2 件）", "1,721.00", "400.00", "1,321.00"),
    ]
    assert [row[0] for row in rows if row[0].isdigit()] == ["1", "2"]


def test_the_ledger_repeats_its_head_and_signs_once(office, register):
    for at in range(60):
        village = f"第{at % 3}村"
        register(person={"name": f"王𬀩{at}", "id_number": None}, case={"village": village})
    first, *_, last = texts_of(ledger_list(office))
    assert "公民身份号码" in first
    assert "公民身份号码" in last
    assert "填表人" in last
    assert "填表人" not in first


def test_an_empty_book_prints_an_empty_ledger(office):
    assert [row[0] for row in rows_of(ledger_list(office))] == ["（没有个案）"]


def test_what_is_issued_waits_until_it_is_served(office, noticed, paying):
    number = noticed(**paying)
    [row] = rows_of(delivery_list(office))
    assert row[2:4] == ["付建𬀩", "付建𬀩 13800138000"]
    assert row[5] == "《多领社会保险待遇追缴告知书》（待编号）"
    step(office, number, "notice_served", manner="direct", party="付建𬀩")
    assert rows_of(delivery_list(office)) == [["（没有待送达的文书）", *[""] * 8]]


def test_a_dead_person_s_papers_go_to_those_liable(office, noticed, paying):
    number = noticed(**paying)
    liable.set_liable(office, number, **HEIR)
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=str(TODAY))
    assert case_view(office, number).person.status == PersonStatus.DECEASED
    [row] = rows_of(delivery_list(office))
    assert row[2:4] == ["付建𬀩（已故）", "陈小英（女儿） 13900000099"]


def test_a_dead_person_s_papers_wait_for_heirs_unless_one_promised(office, noticed, paying):
    number = noticed(**paying)
    cases.correct(office, number, status=PersonStatus.DECEASED, status_on=str(TODAY))
    [row] = rows_of(delivery_list(office))
    assert row[3] == "（待查清继承人） 13800138000"
    son = {"promisor_name": "付小明", "relation": "son", "promisor_phone": "13900000088"}
    plans.make_plan(office, number, PlanEntry(PlanKind.LUMP, pay_by=TODAY, **son))
    [row] = rows_of(delivery_list(office))
    assert row[3] == "付小明（儿子） 13900000088"


def test_a_letter_to_a_bank_goes_to_the_bank(office, noticed, paying):
    number = noticed(**paying)
    bank = {"bank": "农村商业银行", "account_number": "6217001234567890123"}
    cards.set_card(office, number, **bank)
    printing.issue(office, number, "stop-payment")
    letters = {row[5]: row[3:5] for row in rows_of(delivery_list(office))}
    assert letters["《社会保险待遇停止支付通知书》（待编号）"] == ["农村商业银行", ""]
    assert any("共 2 份文书，1 人。" in text for text in delivery_list(office).texts())


def test_one_person_of_two_cases_is_one_and_what_has_no_number_waits_for_none(
    office, noticed, paying
):
    noticed(**paying)
    number = noticed(**paying, category="subsistence")
    printing.issue(office, number, "materials-request")
    assert "《材料补正单》" in [row[5] for row in rows_of(delivery_list(office))]
    assert any("共 3 份文书，1 人。" in text for text in delivery_list(office).texts())


def test_the_monthly_report_says_whether_it_adds_up(office, confirmed):
    number = confirmed(100_000)
    choose(office, number)
    receive(office, number, 40_000)
    [text] = texts_of(monthly_list(office, Month.of(TODAY)))
    assert "核对相符" in text
    assert "核对不符" not in text
    total = rows_of(monthly_list(office, Month.of(TODAY)))[-1]
    assert (total[0], total[7], total[9], total[-1]) == ("合计", "1,000.00", "400.00", "600.00")


def test_a_list_is_saved_as_pdf_only(office, tmp_path):
    with pytest.raises(UserError, match="无法写入文件"):
        save_list(office, ledger_list(office), tmp_path / "台账.doc")
    save_list(office, ledger_list(office), tmp_path / "台账.pdf")
    assert (tmp_path / "台账.pdf").read_bytes().startswith(b"%PDF")
