"""还款（抵扣）明细表: every due with what is left after it, and what came in of it.

It is a paper of its own, and a side of those whose one amount box has no room for another last
instalment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.forms import letters
from app.forms.blocks import (
    Align,
    Block,
    Column,
    Grid,
    Look,
    Paragraph,
    Row,
    RowKind,
    Signers,
    Table,
    TableRow,
    Words,
)
from app.forms.cells import pairs, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.sheets import A4_SHORT, SHEETS
from app.forms.situation import benefit_name
from app.forms.wording import Values, date_values, fill, official_text
from app.methods.paid_dues import PaidDue
from app.methods.schedules import schedule_of
from app.models import Plan
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="repayment-schedule",
    title="还款（抵扣）明细表",
    issuer=Issuer.AGENCY,
    group=Group.AGREEMENT,
    copies=2,
    is_numbered=False,
)

PARTS = (26, 62, 32, 50)  # of the width of the head
COLUMNS = (("number", 14), ("due", 33), ("amount", 29), ("balance", 29), ("paid", 29))
PAID_ON = ("paid_on", 36)
BLANK_ROWS = 14  # to write in by hand while no plan is known


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.FORM, side(facts, Layout.FORM, facts.title))


def attached(facts: PaperFacts, layout: Layout) -> tuple[tuple[Block, ...], ...]:
    """The side a 告知书 takes along when its one amount box cannot say all that is agreed."""
    kinds = [plan.kind for plan in facts.plans]
    differs = any(_last_fen(plan) != plan.each_fen for plan in facts.plans)
    if not facts.course.dues or not (differs or len(set(kinds)) < len(kinds)):
        return ()
    return (side(facts, layout, FORM.title),)


def side(facts: PaperFacts, layout: Layout, title: str) -> tuple[Block, ...]:
    """The whole list, as a side of a paper with this layout."""
    text = official_text("repayment_schedule")
    signers = Signers(
        tuple((fill(text["signers"][who], {}), _blank_date(text)) for who in ("promisor", "clerk")),
        look=Look.CELL,
    )
    notes = (Paragraph((item,), Look.NOTE, lines_before=0.2) for item in text["notes"]["items"])
    return (
        letters.title(title),
        Grid(_widths(layout), tuple(_head(facts, text))),
        Paragraph((), Look.NOTE),
        _table(facts, text),
        *notes,
        signers,
    )


def _blank_date(text: dict[str, dict[str, str]]) -> Words:
    return fill(text["signers"]["date"], {})


def _widths(layout: Layout) -> tuple[float, ...]:
    sheet = SHEETS[layout]
    width = A4_SHORT - sheet.left_mm - sheet.right_mm
    return tuple(part * width / sum(PARTS) for part in PARTS)


def _head(facts: PaperFacts, text: dict[str, dict[str, str]]) -> Iterator[Row]:
    labels, person, plan = text["labels"], facts.person, facts.plan
    yield pairs(
        (labels["name"], person.name),
        (labels["id_number"], person.id_number or ""),
        columns=1,
    )
    yield pairs(
        (labels["promisor"], plan.promisor_name if plan else ""),
        (labels["relation"], facts.relation_label),
        columns=1,
    )
    yield pairs(
        (labels["benefit"], benefit_name(facts)),
        (labels["case_number"], facts.case.number),
        columns=1,
    )
    owed = sum(plan.owed_fen for plan in facts.plans) or facts.left_fen
    amount: Values = {"amount": yuan_text(owed), "capitals": capitals(owed)}
    yield whole((labels["amount"], fill(text["lines"]["amount"], amount)), 3)
    yield whole((labels["way"], way(facts.plans)), 3)


def way(plans: Sequence[Plan]) -> Words:
    """退还方式 in a sentence, of several plans one after the other; "" while none is made."""
    texts = official_text("repayment_schedule")["ways"]
    return tuple(word for plan in plans for word in fill(texts[plan.kind.value], way_values(plan)))


def way_values(plan: Plan) -> Values:
    """What a text says of a plan: amount, last, periods and the months from and to."""
    values: Values = {
        "amount": yuan_text(plan.each_fen),
        "capitals": capitals(plan.each_fen),
        "periods": plan.periods,
        "last": yuan_text(_last_fen(plan)),
        "last_capitals": capitals(_last_fen(plan)),
    }
    if plan.first_month is None:
        return values | date_values(plan.pay_by)
    first, last = plan.first_month, plan.first_month.plus(plan.periods - 1)
    values |= {"year": first.year, "month": first.number}
    return values | {"last_year": last.year, "last_month": last.number}


def _last_fen(plan: Plan) -> int:
    return schedule_of(plan).last_fen


def _table(facts: PaperFacts, text: dict[str, dict[str, str]]) -> Table:
    titles = text["columns"]
    columns = tuple(Column(titles[name], width) for name, width in (*COLUMNS, PAID_ON))
    columns = tuple(
        replace(column, align=Align.RIGHT) if number in (2, 3, 4) else column
        for number, column in enumerate(columns)
    )
    dues = facts.course.dues
    if not dues:
        empty: tuple[Words, ...] = ((),) * len(columns)
        return Table(columns, (TableRow(empty),) * BLANK_ROWS, least_mm=9)
    return Table(columns, (*_rows(facts, text), _sum(dues, text)))


def _rows(facts: PaperFacts, text: dict[str, dict[str, str]]) -> Iterator[TableRow]:
    lines, is_several = text["lines"], len(facts.plans) > 1
    for one in facts.course.dues:
        due = one.due
        kind = facts.plans[due.plan - 1].kind.value
        number: Values = {"way": text["short"][kind] if is_several else "", "number": due.number}
        when: Values = {"year": due.month.year, "month": due.month.number}
        yield TableRow(
            (
                fill(lines["number"], number),
                fill(lines["day"], date_values(due.pay_by))
                if due.pay_by
                else fill(lines["due"], when),
                (yuan_text(due.fen),),
                (yuan_text(one.after_fen),),
                (yuan_text(one.paid_fen),) if one.paid_fen else (),
                fill(lines["day"], date_values(one.paid_on)) if one.paid_on else (),
            )
        )


def _sum(dues: Sequence[PaidDue], text: dict[str, dict[str, str]]) -> TableRow:
    paid = sum(one.paid_fen for one in dues)
    values: tuple[Words, ...] = (
        (text["lines"]["sum"],),
        (),
        (yuan_text(sum(one.due.fen for one in dues)),),
        (" ",),
        (yuan_text(paid),) if paid else (" ",),
        (" ",),
    )
    return TableRow(values, RowKind.SUM)
