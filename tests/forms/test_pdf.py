import io
import re
import shutil
import subprocess
from dataclasses import replace

import pytest
from pypdf import PdfReader

from app.errors import UserError
from app.forms import FORMS, audit_opinion, refund_notice
from app.forms.course import Course
from app.forms.document import Mark
from app.forms.pdf import render_pdf
from tests.forms.golden import PAPERS, composed
from tests.forms.samples import (
    INSTALMENTS,
    LONG_NAME,
    LUMP,
    MONTHLY,
    NUMBERS,
    RARE_NAME,
    SAMPLES,
    a_person,
    facts,
)

PAGES = {  # others: (1,)
    "refund-notice": (2, 3, 4),  # with the dues where the last one differs
    "audit-opinion": (1,),
    "stop-payment": (1, 2),
    "inquiry-record": (3,),  # each signed at its foot
    "assist-letter": (2, 3),
    "assistance-application": (2,),
    "assistance-report": (2, 3),
    "transfer-letter": (3, 4),
    "enforcement-application": (2,),
    "inheritance-statement": (1, 2),  # a page an heir
    "repayment-schedule": (1, 2),
    "jiangxi-refund-notice": (2, 3, 4),
    "repayment-agreement": (1, 2, 3),  # the agreement is one page, its dues follow
    "offset-agreement": (1, 2, 3),
    "lift-payment": (1, 2),
    "closing-approval": (1, 2),
}


def pages_of(document, **how):
    """The text of each page, without the spaces and line ends of the layout."""
    reader = PdfReader(io.BytesIO(render_pdf([document], **how)))
    return [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]


@pytest.mark.parametrize(("module", "name"), PAPERS)
def test_every_word_can_be_read_back_on_the_right_number_of_pages(module, name):
    document = composed(module, name)
    pages = pages_of(document)
    assert len(pages) in PAGES.get(module.FORM.code, (1,))
    everything = "".join(without_feet(document, pages))
    _foot, *texts = document.texts()
    for text in texts:  # also a paragraph that a page break cuts
        assert re.sub(r"\s", "", text) in everything


def without_feet(document, pages):
    for number, page in enumerate(pages, 1):
        foot = re.sub(r"\s", "", f"{document.foot}第{number}页共{len(pages)}页")
        assert page.endswith(foot)
        yield page.removesuffix(foot)


@pytest.mark.parametrize(("module", "name"), PAPERS)
def test_same_paper_gives_the_same_bytes(module, name):
    assert render_pdf([composed(module, name)]) == render_pdf([composed(module, name)])


@pytest.mark.parametrize(
    "name",
    [RARE_NAME, LONG_NAME, "𪚥𪚥", "<b>x</b>", "A&B公司", "&lt;i&gt;", "李四 <br/>", "{name|x}"],
)
def test_names_print_as_typed_and_can_be_copied(name):
    pages = pages_of(refund_notice.compose(facts(person=a_person(name=name))))
    assert re.sub(r"\s", "", name) in pages[0]


def test_foot_bears_number_and_page():
    front, back = pages_of(refund_notice.compose(LUMP).numbered(NUMBERS["lump"]))
    assert "潭稽（待遇）字〔2022〕第7号" in front
    assert "第1页共2页" in front
    assert "第2页共2页" in back
    assert "（待编号）" in pages_of(refund_notice.compose(MONTHLY))[1]


def test_draft_says_so_on_every_page():
    document = refund_notice.compose(MONTHLY)
    assert all("草稿" in page for page in pages_of(document, mark=Mark.DRAFT))
    assert not any("草稿" in page for page in pages_of(document))


@pytest.mark.parametrize("char", ["𰀀", "\ue000"], ids=["no glyph", "private use"])
def test_character_without_a_glyph_stops_the_paper_and_is_named(char):
    document = audit_opinion.compose(facts(person=a_person(name=f"李{char}明")))
    with pytest.raises(UserError) as refused:
        render_pdf([document])
    assert refused.value.title == "无法出具文书"
    assert f"“李{char}明：”中的“{char}”（U+{ord(char):04X}）" in refused.value.advice


def test_overlong_story_continues_on_another_page():
    story = "当事人子女称不知情，愿意配合退还。" * 70
    pages = pages_of(refund_notice.compose(facts(findings=story)))
    assert len(pages) == 3
    assert story[:-1] in "".join(pages)
    assert "经办人" in pages[1]


def test_story_longer_than_a_page_is_refused_rather_than_cut():
    with pytest.raises(UserError, match="超过一页"):
        render_pdf([refund_notice.compose(facts(findings="长" * 6000))])


def test_batch_numbers_pages_per_paper_and_shares_its_fonts():
    documents = [refund_notice.compose(INSTALMENTS), audit_opinion.compose(LUMP)] * 20
    content = render_pdf(documents)
    texts = [re.sub(r"\s", "", p.extract_text()) for p in PdfReader(io.BytesIO(content)).pages]
    assert len(texts) == 100  # 36 dues follow each notice on two more pages
    assert "第1页共1页" in texts[99]
    assert len(content) < 8 * 1024 * len(documents)


def test_paper_as_a_file_of_its_own_keeps_small():
    without_dues = replace(MONTHLY, course=Course())
    for two_pages in (*map(SAMPLES.get, ("dead", "lump", "nothing-known")), without_dues):
        assert len(render_pdf([refund_notice.compose(two_pages)])) <= 60 * 1000
    assert len(render_pdf([refund_notice.compose(MONTHLY)])) <= 72 * 1000  # and 35 dues
    assert len(render_pdf([audit_opinion.compose(LUMP)])) < 40 * 1000


@pytest.mark.parametrize("module", FORMS)
def test_every_page_has_only_the_faces_it_needs(module):
    content = render_pdf([composed(module, "lump")])
    assert content.count(b"/CIDFontType2") <= 2


def test_characters_beyond_the_first_plane_are_copied_as_themselves():
    reader = PdfReader(io.BytesIO(render_pdf([refund_notice.compose(MONTHLY)])))
    text = "".join(page.extract_text() for page in reader.pages)
    assert all(char in text for char in "𬀩𠅤䶮㛃")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
@pytest.mark.parametrize("name", [RARE_NAME, LONG_NAME, "𪚥𪚥"])
def test_another_reader_gives_the_name_back(name, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(render_pdf([refund_notice.compose(facts(person=a_person(name=name)))]))
    printed = subprocess.run(("pdftotext", path, "-"), capture_output=True, check=True)
    assert name in re.sub(r"\s", "", printed.stdout.decode())
