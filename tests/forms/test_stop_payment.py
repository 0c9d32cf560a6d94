from dataclasses import replace
from datetime import date

from app.forms import stop_payment
from tests.forms.golden import lines_of
from tests.forms.samples import DEAD, INSTALMENTS, LUMP, NOTHING_KNOWN


def printed(paper_facts, number=""):
    document = stop_payment.compose(paper_facts).numbered(number)
    return "\n".join(lines_of(document))


def test_bank_is_told_whose_account_why_and_on_what_ground():
    text = printed(LUMP, "潭社险停[2022]第 7 号")
    assert "湖南湘潭农村商业银行股份有限公司石桥支行：" in text
    assert "张三（公民身份号码：430321195003081012）" in text
    assert "根据《中华人民共和国社会保险法》、湘人社规〔2022〕30号等有关规定" in text
    assert "账号：6230901807012345678" in text
    assert text.count("潭社险停〔2022〕第 7 号") == 2  # on its slip as well
    assert text.index("湘潭县社会保险服务中心（盖章）\n2022年9月1日") > text.index("联系人：李红")


def test_death_is_told_by_its_day():
    assert "当事人于2019年11月23日死亡，已丧失领取资格" in printed(DEAD)


def test_every_account_of_the_bank_is_named():
    text = printed(INSTALMENTS)
    assert "账号：6230901807012345678\n账号：18120301040001234 存折" in text
    assert "账　号｜6230901807012345678、18120301040001234 存折" in text


def test_reply_slip_goes_back_to_the_agency():
    letter, slip = printed(LUMP).split("- - - 此联由银行填写盖章后退回 - - -")
    assert "停止支付时账户余额｜____________元" in slip
    assert slip.startswith("\n停止支付通知书回执\n湘潭县社会保险服务中心：")
    assert "（银行盖章）" in slip
    assert "（银行盖章）" not in letter


def test_what_is_unknown_is_left_for_the_pen():
    text = printed(replace(NOTHING_KNOWN, made_on=date(2023, 1, 5)))
    assert "〔2023〕第________号" in text
    assert "账号：________________________________" in text
    assert text.count("____________社会保险（就业）服务中心") == 2
