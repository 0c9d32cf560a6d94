"""履行义务催告书 (行政强制法35、54): the exact sum, how to pay, ten working days, and a say."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Block
from app.forms.decided import bureau_contact, decision_values, party, remedy, unit
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.situation import benefit_name
from app.forms.wording import Values, fill, official_text, one_line

FORM = Form(
    code="demand-to-perform",
    title="履行义务催告书",
    issuer=Issuer.BUREAU,
    group=Group.ENFORCEMENT,
)


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, tuple(_letter(facts)))


def _letter(facts: PaperFacts) -> Iterator[Block]:
    text = official_text("demand_to_perform")
    values = decision_values(facts) | {
        "unit": unit(facts, text["unit"]),
        "benefit": benefit_name(facts),
        "of": _whose(facts, text),
        **bureau_contact(facts),
    }
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    yield letters.addressee(fill(text["addressee"], values))
    yield letters.body(fill(text["decided"], values))
    yield letters.body(remedy(facts, text, values, "unperformed"))
    if facts.recovered_fen:
        yield letters.body(fill(text["paid"], values))
    account = _account(facts)
    for line in ("demand", "term", "sum", "manner", "account_name", "bank", "account_number"):
        yield letters.body(fill(text[line], values | account))
    for line in ("heard", "consequence", "hardship", "contact"):
        yield letters.body(fill(text[line], values))
    yield letters.signed_by(text, issuer_name(FORM, facts))


def _whose(facts: PaperFacts, text: dict[str, str]) -> str:
    name = one_line(facts.person.name)
    return text["own"] if party(facts) == name else name


def _account(facts: PaperFacts) -> Values:
    account = facts.account
    if account is None:
        return {}
    return {
        "account_name": one_line(account.account_name),
        "bank": one_line(account.bank),
        "account_number": one_line(account.account_number),
    }
