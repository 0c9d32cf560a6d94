"""What is fixed about a kind of printed form: its name, who issues it, since when it is used."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.forms.blocks import Block
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.wording import one_line
from app.models.terms import Term


class Issuer(Term):
    """Who issues a form. Orders and decisions are the county's; a township only prepares them.

    TOWNSHIP: its own working papers and applications. PARTY: the person, or who promises for
    them. DECLARANT: an heir or a donor declares something.
    """

    AGENCY = "agency", "县级社会保险经办机构"
    BUREAU = "bureau", "县级人力资源和社会保障局"
    TOWNSHIP = "township", "乡镇（街道）"
    PARTY = "party", "当事人、承诺人"
    DECLARANT = "declarant", "声明人"


COUNTY = (Issuer.AGENCY, Issuer.BUREAU)


class Group(StrEnum):
    """Where a form belongs in the list of forms, in the order of the procedure."""

    VERIFYING = "调查核实"
    STOPPING = "停待止付"
    NOTICE = "告知与稽核"
    AGREEMENT = "协议与催还"
    ASSISTANCE = "救助帮扶"
    ENFORCEMENT = "移送与依法追缴"
    DELIVERY = "送达与公告"
    CLOSING = "结清与结案"


@dataclass(frozen=True)
class Form:
    """One kind of printed form.

    code is stored with every paper issued: never change it. A later edition keeps the code and is
    a module of its own; the old one stays. valid_from, valid_until: the days it may be issued on,
    both included. When a case is ready for it says the policy book (papers.toml). asks: what only
    the clerk knows when issuing it.
    """

    code: str
    title: str
    issuer: Issuer
    group: Group
    edition: int = 1
    valid_from: date = date.min
    valid_until: date = date.max
    copies: int = 1  # how many are signed: 一式二份
    is_numbered: bool = True
    asks: tuple[Ask, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_until


def paper(form: Form, facts: PaperFacts, layout: Layout, *sides: tuple[Block, ...]) -> Document:
    """The Document of a form: every compose ends here."""
    return Document(
        form=form.code,
        title=facts.title,
        layout=layout,
        uid=facts.uid,
        number="",
        sides=sides,
        edition=form.edition,
        issuer=issuer_name(form, facts),
        preparer=one_line(facts.office.name),
        is_numbered=form.is_numbered,
        dated_on=facts.made_on if form.is_numbered else None,
    )


def issuer_name(form: Form, facts: PaperFacts) -> str:
    """Who issues the paper; "" where we do not know the name: a line for the pen."""
    match form.issuer:
        case Issuer.AGENCY:
            return one_line(facts.office.agency)
        case Issuer.BUREAU:
            return one_line(facts.office.bureau)
        case Issuer.TOWNSHIP:
            return one_line(facts.office.name)
        case Issuer.PARTY:
            return one_line(facts.plan.promisor_name if facts.plan else facts.person.name)
        case Issuer.DECLARANT:
            return one_line(facts.declarant)
