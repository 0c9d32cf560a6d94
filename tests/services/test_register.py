"""文书登记簿: every paper that was issued is found, and is as far as its case says."""

from datetime import date

import pytest
from sqlmodel import select

from app.errors import UserError
from app.models import Case
from app.services import batch_printing, cases, printing, procedure
from app.services.acts import terms_of
from app.services.case_file import file_of
from app.services.delivered import delivery_of, undelivered
from app.services.deliveries import deliver, delivery_view
from app.services.marks import marks_of
from app.services.milestones import MilestoneEntry
from app.services.printed_lists import delivery_list
from app.services.register import find_paper, register
from app.services.register_list import register_list
from app.services.register_query import PaperStatus
from app.storage.database import reading
from tests.conftest import TODAY
from tests.services.acts import step
from tests.services.lists import rows_of, texts_of
from tests.services.scripts import REGISTERED, Clock, begun, issue, open_book, receive

NUMBER = "蓝社险追〔2026〕第 12 号"
OF_NOTICE = ("付建𬀩", "石桥村", "2026-0001")


@pytest.fixture
def notice(office, confirmed):
    return printing.issue(office, confirmed(), "refund-notice")


@pytest.fixture
def visit_record(office, confirmed):
    return printing.issue(office, confirmed(village="上洞村"), "visit-record")


def found(office, query="", **narrowed):
    return [row.uid for row in register(office, query, **narrowed).papers]


def statuses(office, paper):
    """Where the paper is listed."""
    return {one for one in PaperStatus if paper.uid in found(office, status=one)}


def serve(office, paper):
    entry = MilestoneEntry("notice_served", TODAY, manner="direct", party="付建𬀩")
    return deliver(office, paper.uid, entry)


def test_the_last_paper_stands_first_with_its_case(office, notice, visit_record):
    shown = register(office)
    assert [row.uid for row in shown.papers] == [visit_record.uid, notice.uid]
    assert shown.count == 2
    row = shown.papers[1]
    assert (row.title, row.name) == ("多领社会保险待遇追缴告知书", "付建𬀩")
    assert (row.case_number, row.village, row.issued_on) == ("2026-0001", "石桥村", TODAY)
    assert (row.number_shown, row.status, row.copies) == ("待编号", "未送达", 0)
    assert (shown.papers[0].number_shown, shown.papers[0].status) == ("", "已出具")


@pytest.mark.parametrize(
    "query",
    [
        *("付建𬀩", "11010519491231002X", "2026-0001", "石桥村", "告知书", "石桥 付建𬀩"),
        *(NUMBER, "蓝社险追[2026]第 12 号", "[2026]第", "12 号"),
    ],
)
def test_a_paper_is_found_by_what_a_clerk_types(office, notice, visit_record, query):
    printing.give_number(office, notice.uid, NUMBER)
    assert notice.uid in found(office, query)


@pytest.mark.parametrize("query", ["付建𬀩 上洞村 告知书", "%", "_", "没有这个人", "第 99 号"])
def test_what_no_paper_has_finds_none(office, notice, visit_record, query):
    assert found(office, query) == []


def test_the_code_on_the_paper_finds_it(office, notice, visit_record):
    assert found(office, f" {notice.uid.upper()} ") == [notice.uid]
    assert find_paper(office, notice.uid).id == notice.id
    with pytest.raises(UserError, match="找不到文书"):
        find_paper(office, "0" * 32)


def test_the_register_is_narrowed_to_a_form(office, notice, visit_record):
    assert found(office, form="visit-record") == [visit_record.uid]


def test_it_is_read_piece_by_piece_and_counted_whole(office, confirmed):
    number = confirmed()
    papers = [printing.issue(office, number, "visit-record").uid for _ in range(5)]
    part = register(office, limit=2, offset=2)
    assert [row.uid for row in part.papers] == [papers[2], papers[1]]
    assert part.count == 5


def test_a_paper_goes_from_issued_to_served(office, notice):
    asked = {PaperStatus.ANY, PaperStatus.UNNUMBERED, PaperStatus.UNSERVED}
    assert statuses(office, notice) == asked
    act = serve(office, notice)
    printing.give_number(office, notice.uid, NUMBER)
    assert statuses(office, notice) == {PaperStatus.ANY, PaperStatus.SERVED}
    row = register(office).papers[0]
    assert (row.status, row.served_on, row.number_shown) == ("已送达", TODAY, NUMBER)
    procedure.take_back(office, row.case_number, act.uid, reason="记错")
    assert statuses(office, notice) == {PaperStatus.ANY, PaperStatus.UNSERVED}


