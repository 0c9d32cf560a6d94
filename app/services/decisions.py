"""Choosing how to recover: the facts of a case, the four offers, the decision."""

from sqlmodel import Session

from app.errors import UserError
from app.methods import METHODS
from app.methods.offers import Facts, Proof
from app.methods.offers import offers as judge
from app.models import Case, Decision, Evidence, PayCard
from app.models.terms import CaseState, EventKind, MethodCode
from app.services import events
from app.services.evidence import is_valid
from app.services.lookup import OPEN_TO_VERIFY, find_case, left_fen, notice_of, of_case
from app.services.office import Office
from app.storage.database import transaction


def facts(office: Office, session: Session, case: Case) -> Facts:
    """What the offers are judged on, as it is today."""
    today = office.today()
    notice = notice_of(session, case)
    return Facts(
        on=today,
        is_confirmed=case.state not in (*OPEN_TO_VERIFY, CaseState.DISMISSED),
        left_fen=left_fen(session, case),
        category=case.category,
        proofs=tuple(
            Proof(evidence.category, evidence.department)
            for evidence in of_case(session, Evidence, case)
            if evidence.category == case.category and is_valid(evidence, today)
        ),
        benefit_fen=case.benefit_fen,
        other_benefit_fen=case.other_benefit_fen,
        funeral_fen=case.funeral_fen,
        account_fen=case.account_fen - case.account_subsidy_fen,
        card_fen=sum(card.balance_fen for card in of_case(session, PayCard, case)),
        can_repay=case.can_repay,
        noticed_on=notice.issued_on if notice else None,
        refused_on=case.refused_on,
        fraud_suspected=case.fraud_suspected,
    )


def choose(office: Office, number: str, method: MethodCode, *, reason: str) -> Decision:
    """Decide the method; the facts it rests on are stored with it.

    Raises UserError, with the reason and its article, when the method is not open.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        known = facts(office, session, case)
        offer = next(o for o in judge(known, office.policy, METHODS) if o.method == method)
        if not offer.is_open:
            why = "".join(f"{finding.text}（{finding.ground}）" for finding in offer.findings)
            raise UserError(f"暂不能选择“{offer.label}”", why, field="method")
        decision = Decision.new(
            case_id=case.id,
            method=method,
            decided_on=office.today(),
            reason=reason,
            made_by=office.clerk,
            facts=known.as_json(),
            policy_hash=office.policy.hash,
        )
        session.add(decision)
        case.revision += 1
        summary = f"选定追缴方式：{offer.label}"
        details = {"reason": decision.reason}
        kind = EventKind.DECIDED
        events.record(session, office.clerk, kind, summary, case=case, details=details)
    return decision
