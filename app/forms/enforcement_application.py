"""强制执行申请书 (行政强制法53–55): the bureau asks the court, with the papers article 55 names."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Align, Block, Paragraph
from app.forms.cells import with_boxes
from app.forms.decided import decision_values, liable, party, reference, remedy
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.wording import Values, day_text, fill, official_text, one_line
from app.models.terms import LiableRole

FORM = Form(
    code="enforcement-application",
    title="强制执行申请书",
    issuer=Issuer.BUREAU,
    group=Group.ENFORCEMENT,
)


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, tuple(_letter(facts)))


def _letter(facts: PaperFacts) -> Iterator[Block]:
    text, values = official_text("enforcement_application"), decision_values(facts)
    sections, issuer = text["sections"], issuer_name(FORM, facts)
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    parties = values | _debtor(facts) | _applicant(facts)
    yield letters.opening(fill(text["applicant"], parties))
    for line in ("office", "head", "agent", "party", _number_line(facts), "address", "phone"):
        yield letters.body(fill(text[line], parties))
    yield letters.section(sections["what"])
    yield letters.body(fill(text["what"], values))
    yield letters.section(sections["why"])
    yield letters.body(fill(text["served"], values))
    yield letters.body(with_boxes(remedy(facts, text, values, "open_remedy")))
    yield letters.body(fill(text["demanded"], _demanded(facts)))
    if facts.recovered_fen:
        yield letters.body(fill(text["paid"], values))
    yield letters.body(fill(text["heard"], {"said": _said(facts)}))
    yield letters.body((text["basis"],))
    yield letters.body((text["hail"],))
    yield Paragraph(fill(text["court"], _applicant(facts)), align=Align.LEFT)
    yield from letters.attachments(text["attachments"])
    yield Paragraph(fill(text["head_signed"], {}), align=Align.RIGHT, lines_before=1.5)
    yield letters.signed_by(text, issuer)


def _number_line(facts: PaperFacts) -> str:
    """What number the debtor has; both are named where we do not know who it is."""
    one = liable(facts)
    if one:
        return "unit_number" if one.role == LiableRole.UNIT else "id_number"
    is_person = party(facts) == one_line(facts.person.name)
    return "id_number" if is_person else "either_number"


def _applicant(facts: PaperFacts) -> Values:
    office = facts.office
    return {
        "issuer": issuer_name(FORM, facts),
        "court": one_line(office.court),
        "office": one_line(office.bureau_address),
    }


def _debtor(facts: PaperFacts) -> Values:
    one, person = liable(facts), facts.person
    if one:
        return {
            "id_number": one.id_number,
            "address": one_line(one.address),
            "phone": one_line(one.phone),
        }
    if party(facts) != one_line(person.name):
        return {}
    return {
        "id_number": person.id_number or "",
        "address": one_line(person.present_address or person.registered_address),
        "phone": one_line(person.phone),
    }


def _demanded(facts: PaperFacts) -> Values:
    act = facts.act("demand_served")
    if act is None:
        return {}
    shown = f"（{reference(act.reference)}）" if act.reference else ""
    return {"day": day_text(act.happened_on), "reference": shown}


def _said(facts: PaperFacts) -> str:
    act = facts.act("heard")
    if act is None:
        return ""
    said = one_line(act.note).rstrip("，、；。")
    words: str = official_text("enforcement_application")["hearings"][act.outcome]
    return words.format(said=said)
