"""社会保险待遇停止支付通知书 (《通知》二(二)): the agency's letter to a bank, with a reply slip."""

from collections.abc import Iterator
from dataclasses import replace

from app.forms import bank_letters, letters
from app.forms.blocks import Block, Row
from app.forms.cells import pairs, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.wording import fill, official_text, one_line

FORM = Form(
    code="stop-payment",
    title="社会保险待遇停止支付通知书",
    issuer=Issuer.AGENCY,
    group=Group.STOPPING,
)


def compose(facts: PaperFacts) -> Document:
    text = official_text("stop_payment")
    rows = tuple(_slip_rows(text["slip"]))
    slip = bank_letters.slip(FORM, facts, facts.cards, text["slip"], rows)
    return paper(FORM, facts, Layout.LETTER, (*_letter(facts), slip))


def _letter(facts: PaperFacts) -> tuple[Block, ...]:
    text = official_text("stop_payment")
    return (
        letters.title(facts.title),
        letters.number_line(facts, text["number"]),
        letters.addressee(fill(text["addressee"], bank_letters.bank_of(facts.cards))),
        letters.body(fill(text["finding"], bank_letters.case_values(facts))),
        letters.body(fill(text["request"], {"basis": facts.basis})),
        letters.body(fill(text["holder"], {"name": one_line(facts.person.name)})),
        *map(letters.body, bank_letters.account_lines(facts.cards, text["account"])),
        letters.body((text["after"],)),
        letters.body(fill(text["contact"], bank_letters.contact(facts))),
        letters.signed_by(text, issuer_name(FORM, facts)),
    )


def _slip_rows(slip: dict[str, str]) -> Iterator[Row]:
    yield pairs(
        (slip["stopped_on"], fill(slip["stopped_on_blank"], {})),
        (slip["balance"], fill(slip["balance_blank"], {})),
        columns=1,
    )
    yield whole((slip["last_drawn"], ""), 3)
    yield replace(whole((slip["reason"], ""), 3), least_mm=12)
