"""送达: a delivery, or an attempt that failed, is recorded with the very paper it concerns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from app.errors import UserError
from app.models import Case, IssuedDocument, Milestone
from app.rules.policy import Finding, Policy
from app.rules.procedure.guards import Opening, hindrances
from app.rules.procedure.marks import Marks
from app.services.acts import terms_of
from app.services.case_file import CaseFile, file_of
from app.services.delivered import FAILED, Delivery, delivery_of, is_to_person, served_by
from app.services.marks import marks_of
from app.services.milestones import MilestoneEntry
from app.services.office import Office
from app.services.procedure import enter
from app.services.receiving import refused_to_sign
from app.services.register import paper_named
from app.storage.database import reading, transaction


@dataclass(frozen=True)
class DeliveryView:
    """A paper and what may be recorded of it today. failed: None for letters to other bodies."""

    number: str
    policy: Policy
    title: str
    delivery: Delivery
    served: Opening
    failed: Opening | None


def delivery_view(office: Office, named: str) -> DeliveryView:
    """What may be recorded of a paper, by its uid or number.

    Raises UserError for one that is not delivered at all.
    """
    with reading(office.database) as session:
        paper = paper_named(session, named)
        file = file_of(session, session.get_one(Case, paper.case_id))
        terms = terms_of(office, session, file.case)
        return _view(terms.policy, file, marks_of(terms, file), paper, office.today())


def deliver(office: Office, named: str, entry: MilestoneEntry) -> Milestone:
    """Record the delivery of a paper, or that it failed: entry.kind is `served` or `failed` of its
    view. named: the uid or number of the paper.

    Raises UserError naming the field refused, or what must be done first.
    """
    with transaction(office.database) as session:
        paper = paper_named(session, named)
        file = file_of(session, session.get_one(Case, paper.case_id))
        terms = terms_of(office, session, file.case)
        view = _view(terms.policy, file, marks_of(terms, file), paper, office.today())
        opening = view.failed if entry.kind == FAILED else view.served
        if opening is None:
            advice = f"《{view.title}》送交其他单位，没有送到的请重新送交，不登记“联系未果”。"
            raise UserError("无法登记", advice, field="kind")
        _refuse(view.title, opening.findings)
        if entry.kind == FAILED and entry.refusal.strip():
            raise refused_to_sign(terms.policy.delivery_manners)
        if entry.happened_on < paper.issued_on:
            advice = f"日期早于文书的出具日期 {paper.issued_on}，请核对。"
            raise UserError(f"《{view.title}》无法登记送达", advice, field="happened_on")
        return enter(office, session, file, replace(entry, kind=opening.code), paper=paper)


def _view(
    policy: Policy, file: CaseFile, marks: Marks, paper: IssuedDocument, on: date
) -> DeliveryView:
    title, kind = str(paper.content["title"]), served_by(policy, paper)
    if not kind:
        raise UserError(f"《{title}》不需送达", "这种文书存入案卷，不登记送达。", field="paper")
    delivery = delivery_of(policy, file, marks, paper)

    def opening(code: str) -> Opening:
        own = tuple(_in_the_way(policy, delivery, kind))
        found = own or tuple(hindrances(policy, code, state=file.case.state, marks=marks, on=on))
        return Opening(code, policy.milestones[code], found)

    failed = opening(FAILED) if is_to_person(policy, paper) else None
    return DeliveryView(file.case.number, policy, title, delivery, opening(kind), failed)


def _in_the_way(policy: Policy, delivery: Delivery, kind: str) -> Iterator[Finding]:
    ground = policy.ground(policy.milestones[kind])
    if delivery.is_void:
        yield Finding("这份文书已不再有效，请送达重新出具的那一份。", ground)
    elif delivery.act and delivery.is_effective:
        day = delivery.act.happened_on
        text = f"这份文书已于 {day} 登记送达；登记有误的，请先撤回，再重新登记。"
        yield Finding(text, ground)


def _refuse(title: str, findings: tuple[Finding, ...]) -> None:
    if findings:
        why = "".join(f"{found.text}（{found.ground}）" for found in findings)
        raise UserError(f"《{title}》暂不能登记送达", why, field="kind")
