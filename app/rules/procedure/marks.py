"""What stands in a case on its way: acts that were recorded, and facts that follow from the rest.

Guards and next steps ask for marks by name and know nothing else of a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.rules.procedure.kinds import MilestoneKind
from app.rules.vocabulary import Word

if TYPE_CHECKING:
    from app.rules.policy import Policy

FACTS = (  # marks that are no acts: services/marks.py finds them, procedure.toml words them
    *("found", "inquired", "confirmed", "dismissed", "decided", "chosen_agreement"),
    *("chosen_assistance", "planned", "due_unpaid", "notice_issued", "notice_void"),
    *("opinion_issued", "received", "recovered", "undeposited", "card_stopped"),
    *("card_unstopped", "card_balance", "benefit_paying", "deceased", "missing", "in_prison"),
    *("benefit_continues", "court_window", "hardship", "fraud_suspected", "crime_suspected"),
    *("staff_involved", "proven", "plan_stopped", "due_reminded", "benefit_halted"),
    *("account_left", "funeral_left", "estate_left"),
    *("benefit_unsettled", "grant_short", "court_missed", "list_met", "paper_to_serve"),
)


@dataclass(frozen=True)
class Mark:
    """on: the day it last came to stand; until: the end of its term; times: how often it stands."""

    on: date
    until: date | None = None
    times: int = 1


Marks = Mapping[str, Mark]


@dataclass(frozen=True)
class Act:
    """A recorded milestone that was not taken back. is_current: its paper is still in force."""

    kind: str
    on: date
    until: date | None
    outcome: str
    is_current: bool


def standing(policy: Policy, acts: Iterable[Act]) -> dict[str, Mark]:
    """The marks that acts leave, in the order they were recorded.

    An act ends those its kind names; an outcome is a mark of its own, e.g. "closed.C1".
    """
    marks: dict[str, Mark] = {}
    for act in acts:
        kind = policy.milestones[act.kind]
        for name in _ended_by(kind, act):
            for ended in [mark for mark in marks if mark.partition(".")[0] == name]:
                del marks[ended]
        moved = kind.moves
        if moved in marks:
            marks[moved] = replace(marks[moved], until=act.until)
        if act.is_current:
            names = [act.kind, f"{act.kind}.{act.outcome}"] if act.outcome else [act.kind]
            for name in names:
                before = marks[name].times if name in marks else 0
                marks[name] = Mark(act.on, act.until, before + 1)
    return marks


def _ended_by(kind: MilestoneKind, act: Act) -> tuple[str, ...]:
    guard = kind.guards.get(act.outcome)
    of_outcome = guard.ends if guard else ()
    return (*kind.ends, *of_outcome, *([act.outcome] if kind.ends_outcome else []))


def outcome_words(policy: Policy, kind: MilestoneKind) -> dict[str, str]:
    """The outcomes an act of this kind may have, by code."""
    if kind.outcomes_from:
        return {code: word.label for code, word in getattr(policy, kind.outcomes_from).items()}
    return kind.outcomes


def manner_words(policy: Policy, kind: MilestoneKind) -> dict[str, str]:
    """The manners an act of this kind may have, by code."""
    return {code: word.label for code, word in manners_of(policy, kind).items()}


def manners_of(policy: Policy, kind: MilestoneKind) -> Mapping[str, Word]:
    """The vocabulary of its manners; empty where it has none."""
    return getattr(policy, kind.manners) if kind.manners else {}


def known_marks(policy: Policy) -> set[str]:
    """Every name a guard may use."""
    names = {*FACTS, *policy.milestones}
    for code, kind in policy.milestones.items():
        names |= {f"{code}.{outcome}" for outcome in outcome_words(policy, kind)}
    return names
