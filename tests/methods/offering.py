"""Facts for the tests of offers, entered as the worked examples write them."""

from dataclasses import replace
from datetime import date

from app.methods.heirs import Heir
from app.methods.offers import Facts, Proof
from app.models.terms import PersonStatus
from app.money import fen_from_yuan

SUMS = ("left", "overpaid", "estate", "benefit", "other_benefit", "funeral", "account", "card")
ORDINARY = Facts(
    on=date(2022, 10, 20),
    is_confirmed=True,
    left_fen=1_289_000,
    overpaid_fen=1_289_000,
    overpaid_months=12,
    insurance="employee_pension",
    reason="duplicate_employee",
    categories=("general",),
    proofs=(),
    person_status=PersonStatus.ALIVE,
    heirs=None,
    estate_fen=None,
    benefit_fen=None,
    other_benefit_fen=0,
    funeral_fen=0,
    account_fen=0,
    card_fen=0,
    can_repay=None,
    notice_issued_on=None,
    notice_served_on=None,
    refund_due_on=None,
    audit_started_on=None,
    opinion_served_on=None,
    opinion_due_on=None,
    refused_on=None,
    agreement_signed_on=None,
    agreement_broken=False,
    assistance_applied_by="",
    assistance_applied_on=None,
    assistance_decided="",
    fraud_suspected=False,
    decision_served_on=None,
    transfers=(),
    open_acts=(),
)


def facts(entered):
    """What an example leaves out is as in ORDINARY."""
    changed = {}
    for name, value in entered.items():
        if name in SUMS:
            changed[f"{name}_fen"] = fen_from_yuan(value)
        elif name == "heirs":
            changed[name] = tuple(_heir(*heir) for heir in value)
        elif name == "proofs":
            changed[name] = tuple(_proof(*proof) for proof in value)
        elif name == "person_status":
            changed[name] = PersonStatus(value)
        else:
            changed[name] = tuple(value) if isinstance(value, list) else value
    return replace(ORDINARY, **changed)


def _heir(name, renounced, received=None):
    return Heir(name, renounced, fen_from_yuan(received) if received else None)


def _proof(category, department, valid_until=None, verified=True):
    return Proof(category, department, valid_until, verified)
