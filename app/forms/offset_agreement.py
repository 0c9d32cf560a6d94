"""待遇抵扣协议书 (《通知》三(二), 告知事项3-7、9、10、12): a benefit pays back another."""

from app.forms import agreement_parts, repayment_schedule
from app.forms.agreement_parts import Article
from app.forms.blocks import Words
from app.forms.document import Document, Layout
from app.forms.facts import PaperFacts
from app.forms.form import Form, Group, Issuer, paper
from app.forms.wording import Values, fill, official_text, one_line
from app.models import Plan
from app.models.terms import PersonStatus, PlanKind
from app.money import yuan_text

FORM = Form(
    code="offset-agreement",
    title="待遇抵扣协议书",
    issuer=Issuer.AGENCY,
    group=Group.AGREEMENT,
    copies=2,
)


def compose(facts: PaperFacts) -> Document:
    text = official_text("offset_agreement")
    opening = fill(text["opening"], {"basis": facts.basis})
    side = agreement_parts.agreement(FORM, facts, opening, _articles(facts, text))
    if not _has_schedule(facts):
        return paper(FORM, facts, Layout.AGREEMENT, side)
    title = repayment_schedule.FORM.title
    dues = repayment_schedule.side(facts, Layout.AGREEMENT, title)
    return paper(FORM, facts, Layout.AGREEMENT, side, dues)


def _has_schedule(facts: PaperFacts) -> bool:
    return _plan(facts) is not None and len(facts.course.dues) > 1


def _plan(facts: PaperFacts) -> Plan | None:
    return next((plan for plan in facts.plans if plan.kind == PlanKind.MONTHLY), None)


def _articles(facts: PaperFacts, text: dict[str, dict[str, str]]) -> list[Article]:
    titles, texts, shared = text["titles"], text["texts"], agreement_parts
    plan = _plan(facts)
    share: Values = {"share": facts.course.floor_share or texts["share_blank"]}
    monthly = repayment_schedule.way_values(plan) if plan else {}
    return [
        (titles["owed"], shared.owed(facts, [plan] if plan else [])),
        (titles["source"], [fill(texts["source"], _source(facts, text["holders"]))]),
        (titles["monthly"], [fill(texts["monthly"], monthly), _floor(plan, texts, share)]),
        (titles["adjust"], [fill(texts["adjust"], share)]),
        (titles["change"], [(texts["change"],)]),
        (titles["death"], shared.death(facts, done="抵扣", during="抵扣期间")),
        (titles["effect"], shared.effect(facts, attached=_has_schedule(facts))),
    ]


def _source(facts: PaperFacts, holders: dict[str, str]) -> Values:
    """A living person's benefit is offset; after a death, that of who promised."""
    is_dead = facts.person.status == PersonStatus.DECEASED
    is_own = is_dead or agreement_parts.role(facts) == "self"
    return {
        "holder": holders["self"],
        "whose": holders["self" if is_own else "other"],
        "insurance": "" if is_dead else facts.course.offset_from,
    }


def _floor(plan: Plan | None, texts: dict[str, str], share: Values) -> Words:
    if plan is None or not plan.benefit_fen:
        return fill(texts["floor_blank"], share)
    values = share | {
        "benefit": yuan_text(plan.benefit_fen),
        "approved_by": one_line(plan.approved_by),
        "approval_number": one_line(plan.approval_number),
    }
    return fill(texts["approved" if plan.approved_by else "floor"], values)
