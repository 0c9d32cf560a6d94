from datetime import date, timedelta

import pytest

from app.errors import UserError
from app.models.terms import MethodCode
from app.services import decisions, evidence, printing, procedure
from app.services.case_view import case_view
from tests.conftest import TODAY
from tests.services.acts import choose, low_income, offer, step, texts


def test_nothing_is_open_before_the_case_is_confirmed(office, register):
    offers = case_view(office, register().number).offers
    assert [o.is_open for o in offers] == [False] * 4
    assert "尚未确认多领" in texts(offers[0])


def test_what_is_refused_before_that_says_so_once(office, register):
    with pytest.raises(UserError) as refused:
        choose(office, register().number, MethodCode.AGREEMENT)
    assert refused.value.advice.count("尚未确认多领") == 1


def test_order_comes_first_for_everybody(office, confirmed):
    offers = case_view(office, confirmed()).offers
    assert [o.method for o in offers if o.recommended] == [MethodCode.ORDER]
    assert str(offers[0].findings[0].ground) == "湘人社规〔2022〕30号三(一)"


def test_a_pension_that_goes_on_opens_the_agreement_with_its_least_sum(office, confirmed):
    agreement = offer(office, confirmed(benefit_fen=186_000), MethodCode.AGREEMENT)
    assert (agreement.is_open, agreement.least_monthly_fen) == (True, 37_200)
    assert "20%，即每月不少于 372.00 元" in texts(agreement)


def test_without_income_and_ability_there_is_nothing_to_agree_on(office, confirmed):
    agreement = offer(office, confirmed(benefit_fen=0, can_repay=False), MethodCode.AGREEMENT)
    assert not agreement.is_open
    with pytest.raises(UserError, match="无法协议追回"):
        choose(office, confirmed(benefit_fen=0, can_repay=False), MethodCode.AGREEMENT)


def test_assistance_is_not_for_an_ordinary_person(office, confirmed):
    assistance = offer(office, confirmed(), MethodCode.ASSISTANCE)
    assert not assistance.is_open
    assert "登记为一般人员" in texts(assistance)


def test_assistance_opens_with_valid_evidence_and_no_means(office, confirmed):
    number = confirmed(benefit_fen=0, can_repay=False)
    low_income(office, number)
    assistance = offer(office, number, MethodCode.ASSISTANCE)
    assert assistance.is_open
    assert case_view(office, number).category == "低保对象"


def test_evidence_counts_to_its_last_day(office, confirmed):
    number = confirmed(benefit_fen=0, can_repay=False)
    low_income(office, number, valid_until=TODAY)
    assert offer(office, number, MethodCode.ASSISTANCE).is_open


def test_expired_evidence_is_asked_for_again(office, confirmed):
    number = confirmed(benefit_fen=0, can_repay=False, category="subsistence")
    low_income(office, number, valid_until=TODAY - timedelta(days=1))
    assistance = offer(office, number, MethodCode.ASSISTANCE)
    assert not assistance.is_open
    assert "请补交由民政出具、现仍有效的“低保对象”认定材料" in texts(assistance)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"can_repay": True, "benefit_fen": 0}, "登记为有偿还能力"),
        ({"can_repay": None, "benefit_fen": 0}, "尚未判断有无偿还能力"),
        ({"can_repay": False, "benefit_fen": 50_000}, "应先协议追回"),
        ({"can_repay": False, "benefit_fen": None}, "请先查清有无可抵扣的待遇"),
        ({"can_repay": False, "benefit_fen": 0, "account_fen": 1}, "应先协议追回"),
        ({"can_repay": False, "benefit_fen": 0, "funeral_fen": 1}, "应先协议追回"),
    ],
)
def test_assistance_waits_until_there_is_surely_no_other_way(office, confirmed, known, why):
    number = confirmed(**known)
    low_income(office, number)
    assistance = offer(office, number, MethodCode.ASSISTANCE)
    assert not assistance.is_open
    assert why in texts(assistance)


def test_of_a_resident_account_the_subsidy_does_not_count(office, confirmed):
    """Dossier 4.2 item 4: 4,860.30 of which 1,230.30 subsidy are 3,630.00 usable."""
    number = confirmed(account_fen=486_030, account_subsidy_fen=123_030)
    assert "可抵扣余额 3,630.00 元" in texts(offer(office, number, MethodCode.AGREEMENT))


def served(office, number):
    printing.issue(office, number, "refund-notice")
    step(office, number, "notice_served", manner="direct", party="付建𬀩")


def test_enforcement_waits_for_a_refusal_after_the_notice(office, confirmed):
    number = confirmed()
    with pytest.raises(UserError, match="“拒不退还”在“已告知、追回中”时登记"):
        step(office, number, "refused", note="当面表示不退")
    assert not offer(office, number, MethodCode.ENFORCEMENT).is_open
    served(office, number)
    refusal = step(office, number, "refused", note="当面表示不退")
    enforcement = offer(office, number, MethodCode.ENFORCEMENT)
    assert (enforcement.is_open, enforcement.recommended) == (True, True)
    procedure.take_back(office, number, refusal.uid, reason="记错了人")
    assert not offer(office, number, MethodCode.ENFORCEMENT).is_open


