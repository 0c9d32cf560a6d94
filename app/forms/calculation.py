"""计算说明: every figure of a case with its steps and the article it rests on."""

from collections.abc import Iterator
from typing import Any

from app.forms import letters
from app.forms.blocks import Block, Grid, Look, Paragraph, Row, Signers
from app.forms.cells import pairs
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.situation import benefit_name, reason_text
from app.forms.wording import Values, day_text, fill, official_text, one_line
from app.rules.explained import Explained

FORM = Form(
    code="calculation",
    title="计算说明",
    issuer=Issuer.TOWNSHIP,
    group=Group.VERIFYING,
    is_numbered=False,
)

WIDTHS_MM = (26, 59, 32, 53)


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.FORM, tuple(_side(facts)))


def _side(facts: PaperFacts) -> Iterator[Block]:
    text = official_text("calculation")
    lines, figures = text["lines"], facts.course.explained
    yield letters.title(facts.title)
    yield Grid(WIDTHS_MM, tuple(_head(facts, text["labels"])))
    for number, each in enumerate(figures, 1):
        yield from _figure(number, each, lines)
    if not figures:
        yield Paragraph((lines["nothing"],), first_indent=2, lines_before=1)
    yield Paragraph((lines["note"],), Look.NOTE, lines_before=1)
    yield Signers(
        tuple(
            tuple(fill(text["signers"][line], {}) for line in (who, "date"))
            for who in ("clerk", "checker")
        ),
        look=Look.CELL,
    )


def _head(facts: PaperFacts, labels: dict[str, str]) -> Iterator[Row]:
    person = facts.person
    yield pairs(
        (labels["name"], person.name), (labels["id_number"], person.id_number or ""), columns=1
    )
    yield pairs(
        (labels["case_number"], facts.case.number),
        (labels["made_on"], day_text(facts.made_on)),
        columns=1,
    )
    yield pairs(
        (labels["benefit"], benefit_name(facts)), (labels["reason"], reason_text(facts)), columns=1
    )


def _figure(number: int, each: Explained, lines: dict[str, Any]) -> Iterator[Paragraph]:
    """What it comes to, a line per step, its grounds."""
    named: Values = {"number": number, "figure": each.figure, "value": each.value}
    grounds: Values = {"grounds": "；".join(map(one_line, each.grounds))}
    yield Paragraph(fill(lines["figure"], named), Look.SECTION, lines_before=0.6)
    yield from (Paragraph((one_line(step),), indent=2) for step in each.steps)
    yield Paragraph(fill(lines["grounds"], grounds), Look.NOTE, indent=2)
