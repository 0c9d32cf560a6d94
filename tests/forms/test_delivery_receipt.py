from dataclasses import replace
from datetime import date

import pytest

from app.folders import POLICIES
from app.forms import delivery_receipt
from app.forms.handed import Attempt, Handed
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


HANDED = Handed(date(2022, 9, 5), "direct", "张三", servers="李核实、王走访")
WAYS = {  # how papers were handed over -> what the receipt then says
    "direct": (
        HANDED,
        "受送达人签收｜签收人：张三\n（签名或者捺印）：________________\n2022年9月5日____时",
    ),
    "substitute": (
        replace(HANDED, receiver="李小明", relation="儿子"),
        "代收人签收｜签收人：李小明\n与受送达人关系：儿子　代收理由：____________________\n",
    ),
    "left": (
        replace(
            HANDED, manner="left", refusal="认为钱不是本人领的", witness="赵村长", proof="录像3"
        ),
        "拒收事由｜认为钱不是本人领的\n2022年9月5日____时",
    ),
    "post": (replace(HANDED, manner="post", servers="", proof="EMS1"), "☑邮寄送达"),
    "announcement": (
        replace(HANDED, manner="announcement", servers=""),
        "备　注｜2022年9月5日公告期满，视为送达。",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_recorded_delivery_fills_the_receipt(way):
    handed, said = WAYS[way]
    text = printed(replace(LUMP, handed=handed, manner=handed.manner))
    assert said in text
    assert text.count("2022年9月5日") == {"post": 1, "announcement": 1, "left": 3}.get(way, 2)


def test_who_served_and_who_witnessed_is_named_beside_the_line_to_sign():
    text = printed(replace(LUMP, handed=WAYS["left"][0], manner="left"))
    assert (
        "送达人｜李核实（签名）：____________　单位、职务：____________________\n王走访（签名）"
        in text
    )
    assert "见证人｜赵村长（签名）：____________" in text


def test_what_proves_a_delivery_stands_where_its_manner_has_it():
    left = replace(WAYS["left"][0], proof_name="照片、录像名称")
    assert "备　注｜照片、录像名称：录像3。" in printed(replace(LUMP, handed=left))
    mailed = printed(replace(LUMP, handed=WAYS["post"][0]))
    assert "邮件号：EMS1" in mailed
    assert "备　注｜\n" in mailed


def test_attempts_in_vain_are_told_before_and_after():
    tried = (Attempt(date(2022, 9, 2), "电话", "无人接听。"), Attempt(date(2022, 9, 3), "上门"))
    said = "备　注｜2022年9月2日电话未送达，无人接听；2022年9月3日上门未送达。"
    for handed in (None, HANDED):
        assert said in printed(replace(LUMP, attempts=tried, handed=handed))
