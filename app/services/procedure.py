"""办理事项: what may be done in a case today, recording it, and taking a slip back."""

from datetime import date

from sqlmodel import Session

from app.errors import UserError
from app.models import IssuedDocument, Milestone
from app.models.terms import EventKind
from app.rules.policy import Policy
from app.rules.procedure.guards import Opening, openings
from app.services.acts import finish, terms_of
from app.services.cards import bank_told, bank_told_back
from app.services.case_file import CaseFile, open_file
from app.services.delivered import undelivered_of
from app.services.marks import marks_of
from app.services.milestones import (
    MilestoneEntry,
    benefit_status_without,
    check_entry,
    end_of,
    refuse_if_built_on,
    summary_of,
)
from app.services.office import Office
from app.storage.database import reading, transaction


def offered(office: Office, number: str) -> tuple[Opening, ...]:
    """Every act of the book: open today, or what to do first.

    Raises UserError when there is no such case.
    """
    with reading(office.database) as session:
        file = open_file(session, number)
        terms = terms_of(office, session, file.case)
        marks = marks_of(terms, file)
        today = office.today()
        return openings(terms.policy, state=file.case.state, marks=marks, on=today)


def record_milestone(office: Office, number: str, entry: MilestoneEntry) -> Milestone:
    """Record an act. Its term is counted, and what it does to the benefit is written.

    Raises UserError naming the field refused, or what must be done first, with its article.
    """
    with transaction(office.database) as session:
        return enter(office, session, open_file(session, number), entry)


def enter(
    office: Office,
    session: Session,
    file: CaseFile,
    entry: MilestoneEntry,
    *,
    paper: IssuedDocument | None = None,
) -> Milestone:
    """The same inside a transaction. paper: the very one the act concerns; None for the last."""
    terms = terms_of(office, session, file.case)
    policy, marks = terms.policy, marks_of(terms, file)
    kind = check_entry(office, policy, file, marks, entry)
    paper = paper or file.last_paper(kind.documents)
    paper = paper or undelivered_of(policy, file, marks, entry.kind, entry.happened_on)
    if kind.of_paper and paper is None:
        advice = "请在“文书”中选定一份已出具的文书，再登记送达。"
        raise UserError(f"暂不能登记“{kind.label}”", advice, field="kind")
    field = _sets_card(policy, paper, entry.kind)
    told = bank_told(file, paper, field, entry.happened_on) if paper and field else []
    milestone = Milestone.new(
        **vars(entry) | {"until": end_of(terms, file, entry)},
        case_id=file.case.id,
        document_id=paper.id if paper else None,
        accounts=told,
        benefit_before=file.case.benefit_status,
        entered_by=office.clerk,
    )
    session.add(milestone)
    if kind.benefit_status:
        file.case.benefit_status = kind.benefit_status
    summary = summary_of(policy, file, milestone)
    details = {
        "happened_on": str(entry.happened_on),
        "uid": milestone.uid,
        "kind": entry.kind,
        "note": milestone.note,
        **_cards_changed(told, field, None, entry.happened_on),
    }
    finish(office, session, file.case, EventKind.MILESTONE, summary, details=details)
    return milestone


def take_back(office: Office, number: str, milestone_uid: str, *, reason: str) -> Milestone:
    """Take an act back by a second entry; both stay (domain §3.6).

    Until the case was handed to the county its author may; after that it is a correction, which
    anybody may enter. Raises UserError when it is taken back already, or something rests on it.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        slip = next((act for act in file.acts if act.uid == milestone_uid), None)
        if slip is None:
            raise UserError("无法撤回", "没有这条办理事项，或已经撤回，请刷新后重试。")
        if not reason.strip():
            raise UserError("无法撤回", "请填写撤回原因。", field="note")
        if file.case.revision_handed == 0 and slip.entered_by != office.clerk:
            raise UserError("无法撤回", f"这条事项由{slip.entered_by}登记，请由本人撤回。")
        terms = terms_of(office, session, file.case)
        policy = terms.policy
        if policy.milestones[slip.kind].by_scan:
            advice = "扫描件还在这份文书下；归错的，请在“文书”中把扫描件退回待归档。"
            raise UserError("无法撤回", advice, field="kind")
        refuse_if_built_on(policy, file, slip, marks_of(terms, file))
        papers = (paper for paper in file.documents if paper.id == slip.document_id)
        field = _sets_card(policy, next(papers, None), slip.kind)
        told = bank_told_back(file, slip, field) if field else []
        values = slip.model_dump(exclude={"id", "uid", "note", "until", "takes_back_id"})
        own = {"takes_back_id": slip.id, "note": reason, "entered_by": office.clerk}
        on = {"happened_on": office.today(), "accounts": []}
        entry = Milestone.new(**values | own | on)
        session.add(entry)
        file.case.benefit_status = benefit_status_without(policy, file, slip)
        summary = f"撤回“{policy.milestones[slip.kind].label}”（{slip.happened_on}）：{entry.note}"
        details = _cards_changed(told, field, slip.happened_on, None)
        finish(office, session, file.case, EventKind.TAKEN_BACK, summary, details=details)
    return entry


def _sets_card(policy: Policy, paper: IssuedDocument | None, kind: str) -> str:
    """The day of a card that this act gives; "" unless it delivers a letter to a bank."""
    rule = policy.paper_of(paper.form) if paper else None
    return rule.sets_card if rule and rule.served_by == kind else ""


def _cards_changed(
    accounts: list[str], field: str, old: date | None, new: date | None
) -> dict[str, object]:
    """For the event; cards that kept their day are not in it."""
    if not accounts:
        return {}
    return {"accounts": accounts, "old": {field: str(old)}, "new": {field: str(new)}}
