"""还款协议书 (《通知》三(二)): what is owed, when it is paid, what follows if it is not."""

from app.forms import agreement_parts, repayment_schedule
from app.forms.agreement_parts import Article
from app.forms.blocks import Words
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.wording import Values, fill, official_text, one_line
from app.models import Plan
from app.models.terms import PlanKind

FORM = Form(
    code="repayment-agreement",
    title="还款协议书",
    issuer=Issuer.AGENCY,
    group=Group.AGREEMENT,
    copies=2,
)


def compose(facts: PaperFacts) -> Document:
    text = official_text("repayment_agreement")
    opening = fill(text["opening"], {"basis": facts.basis})
    side = agreement_parts.agreement(FORM, facts, opening, _articles(facts, text))
    if not _has_schedule(facts):
        return paper(FORM, facts, Layout.AGREEMENT, side)
    title = repayment_schedule.FORM.title
    dues = repayment_schedule.side(facts, Layout.AGREEMENT, title)
    return paper(FORM, facts, Layout.AGREEMENT, side, dues)


def _has_schedule(facts: PaperFacts) -> bool:
    return len(facts.course.dues) > 1


def _articles(facts: PaperFacts, text: dict[str, dict[str, str]]) -> list[Article]:
    titles, texts = text["titles"], text["texts"]
    plans, shared = _plans(facts), agreement_parts
    return [
        (titles["owed"], shared.owed(facts, plans)),
        (titles["way"], _ways(plans, text["ways"])),
        (titles["account"], [fill(texts["account"], _account(facts))]),
        (titles["change"], [(texts["change"],)]),
        (titles["breach"], [(texts["breach"],)]),
        (titles["death"], shared.death(facts, done="退还", during="退还期间")),
        (titles["effect"], shared.effect(facts, attached=_has_schedule(facts))),
    ]


def _plans(facts: PaperFacts) -> list[Plan]:
    """An offset beside them has an agreement of its own."""
    own = [plan for plan in facts.plans if plan.kind != PlanKind.MONTHLY]
    return own or list(facts.plans)


def _ways(plans: list[Plan], texts: dict[str, str]) -> list[Words]:
    if not plans:
        return [fill(texts[PlanKind.INSTALMENTS.value], {})]
    return [fill(texts[plan.kind.value], repayment_schedule.way_values(plan)) for plan in plans]


def _account(facts: PaperFacts) -> Values:
    values: Values = {"case_number": one_line(facts.case.number)}
    if facts.account:
        values |= {
            "account_name": one_line(facts.account.account_name),
            "bank": one_line(facts.account.bank),
            "account_number": one_line(facts.account.account_number),
        }
    return values
