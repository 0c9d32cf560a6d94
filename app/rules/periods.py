"""Which months were overpaid and how much: the township's 测算 (domain §5.1-3).

Months count at both ends; each month counts with the benefit that was paid for it, never a mean.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.errors import UserError
from app.models.month import Month, months_between
from app.models.terms import PrisonStart

Rates = Sequence[tuple[Month, int]]  # from this month on, so many fen a month; months rising
Period = tuple[Month, Month]  # both counted


@dataclass(frozen=True)
class OverpaidSpan:
    """Months in a row at one benefit level, both ends counted."""

    first_month: Month
    last_month: Month
    monthly_fen: int

    @property
    def months(self) -> int:
        return months_between(self.first_month, self.last_month)

    @property
    def amount_fen(self) -> int:
        return self.months * self.monthly_fen


def after_death(death: date, paid_until: Month, rates: Rates) -> tuple[OverpaidSpan, ...]:
    """From the month after death (告知事项1) to the last month paid; empty when none was.

    Raises UserError as `spans` does.
    """
    return spans((Month.of(death).plus(1), paid_until), rates)


def in_prison(
    start: date, release: date, rule: PrisonStart, rates: Rates
) -> tuple[OverpaidSpan, ...]:
    """To the month of release, from the month the office's setting says (告知事项2).

    A term still running, or a benefit stopped before release: give the last day paid for as
    release. Raises UserError as `spans` does, and when release comes before the start.
    """
    if release < start:
        raise UserError(
            "无法测算多领金额",
            f"释放日期“{release}”早于起始日期“{start}”，请核对两个日期。",
            field="release",
        )
    first = Month.of(start).plus(1 if rule is PrisonStart.MONTH_AFTER else 0)
    return spans((first, Month.of(release)), rates)


def overlap(first: Period, second: Period) -> Period | None:
    """The months two benefits were both paid (重复领取); None when they never met."""
    start, end = max(first[0], second[0]), min(first[1], second[1])
    return (start, end) if start <= end else None


def spans(period: Period, rates: Rates) -> tuple[OverpaidSpan, ...]:
    """The months of a period, split where the benefit changed; months paid 0 are left out.

    Empty when the period ends before it starts. Raises UserError (field rates) when the rates say
    nothing for its first month or do not rise: the clerk completes the list.
    """
    first, last = period
    if last < first:
        return ()
    _check(rates, first)
    ends = [following.plus(-1) for following, _ in rates[1:]] + [last]
    cut = (
        OverpaidSpan(max(since, first), min(until, last), fen)
        for (since, fen), until in zip(rates, ends, strict=True)
    )
    return tuple(span for span in cut if span.months > 0 and span.monthly_fen > 0)


def total_fen(several: Iterable[OverpaidSpan]) -> int:
    """What all spans come to."""
    return sum(span.amount_fen for span in several)


def _check(rates: Rates, first: Month) -> None:
    if not rates or rates[0][0] > first:
        raise UserError(
            "无法测算多领金额",
            f"没有 {first.year}年{first.number}月 的月待遇标准，请补填该月起执行的标准。",
            field="rates",
        )
    for (before, _), (after, _) in pairwise(rates):
        if after <= before:
            raise UserError(
                "无法测算多领金额",
                f"月待遇标准“{after}”应晚于上一行“{before}”，请按起始年月从早到晚填写。",
                field="rates",
            )
