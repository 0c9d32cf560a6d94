"""How the overpaid months of each 多领原因 are found and summed: 测算 (domain §5.1-3).

One function per rule (`starts` of a reason); each gives an estimate whose steps show every figure.
"""

from collections.abc import Sequence
from datetime import date

from app.errors import UserError
from app.models.month import Month
from app.models.terms import PrisonStart
from app.money import yuan_text
from app.rules import periods
from app.rules.estimates import (
    REFUSED,
    TITLES,
    Estimate,
    Grant,
    PrisonEstimates,
    closed,
    known,
    nothing,
    range_text,
    summed,
)
from app.rules.periods import OverpaidSpan, Period, Rates
from app.rules.policy import Policy


def month_after(
    policy: Policy, reason: str, *, event: date | None, paid_until: Month | None, rates: Rates
) -> Estimate:
    """From the month after a death, a judgment, a loss of the right (告知事项1、5、10).

    Which day it is says the reason's `event`. Raises UserError (event, paid_until, rates) when a
    fact is missing, and when nothing was paid after that month.
    """
    title = policy.reasons[reason].event
    day = known(event, "event", title)
    last = known(paid_until, "paid_until")
    first = Month.of(day).plus(1)
    if last < first:
        raise nothing(f"{title} {day}，应从次月 {first} 停发，待遇只发放至 {last}，没有多领。")
    rule = policy.finding(
        "counted_month_after", event=title, on=str(day), first=first, last=last
    ).text
    return _estimate(policy, reason, [rule], periods.spans((first, last), rates))


def in_prison(
    policy: Policy, reason: str, *, start: date | None, release: date | None, rates: Rates
) -> PrisonEstimates:
    """Prison or compulsory measures, by both settings (告知事项2).

    A reading that finds nothing overpaid is an estimate of 0. Raises UserError (start, release,
    rates) when a fact is missing or wrong, and when neither reading finds anything.
    """
    began = known(start, "start")
    ended = known(release, "release")
    by_rule = {}
    for rule in PrisonStart:
        names = {"start": str(began), "release": str(ended), "rule": rule.label}
        line = policy.finding("counted_prison", **names).text
        found = periods.in_prison(began, ended, rule, rates)
        by_rule[rule] = summed(policy, reason, [line], found)
    if not any(estimate.amount_fen for estimate in by_rule.values()):
        raise nothing(f"{began} 至 {ended} 没有发放待遇，没有多领。")
    return PrisonEstimates(by_rule)


def overlap(
    policy: Policy, reason: str, *, kept: Period | None, cancelled: Period | None, rates: Rates
) -> Estimate:
    """Two benefits for the same months: all of the cancelled one in them (告知事项3、4、12).

    rates: what was paid of the cancelled benefit. Raises UserError (kept, cancelled, rates) when a
    fact is missing, and when the two never met.
    """
    staying = known(kept, "kept")
    ending = known(cancelled, "cancelled")
    both = periods.overlap(staying, ending)
    if both is None:
        raise nothing(f"{range_text(staying)} 与 {range_text(ending)} 没有重复的月份，没有多领。")
    named = {"kept": range_text(staying), "cancelled": range_text(ending), "both": range_text(both)}
    line = policy.finding("counted_overlap", **named).text
    return _estimate(policy, reason, [line], periods.spans(both, rates))


def pension_and_allowance(
    policy: Policy, reason: str, *, months: Period, pension: Rates, allowance: Rates, paid: Rates
) -> Estimate:
    """职保 with a 一至四级伤残津贴, from retirement on (告知事项6, 社会保险法40).

    pension, allowance: the full monthly levels; paid: both together as they were paid. A month
    paid too little is not set against another. Raises UserError (pension, allowance, paid) when a
    level is missing, and when no month was paid above the entitlement.
    """
    named = {"pension": pension, "allowance": allowance, "paid": paid}
    three = tuple(named.values())
    if months[1] < months[0] or not all(_paid(months, *level) for level in named.items()):
        raise nothing("没有同时发放职保待遇和伤残津贴的月份，没有多领。")
    since = {month for levels in three for month, _ in levels}
    changes = sorted({months[0]} | {month for month in since if months[0] < month <= months[1]})
    steps, over = [policy.finding("counted_entitlement").text], []
    for month in changes:
        line, fen = _above_entitlement(month, *(_level(levels, month) for levels in three))
        steps.append(line)
        over.append((month, fen))
    return _estimate(policy, reason, steps, periods.spans(months, over))


