"""Choosing how to recover: the facts of a case, the four offers, the decision."""

from sqlmodel import Session

from app.errors import UserError
from app.methods import METHODS
from app.methods.offers import Facts, Proof
from app.methods.offers import offers as judge
from app.models import Case, Decision, Evidence, OverpaidPeriod, PayCard, Person
from app.models.terms import CaseState, EventKind, MethodCode
from app.services import events
from app.services.evidence import is_valid
from app.services.lookup import OPEN_TO_VERIFY, amount_fen, find_case, left_fen, notice_of, of_case
from app.services.office import Office
from app.storage.database import transaction


def facts(office: Office, session: Session, case: Case) -> Facts:
    """What the offers are judged on, as it is today."""
    today = office.today()
    notice = notice_of(session, case)
    periods = of_case(session, OverpaidPeriod, case)
    evidence = of_case(session, Evidence, case)
    return Facts(
        on=today,
        is_confirmed=case.state not in (*OPEN_TO_VERIFY, CaseState.DISMISSED),
        left_fen=left_fen(session, case),
        overpaid_fen=amount_fen(session, case),
        overpaid_months=sum(period.months for period in periods),
        insurance=case.insurance,
        reason=case.reason,
        categories=(case.category,),
        proofs=tuple(_proof(piece) for piece in evidence if is_valid(piece, today)),
        person_status=session.get_one(Person, case.person_id).status,
        heirs=None,
        estate_fen=None,
        benefit_fen=case.benefit_fen,
        other_benefit_fen=case.other_benefit_fen,
        funeral_fen=case.funeral_fen,
        account_fen=case.account_fen - case.account_subsidy_fen,
        card_fen=sum(card.balance_fen for card in of_case(session, PayCard, case)),
        can_repay=case.can_repay,
        notice_issued_on=notice.issued_on if notice else None,
        notice_served_on=None,
        refund_due_on=None,
        audit_started_on=None,
        opinion_issued_on=None,
        opinion_served_on=None,
        opinion_due_on=None,
        refused_on=case.refused_on,
        agreement_signed_on=None,
        agreement_broken=False,
        assistance_applied_by="",
        assistance_applied_on=None,
        assistance_decided="",
        fraud_suspected=case.fraud_suspected,
        crime_suspected=False,
        staff_involved=False,
        decision_served_on=None,
        remedies_over_on=None,
        demand_over_on=None,
        court_until=None,
        list_notice_on=None,
        list_heard_until=None,
        transfers=(),
    )


def _proof(evidence: Evidence) -> Proof:
    verified = evidence.verified_on is not None
    return Proof(evidence.category, evidence.department, evidence.valid_until, verified)


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
