"""Several policies: one folder each, one laid over another."""

import shutil
from datetime import date
from decimal import Decimal

import pytest

from app.folders import POLICIES
from app.rules.checks import sourced
from app.rules.policy import load_policies, load_policy
from app.rules.vocabulary import Word, find_word

OWN = ("refund_notice", "audit_opinion")  # papers that Jiangxi words itself
RULES = (  # tables whose every entry is a rule, so it names where it comes from
    *("insurances", "benefits", "reasons", "reason_groups", "categories", "departments"),
    *("proofs", "sources", "channels", "fund_parts", "methods", "approaches", "states", "rungs"),
    *("endings", "pause_reasons", "delivery_manners", "papers", "conditions", "legal_terms"),
    *("milestones", "next_steps", "checks"),
)
A_PROVINCE = """
extends = "hunan"
name = "某省"
title = "某省试行办法"
"""
A_WORD_OF_EACH_KIND = """
[insurances.care]
label = "长期护理保险"
aliases = ["长护险"]
source = "practice"
article = "（示例）"

[benefits.care_fee]
label = "护理补贴"
insurances = ["care"]

[categories.flood_victim]
label = "受灾困难群众"
group = "hardship"
departments = ["emergency"]
documents = ["受灾认定书"]
months_valid = 6
source = "practice"
article = "（示例）"

[departments.emergency]
label = "应急管理部门"

[proofs."受灾认定书"]
proves = "家庭因灾困难。"
source = "practice"
article = "（示例）"
"""


@pytest.fixture(scope="module")
def policies():
    return load_policies(POLICIES)


@pytest.fixture
def a_province(tmp_path):
    """A province laid over a copy of the program's policies, its files given by name."""

    def with_files(**files):
        shutil.copytree(POLICIES, tmp_path, dirs_exist_ok=True)
        folder = tmp_path / "moumou"
        folder.mkdir()
        for name, text in {"policy": A_PROVINCE, **files}.items():
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
        return folder

    return with_files


def test_hunan_and_jiangxi_are_there_by_name(policies):
    named = {code: policy.name for code, policy in policies.items()}
    assert named == {"hunan": "湖南省", "jiangxi": "江西省"}
    assert [policy.code for policy in policies.values()] == ["hunan", "jiangxi"]
    assert policies["hunan"].title == "湘人社规〔2022〕30号"


@pytest.mark.parametrize("code", ["hunan", "jiangxi"])
def test_every_rule_of_every_policy_names_document_and_article(policies, code):
    for table in RULES:
        for key, entry in getattr(policies[code], table).items():
            assert all((entry.source, entry.article)), f"{table}.{key}"
    for where, entry in sourced(policies[code]):
        assert bool(entry.source) == bool(entry.article), where


def test_jiangxi_calls_its_papers_by_their_own_names(policies):
    jiangxi = policies["jiangxi"].papers
    assert jiangxi["refund_notice"].label == "江西省企业职工养老保险养老金退回告知书"
    assert jiangxi["audit_opinion"].label == "社会保险稽核意见书"
    forms = [(jiangxi[code].form, policies["hunan"].papers[code].form) for code in OWN]
    assert forms == [(f"jiangxi-{own}", own) for own in ("refund-notice", "audit-opinion")]
    assert policies["hunan"].papers["refund_notice"].label == "多领社会保险待遇追缴告知书"


def test_no_sentence_of_jiangxi_names_a_paper_of_hunan(policies):
    assert "多领社会保险待遇追缴告知书" in policies["hunan"].model_dump_json()
    assert "多领社会保险待遇追缴告知书" not in policies["jiangxi"].model_dump_json()
    assert "养老金退回告知书》" in policies["jiangxi"].states["confirmed"].next


def test_in_jiangxi_nothing_rests_on_the_notice_of_hunan(policies):
    jiangxi = policies["jiangxi"]
    assert "xrsg-2022-30" not in jiangxi.documents
    assert "xrsg-2022-30" in policies["hunan"].documents
    assistance = jiangxi.ground(jiangxi.methods["assistance"])
    assert str(assistance) == "基层经办实践（参照湘人社规〔2022〕30号三(三)）"


