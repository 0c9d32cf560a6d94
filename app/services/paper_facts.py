"""What the papers may say of a case, gathered once: forms look nothing up."""

from sqlmodel import Session

from app.forms import form_module
from app.forms.facts import PaperFacts, Served
from app.models import FundAccount, OfficeProfile, PayCard
from app.models.terms import PersonStatus
from app.rules.vocabulary import label
from app.services.case_file import CaseFile, last
from app.services.office import Office


def paper_facts(
    office: Office, session: Session, file: CaseFile, title: str, uid: str
) -> PaperFacts:
    """Everything known of a case that a form may say, as it is today."""
    case, policy = file.case, office.policy_of(file.case)
    verification = last(file.verifications)
    plan = last(file.plans_in_force)
    return PaperFacts(
        title=title,
        uid=uid,
        number="",
        made_on=office.today(),
        case=case,
        person=file.person,
        periods=tuple(file.periods),
        amount_fen=file.amount_fen,
        left_fen=file.left_fen,
        plans=tuple(file.plans_in_force),
        findings=verification.findings if verification else "",
        category_label=label(policy.categories, case.category),
        benefit_status_label=label(policy.benefit_statuses, case.benefit_status),
        insurance_label=label(policy.insurances, case.insurance),
        benefit_label=label(policy.benefits, case.benefit),
        reason_label=label(policy.reasons, case.reason),
        relation_label=label(policy.relations, plan.relation) if plan else "",
        office=session.get_one(OfficeProfile, 1),
        account=session.get(FundAccount, case.insurance),
        cards=_to_stop(file.cards),
        served=_to_serve(file),
        recipient="" if file.person.status == PersonStatus.DECEASED else file.person.name,
    )


def _to_stop(cards: list[PayCard]) -> tuple[PayCard, ...]:
    """Cards of one bank that was not told yet: each bank gets a letter of its own."""
    open_cards = [card for card in cards if card.stop_notice_on is None]
    return tuple(card for card in open_cards if card.bank == open_cards[0].bank)


def _to_serve(file: CaseFile) -> tuple[Served, ...]:
    """What a 送达回证 is for: the papers in force that are handed to the person."""
    papers = (paper for paper in (file.notice, file.opinion) if paper)
    return tuple(
        Served(paper.content["title"], paper.number, form_module(paper.form).FORM.copies)
        for paper in papers
    )
