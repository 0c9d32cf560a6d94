"""What each heir answers for: never more than the real value received (告知事项5、7、9).

Towards the fund they are liable beside each other; the shares are in proportion to what each
received (民法典1161).
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heir:
    """renounced: in writing; who renounces owes nothing. received_fen: the real value this heir
    received of the estate; None while nobody knows it.
    """

    name: str
    renounced: bool
    received_fen: int | None


@dataclass(frozen=True)
class Liability:
    """share_fen: in proportion, to the fen. most_fen: what this heir alone may be asked for.

    Both None while the value received is unknown.
    """

    heir: Heir
    share_fen: int | None
    most_fen: int | None


@dataclass(frozen=True)
class Liabilities:
    """left_fen: what no known value covers. is_open: an heir's value is still to be found out;
    until then the shares are those of the heirs known, and the left part may yet be covered.
    """

    each: tuple[Liability, ...]
    left_fen: int
    is_open: bool


def liabilities(left_fen: int, heirs: Sequence[Heir]) -> Liabilities:
    """Share what is left among the heirs, in their order; the shares sum exactly.

    Nobody's share is above what they received; who renounced has a share of 0.
    """
    limits = [0 if heir.renounced else heir.received_fen for heir in heirs]
    shares = iter(proportional(left_fen, [fen for fen in limits if fen is not None]))
    each = tuple(
        Liability(heir, None, None)
        if limit is None
        else Liability(heir, next(shares), min(limit, left_fen))
        for heir, limit in zip(heirs, limits, strict=True)
    )
    taken = sum(one.share_fen or 0 for one in each)
    return Liabilities(each, left_fen - taken, None in limits)


def proportional(fen: int, limits: Sequence[int]) -> list[int]:
    """Divide a sum by limits, each part a whole fen and none above its limit.

    A fen that cannot be divided goes to the part with the largest fraction, then to the first.
    """
    whole = sum(limits)
    if fen >= whole:
        return list(limits)
    parts = [fen * limit // whole for limit in limits]
    by_fraction = sorted(range(len(limits)), key=lambda at: -(fen * limits[at] % whole))
    for at in by_fraction[: fen - sum(parts)]:
        parts[at] += 1
    return parts
