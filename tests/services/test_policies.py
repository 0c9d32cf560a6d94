"""Two provinces, and a province of our own making: data alone carries a case through."""

from dataclasses import replace

import pytest

from app.errors import UserError
from app.folders import POLICIES
from app.models.month import Month
from app.models.terms import CaseState, MethodCode, PlanKind, VerificationResult
from app.rules.policy import load_policies, load_policy
from app.services import cases, decisions, evidence, plans, printing, receipts, settings
from app.services.case_view import case_view
from app.services.office import open_office
from app.services.plans import PlanEntry
from tests.conftest import PASSPHRASE, TODAY
from tests.services.acts import receive, step

MADE_UP = """
[insurances.village_care]
label = "乡村互助养老保险"
short = "互助养老"

[benefits.care_money]
label = "互助养老金"
insurances = ["village_care"]

[categories.left_behind]
label = "空巢老人"
group = "hardship"
departments = ["village"]
documents = ["监测对象认定表"]
source = "practice"
article = "（测试用）"

[values.monthly_floor]
entries = [{ from = 2000-01-01, value = "0.30", source = "practice", article = "（测试用）" }]

[states.clue]
sentence = "刚刚收到。"
"""


@pytest.fixture
def made_up(office, tmp_path):
    """The office follows a policy laid over Hunan's, with words that exist nowhere else."""
    folder = tmp_path / "policy"
    (folder / "own").mkdir(parents=True)
    (folder / "hunan").symlink_to(POLICIES / "hunan", target_is_directory=True)
    head = 'extends = "hunan"\nname = "某省"\ntitle = "某省规定"\n'
    (folder / "own" / "policy.toml").write_text(head, encoding="utf-8")
    (folder / "own" / "words.toml").write_text(MADE_UP, encoding="utf-8")
    own = load_policy(folder / "own")
    return replace(office, policy=own, policies={**office.policies, "own": own})


def test_a_made_up_insurance_and_category_carry_a_case_through(made_up):
    number = cases.open_case(
        made_up,
        person={"name": "付建𬀩", "id_number": "11010519491231002X"},
        case={
            "insurance": "village_care",
            "benefit": "care_money",
            "reason": "other",
            "reason_note": "重复登记",
            "benefit_fen": 100_000,
            "can_repay": False,
        },
        periods=[{"first_month": "2025-01", "last_month": "2025-03", "monthly_fen": 10_000}],
    ).number
    assert case_view(made_up, number).state_sentence == "刚刚收到。"
    confirmed = VerificationResult.CONFIRMED
    cases.verify(made_up, number, by="李四", on=TODAY, result=confirmed)
    evidence.add_evidence(
        made_up, number, category="left_behind", document="监测对象认定表", issued_on=TODAY
    )
    assert case_view(made_up, number).category == "空巢老人"
    decisions.choose(made_up, number, MethodCode.AGREEMENT, reason="从互助养老金中抵扣")
    entry = PlanEntry(PlanKind.MONTHLY, monthly_fen=20_000, first_month=Month("2026-12"))
    with pytest.raises(UserError, match=r"30%，请填写不少于 300\.00 元"):
        plans.make_plan(made_up, number, entry)
    plans.make_plan(made_up, number, replace(entry, monthly_fen=30_000))
    printing.issue(made_up, number, "refund-notice")
    step(made_up, number, "benefit_stopped")
    step(made_up, number, "notice_served", manner="direct", party="付建𬀩")
    receipt = receive(made_up, number, 30_000, channel="monthly_offset")
    receipts.record_deposit(made_up, receipt.id, on=TODAY)
    step(made_up, number, "closed", outcome="offset_done")
    view = case_view(made_up, number)
    assert (view.case.state, view.insurance, view.next) == (
        *(CaseState.CLOSED, "乡村互助养老保险"),
        None,
    )


def test_a_case_keeps_the_policy_it_was_decided_under(office, confirmed):
    decided, undecided = confirmed(), None
    decisions.choose(office, decided, MethodCode.ORDER, reason="先责令退还")
    undecided = cases.open_case(
        office,
        person={"name": "龙䶮"},
        case={"insurance": "work_injury", "benefit": "nursing_fee", "reason": "death"},
        periods=[],
    ).number
    settings.change_profile(office, policy="jiangxi")
    office.close()
    again = open_office(office.folder, passphrase=PASSPHRASE, today=office.today)
    assert case_view(again, decided).policy.name == "湖南省"
    assert case_view(again, undecided).policy.name == "江西省"
    again.close()


def test_each_province_names_its_papers(office, confirmed):
    number = confirmed()
    jiangxi = replace(office, policy=office.policies["jiangxi"])
    titles = [printing.preview(each, number, "refund-notice").title for each in (office, jiangxi)]
    assert titles == [
        "多领社会保险待遇追缴告知书",
        "江西省企业职工养老保险养老金退回告知书",
    ]


def test_only_a_known_policy_can_be_followed(office):
    with pytest.raises(UserError, match="hunan 湖南省") as refused:
        settings.change_profile(office, policy="湖北")
    assert refused.value.field == "policy"


@pytest.mark.parametrize(
    ("days", "why"),
    [({"T04": 0}, "1 至 180"), ({"T04": 181}, "1 至 180"), ({"T09A": 30}, "由法律规定")],
)
def test_only_adjustable_terms_can_be_set_by_the_county(office, days, why):
    with pytest.raises(UserError, match=why):
        settings.change_profile(office, term_days=days)
    assert settings.change_profile(office, term_days={"T04": 180}).term_days == {"T04": 180}


def test_every_province_loads():
    assert set(load_policies(POLICIES)) == {"hunan", "jiangxi"}
