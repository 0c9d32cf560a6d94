"""调查（询问）笔录: two askers, rights told, questions with room to answer, each page signed."""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Align, Blank, Grid, Look, Paragraph, Row, Signers, Words
from app.forms.cells import Pair, label, room, value, whole
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.situation import benefit_name, is_minor
from app.forms.wording import Values, fill, month_text, official_text, one_line
from app.models.terms import PersonStatus
from app.money import yuan_text

FORM = Form(
    code="inquiry-record",
    title="调查（询问）笔录",
    issuer=Issuer.AGENCY,
    group=Group.VERIFYING,
    is_numbered=False,
)

Texts = dict[str, str]

WIDTHS_MM = (28, 57, 32, 53)
REST = 3
LINE_EMS = 45.5  # of a line for the pen, as wide as the sheet
PAGES = (  # the questions of each page, with the lines there are for the answer
    (("identity", 2), ("relation", 3)),
    (("event", 7), ("card", 7), ("drawn", 8)),
    (("reported", 4), ("means", 6), ("attitude", 5), ("more", 3)),
)


def compose(facts: PaperFacts) -> Document:
    text = official_text("inquiry_record")
    first, second, third = (tuple(_questions(facts, text, page)) for page in PAGES)
    head = (letters.title(facts.title), Grid(WIDTHS_MM, tuple(_head_rows(facts, text))))
    lines = text["lines"]
    signed = _page_signed(lines)
    return paper(
        FORM,
        facts,
        Layout.FORM,
        (*head, *_rights(facts, text), *first, signed),
        (*second, signed),
        (*third, *_closing(lines), signed),
    )


def _head_rows(facts: PaperFacts, text: dict[str, Texts]) -> Iterator[Row]:
    labels, lines, person = text["labels"], text["lines"], facts.person
    yield _beside((labels["case_number"], facts.case.number), (labels["person"], person.name))
    yield whole((labels["unit"], issuer_name(FORM, facts)), REST)
    yield whole((labels["time"], fill(lines["time"], {})), REST)
    yield whole((labels["place"], ""), REST)
    asker = fill(lines["asker"], {})
    yield Row((label(labels["askers"]), room(REST, foot=(asker, asker))), least_mm=17)
    yield whole((labels["recorder"], fill(lines["recorder"], {})), REST)
    name, id_number, phone, address = _asked(facts)
    yield _beside((labels["asked"], name), (labels["id_number"], id_number))
    relation = text["self"]["relation"] if name else ""
    yield _beside((labels["relation"], relation), (labels["phone"], phone))
    yield _beside((labels["address"], address), (labels["work"], ""))
    if is_minor(id_number, facts.made_on):
        yield whole((labels["guardian"], fill(lines["guardian"], {})), REST)


def _asked(facts: PaperFacts) -> tuple[str, str, str, str]:
    """The person where they can be asked; anybody else is left for the pen."""
    person = facts.person
    if not _is_self(facts):
        return "", "", "", ""
    address = person.present_address or person.registered_address
    return person.name, person.id_number or "", person.phone, address


def _is_self(facts: PaperFacts) -> bool:
    return facts.person.status not in (PersonStatus.DECEASED, PersonStatus.MISSING)


def _rights(facts: PaperFacts, text: dict[str, Texts]) -> Iterator[Paragraph]:
    told = fill(text["rights"]["ask"], _values(facts))
    yield from _asking(told, text["lines"], 1)


def _questions(
    facts: PaperFacts, text: dict[str, Texts], page: tuple[tuple[str, int], ...]
) -> Iterator[Paragraph]:
    values = _values(facts)
    questions = text["questions"] | {"event": text["events"][_event(facts)]}
    if _is_self(facts):
        values["name"] = text["self"]["name"]
        questions["relation"] = text["self"]["question"]
    for code, lines in page:
        yield from _asking(fill(questions[code], values), text["lines"], lines)


def _event(facts: PaperFacts) -> str:
    events = official_text("inquiry_record")["events"]
    status = facts.person.status.value
    known = [code for code in (status, facts.reason_group) if code in events]
    return known[0] if known else "other"


def _asking(question: Words, lines: Texts, answers: int) -> Iterator[Paragraph]:
    """A question, and so many lines for the answer."""
    yield Paragraph(("问：", *question), indent=2, first_indent=-2, lines_before=0.5)
    answer = lines["answer"]
    yield Paragraph((answer, Blank(LINE_EMS - len(answer))), align=Align.LEFT, lines_before=0.6)
    for _ in range(answers - 1):
        yield Paragraph((Blank(LINE_EMS),), align=Align.LEFT, lines_before=0.6)


def _closing(lines: Texts) -> Iterator[Paragraph]:
    yield Paragraph((lines["confirm"],), lines_before=0.8)
    yield Paragraph((Blank(LINE_EMS),), align=Align.LEFT, lines_before=0.8)
    for code in ("read_out", "refused"):
        yield Paragraph(fill(lines[code], {}), Look.NOTE, Align.LEFT, lines_before=0.5)


def _page_signed(lines: Texts) -> Signers:
    columns = tuple(
        tuple(fill(line, {}) for line in lines[code]) for code in ("page", "page_askers")
    )
    return Signers(columns)


def _values(facts: PaperFacts) -> Values:
    values: Values = {
        "issuer": issuer_name(FORM, facts),
        "name": one_line(facts.person.name),
        "benefit": benefit_name(facts),
    }
    if facts.periods:
        values["first"] = month_text(min(period.first_month for period in facts.periods))
        values["last"] = month_text(max(period.last_month for period in facts.periods))
    if facts.amount_fen:
        values["amount"] = yuan_text(facts.amount_fen)
    return values


def _beside(left: Pair, right: Pair) -> Row:
    return Row((label(left[0]), value(left[1]), label(right[0]), value(right[1])))
