"""What holds for every page of every paper: nothing cut, nothing over another, heads repeated."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

from app.forms import refund_notice
from app.forms.blocks import Align, Column, RowKind, Table
from app.forms.document import Document, Layout
from app.forms.grids import PAD_X, Rows
from app.forms.layout import growth, lay_out
from app.forms.lines import overhang
from app.forms.paragraphs import Lines, width_of
from app.forms.pdf import BAR_HEIGHT_MM, BAR_MM, FOOT_MM, QR_MM, render_pdf
from app.forms.sheets import MM, SHEETS
from app.forms.strips import CutLine, Stack
from tests.forms.golden import PAPERS, composed
from tests.forms.samples import MONTHLY, SAMPLES
from tests.forms.samples.engine import ENGINE, document, table_row

DOCUMENTS = {
    **ENGINE,
    **{f"{module.FORM.code}-{name}": composed(module, name) for module, name in PAPERS},
}
BY_NAME = pytest.mark.parametrize("name", DOCUMENTS)
TOLERANCE = 0.01  # points


def pages_of(paper):
    return [page for side in paper.filled().sides for page in lay_out(side, paper.layout)]


def texts_of(paper):
    reader = PdfReader(io.BytesIO(render_pdf([paper])))
    return [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]


def end_of(line):
    """Where its last character ends, what may hang into the margin taken off."""
    wide = sum(width_of(word, line.face) for word in line.words) - overhang(line.words)
    return line.x + wide * line.size


def flat(strips):
    for strip in strips:
        if isinstance(strip, Stack):
            yield from flat(strip.strips)
        else:
            yield strip


@BY_NAME
def test_every_page_fits_its_sheet(name):
    paper = DOCUMENTS[name]
    sheet = SHEETS[paper.layout]
    for page in pages_of(paper):
        rows = sum(len(s.heights) for s in page if isinstance(s, Rows) and s.grows)
        grown = growth(page, sheet) * rows
        assert sum(strip.height for strip in page) + grown <= sheet.height + TOLERANCE
        assert growth(page, sheet) >= 0


@BY_NAME
def test_every_line_fits_its_column_and_every_cell_its_frame(name):
    paper = DOCUMENTS[name]
    sheet = SHEETS[paper.layout]
    for page in pages_of(paper):
        for strip in flat(page):
            match strip:
                case Lines(lines):
                    assert all(end_of(line) <= sheet.width + TOLERANCE for line in lines)
                case CutLine(line):
                    assert end_of(line) <= sheet.width
                case Rows():
                    assert strip.width <= sheet.width + TOLERANCE
                    for box in strip.boxes:
                        assert_box_fits(strip, box)


def assert_box_fits(strip, box):
    height = sum(strip.heights[box.first_row : box.first_row + box.rows])
    assert box.least_height <= height + TOLERANCE
    for line in (*box.lines, *box.foot):
        assert end_of(line) <= box.width - 2 * PAD_X + TOLERANCE, line.words


@BY_NAME
def test_every_word_of_a_document_is_on_its_pages(name):
    everything = "".join(texts_of(DOCUMENTS[name]))
    for text in DOCUMENTS[name].texts():
        for part in re.split(r"\s", text):
            assert part in everything or all(piece in everything for piece in part)


@BY_NAME
def test_stored_document_is_the_document(name):
    assert Document.from_json(DOCUMENTS[name].to_json()) == DOCUMENTS[name]


def test_long_table_repeats_its_head_and_loses_no_row():
    pages = texts_of(ENGINE["ledger"])
    assert len(pages) > 10
    assert all("序号村（社区）姓名公民身份号码险种" in page for page in pages)
    rows = [re.findall(r"(\d+)石桥村", page) for page in pages]
    assert [int(row) for page in rows for row in page] == list(range(1, 151))
    assert all(rows)


def test_sum_stands_with_the_rows_it_sums():
    for page in pages_of(ENGINE["ledger"]):
        body = [strip for strip in page if isinstance(strip, Rows) and strip.splits]
        first = "".join(
            str(word) for box in body[0].boxes for line in box.lines for word in line.words
        )
        assert not first.startswith(("小计", "合计"))


def test_signers_never_stand_alone():
    """However many rows the table has, the page with the signatures has some of them."""
    for rows in range(20, 40):
        table = Table((Column("姓名", 30),), tuple(table_row(f"第{n}人") for n in range(rows)))
        signers = ENGINE["ledger"].sides[0][-1]
        *_, last = texts_of(document(Layout.LEDGER, (table, signers)))
        assert f"第{rows - 1}人" in last
        assert "负责人" in last


def test_row_higher_than_a_page_goes_on_where_it_was_cut():
    paper = ENGINE["tall-row"]
    pages = texts_of(paper)
    assert all("姓名情况" in page for page in pages)
    assert "".join(pages).count("公民身份号码：430321195003081012") == 60
    assert "张三短李四" in pages[0]


def test_row_with_a_value_too_many_is_a_bug():
    table = Table((Column("姓名", 30),), (table_row("张三", "李四"),))
    with pytest.raises(ValueError, match="argument 2 is longer"):
        render_pdf([document(Layout.FORM, (table,))])


def test_slip_is_never_torn():
    pages = pages_of(ENGINE["slip"])
    assert [sum(isinstance(strip, Stack) for strip in page) for page in pages] == [0] * (
        len(pages) - 1
    ) + [1]


def test_codes_are_large_enough_to_be_read():
    assert QR_MM >= 22
    assert BAR_MM * 600 / 25.4 > 6  # dots of a printer in the narrowest bar
    coded = set(Layout) - {Layout.LEDGER, Layout.HANDOUT}
    for sheet in map(SHEETS.get, coded):
        assert sheet.foot_mm >= FOOT_MM + QR_MM + 2
        assert sheet.foot_mm >= FOOT_MM + 8 + BAR_HEIGHT_MM
        assert sheet.width / MM > QR_MM + 100


def test_papers_of_both_shapes_go_into_one_file():
    notice = composed(refund_notice, "lump")
    reader = PdfReader(io.BytesIO(render_pdf([notice, ENGINE["tall-row"], notice])))
    widths = [round(float(page.mediabox.width)) for page in reader.pages]
    assert widths == [595, 595, *[842] * (len(widths) - 4), 595, 595]


def test_many_papers_in_one_file_keep_their_own_codes():
    module = refund_notice
    papers = [module.compose(replace(MONTHLY, uid=f"{number:032x}")) for number in range(30)]
    content = render_pdf(papers)
    assert content.count(b"/FormType 1") == 30
    assert content == render_pdf(papers)


def test_every_sample_is_there():
    assert len(DOCUMENTS) == len(ENGINE) + len(SAMPLES) * len({module for module, _ in PAPERS})


def test_a_list_has_no_codes_and_its_frame_stays_above_the_foot():
    assert SHEETS[Layout.LEDGER].foot_mm >= FOOT_MM + 8
    assert not ENGINE["ledger"].uid


def test_a_narrow_column_is_widened_before_it_tears_a_number():
    columns = (Column("公民身份号码", 10), Column("金额", 10, Align.RIGHT), Column("备注", 200))
    sums = table_row("合计", "1,234,567,890.00", " ", kind=RowKind.SUM)
    rows = (table_row("430321195003081012", "3,491.00", "已两次上门核实。" * 30), sums)
    table = Table(columns, rows)
    [text] = texts_of(document(Layout.LEDGER, (table,)))
    assert "430321195003081012" in text
    assert "1,234,567,890.00" in text
