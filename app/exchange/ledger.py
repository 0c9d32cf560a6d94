"""What one row of the 台账 shows: a case with everything that hangs on it. Columns name its parts.

Field paths such as "case.remarks" or "plan.promisor_name" start here; a part that a case does not
have is None and its cells stay empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from app.models import (
    Case,
    Decision,
    Evidence,
    IssuedDocument,
    Milestone,
    Month,
    OfficeProfile,
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


@cache
def _split(field: str) -> tuple[str, str]:
    owner, _, name = field.partition(".")
    return owner, name


@dataclass(frozen=True)
class LedgerEntry:
    """decision, plan: the first of those in force; card is the first, the others the last.

    acts: those not taken back. overdue: dues that are late today. office: who keeps the case.
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
    evidence: Evidence | None = None
    acts: Sequence[Milestone] = ()
    overdue: int | None = None
    office: OfficeProfile | None = None
    sent: Sent | None = None

    @property
    def served(self) -> Milestone | None:
        """The delivery of the notice shown."""
        act = self._last("notice_served")
        return act if act and self.notice and act.document_id == self.notice.id else None

    @property
    def stopped(self) -> Milestone | None:
        """What stopped the benefit, while it was not resumed."""
        act = self._last("benefit_stopped", "benefit_ended", "benefit_resumed")
        return act if act and act.kind != "benefit_resumed" else None

    @property
    def closing(self) -> Milestone | None:
        return self._last("closed") if self.case.state == CaseState.CLOSED else None

    @property
    def last_month(self) -> Month | None:
        """The month the agreed dues end with."""
        plan = self.plan
        return plan.first_month.plus(plan.periods - 1) if plan and plan.first_month else None

    def _last(self, *kinds: str) -> Milestone | None:
        return next((act for act in reversed(self.acts) if act.kind in kinds), None)

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
        owner, name = _split(field)
        holder = getattr(self, owner)
        return getattr(holder, name) if name and holder is not None else holder
