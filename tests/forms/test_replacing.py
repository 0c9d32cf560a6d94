"""更正: the note that names the paper made void stands outside the paper's own text."""

from datetime import date

import pytest

from app.forms import (
    audit_opinion,
    benefit_stop_notice,
    offset_agreement,
    refund_notice,
    repayment_agreement,
)
from app.forms.layout import lay_out
from app.forms.replacing import replacing, void_title
from tests.forms.golden import composed, lines_of
from tests.forms.samples import SAMPLES

CORRECTED = (
    *(refund_notice, audit_opinion, benefit_stop_notice),
    *(repayment_agreement, offset_agreement),
)


def pages(document):
    return [len(lay_out(side, document.layout)) for side in document.filled().sides]


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("module", CORRECTED)
def test_the_note_takes_no_page_of_its_own_and_changes_no_word(module, name):
    plain = composed(module, name)
    number, dated = "潭稽（待遇）字〔2022〕第 6 号", date(2022, 8, 1)
    corrected = replacing(plain, title=plain.title, number=number, dated=dated)
    added = set(lines_of(corrected)) - set(lines_of(plain))
    (note,) = added
    assert f"替代2022年8月1日出具的《{plain.title}》（编号：{number}）" in note
    if name != "instalments":  # whose situation fills its page to the last line
        assert pages(corrected) == pages(plain)


def test_a_void_paper_is_listed_as_void():
    assert void_title("送达回证") == "送达回证（已作废）"
