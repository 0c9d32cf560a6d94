"""送达回证: what was handed to whom, when and how; signed on the spot (民事诉讼法87–95).

Before the delivery it is printed with lines for the pen; once it is recorded, with what is known.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.forms import letters
from app.forms.blocks import Block, Cell, Grid, Look, Paragraph, Row, Words
from app.forms.cells import Pair, boxes, label, room, value, whole
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.handed import Attempt, Handed, Served
from app.forms.wording import (
    Values,
    date_values,
    day_text,
    fill,
    number_text,
    official_text,
    one_line,
)

FORM = Form(
    code="delivery-receipt",
    title="送达回证",
    issuer=Issuer.AGENCY,
    group=Group.DELIVERY,
    is_numbered=False,
    asks=(Ask.PAPER, Ask.RECIPIENT, Ask.MANNER, Ask.COPIES),
)

Texts = dict[str, str]

WIDTHS_MM = (28, 58, 26, 36, 22)
REST = 4  # columns of a value that fills its row
LEAST_SERVED = 2  # lines for papers, so that one more can be written in
LEAST_SIGNERS = 2
POST, ANNOUNCED = "post", "announcement"  # manners


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.FORM, _side(facts))


def _side(facts: PaperFacts) -> tuple[Block, ...]:
    text = official_text("delivery_receipt")
    labels, lines = text["labels"], text["lines"]
    rows = (
        *_head_rows(facts, labels),
        *_served_rows(facts.served, labels, lines),
        *_manner_rows(facts, text),
        *_signing_rows(facts.handed, labels, lines),
        _remarks(facts, labels, lines),
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
    ways, handed = boxes(text["manners"], (facts.manner,)), facts.handed
    mailed = one_line(handed.proof) if handed and handed.manner == POST else ""
    post = fill(text["lines"]["post"], {"proof": mailed})
    yield whole((text["labels"]["manner"], (*ways, *post)), REST)


def _signing_rows(handed: Handed | None, labels: Texts, lines: Texts) -> Iterator[Row]:
    """Who signs where, and what is known of it: the person, somebody for them, or nobody."""
    at = _signed_at(handed)
    relation: Values = {"relation": one_line(handed.relation) if handed else ""}
    signed, known = fill(lines["signed_by"], {}), date_values(handed.on if handed else None)
    feet: dict[str, tuple[Words, ...]] = {
        "signed": (signed,),
        "substitute": (fill(lines["substitute"], relation), signed),
        "refused": (),
    }
    for row, least_mm in (("signed", 22), ("substitute", 24), ("refused", 22)):
        said = _said(handed, at, lines) if row == at else ()
        day = fill(lines["signed_on"], known if row == at else {})
        yield Row(
            (label(labels[row]), room(REST, words=said, foot=(*feet[row], day))), least_mm=least_mm
        )
    for row, names in (
        ("witnesses", handed.witness if handed else ""),
        ("servers", handed.servers if handed else ""),
    ):
        yield Row((label(labels[row]), _people(names, known, lines)), least_mm=20)


def _signed_at(handed: Handed | None) -> str:
    """The row that tells how the papers were taken; "" for none of them."""
    if handed is None or handed.manner == ANNOUNCED:
        return ""
    if handed.refusal:
        return "refused"
    return "substitute" if handed.relation else "signed"


def _said(handed: Handed | None, at: str, lines: Texts) -> Words:
    if handed is None:
        return ()
    if at == "refused":
        return (one_line(handed.refusal),)
    return fill(lines["receiver"], {"receiver": one_line(handed.receiver)})


def _people(names: str, known: Values, lines: Texts) -> Cell:
    found = [name for name in re.split("[、，,；;]", one_line(names)) if name.strip()]
    people = [*found, *[""] * (LEAST_SIGNERS - len(found))]
    foot = [fill(lines["person"], {"name": name}) for name in people]
    return room(REST, foot=(*foot, fill(lines["signed_on"], known if found else {})))


def _remarks(facts: PaperFacts, labels: Texts, lines: Texts) -> Row:
    said = [_attempted(attempt, lines) for attempt in facts.attempts]
    if handed := facts.handed:
        said += _told(handed, lines)
    text = "；".join(said)
    return replace(whole((labels["remarks"], f"{text}。" if text else ""), REST), least_mm=16)


def _told(handed: Handed, lines: Texts) -> Iterator[str]:
    if handed.manner == ANNOUNCED:
        yield lines["deemed"].format(day=day_text(handed.on))
    if handed.proof and handed.manner != POST:
        yield lines["proof"].format(name=handed.proof_name, proof=one_line(handed.proof))
    if handed.note:
        yield one_line(handed.note).rstrip("。")


def _attempted(attempt: Attempt, lines: Texts) -> str:
    note = one_line(attempt.note).rstrip("。")
    return lines["attempt"].format(
        day=day_text(attempt.on),
        manner=attempt.manner,
        note=lines["note"].format(text=note) if note else "",
    )
