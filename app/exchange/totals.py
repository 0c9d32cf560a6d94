"""合计 and 小计 of a list against our own sums."""

from collections.abc import Iterator, Mapping
from itertools import accumulate, pairwise

from app.exchange.problems import Fault, Kind
from app.money import yuan_text


def total_faults(
    amounts: Mapping[int, int | None], totals: Mapping[int, object]
) -> Iterator[tuple[int, Fault]]:
    """The totals that no sum of ours agrees with, by row.

    A total may stand for the rows since the total above it, for all above it, for those below it,
    or for the whole sheet; lists do not say which. amounts: fen by row, None where unreadable or
    empty; totals: likewise, anything else is no number and passed by.
    """
    stated = {row: fen for row, fen in totals.items() if type(fen) is int}
    if not amounts or not stated:
        return
    unread = sum(fen is None for fen in amounts.values())
    whole = sum(fen or 0 for fen in amounts.values())
    edges = [0, *sorted(stated), max(*amounts, *stated) + 1]
    parts = [
        sum(fen or 0 for row, fen in amounts.items() if start < row < end)
        for start, end in pairwise(edges)
    ]
    above = list(accumulate(parts))
    for place, row in enumerate(sorted(stated)):
        candidates = {parts[place], above[place], parts[place + 1], whole - above[place], whole}
        if stated[row] not in candidates:
            ours = parts[place] or whole
            yield row, _differs(stated[row], ours, unread)


def _differs(stated: int, ours: int, unread: int) -> Fault:
    why = f"，其中 {unread} 行没有能读取的金额" if unread else ""
    return Fault(
        Kind.TOTAL_DIFFERS,
        f"表中合计 {yuan_text(stated)} 元，按各行相加为 {yuan_text(ours)} 元，"
        f"相差 {yuan_text(abs(stated - ours))} 元{why}，请核对是否有遗漏或重复的行。",
    )
