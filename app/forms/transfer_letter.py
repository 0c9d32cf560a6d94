"""移送函: hands a case on to who decides or investigates (《通知》三(一)、三(四)、四(二)).

Crimes are handed on by the bureau, which enforces the law; the rest by the agency. With a list of
materials and a slip that says they were received.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.forms import letters
from app.forms.blocks import (
    Align,
    Block,
    Column,
    Later,
    Look,
    Paragraph,
    Signers,
    Slip,
    Table,
    TableRow,
)
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import Exhibit, PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.notices import notice_title
from app.forms.situation import situation
from app.forms.wording import Values, day_text, fill, number_text, official_text, one_line
from app.models.terms import PersonStatus
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="transfer-letter",
    title="移送函",
    issuer=Issuer.AGENCY,
    group=Group.ENFORCEMENT,
    copies=2,
    asks=(Ask.TRANSFER,),
)

POLICE = "transferred_police"
FRAUD = "fraud"  # the group of reasons 欺诈类
ANYONE = "other"  # the part of the text for whom it does not know
WIDTHS_MM = {"at": 13, "title": 44, "number": 34, "by": 38, "pages": 13, "kind": 20}
LEFT = ("title", "number", "by")
FEWEST_ROWS = 8  # so that more can be written in
SLIP_SIGNERS = (("clerk", "phone"), ("seal", "date"))


def compose(facts: PaperFacts) -> Document:
    form = _form(facts)
    letter = (*_letter(facts, form), _slip(facts, form))
    return paper(form, facts, Layout.LETTER, letter, tuple(_list(facts)))


def _form(facts: PaperFacts) -> Form:
    return replace(FORM, issuer=Issuer.BUREAU) if facts.transfer == POLICE else FORM


def _letter(facts: PaperFacts, form: Form) -> Iterator[Block]:
    text, target, values = official_text("transfer_letter"), _target(facts), _values(facts)
    sections = text["sections"]
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    yield letters.addressee(fill(target["addressee"], values))
    yield letters.section(sections["case"])
    yield letters.body(fill(text["person"], values))
    yield letters.body((situation(facts),))
    yield letters.body(fill(text["sums"], values))
    yield letters.section(sections["reason"])
    yield letters.body(fill(target["fraud" if _is_fraud(facts) else "refused"], values))
    if done := _done(facts, text["acts"]):
        yield letters.body((text["done"].format(served=done),))
    yield letters.section(sections["request"])
    yield letters.body(fill(_request(facts, target), values))
    yield from letters.attachments([text["attachment"]])
    yield letters.body(fill(text["contact"], values))
    issuer = text["issuers"][form.issuer.value]
    yield letters.signed_by(text | {"issuer": issuer}, issuer_name(form, facts))


def _target(facts: PaperFacts) -> dict[str, str]:
    targets = official_text("transfer_letter")["targets"]
    found: dict[str, str] = targets.get(facts.transfer, targets[ANYONE])
    return found


def _request(facts: PaperFacts, target: dict[str, str]) -> str:
    """Whom fraud is not suspected of is not told off by its article."""
    if _is_fraud(facts):
        return target["request"]
    return target.get("request_refused", target["request"])


def _is_fraud(facts: PaperFacts) -> bool:
    return facts.case.fraud_suspected or facts.reason_group == FRAUD


def _values(facts: PaperFacts) -> Values:
    person, made = facts.person, facts.act(facts.transfer)
    is_dead = person.status == PersonStatus.DECEASED
    return {
        "party": one_line(made.party) if made else "",
        "name": one_line(person.name),
        "who": "其近亲属、继承人" if is_dead else "本人（近亲属）",
        "id_number": person.id_number or "",
        "address": one_line(person.present_address or person.registered_address),
        "basis": facts.basis,
        "amount": yuan_text(facts.amount_fen),
        "recovered": yuan_text(facts.recovered_fen),
        "left": yuan_text(facts.left_fen),
        "capitals": capitals(facts.left_fen),
        "clerk": one_line(facts.office.agency_clerk),
        "phone": one_line(facts.office.agency_phone),
    }


def _done(facts: PaperFacts, acts: dict[str, str]) -> str:
    """What was done so far, one after the other; "" for nothing."""
    found, notice = [act for kind in acts if (act := facts.act(kind))], notice_title(facts)
    told = (
        acts[act.kind].format(
            day=day_text(act.happened_on), party=one_line(act.party), notice=notice
        )
        for act in found
    )
    said = "；".join(told)
    return f"{said}。" if said else ""


def _slip(facts: PaperFacts, form: Form) -> Slip:
    slip = official_text("transfer_letter")["slip"]
    issuer: Values = {"issuer": issuer_name(form, facts)}
    received: Values = {"number": Later.NUMBER}
    signers = Signers(
        tuple(tuple(fill(slip[line], {}) for line in lines) for lines in SLIP_SIGNERS),
        look=Look.CELL,
    )
    return Slip(
        (slip["line"],),
        (
            Paragraph((slip["heading"],), Look.HEADING, Align.CENTRE),
            Paragraph(fill(slip["addressee"], issuer), Look.CELL, Align.LEFT),
            Paragraph(fill(slip["text"], received), Look.CELL, first_indent=2),
            signers,
        ),
    )


def _list(facts: PaperFacts) -> Iterator[Block]:
    text = official_text("transfer_letter")
    listed, titles = text["list"], text["columns"]
    columns = tuple(
        Column(titles[name], width, Align.LEFT if name in LEFT else Align.CENTRE)
        for name, width in WIDTHS_MM.items()
    )
    yield letters.title(listed["title"])
    yield Table(columns, tuple(_list_rows(facts, listed)), least_mm=11)
    yield letters.note(listed["copies"])
    signers = tuple(tuple(fill(line, {}) for line in lines) for lines in listed["signers"])
    yield Signers(signers, look=Look.CELL)


def _list_rows(facts: PaperFacts, listed: dict[str, Any]) -> Iterator[TableRow]:
    first = [listed["report"]] if facts.transfer == POLICE else []
    fixed = [Exhibit(title) for title in (*first, *listed["fixed"])]
    exhibits = [*fixed, *(one for one in facts.exhibits if one.title != FORM.title)]
    for at, one in enumerate(exhibits, 1):
        values = (str(at), one.title, number_text(one.number), one.by, "", "")
        yield TableRow(tuple((one_line(value),) if value else () for value in values))
    for at in range(len(exhibits) + 1, FEWEST_ROWS + 1):
        yield TableRow(((str(at),), *((),) * (len(WIDTHS_MM) - 1)))
