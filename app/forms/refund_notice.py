"""附件1 多领社会保险待遇追缴告知书 (湘人社规〔2022〕30号): the form, and the terms on its back."""

from collections.abc import Mapping

from app.forms.document import (
    Align,
    Block,
    Cell,
    Document,
    Form,
    Grid,
    Inline,
    Layout,
    Look,
    Paragraph,
    Row,
    Tick,
    Words,
)
from app.forms.facts import PaperFacts
from app.forms.situation import benefit_name, reason_text, situation
from app.forms.wording import fill, month_text, official_text, one_line
from app.models import Plan
from app.models.terms import PersonStatus, PlanKind
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(code="refund-notice", title="多领社会保险待遇追缴告知书")

WIDTHS_MM = (30, 22, 47, 26, 45)
WIDE, REST = 2, 4  # columns of a cell beside another pair, and of one that fills the row


def compose(facts: PaperFacts) -> Document:
    return Document(
        form=FORM.code,
        title=FORM.title,
        layout=Layout.FORM,
        uid=facts.uid,
        number=facts.number,
        sides=(_front(facts), _back(facts)),
    )


def _front(facts: PaperFacts) -> tuple[Block, ...]:
    labels = official_text("refund_notice")["labels"]
    rows = (
        *_person_rows(facts, labels),
        *_overpayment_rows(facts, labels),
        *_ways_rows(facts.plan, labels),
        *_promisor_rows(facts, labels),
        *_account_rows(facts, labels),
    )
    return Paragraph((FORM.title,), Look.TITLE, Align.CENTRE), Grid(WIDTHS_MM, rows)


def _person_rows(facts: PaperFacts, labels: Mapping[str, str]) -> tuple[Row, ...]:
    person = facts.person
    return (
        _pairs(
            (labels["personal_number"], facts.case.personal_number), (labels["name"], person.name)
        ),
        _whole(labels["id_number"], person.id_number or ""),
        _pairs(
            (labels["category"], facts.category_label),
            (labels["benefit_status"], facts.benefit_status_label),
        ),
        Row((_label(labels["situation"]), _long((situation(facts),), REST)), least_mm=26),
    )


def _overpayment_rows(facts: PaperFacts, labels: Mapping[str, str]) -> tuple[Row, ...]:
    first = min((period.first_month for period in facts.periods), default=None)
    last = max((period.last_month for period in facts.periods), default=None)
    return (
        Row(
            (
                _label(labels["overpayment"], rows=3),
                _label(labels["benefit"]),
                _short(benefit_name(facts)),
                _label(labels["first_month"]),
                _short(month_text(first) if first else ""),
            )
        ),
        Row(
            (
                _label(labels["amount"]),
                _short(f"{yuan_text(facts.amount_fen)}元"),
                _label(labels["last_month"]),
                _short(month_text(last) if last else ""),
            )
        ),
        Row((_label(labels["reason"]), _left(reason_text(facts), 3))),
    )


def _ways_rows(plan: Plan | None, labels: Mapping[str, str]) -> tuple[Row, ...]:
    """The three boxes: only the chosen one ticked and filled, the others left for the pen."""
    texts = official_text("refund_notice")["ways"]
    rows = []
    for kind in PlanKind:
        is_chosen = plan is not None and plan.kind == kind
        values: dict[str, Inline | int] = {"box": Tick(is_chosen)}
        if plan is not None and is_chosen:
            values |= _plan_values(plan)
        way = Paragraph(fill(texts[kind.value], values), indent=1.6, first_indent=-1.6)
        rows.append((Cell((way,), columns=REST)))
    first, *others = rows
    return (
        Row((_label(labels["repayment"], rows=3), first), least_mm=12),
        *(Row((row,), least_mm=12) for row in others),
    )


