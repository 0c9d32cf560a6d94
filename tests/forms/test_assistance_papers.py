"""救助帮扶申请表、核实意见、捐助代退说明、材料补正单: what changes with the case."""

from dataclasses import replace

from app.forms import (
    assistance_application,
    assistance_report,
    donation_statement,
    materials_request,
)
from app.rules.materials import MaterialState
from tests.forms.golden import lines_of
from tests.forms.samples import DEAD, INSTALMENTS, LUMP, NOTHING_KNOWN, known

PROVEN = (known.a_material("监测对象认定表", MaterialState.HAVE),)


def printed(module, paper_facts):
    return "\n".join(lines_of(module.compose(paper_facts)))


def test_application_asks_for_all_that_is_left():
    text = printed(assistance_application, replace(LUMP, left_fen=249_100))
    assert "已退金额｜1,000.00元" in text
    assert "人民币2,491.00元（大写贰仟肆佰玖拾壹元整）" in text
    assert "元元" not in text


def test_whoever_applied_is_ticked_and_issues():
    kin = assistance_application.compose(INSTALMENTS)
    assert "☑近亲属" in "\n".join(lines_of(kin))
    township = assistance_application.compose(replace(LUMP, acts=(known.TOWNSHIP_APPLIED,)))
    assert "☑乡镇（街道）" in "\n".join(lines_of(township))
    assert township.issuer == "石桥镇人民政府"


def test_application_passes_every_opinion():
    text = printed(assistance_application, NOTHING_KNOWN)
    opinions = ("村（社区）", "乡镇（街道）", "有关部门", "社会保险", "人力资源和", "当地政府")
    places = [text.rindex(f"\n{opinion}\n") for opinion in opinions]
    assert places == sorted(places)
    assert text.rindex("资金来源") > places[-1]


def test_report_proposes_only_what_was_judged_and_proven():
    whole = replace(INSTALMENTS, materials=PROVEN)
    text = printed(assistance_report, whole)
    assert "属于脱贫不稳定户，确无偿还能力。建议贵局会同有关部门提请当地政府研究" in text
    assert "足额退还尚欠的多领社会保险待遇资金138,000.00元" in text
    able = known.ABILITY.model_copy(update={"can_repay": True})
    for changed in (
        {"materials": known.MATERIALS},
        {"ability": None},
        {"ability": able},
        {"proofs": ()},
    ):
        assert "□建议　□不建议" in printed(assistance_report, replace(whole, **changed))


def test_report_names_what_lacks():
    text = printed(assistance_report, INSTALMENTS)
    assert "尚需补正的材料：监测对象认定表、系统查询截图（盖章）、无偿还能力证明。" in text


def test_donation_is_for_this_person_alone_and_bears_no_name_of_the_debtor_as_giver():
    document = donation_statement.compose(LUMP)
    text = "\n".join(lines_of(document))
    assert "专门用于代张三退还多领的社会保险待遇" in text
    assert "不撤销、不要求返还" in text
    assert document.issuer == ""


def test_each_paper_that_lacks_is_named_with_what_it_proves():
    text = printed(materials_request, INSTALMENTS)
    assert "1｜脱贫不稳定户｜监测对象认定表｜家庭为防止返贫监测对象" in text
    assert "已过期（至2022年6月30日）" in text
    assert "1｜脱贫不稳定户｜系统查询截图（盖章）" in text  # stands in for the first
    assert "2｜在押服刑且无偿还能力人员｜无偿还能力证明" in text
    assert "已有：残疾人证。" in text


def test_when_nothing_lacks_nothing_is_asked():
    text = printed(materials_request, replace(LUMP, materials=PROVEN))
    assert "暂不需要补正" in text
    assert "补交；" not in text


def test_nobody_writes_to_the_dead():
    assert "李桂英：" not in printed(materials_request, DEAD)
