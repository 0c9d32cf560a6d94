"""Lists of cases for the screens and the command line: computed, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from app.models import Case, OverpaidPeriod, Person, Receipt
from app.models.month import Month
from app.models.terms import CaseState
from app.services.office import Office
from app.services.search import matches
from app.storage.database import reading


@dataclass(frozen=True)
class CaseRow:
    """One case in a list; insurance and reason by their brief names, the ID number in full."""

    number: str
    name: str
    id_number: str
    insurance: str
    reason: str
    first_month: Month | None
    last_month: Month | None
    amount_fen: int
    recovered_fen: int
    village: str
    state: CaseState
    state_since: date

    @property
    def left_fen(self) -> int:
        """Still to come; nothing of a case that was dismissed."""
        owed = 0 if self.state == CaseState.DISMISSED else self.amount_fen
        return owed - self.recovered_fen


@dataclass(frozen=True)
class Totals:
    """amount_fen is what is demanded: dismissed cases are counted, their sums are not.

    people: those without an ID number are counted by their case.
    """

    cases: int
    people: int
    amount_fen: int
    recovered_fen: int
    left_fen: int


def case_rows(office: Office, query: str = "", *, limit: int | None = None) -> list[CaseRow]:
    """The cases that match, by number. An empty query matches all."""
    spans = (
        select(
            OverpaidPeriod.case_id,
            func.min(OverpaidPeriod.first_month).label("first_month"),
            func.max(OverpaidPeriod.last_month).label("last_month"),
            func.sum(OverpaidPeriod.amount_fen).label("estimated_fen"),
        )
        .group_by(col(OverpaidPeriod.case_id))
        .subquery()
    )
    sums = (
        select(Receipt.case_id, func.sum(Receipt.fen).label("recovered_fen"))
        .group_by(col(Receipt.case_id))
        .subquery()
    )
    chosen = (
        select(
            Case.number,
            Person.name,
            Person.id_number,
            Case.insurance,
            Case.reason,
            Case.policy,
            spans.c.first_month,
            spans.c.last_month,
            func.coalesce(Case.assessed_fen, spans.c.estimated_fen, 0),
            func.coalesce(sums.c.recovered_fen, 0),
            Case.village,
            Case.state,
            Case.state_since,
        )  # type: ignore[call-overload]
        .join(Person, col(Person.id) == Case.person_id)
        .join(spans, spans.c.case_id == Case.id, isouter=True)
        .join(sums, sums.c.case_id == Case.id, isouter=True)
        .order_by(col(Case.id))
        .limit(limit)
    )
    if query.strip():
        chosen = chosen.where(matches(query))
    with reading(office.database) as session:
        return [
            CaseRow(
                number,
                name,
                id_number or "",
                office.book(policy).insurances[insurance].label,
                office.book(policy).reasons[reason].brief,
                *rest,
            )
            for number, name, id_number, insurance, reason, policy, *rest in session.exec(chosen)
        ]


def totals(rows: Iterable[CaseRow]) -> Totals:
    listed = list(rows)
    left = sum(row.left_fen for row in listed)
    recovered = sum(row.recovered_fen for row in listed)
    people = {row.id_number or row.number for row in listed}
    return Totals(len(listed), len(people), left + recovered, recovered, left)


def policy_warning(office: Office) -> str:
    """One sentence when the notice ends soon or has ended; "" while there is time."""
    sentences = []
    for document in office.policy.expiring(office.today()):
        ended = document.until and document.until < office.today()
        when = "已于" if ended else "将于"
        sentences.append(f"{document.title}{when} {document.until} 到期，请向县级确认现行依据。")
    return "".join(sentences)
