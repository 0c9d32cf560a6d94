"""卷宗目录: what lies in the file of a case, in the order it is bound."""

from collections.abc import Iterator
from typing import Any

from app.forms import letters
from app.forms.blocks import (
    Align,
    Block,
    Column,
    Grid,
    Look,
    Paragraph,
    Row,
    Signers,
    Table,
    TableRow,
    Words,
)
from app.forms.cells import pairs, whole
from app.forms.course import Filed
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.situation import benefit_name
from app.forms.wording import Values, date_values, fill, number_text, official_text, one_line

FORM = Form(
    code="case-index",
    title="卷宗目录",
    issuer=Issuer.TOWNSHIP,
    group=Group.CLOSING,
    is_numbered=False,
)

WIDTHS_MM = (30, 55, 35, 50)
REST = 3
COLUMNS = (
    *(("number", 12), ("title", 45), ("document_number", 35), ("by", 29)),
    *(("dated", 25), ("page", 12), ("note", 12)),
)
LEFT = ("title", "document_number", "by")
FIRST = "closing-approval"  # 结案审批表
LEAST_ROWS, SPARE_ROWS = 14, 3  # so that more can be written in
CLOSED = "closed"  # an act
ORDER = (
    *(Group.VERIFYING, Group.STOPPING, Group.NOTICE, Group.AGREEMENT),
    *(Group.ASSISTANCE, Group.ENFORCEMENT, Group.CLOSING, Group.DELIVERY),
)


def compose(facts: PaperFacts) -> Document:
    text = official_text("case_index")
    signers = Signers(
        tuple(
            tuple(fill(text["signers"][line], {}) for line in (who, "date"))
            for who in ("compiler", "checker")
        ),
        look=Look.CELL,
    )
    side: tuple[Block, ...] = (
        letters.title(facts.title),
        Grid(WIDTHS_MM, tuple(_head(facts, text))),
        Paragraph((), Look.NOTE),
        _table(facts, text["columns"]),
        Paragraph(fill(text["lines"]["pages"], {}), Look.CELL, lines_before=0.3),
        signers,
    )
    return paper(FORM, facts, Layout.FORM, side)


def bound(filed: tuple[Filed, ...]) -> list[Filed]:
    """结案审批表 first, then by stage of the procedure and day; a paper of others is part of the
    inquiry.
    """
    return sorted(filed, key=_place)


def _place(one: Filed) -> tuple[bool, int, bool, str]:
    group = _groups().get(one.form, Group.VERIFYING)
    return one.form != FIRST, ORDER.index(group), one.dated is None, str(one.dated or "")


def _groups() -> dict[str, Group]:
    from app.forms import FORMS  # which holds this form too

    return {module.FORM.code: module.FORM.group for module in FORMS}


def _head(facts: PaperFacts, text: dict[str, Any]) -> Iterator[Row]:
    labels, day, closed = text["labels"], text["lines"]["day"], facts.act(CLOSED)
    named: Values = {"name": one_line(facts.person.name), "benefit": benefit_name(facts)}
    yield whole((labels["subject"], fill(text["subject"], named)), REST)
    yield pairs(
        (labels["case_number"], facts.case.number),
        (labels["place"], facts.case.file_place),
        columns=1,
    )
    yield pairs(
        (labels["found_on"], fill(day, date_values(facts.case.found_on))),
        (labels["ended_on"], fill(day, date_values(closed.happened_on if closed else None))),
        columns=1,
    )
    yield pairs(
        (labels["compiler"], facts.office.name), (labels["clerk"], facts.case.handler), columns=1
    )


def _table(facts: PaperFacts, texts: dict[str, str]) -> Table:
    columns = tuple(
        Column(texts[name], width, Align.LEFT if name in LEFT else Align.CENTRE)
        for name, width in COLUMNS
    )
    rows = [_row(number, one, texts) for number, one in enumerate(bound(facts.course.filed), 1)]
    spare = max(SPARE_ROWS, LEAST_ROWS - len(rows))
    empty: tuple[Words, ...] = ((),) * len(columns)
    return Table(columns, (*rows, *[TableRow(empty)] * spare), least_mm=8)


def _row(number: int, one: Filed, texts: dict[str, str]) -> TableRow:
    dated = fill(texts["date"], date_values(one.dated)) if one.dated else ()
    said = (one_line(one.title), number_text(one.number), one_line(one.by))
    cells = tuple((text,) if text else () for text in said)
    return TableRow(((str(number),), *cells, dated, (), ()))
