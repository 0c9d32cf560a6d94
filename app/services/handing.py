"""What a 送达回证 is for: the papers that wait to be handed over, or those that were, and how."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.forms import form_module
from app.forms.handed import Attempt, Handed, Served
from app.models import IssuedDocument, Milestone
from app.rules.policy import Policy
from app.rules.procedure.marks import Marks
from app.rules.vocabulary import label
from app.services.case_file import CaseFile
from app.services.delivered import Delivery, delivery_of, is_moot, is_to_person

SELF = "self"


@dataclass(frozen=True)
class Handing:
    """Papers of one 送达回证. handed: None before; attempts: in vain, of any of them."""

    served: tuple[Served, ...]
    handed: Handed | None
    attempts: tuple[Attempt, ...]


def handing_of(
    policy: Policy, file: CaseFile, marks: Marks, *, paper: str = "", copies: int | None = None
) -> Handing:
    """paper: the uid of one; "": all that wait, or where none does those handed over last, or
    where none was all that might be.

    copies: of each paper, None: as many as it is signed in.
    """
    found = [one for one in deliveries(policy, file, marks) if paper in ("", one.paper.uid)]
    open_ = [one for one in found if not one.is_effective]
    waiting = [one for one in open_ if not is_moot(policy, marks, one.paper)]
    chosen = waiting or _last_together(found) or open_
    act = chosen[0].act if chosen and not waiting else None
    attempts = (act for one in chosen for act in one.attempts)
    return Handing(
        tuple(_served(one.paper, copies) for one in chosen),
        _handed(policy, act) if act else None,
        tuple(_attempt(policy, act) for act in attempts),
    )


def deliveries(policy: Policy, file: CaseFile, marks: Marks) -> list[Delivery]:
    """Of the papers in force that are handed to the person; of several of a form the last one."""
    forms: dict[str, Delivery] = {}
    for paper in file.documents:
        if is_to_person(policy, paper):
            delivery = delivery_of(policy, file, marks, paper)
            if not delivery.is_void:
                forms[paper.form] = delivery
    return list(forms.values())


def _last_together(found: list[Delivery]) -> list[Delivery]:
    """Those handed over last, in one go."""
    done = [one for one in found if one.act]
    if not done:
        return []
    newest = max(done, key=lambda one: (_act(one).happened_on, _act(one).id or 0))
    return [one for one in done if _way(one) == _way(newest)]


def _act(delivery: Delivery) -> Milestone:
    if delivery.act is None:
        raise ValueError("not handed over")
    return delivery.act


def _way(delivery: Delivery) -> tuple[object, ...]:
    act = _act(delivery)
    return act.happened_on, act.manner, act.party, act.refusal, act.proof


def _served(paper: IssuedDocument, copies: int | None) -> Served:
    signed = copies or form_module(paper.form).FORM.copies
    return Served(paper.content["title"], paper.number, signed)


def _handed(policy: Policy, act: Milestone) -> Handed:
    manner = policy.delivery_manners.get(act.manner)
    is_other = act.relation not in ("", SELF)
    return Handed(
        on=act.happened_on,
        manner=act.manner,
        receiver=act.party,
        relation=label(policy.relations, act.relation) if is_other else "",
        refusal=act.refusal,
        witness=act.witness,
        servers=act.servers,
        proof=act.proof,
        proof_name=manner.proof_name if manner else "",
        note=act.note,
    )


def _attempt(policy: Policy, act: Milestone) -> Attempt:
    return Attempt(act.happened_on, label(policy.contact_manners, act.manner), act.note)


def choices_of(policy: Policy, file: CaseFile, marks: Marks) -> Iterator[tuple[str, str]]:
    """uid and words of each paper that a 送达回证 may be for."""
    for one in deliveries(policy, file, marks):
        number = one.paper.number or str(one.paper.issued_on)
        yield one.paper.uid, f"《{one.paper.content['title']}》{number}（{one.words}）"
