"""Everything a form may say about a case, gathered before composing: forms look nothing up."""

from dataclasses import dataclass
from datetime import date

from app.models import Case, FundAccount, OfficeProfile, OverpaidPeriod, Person, Plan


@dataclass(frozen=True)
class PaperFacts:
    """Labels are those of the policy book the case was decided under; "" for what is unknown.

    uid: of the paper, printed as its codes. number: "" until the county gives it.
    amount_fen: what is demanded; left_fen: of it still to come. plan: the chosen 退还方式.
    findings: of the latest verification. deadline: the day the paper sets, None for the pen.
    account: where refunds of the case's insurance go.
    """

    uid: str
    number: str
    made_on: date
    case: Case
    person: Person
    periods: tuple[OverpaidPeriod, ...]
    amount_fen: int
    left_fen: int
    plan: Plan | None
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
