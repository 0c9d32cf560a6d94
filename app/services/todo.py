"""待办: what waits in the whole case book, counted in SQL from what the acts keep with each case.

Nothing has to run when a day passes or a pause ends: all of it is a comparison with today.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, func, select
from sqlmodel import col

from app.errors import UserError
from app.models import Case, Person
from app.models.terms import CaseState
from app.rules.policy import Ground
from app.rules.procedure.kinds import NextStep
from app.rules.procedure.kinds import TodoList as ListRule
from app.services.office import Office
from app.services.todo_lists import FOUND, OWN_TABLES, Found, at_steps, is_awake
from app.storage.database import reading

Query = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class TodoList:
    """One line of the to-do page; code: for `todo_rows`. overdue: how many are past their day."""

    code: str
    label: str
    sentence: str
    ground: Ground
    count: int
    overdue: int


@dataclass(frozen=True)
class TodoLists:
    """lists: every list of the book, empty ones too; steps: those next steps that cases are at.

    open_cases: all that are not closed; paused: those of them that are in no list today.
    """

    lists: tuple[TodoList, ...]
    steps: tuple[TodoList, ...]
    open_cases: int
    paused: int


@dataclass(frozen=True)
class TodoRow:
    """One line of a list; what: the step or paper it is about. due_on: None where nothing is."""

    number: str
    name: str
    what: str
    due_on: date | None
    overdue: bool


def todo(office: Office) -> TodoLists:
    """Everything that waits today, counted; the cases themselves are read by `todo_rows`."""
    policy = office.policy
    with reading(office.database) as session:
        at_step = session.execute(_by_step(office)).mappings().all()
        paused = session.execute(_paused(office)).scalar_one()
        own = {code: session.execute(_count(office, code)).one() for code in OWN_TABLES}
    lists = [
        _line(office, code, rule, *(own.get(code) or _summed(at_step, code, rule)))
        for code, rule in policy.todo_lists.items()
    ]
    waiting = {row["step"]: (row["every"], row["late"]) for row in at_step if row["step"]}
    known = (code for code in dict.fromkeys([*policy.next_steps, *waiting]) if code in waiting)
    steps = [_line(office, code, _rule(office, code), *waiting[code]) for code in known]
    return TodoLists(tuple(lists), tuple(steps), sum(s.count for s in steps) + paused, paused)


def todo_rows(office: Office, code: str, *, limit: int, offset: int = 0) -> list[TodoRow]:
    """The cases of one list, or at one next step, the oldest due first.

    Raises UserError when there is no such list.
    """
    found = _found(office, code)
    shown = (col(Case.number), col(Person.name), found.what, found.start)
    query: Query = select(*shown)
    query = _joined(query, found).join(Person, col(Person.id) == col(Case.person_id))
    query = query.where(found.where, is_awake(office.today()))
    page = query.order_by(found.start, col(Case.id)).limit(limit).offset(offset)
    with reading(office.database) as session:
        return [_row(office, found, row) for row in session.execute(page)]


def _by_step(office: Office) -> Query:
    """By next step: all, those late, and how many of each list that has no table of its own.

    One scan of an index for all of it.
    """
    today, step = office.today(), col(Case.next_step)
    sums = [func.count().label("every"), _how_many(col(Case.next_due_on) < today).label("late")]
    for code in FOUND.keys() - OWN_TABLES:
        found = _found(office, code)
        sums.append(_how_many(found.where).label(code))
        sums.append(_how_many(and_(found.where, found.is_late(today))).label(f"late {code}"))
    query: Query = select(step.label("step"), *sums)
    return query.where(is_awake(today)).group_by(step)


def _summed(at_step: Sequence[RowMapping], code: str, rule: ListRule) -> tuple[int, int]:
    """All and late of a list without a table of its own."""
    if code in FOUND:
        return sum(row[code] for row in at_step), sum(row[f"late {code}"] for row in at_step)
    rows = [row for row in at_step if row["step"] in rule.steps]
    late = sum(row["late"] for row in rows)
    count = {
        "any": sum(row["every"] for row in rows),
        "coming": sum(row["every"] - row["late"] for row in rows),
        "reached": sum(row["due_reached"] for row in rows),
        "overdue": late,
    }[rule.due]
    return count, 0 if rule.due == "coming" else late


def _count(office: Office, code: str) -> Query:
    found, today = _found(office, code), office.today()
    query: Query = select(func.count(), func.coalesce(_how_many(found.is_late(today)), 0))
    return _joined(query, found).where(found.where, is_awake(today))


def _how_many(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((holds, 1), else_=0))


def _paused(office: Office) -> Query:
    still = col(Case.paused_until) >= office.today()
    is_open = col(Case.state) != CaseState.CLOSED
    query: Query = select(func.count()).select_from(Case)
    return query.where(still, is_open)


def _found(office: Office, code: str) -> Found:
    policy, today = office.policy, office.today()
    if code in FOUND:
        return FOUND[code](policy, today)
    if code in policy.todo_lists:
        return at_steps(policy.todo_lists[code].steps, policy.todo_lists[code].due, today)
    if any(code in book.next_steps for book in office.policies.values()):
        return at_steps((code,), "any", today)
    raise UserError("没有这个清单", f"“{code}”不是待办清单或下一步，请刷新后重选。", field="list")


def _joined(query: Query, found: Found) -> Select[Any]:
    query = query.select_from(Case)
    if found.joined is None:
        return query
    return query.join(found.joined, found.link)


def _row(office: Office, found: Found, row: Sequence[Any]) -> TodoRow:
    number, name, what, start = row
    due_on = found.due_on(start)
    is_late = due_on is not None and due_on < office.today()
    words = _rule(office, what).label if found.is_step and what else found.words.format(what)
    return TodoRow(number, name, words, due_on, is_late)


def _line(office: Office, code: str, rule: NextStep | ListRule, count: int, late: int) -> TodoList:
    return TodoList(code, rule.label, rule.sentence, office.policy.ground(rule), count, late)


def _rule(office: Office, code: str) -> NextStep:
    """A next step by its code: of our own book, or of the one an older case keeps."""
    books = [office.policy, *office.policies.values()]
    return next(book.next_steps[code] for book in books if code in book.next_steps)
