"""社会保险待遇停止支付通知书 (《通知》二(二)): the agency's letter to a bank, with a reply slip."""

from collections.abc import Iterator
from dataclasses import replace

from app.forms import letters
from app.forms.blocks import Align, Block, Grid, Look, Paragraph, Row, Signers, Slip, Words
from app.forms.cells import pairs, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.situation import benefit_name, what_happened
from app.forms.wording import Values, fill, number_text, official_text, one_line
from app.models import PayCard

FORM = Form(
    code="stop-payment",
    title="社会保险待遇停止支付通知书",
    issuer=Issuer.AGENCY,
    group=Group.STOPPING,
)

WIDTHS_MM = (30, 48, 30, 48)
SLIP_SIGNERS = (("clerk", "phone"), ("seal", "date"))


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, (*_letter(facts), _slip(facts)))


def _letter(facts: PaperFacts) -> tuple[Block, ...]:
    text = official_text("stop_payment")
    bank = one_line(facts.cards[0].bank) if facts.cards else ""
    contact: Values = {
        "clerk": one_line(facts.office.agency_clerk),
        "phone": one_line(facts.office.agency_phone),
    }
    return (
        letters.title(facts.title),
        letters.number_line(facts, text["number"]),
        letters.addressee(fill(text["addressee"], {"bank": bank})),
        letters.body(fill(text["finding"], _case_values(facts))),
        letters.body(fill(text["request"], {"basis": facts.basis})),
        letters.body(fill(text["holder"], {"name": one_line(facts.person.name)})),
        *map(letters.body, _account_lines(facts.cards, text["account"])),
        letters.body((text["after"],)),
        letters.body(fill(text["contact"], contact)),
        letters.signed_by(text, facts, issuer_name(FORM, facts)),
    )


def _case_values(facts: PaperFacts) -> Values:
    return {
        "name": one_line(facts.person.name),
        "id_number": facts.person.id_number or "",
        "benefit": benefit_name(facts),
        "happened": what_happened(facts),
    }


def _account_lines(cards: tuple[PayCard, ...], line: str) -> list[Words]:
    """One per card, or one for the pen."""
    numbers = [one_line(card.account_number) for card in cards] or [""]
    return [fill(line, {"account_number": number}) for number in numbers]


def _slip(facts: PaperFacts) -> Slip:
    slip = official_text("stop_payment")["slip"]
    issuer: Values = {"issuer": issuer_name(FORM, facts)}
    received: Values = {"title": facts.title, "number": number_text(facts.number)}
    signers = Signers(
        tuple(tuple(fill(slip[line], {}) for line in lines) for lines in SLIP_SIGNERS),
        look=Look.CELL,
    )
    return Slip(
        (slip["line"],),
        (
            Paragraph((slip["heading"],), Look.HEADING, Align.CENTRE),
            Paragraph(fill(slip["addressee"], issuer), Look.CELL, Align.LEFT),
            Paragraph(fill(slip["text"], received), Look.CELL, first_indent=2),
            Grid(WIDTHS_MM, tuple(_slip_rows(facts, slip))),
            signers,
        ),
    )


def _slip_rows(facts: PaperFacts, slip: dict[str, str]) -> Iterator[Row]:
    name, id_number = one_line(facts.person.name), facts.person.id_number or ""
    numbers = "、".join(one_line(card.account_number) for card in facts.cards)
    yield pairs((slip["holder"], name), (slip["id_number"], id_number), columns=1)
    yield whole((slip["account"], numbers), 3)
    yield pairs(
        (slip["stopped_on"], fill(slip["stopped_on_blank"], {})),
        (slip["balance"], fill(slip["balance_blank"], {})),
        columns=1,
    )
    yield whole((slip["last_drawn"], ""), 3)
    yield replace(whole((slip["reason"], ""), 3), least_mm=12)