def test_a_gentler_way_is_recommended_before_enforcement(office, confirmed):
    number = confirmed(benefit_fen=0, can_repay=False)
    low_income(office, number)
    served(office, number)
    step(office, number, "refused", note="当面表示不退")
    recommended = [o.method for o in case_view(office, number).offers if o.recommended]
    assert recommended == [MethodCode.ASSISTANCE]


@pytest.mark.parametrize("known", [{"other_benefit_fen": 50_000}, {"funeral_fen": 600_000}])
def test_other_insurances_and_funeral_benefits_open_the_agreement(office, confirmed, known):
    number = confirmed(benefit_fen=0, can_repay=False, **known)
    assert offer(office, number, MethodCode.AGREEMENT).is_open


def test_expired_evidence_does_not_take_a_valid_category_away(office, confirmed):
    number = confirmed()
    low_income(office, number)
    old_card = {"category": "severe_disability", "document": "残疾人证"}
    low_income(office, number, **old_card, valid_until=date(2026, 2, 1))
    assert case_view(office, number).case.category == "subsistence"


def test_only_who_may_certify_it_may_certify_it(office, confirmed):
    with pytest.raises(UserError, match="应由民政部门认定") as refused:
        low_income(office, confirmed(), department="disabled_federation")
    assert refused.value.field == "department"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"category": "general"}, "category"),
        ({"document": ""}, "document"),
        ({"issued_on": TODAY + timedelta(days=1), "valid_until": None}, "issued_on"),
        ({"valid_until": date(2026, 1, 4)}, None),
    ],
)
def test_refused_evidence_names_its_field(office, confirmed, changed, field):
    with pytest.raises(UserError) as refused:
        low_income(office, confirmed(), **changed)
    assert refused.value.field == field


def test_a_scan_stays_with_its_evidence(office, confirmed, tmp_path):
    scan = tmp_path / "低保证.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    number = confirmed()
    stored = low_income(office, number, scan=scan)
    [attachment] = case_view(office, number).file.attachments
    assert (attachment.evidence_id, attachment.title) == (stored.id, "低保证.pdf")
    assert evidence.read_scan(office, attachment.id) == b"%PDF-1.4 scan"


def test_a_scan_whose_act_fails_is_not_left_behind(office, confirmed, tmp_path, monkeypatch):
    def fail(*_args, **_more):
        raise ZeroDivisionError

    (tmp_path / "低保证.pdf").write_bytes(b"%PDF-1.4 scan")
    number = confirmed()
    monkeypatch.setattr("app.services.acts.events.record", fail)
    with pytest.raises(ZeroDivisionError):
        low_income(office, number, scan=tmp_path / "低保证.pdf")
    assert list(office.attachments.iterdir()) == []


def test_the_decision_keeps_the_facts_it_rests_on(office, confirmed):
    decision = choose(office, confirmed(benefit_fen=186_000))
    assert decision.facts["benefit_fen"] == 186_000
    assert decision.policy_hash == office.policy.hash


def test_a_decision_needs_a_reason(office, confirmed):
    with pytest.raises(UserError, match="选择理由"):
        decisions.choose(office, confirmed(), MethodCode.ORDER, reason=" ")


def ranked(office, number):
    return [(d.rank, d.method) for d in case_view(office, number).file.decisions_in_force]


def test_a_fallback_takes_its_turn(office, confirmed):
    number = confirmed(can_repay=True)
    choose(office, number, MethodCode.AGREEMENT)
    fallback = {"reason": "不按协议履行时", "rank": 2}
    decisions.choose(office, number, MethodCode.ENFORCEMENT, **fallback)
    assert ranked(office, number) == [(1, MethodCode.AGREEMENT), (2, MethodCode.ENFORCEMENT)]
    served(office, number)
    step(office, number, "refused", note="当面表示不退")
    choose(office, number, MethodCode.ENFORCEMENT)
    assert ranked(office, number) == [(1, MethodCode.ENFORCEMENT)]
    assert len(case_view(office, number).file.decisions) == 3


def test_two_methods_run_beside_each_other_but_none_twice(office, confirmed):
    number = confirmed(can_repay=True)
    choose(office, number, MethodCode.ORDER)
    beside = {"reason": "一部分协议抵扣", "beside": True}
    decisions.choose(office, number, MethodCode.AGREEMENT, **beside)
    assert ranked(office, number) == [(1, MethodCode.ORDER), (1, MethodCode.AGREEMENT)]
    for again in ({"rank": 2}, {"beside": True}):
        with pytest.raises(UserError, match="已经选定"):
            decisions.choose(office, number, MethodCode.ORDER, reason="再选一次", **again)


def test_a_fallback_needs_something_to_fall_back_from(office, confirmed):
    with pytest.raises(UserError, match="请先选定第 1 顺位的方式") as refused:
        decisions.choose(office, confirmed(), MethodCode.ENFORCEMENT, reason="后备", rank=2)
    assert refused.value.field == "rank"
