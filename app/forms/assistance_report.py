"""救助帮扶核实意见（请示）: the agency tells the bureau what it verified (《通知》三(三)).

It says 确无偿还能力 only where two people judged so and no material lacks; else that is ticked.
"""

from collections.abc import Iterator

from app.forms import letters
from app.forms.blocks import Block, Paragraph
from app.forms.cells import with_boxes
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.situation import situation
from app.forms.wording import Values, day_text, fill, official_text, one_line
from app.money import yuan_text
from app.rules.capitals import capitals

FORM = Form(
    code="assistance-report",
    title="救助帮扶核实意见（请示）",
    issuer=Issuer.AGENCY,
    group=Group.ASSISTANCE,
)


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, tuple(_letter(facts)))


def _letter(facts: PaperFacts) -> Iterator[Block]:
    text, values = official_text("assistance_report"), _values(facts)
    sections = text["sections"]
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    yield letters.addressee(fill(text["addressee"], values))
    yield letters.body(fill(text["opening"], values | _application(facts)))
    yield letters.section(sections["case"])
    yield letters.body(fill(text["person"], values))
    yield letters.body((situation(facts),))
    yield letters.body(fill(text["sums"], values))
    yield letters.section(sections["proofs"])
    yield from _proofs(facts)
    yield letters.section(sections["ability"])
    yield _ability(facts)
    yield letters.section(sections["opinion"])
    opinion = text["agreed"] if _is_in_need(facts) else text["open"]
    yield letters.body(with_boxes(fill(opinion, values)))
    yield letters.body((text["closing"],))
    yield from letters.attachments(text["attachments"])
    yield letters.body(fill(text["contact"], values))
    yield letters.signed_by(text, issuer_name(FORM, facts))


def _values(facts: PaperFacts) -> Values:
    return {
        "bureau": one_line(facts.office.bureau),
        "name": one_line(facts.person.name),
        "id_number": facts.person.id_number or "",
        "category": facts.category_label,
        "amount": yuan_text(facts.amount_fen),
        "recovered": yuan_text(facts.recovered_fen),
        "left": yuan_text(facts.left_fen),
        "capitals": capitals(facts.left_fen),
        "clerk": one_line(facts.office.agency_clerk),
        "phone": one_line(facts.office.agency_phone),
    }


def _application(facts: PaperFacts) -> Values:
    applied = facts.act("assistance_applied")
    if applied is None:
        return {}
    who = official_text("assistance_report")["applicants"][applied.outcome]
    party = one_line(applied.party)
    return {"applicant": f"{who}（{party}）", "day": f"于{day_text(applied.happened_on)}"}


def _is_in_need(facts: PaperFacts) -> bool:
    cannot = facts.ability is not None and not facts.ability.can_repay
    return cannot and bool(facts.proofs) and not _lacking(facts)


def _lacking(facts: PaperFacts) -> list[str]:
    return [material.paper for material in facts.materials if material.is_needed]


def _proofs(facts: PaperFacts) -> Iterator[Paragraph]:
    text = official_text("assistance_report")
    if not facts.proofs:
        yield letters.body(fill(text["no_proof"], {}))
    for at, proof in enumerate(facts.proofs, 1):
        named = "，".join(filter(None, map(one_line, (proof.title, proof.number, proof.by))))
        yield letters.body(fill(text["proof"], {"at": at, "proof": named}))
    if lacking := _lacking(facts):
        yield letters.body(fill(text["lacking"], {"papers": "、".join(dict.fromkeys(lacking))}))


def _ability(facts: PaperFacts) -> Paragraph:
    text, ability = official_text("assistance_report"), facts.ability
    if ability is None:
        return letters.body(with_boxes(fill(text["no_ability"], {})))
    note = one_line(ability.note).rstrip("，、；。")
    values: Values = {
        "day": day_text(ability.judged_on),
        "first": one_line(ability.judged_by),
        "second": one_line(ability.second_by),
        "household": ability.household,
        "dependants": ability.dependants,
        "income": yuan_text(ability.income_fen),
        "debts": yuan_text(ability.debts_fen),
        "note": f"{note}。" if note else "",
        "answer": text["can_repay" if ability.can_repay else "cannot_repay"],
    }
    return letters.body(fill(text["ability"], values))
