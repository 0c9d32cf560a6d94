"""公告: looks for the person, or serves papers on them (民事诉讼法95); says as little as it can."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Align, Block, Look, Paragraph
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.wording import Values, fill, number_text, official_text, one_line
from app.models.terms import PersonStatus
from app.rules.identity import masked

FORM = Form(
    code="announcement",
    title="公告",
    issuer=Issuer.AGENCY,
    group=Group.DELIVERY,
)


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, tuple(_letter(facts)))


def _letter(facts: PaperFacts) -> Iterator[Block]:
    text = official_text("announcement")
    office = facts.office
    contact: Values = {
        "clerk": one_line(office.agency_clerk),
        "phone": one_line(office.agency_phone),
    }
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    dead = facts.person.status == PersonStatus.DECEASED
    yield letters.addressee(fill(text["kin" if dead else "person"], _person(facts)))
    is_serving = facts.served and not facts.handed
    yield from _serving(facts, text) if is_serving else _seeking(facts, text)
    yield letters.body(fill(text["contact"], contact))
    yield letters.signed_by(text, issuer_name(FORM, facts))
    yield Paragraph(fill(text["posted"], {}), Look.NOTE, Align.LEFT, lines_before=1)


def _person(facts: PaperFacts) -> Values:
    """What anybody may read of the person."""
    person = facts.person
    return {
        "name": one_line(person.name),
        "id_number": masked(person.id_number or ""),
        "village": one_line(f"{facts.case.township}{facts.case.village}"),
    }


def _place(facts: PaperFacts) -> Values:
    return {"address": one_line(facts.office.agency_address)}


def _seeking(facts: PaperFacts, text: dict[str, str]) -> Iterator[Paragraph]:
    for sentence in ("seek", "known", "after_seek"):
        yield letters.body(fill(text[sentence], _place(facts)))


def _serving(facts: PaperFacts, text: dict[str, str]) -> Iterator[Paragraph]:
    yield letters.body((text["serve"],))
    for served in facts.served:
        number = number_text(served.number)
        shown = text["number_of_paper"].format(number=number) if number else ""
        named: Values = {"title": one_line(served.title), "number": shown}
        yield letters.body(fill(text["paper"], named))
    yield letters.body(fill(text["fetch"], _place(facts)))
