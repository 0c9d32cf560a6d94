"""Finding the case a clerk named, and its money, inside a running transaction."""

from typing import TypeVar

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from app.errors import UserError
from app.models import Case, IssuedDocument, OverpaidPeriod, Plan, Receipt
from app.models.base import Record
from app.models.terms import CaseState

R = TypeVar("R", bound=Record)


OPEN_TO_VERIFY = (CaseState.CLUE, CaseState.VERIFYING)
REFUND_NOTICE = "refund-notice"  # the code of the form 附件1


def find_case(session: Session, number: str) -> Case:
    """Raises UserError when no case has this number."""
    case = session.exec(select(Case).where(Case.number == number.strip())).first()
    if case is None:
        raise UserError(
            "找不到个案", f"没有编号为“{number}”的个案，请核对个案编号。", field="number"
        )
    return case


def of_case(session: Session, kind: type[R], case: Case) -> list[R]:
    """The rows of one kind that belong to a case, in the order they were entered."""
    columns = kind.__table__.c  # type: ignore[attr-defined]
    return list(session.exec(select(kind).where(columns.case_id == case.id).order_by(columns.id)))


def plan_in_force(session: Session, case: Case) -> Plan | None:
    """The last plan, unless the amount demanded has changed since it was made."""
    plans = of_case(session, Plan, case)
    return plans[-1] if plans and plans[-1].amount_fen == amount_fen(session, case) else None


def notice_of(session: Session, case: Case) -> IssuedDocument | None:
    """The last 追缴告知书 issued."""
    papers = of_case(session, IssuedDocument, case)
    return next((paper for paper in reversed(papers) if paper.form == REFUND_NOTICE), None)


def state_of_money(session: Session, case: Case) -> CaseState:
    """Where a confirmed case stands, by what came in and what was issued."""
    if left_fen(session, case) == 0:
        return CaseState.RECOVERED
    if recovered_fen(session, case):
        return CaseState.RECOVERING
    return CaseState.NOTICED if notice_of(session, case) else CaseState.CONFIRMED


def estimated_fen(session: Session, case: Case) -> int:
    """测算: the sum of the overpaid periods."""
    return _sum(session, OverpaidPeriod.amount_fen, OverpaidPeriod.case_id == case.id)


def amount_fen(session: Session, case: Case) -> int:
    """What is demanded: the county's 核定 once entered, until then our 测算."""
    return case.assessed_fen or estimated_fen(session, case)


def recovered_fen(session: Session, case: Case) -> int:
    """What came in, reversals taken off."""
    return _sum(session, Receipt.fen, Receipt.case_id == case.id)


def left_fen(session: Session, case: Case) -> int:
    return amount_fen(session, case) - recovered_fen(session, case)


def _sum(session: Session, column: int, condition: bool | ColumnElement[bool]) -> int:
    return int(session.exec(select(func.coalesce(func.sum(col(column)), 0)).where(condition)).one())
