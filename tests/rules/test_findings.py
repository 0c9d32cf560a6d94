from datetime import date

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from app.errors import UserError
from app.folders import POLICY
from app.models.month import Month, months_between
from app.models.terms import PrisonStart
from app.money import fen_from_yuan, yuan_text
from app.rules import findings
from app.rules.estimates import Grant
from app.rules.policy import load_policy
from tests.data.cases import examples

RULES = {
    "month_after": findings.month_after,
    "prison": findings.in_prison,
    "overlap": findings.overlap,
    "entitlement": findings.pension_and_allowance,
    "grants": findings.duplicate_grants,
    "one_off": findings.one_off,
    "given": findings.given,
}
NEEDED = {  # what a clerk may have left empty arrives as None
    "month_after": ("event", "paid_until"),
    "prison": ("start", "release"),
    "overlap": ("kept", "cancelled"),
    "grants": ("kept",),
    "given": ("months",),
}
FIRST, LAST = Month("2015-01"), Month("2030-12")
MONTHS = st.integers(0, 191).map(FIRST.plus)
DAYS = st.dates(date(2015, 1, 1), date(2030, 11, 30))
LEVELS = st.dictionaries(MONTHS, st.integers(1, 900_000), max_size=6).map(
    lambda levels: sorted({FIRST: 10_300, **levels}.items())
)


def grant(entered):
    name, month, yuan = entered
    return Grant(name, Month(month), fen_from_yuan(yuan))


def facts_of(rule, entered):
    """The facts of a worked example as the rule takes them."""
    facts = dict.fromkeys(NEEDED.get(rule, ()))
    for name, value in entered.items():
        match name, value:
            case ("rates" | "pension" | "allowance", _):
                facts[name] = [(Month(since), fen_from_yuan(yuan)) for since, yuan in value]
            case ("paid", _) if rule == "entitlement":
                facts[name] = [(Month(since), fen_from_yuan(yuan)) for since, yuan in value]
            case ("paid", _):
                facts[name] = grant(value) if rule == "one_off" else list(map(grant, value))
            case ("due", _):
                facts["due_fen"] = fen_from_yuan(value)
            case (_, [start, end]):
                facts[name] = (Month(start), Month(end))
            case (_, str()):
                facts[name] = Month(value)
            case _:
                facts[name] = value
    return facts


def months_of(estimate):
    return sum(span.months for span in estimate.spans)


@pytest.mark.parametrize("example", examples("findings.toml"))
def test_an_estimate_is_as_worked_by_hand(policy, example):
    facts = facts_of(example["rule"], example["facts"])
    rule = RULES[example["rule"]]
    if "refused" in example:
        with pytest.raises(UserError, match=example["refused"]) as refused:
            rule(policy, example["reason"], **facts)
        assert refused.value.field == example.get("field")
        return
    found = rule(policy, example["reason"], **facts)
    if "by_rule" in example:
        for setting, (yuan, months) in example["by_rule"].items():
            estimate = found.by_rule[PrisonStart(setting)]
            assert (estimate.amount_fen, months_of(estimate)) == (fen_from_yuan(yuan), months)
        return
    assert (found.amount_fen, months_of(found)) == (
        fen_from_yuan(example["amount"]),
        example["months"],
    )
    assert found.ground == policy.ground(policy.reasons[example["reason"]])
    assert list(found.steps) == example.get("steps", list(found.steps))


def paid_in(rates, month):
    return [fen for since, fen in rates if since <= month][-1]


def month_by_month(rates, first, last):
    count = max(0, months_between(first, last))
    return sum(paid_in(rates, first.plus(later)) for later in range(count))


def follows(estimate):
    """Whether every span and the total stand in the steps."""
    text = "\n".join(estimate.steps)
    assert estimate.steps[-1] == f"合计 {yuan_text(estimate.amount_fen)} 元"
    assert all(f"= {yuan_text(span.amount_fen)} 元" in text for span in estimate.spans)
    assert sum(span.amount_fen for span in estimate.spans) == estimate.amount_fen


@supposing(DAYS, MONTHS, LEVELS)
def test_what_was_paid_after_a_death_is_the_sum_of_its_months(policy, died, until, rates):
    expected = month_by_month(rates, Month.of(died).plus(1), until)
    if not expected:
        with pytest.raises(UserError, match="排除"):
            findings.month_after(policy, "death", event=died, paid_until=until, rates=rates)
        return
    found = findings.month_after(policy, "death", event=died, paid_until=until, rates=rates)
    assert found.amount_fen == expected
    follows(found)