def duplicate_grants(
    policy: Policy, reason: str, *, paid: Sequence[Grant], kept: int | None
) -> Estimate:
    """丧葬补助 paid more than once: one is kept, every other is overpaid (告知事项8).

    kept: the place of the one kept in `paid`, from 0. Raises UserError (kept_grant) when none of
    them is chosen, and when not two were paid.
    """
    if sum(grant.fen > 0 for grant in paid) < 2:
        raise nothing("实际发放的丧葬补助不足两笔，没有重复领取。")
    if kept is None or not 0 <= kept < len(paid):
        raise UserError(REFUSED, "请选定保留哪一笔丧葬补助。", field="kept_grant")
    stays = paid[kept]
    named = {"kept": f"{stays.month} {stays.name}", "amount": yuan_text(stays.fen)}
    steps = [policy.finding("counted_grants", **named).text]
    others = [grant for place, grant in enumerate(paid) if place != kept]
    steps += [f"{grant.month} {grant.name} {yuan_text(grant.fen)} 元" for grant in others]
    found = [OverpaidSpan(grant.month, grant.month, grant.fen) for grant in others if grant.fen]
    return closed(policy, reason, steps, found)


def one_off(policy: Policy, reason: str, *, paid: Grant, due_fen: int) -> Estimate:
    """A benefit paid once: what was paid above what was due (due_fen 0: all of it).

    Raises UserError when no more was paid than was due.
    """
    over = paid.fen - due_fen
    if over <= 0:
        due = f"实发 {yuan_text(paid.fen)} 元，应发 {yuan_text(due_fen)} 元"
        raise nothing(f"{paid.name}{due}，没有多领。")
    sum_line = (
        f"{paid.month} {paid.name} {yuan_text(paid.fen)} 元 − {yuan_text(due_fen)} 元"
        f" = {yuan_text(over)} 元"
    )
    steps = [policy.finding("counted_one_off").text, sum_line]
    return closed(policy, reason, steps, [OverpaidSpan(paid.month, paid.month, over)])


def given(policy: Policy, reason: str, *, months: Period | None, rates: Rates) -> Estimate:
    """Months the clerk found out (骗取, 经办差错, 缓刑, 其他); rates: what was wrongly paid.

    Raises UserError (months, rates) when a fact is missing, and when nothing was paid in them.
    """
    found = known(months, "months")
    line = policy.finding("counted_given", first=found[0], last=found[1]).text
    return _estimate(policy, reason, [line], periods.spans(found, rates))


def _estimate(
    policy: Policy, reason: str, steps: list[str], spans: Sequence[OverpaidSpan]
) -> Estimate:
    if not spans:
        raise nothing("这段期间没有实发金额，没有多领。")
    return summed(policy, reason, steps, spans)


def _paid(months: Period, field: str, levels: Rates) -> Sequence[OverpaidSpan]:
    try:
        return periods.spans(months, levels)
    except UserError as refused:
        raise UserError(refused.title, f"{TITLES[field]}：{refused.advice}", field=field) from None


def _above_entitlement(month: Month, pension: int, allowance: int, paid: int) -> tuple[str, int]:
    topped_up = max(0, allowance - pension)
    over = max(0, paid - pension - topped_up)
    line = (
        f"{month} 起每月：应领 {yuan_text(pension)} + {yuan_text(topped_up)}"
        f" = {yuan_text(pension + topped_up)} 元，实领 {yuan_text(paid)} 元，"
        f"多领 {yuan_text(over)} 元"
    )
    return line, over


def _level(levels: Rates, month: Month) -> int:
    return [fen for since, fen in levels if since <= month][-1]
