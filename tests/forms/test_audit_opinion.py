from app.forms import audit_opinion
from tests.forms.golden import lines_of
from tests.forms.samples import LUMP, MONTHLY, NOTHING_KNOWN


def printed(paper_facts):
    return "\n".join(lines_of(audit_opinion.compose(paper_facts)))


def test_numbered_opinion_bears_its_number_and_day():
    document = audit_opinion.compose(LUMP).numbered("潭稽（待遇）字[2022]第 7 号")
    assert document.number == "潭稽（待遇）字〔2022〕第 7 号"
    text = "\n".join(lines_of(document))
    assert document.number in text
    assert text.endswith("湘潭县社会保险服务中心（盖章）\n2022年9月1日")


def test_unnumbered_opinion_leaves_number_and_day_to_the_county():
    text = printed(MONTHLY)
    assert "潭稽（待遇）字〔2022〕第________号" in text
    assert text.endswith("________年____月____日")
    assert audit_opinion.compose(MONTHLY).number == ""


def test_day_to_pay_by_is_the_plan_s_or_left_open():
    assert "请在2022年9月30日前将此笔款项汇至我中心" in printed(LUMP)
    assert "请在________年____月____日前" in printed(MONTHLY)


def test_account_is_written_whole_or_left_open():
    assert "汇款银行：中国农业银行湘潭县支行营业部，账号：18120301040001234）" in printed(LUMP)
    text = printed(NOTHING_KNOWN)
    assert "汇款银行：________银行________支行营业部" in text
    assert "社会保险（就业）服务中心（盖章）" in text


def test_capitals_bring_their_own_yuan():
    assert "合计3,491.00元（大写叁仟肆佰玖拾壹元整）" in printed(LUMP)