@pytest.mark.parametrize(
    ("table", "key", "ground"),
    [
        ("methods", "order", "《社会保险经办条例》第46条"),
        ("methods", "agreement", "《社会保险经办条例》第46条"),
        ("states", "verifying", "《社会保险经办条例》第26条"),
        ("conditions", "fine_range", "《社会保险法》第八十八条"),
        ("conditions", "heirs_liable", "《民法典》第1161条"),
        ("legal_terms", "T01", "《社会保险经办条例》第25条"),
    ],
)
def test_what_the_whole_country_knows_binds_in_jiangxi(policies, table, key, ground):
    jiangxi = policies["jiangxi"]
    assert str(jiangxi.ground(getattr(jiangxi, table)[key])) == ground


def test_the_fifth_is_practice_in_jiangxi_and_says_so(policies):
    floor = policies["jiangxi"].value("monthly_floor", date(2026, 1, 1))
    assert floor.value == Decimal("0.20")
    assert str(floor.ground).startswith("基层经办实践（江西未见统一比例")


def test_jiangxi_has_no_notice_that_ends(policies):
    assert policies["jiangxi"].expiring(date(2027, 8, 18)) == []
    assert len(policies["hunan"].expiring(date(2027, 8, 18))) == 1


def test_what_an_overlay_does_not_name_stays_as_it_was(policies, a_province):
    ours = load_policy(a_province(words='[sources.audit]\nlabel = "专项稽核"\n'))
    hunan = policies["hunan"]
    assert ours.sources["audit"].label == "专项稽核"
    assert ours.sources["audit"].article == hunan.sources["audit"].article
    left_out = {"code", "name", "title", "hash"}
    theirs = hunan.model_dump(exclude=left_out) | {"sources": None}
    assert ours.model_dump(exclude=left_out) | {"sources": None} == theirs
    others = {code: word for code, word in ours.sources.items() if code != "audit"}
    assert others == {code: word for code, word in hunan.sources.items() if code != "audit"}
    assert list(ours.sources) == list(hunan.sources)


def test_a_made_up_insurance_and_category_are_used_like_any_other(a_province):
    ours = load_policies(a_province(made_up=A_WORD_OF_EACH_KIND).parent)["moumou"]
    assert find_word(ours.insurances, "长护险") == "care"
    assert list(ours.benefits_of("care")) == ["care_fee"]
    category = ours.categories["flood_victim"]
    assert category.valid_through(date(2026, 1, 31), None) == date(2026, 7, 31)
    assert ours.departments[category.departments[0]].label_on(date(2026, 1, 1)) == "应急管理部门"
    assert ours.proofs[category.documents[0]].proves == "家庭因灾困难。"
    assert str(ours.ground(category)) == "基层经办实践（示例）"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[benefits.x]\nlabel = "某"\ninsurances = ["nobody"]', "benefits.x: unknown insurance"),
        ('[reasons.death]\ngroup = "nobody"', "reasons.death: unknown reason_group 'nobody'"),
        ('[subtypes.tax]\nof = "nobody"', "subtypes.tax: unknown source 'nobody'"),
        ('[proofs."残疾人证"]\ndepartments = ["nobody"]', "unknown department 'nobody'"),
        ('[proofs."残疾人证"]\nnumber = "passport"', "proofs.残疾人证.number"),
        ('[checks.identity]\ngroups = ["nobody"]', "checks.identity: unknown reason_group"),
        ('[checks.identity]\nmarks = ["nobody"]', "checks.identity: unknown mark 'nobody'"),
        (
            '[milestones.assistance_decided.guards.refused]\nlabel = "某"\nsource = "nobody"',
            "milestones.assistance_decided: unknown source 'nobody'",
        ),
        (
            '[milestones.assistance_decided.guards.perhaps]\nlabel = "某"',
            "guards name outcomes of its own",
        ),
        ('[channels.lump]\nfunding = "nobody"', "channels.lump: unknown funding_source 'nobody'"),
        ('[approaches.M04]\nchannels = ["nobody"]', "approaches.M04: unknown channel 'nobody'"),
        ("[approaches.M21]\nbrings_money = true", "approaches.M21: Value error, channels are"),
        ('[categories.subsistence]\ndocuments = ["某证"]', "subsistence: unknown proof '某证'"),
        ('[categories.released]\nneeds = [["某证"]]', "released: needs what is no document of it"),
        ('[categories.subsistence]\ncode = "K10"', "categories.subsistence.code"),
        ('[reasons.death]\ncode = "D01"', "reasons.death.code"),
        ("[categories.subsistence]\nmonths_valid = 0", "categories.subsistence.months_valid"),
        ('[departments.rural]\nlabel = "农委"', "departments.rural: Value error, the first name"),
        ('[papers.refund_notice]\nname = "某书"', "papers.refund_notice.name"),
        ('[fund_parts.fund]\ninsurances = ["nobody"]', "fund_parts.fund: unknown insurance"),
        ('[nobody.x]\nlabel = "某"', "nobody: Extra inputs"),
        ('[sources.audit]\nsource = "nobody"', "sources.audit: unknown document 'nobody'"),
        ("[sources.audit", "Expected ']'"),
    ],
)
def test_a_mistake_of_a_province_names_its_own_file_key_and_why(a_province, text, why):
    with pytest.raises(ValueError, match=r"^moumou/words\.toml: ") as mistake:
        load_policy(a_province(words=text))
    assert why in str(mistake.value)


