"""Acts that several tests begin with."""

from datetime import date

from app.models.month import Month
from app.models.terms import MethodCode, PlanKind
from app.services import decisions, evidence, plans, procedure, receipts
from app.services.case_view import case_view
from app.services.milestones import MilestoneEntry
from app.services.plans import PlanEntry
from app.services.receipts import ReceiptEntry
from app.services.sources import sources_of
from tests.conftest import TODAY


def choose(office, number, method=MethodCode.ORDER):
    return decisions.choose(office, number, method, reason="当事人愿意退还")


def offer(office, number, method):
    return next(o for o in case_view(office, number).offers if o.method == method)


def receive(office, number, fen, **changed):
    entered = {"fen": fen, "channel": "lump", "received_on": TODAY} | changed
    return receipts.add_receipt(office, number, ReceiptEntry(**entered))


def low_income(office, number, **changed):
    entered = {
        "category": "subsistence",
        "document": "最低生活保障证",
        "issued_on": date(2026, 1, 5),
        "valid_until": date(2026, 12, 31),
    }
    return evidence.add_evidence(office, number, **entered | changed)


def step(office, number, kind, on=TODAY, **entered):
    """Record an act of the procedure."""
    entry = MilestoneEntry(kind=kind, happened_on=on, **entered)
    return procedure.record_milestone(office, number, entry)


def monthly(office, number, fen, **more):
    """Choose 责令退还 and plan a monthly offset that the person promises."""
    choose(office, number)
    entry = PlanEntry(
        PlanKind.MONTHLY, monthly_fen=fen, first_month=Month("2026-12"), relation="self", **more
    )
    return plans.make_plan(office, number, entry)


def taken(office, number):
    """What each source gives, in their order: (channel, fen)."""
    return [(line.source, line.taken_fen) for line in sources_of(office, number).waterfall.lines]


def texts(offer):
    return "".join(finding.text for finding in (*offer.missing, *offer.findings))