def _plan_values(plan: Plan) -> dict[str, Inline | int]:
    values: dict[str, Inline | int] = {
        "amount": yuan_text(plan.each_fen),
        "capitals": capitals(plan.each_fen),
        "periods": plan.periods,
    }
    if plan.pay_by is not None:
        values |= {"year": plan.pay_by.year, "month": plan.pay_by.month}
    if plan.first_month is not None:
        first, last = plan.first_month, plan.first_month.plus(plan.periods - 1)
        values |= {"year": first.year, "month": first.number}
        values |= {"last_year": last.year, "last_month": last.number}
    return values


def _promisor_rows(facts: PaperFacts, labels: Mapping[str, str]) -> tuple[Row, ...]:
    plan, person = facts.plan, facts.person
    address = one_line(person.present_address or person.registered_address)
    to_write = fill(official_text("refund_notice")["blanks"]["address"], {})
    return (
        _pairs(
            (labels["promisor"], plan.promisor_name if plan else ""),
            (labels["phone"], plan.promisor_phone if plan else ""),
        ),
        _whole(labels["id_number"], plan.promisor_id_number if plan else ""),
        _pairs((labels["relation"], facts.relation_label), (labels["phone"], person.phone)),
        _whole(labels["id_number"], person.id_number or ""),
        Row(
            (
                _label(labels["address"]),
                Cell((Paragraph((address,) if address else to_write, align=Align.LEFT),), REST),
            )
        ),
    )


def _account_rows(facts: PaperFacts, labels: Mapping[str, str]) -> tuple[Row, ...]:
    account, office = facts.account, facts.office
    return (
        Row((_label(labels["account"], columns=len(WIDTHS_MM)),)),
        _pairs(
            (labels["bank"], account.bank if account else ""),
            (labels["account_number"], account.account_number if account else ""),
        ),
        _whole(labels["account_name"], account.account_name if account else ""),
        _pairs((labels["clerk"], office.agency_clerk), (labels["phone"], office.agency_phone)),
    )


def _back(facts: PaperFacts) -> tuple[Block, ...]:
    text = official_text("refund_notice")
    promise = text["promise"]
    way = list(PlanKind).index(facts.plan.kind) + 1 if facts.plan else ""
    terms = Cell(
        (
            _heading(text["terms"]["heading"]),
            *(Paragraph((item,), first_indent=2) for item in text["terms"]["items"]),
        )
    )
    promised = Cell(
        (
            _heading(promise["heading"]),
            Paragraph(fill(promise["text"], {"way": way}), first_indent=2),
            Paragraph((promise["confirmation"],), first_indent=2),
            Paragraph(fill(promise["signature"], {}), align=Align.RIGHT, lines_before=0.6),
            Paragraph(fill(promise["date"], {}), align=Align.RIGHT, lines_before=0.6),
        )
    )
    hints = [promise["copies"]]
    if facts.person.status == PersonStatus.DECEASED:
        hints.append(text["hints"]["promisor_signs"])
    return (
        Grid((sum(WIDTHS_MM),), (Row((terms,)), Row((promised,)))),
        *(Paragraph((hint,), Look.NOTE, lines_before=0.3) for hint in hints),
    )


def _pairs(left: tuple[str, str], right: tuple[str, str]) -> Row:
    return Row((_label(left[0]), _short(left[1], WIDE), _label(right[0]), _short(right[1])))


def _whole(label: str, value: str) -> Row:
    return Row((_label(label), _left(value, REST)))


def _label(text: str, *, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((Paragraph((text,), align=Align.CENTRE),), columns, rows)


def _short(text: str, columns: int = 1) -> Cell:
    return Cell((Paragraph((one_line(text),), align=Align.CENTRE),), columns)


def _left(text: str, columns: int) -> Cell:
    return Cell((Paragraph((one_line(text),), align=Align.LEFT),), columns)


def _long(words: Words, columns: int) -> Cell:
    return Cell((Paragraph(words, first_indent=2),), columns)


def _heading(text: str) -> Paragraph:
    return Paragraph((text,), Look.HEADING, Align.CENTRE)
