"""停发待遇告知书 (《通知》二(二)): from when a benefit is stopped, why, and what may be done."""

from collections.abc import Iterator
from datetime import date

from app.forms import bank_letters, letters
from app.forms.agreement_parts import role
from app.forms.blocks import Block, Words
from app.forms.choices import Ask
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, issuer_name, paper
from app.forms.notices import notice_title
from app.forms.wording import Values, fill, official_text, one_line
from app.models.month import Month
from app.models.terms import PersonStatus

FORM = Form(
    code="benefit-stop-notice",
    title="停发待遇告知书",
    issuer=Issuer.AGENCY,
    group=Group.STOPPING,
    copies=2,
    asks=(Ask.ADDRESSEE,),
)

STOPPED, TOLD = "benefit_stopped", "kin_told"  # acts
POINTS = {
    PersonStatus.ALIVE: ("draw", "refund", "resume", "rights"),
    PersonStatus.DECEASED: ("draw", "refund", "survivors", "rights"),
    PersonStatus.MISSING: ("draw", "refund", "resume", "rights"),
    PersonStatus.IN_PRISON: ("draw", "refund", "released", "rights"),
}


def compose(facts: PaperFacts) -> Document:
    return paper(FORM, facts, Layout.LETTER, tuple(_letter(facts)))


def stopped_from(facts: PaperFacts) -> Month | None:
    """The first month not paid: that of the act, or the one after the last that was overpaid."""
    stopped = facts.act(STOPPED)
    if stopped is None:
        return None
    last_paid = max((period.last_month for period in facts.periods), default=None)
    months = [Month.of(stopped.happened_on), *([last_paid.plus(1)] if last_paid else [])]
    return max(months)


def _letter(facts: PaperFacts) -> Iterator[Block]:
    text = official_text("benefit_stop_notice")
    case = bank_letters.case_values(facts) | {"basis": facts.basis}
    preparer: Values = {"preparer": one_line(facts.office.name)}
    yield letters.title(facts.title)
    yield letters.number_line(facts, text["number"])
    yield letters.addressee(_addressee(facts, text["addressee"]))
    yield letters.body((*fill(text["finding"], case), *_law(facts, text["law"])))
    yield letters.body(fill(text["stopped"], _month_values(stopped_from(facts))))
    for number, point in enumerate(POINTS[facts.person.status], 1):
        words = fill(text["points"][point], {"notice": notice_title(facts)})
        yield letters.body((f"{number}.", *words))
    yield letters.body(fill(text["contact"], bank_letters.contact(facts)))
    yield letters.signed_by(text, issuer_name(FORM, facts))
    yield letters.note("".join(map(str, fill(text["copies"], preparer))))


def _addressee(facts: PaperFacts, texts: dict[str, str]) -> Words:
    told = facts.act(TOLD)
    party = facts.addressee or (told.party if told else "")
    if party:
        return fill(texts["known"], {"party": one_line(party)})
    name, plan = one_line(facts.person.name), facts.plan
    if plan and role(facts) == "guardian":
        values: Values = {"name": name, "promisor": one_line(plan.promisor_name)}
        return fill(texts["guardian"], values)
    return fill(texts[facts.person.status.value], {"name": name})


def _law(facts: PaperFacts, texts: dict[str, str]) -> Words:
    """告知事项1、2: the month after a death; while a prison term lasts."""
    died_on: date | None = facts.person.status_on
    if facts.person.status == PersonStatus.DECEASED and died_on:
        return fill(texts["deceased"], _month_values(Month.of(died_on).plus(1)))
    if facts.person.status == PersonStatus.IN_PRISON:
        return (texts["in_prison"],)
    return ()


def _month_values(month: Month | None) -> Values:
    return {"year": month.year, "month": month.number} if month else {}
