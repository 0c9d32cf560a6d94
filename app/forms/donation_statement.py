"""捐助代退说明: somebody pays of their own will, for this purpose only (《通知》三(三))."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Align, Block, Cell, Grid, Look, Paragraph, Row, Words
from app.forms.cells import Pair, boxes, label, room, value, whole, with_boxes
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.situation import benefit_name
from app.forms.wording import Values, fill, official_text, one_line
from app.money import yuan_text

FORM = Form(
    code="donation-statement",
    title="捐助代退说明",
    issuer=Issuer.DECLARANT,
    group=Group.ASSISTANCE,
    copies=2,
    is_numbered=False,
    asks=(Ask.DECLARANT,),
)

Texts = dict[str, str]

WIDTHS_MM = (30, 58, 28, 54)
REST = 3


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.FORM, _side(facts))


def _side(facts: PaperFacts) -> tuple[Block, ...]:
    text = official_text("donation_statement")
    named: Values = {"name": one_line(facts.person.name)}
    rows = (
        *_donor_rows(facts, text["labels"]),
        *_purpose_rows(facts, text),
        *_account_rows(facts, text["labels"]),
        *_signing_rows(text, named),
    )
    notes = (
        Paragraph(fill(item, named), Look.NOTE, lines_before=0.3) for item in text["notes"]["items"]
    )
    return letters.title(facts.title), Grid(WIDTHS_MM, rows), *notes


def _donor_rows(facts: PaperFacts, labels: Texts) -> Iterator[Row]:
    """Of a donor who is known as liable, what is known of them."""
    known = (one.person for one in facts.liable if one_line(one.person.name) == facts.declarant)
    donor = next(known, None)
    phone, number = (donor.phone, donor.id_number) if donor else ("", "")
    yield _beside((labels["donor"], facts.declarant), (labels["phone"], phone), 14)
    yield _beside((labels["id_number"], number), (labels["contact"], ""), 14)
    yield Row(whole((labels["address"], donor.address if donor else ""), REST).cells, 12)


def _purpose_rows(facts: PaperFacts, text: dict[str, Texts]) -> Iterator[Row]:
    labels, case = text["labels"], facts.case
    yield _beside((labels["name"], facts.person.name), (labels["case_number"], case.number), 10)
    yield _beside(
        (labels["benefit"], benefit_name(facts)),
        (labels["left"], f"{yuan_text(facts.left_fen)}元"),
        10,
    )
    amount = with_boxes(fill(text["lines"]["amount"], {}))
    yield Row(whole((labels["amount"], amount), REST).cells, 14)
    manners = tuple(part for word in boxes(text["manners"], ()) for part in _with_blanks(word))
    yield Row(whole((labels["manner"], manners), REST).cells, 12)


def _with_blanks(word: object) -> Words:
    return fill(word, {}) if isinstance(word, str) else (word,)  # type: ignore[return-value]


def _account_rows(facts: PaperFacts, labels: Texts) -> Iterator[Row]:
    account = facts.account
    yield whole((labels["account_name"], account.account_name if account else ""), REST)
    yield _beside(
        (labels["bank"], account.bank if account else ""),
        (labels["account_number"], account.account_number if account else ""),
        8,
    )


def _signing_rows(text: dict[str, Texts], named: Values) -> Iterator[Row]:
    labels, lines, day = text["labels"], text["lines"], fill(text["lines"]["day"], {})
    said = tuple(
        Paragraph(fill(item, named), align=Align.LEFT, lines_before=0.2)
        for item in text["statement"]["items"]
    )
    public = Paragraph(boxes(text["publicity"], ()), align=Align.LEFT, lines_before=0.4)
    signed = room(REST, foot=(fill(lines["signed"], {}), day))
    yield Row((label(labels["statement"]), Cell((*said, public), REST, foot=signed.foot)), 62)
    received = (fill(lines["received"], {}), day)
    words = fill(lines["receiver"], named)
    yield Row((label(labels["receiver"]), room(REST, foot=received, words=words)), 36)


def _beside(left: Pair, right: Pair, least_mm: float) -> Row:
    cells = (label(left[0]), value(left[1]), label(right[0]), value(right[1]))
    return Row(cells, least_mm)