def test_names_of_a_department_must_rise(a_province):
    names = '[{ label = "甲" }, { from = 2023-01-01, label = "乙" }, { from = 2022-01-01, label = '
    text = f'[departments.rural]\nlabel = "丙"\nnames = {names}"丙" }}]'
    with pytest.raises(ValueError, match=r"departments\.rural: Value error, dates must rise"):
        load_policy(a_province(words=text))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('extends = "nobody"', "extends: there is no other policy 'nobody'"),
        ('extends = "moumou"', "extends: there is no other policy 'moumou'"),
        ('extends = "jiangxi"', "extends: 'jiangxi' extends a policy itself"),
        ('extends = "hunan"\nnot_binding = ["nobody"]', "not_binding: no document 'nobody'"),
        ('extends = "hunan"\nheading = "某"', "heading: Extra inputs"),
    ],
)
def test_a_policy_that_cannot_be_laid_over_another_says_why(a_province, text, why):
    with pytest.raises(ValueError, match=r"^moumou/policy\.toml: ") as mistake:
        load_policy(a_province(policy=text + '\nname = "某省"\ntitle = "某办法"'))
    assert why in str(mistake.value)


def test_a_mistake_of_the_base_names_the_file_of_the_base(a_province):
    folder = a_province(words='[sources.audit]\nlabel = "专项稽核"\n')
    words = folder.parent / "hunan" / "words.toml"
    text = words.read_text(encoding="utf-8").replace('label = "媒体披露"', "label = 1")
    words.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"^hunan/words\.toml: sources\.media\.label"):
        load_policy(folder)


def test_the_hash_covers_the_base_and_the_overlay(a_province):
    folder = a_province()
    before = load_policy(folder).hash
    (folder / "words.toml").write_text('[sources.audit]\nlabel = "专项稽核"\n', encoding="utf-8")
    with_own = load_policy(folder).hash
    values = folder.parent / "hunan" / "values.toml"
    text = values.read_text(encoding="utf-8").replace('"0.20"', '"0.25"')
    values.write_text(text, encoding="utf-8")
    assert len({before, with_own, load_policy(folder).hash}) == 3


def test_no_word_of_any_policy_is_spelt_like_another_of_its_kind(policies):
    kinds = ("insurances", "reason_groups", "categories", "departments", "sources", "subtypes")
    kinds += ("benefit_statuses", "relations", "channels", "funding_sources", "fund_parts")
    kinds += ("pause_reasons", "endings", "delivery_manners")
    for policy in policies.values():
        for kind in kinds:
            words: list[Word] = list(getattr(policy, kind).values())
            spelt = [s for w in words for s in {w.label, w.short or w.label, *w.aliases}]
            assert len(spelt) == len(set(spelt)), kind
