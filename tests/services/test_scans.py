"""Signed papers come back: each page finds its paper, or waits for a hand; nothing is lost."""

from io import BytesIO

import pytest
from PIL import Image

from app.errors import UserError
from app.forms.choices import Choices
from app.forms.layout import pages_of
from app.models.terms import EventKind
from app.services import cases, evidence, printing, procedure, scan_guesses, scans
from app.services.case_view import case_view
from app.services.scan_filing import assign, discard, release
from app.services.scan_pages import scans_of, waiting
from app.services.scans import Outcome
from tests.scans.spoiling import compressed, drawn, noisy, signed

DPI = 110


@pytest.fixture
def paper(office, confirmed):
    """An issued and printed notice of two pages."""
    return printed(office, confirmed())


def printed(office, number):
    issued = printing.issue(office, number, "refund-notice")
    return printing.record_print(office, issued.id, copies=2)


def sheets(office, paper):
    return drawn(printing.issued_pdf(office, paper.id), DPI)


def number_of(office, paper):
    return scans_line(office, paper).case_number


def scans_line(office, paper):
    from app.services.scan_papers import line_of
    from app.storage.database import reading

    with reading(office.database) as session:
        return line_of(session, paper)


def without_codes(sheet):
    page = sheet.copy()
    page.paste(255, (0, page.height * 17 // 20, *page.size))
    return page


@pytest.fixture
def give(office, tmp_path):
    """Hand in files: name -> pages, or bytes as they are. Returns what became of each page."""

    def given(**files):
        paths = []
        for name, pages in files.items():
            path = tmp_path / f"{name}.tif"
            if isinstance(pages, bytes):
                path.write_bytes(pages)
            else:
                pages[0].save(path, save_all=True, append_images=pages[1:])
            paths.append(path)
        return list(scans.take_in(office, paths))

    return given


def signed_acts(office, number):
    return [act for act in case_view(office, number).file.acts if act.kind == "signed_scanned"]


def test_a_signed_notice_finds_its_case_and_is_marked_signed(office, paper, give):
    pages = [signed(sheet) for sheet in sheets(office, paper)]
    results = give(扫描0001=pages)
    assert [(one.page, one.outcome) for one in results] == [(1, Outcome.FILED), (2, Outcome.FILED)]
    line = results[0].paper
    assert (line.uid, line.name) == (paper.uid, "付建𬀩")
    [act] = signed_acts(office, line.case_number)
    assert (act.document_id, act.happened_on) == (paper.id, office.today())
    assert [(one.file, one.page) for one in scans_of(office, paper.uid)] == [
        ("扫描0001.tif", 1),
        ("扫描0001.tif", 2),
    ]
    last = case_view(office, line.case_number).events[-1]
    assert (last.kind, last.summary) == (
        EventKind.SCAN_FILED,
        "归档扫描件：《多领社会保险待遇追缴告知书》2 页",
    )


def test_what_is_kept_is_upright_small_and_unreadable_without_the_key(office, paper, give):
    upside_down = sheets(office, paper)[0].rotate(180)
    [result] = give(反的=[upside_down])
    jpeg = evidence.read_scan(office, result.page_id)
    kept = Image.open(BytesIO(jpeg))
    assert kept.size == upside_down.size
    assert len(jpeg) <= 310_000
    [file] = office.attachments.iterdir()
    assert b"JFIF" not in file.read_bytes()
    from app.scans.codes import read_codes

    assert read_codes(kept).turn == 0


def test_the_same_page_again_is_known_whatever_it_comes_in(office, paper, give, tmp_path):
    first, second = sheets(office, paper)
    give(原件=[first])
    turned = first.transpose(Image.Transpose.ROTATE_90)
    results = give(又一次=[turned, second])
    assert [one.outcome for one in results] == [Outcome.KNOWN, Outcome.FILED]
    assert results[0].words.startswith("已归档于《多领社会保险待遇追缴告知书》")
    assert len(scans_of(office, paper.uid)) == 2
    assert len(list(office.attachments.iterdir())) == 2


def test_another_scan_of_the_same_paper_stands_beside_it_and_the_act_stands_once(
    office, paper, give
):
    sheet = sheets(office, paper)[0]
    give(第一次=[sheet])
    [result] = give(第二次=[noisy(sheet, 20)])
    assert result.outcome == Outcome.FILED
    assert len(scans_of(office, paper.uid)) == 2
    assert len(signed_acts(office, result.paper.case_number)) == 1


def test_each_paper_is_signed_on_its_own(office, paper, give):
    number = number_of(office, paper)
    opinion = printing.issue(office, number, "audit-opinion")
    give(两份=[sheets(office, paper)[0], sheets(office, opinion)[0]])
    acts = signed_acts(office, number)
    assert {act.document_id for act in acts} == {paper.id, opinion.id}


def test_a_page_without_a_code_between_two_of_a_paper_is_offered_that_paper(office, paper, give):
    first, second = sheets(office, paper)
    blurred = without_codes(noisy(second, 20))
    results = give(三页=[first, blurred, second])
    assert results[1].outcome == Outcome.WAITING
    assert results[1].guess.paper.uid == paper.uid
    assert results[1].guess.why == "前后各页都是这份文书"
    assert len(scans_of(office, paper.uid)) == 2
    assign(office, results[1].page_id, paper=paper.uid)
    assert [one.page for one in scans_of(office, paper.uid)] == [1, 2, 3]
    assert waiting(office) == []


def test_the_back_without_a_code_is_offered_the_paper_of_its_front(office, paper, give):
    first, second = sheets(office, paper)
    results = give(两面=[first, without_codes(second)])
    assert results[1].guess.why == "前一页是这份文书，并且还缺页"


def test_alone_it_is_offered_the_last_printed_paper_of_its_length(office, paper, give):
    pages = [without_codes(sheet) for sheet in sheets(office, paper)]
    results = give(没有码=pages)
    assert [one.guess.paper.uid for one in results] == [paper.uid] * 2
    assert scans_of(office, paper.uid) == []
    [alone] = give(一页=[noisy(pages[0], 20)])
    assert alone.guess is None


def test_a_code_this_case_book_does_not_know_waits_and_says_so(office, give):
    from app.forms.pdf import render_pdf
    from bench.papers import notices

    [result] = give(外单位=[drawn(render_pdf(notices(1)), DPI)[0]])
    assert result.outcome == Outcome.UNKNOWN
    assert "不在本个案簿中" in result.words
    [page] = waiting(office)
    assert (page.file, page.has_code) == ("外单位.tif", True)


def test_two_papers_on_one_picture_wait_for_a_hand(office, paper, give):
    number = number_of(office, paper)
    opinion = printing.issue(office, number, "audit-opinion")
    one, other = sheets(office, paper)[0], sheets(office, opinion)[0]
    both = Image.new("L", (one.width + other.width, one.height), 255)
    both.paste(one)
    both.paste(other, (one.width, 0))
    [result] = give(一张照片=[both])
    assert result.outcome == Outcome.WAITING
    assert "2 份文书的码" in result.words


def test_a_bad_file_is_refused_and_the_others_are_filed(office, paper, give):
    first, second = sheets(office, paper)
    results = give(好的=[first], 坏的=compressed(first)[:3000], 也好=[second])
    assert [one.outcome for one in results] == [Outcome.FILED, Outcome.REFUSED, Outcome.FILED]
    assert (results[1].file, results[1].page) == ("坏的.tif", 0)
    assert "已损坏" in results[1].words


def test_a_file_that_ends_badly_leaves_no_trace(office, paper, give):
    stream = BytesIO()
    first, second = sheets(office, paper)
    first.save(stream, "TIFF", save_all=True, append_images=[second], compression="tiff_lzw")
    content = stream.getvalue()
    spoilt = content[: len(content) * 3 // 4] + bytes(len(content) // 4)
    [result] = give(坏的=spoilt)
    assert result.outcome == Outcome.REFUSED
    assert scans_of(office, paper.uid) == []
    assert not office.attachments.exists() or list(office.attachments.iterdir()) == []


def test_what_was_done_before_giving_up_stays(office, paper, give, tmp_path):
    def progress(done, total):
        if done == total:
            raise InterruptedError

    first, second = sheets(office, paper)
    for name, sheet in (("a", first), ("b", second)):
        sheet.save(tmp_path / f"{name}.png")
    taken = scans.take_in(office, [tmp_path / "a.png", tmp_path / "b.png"], progress)
    assert next(taken).outcome == Outcome.FILED
    with pytest.raises(InterruptedError):
        next(taken)
    assert len(scans_of(office, paper.uid)) == 1


def test_a_scan_of_any_paper_replaced_since_says_so(office, confirmed, give):
    number = confirmed()
    first = printing.issue(office, number, "benefit-stop-notice")
    sheet = sheets(office, first)[0]
    printing.issue(office, number, "benefit-stop-notice", Choices(reason="月份写错"))
    [result] = give(旧的=[sheet])
    assert result.outcome == Outcome.FILED
    assert "已由新的一份代替" in result.words


def test_a_page_discarded_while_its_file_is_given_again_is_told_to_be_given_once_more(
    office, give, tmp_path
):
    [first] = give(照片=[Image.effect_noise((200, 300), 90)])
    path = tmp_path / "照片.tif"

    def discarded_meanwhile(_done, _total):
        discard(office, first.page_id, reason="白页")

    [again] = scans.take_in(office, [path], discarded_meanwhile)
    assert (again.outcome, again.words) == (Outcome.REFUSED, "这一页刚被丢弃，请再收一次这个文件。")
    [third] = scans.take_in(office, [path])
    assert third.outcome == Outcome.WAITING


def test_papers_are_laid_out_once_however_many_pages_wait(office, confirmed, give, monkeypatch):
    papers = [printed(office, confirmed()) for _ in range(3)]
    laid_out = []
    monkeypatch.setattr(
        scan_guesses, "pages_of", lambda document: laid_out.append(1) or pages_of(document)
    )
    noise = [Image.effect_noise((200, 300), sigma) for sigma in (60, 80, 100)]
    for at, page in enumerate(noise):
        give(**{f"照片{at}": [page]})
    laid_out.clear()
    assert len(waiting(office)) == 3
    assert len(laid_out) == len(papers)


def test_a_scan_of_a_void_notice_is_filed_but_says_so(office, paper, give):
    number = number_of(office, paper)
    sheet = sheets(office, paper)[0]
    cases.assess(office, number, 1_000_000)
    [result] = give(旧的=[sheet])
    assert result.outcome == Outcome.FILED
    assert "应追金额已变更，这份文书不再有效" in result.words
    assert "不再有效" in case_view(office, number).events[-1].summary


def test_a_wrongly_filed_page_goes_back_and_the_last_takes_the_act_along(office, paper, give):
    results = give(错的=sheets(office, paper))
    number = results[0].paper.case_number
    with pytest.raises(UserError, match="请填写原因"):
        release(office, results[0].page_id, reason=" ")
    release(office, results[0].page_id, reason="归错了")
    assert len(signed_acts(office, number)) == 1
    release(office, results[1].page_id, reason="归错了")
    assert signed_acts(office, number) == []
    assert [one.guess.why for one in waiting(office)] == ["页上的码是这份文书"] * 2
    assign(office, results[0].page_id, paper=paper.uid)
    assert len(signed_acts(office, number)) == 1
    kinds = [event.kind for event in case_view(office, number).events[-4:]]
    filed, released = EventKind.SCAN_FILED, EventKind.SCAN_RELEASED
    assert kinds == [filed, released, released, filed]


def test_a_blank_page_is_thrown_away_with_its_reason_and_comes_back_when_given_again(office, give):
    blank = Image.new("L", (300, 400), 250)
    [result] = give(空白=[blank])
    with pytest.raises(UserError, match="请填写原因"):
        discard(office, result.page_id, reason="")
    discard(office, result.page_id, reason="空白背面")
    assert waiting(office) == []
    assert list(office.attachments.iterdir()) == []
    [again] = give(空白=[blank])
    assert again.outcome == Outcome.WAITING


def test_a_filed_page_is_neither_filed_again_nor_thrown_away(office, paper, give):
    [result] = give(页=[sheets(office, paper)[0]])
    for act in (
        lambda: assign(office, result.page_id, paper=paper.uid),
        lambda: discard(office, result.page_id, reason="x"),
    ):
        with pytest.raises(UserError, match="已经归档"):
            act()
    with pytest.raises(UserError, match="没有编号为 999 的扫描页"):
        assign(office, 999, paper=paper.uid)


def test_a_page_may_belong_to_a_case_without_a_paper(office, paper, give):
    number = number_of(office, paper)
    [result] = give(村委会说明=[Image.new("L", (300, 400), 240)])
    assign(office, result.page_id, case=number)
    assert waiting(office) == []
    assert signed_acts(office, number) == []
    index = printing.preview(office, number, "case-index")
    assert "村委会说明" in "".join(index.texts())


def test_nobody_enters_the_act_by_hand_or_takes_it_back(office, paper, give):
    from tests.services.acts import step

    number = number_of(office, paper)
    with pytest.raises(UserError, match="归档签收的扫描件时自动登记"):
        step(office, number, "signed_scanned")
    assert "signed_scanned" not in {one.code for one in procedure.offered(office, number)}
    give(页=[sheets(office, paper)[0]])
    [act] = signed_acts(office, number)
    with pytest.raises(UserError, match="把扫描件退回待归档"):
        procedure.take_back(office, number, act.uid, reason="试试")
