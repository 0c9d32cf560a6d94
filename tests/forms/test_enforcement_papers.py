"""移送函、催告书、强制执行申请书、失信告知书、放弃继承声明: what changes with the case."""

from dataclasses import replace
from datetime import date

import pytest

from app.forms import (
    demand_to_perform,
    dishonesty_notice,
    enforcement_application,
    inheritance_statement,
    transfer_letter,
)
from app.forms.wording import official_text
from app.models.terms import LiableRole
from app.services.addressees import TRANSFERS
from tests.forms.golden import lines_of
from tests.forms.samples import DEAD, INSTALMENTS, LUMP, NOTHING_KNOWN, a_case, facts, known


def printed(module, paper_facts):
    return "\n".join(lines_of(module.compose(paper_facts)))


def test_every_transfer_has_its_words():
    assert set(official_text("transfer_letter")["targets"]) == {*TRANSFERS, "other"}


@pytest.mark.parametrize("transfer", [*TRANSFERS, ""])
def test_only_crimes_are_handed_on_by_the_bureau(transfer):
    document = transfer_letter.compose(
        replace(
            LUMP,
            transfer=transfer,
            office=LUMP.office.model_copy(update={"bureau": "湘潭县人社局"}),
        )
    )
    is_crime = transfer == "transferred_police"
    assert document.issuer == ("湘潭县人社局" if is_crime else "湘潭县社会保险服务中心")
    text = "\n".join(lines_of(document))
    assert ("案件情况调查报告" in text) == is_crime
    assert f"移送签收回执\n{document.issuer}：" in text


def test_fraud_is_named_only_where_it_is_suspected():
    refused = printed(transfer_letter, replace(LUMP, transfer="transferred_inspection"))
    assert "拒不退还" in refused
    assert "第八十八条" not in refused
    assert "欺诈" not in refused
    suspected = replace(LUMP, transfer="transferred_inspection", case=a_case(fraud_suspected=True))
    assert "《中华人民共和国社会保险法》第八十八条" in printed(transfer_letter, suspected)


def test_materials_are_listed_with_their_numbers():
    text = printed(transfer_letter, LUMP)
    assert "4｜多领社会保险待遇追缴告知书｜潭社险追字〔2022〕第 7 号" in text
    assert "我单位已于2022年7月1日向张三送达《社会保险稽核意见书》" in text


def test_demand_states_sum_manner_term_and_the_right_to_be_heard():
    text = printed(demand_to_perform, LUMP)
    assert "人民币3,491.00元（大写叁仟肆佰玖拾壹元整）" in text
    assert "自收到本催告书之日起十日（工作日）内" in text
    assert "账号：18120301040001234" in text
    assert "第三十五条、第五十四条" in text
    assert "有权在上述期限内向本机关进行陈述和申辩" in text
    assert "潭人社处〔2022〕3号行政处理决定书已于2022年2月10日送达你" in text


def test_remedies_are_called_over_only_when_they_are():
    assert "未申请行政复议，也未提起行政诉讼" in printed(demand_to_perform, LUMP)
    running = replace(LUMP, made_on=date(2022, 8, 10))  # the last day to sue
    assert "未申请行政复议" not in printed(demand_to_perform, running)
    reviewed = known.an_act("review_decided", date(2022, 5, 1), outcome="upheld", reference="1号")
    after = replace(LUMP, acts=(*LUMP.acts, reviewed))
    assert "你申请行政复议后，复议决定（1号）已经送达" in printed(demand_to_perform, after)


def test_a_unit_is_addressed_as_one_and_another_debtor_by_name():
    unit = known.an_heir("石桥机械厂", role=LiableRole.UNIT, limit_fen=None)
    decided = known.DECIDED.model_copy(update={"party": "石桥机械厂"})
    text = printed(demand_to_perform, replace(LUMP, liable=(unit,), acts=(decided,)))
    assert "石桥机械厂：" in text
    assert "送达你单位，该决定要求退还张三多领的" in text


def test_what_came_in_is_taken_off():
    text = printed(enforcement_application, replace(LUMP, left_fen=249_100))
    assert "应退还3,491.00元，已退还1,000.00元，尚欠2,491.00元" in text
    assert "由被申请人退还多领的社会保险待遇人民币2,491.00元（大写" in text


def test_application_to_the_court_encloses_what_article_55_names():
    text = printed(enforcement_application, LUMP)
    for enclosed in official_text("enforcement_application")["attachments"]:
        assert enclosed in text
    assert "于2022年8月15日向被申请人送达履行义务催告书（潭人社催〔2022〕1号）" in text
    assert "行政机关负责人（签名）" in text
    stated = replace(LUMP, acts=(*LUMP.acts, known.HEARD))
    assert "被申请人的意见：收入低，请求分期。" in printed(enforcement_application, stated)


def test_listing_is_told_with_its_reason_and_the_right_to_be_heard():
    text = printed(dishonesty_notice, replace(LUMP, deadline=date(2022, 9, 15)))
    assert "经责令退还，仍拒不退还。" in text
    assert "在2022年9月15日前向本机关书面或者当面陈述、申辩" in text
    assert "□经责令退还" in printed(dishonesty_notice, NOTHING_KNOWN)


def test_nobody_addresses_the_dead():
    for module in (demand_to_perform, dishonesty_notice):
        assert "\n________________：\n" in printed(module, DEAD)


def test_each_heir_has_a_page_and_ticks_it_themselves():
    document = inheritance_statement.compose(DEAD)
    text = "\n".join(lines_of(document))
    assert document.issuer == "李小明、李小红"
    assert len(document.sides) == 2
    assert "☑" not in text
    assert "所得遗产实际价值5,000.00元" in text


def test_who_renounced_already_declares_nothing_more():
    gone = known.an_heir("李小红", limit_fen=None, renounced_on=date(2022, 8, 1))
    document = inheritance_statement.compose(replace(DEAD, liable=(known.an_heir(), gone)))
    assert document.issuer == "李小明"
    assert len(document.sides) == 1


def test_unknown_heirs_get_an_empty_sheet():
    document = inheritance_statement.compose(facts())
    assert document.issuer == ""
    assert len(document.sides) == 1
    assert "声明人｜｜" in "\n".join(lines_of(document))


def test_full_sample_is_of_the_inspection():
    assert "湘潭县劳动保障监察大队：" in printed(transfer_letter, INSTALMENTS)
