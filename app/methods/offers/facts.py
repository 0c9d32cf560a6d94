"""What the judgement of a case rests on. None: nobody has looked into it yet, or it has not been.

The offers know nothing else: the same facts give the same offers, today or before an auditor.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.methods.heirs import Heir
from app.models.terms import PersonStatus


@dataclass(frozen=True)
class Proof:
    """A piece of evidence by the codes of the policy book; valid_until None: without an end."""

    category: str
    department: str
    valid_until: date | None
    verified: bool

    def is_valid(self, on: date) -> bool:
        return self.verified and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Sums in fen, days as dates; stored with every decision.

    Last days (…_due_on) still belong to the term.
    """

    on: date
    is_confirmed: bool
    left_fen: int
    overpaid_fen: int  # what is demanded in all, paid back or not
    overpaid_months: int
    insurance: str
    reason: str
    categories: tuple[str, ...]  # ("general",) when the person has none
    proofs: tuple[Proof, ...]
    person_status: PersonStatus
    heirs: tuple[Heir, ...] | None  # (): looked for, there are none
    estate_fen: int | None

    benefit_fen: int | None  # a month, still to come from this insurance
    other_benefit_fen: int  # a month, still to come from other insurances
    funeral_fen: int  # funeral and survivors' benefits to come
    account_fen: int  # personal account, the government's subsidy taken off
    card_fen: int
    can_repay: bool | None  # the person or near relatives

    notice_issued_on: date | None
    notice_served_on: date | None
    refund_due_on: date | None  # last day to pay after the notice
    audit_started_on: date | None
    opinion_served_on: date | None
    opinion_due_on: date | None
    refused_on: date | None  # the last refusal on record

    agreement_signed_on: date | None
    agreement_broken: bool
    assistance_applied_by: str  # a relation of the policy book or "township"; "" before
    assistance_applied_on: date | None
    assistance_decided: str  # "", "granted" or "refused"

    fraud_suspected: bool
    decision_served_on: date | None  # 行政处理决定
    transfers: tuple[str, ...]  # rungs and the lawsuit: sent and not returned
    open_acts: tuple[str, ...]  # acts of the procedure that may be recorded today

    @property
    def has_died(self) -> bool:
        return self.person_status == PersonStatus.DECEASED

    @property
    def is_in_prison(self) -> bool:
        return self.person_status == PersonStatus.IN_PRISON

    @property
    def is_missing(self) -> bool:
        return self.person_status == PersonStatus.MISSING

    @property
    def has_refused(self) -> bool:
        """A refusal counts only after the notice asked for the money (三(四))."""
        asked_on = self.notice_served_on or self.notice_issued_on
        return bool(asked_on and self.refused_on and self.refused_on >= asked_on)

    @property
    def refund_overdue(self) -> bool:
        """Told, the last day to pay is over, and nothing else was agreed."""
        return self._is_over(self.notice_served_on, self.refund_due_on)

    @property
    def opinion_overdue(self) -> bool:
        return self._is_over(self.opinion_served_on, self.opinion_due_on)

    @property
    def keeps_agreement(self) -> bool:
        """An agreement in force, made after any refusal."""
        if self.agreement_signed_on is None or self.agreement_broken:
            return False
        return self.refused_on is None or self.refused_on <= self.agreement_signed_on

    def _is_over(self, served_on: date | None, due_on: date | None) -> bool:
        """The last day itself still counts as in time."""
        if served_on is None or due_on is None or self.keeps_agreement:
            return False
        return self.on > due_on

    def as_json(self) -> dict[str, Any]:
        return {name: _plain(value) for name, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value
