"""What 还款协议书 and 待遇抵扣协议书 share: who signs, what is owed, what a death changes."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.forms import letters
from app.forms.blocks import Align, Block, Look, Paragraph, Signers, Words
from app.forms.facts import PaperFacts
from app.forms.form import Form, issuer_name
from app.forms.notices import has_items
from app.forms.repayment_schedule import FORM as SCHEDULE
from app.forms.situation import benefit_name, is_minor, what_happened
from app.forms.wording import Values, fill, official_text, one_line
from app.models import Plan
from app.models.terms import PersonStatus
from app.money import yuan_text
from app.rules.capitals import capitals

NUMERALS = "一二三四五六七八九十"
UNIT = ("employer", "unit_clerk")  # relations of the policy book
HEIRS = (
    *("heir", "spouse", "child", "son", "daughter", "parent", "father", "mother"),
    *("sibling", "grandparent", "grandchild"),
)
SEVENTH = ("duplicate", "duplicate_employee", "duplicate_resident", "duplicate_disability")
EMPLOYEE = ("employee_pension", "government_pension")

Article = tuple[str, Sequence[Words]]  # title, paragraphs


def text_of(name: str) -> dict[str, Any]:
    """A table of the shared texts."""
    table: dict[str, Any] = official_text("agreements")[name]
    return table


def role(facts: PaperFacts) -> str:
    """As whom the promisor signs: a key of `stands`."""
    relation = facts.plan.relation if facts.plan else ""
    is_dead = facts.person.status == PersonStatus.DECEASED
    if relation in UNIT:
        return "unit"
    if relation in ("guardian", "property_custodian"):
        return "guardian"
    if relation == "estate_administrator":
        return "administrator"
    if is_dead:
        return "heir" if relation in ("", "self", *HEIRS) else "relative_dead"
    return "self" if relation in ("", "self") else "relative"


def agreement(
    form: Form, facts: PaperFacts, opening: Words, articles: Sequence[Article]
) -> tuple[Block, ...]:
    """A whole agreement: parties, opening, articles, who signs."""
    return (
        letters.title(facts.title),
        letters.number_line(facts, official_text("agreements")["number"]),
        *_parties(form, facts),
        letters.body(opening),
        *_articles(articles),
        *_notes(facts),
        _signers(facts),
    )


def owed(facts: PaperFacts, plans: Sequence[Plan]) -> list[Words]:
    """What was overpaid, what came in, what these plans cover; and why this one pays.

    Where other plans cover it, what this agreement is to cover is left for the pen.
    """
    texts, who = text_of("facts"), role(facts)
    paid: Values = {"paid": yuan_text(plans[0].paid_fen) if plans else ""}
    sum_fen = sum(plan.owed_fen for plan in plans) or (0 if facts.plans else facts.left_fen)
    values: Values = {
        "happened": what_happened(facts),
        "whose": texts["self" if who == "self" else "other"],
        "benefit": benefit_name(facts),
        "amount": yuan_text(facts.amount_fen),
        "capitals": capitals(facts.amount_fen),
        "paid": _text(texts["paid"], paid) if plans and plans[0].paid_fen else "",
        "owed": yuan_text(sum_fen) if sum_fen else "",
        "owed_capitals": capitals(sum_fen) if sum_fen else "",
    }
    stands = text_of("stands")[who]
    return [fill(texts["owed"], values), *([(stands,)] if stands else [])]


def death(facts: PaperFacts, *, done: str, during: str) -> list[Words]:
    """What happens at the person's death (告知事项5、7、9); nothing once they are dead."""
    if facts.person.status == PersonStatus.DECEASED:
        return []
    texts, case = text_of("death"), facts.case
    item, accounts = _item(case.reason), texts["accounts"]
    values: Values = {
        "who": text_of("facts")["self" if role(facts) == "self" else "other"],
        "while": during,
        "done": done,
        "account": accounts[_account(item, case.insurance)],
    }
    line = texts["heirs_only" if item == "5" else "account"]
    is_cited = bool(item) and has_items(facts)
    cited = _text(texts["item"], {"item": item}) if is_cited else ""
    return [(_text(line, values) + texts["heirs"].removesuffix("。") + f"{cited}。",)]


def effect(facts: PaperFacts, *, attached: bool) -> list[Words]:
    texts = text_of("effect")
    how = texts["sealed" if role(facts) == "unit" else "signed"]
    also = _text(texts["attached"], {"title": SCHEDULE.title}) if attached else ""
    return [(_text(texts["text"], {"how": how}) + also,)]


def _item(reason: str) -> str:
    """The 告知事项 that says what a death changes; "" where none is about the reason."""
    if reason in SEVENTH:
        return "7"
    return {"imprisonment": "9", "survivor_ineligible": "5"}.get(reason, "")


def _account(item: str, insurance: str) -> str:
    if item == "7" or insurance in EMPLOYEE:
        return "employee"
    return "resident" if insurance == "resident_pension" else "both"


def _parties(form: Form, facts: PaperFacts) -> Iterator[Paragraph]:
    texts, who, person = text_of("parties"), role(facts), facts.person
    yield letters.addressee(fill(texts["agency"], {"agency": issuer_name(form, facts)}))
    yield _party(fill(texts["unit" if who == "unit" else "promisor"], _promisor(facts)))
    if who != "self":
        about: Values = {
            "name": one_line(person.name),
            "id_number": person.id_number or "",
            "relation": facts.relation_label,
        }
        yield _party(fill(texts["person"], about))


def _promisor(facts: PaperFacts) -> Values:
    """Who promised; when nobody else did, the person, unless dead or a minor."""
    plan, person = facts.plan, facts.person
    name = plan.promisor_name if plan else ""
    number = plan.promisor_id_number if plan else ""
    phone = plan.promisor_phone if plan else ""
    is_able = role(facts) == "self" and not is_minor(person.id_number, facts.made_on)
    if is_able and name in ("", person.name):
        name, number, phone = person.name, number or person.id_number or "", phone or person.phone
    return {"name": one_line(name), "id_number": one_line(number), "phone": one_line(phone)}


def _party(words: Words) -> Paragraph:
    return Paragraph(words, align=Align.LEFT)


def _articles(articles: Sequence[Article]) -> Iterator[Paragraph]:
    ordinal = text_of("articles")["ordinal"]
    kept = [(title, paragraphs) for title, paragraphs in articles if paragraphs]
    for number, (title, paragraphs) in zip(NUMERALS, kept, strict=False):
        yield letters.section(_text(ordinal, {"number": number, "title": title}))
        yield from map(letters.body, paragraphs)


def _signers(facts: PaperFacts) -> Signers:
    texts = text_of("signers")
    keys = ("unit", "unit_clerk") if role(facts) == "unit" else ("promisor", "phone")
    other = tuple(fill(texts[key], {}) for key in (*keys, "date"))
    agency = tuple(fill(texts[key], {}) for key in ("agency", "clerk", "date"))
    return Signers((agency, other), lines_before=2)


def _notes(facts: PaperFacts) -> Iterator[Paragraph]:
    texts, who = text_of("notes"), role(facts)
    lines = [_text(texts["preparer"], {"preparer": one_line(facts.office.name)})]
    if facts.person.status == PersonStatus.IN_PRISON:
        lines.append(texts["prison"])
    if who == "guardian":
        lines.append(texts["minor"])
    if who == "heir":
        lines.append(texts["renounce"])
    yield from (Paragraph((line,), Look.NOTE, lines_before=0.3) for line in lines)


def _text(text: str, values: Values) -> str:
    return "".join(word for word in fill(text, values) if isinstance(word, str))
