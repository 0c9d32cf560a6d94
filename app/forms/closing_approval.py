"""结案审批表 (《通知》四(一), dossier 3.6): what came in and how, and the four who sign."""

from collections.abc import Iterator
from typing import Any

from app.forms import letters
from app.forms.blocks import Align, Block, Cell, Grid, Look, Paragraph, Row, Tick
from app.forms.cells import boxes, label, opinion, pairs, story, value, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.situation import benefit_name, reason_text, situation
from app.forms.wording import Values, fill, official_text, one_line
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="closing-approval",
    title="结案审批表",
    issuer=Issuer.AGENCY,
    group=Group.CLOSING,
    is_numbered=False,
)

Texts = dict[str, Any]

WIDTHS_MM = (32, 53, 32, 53)
REST = 3
CLOSED = "closed"  # an act
LEAST_SOURCES = 2  # lines for channels
LEVELS = ("clerk", "section", "deputy", "head")
OPINION_MM = 17


def compose(facts: PaperFacts) -> Document:
    text = official_text("closing_approval")
    labels, lines = text["labels"], text["lines"]
    rows = (
        *_case_rows(facts, labels),
        *_sum_rows(facts, labels, lines),
        *_state_rows(facts, text),
        *_ending_rows(facts, labels),
        *_level_rows(labels, lines),
    )
    preparer: Values = {"preparer": one_line(facts.office.name)}
    notes = [(item,) for item in text["notes"]["items"]] + [fill(lines["preparer"], preparer)]
    side: tuple[Block, ...] = (
        letters.title(facts.title),
        Grid(WIDTHS_MM, rows),
        *(Paragraph(words, Look.NOTE, lines_before=0.2) for words in notes),
    )
    return paper(FORM, facts, Layout.FORM, side)


def _case_rows(facts: PaperFacts, labels: Texts) -> Iterator[Row]:
    person, case = facts.person, facts.case
    yield pairs((labels["case_number"], case.number), (labels["name"], person.name), columns=1)
    yield pairs(
        (labels["id_number"], person.id_number or ""),
        (labels["category"], facts.category_label),
        columns=1,
    )
    yield pairs(
        (labels["benefit"], benefit_name(facts)),
        (labels["benefit_status"], facts.benefit_status_label),
        columns=1,
    )
    yield whole((labels["reason"], reason_text(facts)), REST)
    yield Row((label(labels["situation"]), story(situation(facts), REST)), least_mm=18)


def _sum_rows(facts: PaperFacts, labels: Texts, lines: Texts) -> Iterator[Row]:
    """The sum demanded, what came in by channel with its total, what is left and why."""
    sums: Values = {"amount": yuan_text(facts.amount_fen), "capitals": capitals(facts.amount_fen)}
    yield whole((labels["amount"], fill(lines["amount"], sums)), REST)
    came_in = facts.course.recovered_by
    blanks = [("", "")] * max(0, LEAST_SOURCES - len(came_in))
    each = [*((one, f"{yuan_text(fen)}元") for one, fen in came_in), *blanks]
    head = (label(labels["source"], columns=2), label(labels["source_amount"]))
    yield Row((label(labels["by_source"], rows=len(each) + 2), *head))
    for one, fen in each:
        yield Row((value(one, 2), _right(fen)))
    yield Row((label(lines["sum"], columns=2), _right(f"{yuan_text(facts.recovered_fen)}元")))
    left = fill(lines["yuan"], {"amount": yuan_text(facts.left_fen)})
    yield pairs((labels["left"], left), (labels["left_reason"], ""), columns=1)


def _right(text: str) -> Cell:
    return Cell((Paragraph((text,), align=Align.RIGHT),))


def _state_rows(facts: PaperFacts, text: Texts) -> Iterator[Row]:
    labels, course = text["labels"], facts.course
    deposited = () if not course.recovered_by else ("no",) if course.undeposited_fen else ("yes",)
    lifted = ("no",) if course.stopped_cards else ("yes",) if course.is_lifted else ()
    yield pairs(
        (labels["deposited"], boxes(text["deposited"], deposited)),
        (labels["card"], boxes(text["card"], lifted)),
        columns=1,
    )


def _ending_rows(facts: PaperFacts, labels: Texts) -> Iterator[Row]:
    closed = facts.act(CLOSED)
    chosen = closed.outcome if closed else ""
    ways = [
        Paragraph((Tick(code == chosen), text), align=Align.LEFT)
        for code, text in facts.course.endings.items()
    ]
    half = -(-len(ways) // 2)
    left, right = Cell(tuple(ways[:half])), Cell(tuple(ways[half:]), columns=2)
    yield Row((label(labels["ending"]), left, right))
    yield whole((labels["county_paper"], closed.reference if closed else ""), REST)


def _level_rows(labels: Texts, lines: Texts) -> Iterator[Row]:
    signed, dated = fill(lines["signed_by"], {}), fill(lines["signed_on"], {})
    for level in LEVELS:
        sealed = [fill(lines["sealed"], {})] if level == "head" else []
        row = opinion(labels[level], REST, foot=(*sealed, (*signed, "　", *dated)))
        yield Row(row.cells, least_mm=OPINION_MM)
