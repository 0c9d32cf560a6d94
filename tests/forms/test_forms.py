"""What holds for every form: who issues it, since when, under which code."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from app import forms
from app.errors import UserError
from app.forms import FORMS, form_module, form_on
from app.forms.blocks import Grid, Signature, Slip
from app.forms.form import COUNTY, Form, Group, Issuer
from tests.forms.golden import PAPERS, composed, line, lines_of
from tests.forms.samples import SAMPLES

OFFICE = "石桥镇人民政府"  # the township of all samples
PREPARES = ("送达单位", "代办单位", "申请单位", "经办单位", "填报单位", "乡镇（街道）")


def assert_township_does_not_issue(document):
    """On a county's paper its name stands only beside what says that it prepares or serves."""
    assert document.issuer != OFFICE
    for side in document.filled().sides:
        for block in side:
            assert OFFICE not in signed_under(block), "the township signs a county's paper"
    for text in lines_of(document):
        if OFFICE in text:
            assert any(word in text for word in PREPARES), text


def signed_under(block):
    match block:
        case Signature():
            return "".join(map(line, block.lines))
        case Slip():
            return "".join(map(signed_under, block.blocks))
        case Grid():
            feet = (p.words for row in block.rows for cell in row.cells for p in cell.foot)
            return "".join(map(line, feet))
    return ""


@pytest.mark.parametrize(("module", "name"), PAPERS)
def test_no_county_form_names_the_township_as_issuer(module, name):
    if module.FORM.issuer in COUNTY:
        assert_township_does_not_issue(composed(module, name))


@pytest.mark.parametrize("module", FORMS)
def test_paper_knows_who_issues_and_who_prepares_it(module):
    document = composed(module, "lump")
    expected = {
        Issuer.AGENCY: "湘潭县社会保险服务中心",
        Issuer.TOWNSHIP: OFFICE,
        Issuer.PARTY: "张三",
    }
    assert document.issuer == expected.get(module.FORM.issuer, "")
    assert document.preparer == OFFICE
    assert document.edition == module.FORM.edition


@pytest.mark.parametrize("module", FORMS)
def test_paper_without_numbers_shows_its_name_instead(module):
    numbered = composed(module, "lump")
    unnumbered = composed(module, "nothing-known")
    if module.FORM.is_numbered:
        assert numbered.foot == "潭稽（待遇）字〔2022〕第 7 号"
        assert unnumbered.foot == "（待编号）"
    else:
        assert numbered.foot == unnumbered.foot == module.FORM.title


def test_codes_and_editions_are_unique():
    assert len({(module.FORM.code, module.FORM.edition) for module in FORMS}) == len(FORMS)


def test_the_edition_in_force_is_the_one_of_the_day(monkeypatch):
    first = Form("notice", "告知书", Issuer.AGENCY, Group.NOTICE, valid_until=date(2023, 11, 30))
    second = replace(first, edition=2, valid_from=date(2023, 12, 1), valid_until=date(2027, 8, 17))
    modules = tuple(SimpleNamespace(FORM=form) for form in (second, first))
    monkeypatch.setattr(forms, "FORMS", modules)
    assert form_module("notice").FORM is second
    assert form_on("notice", date(2023, 11, 30)).FORM is first
    assert form_on("notice", date(2023, 12, 1)).FORM is second
    assert form_on("notice", date(2027, 8, 17)).FORM is second
    with pytest.raises(UserError, match="《告知书》在该日期没有有效的文本"):
        form_on("notice", date(2027, 8, 17) + timedelta(days=1))


def test_every_sample_gives_every_form():
    assert len(PAPERS) == len(FORMS) * len(SAMPLES)
