"""附件2 社会保险稽核意见书 (湘人社规〔2022〕30号): a letter of the county agency."""

from datetime import date
from typing import Any

from app.forms import letters
from app.forms.agreement_parts import role
from app.forms.blocks import Align, Block, Look, Paragraph, Signature, Words
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.situation import benefit_name
from app.forms.wording import Values, date_values, fill, official_text, one_line
from app.models.terms import PersonStatus
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="audit-opinion",
    title="社会保险稽核意见书",
    issuer=Issuer.AGENCY,
    group=Group.NOTICE,
    valid_from=date(2022, 8, 18),
    asks=(Ask.DEADLINE,),
)


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, letter(facts, official_text("audit_opinion")))


def letter(facts: PaperFacts, text: dict[str, Any]) -> tuple[Block, ...]:
    """The whole letter in the words of a province."""
    person = facts.person
    contact: Values = {
        "phone": one_line(person.phone),
        "address": one_line(person.present_address or person.registered_address),
    }
    return (
        Paragraph((facts.title,), Look.TITLE, Align.CENTRE),
        letters.numbered(_unnumbered(facts, text["number"])),
        Paragraph(_salutation(facts, text), lines_before=0.5),
        Paragraph((text["opening"],), first_indent=2),
        Paragraph(fill(text["demand"], _demand_values(facts)), first_indent=2),
        Paragraph((text["consequences"],), first_indent=2),
        *(
            Paragraph(fill(line, contact), align=Align.LEFT, first_indent=2)
            for line in text["contact"]
        ),
        Signature(
            (
                fill(text["issuer"], {"agency": one_line(facts.office.agency)}),
                letters.issue_day(text["date"]),
            ),
            letters.SEAL_MM,
        ),
    )


def _salutation(facts: PaperFacts, text: dict[str, Any]) -> Words:
    """The name in its blank: of a dead person the heirs, of a minor the guardian who promised."""
    name, plan = one_line(facts.person.name), facts.plan
    if facts.person.status == PersonStatus.DECEASED:
        name = text["named"]["heirs"].format(name=name)
    elif plan and role(facts) == "guardian":
        name = text["named"]["guardian"].format(name=name, promisor=one_line(plan.promisor_name))
    return fill(text["salutation"], {"name": name})


def _unnumbered(facts: PaperFacts, number: str) -> Words:
    prefix: Values = {"prefix": one_line(facts.office.opinion_prefix), "year": facts.made_on.year}
    return fill(number, prefix)


def _demand_values(facts: PaperFacts) -> Values:
    values: Values = {
        "benefit": benefit_name(facts),
        "amount": yuan_text(facts.left_fen),
        "capitals": capitals(facts.left_fen),
    }
    if facts.deadline:
        values |= date_values(facts.deadline)
    if facts.account:
        values |= {
            "account_name": one_line(facts.account.account_name),
            "bank": one_line(facts.account.bank),
            "account_number": one_line(facts.account.account_number),
        }
    return values
