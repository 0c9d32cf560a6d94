"""附件1 多领社会保险待遇追缴告知书 (湘人社规〔2022〕30号): the form, and the terms on its back.

What its one amount box has no room for follows as 还款（抵扣）明细表.
"""

from collections.abc import Sequence
from datetime import date

from app.forms import repayment_schedule
from app.forms.blocks import Align, Block, Cell, Grid, Look, Paragraph, Row, Tick
from app.forms.cells import choice, heading, label, pairs, story, value, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.situation import benefit_name, reason_text, situation
from app.forms.wording import (
    Values,
    date_values,
    fill,
    month_text,
    official_text,
)
from app.models import Plan
from app.models.terms import PersonStatus, PlanKind
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="refund-notice",
    title="多领社会保险待遇追缴告知书",
    issuer=Issuer.AGENCY,
    group=Group.NOTICE,
    valid_from=date(2022, 8, 18),
    copies=2,
)

Labels = dict[str, str]

WIDTHS_MM = (30, 22, 47, 26, 45)
WIDE, REST = 2, 4  # columns of a value beside another pair, and of one that fills the row


def compose(facts: PaperFacts) -> Document:
    dues = repayment_schedule.attached(facts, Layout.FORM)
    return paper(FORM, facts, Layout.FORM, _front(facts), _back(facts), *dues)


def _front(facts: PaperFacts) -> tuple[Block, ...]:
    labels = official_text("refund_notice")["labels"]
    rows = (
        *_person_rows(facts, labels),
        *_overpayment_rows(facts, labels),
        *_ways_rows(facts.plans, labels),
        *_promisor_rows(facts, labels),
        *_account_rows(facts, labels),
    )
    return Paragraph((facts.title,), Look.TITLE, Align.CENTRE), Grid(WIDTHS_MM, rows)


def _person_rows(facts: PaperFacts, labels: Labels) -> tuple[Row, ...]:
    person = facts.person
    return (
        pairs(
            (labels["personal_number"], facts.case.personal_number),
            (labels["name"], person.name),
            columns=WIDE,
        ),
        whole((labels["id_number"], person.id_number or ""), REST),
        pairs(
            (labels["category"], facts.category_label),
            (labels["benefit_status"], facts.benefit_status_label),
            columns=WIDE,
        ),
        Row((label(labels["situation"]), story(situation(facts), REST)), least_mm=26),
    )


def _overpayment_rows(facts: PaperFacts, labels: Labels) -> tuple[Row, ...]:
    first = min((period.first_month for period in facts.periods), default=None)
    last = max((period.last_month for period in facts.periods), default=None)
    benefit = pairs(
        (labels["benefit"], benefit_name(facts)),
        (labels["first_month"], month_text(first) if first else ""),
        columns=1,
    )
    return (
        Row((label(labels["overpayment"], rows=3), *benefit.cells)),
        pairs(
            (labels["amount"], f"{yuan_text(facts.amount_fen)}元"),
            (labels["last_month"], month_text(last) if last else ""),
            columns=1,
        ),
        Row((label(labels["reason"]), value(reason_text(facts), 3))),
    )


def ways_cells(plans: Sequence[Plan], texts: Labels, columns: int) -> tuple[Cell, ...]:
    """The three boxes: those chosen are ticked and filled, the others left for the pen."""
    chosen = {plan.kind: plan for plan in plans}
    cells = []
    for kind in PlanKind:
        values: Values = {"box": Tick(kind in chosen)}
        if kind in chosen:
            values |= _plan_values(chosen[kind])
        cells.append(choice(fill(texts[kind.value], values), columns))
    return tuple(cells)


def _ways_rows(plans: Sequence[Plan], labels: Labels) -> tuple[Row, ...]:
    first, *others = ways_cells(plans, official_text("refund_notice")["ways"], REST)
    return (
        Row((label(labels["repayment"], rows=3), first), least_mm=12),
        *(Row((way,), least_mm=12) for way in others),
    )


def _plan_values(plan: Plan) -> Values:
    values: Values = {
        "amount": yuan_text(plan.each_fen),
        "capitals": capitals(plan.each_fen),
        "periods": plan.periods,
    }
    values |= date_values(plan.pay_by)
    if plan.first_month is not None:
        first, last = plan.first_month, plan.first_month.plus(plan.periods - 1)
        values |= {"year": first.year, "month": first.number}
        values |= {"last_year": last.year, "last_month": last.number}
    return values


def _promisor_rows(facts: PaperFacts, labels: Labels) -> tuple[Row, ...]:
    plan, person = facts.plan, facts.person
    address = person.present_address or person.registered_address
    to_write = fill(official_text("refund_notice")["blanks"]["address"], {})
    return (
        pairs(
            (labels["promisor"], plan.promisor_name if plan else ""),
            (labels["phone"], plan.promisor_phone if plan else ""),
            columns=WIDE,
        ),
        whole((labels["id_number"], plan.promisor_id_number if plan else ""), REST),
        pairs(
            (labels["relation"], facts.relation_label),
            (labels["phone"], person.phone),
            columns=WIDE,
        ),
        whole((labels["id_number"], person.id_number or ""), REST),
        whole((labels["address"], address or to_write), REST),
    )


def _account_rows(facts: PaperFacts, labels: Labels) -> tuple[Row, ...]:
    account, office = facts.account, facts.office
    return (
        Row((label(labels["account"], columns=len(WIDTHS_MM)),)),
        pairs(
            (labels["bank"], account.bank if account else ""),
            (labels["account_number"], account.account_number if account else ""),
            columns=WIDE,
        ),
        whole((labels["account_name"], account.account_name if account else ""), REST),
        pairs(
            (labels["clerk"], office.agency_clerk),
            (labels["phone"], office.agency_phone),
            columns=WIDE,
        ),
    )


def _back(facts: PaperFacts) -> tuple[Block, ...]:
    text = official_text("refund_notice")
    promise = text["promise"]
    chosen = {plan.kind for plan in facts.plans}
    way = "、".join(str(at) for at, kind in enumerate(PlanKind, start=1) if kind in chosen)
    terms = Cell(
        (
            heading(text["terms"]["heading"]),
            *(
                Paragraph((item,), first_indent=2, lines_before=0.2)
                for item in text["terms"]["items"]
            ),
        )
    )
    promised = Cell(
        (
            heading(promise["heading"]),
            Paragraph(fill(promise["text"], {"way": way}), first_indent=2),
            Paragraph((promise["confirmation"],), first_indent=2),
            Paragraph(fill(promise["signature"], {}), align=Align.RIGHT, lines_before=1),
            Paragraph(fill(promise["date"], {}), align=Align.RIGHT, lines_before=1),
        )
    )
    hints = [promise["copies"]]
    if facts.person.status == PersonStatus.DECEASED:
        hints.append(text["hints"]["promisor_signs"])
    return (
        Grid((sum(WIDTHS_MM),), (Row((terms,)), Row((promised,)))),
        *(Paragraph((hint,), Look.NOTE, lines_before=0.3) for hint in hints),
    )
