"""入户核查表: what two visitors see and hear at the house; the township's own working paper."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Align, Block, Cell, Grid, Look, Paragraph, Row, Words
from app.forms.cells import Pair, boxes, label, room, value, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.situation import benefit_name, reason_text
from app.forms.wording import Values, date_values, day_text, fill, official_text, one_line
from app.models import Ability
from app.models.terms import PersonStatus
from app.money import yuan_text

FORM = Form(
    code="visit-record",
    title="入户核查表",
    issuer=Issuer.TOWNSHIP,
    group=Group.VERIFYING,
    is_numbered=False,
)

Texts = dict[str, str]

WIDTHS_MM = (26, 59, 26, 59)
REST = 3  # columns of a value that fills its row
MOST_NOTE = 80  # characters of the last visit's note


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.FORM, _side(facts))


def _side(facts: PaperFacts) -> tuple[Block, ...]:
    text = official_text("visit_record")
    rows = (
        *_known_rows(facts, text["labels"], text["lines"]),
        *_seen_rows(facts, text),
        *_means_rows(facts, text),
        *_signing_rows(text["labels"], text["lines"]),
    )
    notes = (Paragraph((item,), Look.NOTE, lines_before=0.3) for item in text["notes"]["items"])
    return letters.title(facts.title), Grid(WIDTHS_MM, rows), *notes


def _known_rows(facts: PaperFacts, labels: Texts, lines: Texts) -> Iterator[Row]:
    case, person = facts.case, facts.person
    yield _beside(
        (labels["case_number"], case.number), (labels["office"], issuer_name(FORM, facts))
    )
    yield _beside((labels["name"], person.name), (labels["id_number"], person.id_number or ""))
    yield _beside(
        (labels["benefit"], benefit_name(facts)),
        (labels["benefit_status"], facts.benefit_status_label),
    )
    yield _beside((labels["reason"], reason_text(facts)), (labels["village"], case.village))
    yield _beside((labels["category"], facts.category_label), (labels["phone"], person.phone))
    yield whole((labels["address"], person.present_address or person.registered_address), REST)
    visit = facts.act("visited")
    if visit:
        said: Values = {
            "day": day_text(visit.happened_on),
            "party": one_line(visit.party),
            "note": _shortened(one_line(visit.note)),
        }
        yield whole((labels["last_visit"], fill(lines["last_visit"], said)), REST)


def _seen_rows(facts: PaperFacts, text: dict[str, Texts]) -> Iterator[Row]:
    labels, lines, person = text["labels"], text["lines"], facts.person
    manners = (*boxes(text["manners"], ()), *fill(lines["manner"], {}))
    yield whole((labels["manner"], manners), REST)
    is_known = person.status != PersonStatus.ALIVE  # alive is only what was not looked into yet
    states = boxes(text["states"], (person.status.value,) if is_known else ())
    day = fill(lines["state"], date_values(person.status_on))
    yield _stacked(labels["state"], states, day)
    card = facts.cards[0] if facts.cards else None
    account: Values = {
        "bank": one_line(card.bank) if card else "",
        "account_number": one_line(card.account_number) if card else "",
    }
    yield whole((labels["card"], fill(lines["card"], account)), REST)
    yield _stacked(labels["holder"], boxes(text["holders"], ()), fill(lines["holder"], {}))
    yield whole((labels["drawn"], fill(lines["drawn"], {})), REST)


def _means_rows(facts: PaperFacts, text: dict[str, Texts]) -> Iterator[Row]:
    labels, ability = text["labels"], facts.ability
    means = fill(text["lines"]["household"], _means(ability))
    yield whole((labels["household"], means), REST)
    judged = () if ability is None else ("yes" if ability.can_repay else "no",)
    yield whole((labels["ability"], boxes(text["abilities"], judged)), REST)
    yield whole((labels["attitude"], boxes(text["attitudes"], ())), REST)
    yield Row((label(labels["odd"]), room(REST, foot=())), least_mm=16)
    yield Row((label(labels["found"]), room(REST, foot=())), least_mm=38)


def _means(ability: Ability | None) -> Values:
    if ability is None:
        return {}
    return {
        "household": ability.household,
        "dependants": ability.dependants,
        "income": yuan_text(ability.income_fen),
        "debts": yuan_text(ability.debts_fen),
    }


def _signing_rows(labels: Texts, lines: Texts) -> Iterator[Row]:
    day = fill(lines["day"], {})
    yield Row((label(labels["present"]), room(REST, foot=(fill(lines["present"], {}), day))))
    visitor = fill(lines["visitor"], {})
    yield Row((label(labels["visitors"]), room(REST, foot=(visitor, visitor, day))))


def _beside(left: Pair, right: Pair) -> Row:
    return Row((label(left[0]), value(left[1]), label(right[0]), value(right[1])))


def _stacked(title: str, first: Words, second: Words) -> Row:
    """Boxes, and under them a line to write on."""
    lower = Paragraph(second, align=Align.LEFT, lines_before=0.5)
    return Row((label(title), Cell((*value(first).paragraphs, lower), REST)))


def _shortened(text: str) -> str:
    return text if len(text) <= MOST_NOTE else f"{text[:MOST_NOTE]}……"
