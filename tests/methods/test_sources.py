from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import UserError
from app.methods.heirs import Heir
from app.methods.schedules import least_monthly, monthly
from app.methods.sources import Available, fine_range, waterfall
from app.models.month import Month
from app.money import MOST_FEN, fen_from_yuan
from tests.data.cases import examples
from tests.methods.worked import available, check_sources, heirs_of_any_kind

TODAY = date(2026, 11, 21)
SUMS = st.one_of(st.just(0), st.integers(0, 10**7))
AVAILABLE = st.builds(
    Available,
    st.booleans(),
    SUMS,
    SUMS,
    SUMS,
    SUMS,
    st.one_of(st.none(), SUMS),
    heirs=heirs_of_any_kind,
    voluntary_fen=SUMS,
)
INSURANCES = ("employee_pension", "government_pension", "resident_pension", "work_injury")
REASONS = ("death", "imprisonment", "duplicate_employee", "duplicate_resident", "fraud")


def found(policy, example):
    return waterfall(
        policy,
        example["insurance"],
        reason=example["reason"],
        owed_fen=fen_from_yuan(example["owed"]),
        available=available(example["available"]),
    )


@pytest.mark.parametrize("example", examples("sources.toml"))
def test_each_source_gives_what_was_worked_by_hand(policy, example):
    check_sources(found(policy, example), example["expected"])


@pytest.mark.parametrize(
    "example", [e for e in examples("sources.toml") if "monthly" in e.values[0]]
)
def test_what_is_left_is_offset_month_by_month(policy, example):
    asked = example["monthly"]
    floor = policy.value("monthly_floor", TODAY).value
    least = least_monthly(fen_from_yuan(asked["benefit"]), floor)
    plan = monthly(found(policy, example).left_fen, least, Month("2022-10"))
    assert least == fen_from_yuan(asked["least"])
    assert (plan.periods, plan.last_fen) == (asked["periods"], fen_from_yuan(asked["last"]))


@given(
    st.sampled_from(INSURANCES), st.sampled_from(REASONS), st.integers(1, MOST_FEN - 1), AVAILABLE
)
def test_no_source_gives_more_than_it_has_or_than_is_owed(policy, insurance, reason, owed, there):
    worked = waterfall(policy, insurance, reason=reason, owed_fen=owed, available=there)
    has = {
        "card_return": there.card_fen,
        "personal_account": max(0, there.account_fen - there.subsidy_fen),
        "funeral_offset": there.funeral_fen,
        "heir": there.heirs_limit_fen or 0,
        "other": there.voluntary_fen,
    }
    left = owed
    for line in worked.lines:
        assert 0 <= line.taken_fen <= min(left, has[line.source])
        left -= line.taken_fen
        assert line.left_fen == left
    assert worked.left_fen == left
    assert 0 <= worked.unrecoverable_fen <= left
    if there.estate_fen is not None:
        assert (there.heirs_limit_fen or 0) <= there.estate_fen
    assert [s for s in has if s in [line.source for line in worked.lines]] == [
        line.source for line in worked.lines
    ]


@given(st.integers(1, MOST_FEN - 1), AVAILABLE)
def test_who_renounces_gives_nothing_and_an_unknown_estate_ends_nothing(policy, owed, there):
    worked = waterfall(
        policy, "employee_pension", reason="duplicate_employee", owed_fen=owed, available=there
    )
    if all(heir.renounced for heir in there.heirs):
        assert sum(line.taken_fen for line in worked.lines if line.source == "heir") == 0
    if there.estate_fen is None or not there.has_died:
        assert worked.unrecoverable_fen == 0


@given(st.integers(1, MOST_FEN - 1), AVAILABLE)
def test_heirs_answer_only_for_the_dead_and_each_within_what_they_received(policy, owed, there):
    worked = waterfall(
        policy, "employee_pension", reason="duplicate_employee", owed_fen=owed, available=there
    )
    taken = sum(line.taken_fen for line in worked.lines if line.source == "heir")
    assert there.has_died or "heir" not in [line.source for line in worked.lines]
    shares = [one.share_fen for one in worked.liabilities]
    assert sum(fen or 0 for fen in shares) <= taken
    if None not in shares:
        assert sum(shares) == taken
    for one in worked.liabilities:
        assert not (one.heir.renounced and one.share_fen)
        if one.share_fen is not None and not one.heir.renounced:
            assert one.share_fen <= one.heir.received_fen


def test_every_source_is_a_channel_receipts_know(policy):
    there = Available(
        True, 1, 1, 0, 1, 1, heirs=(Heir("王五", renounced=False, received_fen=1),), voluntary_fen=1
    )
    worked = waterfall(
        policy, "employee_pension", reason="duplicate_employee", owed_fen=9, available=there
    )
    assert len(worked.lines) == 5
    assert {line.source for line in worked.lines} <= set(policy.channels)


def test_heirs_are_named_and_the_unit_is_asked(policy):
    there = available(
        {"died": True, "funeral": "1", "estate": "500", "heirs": [["王五", True], ["王六", False]]}
    )
    worked = waterfall(
        policy, "government_pension", reason="duplicate_employee", owed_fen=900, available=there
    )
    at_unit, heirs = worked.lines
    assert "请商原单位" in at_unit.finding.text
    assert heirs.finding.text == "由继承人王六在遗产实际价值 500.00 元以内偿还。"


def test_nothing_owed_needs_no_sources(policy):
    there = available({})
    with pytest.raises(UserError, match="没有待追回的金额") as refused:
        waterfall(policy, "work_injury", reason="death", owed_fen=0, available=there)
    assert refused.value.field == "owed_fen"


@pytest.mark.parametrize("example", examples("sources.toml", "fine"))
def test_a_fine_is_two_to_five_times_and_only_told(policy, example):
    fine = fine_range(policy, fen_from_yuan(example["amount"]), on=TODAY)
    assert fine.least_fen == fen_from_yuan(example["expected"]["least"])
    assert fine.most_fen == fen_from_yuan(example["expected"]["most"])
    assert "不计入应退金额" in fine.finding.text
    assert "2 倍至 5 倍" in fine.finding.text


@pytest.mark.parametrize(("on", "known"), [(date(2011, 6, 30), False), (date(2011, 7, 1), True)])
def test_before_the_law_there_was_no_such_fine(policy, on, known):
    if known:
        assert fine_range(policy, 100, on=on).most_fen == 500
    else:
        with pytest.raises(LookupError):
            fine_range(policy, 100, on=on)


def test_a_fine_needs_an_amount(policy):
    with pytest.raises(UserError, match="请填写骗取金额"):
        fine_range(policy, 0, on=TODAY)
