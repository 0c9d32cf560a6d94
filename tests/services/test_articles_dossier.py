"""Facts of practice most likely to be got wrong: suspension, banks, accounts, the method kept apart
from the sum, and sentences an office worker of 55 reads once.
"""

import re
from datetime import date

import pytest

from app.models.terms import MethodCode, PlanKind
from app.rules.policy import Policy
from app.services import cases, plans, printing, procedure, settings
from app.services.case_view import case_view
from app.services.plans import PlanEntry
from tests.services.acts import choose, low_income

SENTENCES = (
    *("text", "sentence", "next", "advice", "consequence", "note", "missing", "standing"),
    *("question", "proves", "caveat", "summary", "proof"),
)
RAW = re.compile(r"[A-Za-z!！]|\d{18}")


def sentences(policy: Policy):
    for kind in type(policy).model_fields:
        entries = getattr(policy, kind)
        for code, entry in entries.items() if hasattr(entries, "items") else ():
            for field in SENTENCES:
                text = getattr(entry, field, "")
                if isinstance(text, str) and text:
                    yield f"{kind}.{code}.{field}", text


def test_hardship_changes_the_way_never_the_sum(office, confirmed):
    """Fact 2, 四(一)."""
    plain = confirmed(amount_fen=30_000, benefit_fen=0, can_repay=False)
    before = case_view(office, plain).file.left_fen
    cases.correct(office, plain, category="subsistence")
    low_income(office, plain)
    view = case_view(office, plain)
    assert view.file.left_fen == before == 30_000
    assert {o.method for o in view.offers if o.is_open} >= {MethodCode.ORDER, MethodCode.ASSISTANCE}


def test_pausing_on_suspicion_is_practice_after_an_announcement_never_law(policy):
    """Fact 6: the law stops a benefit once it is confirmed; a proposal pauses it before."""
    pause = policy.milestones["benefit_paused"]
    assert (pause.source, pause.passed) == ("practice", ("announced",))
    assert "reference" in pause.requires  # the county agreed
    stop = policy.milestones["benefit_stopped"]
    assert "verifying" not in stop.states
    assert str(policy.ground(stop)) == "湘人社规〔2022〕30号二(二)"


def test_the_strongest_basis_stands_beside_the_notice(policy):
    """Fact 7: 《社会保险经办条例》46, in force since 2023-12-01."""
    assert policy.documents["handling-regulation"].since == date(2023, 12, 1)
    for approach in ("M02", "M05", "M06", "M08"):
        assert "社会保险经办条例" in str(policy.ground(policy.approaches[approach]))


def test_no_bank_moves_money_on_a_letter_of_the_agency(policy):
    """Fact 9, 行政强制法47."""
    assert "不能自行划扣" in policy.finding("bank_consent").text
    assert "社保机构的函不能作为银行划扣的依据" in policy.approaches["M10"].caveat


@pytest.mark.parametrize(
    ("insurance", "benefit"),
    [("resident_pension", "resident_pension"), ("employee_pension", "pension")],
)
def test_each_insurance_has_its_own_account_on_the_notice(office, confirmed, insurance, benefit):
    """Fact 12, 社会保险法64."""
    for number, owner in (("6001 0001", "resident_pension"), ("6001 0002", "employee_pension")):
        account = {"bank": "农业银行", "account_name": "基金收入户", "account_number": number}
        settings.set_fund_account(office, insurance=owner, **account)
    number = confirmed(insurance=insurance, benefit=benefit)
    issued = printing.issue(office, number, "refund-notice")
    own, other = ("60010001", "60010002")
    if insurance == "employee_pension":
        own, other = other, own
    printed = re.sub(r"\s", "", str(case_view(office, number).file.notice.content))
    assert issued
    assert (own in printed, other in printed) == (True, False)


def test_a_lump_sum_is_promised_for_a_day_and_printed_by_its_month(office, confirmed):
    """Fact 13: 附件1 has year and month only; the day is kept for the reminders."""
    number = confirmed(amount_fen=349_100)
    choose(office, number)
    plans.make_plan(office, number, PlanEntry(PlanKind.LUMP, pay_by=date(2026, 12, 15)))
    printing.issue(office, number, "refund-notice")
    file = case_view(office, number).file
    assert file.plans_in_force[0].pay_by == date(2026, 12, 15)
    assert "2026年12月前" in re.sub(r"\s", "", str(file.notice.content))


def test_every_sentence_is_plain(policy):
    """No codes, no Latin letters, no exclamation marks; an end to each."""
    told = dict(sentences(policy))
    assert len(told) > 400
    for where, text in told.items():
        bare = re.sub(r"\{\w+\}", "", text)
        assert not RAW.search(bare), (where, text)
        if where.startswith(("conditions", "next_steps", "states", "todo_lists", "legal_terms")):
            assert bare.endswith(("。", "：", "？")) or "{" in text, (where, text)


def test_no_obstacle_is_told_twice(office, confirmed, register):
    for number in (register().number, confirmed(insurance="employee_pension", benefit="pension")):
        for opening in procedure.offered(office, number):
            told = [finding.text for finding in opening.findings]
            assert len(told) == len(set(told)), (opening.code, told)
            assert all(text.endswith("。") for text in told), opening.code
