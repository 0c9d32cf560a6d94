"""材料补正单: which papers still lack, what each proves and who gives it (《通知》三(三))."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import (
    Align,
    Block,
    Column,
    Look,
    Paragraph,
    Signers,
    Table,
    TableRow,
)
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.wording import Values, date_values, day_text, fill, official_text, one_line
from app.models.terms import PersonStatus
from app.rules.materials import Material, MaterialState

FORM = Form(
    code="materials-request",
    title="材料补正单",
    issuer=Issuer.TOWNSHIP,
    group=Group.ASSISTANCE,
    copies=2,
    is_numbered=False,
    asks=(Ask.DEADLINE,),
)

ROW_MM = 13
WIDTHS_MM = {
    "group": 9,
    "category": 24,
    "paper": 31,
    "proves": 40,
    "department": 22,
    "state": 24,
    "handed_on": 20,
}
LEFT = ("paper", "proves")
FEWEST_ROWS = 4  # so that more can be written in


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.FORM, tuple(_side(facts)))


def _side(facts: PaperFacts) -> Iterator[Block]:
    text = official_text("materials_request")
    lacking = [material for material in facts.materials if material.is_needed]
    yield letters.title(facts.title)
    applicant: Values = {"name": _applicant(facts)}
    yield Paragraph(fill(text["addressee"], applicant), align=Align.LEFT, lines_before=0.5)
    if facts.materials and not lacking:
        yield Paragraph((text["complete"],), first_indent=2)
    else:
        yield Paragraph(fill(*_opening(facts, text)), first_indent=2)
        yield Paragraph((text["groups"],), first_indent=2)
    if have := _have(facts, text):
        yield Paragraph(fill(text["have"], {"papers": have}), first_indent=2)
    yield Paragraph(("　",))  # room above the table
    yield Table(_columns(text), tuple(_rows(lacking, text)), ROW_MM)
    yield Paragraph(fill(text["contact"], _contact(facts)), align=Align.LEFT, lines_before=1)
    columns = tuple(tuple(fill(line, {}) for line in text[side]) for side in ("received", "handed"))
    yield Signers(columns, lines_before=1.2)
    yield Paragraph((text["copies"],), Look.NOTE, lines_before=1)


def _applicant(facts: PaperFacts) -> str:
    """Who applied; until then the person, where they live."""
    applied = facts.act("assistance_applied")
    if applied:
        return one_line(applied.party)
    return "" if facts.person.status == PersonStatus.DECEASED else one_line(facts.person.name)


def _contact(facts: PaperFacts) -> Values:
    office = facts.office
    return {
        "clerk": one_line(facts.case.handler),
        "phone": one_line(office.phone),
        "address": one_line(office.address),
    }


def _opening(facts: PaperFacts, text: dict[str, str]) -> tuple[str, Values]:
    name = one_line(facts.person.name)
    own = _applicant(facts) == name
    values: Values = {"name": name, **date_values(facts.deadline)}
    return text["opening" if own else "opening_other"], values


def _have(facts: PaperFacts, text: dict[str, str]) -> str:
    """The papers that count, with their last day where it is near."""
    shown = []
    for material in facts.materials:
        if material.is_needed:
            continue
        if material.state == MaterialState.EXPIRING and material.until:
            day = day_text(material.until)
            shown.append(text["expires"].format(paper=material.paper, day=day))
        else:
            shown.append(material.paper)
    return "、".join(dict.fromkeys(shown))


def _columns(text: dict[str, dict[str, str]]) -> tuple[Column, ...]:
    titles = text["columns"]
    return tuple(
        Column(titles[name], width, Align.LEFT if name in LEFT else Align.CENTRE)
        for name, width in WIDTHS_MM.items()
    )


def _rows(lacking: list[Material], text: dict[str, dict[str, str]]) -> Iterator[TableRow]:
    groups: dict[tuple[str, int], int] = {}
    for material in lacking:
        place = groups.setdefault((material.category, material.group), len(groups) + 1)
        values = (
            *(str(place), material.category_label, material.paper, material.proves),
            *(material.department, _state(material, text["states"]), ""),
        )
        yield TableRow(tuple((value,) if value else () for value in values))
    for _ in range(FEWEST_ROWS - len(lacking)):
        yield TableRow(((),) * len(WIDTHS_MM))


def _state(material: Material, states: dict[str, str]) -> str:
    """A paper that is there but does not count is refused, not missing."""
    if material.state == MaterialState.MISSING and material.findings:
        return states["refused"]
    state = states[material.state.value]
    if material.state == MaterialState.EXPIRED and material.until:
        return states["until"].format(state=state, day=day_text(material.until))
    return state
