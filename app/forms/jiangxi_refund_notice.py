"""江西省企业职工养老保险养老金退回告知书: Jiangxi's refund notice, a letter with a promise.

Only its name is known from the press; the words are ours. Of benefits of other insurances it is
called as what it is. What its amount has no room for follows as 还款（抵扣）明细表.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.forms import letters, repayment_schedule
from app.forms.agreement_parts import role
from app.forms.blocks import Align, Block, Cell, Grid, Look, Paragraph, Row, Words
from app.forms.cells import label, pairs, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.refund_notice import ways_cells
from app.forms.situation import situation
from app.forms.wording import Values, fill, official_text, one_line
from app.models.terms import PersonStatus
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="jiangxi-refund-notice",
    title="江西省企业职工养老保险养老金退回告知书",
    issuer=Issuer.AGENCY,
    group=Group.NOTICE,
    copies=2,
)

EMPLOYEE = "employee_pension"  # the insurance its name is about
WIDTHS_MM = (30, 58, 30, 50)
REST = 3


def compose(facts: PaperFacts) -> Document:
    text = official_text("jiangxi_refund_notice")
    if facts.case.insurance != EMPLOYEE:
        facts = replace(facts, title=text["other_title"])
    dues = repayment_schedule.attached(facts, Layout.AGREEMENT)
    sides = (tuple(_letter(facts, text)), tuple(_promise(facts, text)))
    return paper(FORM, facts, Layout.AGREEMENT, *sides, *dues)


def _letter(facts: PaperFacts, text: dict[str, Any]) -> Iterator[Block]:
    said, values = text["letter"], _values(facts, text["letter"])
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    yield letters.addressee(fill(text["addressee"][_whom(facts)], values))
    for line in ("facts", "demand", "account", "heard", "consequences", "contact"):
        yield letters.body(fill(said[line], values))
    yield letters.signed_by(said, issuer_name(FORM, facts))


def _whom(facts: PaperFacts) -> str:
    if facts.person.status == PersonStatus.DECEASED:
        return "heirs"
    return "guardian" if role(facts) == "guardian" else "person"


def _values(facts: PaperFacts, said: dict[str, str]) -> Values:
    office, account = facts.office, facts.account
    left = {"left": yuan_text(facts.left_fen), "left_capitals": capitals(facts.left_fen)}
    paid: Values = {**left, "recovered": yuan_text(facts.recovered_fen)}
    values: Values = {
        "name": one_line(facts.person.name),
        "promisor": one_line(facts.plan.promisor_name) if facts.plan else "",
        "situation": situation(facts),
        "basis": facts.basis,
        "amount": yuan_text(facts.amount_fen),
        "capitals": capitals(facts.amount_fen),
        "paid": _joined(fill(said["paid"], paid)) if facts.recovered_fen else "",
        "case_number": facts.case.number,
        "preparer": one_line(office.name),
        "clerk": one_line(office.agency_clerk),
        "phone": one_line(office.agency_phone),
        "address": one_line(office.agency_address),
    }
    if account:
        names = ("bank", "account_number", "account_name")
        values |= {name: one_line(getattr(account, name)) for name in names}
    return values


def _joined(words: Words) -> str:
    return "".join(map(str, words))


def _promise(facts: PaperFacts, text: dict[str, Any]) -> Iterator[Block]:
    promise = text["promise"]
    agency = one_line(facts.office.agency)
    owed: Values = {"title": facts.title, "left": yuan_text(facts.left_fen)}
    yield Paragraph((promise["heading"],), Look.TITLE, Align.CENTRE)
    yield letters.addressee(fill(promise["opening"], {"agency": agency}))
    yield letters.body(fill(promise["text"], owed))
    yield Paragraph((), Look.NOTE)
    yield Grid(WIDTHS_MM, tuple(_rows(facts, text)))
    for note in ("copies", "promisor_signs"):
        yield Paragraph((promise[note],), Look.NOTE, lines_before=0.3)


def _rows(facts: PaperFacts, text: dict[str, Any]) -> Iterator[Row]:
    labels, promise, plan, person = text["labels"], text["promise"], facts.plan, facts.person
    first, *others = ways_cells(facts.plans, text["ways"], REST)
    yield Row((label(labels["repayment"], rows=len(others) + 1), first), least_mm=16)
    yield from (Row((way,), least_mm=16) for way in others)
    yield pairs(
        (labels["promisor"], plan.promisor_name if plan else ""),
        (labels["phone"], plan.promisor_phone if plan else ""),
        columns=1,
    )
    yield pairs(
        (labels["id_number"], plan.promisor_id_number if plan else ""),
        (labels["relation"], facts.relation_label),
        columns=1,
    )
    yield pairs(
        (labels["person"], person.name), (labels["id_number"], person.id_number or ""), columns=1
    )
    yield whole((labels["address"], person.present_address or person.registered_address), REST)
    signed = tuple(
        Paragraph(fill(promise[line], {}), align=Align.RIGHT, lines_before=0.5)
        for line in ("signature", "signed_on")
    )
    yield Row((label(labels["sign"]), Cell((), REST, foot=signed)), least_mm=30)
