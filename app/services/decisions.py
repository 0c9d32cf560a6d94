"""Choosing how to recover: the four offers, the decision, what is done beside it or after it."""

from sqlmodel import Session

from app.errors import UserError
from app.methods import METHODS
from app.methods.offers import Facts, Offer
from app.methods.offers import offers as judge
from app.models import Decision
from app.models.terms import CaseState, EventKind, MethodCode
from app.services.acts import finish, refuse_closed, terms_of
from app.services.case_file import CaseFile, open_file
from app.services.facts import facts_of
from app.services.marks import marks_of
from app.services.office import Office
from app.storage.database import transaction


def facts(office: Office, session: Session, file: CaseFile) -> Facts:
    """What the offers are judged on, as it is today."""
    terms = terms_of(office, session, file.case)
    return facts_of(terms, file, marks_of(terms, file), office.today())


def choose(
    office: Office,
    number: str,
    method: MethodCode,
    *,
    reason: str,
    rank: int = 1,
    beside: bool = False,
) -> Decision:
    """Decide a method; the facts it rests on are stored with it, the book is the case's from now.

    rank: 1 is done now and must be open; 2 and more say what follows if that fails. beside: runs
    beside the decision of the same rank instead of replacing it. Raises UserError, with the reason
    and its article, when the method is not open.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        case, policy = file.case, office.policy_of(file.case)
        refuse_closed(case, "无法选定追缴方式")
        known = facts(office, session, file)
        offer = next(o for o in judge(known, policy, METHODS) if o.method == method)
        if rank == 1 and not offer.is_open:
            raise UserError(f"暂不能选择“{offer.label}”", _why_not(offer), field="method")
        _check_rank(file, method, rank, beside=beside)
        decision = Decision.new(
            case_id=case.id,
            method=method,
            decided_on=office.today(),
            reason=reason,
            made_by=office.clerk,
            rank=rank,
            is_beside=beside,
            facts=known.as_json(),
            policy=policy.code,
            policy_hash=policy.hash,
        )
        session.add(decision)
        case.policy = policy.code
        order = "" if rank == 1 else f"（第 {rank} 顺位）"
        summary = f"选定追缴方式：{offer.label}{order}{'（并行）' if beside else ''}"
        finish(
            office, session, case, EventKind.DECIDED, summary, details={"reason": decision.reason}
        )
    return decision


def _why_not(offer: Offer) -> str:
    """What is missing and what stands in the way, each reason once."""
    found = dict.fromkeys((*offer.missing, *offer.findings))
    return "".join(f"{finding.text}（{finding.ground}）" for finding in found)


def _check_rank(file: CaseFile, method: MethodCode, rank: int, *, beside: bool) -> None:
    """A fallback needs something to fall back from, and is never what is done already.

    A fallback whose turn has come is chosen again with a lower rank.
    """
    title = "无法选定追缴方式"
    if file.case.state in (CaseState.CLUE, CaseState.VERIFYING):
        raise UserError(title, "个案尚未确认多领，请先登记核实结论。", field="method")
    in_force = file.decisions_in_force
    if rank > 1 and not any(decision.rank == rank - 1 for decision in in_force):
        raise UserError(title, f"请先选定第 {rank - 1} 顺位的方式。", field="rank")
    same = [decision for decision in in_force if decision.method == method]
    if any(decision.rank < rank or (decision.rank == rank and beside) for decision in same):
        raise UserError(title, f"“{method.label}”已经选定，请另选一种。", field="method")
