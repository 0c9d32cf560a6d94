"""What one row of the 台账 shows: a case with everything that hangs on it. Columns name its parts.

Field paths such as "case.remarks" or "plan.promisor_name" start here; a part that a case does not
have is None and its cells stay empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from app.models import (
    Case,
    Decision,
    IssuedDocument,
    Month,
    OverpaidPeriod,
    PayCard,
    Person,
    Plan,
    Receipt,
    Verification,
)
from app.models.terms import CaseState
from app.rules.identity import IdReading, read_id


@dataclass(frozen=True)
class PeriodSum:
    """All 多领明细 of a case as one line: monthly_fen only where one level holds throughout."""

    first_month: Month
    last_month: Month
    months: int
    monthly_fen: int | None
    amount_fen: int


@dataclass(frozen=True)
class Money:
    """What came in and what is left; deposited_on: the last of them."""

    fen: int
    left_fen: int
    last_on: date | None
    deposited_on: date | None


@dataclass(frozen=True)
class Sent:
    """What a row carries so that it is known when it comes back."""

    seal: str


@dataclass(frozen=True)
class LedgerEntry:
    """decision, plan: the first of those in force; card is the first, the others the last.

    sent: of a row that is handed over.
    """

    case: Case
    person: Person
    periods: Sequence[OverpaidPeriod] = ()
    receipts: Sequence[Receipt] = ()
    plan: Plan | None = None
    card: PayCard | None = None
    verification: Verification | None = None
    decision: Decision | None = None
    notice: IssuedDocument | None = None
    opinion: IssuedDocument | None = None
    sent: Sent | None = None

    @cached_property
    def identity(self) -> IdReading:
        return read_id(self.person.id_number or "")

    @cached_property
    def period(self) -> PeriodSum | None:
        if not self.periods:
            return None
        levels = {period.monthly_fen for period in self.periods}
        return PeriodSum(
            min(period.first_month for period in self.periods),
            max(period.last_month for period in self.periods),
            sum(period.months for period in self.periods),
            levels.pop() if len(levels) == 1 else None,
            sum(period.amount_fen for period in self.periods),
        )

    @cached_property
    def demanded_fen(self) -> int:
        """The county's 核定 once entered, until then our 测算; nothing of a dismissed case."""
        if self.case.state == CaseState.DISMISSED:
            return 0
        return self.case.assessed_fen or (self.period.amount_fen if self.period else 0)

    @cached_property
    def money(self) -> Money:
        received = sum(receipt.fen for receipt in self.receipts)
        undone = {receipt.reverses_id for receipt in self.receipts}
        standing = [r for r in self.receipts if r.fen > 0 and r.id not in undone]
        return Money(
            received,
            self.demanded_fen - received,
            max((r.received_on for r in standing), default=None),
            max((r.deposited_on for r in standing if r.deposited_on), default=None),
        )

    def part(self, field: str) -> object:
        """The value at a field path, None when the case has no such part."""
        owner, _, name = field.partition(".")
        holder = getattr(self, owner)
        return None if holder is None else getattr(holder, name)
