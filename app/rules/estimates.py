"""An estimate of what was overpaid: spans, sum, and the steps that lead to it (domain §5.1-3).

Every figure of an estimate stands in one of its steps, so that an auditor can follow it by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.errors import UserError
from app.models.month import Month
from app.models.terms import PrisonStart
from app.money import yuan_text
from app.rules.periods import OverpaidSpan, Period, total_fen
from app.rules.policy import Ground, Policy

REFUSED = "无法测算多领金额"
TITLES = {  # what a clerk enters for an estimate
    "event": "事由发生日期",  # the reason says which one
    "paid_until": "最后发放年月",
    "start": "起始日期",
    "release": "释放日期（仍在服刑的，为最后发放当月的日期）",
    "kept": "保留待遇的发放起止年月",
    "cancelled": "应清退待遇的发放起止年月",
    "months": "多领起止年月",
    "rates": "月待遇标准（从何年月起，每月多少）",
    "pension": "养老金的月标准",
    "allowance": "伤残津贴的月标准",
    "paid": "两项合计实际发放的月标准",
    "grants": "已发放的各笔一次性待遇",
    "kept_grant": "保留的一笔",
    "due_fen": "应发金额",
    "given_reason": "另定起止年月的理由",
}

T = TypeVar("T")


@dataclass(frozen=True)
class Estimate:
    """steps: what was counted and how, a line each, to be read in order; ground: of the reason."""

    spans: tuple[OverpaidSpan, ...]
    amount_fen: int
    steps: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True)
class PrisonEstimates:
    """Both readings of 告知事项2 side by side; the county settles which one holds."""

    by_rule: dict[PrisonStart, Estimate]


@dataclass(frozen=True)
class Grant:
    """A benefit paid once, e.g. a 丧葬补助金; name as the clerk would call it."""

    name: str
    month: Month
    fen: int


def summed(
    policy: Policy, reason: str, steps: Sequence[str], spans: Sequence[OverpaidSpan]
) -> Estimate:
    """The estimate of these spans: after `steps` a line for each of them, then the total."""
    lines = [
        f"{range_text((span.first_month, span.last_month))}，{span.months} 个月 × "
        f"{yuan_text(span.monthly_fen)} 元 = {yuan_text(span.amount_fen)} 元"
        for span in spans
    ]
    return closed(policy, reason, [*steps, *lines], spans)


def closed(
    policy: Policy, reason: str, steps: Sequence[str], spans: Sequence[OverpaidSpan]
) -> Estimate:
    """The estimate of spans whose lines stand in `steps` already, with the total."""
    total = total_fen(spans)
    ground = policy.ground(policy.reasons[reason])
    return Estimate(tuple(spans), total, (*steps, f"合计 {yuan_text(total)} 元"), ground)


def range_text(months: Period) -> str:
    """“2019-12 至 2020-06”."""
    return f"{months[0]} 至 {months[1]}"


def known(fact: T | None, field: str, title: str = "") -> T:
    """The fact; raises UserError (field) while nobody filled it in. title: where it varies."""
    if fact is None:
        raise UserError(REFUSED, f"请填写{title or TITLES[field]}。", field=field)
    return fact


def nothing(found: str) -> UserError:
    """Nothing was overpaid: the clerk checks the facts or dismisses the case."""
    return UserError(REFUSED, f"{found}请核对；情况属实的，请登记为“排除”。")
