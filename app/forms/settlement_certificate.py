"""结清证明: the debt is paid in full; whoever paid may show it."""

from collections.abc import Iterator

from app.forms import bank_letters, letters
from app.forms.blocks import Block, Words
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.wording import Values, date_values, fill, official_text
from app.models.terms import PersonStatus
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="settlement-certificate",
    title="结清证明",
    issuer=Issuer.AGENCY,
    group=Group.CLOSING,
    copies=2,
)


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, tuple(_letter(facts)))


def _letter(facts: PaperFacts) -> Iterator[Block]:
    text, course = official_text("settlement_certificate"), facts.course
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    yield letters.opening(fill(text["text"], _values(facts, text)))
    if len(course.recovered_by) > 1:
        yield letters.body(_sources(facts, text))
    if course.recovered_on and not course.undeposited_fen:
        yield letters.body((text["deposited"],))
    yield letters.body((text["end"],))
    yield letters.body(fill(text["contact"], bank_letters.contact(facts)))
    yield letters.signed_by(text, issuer_name(FORM, facts))
    yield letters.note(text["copies"])


def _values(facts: PaperFacts, text: dict[str, str]) -> Values:
    is_dead = facts.person.status == PersonStatus.DECEASED
    return (
        bank_letters.case_values(facts)
        | {
            "dead": text["dead"] if is_dead else "",
            "amount": yuan_text(facts.amount_fen),
            "capitals": capitals(facts.amount_fen),
        }
        | date_values(facts.course.recovered_on)
    )


def _sources(facts: PaperFacts, text: dict[str, str]) -> Words:
    each = (
        "".join(map(str, fill(text["source"], {"channel": label, "amount": yuan_text(fen)})))
        for label, fen in facts.course.recovered_by
    )
    return fill(text["sources"], {"sources": "，".join(each)})
