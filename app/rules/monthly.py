"""The roll-forward of a month: what was owed at its start, what moved, what is owed at its end.

Everything counts on the day of the fact. The closing is found from how each case stands, not from
the movements: a difference between the two is shown, never hidden.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.models.month import Month
from app.rules.owing import History, Kind, closing_of, movements

ONE_DAY = timedelta(1)


@dataclass(frozen=True)
class Span:
    """The days of a report, both counted."""

    first: date
    last: date


@dataclass(frozen=True)
class Line:
    """One line of the roll-forward; money in fen, recoveries as positive sums.

    settled: cases that money brought to nothing; ended: those that went otherwise, less those
    that came back. difference_fen: what the movements do not explain of the closing, 0 if right.
    """

    group: tuple[str, ...]
    opening_cases: int
    opening_fen: int
    added_cases: int
    added_fen: int
    adjusted_fen: int
    returned_fen: int
    offset_fen: int
    aided_fen: int
    settled_cases: int
    ended_cases: int
    other_fen: int
    closing_cases: int
    closing_persons: int
    closing_fen: int

    @property
    def recovered_fen(self) -> int:
        return self.returned_fen + self.offset_fen + self.aided_fen

    @property
    def left_cases(self) -> int:
        """The column beside other_fen, with its sign: fewer for those that went."""
        return -self.ended_cases

    @property
    def difference_fen(self) -> int:
        moved = self.added_fen + self.adjusted_fen - self.recovered_fen + self.other_fen
        return self.closing_fen - self.opening_fen - moved

    @property
    def difference_cases(self) -> int:
        moved = self.added_cases - self.settled_cases - self.ended_cases
        return self.closing_cases - self.opening_cases - moved


@dataclass(frozen=True)
class MonthlyLine:
    """A line of the roll-forward in words; the three names are "" in sums."""

    insurance: str
    reason: str
    category: str
    method: str
    line: Line


@dataclass(frozen=True)
class Count:
    """How many cases: in the month, and up to its end since the case book began."""

    label: str
    in_month: int
    so_far: int


@dataclass(frozen=True)
class Backdated:
    """What was entered in the month for the time before it: it is in the opening by now."""

    entries: int
    money_fen: int


@dataclass(frozen=True)
class MonthlyReport:
    """lines: by 险种, 多领原因, 人员类别 and 追缴方式; sums: by 险种; total: all of it.

    overdue: cases with an unpaid due behind them, None for a month that is over.
    """

    month: Month
    span: Span
    lines: tuple[MonthlyLine, ...]
    sums: tuple[MonthlyLine, ...]
    total: Line
    counts: tuple[Count, ...]
    overdue: int | None
    backdated: Backdated


def month_of(day: date, cutoff_day: int | None) -> Month:
    """The reporting month a day belongs to: after the cut-off day it is the next one."""
    return Month.of(day).plus(int(cutoff_day is not None and day.day > cutoff_day))


def span_of(month: Month, cutoff_day: int | None) -> Span:
    """The days of a reporting month. cutoff_day: its last day, 1 to 28; None: the month's last."""
    if cutoff_day is None:
        return Span(month.first_day, month.plus(1).first_day - ONE_DAY)
    ends = [date(one.year, one.number, cutoff_day) for one in (month.plus(-1), month)]
    return Span(ends[0] + ONE_DAY, ends[1])


def roll_forward(histories: Iterable[History], span: Span) -> list[Line]:
    """A line per group in which anything was owed or moved, in the order of the groups."""
    by_group: dict[tuple[str, ...], list[History]] = {}
    for history in histories:
        by_group.setdefault(history.group, []).append(history)
    lines = (line_of(group, found, span) for group, found in sorted(by_group.items()))
    return [line for line in lines if _says_something(line)]


def line_of(group: tuple[str, ...], histories: Sequence[History], span: Span) -> Line:
    """All these cases as one line."""
    moved = [each for history in histories for each in movements(history)]
    before = [each for each in moved if each.on < span.first]
    within = [each for each in moved if span.first <= each.on <= span.last]
    closing = {at: closing_of(history, span.last) for at, history in enumerate(histories)}
    owing = [at for at, fen in closing.items() if fen]

    def fen(*kinds: Kind) -> int:
        return sum(each.fen for each in within if each.kind in kinds)

    def cases(*kinds: Kind) -> int:
        return sum(each.cases for each in within if each.kind in kinds)

    return Line(
        group=group,
        opening_cases=sum(each.cases for each in before),
        opening_fen=sum(each.fen for each in before),
        added_cases=cases(Kind.ADDED),
        added_fen=fen(Kind.ADDED),
        adjusted_fen=fen(Kind.ADJUSTED),
        returned_fen=-fen(Kind.RETURNED),
        offset_fen=-fen(Kind.OFFSET),
        aided_fen=-fen(Kind.AIDED),
        settled_cases=-cases(Kind.RETURNED, Kind.OFFSET, Kind.AIDED, Kind.ADJUSTED),
        ended_cases=-cases(Kind.OTHER),
        other_fen=fen(Kind.OTHER),
        closing_cases=len(owing),
        closing_persons=len({histories[at].person for at in owing}),
        closing_fen=sum(closing.values()),
    )


def _says_something(line: Line) -> bool:
    values = (value for name, value in vars(line).items() if name != "group")
    return any(values)
