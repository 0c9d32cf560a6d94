"""Everything a form may say about a case, gathered before composing: forms look nothing up."""

from dataclasses import dataclass, field
from datetime import date

from app.forms.course import Course
from app.forms.handed import Attempt, Handed, Served
from app.models import (
    Ability,
    Case,
    FundAccount,
    LiablePerson,
    Milestone,
    OfficeProfile,
    OverpaidPeriod,
    PayCard,
    Person,
    Plan,
)
from app.rules.materials import Material


@dataclass(frozen=True)
class Liable:
    """责任人. relation: in words; most_fen: what may be asked of this one, None: no limit."""

    person: LiablePerson
    relation: str
    most_fen: int | None = None


@dataclass(frozen=True)
class Exhibit:
    """A paper on file. number, by: "" where it has none; by: who gave it, in words."""

    title: str
    number: str = ""
    by: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class PaperFacts:
    """Labels are those of the policy book the case was decided under; "" for what is unknown.

    title: what the paper is called in this province. uid: of the paper, printed as its codes.
    amount_fen: what is demanded; left_fen: of it still to
    come. plans: the chosen 退还方式; of several beside each other the last one names the promisor.
    findings: of the latest verification. deadline: the day the paper sets, None for the pen.
    account: where refunds of the case's insurance go. basis: laws
    and notices the paper may name in this province. cards: those the paper is about, of one bank.
    served: the papers a 送达回证 is for, to `recipient`; manner: how, a code of delivery_manners.
    handed: how that went, None before; attempts: those in vain.
    course: how the case went: acts, dues and money in, papers issued, figures.
    acts: those that stand, in the order recorded. liable: 责任人; ability: as judged last.
    proofs: evidence; exhibits: the papers on file, those too; materials: of each category, those
    that are there and those that lack. reason_group: a code of the policy book. department: the
    code of the one asked for help, department_label: its name; transfer: the act a 移送函 is for.
    notice_title: what the 追缴告知书 is called in this province. declarant: a donor or an heir who
    declares something. addressee: whom the clerk named in place of whom a notice is for by itself.
    """

    title: str
    uid: str
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
    basis: str = ""
    cards: tuple[PayCard, ...] = ()
    served: tuple[Served, ...] = ()
    recipient: str = ""
    manner: str = ""
    handed: Handed | None = None
    attempts: tuple[Attempt, ...] = ()
    acts: tuple[Milestone, ...] = ()
    liable: tuple[Liable, ...] = ()
    ability: Ability | None = None
    proofs: tuple[Exhibit, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    materials: tuple[Material, ...] = ()
    reason_group: str = ""
    department: str = ""
    department_label: str = ""
    transfer: str = ""
    declarant: str = ""
    addressee: str = ""
    notice_title: str = ""
    course: Course = field(default_factory=Course)

    @property
    def plan(self) -> Plan | None:
        return self.plans[-1] if self.plans else None

    @property
    def recovered_fen(self) -> int:
        return self.amount_fen - self.left_fen

    def act(self, kind: str) -> Milestone | None:
        """The last act of a kind that stands."""
        return next((act for act in reversed(self.acts) if act.kind == kind), None)
