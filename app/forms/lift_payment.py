"""解除停止支付通知书 (《通知》二(二)): the bank may pay again, once the money is back."""

from collections.abc import Iterator
from dataclasses import replace

from app.forms import bank_letters, letters, stop_payment
from app.forms.blocks import Block, Row, Words, joined
from app.forms.cells import pairs, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.wording import Values, date_values, fill, number_text, official_text, one_line
from app.models.terms import CaseState

FORM = Form(
    code="lift-payment",
    title="解除停止支付通知书",
    issuer=Issuer.AGENCY,
    group=Group.CLOSING,
)


def compose(facts: PaperFacts) -> Document:
    text = official_text("lift_payment")
    cards, rows = facts.course.stopped_cards, tuple(_slip_rows(text["slip"]))
    slip = bank_letters.slip(FORM, facts, cards, text["slip"], rows)
    return paper(FORM, facts, Layout.LETTER, (*_letter(facts), slip))


def _letter(facts: PaperFacts) -> tuple[Block, ...]:
    text, cards = official_text("lift_payment"), facts.course.stopped_cards
    case = bank_letters.case_values(facts) | date_values(facts.course.recovered_on)
    why = "dismissed" if facts.case.state == CaseState.DISMISSED else "recovered"
    return (
        letters.title(facts.title),
        letters.number_line(facts, text["number"]),
        letters.addressee(fill(text["addressee"], bank_letters.bank_of(cards))),
        letters.body(fill(text[why], case)),
        letters.body(joined((*_before(facts, text), *fill(text["request"], {})))),
        letters.body(fill(text["holder"], {"name": one_line(facts.person.name)})),
        *map(letters.body, bank_letters.account_lines(cards, text["account"])),
        letters.body(fill(text["contact"], bank_letters.contact(facts))),
        letters.signed_by(text, issuer_name(FORM, facts)),
    )


def _before(facts: PaperFacts, text: dict[str, str]) -> Words:
    """The letter that stopped the payment: it is what ends."""
    stopped = facts.course.paper(stop_payment.FORM.code)
    if stopped is None:
        return fill(text["before_unknown"], {})
    values: Values = {"title": stopped.content["title"], "number": number_text(stopped.number)}
    return fill(text["before"], values | date_values(stopped.issued_on))


def _slip_rows(slip: dict[str, str]) -> Iterator[Row]:
    yield pairs(
        (slip["lifted_on"], fill(slip["lifted_on_blank"], {})),
        (slip["balance"], fill(slip["balance_blank"], {})),
        columns=1,
    )
    yield replace(whole((slip["reason"], ""), 3), least_mm=12)
