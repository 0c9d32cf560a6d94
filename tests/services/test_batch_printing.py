"""Many cases in one job: what single issue would do, all of it or nothing, by village and name."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.models.terms import EventKind, VerificationResult
from app.services import batch_output, cases, printing
from app.services.batch_printing import Outcome, issue_batch, preview_batch, wanted
from app.services.cards import set_card
from app.services.case_view import case_view
from tests.conftest import TODAY
from tests.services.acts import choose, monthly
from tests.services.scripts import begun

PEOPLE = (
    ("付建𬀩", "11010519491231002X", "石桥村"),
    ("李㛃", "430321195001011512", "上洞村"),
    ("阿依古丽·吐尔逊", None, "上洞村"),
)
PAYING = {"benefit_fen": 186_000, "benefit_status": "paying", "can_repay": True}
PACK = "送达包"


class GivenUpError(Exception):
    pass


@pytest.fixture
def numbers(office, register):
    """Two cases ready for their notice, the third one not confirmed."""
    found = []
    for name, id_number, village in PEOPLE:
        whole = [{"first_month": "2020-01", "last_month": "2020-12", "amount_fen": 1_289_000}]
        person = {"name": name, "id_number": id_number}
        number = register(person=person, case=PAYING | {"village": village}, periods=whole).number
        found.append(number)
    for number in found[:2]:
        confirmed = VerificationResult.CONFIRMED
        cases.verify(office, number, by="李四", on=TODAY, result=confirmed)
        monthly(office, number, 37_200)
    return found


def outcomes(batch):
    return [(paper.name, paper.wanted.form, paper.outcome) for paper in batch.papers]


def issued(office, number):
    return [paper.form for paper in case_view(office, number).file.documents]


def texts_of(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_what_is_open_is_issued_and_the_rest_is_told_why(office, numbers):
    batch = issue_batch(office, numbers, PACK)
    assert outcomes(batch) == [
        ("阿依古丽·吐尔逊", "refund-notice", Outcome.REFUSED),
        ("阿依古丽·吐尔逊", "delivery-receipt", Outcome.REFUSED),
        ("李㛃", "refund-notice", Outcome.ISSUED),
        ("李㛃", "delivery-receipt", Outcome.ISSUED),
        ("付建𬀩", "refund-notice", Outcome.ISSUED),
        ("付建𬀩", "delivery-receipt", Outcome.ISSUED),
    ]
    assert issued(office, numbers[0]) == ["refund-notice", "delivery-receipt"]
    assert issued(office, numbers[2]) == []


def test_a_refusal_is_the_sentence_of_the_single_issue(office, numbers):
    with pytest.raises(UserError) as refused:
        printing.issue(office, numbers[2], "refund-notice")
    batch = preview_batch(office, [numbers[2]], "refund-notice")
    assert batch.papers[0].why == refused.value.advice


def test_the_preview_says_what_will_be_done_and_stores_nothing(office, numbers):
    before = [case_view(office, number).events for number in numbers]
    preview = preview_batch(office, numbers, PACK)
    assert all(paper.issued_id is None for paper in preview.papers)
    assert [case_view(office, number).events for number in numbers] == before
    assert [issued(office, number) for number in numbers] == [[], [], []]
    assert outcomes(issue_batch(office, numbers, PACK)) == outcomes(preview)


def test_what_was_issued_and_says_the_same_is_printed_again(office, numbers):
    first = issue_batch(office, numbers[:1], PACK)
    again = issue_batch(office, numbers[:1], PACK)
    assert [paper.outcome for paper in again.papers] == [Outcome.AGAIN] * 2
    assert [p.issued_id for p in again.papers] == [p.issued_id for p in first.papers]
    assert issued(office, numbers[0]) == ["refund-notice", "delivery-receipt"]


def test_what_says_something_else_by_now_is_issued_anew(office, numbers):
    issue_batch(office, numbers[:1], "入户核查表")
    cases.correct(office, numbers[0], present_address="湖南省练习县石桥村九组")
    [paper] = issue_batch(office, numbers[:1], "visit-record").papers
    assert paper.outcome == Outcome.ISSUED
    assert issued(office, numbers[0]) == ["visit-record", "visit-record"]


REPEATED = {"reminder": "served", "visit-record": "noticed", "demand-to-perform": "decided"}


@pytest.mark.parametrize("form", REPEATED)
def test_a_paper_of_another_day_is_a_new_one_where_it_is_made_anew_each_time(book, clock, form):
    number = begun(book, clock, REPEATED[form])
    [first] = issue_batch(book, [number], form).papers
    [jammed] = issue_batch(book, [number], form).papers
    clock.day += timedelta(days=99)
    [later] = issue_batch(book, [number], form).papers
    assert (jammed.outcome, jammed.issued_id) == (Outcome.AGAIN, first.issued_id)
    assert (later.outcome, later.issued_id != first.issued_id) == (Outcome.ISSUED, True)


@pytest.mark.parametrize("form", ["stop-payment", "delivery-receipt"])
def test_over_new_year_a_paper_that_says_the_same_is_printed_again(book, clock, form):
    number = begun(book, clock, "noticed")
    set_card(book, number, account_number="6217001234567890123")
    clock.day = date(2022, 12, 31)
    [first] = issue_batch(book, [number], form).papers
    clock.day = date(2023, 1, 1)
    [again] = issue_batch(book, [number], form).papers
    assert (again.outcome, again.issued_id) == (Outcome.AGAIN, first.issued_id)


def test_another_day_on_the_paper_makes_it_another_one(book, clock):
    number = begun(book, clock, "noticed")
    [first] = issue_batch(book, [number], "calculation").papers
    clock.day += timedelta(days=1)
    [later] = issue_batch(book, [number], "calculation").papers
    assert (first.outcome, later.outcome) == (Outcome.ISSUED, Outcome.ISSUED)


def test_given_up_before_the_end_nothing_is_stored(office, numbers):
    told = []

    def give_up(done, total, what=""):
        told.append((done, total, what))
        if done == 1:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        issue_batch(office, numbers, PACK, give_up)
    assert told == [(0, 3, "付建𬀩"), (1, 3, "李㛃")]
    assert [issued(office, number) for number in numbers] == [[], [], []]


def test_each_case_keeps_one_event_per_paper_as_single_issue_writes(office, numbers):
    issue_batch(office, numbers, PACK)
    kinds = [event.kind for event in case_view(office, numbers[0]).events]
    assert kinds.count(EventKind.ISSUED) == 2


def test_one_file_by_village_and_name_with_the_list_last(office, numbers):
    batch = issue_batch(office, numbers, PACK)
    pages = texts_of(batch_output.batch_pdf(office, batch, by_copies=False))
    names = [name for page in pages[:-1] for name in ("李㛃", "付建𬀩") if name in page]
    assert names == sorted(names, key=("李㛃", "付建𬀩").index)
    assert "批量打印清单" in pages[-1]
    assert "上洞村" in pages[-1]


def test_each_paper_is_printed_as_often_as_it_is_signed(office, numbers):
    batch = issue_batch(office, numbers[:1], PACK)
    once = texts_of(batch_output.batch_pdf(office, batch, by_copies=False))
    signed = texts_of(batch_output.batch_pdf(office, batch, by_copies=True))
    notice = [page for page in once if "追缴告知书" in page and "批量打印清单" not in page]
    assert len(signed) - len(once) >= len(notice)
    assert signed[0] == once[0]


def test_no_two_papers_share_a_sheet_printed_on_both_sides(office, numbers):
    batch = issue_batch(office, numbers, PACK)
    pages = texts_of(batch_output.batch_pdf(office, batch, by_copies=True))
    begun = [at for at, page in enumerate(pages) if "第 1 页" in page]
    assert len(begun) == 2 * (2 + 1) + 1
    assert all(at % 2 == 0 for at in begun)


def test_the_list_counts_copies_and_pages(office, numbers):
    batch = issue_batch(office, numbers[:2], "refund-notice")
    [table] = [
        block
        for block in batch_output.batch_list(office, batch, by_copies=True).sides[0]
        if block.kind == "table"
    ]
    total = ["".join(map(str, words)) for words in table.rows[-1].values]
    assert total[0] == "合计（2 份文书）"
    assert total[5] == "4"


def test_single_files_are_named_by_number_and_name(office, numbers, tmp_path):
    batch = issue_batch(office, numbers, PACK)
    files = batch_output.save_batch(office, batch, tmp_path / "文书", by_copies=True)
    names = [path.name for path in files]
    assert names[-1] == f"批量打印清单 送达包 {TODAY}.pdf"
    assert f"{numbers[0]} 付建𬀩 多领社会保险待遇追缴告知书.pdf" in names
    assert len(set(names)) == len(names) == 5
    assert all(path.read_bytes().startswith(b"%PDF") for path in files)


def test_two_papers_of_one_name_get_two_files(office, numbers, tmp_path):
    choose(office, numbers[0])
    first = issue_batch(office, numbers[:1], "visit-record")
    both = type(first)(first.label, first.papers * 2)
    names = [p.name for p in batch_output.save_batch(office, both, tmp_path, by_copies=True)]
    assert names[:2] == [
        f"{numbers[0]} 付建𬀩 入户核查表.pdf",
        f"{numbers[0]} 付建𬀩 入户核查表（2）.pdf",
    ]


def test_copies_that_left_the_printer_are_counted(office, numbers):
    batch = issue_batch(office, numbers[:1], PACK)
    batch_output.record_batch_print(office, batch, by_copies=True)
    assert [p.copies for p in case_view(office, numbers[0]).file.documents] == [2, 1]
    assert batch_output.asks_reason(office, batch)
    assert batch_output.asks_reason(office, issue_batch(office, numbers[:1], PACK))


def test_the_list_of_an_earlier_batch_is_not_written_over(office, numbers, tmp_path):
    for at in (0, 1):
        batch = issue_batch(office, numbers[at : at + 1], PACK)
        *_, last = batch_output.save_batch(office, batch, tmp_path, by_copies=True)
        assert last.name == f"批量打印清单 送达包 {TODAY}{'（2）' * at}.pdf"


def test_what_was_written_is_recorded_though_the_job_is_given_up(office, numbers, tmp_path):
    batch = issue_batch(office, numbers, PACK)

    def give_up(done, _total, _what=""):
        if done == 2:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        batch_output.save_batch(office, batch, tmp_path, by_copies=True, progress=give_up)
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    exported = [
        event
        for number in numbers
        for event in case_view(office, number).events
        if event.kind == EventKind.EXPORTED
    ]
    assert len(exported) == 2


def test_with_nothing_open_nothing_is_written(office, numbers, tmp_path):
    batch = issue_batch(office, numbers[2:], PACK)
    with pytest.raises(UserError, match="没有可以打印的文书"):
        batch_output.save_batch(office, batch, tmp_path / "x.pdf", by_copies=True)
    assert not (tmp_path / "x.pdf").exists()


def test_an_unknown_form_names_the_sets_there_are(office, numbers):
    with pytest.raises(UserError, match="送达包") as refused:
        issue_batch(office, numbers, "什么")
    assert refused.value.field == "form"


def test_every_set_of_the_book_is_made_of_its_papers(office):
    for code in office.policy.paper_sets:
        _, papers = wanted(office.policy, code)
        assert papers
        assert all(paper.copies >= 1 for paper in papers)
