"""What must hold among the entries of procedure.toml; a mistake in it stops the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from app.models.terms import CaseState
from app.rules.procedure.kinds import DeliveryManner, Guarded, MilestoneKind
from app.rules.procedure.marks import FACTS, known_marks, manners_of

if TYPE_CHECKING:
    from app.rules.policy import Policy

OPEN_STATES = tuple(state for state in CaseState if state != CaseState.CLOSED)
FOUND_LISTS = {  # the to-do lists that services/todo.py finds by more than the next step
    *("unserved", "unsigned", "due_reached", "evidence_ending", "visits_due"),
    *("stops_to_lift", "deposits_missing"),
    *("not_handed", "untouched", "pause_over", "instalments_overdue", "instalments_coming"),
}
ALWAYS = {"found"}  # marks every case has
BY_STATE = {  # marks a case in that state is sure to have
    CaseState.DISMISSED: {"dismissed"},
    CaseState.RECOVERED: {"recovered", "confirmed"},
    CaseState.RECOVERING: {"confirmed"},
    CaseState.NOTICED: {"notice_issued", "confirmed"},
    CaseState.CONFIRMED: {"confirmed"},
}


def procedure_mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    """Where and why: unknown marks, groups, terms; a state that has no last next step."""
    known = known_marks(policy)
    for where, guarded in _guarded(policy):
        for name in guarded.named_marks - known:
            yield where, f"unknown mark {name!r}"
    for code in set(FACTS) ^ set(policy.marks):
        yield f"marks.{code}", "must stand here exactly when the program knows it"
    for code, item in policy.checks.items():
        for name in sorted(set(item.marks) - known):
            yield f"checks.{code}", f"unknown mark {name!r}"
    for code, kind in policy.milestones.items():
        for why in _kind_mistakes(policy, kind):
            yield f"milestones.{code}", why
    yield from _paper_mistakes(policy)
    yield from _step_mistakes(policy, known)
    yield from _list_mistakes(policy)
    for state in OPEN_STATES:
        rules = [rule for rule in policy.next_steps.values() if state in rule.states]
        if not any(not (rule.when or rule.any_of or rule.unless) for rule in rules):
            yield "next_steps", f"a case in state {state} could be left without a next step"


def _paper_mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    for code, paper in policy.papers.items():
        if paper.least_term not in {"", *policy.legal_terms}:
            yield f"papers.{code}", f"unknown term {paper.least_term!r}"
        if paper.served_by not in {"", *policy.milestones}:
            yield f"papers.{code}", f"unknown act {paper.served_by!r}"
        for step in sorted(set(paper.needed_for) - set(policy.next_steps)):
            yield f"papers.{code}", f"unknown next step {step!r}"
        if paper.sets_card and not paper.served_by:
            yield f"papers.{code}", "sets a card only when it is delivered"


def _step_mistakes(policy: Policy, known: set[str]) -> Iterator[tuple[str, str]]:
    for code, rule in policy.next_steps.items():
        for name in rule.named_marks - known:
            yield f"next_steps.{code}", f"unknown mark {name!r}"
        if rule.act and rule.act not in policy.milestones:
            yield f"next_steps.{code}", f"unknown act {rule.act!r}"
        for state in rule.states:
            if rule.due_from not in {*rule.when, *ALWAYS, *BY_STATE.get(state, ())}:
                yield f"next_steps.{code}", f"{rule.due_from} may be missing when it is due"


def _list_mistakes(policy: Policy) -> Iterator[tuple[str, str]]:
    for code, todo in policy.todo_lists.items():
        if code in policy.next_steps:
            yield f"todo_lists.{code}", "is the name of a next step"
        if bool(todo.steps) == (code in FOUND_LISTS):
            yield f"todo_lists.{code}", "has steps exactly when the program does not find it"
        for step in sorted(set(todo.steps) - set(policy.next_steps)):
            yield f"todo_lists.{code}", f"unknown next step {step!r}"
    for code in sorted(FOUND_LISTS - set(policy.todo_lists)):
        yield f"todo_lists.{code}", "is missing"


def _guarded(policy: Policy) -> Iterator[tuple[str, Guarded]]:
    for kind in ("milestones", "endings", "delivery_manners", "letter_manners", "papers"):
        for code, entry in getattr(policy, kind).items():
            yield f"{kind}.{code}", entry
    for code, act in policy.milestones.items():
        for guard in act.guards.values():
            yield f"milestones.{code}", guard


def _kind_mistakes(policy: Policy, kind: MilestoneKind) -> Iterator[str]:
    for code, manner in manners_of(policy, kind).items():
        if isinstance(manner, DeliveryManner) and set(manner.requires) - set(kind.asks):
            yield f"does not ask what the manner {code!r} requires"
    guards, terms = kind.guards.values(), policy.legal_terms
    tables: tuple[tuple[str, set[str], Mapping[str, object]], ...] = (
        ("group", {kind.group}, policy.milestone_groups),
        ("document", {*kind.documents}, policy.papers),
        ("benefit status", {kind.benefit_status}, policy.benefit_statuses),
        ("term", {kind.term, *kind.term_by_reason.values(), *(g.term for g in guards)}, terms),
        ("source", {str(guard.source) for guard in guards}, policy.documents),
        ("reason", {*kind.term_by_reason}, policy.reasons),
        ("act", {kind.moves, *kind.ends, *(n for g in guards for n in g.ends)}, policy.milestones),
        ("act", set(kind.outcomes) if kind.ends_outcome else set(), policy.milestones),
    )
    for what, codes, table in tables:
        for code in codes - {"", *table}:
            yield f"unknown {what} {code!r}"