@supposing(DAYS, DAYS, LEVELS)
def test_both_prison_settings_differ_by_the_first_month(policy, one, other, rates):
    start, release = min(one, other), max(one, other)
    by_rule = findings.in_prison(
        policy, "imprisonment", start=start, release=release, rates=rates
    ).by_rule
    later, same = by_rule[PrisonStart.MONTH_AFTER], by_rule[PrisonStart.SAME_MONTH]
    assert same.amount_fen == month_by_month(rates, Month.of(start), Month.of(release))
    assert same.amount_fen - later.amount_fen == paid_in(rates, Month.of(start))
    follows(same)
    follows(later)


@supposing(st.lists(MONTHS, min_size=4, max_size=4), LEVELS)
def test_an_overlap_is_the_sum_of_the_months_in_both(policy, ends, rates):
    kept, cancelled = tuple(sorted(ends[:2])), tuple(sorted(ends[2:]))
    first, last = max(kept[0], cancelled[0]), min(kept[1], cancelled[1])
    facts = {"kept": kept, "cancelled": cancelled, "rates": rates}
    if first > last:
        with pytest.raises(UserError, match="排除"):
            findings.overlap(policy, "duplicate_resident", **facts)
        return
    found = findings.overlap(policy, "duplicate_resident", **facts)
    assert found.amount_fen == month_by_month(rates, first, last)
    follows(found)


@supposing(MONTHS, MONTHS, LEVELS, LEVELS)
def test_paid_both_in_full_the_smaller_of_the_two_is_overpaid(
    policy, one, other, pension, allowance
):
    first, last = min(one, other), max(one, other)
    both = {month for levels in (pension, allowance) for month, _ in levels}
    paid = [(m, paid_in(pension, m) + paid_in(allowance, m)) for m in sorted(both)]
    three = {"pension": pension, "allowance": allowance, "paid": paid}
    found = findings.pension_and_allowance(
        policy, "duplicate_disability", months=(first, last), **three
    )
    months = [first.plus(later) for later in range(months_between(first, last))]
    assert found.amount_fen == sum(min(paid_in(pension, m), paid_in(allowance, m)) for m in months)
    follows(found)


@supposing(st.lists(st.integers(1, 10**7), min_size=2, max_size=6), st.data())
def test_all_funeral_grants_but_the_kept_one_are_overpaid(policy, sums, data):
    kept = data.draw(st.integers(0, len(sums) - 1))
    paid = [Grant("丧葬补助金", FIRST.plus(place), fen) for place, fen in enumerate(sums)]
    found = findings.duplicate_grants(policy, "duplicate_funeral", paid=paid, kept=kept)
    assert found.amount_fen == sum(sums) - sums[kept]
    assert len(found.steps) == len(sums) + 1


def test_every_reason_says_how_its_months_are_found(policy):
    by_rule = {}
    for code, reason in policy.reasons.items():
        by_rule.setdefault(reason.starts, set()).add(code)
    assert by_rule["prison"] == {"imprisonment", "compulsory_measure"}
    assert {"death", "declared_dead", "survivor_ineligible"} < by_rule["month_after_event"]
    assert policy.reasons["duplicate_resident"].pair == (
        ("employee_pension", "government_pension"),
        ("resident_pension",),
    )


def test_where_the_county_must_be_asked_first_the_clerk_is_told(policy):
    for code in ("missing", "probation"):
        assert "请先向县级经办机构确认" in policy.reasons[code].advice
    assert "移送" in policy.reasons["held_by_stranger"].advice


def test_only_the_general_word_for_duplicates_is_shared_between_reasons(policy):
    reasons = policy.reasons.items()
    spelt = [(s, code) for code, r in reasons for s in {r.label, r.short, *r.aliases}]
    several = {s for s, code in spelt if any(s == t and code != c for t, c in spelt)}
    assert several == {"重复领取"}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('event = "死亡日期"\n', "", "reasons.death: Value error, an event is named"),
        ('starts = "prison"', 'starts = "jail"', "reasons.imprisonment.starts"),
        ('["resident_pension"]]', '["resident"]]', "unknown insurance 'resident'"),
        ('["resident_pension"]]', "[]]", "each side of a pair"),
        ('starts = "whole"', 'starts = "whole"\npair = [["a"], ["b"]]', "whole knows no pair"),
    ],
)
def test_a_reason_that_does_not_fit_stops_the_start(tmp_path, old, new, why):
    for path in POLICY.glob("*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    book = tmp_path / "reasons.toml"
    text = book.read_text(encoding="utf-8")
    assert old in text
    book.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match=r"reasons\.toml") as mistake:
        load_policy(tmp_path)
    assert why in str(mistake.value)
