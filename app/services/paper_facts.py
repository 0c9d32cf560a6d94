"""What the papers may say of a case, gathered once: forms look nothing up."""

from typing import Any

from sqlmodel import Session

from app.forms.choices import Choices
from app.forms.facts import Liable, PaperFacts
from app.models import Case, FundAccount, OfficeProfile
from app.rules.policy import Policy
from app.rules.vocabulary import label
from app.services.bank_letters import cards_to_stop
from app.services.case_file import CaseFile, last
from app.services.exhibits import exhibits, proofs
from app.services.handing import handing_of
from app.services.liabilities import liabilities_of
from app.services.materials import materials_on
from app.services.office import Office
from app.services.paper_course import basis_of, course_of
from app.services.paper_setting import PaperSetting


def paper_facts(
    office: Office, session: Session, at: PaperSetting, title: str, uid: str, choices: Choices
) -> PaperFacts:
    """Everything known of a case that a form may say, as it is today; choices: settled ones."""
    file, policy, marks = at.file, at.policy, at.marks
    case, plan = file.case, last(file.plans_in_force)
    verification = last(file.verifications)
    return PaperFacts(
        title=title,
        uid=uid,
        made_on=at.today,
        case=case,
        person=file.person,
        periods=tuple(file.periods),
        amount_fen=file.amount_fen,
        left_fen=file.left_fen,
        plans=tuple(file.plans_in_force),
        findings=verification.findings if verification else "",
        office=session.get_one(OfficeProfile, 1),
        account=session.get(FundAccount, case.insurance),
        relation_label=label(policy.relations, plan.relation) if plan else "",
        basis=basis_of(policy, at.today),
        cards=cards_to_stop(file),
        **_handing(at, choices),
        acts=tuple(act for act in file.acts if act.kind in marks),
        liable=_liable(policy, file),
        ability=last(file.abilities),
        proofs=tuple(proofs(policy, file)),
        exhibits=exhibits(policy, file),
        materials=materials_on(policy, file, at.today),
        course=course_of(office, session, file, marks),
        **_labels(policy, case),
        **_chosen(policy, choices),
    )


def _labels(policy: Policy, case: Case) -> dict[str, Any]:
    return {
        "category_label": label(policy.categories, case.category),
        "benefit_status_label": label(policy.benefit_statuses, case.benefit_status),
        "insurance_label": label(policy.insurances, case.insurance),
        "benefit_label": label(policy.benefits, case.benefit),
        "reason_label": label(policy.reasons, case.reason),
        "notice_title": policy.papers["refund_notice"].label,
        "reason_group": policy.reasons[case.reason].group,
    }


def _chosen(policy: Policy, choices: Choices) -> dict[str, Any]:
    asked = choices.department
    return {
        "department": asked,
        "department_label": label(policy.departments, asked) if asked else "",
        "transfer": choices.transfer,
        "declarant": choices.declarant,
        "addressee": choices.addressee,
        "deadline": choices.deadline,
        "recipient": choices.recipient,
    }


def _handing(at: PaperSetting, choices: Choices) -> dict[str, Any]:
    """What a 送达回证 says; the manner chosen, else the one recorded."""
    handing = handing_of(at.policy, at.file, at.marks, paper=choices.paper, copies=choices.copies)
    recorded = handing.handed.manner if handing.handed else ""
    return {**vars(handing), "manner": choices.manner or recorded}


def _liable(policy: Policy, file: CaseFile) -> tuple[Liable, ...]:
    lines = liabilities_of(policy, file)
    return tuple(Liable(line.person, line.relation, line.most_fen) for line in lines)
