"""What came in against what is owed. Receipts are signed: a reversal is a negative one."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Split:
    """A payment that is more than what is left: what counts, and what goes back to the payer."""

    take_fen: int
    give_back_fen: int


def split_excess(fen: int, left_fen: int) -> Split:
    """fen: above 0. Nothing is taken once nothing is left."""
    take = min(fen, max(0, left_fen))
    return Split(take, fen - take)


def balances(amount_fen: int, receipts_fen: Iterable[int]) -> tuple[int, ...]:
    """What was left after each receipt, in their order; as many as there are receipts."""
    return tuple(accumulate(receipts_fen, lambda left, fen: left - fen, initial=amount_fen))[1:]
