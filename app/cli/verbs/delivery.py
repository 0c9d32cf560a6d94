"""The verb deliver: how a paper was delivered, or that it could not be."""

from argparse import Namespace

from app.cli.answers import Answer
from app.cli.shown import finding, next_step
from app.cli.verbs.procedure import entry_of
from app.cli.verbs.words import Verbs, pairs
from app.models import Milestone
from app.rules.procedure.guards import Opening
from app.rules.procedure.kinds import DeliveryManner
from app.rules.procedure.marks import manners_of
from app.services.case_view import case_view
from app.services.delivered import FAILED
from app.services.deliveries import DeliveryView, deliver, delivery_view
from app.services.office import Office

NAMES = {"receiver": "party", "reference": "proof"}  # as typed: as an act names it


def _deliver(office: Office, asked: Namespace) -> Answer:
    view = delivery_view(office, asked.paper)
    if not asked.entered and not asked.failed:
        return _shown(view)
    opening = view.failed if asked.failed and view.failed else view.served
    kind = FAILED if asked.failed else opening.code
    typed = pairs(asked.entered, "无法登记").items()
    entered = {NAMES.get(name, name): value for name, value in typed}
    entry = entry_of(view.policy, kind, entered, office.today())
    act = deliver(office, asked.paper, entry)
    case = case_view(office, view.number)
    return _told(delivery_view(office, asked.paper), act) | {
        "state": case.case.state.label,
        "next": next_step(case),
    }


def _told(view: DeliveryView, act: Milestone) -> dict[str, object]:
    """The act as recorded, with what proves it."""
    manners = manners_of(view.policy, view.policy.milestones[act.kind])
    manner = manners.get(act.manner)
    return {
        "number": view.number,
        "paper": view.delivery.paper.uid,
        "title": view.title,
        "delivery": view.delivery.words,
        "uid": act.uid,
        "kind": act.kind,
        "manner": manner.label if manner else "",
        "proof": manner.proof if isinstance(manner, DeliveryManner) else "",
        "until": act.until.isoformat() if act.until else None,
    }


def _shown(view: DeliveryView) -> Answer:
    """How far the delivery is, what may be recorded of it and how each manner is proved."""
    manners = manners_of(view.policy, view.served.kind)
    return {
        "number": view.number,
        "paper": view.delivery.paper.uid,
        "title": view.title,
        "delivery": view.delivery.words,
        "attempts": len(view.delivery.attempts),
        "served": _opening(view.served),
        "failed": _opening(view.failed) if view.failed else None,
        "manners": [
            {"code": code, "label": manner.label, "proof": manner.proof}
            for code, manner in manners.items()
            if isinstance(manner, DeliveryManner)
        ],
    }


def _opening(opening: Opening) -> dict[str, object]:
    return {
        "kind": opening.code,
        "label": opening.kind.label,
        "open": opening.is_open,
        "asks": list(opening.kind.asks),
        "findings": [finding(each) for each in opening.findings],
    }


VERBS: Verbs = {"deliver": _deliver}
