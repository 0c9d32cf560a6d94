import pytest

from app.folders import POLICIES
from app.forms import delivery_receipt
from app.forms.wording import official_text
from app.rules.policy import load_policies
from tests.forms.golden import lines_of
from tests.forms.samples import INSTALMENTS, LUMP, NOTHING_KNOWN, facts


def printed(paper_facts):
    return "\n".join(lines_of(delivery_receipt.compose(paper_facts)))


def test_agency_issues_and_township_serves():
    text = printed(LUMP)
    assert "出具单位｜湘潭县社会保险服务中心" in text
    assert "送达单位｜石桥镇人民政府" in text


def test_papers_served_are_listed_with_a_line_for_one_more():
    text = printed(LUMP)
    assert "多领社会保险待遇追缴告知书｜潭社险追字〔2022〕第 7 号｜2份" in text
    assert text.count("____份") == 1
    assert printed(NOTHING_KNOWN).count("____份") == 2
    assert "第3份多领社会保险待遇追缴告知书｜____________｜1份" in printed(INSTALMENTS)


@pytest.mark.parametrize("manner", official_text("delivery_receipt")["manners"])
def test_only_the_manner_chosen_is_ticked(manner):
    text = printed(facts(manner=manner))
    assert f"☑{official_text('delivery_receipt')['manners'][manner]}" in text
    assert text.count("☑") == 1


def test_every_manner_of_the_policy_book_has_its_box():
    known = set(official_text("delivery_receipt")["manners"])
    for policy in load_policies(POLICIES).values():
        assert set(policy.delivery_manners) <= known
