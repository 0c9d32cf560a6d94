"""The words of 湘人社规〔2022〕30号, annexes 1 and 2: nothing lost, nothing added."""

import hashlib
import re

import pytest

from app.forms import audit_opinion, refund_notice
from app.forms.wording import fill, official_text
from tests.forms.golden import line, lines_of
from tests.forms.samples import NOTHING_KNOWN, SAMPLES

NOTICE = official_text("refund_notice")
OPINION = official_text("audit_opinion")
# of the twelve items as the notice has them, joined by line feeds
ITEMS_SHA256 = "884c2bdb9f0997ece432c3a834ce016cfbb57a918832986e262b0e375f02257e"


def test_all_twelve_items_are_there_in_order():
    items = NOTICE["terms"]["items"]
    assert [item.split(".")[0] for item in items] == [str(number) for number in range(1, 13)]
    assert hashlib.sha256("\n".join(items).encode()).hexdigest() == ITEMS_SHA256


def test_items_hold_the_figures_people_are_bound_by():
    items = NOTICE["terms"]["items"]
    floors = [number for number, item in enumerate(items, 1) if "不低于其继续领取" in item]
    assert floors == [3, 4, 5, 6, 9, 10]
    assert all("20%" in items[number - 1] for number in floors)
    assert items[0].startswith("1.离退休人员死亡的，从次月起停发基本养老金。")
    assert "遗属应在1个月内退还" in items[7]
    assert "处骗取金额2至5倍罚款" in items[10]
    assert items[11].endswith("从继续发放的护理费或养老金中抵扣。")


@pytest.mark.parametrize("name", SAMPLES)
def test_every_official_sentence_is_printed(name):
    printed = "\n".join(lines_of(refund_notice.compose(SAMPLES[name])))
    promise = NOTICE["promise"]
    for sentence in (*NOTICE["terms"]["items"], promise["confirmation"], promise["copies"]):
        assert sentence in printed
    assert "本人已阅知上述内容，同意按照勾选的第" in printed
    assert "直至全部退还。否则承担相应的法律责任。" in printed
    assert all(label in printed for label in NOTICE["labels"].values())


def test_ways_to_repay_read_as_the_source_when_nothing_is_chosen():
    ways = [re.sub("_+", "_", line(fill(way, {}))) for way in NOTICE["ways"].values()]
    assert ways == [
        "1、一次性退回_元（大写_元），退回时间_年_月前。",
        "2、分期抵扣，分_期，每期退回_元（大写_元），协助抵扣起止时间_年_月至_年_月。",
        "3、按月抵扣，每月退回_元（大写_元），协助抵扣起止时间_年_月至_年_月。",
    ]


def test_opinion_reads_as_the_source_when_nothing_is_known():
    text = re.sub("_+", "_", line(fill(OPINION["demand"], {})))
    assert text == (
        "根据《中华人民共和国社会保险法》《工伤保险条例》《失业保险条例》《社会保险稽核办法》、"
        "人社厅发〔2021〕77号、湘人社发〔2019〕33号、湘人社办发〔2020〕32号等有关规定，"
        "应追回在我中心领取的_待遇，合计_元（大写_元）。请在_年_月_日前将此笔款项汇至我中心，"
        "汇款信息（户名：_社会保险（就业）服务中心，汇款银行：_银行_支行营业部，账号：_）。"
    )


def test_opinion_prints_its_fixed_sentences_and_not_that_it_is_a_sample():
    printed = "\n".join(lines_of(audit_opinion.compose(NOTHING_KNOWN)))
    assert OPINION["opening"] == "现将对您的个人社保待遇稽核情况告知如下："
    assert OPINION["opening"] in printed
    assert OPINION["consequences"] in printed
    assert "报请社会保险行政部门依法处罚或向人民法院提起诉讼" in printed
    assert "参考范例" not in printed
