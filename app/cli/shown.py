"""A whole case as plain values, for `show`."""

from datetime import date
from typing import Any

from sqlmodel import SQLModel

from app.cli.plain import plain
from app.methods.offers import Offer
from app.rules.policy import Finding
from app.rules.vocabulary import label
from app.services import abilities, bars, checklist, death_dates, explain, materials, sources
from app.services.amounts import amounts
from app.services.case_view import CaseView
from app.services.office import Office


def shown(view: CaseView) -> dict[str, Any]:
    """Everything of a case: labels for words, YYYY-MM months, ISO days, fen."""
    case, person = view.case, view.person
    return {
        "number": case.number,
        "uid": case.uid,
        "revision": case.revision,
        "name": person.name,
        "id_number": person.id_number,
        "id_doubtful": person.id_doubtful,
        "person_status": person.status.label,
        "person_status_on": _iso(person.status_on),
        "phone": person.phone,
        "address": person.present_address or person.registered_address,
        "personal_number": case.personal_number,
        "insurance": view.insurance,
        "benefit": view.benefit,
        "reason": view.reason,
        "source": view.source,
        "benefit_status": view.benefit_status,
        "category": view.category,
        "township": case.township,
        "village": case.village,
        "found_on": case.found_on.isoformat(),
        "benefit_fen": case.benefit_fen,
        "can_repay": case.can_repay,
        "state": case.state.label,
        "state_since": case.state_since.isoformat(),
        "sentence": view.state_sentence,
        "next_step": view.next.sentence if view.next else "",
        "next": next_step(view),
        "paused_until": _iso(case.paused_until),
        "ground": str(view.state_ground),
        "policy": view.policy.title,
        "amount_fen": view.file.amount_fen,
        "estimated_fen": view.file.estimated_fen,
        "claimed_fen": case.claimed_fen,
        "assessed_fen": case.assessed_fen,
        "recovered_fen": view.file.recovered_fen,
        "left_fen": view.file.left_fen,
        "recovered_by_channel": view.file.recovered_by("channel"),
        "recovered_by_funding": view.file.recovered_by("funding"),
        "remarks": case.remarks,
        "tasks": [vars(task) for task in view.tasks],
        "periods": [_row(period) | {"months": period.months} for period in view.file.periods],
        "cards": [_row(card) for card in view.file.cards],
        "verifications": [_row(verification) for verification in view.file.verifications],
        "evidence": [
            _row(evidence)
            | {
                "category": label(view.policy.categories, evidence.category),
                "department": label(view.policy.departments, evidence.department),
            }
            for evidence in view.file.evidence
        ],
        "offers": [_offer(offer) for offer in view.offers],
        "ladder": [
            {
                "code": rung.code,
                "label": rung.label,
                "open": rung.is_open,
                "done": rung.is_done,
                "done_on": _iso(rung.done_on),
                "opens_on": _iso(rung.opens_on),
                "findings": [finding(each) for each in rung.findings],
            }
            for rung in view.rungs
        ],
        "milestones": [
            _row(line.milestone) | {"label": line.label, "summary": line.summary}
            for line in view.milestones
        ],
        "amounts": plain(amounts(view.policy, view.file)),
        "hearing": plain(view.hearing),
        "liable": [_row(person) for person in view.file.liable],
        "decisions": [_row(decision) for decision in view.file.decisions],
        "plan": _plan(view),
        "documents": [_row(document, "content") for document in view.file.documents],
        "receipts": [
            _row(line.receipt)
            | {
                "channel": line.channel_label,
                "funding": line.funding_label,
                "balance_fen": line.balance_fen,
                "reversed": line.is_reversed,
            }
            for line in view.receipts
        ],
        "events": [
            _row(event, "details", "chain")
            | {"title": event.kind.label, "state": event.state.label if event.state else None}
            for event in view.events
        ],
    }


def followed(office: Office, number: str) -> dict[str, Any]:
    """What follows from the rest: each figure with its steps, each term, who answers for what."""
    return {
        "explained": plain(explain.explain(office, number)),
        "time_bars": plain(bars.time_bars(office, number)),
        "sources_in_order": plain(sources.sources_of(office, number)),
        "materials": plain(materials.materials(office, number)),
        "judged": plain(materials.judged_at(office, number)),
        "abilities": plain(abilities.abilities(office, number)),
        "checklist": plain(checklist.checklist(office, number)),
        "death_dates": plain(death_dates.death_dates(office, number)),
    }


def finding(found: Finding) -> dict[str, str]:
    return {"text": found.text, "ground": str(found.ground)}


def next_step(view: CaseView) -> dict[str, Any] | None:
    """The one next step; None for a closed case."""
    if view.next is None:
        return None
    step = view.next
    return {
        "code": step.code,
        "label": step.label,
        "sentence": step.sentence,
        "due_on": step.due_on.isoformat(),
        "overdue": step.is_overdue,
        "ground": str(step.ground),
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "method": offer.method.value,
        "label": offer.label,
        "open": offer.is_open,
        "recommended": offer.recommended,
        "findings": [finding(each) for each in offer.findings],
        "missing": [finding(each) for each in offer.missing],
        "channels": [
            {
                "channel": channel.channel,
                "label": channel.label,
                "open": channel.is_open,
                "available_fen": channel.available_fen,
                "findings": [finding(each) for each in channel.findings],
            }
            for channel in offer.channels
        ],
        "papers": list(offer.papers),
        "least_monthly_fen": offer.least_monthly_fen,
    }


def _plan(view: CaseView) -> dict[str, Any] | None:
    if view.plan is None:
        return None
    dues = [
        {"number": p.due.number, "month": p.due.month, "fen": p.due.fen, "paid_fen": p.paid_fen}
        for p in (view.standing.progress if view.standing else ())
    ]
    return _row(view.plan) | {"dues": dues}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _row(record: SQLModel, *hidden: str) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude={"case_id", "stored_name", *hidden})
