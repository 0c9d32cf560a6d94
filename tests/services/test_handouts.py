"""Sheets for people: one text, printed and in the handbook."""

import io

import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.services.handouts import HANDOUTS, handout, handout_pdf, markdown, save_handout


def pages(code):
    return [page.extract_text() for page in PdfReader(io.BytesIO(handout_pdf(code))).pages]


def test_the_quick_start_is_one_page():
    (page,) = pages("quick-start")
    assert "归仓快速上手" in page
    assert "12 交县级" in page
    assert "第 1 页 共 1 页" in page


def test_every_item_of_the_acceptance_sheet_has_its_boxes():
    items = [row for block in table_blocks("acceptance") for row in block.rows]
    assert len(items) == 21
    for at, row in enumerate(items, 1):
        item, _how, _seen, result = row.values
        assert item[0].startswith(f"{at} ")
        assert [getattr(word, "ticked", None) for word in result].count(False) == 2
    assert len(pages("acceptance")) == 2


def table_blocks(code):
    return [block for side in handout(code).sides for block in side if block.kind == "table"]


@pytest.mark.parametrize("code", HANDOUTS)
def test_the_handbook_says_the_same_words(code):
    said = markdown(code)
    for table in table_blocks(code):
        for row in table.rows:
            assert all(str(word) in said for word in row.values[1] if isinstance(word, str))


def test_a_sheet_is_written_as_pdf(tmp_path):
    save_handout("quick-start", tmp_path / "快速上手.pdf")
    assert (tmp_path / "快速上手.pdf").read_bytes() == handout_pdf("quick-start")
    with pytest.raises(UserError, match=r"应以 \.pdf 结尾"):
        save_handout("quick-start", tmp_path / "快速上手.doc")
    with pytest.raises(UserError, match="没有这份材料"):
        save_handout("没有", tmp_path / "没有.pdf")
