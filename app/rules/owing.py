"""What a case owes through time, pure: from the facts of it, each on its day.

Twice over: `movements` walks along the facts, `owed_on` looks how the case stood on a day, so that
the two can be held against each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

Flow = Literal["returned", "offset", "aided"]  # what a channel's money counts as


class Kind(StrEnum):
    """What moves a balance: the columns of the roll-forward."""

    ADDED = "added"  # confirmed
    ADJUSTED = "adjusted"  # 核定
    RETURNED = "returned"
    OFFSET = "offset"
    AIDED = "aided"
    OTHER = "other"  # ended or excluded with money left; opened again


class FactKind(StrEnum):
    """In the order in which facts of one day count."""

    AMOUNT = "amount"  # fen: what is demanded from then on
    CONFIRMED = "confirmed"
    MONEY = "money"  # fen came in, negative when reversed
    EXCLUDED = "excluded"  # dismissed, or the confirmation withdrawn
    REOPENED = "reopened"
    CLOSED = "closed"


@dataclass(frozen=True)
class Fact:
    """What changed on a day. fen: as its kind says; flow: what money counts as, of MONEY only."""

    on: date
    kind: FactKind
    fen: int = 0
    flow: Flow = "returned"


@dataclass(frozen=True)
class History:
    """A case as the report reads it. group: codes of what it is counted by.

    left_fen: what it owes now, as the case itself says, 0 where nothing is demanded any more.
    """

    person: int
    group: tuple[str, ...]
    facts: tuple[Fact, ...]
    left_fen: int


@dataclass(frozen=True)
class Movement:
    """cases: +1 when a case begins to owe, -1 when it owes nothing any more."""

    on: date
    kind: Kind
    fen: int
    cases: int


@dataclass
class _Standing:
    """A case on its way through its facts; counted: the money that counts by now."""

    amount: int = 0
    counted: int = 0
    confirmed: bool = False
    closed: bool = False

    @property
    def is_owing(self) -> bool:
        return self.confirmed and not self.closed

    @property
    def owed(self) -> int:
        return self.amount - self.counted if self.is_owing else 0

    def take(self, fact: Fact) -> None:
        match fact.kind:
            case FactKind.AMOUNT:
                self.amount = fact.fen
            case FactKind.CONFIRMED | FactKind.EXCLUDED:
                self.confirmed = fact.kind == FactKind.CONFIRMED
            case FactKind.CLOSED | FactKind.REOPENED:
                self.closed = fact.kind == FactKind.CLOSED


def movements(history: History) -> Iterator[Movement]:
    """Money that came in before the case was confirmed counts on the day it was."""
    case, waiting = _Standing(), list[Fact]()
    for fact in _in_order(history.facts):
        before = case.owed
        case.take(fact)
        yield from _moved(fact.on, _kind_of(fact), before, case.owed)
        if fact.kind == FactKind.MONEY:
            waiting.append(fact)
        while case.is_owing and waiting:
            money, before = waiting.pop(0), case.owed
            case.counted += money.fen
            yield from _moved(fact.on, Kind(money.flow), before, case.owed)


def _moved(on: date, kind: Kind, before: int, after: int) -> Iterator[Movement]:
    if before != after:
        yield Movement(on, kind, after - before, bool(after) - bool(before))


def _kind_of(fact: Fact) -> Kind:
    kinds = {FactKind.CONFIRMED: Kind.ADDED, FactKind.AMOUNT: Kind.ADJUSTED}
    return kinds.get(fact.kind, Kind.OTHER)


def owed_on(history: History, day: date) -> int:
    """What a case owes at the end of a day, found from how it stood then."""
    until = [fact for fact in _in_order(history.facts) if fact.on <= day]
    if not _stands(until, FactKind.CONFIRMED, FactKind.EXCLUDED):
        return 0
    if _stands(until, FactKind.CLOSED, FactKind.REOPENED):
        return 0
    amounts = [fact.fen for fact in until if fact.kind == FactKind.AMOUNT]
    came_in = sum(fact.fen for fact in until if fact.kind == FactKind.MONEY)
    return (amounts[-1] if amounts else 0) - came_in


def _stands(facts: Sequence[Fact], begun: FactKind, ended: FactKind) -> bool:
    last = [fact.kind for fact in facts if fact.kind in (begun, ended)]
    return bool(last) and last[-1] == begun


def closing_of(history: History, day: date) -> int:
    """The same, tied to what the case says of itself now: what its facts do not explain shows."""
    return owed_on(history, day) + history.left_fen - owed_on(history, date.max)


def _in_order(facts: Iterable[Fact]) -> list[Fact]:
    """By day; of one day in the order of FactKind, then as entered."""
    rank = {kind: at for at, kind in enumerate(FactKind)}
    return sorted(facts, key=lambda fact: (fact.on, _rank(fact, rank)))


def _rank(fact: Fact, rank: dict[FactKind, int]) -> int:
    """Confirming and excluding, closing and opening again keep the order they were entered in."""
    pairs = {FactKind.EXCLUDED: FactKind.CONFIRMED, FactKind.REOPENED: FactKind.CLOSED}
    return rank[pairs.get(fact.kind, fact.kind)]
