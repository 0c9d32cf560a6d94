"""Every table, imported once so that the schema is complete."""

from app.models.case import Case, OverpaidPeriod, PayCard
from app.models.event import Event
from app.models.evidence import Attachment, Evidence
from app.models.exchange import Batch, BatchRow, HandOver, Layout, SentRow
from app.models.inquiry import Check, DeathDate, Verification
from app.models.issued_document import IssuedDocument
from app.models.means import Ability, LiablePerson
from app.models.month import Month
from app.models.package import Package, PackedCase, Peer
from app.models.person import Person
from app.models.procedure import Milestone
from app.models.recovery import Decision, Plan, Receipt
from app.models.roll import Roll, RollHit
from app.models.settings import FundAccount, OfficeProfile
from app.models.template import ExportTemplate

__all__ = [
    "Ability",
    "Attachment",
    "Batch",
    "BatchRow",
    "Case",
    "Check",
    "DeathDate",
    "Decision",
    "Event",
    "Evidence",
    "ExportTemplate",
    "FundAccount",
    "HandOver",
    "IssuedDocument",
    "Layout",
    "LiablePerson",
    "Milestone",
    "Month",
    "OfficeProfile",
    "OverpaidPeriod",
    "Package",
    "PackedCase",
    "PayCard",
    "Peer",
    "Person",
    "Plan",
    "Receipt",
    "Roll",
    "RollHit",
    "SentRow",
    "Verification",
]
