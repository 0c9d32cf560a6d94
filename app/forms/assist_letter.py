"""协查函: the agency asks who knows of a death, a sentence, another benefit; with a reply slip."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.forms import letters
from app.forms.blocks import Align, Block, Grid, Later, Look, Paragraph, Row, Signers, Slip
from app.forms.cells import whole, with_boxes
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.wording import Values, fill, official_text, one_line

FORM = Form(
    code="assist-letter",
    title="协查函",
    issuer=Issuer.AGENCY,
    group=Group.VERIFYING,
    asks=(Ask.DEPARTMENT,),
)

WIDTHS_MM = (46, 110)
SLIP_SIGNERS = (("clerk", "phone"), ("seal", "date"))
ANSWER_MM = 13  # of a row to write in
ANYONE = "other"  # the part of the text for a department it does not know


def compose(facts: PaperFacts) -> Document:
    """The slip has a page of its own: it is sent back whole, with room to write."""
    return paper(FORM, facts, Layout.LETTER, _letter(facts), (_slip(facts),))


def _letter(facts: PaperFacts) -> tuple[Block, ...]:
    text, asked = official_text("assist_letter"), _asked(facts)
    person, office = facts.person, facts.office
    values: Values = {
        "basis": facts.basis,
        "name": one_line(person.name),
        "id_number": person.id_number or "",
        "address": one_line(person.registered_address or person.present_address),
    }
    contact: Values = {
        "clerk": one_line(office.agency_clerk),
        "phone": one_line(office.agency_phone),
    }
    return (
        letters.title(facts.title),
        letters.number_line(facts, text["number"]),
        letters.addressee(fill(str(asked["addressee"]), {"department": facts.department_label})),
        letters.body(fill(text["purpose"], values)),
        *(letters.body(fill(text[line], values)) for line in ("person", "address", "asked")),
        *(letters.body(fill(item, {})) for item in asked["items"]),
        letters.body((text["confidential"],)),
        letters.body(fill(text["contact"], contact)),
        letters.signed_by(text, issuer_name(FORM, facts)),
    )


def _asked(facts: PaperFacts) -> dict[str, Sequence[str]]:
    departments = official_text("assist_letter")["departments"]
    found: dict[str, Sequence[str]] = departments.get(facts.department, departments[ANYONE])
    return found


def _slip(facts: PaperFacts) -> Slip:
    slip = official_text("assist_letter")["slip"]
    received: Values = {
        "number": Later.NUMBER,
        "name": one_line(facts.person.name),
    }
    issuer: Values = {"issuer": issuer_name(FORM, facts)}
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
            Grid(WIDTHS_MM, tuple(_answer_rows(_asked(facts)["answers"], slip))),
            signers,
        ),
    )


def _answer_rows(answers: Sequence[str], slip: dict[str, str]) -> Iterator[Row]:
    """“title|what is printed beside it”, its □ as boxes to tick."""
    for answer in answers:
        title, _, printed = answer.partition("|")
        words = fill(printed.replace("{day}", slip["day"]), {})
        yield replace(whole((title, with_boxes(words)), 1), least_mm=ANSWER_MM)
    yield replace(whole((slip["remarks"], ""), 1), least_mm=2 * ANSWER_MM)
