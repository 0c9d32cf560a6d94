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
from app.services.exporting import export_ledger
from app.services.ledger import ledger_entries
from app.services.office import open_office
from app.services.plans import PlanEntry
from app.services.summaries import case_rows
from app.storage.database import reading
from tests.conftest import PASSPHRASE, TODAY
from tests.services.acts import choose, receive, step

JIANGXI_TITLE = "江西省企业职工养老保险养老金退回告知书"
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


@pytest.fixture
def decided_elsewhere(made_up):
    """A case with words of another book, decided under it. Returns its number."""
    number = cases.open_case(
        made_up,
        person={"name": "付建𬀩"},
        case={"insurance": "village_care", "benefit": "care_money", "reason": "death"},
        periods=[{"first_month": "2025-01", "last_month": "2025-03", "monthly_fen": 10_000}],
    ).number
    cases.verify(made_up, number, by="李四", on=TODAY, result=VerificationResult.CONFIRMED)
    decisions.choose(made_up, number, MethodCode.ORDER, reason="先责令退还")
    return number


def test_a_case_of_another_book_is_listed_exported_and_corrected(
    made_up, decided_elsewhere, tmp_path
):
    back = replace(made_up, policy=made_up.policies["hunan"])
    assert [row.insurance for row in case_rows(back)] == ["乡村互助养老保险"]
    assert export_ledger(back, tmp_path / "台账.xlsx") == 1
    assert cases.correct(back, decided_elsewhere, village="石桥村").village == "石桥村"


def test_a_book_that_is_gone_is_named_at_opening(made_up, decided_elsewhere):
    made_up.close()
    with pytest.raises(UserError, match="缺少政策“own”"):
        open_office(made_up.folder, passphrase=PASSPHRASE, today=made_up.today)


def test_a_sum_may_stand_beside_an_offset_after_the_benefit_fell(office, confirmed):
    number = confirmed(benefit_fen=186_000)
    decisions.choose(office, number, MethodCode.AGREEMENT, reason="按月抵扣")
    offset = PlanEntry(
        PlanKind.MONTHLY, monthly_fen=80_000, first_month=Month("2026-12"), part_fen=800_000
    )
    plans.make_plan(office, number, offset)
    cases.correct(office, number, benefit_fen=50_000)
    rest = PlanEntry(PlanKind.LUMP, pay_by=TODAY, is_beside=True)
    assert plans.make_plan(office, number, rest).uncovered_fen == 0


def test_the_ledger_shows_what_is_done_first_not_what_was_entered_last(office, confirmed):
    number = confirmed()
    decisions.choose(office, number, MethodCode.ORDER, reason="先责令退还")
    decisions.choose(office, number, MethodCode.AGREEMENT, reason="后备", rank=2, beside=False)
    lump = PlanEntry(PlanKind.LUMP, pay_by=TODAY, part_fen=289_000)
    rest = PlanEntry(PlanKind.INSTALMENTS, periods=5, first_month=Month("2026-12"), is_beside=True)
    for entry in (lump, rest):
        plans.make_plan(office, number, entry)
    with reading(office.database) as session:
        [row] = ledger_entries(session)
    assert (row.decision.method, row.plan.kind) == (MethodCode.ORDER, PlanKind.LUMP)


def test_each_province_names_its_papers(office, confirmed):
    number = confirmed()
    jiangxi = replace(office, policy=office.policies["jiangxi"])
    own = [(office, "refund-notice"), (jiangxi, "jiangxi-refund-notice")]
    titles = [printing.preview(each, number, form).title for each, form in own]
    assert titles == ["多领社会保险待遇追缴告知书", "社会保险待遇退回告知书"]
    pension = {"insurance": "employee_pension", "benefit": "pension"}
    employee = confirmed(reason="duplicate_employee", **pension)
    assert printing.preview(jiangxi, employee, own[1][1]).title == JIANGXI_TITLE
    for each, form in ((office, own[1][1]), (jiangxi, own[0][1])):
        with pytest.raises(UserError, match="没有这种文书"):
            printing.preview(each, number, form)


def test_the_notice_of_jiangxi_is_served_and_counts_as_the_notice(office, confirmed):
    jiangxi = replace(office, policy=office.policies["jiangxi"])
    number = confirmed()
    choose(jiangxi, number)
    issued = printing.issue(jiangxi, number, "jiangxi-refund-notice")
    view = case_view(jiangxi, number)
    assert (view.file.notice.id, view.case.state) == (issued.id, "noticed")
    step(jiangxi, number, "notice_served", manner="direct", party="付建𬀩")
    assert "notice_served" in case_view(jiangxi, number).marks


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
