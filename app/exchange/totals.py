"""合计 and 小计 of a list against our own sums."""

from collections.abc import Iterable, Iterator, Mapping

from app.exchange.problems import Fault, Kind
from app.money import yuan_text


def total_faults(
    amounts: Mapping[int, int | None],
    totals: Mapping[int, object],
    breaks: Iterable[int] = (),
) -> Iterator[tuple[int, Fault]]:
    """The totals that no sum of ours agrees with, by row.

    A total may stand for the rows since the total or the village above it, for all above it, for
    those below it, or for the whole sheet; lists do not say which. amounts: fen by row, None where
    unreadable or empty; totals: likewise, anything else is no number and passed by. breaks: rows
    that begin a new part.
    """
    stated = {row: fen for row, fen in totals.items() if type(fen) is int}
    if not amounts or not stated:
        return
    unread = sum(fen is None for fen in amounts.values())
    edges = sorted({-1, *stated, *breaks, max(*amounts, *stated) + 1})

    def between(start: int, end: int) -> int:
        return sum(fen or 0 for row, fen in amounts.items() if start < row < end)

    for row, fen in stated.items():
        above = [edge for edge in edges if edge < row]
        below = [edge for edge in edges if edge > row and edge in stated] + edges[-1:]
        last_total = max((edge for edge in above if edge in stated), default=-1)
        nearest, whole = between(above[-1], row), between(-1, edges[-1])
        candidates = {nearest, between(last_total, row), between(-1, row), whole}
        candidates |= {between(row, below[0]), between(row, edges[-1])}
        if fen not in candidates:
            yield row, _differs(fen, nearest or whole, unread)


def _differs(stated: int, ours: int, unread: int) -> Fault:
    why = f"，其中 {unread} 行没有能读取的金额" if unread else ""
    return Fault(
        Kind.TOTAL_DIFFERS,
        f"表中合计 {yuan_text(stated)} 元，按各行相加为 {yuan_text(ours)} 元，"
        f"相差 {yuan_text(abs(stated - ours))} 元{why}，请核对是否有遗漏或重复的行。",
    )
