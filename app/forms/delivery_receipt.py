"""送达回证: what was handed to whom, when and how; signed on the spot (民事诉讼法87–95)."""

from collections.abc import Iterator
from dataclasses import replace

from app.forms import letters
from app.forms.blocks import Block, Grid, Look, Paragraph, Row, Words
from app.forms.cells import Pair, boxes, label, room, value, whole
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts, Served
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.wording import fill, number_text, official_text

FORM = Form(
    code="delivery-receipt",
    title="送达回证",
    issuer=Issuer.AGENCY,
    group=Group.DELIVERY,
    is_numbered=False,
    asks=(Ask.RECIPIENT, Ask.MANNER, Ask.COPIES),
)

Texts = dict[str, str]

WIDTHS_MM = (28, 58, 26, 36, 22)
REST = 4  # columns of a value that fills its row
LEAST_SERVED = 2  # lines for papers, so that one more can be written in


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.FORM, _side(facts))


def _side(facts: PaperFacts) -> tuple[Block, ...]:
    text = official_text("delivery_receipt")
    labels, lines = text["labels"], text["lines"]
    rows = (
        *_head_rows(facts, labels),
        *_served_rows(facts.served, labels, lines),
        *_manner_rows(facts, text),
        *_signing_rows(labels, lines),
    )
    notes = (Paragraph((item,), Look.NOTE, lines_before=0.3) for item in text["notes"]["items"])
    return letters.title(facts.title), Grid(WIDTHS_MM, rows), *notes


def _head_rows(facts: PaperFacts, labels: Texts) -> Iterator[Row]:
    person = facts.person
    yield _beside(
        (labels["issuer"], issuer_name(FORM, facts)), (labels["case_number"], facts.case.number)
    )
    yield whole((labels["server"], facts.office.name), REST)
    yield _beside((labels["recipient"], facts.recipient), (labels["person"], person.name))
    yield whole((labels["place"], person.present_address or person.registered_address), REST)


def _beside(left: Pair, right: Pair) -> Row:
    return Row((label(left[0]), value(left[1]), label(right[0]), value(right[1], 2)))


def _served_rows(served: tuple[Served, ...], labels: Texts, lines: Texts) -> Iterator[Row]:
    papers = [*served, *[Served("", "", 0)] * (LEAST_SERVED - len(served))]
    titles = (
        label(labels["served_title"], columns=2),
        label(labels["served_number"]),
        label(labels["served_copies"]),
    )
    yield Row((label(labels["served"], rows=len(papers) + 1), *titles))
    for one in papers:
        number = (number_text(one.number),) if one.number else fill(lines["number_blank"], {})
        copies = fill(lines["copies"], {"copies": one.copies or ""})
        yield Row((value(one.title, 2), value(number), value(copies)))


def _manner_rows(facts: PaperFacts, text: dict[str, Texts]) -> Iterator[Row]:
    ways = boxes(text["manners"], (facts.manner,))
    yield whole((text["labels"]["manner"], (*ways, *fill(text["lines"]["post"], {}))), REST)


def _signing_rows(labels: Texts, lines: Texts) -> Iterator[Row]:
    signed: tuple[Words, ...] = (fill(lines["signed_by"], {}), fill(lines["signed_on"], {}))
    person = fill(lines["person"], {})
    yield Row((label(labels["signed"]), room(REST, foot=signed)), least_mm=22)
    substitute = fill(lines["substitute"], {})
    yield Row((label(labels["substitute"]), room(REST, foot=(substitute, *signed))), least_mm=24)
    yield Row((label(labels["refused"]), room(REST, foot=signed[1:])), least_mm=22)
    for who in ("witnesses", "servers"):
        yield Row((label(labels[who]), room(REST, foot=(person, person, signed[1]))), least_mm=20)
    yield replace(whole((labels["remarks"], ""), REST), least_mm=16)
