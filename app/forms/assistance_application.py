"""救助帮扶申请表 (《通知》三(三)): the application in front, the opinions it passes on the back."""

from collections.abc import Iterator
from dataclasses import replace

from app.forms import letters
from app.forms.blocks import Align, Block, Cell, Grid, Look, Paragraph, Row, Words
from app.forms.cells import Pair, boxes, label, room, story, value, whole, with_boxes
from app.forms.document import Document, Layout
from app.forms.facts import Exhibit, PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.situation import benefit_name, situation
from app.forms.wording import Values, fill, official_text, one_line
from app.models import Ability
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="assistance-application",
    title="多领社会保险待遇救助帮扶申请表",
    issuer=Issuer.PARTY,
    group=Group.ASSISTANCE,
    copies=2,
    is_numbered=False,
)

Texts = dict[str, str]

WIDTHS_MM = (28, 57, 28, 57)
REST = 3
APPLIED = "assistance_applied"  # the act; its outcome says who
TOWNSHIP = "township"
OPINION_MM = {  # in the order of the signatures
    "village": 28,
    "township": 32,
    "departments": 44,
    "agency": 34,
    "bureau": 32,
    "meeting": 32,
}
OPINIONS = ("village", "township", "agency", "bureau", "meeting")  # with a sentence to tick


def compose(facts: PaperFacts) -> Document:
    applied = facts.act(APPLIED)
    by_township = applied is not None and applied.outcome == TOWNSHIP
    form = replace(FORM, issuer=Issuer.TOWNSHIP) if by_township else FORM
    text = official_text("assistance_application")
    return paper(form, facts, Layout.FORM, _front(facts, text), _back(facts, text))


def _front(facts: PaperFacts, text: dict[str, Texts]) -> tuple[Block, ...]:
    labels, lines = text["labels"], text["lines"]
    rows = (
        *_applicant_rows(facts, text),
        *_person_rows(facts, labels),
        *_means_rows(facts, labels, lines),
        *_amount_rows(facts, labels, lines),
        Row((label(labels["reason"]), room(REST, foot=())), least_mm=26),
        _signed_row(labels, lines),
    )
    note = Paragraph((text["notes"]["front"],), Look.NOTE, lines_before=0.3)
    return letters.title(facts.title), Grid(WIDTHS_MM, rows), note


def _applicant_rows(facts: PaperFacts, text: dict[str, Texts]) -> Iterator[Row]:
    labels, applied = text["labels"], facts.act(APPLIED)
    who = applied.outcome if applied else ""
    yield whole((labels["applied"], boxes(text["applicants"], (who,))), REST)
    name = applied.party if applied else ""
    own = who == "self"
    relation = text["applicants"]["self"] if own else ""
    phone = facts.person.phone if own else ""
    yield _beside((labels["applicant"], name), (labels["relation"], relation))
    number = (facts.person.id_number or "") if own else ""
    yield _beside((labels["id_number"], number), (labels["phone"], phone))


def _person_rows(facts: PaperFacts, labels: Texts) -> Iterator[Row]:
    person = facts.person
    yield _beside((labels["name"], person.name), (labels["id_number"], person.id_number or ""))
    yield _beside(
        (labels["benefit"], benefit_name(facts)), (labels["category"], facts.category_label)
    )
    yield whole((labels["address"], person.present_address or person.registered_address), REST)


def _means_rows(facts: PaperFacts, labels: Texts, lines: Texts) -> Iterator[Row]:
    proofs = [_named(one) for one in facts.proofs]
    paragraphs = tuple(Paragraph((proof,), align=Align.LEFT) for proof in proofs)
    yield Row((label(labels["proofs"]), Cell(paragraphs, REST)), least_mm=22)
    means = _means(facts.ability)
    yield _beside(
        (labels["household"], fill(lines["household"], means)),
        (labels["income"], fill(lines["income"], means)),
    )


def _named(proof: Exhibit) -> str:
    return "，".join(filter(None, map(one_line, (proof.title, proof.number, proof.by))))


def _means(ability: Ability | None) -> Values:
    if ability is None:
        return {}
    return {
        "household": ability.household,
        "dependants": ability.dependants,
        "income": yuan_text(ability.income_fen),
        "debts": yuan_text(ability.debts_fen),
    }


def _amount_rows(facts: PaperFacts, labels: Texts, lines: Texts) -> Iterator[Row]:
    yield Row((label(labels["situation"]), story(situation(facts), REST)), least_mm=20)
    sums = _sums(facts)
    yield _beside(
        (labels["amount"], f"{sums['amount']}元"), (labels["recovered"], f"{sums['recovered']}元")
    )
    asked = fill(lines["asked"], {**sums, "amount": sums["left"]})
    yield whole((labels["asked"], asked), REST)


def _sums(facts: PaperFacts) -> Values:
    return {
        "amount": yuan_text(facts.amount_fen),
        "recovered": yuan_text(facts.recovered_fen),
        "left": yuan_text(facts.left_fen),
        "capitals": capitals(facts.left_fen),
    }


def _signed_row(labels: Texts, lines: Texts) -> Row:
    signed = (fill(lines["signed"], {}), fill(lines["day"], {}))
    return Row((label(labels["signed"]), room(REST, foot=signed, words=(lines["promise"],))), 32)


def _back(facts: PaperFacts, text: dict[str, Texts]) -> tuple[Block, ...]:
    labels, lines, sums = text["labels"], text["lines"], _sums(facts)
    opinions: dict[str, Words] = {code: with_boxes(fill(lines[code], sums)) for code in OPINIONS}
    opinions["departments"] = boxes(text["departments"], ())
    signed = (fill(lines["responsible"], {}), fill(lines["day"], {}))
    rows = [
        Row((label(labels[code]), room(1, foot=signed, words=opinions[code])), height)
        for code, height in OPINION_MM.items()
    ]
    funding = (*boxes(text["fundings"], ()), *fill(lines["funding"], {}))
    rows.append(Row((label(labels["funding"]), value(funding)), 14))
    return (Grid((30, 140), tuple(rows)),)


def _beside(left: Pair, right: Pair) -> Row:
    return Row((label(left[0]), value(left[1]), label(right[0]), value(right[1])))
