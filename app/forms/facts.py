"""Everything a form may say about a case, gathered before composing: forms look nothing up."""

from dataclasses import dataclass
from datetime import date

from app.models import Case, FundAccount, OfficeProfile, OverpaidPeriod, PayCard, Person, Plan


@dataclass(frozen=True)
class Served:
    """A paper that is being served."""

    title: str
    number: str
    copies: int


@dataclass(frozen=True)
class PaperFacts:
    """Labels are those of the policy book the case was decided under; "" for what is unknown.

    title: what the paper is called in this province. uid: of the paper, printed as its codes.
    number: "" until the county gives it. amount_fen: what is demanded; left_fen: of it still to
    come. plans: the chosen 退还方式; of several beside each other the last one names the promisor.
    findings: of the latest verification. deadline: the day the paper sets, None for the pen.
    account: where refunds of the case's insurance go. bureau: 县级人力资源和社会保障局. basis: laws
    and notices the paper may name in this province. cards: those the paper is about, of one bank.
    served: the papers a 送达回证 is for, to `recipient`; manner: how, a code of delivery_manners.
    """

    title: str
    uid: str
    number: str
    made_on: date
    case: Case
    person: Person
    periods: tuple[OverpaidPeriod, ...]
    amount_fen: int
    left_fen: int
    plans: tuple[Plan, ...]
    findings: str
    category_label: str
    benefit_status_label: str
    insurance_label: str
    benefit_label: str
    reason_label: str
    relation_label: str
    office: OfficeProfile
    account: FundAccount | None
    deadline: date | None = None
    bureau: str = ""
    basis: str = ""
    cards: tuple[PayCard, ...] = ()
    served: tuple[Served, ...] = ()
    recipient: str = ""
    manner: str = ""

    @property
    def plan(self) -> Plan | None:
        return self.plans[-1] if self.plans else None
