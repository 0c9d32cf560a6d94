"""列入失信名单告知书: told before the listing, with the right to be heard."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Block
from app.forms.cells import with_boxes
from app.forms.choices import Ask
from app.forms.decided import bureau_contact, decision_values, party, unit
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.situation import benefit_name, reason_text
from app.forms.wording import date_values, fill, official_text, one_line

FORM = Form(
    code="dishonesty-notice",
    title="列入失信名单告知书",
    issuer=Issuer.BUREAU,
    group=Group.ENFORCEMENT,
    asks=(Ask.DEADLINE,),
)

WHY = {"agreement_broken": "broken", "refused": "refused", "opinion_served": "opinion"}


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, tuple(_letter(facts)))


def _letter(facts: PaperFacts) -> Iterator[Block]:
    text = official_text("dishonesty_notice")
    months = sum(period.months for period in facts.periods)
    values = decision_values(facts) | {
        "unit": unit(facts, text["unit"]),
        "benefit": benefit_name(facts),
        "what": _what(facts, text),
        "months": text["months"].format(count=months) if months else "",
        **bureau_contact(facts),
    }
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    yield letters.addressee(fill(text["addressee"], values))
    yield letters.body(fill(text["facts"], values))
    yield letters.body(with_boxes(fill(text[_why(facts)], {})))
    yield letters.body(fill(text["plan"], values))
    heard = {"unit": values["unit"], **date_values(facts.deadline)}
    yield letters.body(fill(text["heard"], heard))
    yield letters.body((text["mend"],))
    yield letters.body(fill(text["contact"], values))
    yield letters.signed_by(text, issuer_name(FORM, facts))


def _what(facts: PaperFacts, text: dict[str, str]) -> str:
    name = one_line(facts.person.name)
    sentence = text["own" if party(facts) == name else "others"]
    return sentence.format(name=name, reason=reason_text(facts))


def _why(facts: PaperFacts) -> str:
    """The reason that was recorded; nothing recorded leaves it to be ticked."""
    found = [code for kind, code in WHY.items() if facts.act(kind)]
    return found[0] if found else "unknown"
