"""放弃继承（遗产情况）声明 (民法典1124、1161): a sheet for each heir who has not renounced yet."""

from collections.abc import Iterator
from dataclasses import replace

from app.forms import letters
from app.forms.blocks import Align, Block, Cell, Grid, Look, Paragraph, Row, Tick, Words
from app.forms.cells import Pair, label, value, whole
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import Liable, PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.wording import Values, day_text, fill, official_text, one_line
from app.models.terms import LiableRole, PersonStatus
from app.money import yuan_text

FORM = Form(
    code="inheritance-statement",
    title="放弃继承（遗产情况）声明",
    issuer=Issuer.DECLARANT,
    group=Group.AGREEMENT,
    copies=2,
    is_numbered=False,
    asks=(Ask.DECLARANT,),
)

Texts = dict[str, str]

WIDTHS_MM = (28, 33, 38, 30, 41)
REST = 4


def compose(facts: PaperFacts) -> Document:
    heirs = [one for one in facts.liable if _may_declare(facts, one)]
    names = facts.declarant or "、".join(one_line(one.person.name) for one in heirs)
    sides = [_side(facts, heir) for heir in heirs] or [_side(facts, None)]
    return paper(FORM, replace(facts, declarant=names), Layout.FORM, *sides)


def _may_declare(facts: PaperFacts, one: Liable) -> bool:
    """Each heir, or the one the clerk named."""
    named = facts.declarant in ("", one_line(one.person.name))
    return named and one.person.role == LiableRole.HEIR and one.person.renounced_on is None


def _side(facts: PaperFacts, heir: Liable | None) -> tuple[Block, ...]:
    text = official_text("inheritance_statement")
    labels, lines = text["labels"], text["lines"]
    values: Values = {
        "name": one_line(facts.person.name),
        "left": yuan_text(facts.left_fen),
    }
    rows = (
        *_people_rows(facts, heir, labels),
        Row((label(labels["owed"]), Cell(_paragraphs(text["owed"]["items"], values), REST))),
        Row((label(labels["choice"]), Cell(_choices(text["choices"], values), REST)), 30),
        *_estate_rows(facts, heir, text),
        _signed_row(labels, lines),
    )
    notes = (Paragraph((item,), Look.NOTE, lines_before=0.3) for item in text["notes"]["items"])
    return letters.title(facts.title), Grid(WIDTHS_MM, rows), *notes


def _people_rows(facts: PaperFacts, heir: Liable | None, labels: Texts) -> Iterator[Row]:
    dead, one = facts.person, heir.person if heir else None
    is_dead = dead.status == PersonStatus.DECEASED
    died_on = day_text(dead.status_on) if is_dead and dead.status_on else ""
    yield _beside((labels["dead"], dead.name), (labels["id_number"], dead.id_number or ""))
    yield _beside((labels["died_on"], died_on), (labels["case_number"], facts.case.number))
    number = one.id_number if one else ""
    yield _beside(
        (labels["heir"], one.name if one else facts.declarant), (labels["id_number"], number)
    )
    phone = one.phone if one else ""
    relation = heir.relation if heir else ""
    yield _beside((labels["relation"], relation), (labels["phone"], phone))
    yield whole((labels["address"], one.address if one else ""), REST)


def _beside(left: Pair, right: Pair) -> Row:
    return Row((label(left[0]), value(left[1], 2), label(right[0]), value(right[1])))


def _paragraphs(items: list[str], values: Values) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(fill(item, values), align=Align.LEFT, lines_before=0.2) for item in items
    )


def _choices(choices: Texts, values: Values) -> tuple[Paragraph, ...]:
    """The heir ticks: nothing is ticked for them."""
    return tuple(
        Paragraph((Tick(ticked=False), *fill(choice, values)), align=Align.LEFT, lines_before=0.5)
        for choice in choices.values()
    )


def _estate_rows(facts: PaperFacts, heir: Liable | None, text: dict[str, Texts]) -> Iterator[Row]:
    labels, lines, kinds = text["labels"], text["lines"], text["estate"]["kinds"]
    heads = (label(labels[name]) for name in ("kind", "what", "worth", "holder"))
    yield Row((label(labels["estate"], rows=len(kinds) + 2), *heads))
    for kind in kinds:
        yield Row((label(kind), value(""), value(""), value("")), 10)
    worth = facts.case.estate_fen
    limit = heir.person.limit_fen if heir else None
    total: Values = {"estate": yuan_text(worth) if worth is not None else ""}
    share: Values = {"limit": yuan_text(limit) if limit is not None else ""}
    shared: Words = fill(lines["share"], share)
    yield Row((label(labels["sum"]), value(fill(lines["sum"], total)), value(shared, 2)), 10)


def _signed_row(labels: Texts, lines: Texts) -> Row:
    said = (fill(lines[line], {}) for line in ("signed", "guardian", "witness", "day"))
    signed = tuple(Paragraph(line, align=Align.RIGHT, lines_before=0.7) for line in said)
    return Row((label(labels["signed"]), Cell((), REST, foot=signed)), 44)
