"""Verbs of the procedure: what may be done, doing it, taking it back; what is to be done today."""

from argparse import Namespace
from datetime import date
from typing import Any

from app.cli.answers import Answer, day
from app.cli.shown import finding, next_step
from app.cli.verbs.words import Verbs, book, code, pairs
from app.errors import UserError
from app.models import Milestone
from app.models.base import label
from app.rules.policy import Policy
from app.rules.procedure.marks import manner_words, manners_of, outcome_words
from app.services import procedure
from app.services.case_view import case_view
from app.services.milestones import MilestoneEntry
from app.services.office import Office


def _steps(office: Office, asked: Namespace) -> Answer:
    """Every act: open today, or why not; and those recorded."""
    view = case_view(office, asked.number)
    return {
        "number": view.case.number,
        "state": view.case.state.label,
        "next": next_step(view),
        "acts": [
            {
                "kind": opening.code,
                "label": opening.kind.label,
                "open": opening.is_open,
                "asks": list(opening.kind.asks),
                "requires": list(opening.kind.requires),
                "manners": manner_words(view.policy, opening.kind),
                "outcomes": outcome_words(view.policy, opening.kind),
                "findings": [finding(each) for each in opening.findings],
            }
            for opening in view.openings
        ],
        "recorded": [
            {"uid": line.milestone.uid, "kind": line.milestone.kind, "summary": line.summary}
            for line in view.milestones
        ],
    }


def _step(office: Office, asked: Namespace) -> Answer:
    policy = book(office, asked.number)
    kind = code(policy.milestones, asked.kind, "办理事项", "kind")
    entry = entry_of(policy, kind, pairs(asked.entered, "无法登记"), office.today())
    milestone = procedure.record_milestone(office, asked.number, entry)
    return _done(office, asked.number, milestone)


def entry_of(policy: Policy, kind: str, entered: dict[str, object], today: date) -> MilestoneEntry:
    """An act as typed: words by code or label, `on` its day; without it, it was today."""
    _read_words(policy, kind, entered)
    return MilestoneEntry(
        kind=kind,
        happened_on=_day(entered.pop("on", None), "happened_on") or today,
        until=_day(entered.pop("until", None), "until"),
        **_typed(entered),
    )


def _read_words(policy: Policy, kind: str, entered: dict[str, object]) -> None:
    act = policy.milestones[kind]
    for name, words in (("manner", manners_of(policy, act)), ("relation", policy.relations)):
        if entered.get(name) and words:
            entered[name] = code(words, str(entered[name]), label(Milestone, name), name)
    labels = outcome_words(policy, act)
    by_label = {text: word for word, text in labels.items()}
    given = str(entered.get("outcome") or "")
    if given in by_label:
        entered["outcome"] = by_label[given]
    elif given and labels and given not in labels:
        advice = f"不认识“{given}”，请用以下之一：{'、'.join(labels.values())}。"
        raise UserError("无法登记", advice, field="outcome")


def _take_back(office: Office, asked: Namespace) -> Answer:
    milestone = procedure.take_back(office, asked.number, asked.uid, reason=asked.reason)
    return _done(office, asked.number, milestone)


def _done(office: Office, number: str, milestone: Milestone) -> Answer:
    view = case_view(office, number)
    state = view.case.state.label
    return {"number": number, "uid": milestone.uid, "state": state, "next": next_step(view)}


def _typed(entered: dict[str, object]) -> dict[str, Any]:
    """The fields of an act; Raises UserError for a name that is none."""
    known = set(MilestoneEntry.__dataclass_fields__) - {"kind", "happened_on", "until"}
    for unknown in set(entered) - known:
        names = "、".join(("on", "until", *sorted(known)))
        advice = f"“{unknown}”不是办理事项的内容，可填：{names}。"
        raise UserError("无法登记", advice, field=unknown)
    if isinstance(entered.get("fen"), str):
        raise UserError("无法登记", "金额请写成 yuan=1000（元）。", field="fen")
    return {name: value for name, value in entered.items() if value is not None}


def _day(text: object, field: str) -> date | None:
    return day(str(text), label(Milestone, field), field) if text else None


VERBS: Verbs = {"steps": _steps, "step": _step, "take-back": _take_back}
