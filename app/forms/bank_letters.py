"""What letters to a bank share: the accounts they are about, and the slip that comes back."""

from collections.abc import Iterator, Sequence

from app.forms.blocks import Align, Grid, Later, Look, Paragraph, Row, Signers, Slip, Words
from app.forms.cells import pairs, whole
from app.forms.facts import PaperFacts
from app.forms.form import Form, issuer_name
from app.forms.situation import benefit_name, what_happened
from app.forms.wording import Values, fill, one_line
from app.models import PayCard

WIDTHS_MM = (30, 48, 30, 48)
SLIP_SIGNERS = (("clerk", "phone"), ("seal", "date"))


def case_values(facts: PaperFacts) -> Values:
    return {
        "name": one_line(facts.person.name),
        "id_number": facts.person.id_number or "",
        "benefit": benefit_name(facts),
        "happened": what_happened(facts),
    }


def contact(facts: PaperFacts) -> Values:
    """For texts with the places clerk and phone."""
    return {
        "clerk": one_line(facts.office.agency_clerk),
        "phone": one_line(facts.office.agency_phone),
    }


def bank_of(cards: Sequence[PayCard]) -> Values:
    return {"bank": one_line(cards[0].bank) if cards else ""}


def account_lines(cards: Sequence[PayCard], line: str) -> list[Words]:
    """One per card, or one for the pen."""
    numbers = [one_line(card.account_number) for card in cards] or [""]
    return [fill(line, {"account_number": number}) for number in numbers]


def slip(
    form: Form,
    facts: PaperFacts,
    cards: Sequence[PayCard],
    text: dict[str, str],
    rows: Sequence[Row],
) -> Slip:
    """回执: whose accounts, `rows` for the bank to fill in, who signs."""
    issuer: Values = {"issuer": issuer_name(form, facts)}
    received: Values = {"title": facts.title, "number": Later.NUMBER}
    signers = Signers(
        tuple(tuple(fill(text[line], {}) for line in lines) for lines in SLIP_SIGNERS),
        look=Look.CELL,
    )
    return Slip(
        (text["line"],),
        (
            Paragraph((text["heading"],), Look.HEADING, Align.CENTRE),
            Paragraph(fill(text["addressee"], issuer), Look.CELL, Align.LEFT),
            Paragraph(fill(text["text"], received), Look.CELL, first_indent=2),
            Grid(WIDTHS_MM, (*_account_rows(facts, cards, text), *rows)),
            signers,
        ),
    )


def _account_rows(
    facts: PaperFacts, cards: Sequence[PayCard], text: dict[str, str]
) -> Iterator[Row]:
    name, id_number = one_line(facts.person.name), facts.person.id_number or ""
    numbers = "、".join(one_line(card.account_number) for card in cards)
    yield pairs((text["holder"], name), (text["id_number"], id_number), columns=1)
    yield whole((text["account"], numbers), 3)