def test_an_attempt_in_vain_is_no_delivery(office, notice):
    failed = delivery_view(office, notice.uid).failed
    deliver(office, notice.uid, MilestoneEntry(failed.code, TODAY, manner="visit", note="无人"))
    assert PaperStatus.UNSERVED in statuses(office, notice)


def test_what_need_not_be_delivered_any_more_is_not_listed_as_undelivered(book, clock):
    number = begun(book, clock, "served")
    reminder = issue(book, number, "reminder")
    assert PaperStatus.UNSERVED in statuses(book, reminder)
    receive(book, number, 120_000)
    assert statuses(book, reminder) == {PaperStatus.ANY, PaperStatus.UNNUMBERED}
    assert register(book).papers[0].status == "已出具"


def test_a_reminder_before_the_one_that_was_delivered_waits_no_more(book, clock):
    number = begun(book, clock, "served")
    first = issue(book, number, "reminder")
    clock.day = date(2022, 10, 31)
    second = issue(book, number, "reminder")
    told = {"manner": "direct", "party": "付建𬀩", "until": date(2022, 11, 30)}
    deliver(book, second.uid, MilestoneEntry("reminded", clock.day, **told))
    assert PaperStatus.SERVED in statuses(book, second)
    assert PaperStatus.UNSERVED not in statuses(book, first)


def test_a_notice_over_another_amount_is_void(office, notice):
    cases.assess(office, "2026-0001", 1_200_000)
    assert statuses(office, notice) == {PaperStatus.ANY, PaperStatus.VOID}
    assert register(office).papers[0].status == "已作废"


def test_a_batch_stands_in_the_register_too(office, confirmed):
    numbers = [confirmed() for _ in range(3)]
    batch_printing.issue_batch(office, numbers, "refund-notice")
    assert {row.case_number for row in register(office).papers} == set(numbers)


def test_the_register_is_printed_as_it_was_looked_for(office, notice, visit_record):
    printing.give_number(office, notice.uid, NUMBER)
    document = register_list(office)
    assert [row[1:8] for row in rows_of(document)] == [
        [str(TODAY), "多领社会保险待遇追缴告知书", NUMBER, str(TODAY), *OF_NOTICE],
        [str(TODAY), "入户核查表", "", "", "付建𬀩", "上洞村", "2026-0002"],
    ]
    assert "只列" not in "".join(document.texts())
    part = register_list(office, "付建𬀩", status=PaperStatus.UNSERVED, form="refund-notice")
    assert len(rows_of(part)) == 1
    said = "".join(part.texts())
    assert "只列：“付建𬀩”，未送达，《多领社会保险待遇追缴告知书》" in said
    assert "共 1 份文书。" in said
    [page] = texts_of(part)
    assert "付建𬀩" in page


def test_an_opinion_waits_for_its_delivery_from_the_end_of_the_audit_on(book, clock):
    """Before it cannot be delivered: whether the notice was makes no difference."""
    number = begun(book, clock, "noticed")
    opinion = issue(book, number, "audit-opinion")
    assert PaperStatus.UNSERVED not in statuses(book, opinion)
    for day, kind, entered in (
        (date(2022, 9, 15), "notice_served", {"manner": "direct", "party": "付建𬀩"}),
        (date(2022, 10, 1), "audit_started", {"party": "县社保中心"}),
        (date(2022, 10, 10), "audit_ended", {"outcome": "recover"}),
    ):
        assert PaperStatus.UNSERVED not in statuses(book, opinion)
        clock.day = day
        step(book, number, kind, on=day, **entered)
    assert PaperStatus.UNSERVED in statuses(book, opinion)
    assert "社会保险稽核意见书" in "".join(delivery_list(book).texts())


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Some of the worked procedures, in one case book."""
    clock = Clock(REGISTERED)
    office = open_book(tmp_path_factory.mktemp("登记簿") / "个案簿", clock)
    for name in ("noticed", "opinion", "agreed"):
        begun(office, clock, name)
    yield office
    office.close()


def test_each_paper_is_as_far_as_its_own_case_says(played):
    """The register asks all cases at once; the page of a case reads its file."""
    told = {}
    with reading(played.database) as session:
        for case in session.exec(select(Case)).all():
            file, terms = file_of(session, case), terms_of(played, session, case)
            waiting = undelivered(terms.policy, file, marks_of(terms, file))
            for paper in file.documents:
                said = delivery_of(terms.policy, file, marks_of(terms, file), paper)
                on, waits = said.act and said.act.happened_on, paper in waiting
                told[paper.uid] = (said.is_void, on, waits)
    rows = register(played).papers
    assert {row.uid: (row.is_void, row.served_on, row.is_undelivered) for row in rows} == told
    assert {row.status for row in rows} >= {"未送达", "已送达"}
