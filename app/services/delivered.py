"""送达情况: which papers of a case are to be delivered and which were, read from its file alone."""

from dataclasses import dataclass
from datetime import date

from app.models import IssuedDocument, Milestone
from app.rules.policy import Policy
from app.rules.procedure.guards import unmet
from app.rules.procedure.marks import Marks
from app.services.bank_letters import named_cards
from app.services.case_file import CaseFile, last

FAILED = "contact_failed"  # the act 联系未果: one bound to a paper is an attempt to deliver it


@dataclass(frozen=True)
class Delivery:
    """How far the delivery of one paper is. act: what recorded it, None before; attempts: in vain.

    is_asked: whether a paper of its form is delivered at all; is_effective: the act still stands.
    """

    paper: IssuedDocument
    act: Milestone | None
    attempts: tuple[Milestone, ...]
    is_asked: bool
    is_void: bool
    is_effective: bool

    @property
    def words(self) -> str:
        """For a table; "" for what stays in the file."""
        if self.act and (self.is_effective or self.is_void):
            return f"{self.act.happened_on} 已送达"
        if not self.is_asked or self.is_void:
            return ""
        return f"未送达（{len(self.attempts)} 次未果）" if self.attempts else "未送达"


def delivery_of(policy: Policy, file: CaseFile, marks: Marks, paper: IssuedDocument) -> Delivery:
    """The delivery of one paper of the case, as recorded until now."""
    rule = policy.paper_of(paper.form)
    own = [act for act in file.acts if act.document_id == paper.id]
    served = [act for act in own if act.kind == rule.served_by] if rule else []
    return Delivery(
        paper=paper,
        act=served[-1] if served else None,
        attempts=tuple(act for act in own if act.kind == FAILED),
        is_asked=bool(rule and rule.served_by),
        is_void=file.is_void(paper),
        is_effective=bool(served) and served[-1].kind in marks,
    )


def undelivered(policy: Policy, file: CaseFile, marks: Marks) -> list[IssuedDocument]:
    """The papers in force that wait for their delivery, the oldest first.

    What cannot be delivered yet does not wait, nor what need not be any more; of several of one
    form, those before the last that was delivered do not.
    """
    delivered = {paper.id for paper in file.documents if _is_done(policy, file, marks, paper)}
    waiting = []
    for at, paper in enumerate(file.documents):
        later = file.documents[at:]
        over = any(one.form == paper.form and one.id in delivered for one in later)
        if _waits(policy, file, marks, paper) and not over:
            waiting.append(paper)
    return waiting


def undelivered_of(
    policy: Policy, file: CaseFile, marks: Marks, kind: str, on: date
) -> IssuedDocument | None:
    """The last paper that an act of this kind, done on a day, delivered: it was issued by then."""
    waiting = (p for p in undelivered(policy, file, marks) if p.issued_on <= on)
    return last(paper for paper in waiting if served_by(policy, paper) == kind)


def served_by(policy: Policy, paper: IssuedDocument) -> str:
    """The act that records its delivery; "" where it is not delivered."""
    rule = policy.paper_of(paper.form)
    return rule.served_by if rule else ""


def is_to_person(policy: Policy, paper: IssuedDocument) -> bool:
    """Whether it is handed to the person or those who stand for them, not sent to another body."""
    kind = served_by(policy, paper)
    return bool(kind) and policy.milestones[kind].manners == "delivery_manners"


def is_moot(policy: Policy, marks: Marks, paper: IssuedDocument) -> bool:
    """Whether it need not be delivered any more, e.g. a notice once its agreement is signed."""
    rule = policy.paper_of(paper.form)
    return rule is not None and bool(set(rule.moot_after) & set(marks))


def _is_done(policy: Policy, file: CaseFile, marks: Marks, paper: IssuedDocument) -> bool:
    rule = policy.paper_of(paper.form)
    if rule and rule.sets_card:  # each bank has a letter of its own, and the cards keep the day
        return False
    return delivery_of(policy, file, marks, paper).is_effective


def _waits(policy: Policy, file: CaseFile, marks: Marks, paper: IssuedDocument) -> bool:
    rule = policy.paper_of(paper.form)
    if not rule or not rule.served_by:
        return False
    if file.is_void(paper) or is_moot(policy, marks, paper):
        return False
    if rule.sets_card:
        return any(getattr(card, rule.sets_card) is None for card in named_cards(file, paper))
    kind = policy.milestones[rule.served_by]
    return not any(unmet(policy, kind, marks, paper.issued_on))
