"""恢复（补发）待遇审批表 (《通知》二(二)): a benefit is paid again, with arrears if it was due."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Align, Block, Cell, Grid, Look, Paragraph, Row, Tick, Words
from app.forms.cells import boxes, label, opinion, pairs, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.situation import benefit_name, what_happened
from app.forms.wording import date_values, fill, official_text, one_line
from app.models.terms import CaseState
from app.money import yuan_text

FORM = Form(
    code="resume-approval",
    title="恢复（补发）待遇审批表",
    issuer=Issuer.AGENCY,
    group=Group.CLOSING,
    is_numbered=False,
)

Texts = dict[str, str]

WIDTHS_MM = (32, 53, 32, 53)
REST = 3
STOPS = ("benefit_stopped", "benefit_paused")  # acts
SIGNED = "agreement_signed"
OPINIONS = ("township", "clerk", "reviewer", "head")
OPINION_MM = 26


def compose(facts: PaperFacts) -> Document:
    text = official_text("resume_approval")
    rows = (
        *_person_rows(facts, text["labels"]),
        *_stop_rows(facts, text["labels"], text["lines"]),
        *_resume_rows(facts, text),
        *_opinion_rows(facts, text["labels"], text["lines"]),
    )
    notes = (Paragraph((item,), Look.NOTE, lines_before=0.3) for item in text["notes"]["items"])
    side: tuple[Block, ...] = (letters.title(facts.title), Grid(WIDTHS_MM, rows), *notes)
    return paper(FORM, facts, Layout.FORM, side)


def ground(facts: PaperFacts) -> str:
    """Why the benefit is paid again; "" while nothing allows it."""
    if facts.case.state == CaseState.DISMISSED:
        return "dismissed"
    if facts.course.recovered_on:
        return "recovered"
    return SIGNED if facts.act(SIGNED) else ""


def _person_rows(facts: PaperFacts, labels: Texts) -> Iterator[Row]:
    person, case = facts.person, facts.case
    yield pairs(
        (labels["name"], person.name), (labels["id_number"], person.id_number or ""), columns=1
    )
    yield pairs(
        (labels["personal_number"], case.personal_number),
        (labels["case_number"], case.number),
        columns=1,
    )
    yield pairs(
        (labels["benefit"], benefit_name(facts)),
        (labels["benefit_status"], facts.benefit_status_label),
        columns=1,
    )


def _stop_rows(facts: PaperFacts, labels: Texts, lines: Texts) -> Iterator[Row]:
    stopped = next((act for kind in STOPS if (act := facts.act(kind))), None)
    on = fill(lines["day"], date_values(stopped.happened_on if stopped else None))
    settled = fill(lines["day"], date_values(facts.course.recovered_on))
    is_overpaid = facts.case.state != CaseState.DISMISSED
    sums = [facts.amount_fen, facts.recovered_fen, facts.left_fen] if is_overpaid else [0, 0, 0]
    amount, recovered, left = (fill(lines["yuan"], {"amount": yuan_text(fen)}) for fen in sums)
    yield pairs(
        (labels["stopped_on"], on), (labels["stop_reason"], what_happened(facts)), columns=1
    )
    yield pairs((labels["amount"], amount), (labels["recovered"], recovered), columns=1)
    yield pairs((labels["left"], left), (labels["settled_on"], settled), columns=1)


def _resume_rows(facts: PaperFacts, text: dict[str, Texts]) -> Iterator[Row]:
    labels, lines, why = text["labels"], text["lines"], ground(facts)
    paid_back = {"dismissed": ("yes",), "": ()}.get(why, ("no",))
    grounds = tuple(
        Paragraph((Tick(code == why), words), align=Align.LEFT)
        for code, words in text["grounds"].items()
    )
    yield Row((label(labels["grounds"]), Cell(grounds, REST)))
    yield pairs(
        (labels["resumed_from"], fill(lines["month"], {})),
        (labels["back_pay"], boxes(text["back_pay"], paid_back)),
        columns=1,
    )
    yield whole((labels["back_pay_sum"], fill(lines["back_pay"], {})), REST)


def _opinion_rows(facts: PaperFacts, labels: Texts, lines: Texts) -> Iterator[Row]:
    preparer = fill(lines["township"], {"preparer": one_line(facts.office.name)})
    signed, dated = fill(lines["signed_by"], {}), fill(lines["signed_on"], {})
    sealed = fill(lines["sealed"], {})
    feet: dict[str, tuple[Words, ...]] = {
        "township": (sealed, dated),
        "head": (signed, sealed, dated),
    }
    for who in OPINIONS:
        said = preparer if who == "township" else ()
        row = opinion(labels[who], REST, foot=feet.get(who, (signed, dated)), words=said)
        yield Row(row.cells, least_mm=OPINION_MM)
