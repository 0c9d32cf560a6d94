"""Which case here a row that came in speaks of, and what the two say otherwise.

A case is known by its uid, else by the row of the very file it came from, else by ID number,
insurance, reason and first month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, func, select, true

from app.exchange.clues import Clue
from app.exchange.columns import BY_FIELD
from app.exchange.merging import Match, compared, difference
from app.exchange.problems import Kind, Problem
from app.models import Batch, Case, OverpaidPeriod, Person
from app.rules.policy import Policy
from app.services.ledger import chunks, ledger_entries

MANY = 1000

Key = tuple[object, ...]  # as Clue.key


@dataclass(frozen=True)
class KnownCase:
    id: int
    number: str


@dataclass
class Known:
    """What is here of the people and cases a file speaks of.

    people: (id, name) by ID number. by_place: sheet and row, of a file imported before.
    """

    people: dict[str, tuple[int, str]] = field(default_factory=dict)
    by_key: dict[Key, KnownCase] = field(default_factory=dict)
    by_uid: dict[str, KnownCase] = field(default_factory=dict)
    by_place: dict[tuple[str, int | None], KnownCase] = field(default_factory=dict)

    def case_of(self, clue: Clue) -> KnownCase | None:
        return (
            self.by_uid.get(clue.values.get("case.uid", ""))
            or self.by_place.get((clue.sheet, clue.row))
            or self.by_key.get(clue.key)
        )


@dataclass
class SortedClues:
    """Every clue in exactly one of these; refused holds its problems instead."""

    new: list[Clue] = field(default_factory=list)
    same: list[Match] = field(default_factory=list)
    changed: list[Match] = field(default_factory=list)
    conflict: list[Match] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)


def known_of(session: Session, clues: Sequence[Clue], *, sha256: str) -> Known:
    """Look up everybody and every case the clues of a file speak of."""
    known, values = Known(), [clue.values for clue in clues]
    for ids in _groups({v["person.id_number"] for v in values if "person.id_number" in v}):
        _add_people(session, ids, known)
    for uids in chunks({v["case.uid"] for v in values if "case.uid" in v}):
        query = select(Case.uid, Case.id, Case.number).where(col(Case.uid).in_(uids))
        known.by_uid.update({uid: KnownCase(id_ or 0, no) for uid, id_, no in session.exec(query)})
    places = select(Case.batch_sheet, Case.batch_row, Case.id, Case.number).join(Batch)
    for sheet, row, id_, number in session.exec(places.where(Batch.sha256 == sha256)):
        known.by_place[(sheet, row)] = KnownCase(id_ or 0, number)
    return known


def _groups(id_numbers: set[str]) -> Iterable[list[str] | None]:
    """Numbers to look up at once; of many, None: reading everybody costs less than asking."""
    return [None] if len(id_numbers) > MANY else chunks(id_numbers)


def sort_out(
    session: Session, policy: Policy, clues: Sequence[Clue], *, sha256: str, accept: frozenset[str]
) -> SortedClues:
    """Which clues are new, known, or in question; accept: kinds the clerk takes all the same.

    Of a file imported before every known row is the same: what differs was changed here since.
    """
    known, result = known_of(session, clues, sha256=sha256), SortedClues()
    met: list[tuple[Clue, KnownCase]] = []
    for clue in clues:
        person = known.people.get(clue.values.get("person.id_number", ""))
        if case := known.case_of(clue):
            met.append((clue, case))
        elif held := [problem for problem in _held(clue) if problem.kind not in accept]:
            result.refused += held
        elif person and person[1] != clue.values["person.name"]:
            names = (person[1], clue.values["person.name"])
            differs = difference(BY_FIELD["person.name"], *names, policy)
            result.conflict.append(Match(clue, "", (differs,)))
        else:
            result.new.append(clue)
    if session.exec(select(Batch.id).where(Batch.sha256 == sha256)).first() is not None:
        result.same = [Match(clue, case.number) for clue, case in met]
    else:
        _compare(session, policy, met, result)
    return result


def _held(clue: Clue) -> tuple[Problem, ...]:
    """What keeps a clue from being taken as new; also the mark of a case that is not here."""
    uid = clue.values.get("case.uid")
    if not uid:
        return clue.held
    advice = (
        "本行来自另一本个案簿的台账：到账、佐证、文书不会带入。"
        "确需作为新疑点登记的，请确认后照收（unknown_uid）。"
    )
    title = BY_FIELD["case.uid"].title
    foreign = Problem(clue.sheet, clue.row, "", title, str(uid), Kind.UNKNOWN_UID, advice)
    return (*clue.held, foreign)


def _compare(
    session: Session, policy: Policy, met: Sequence[tuple[Clue, KnownCase]], result: SortedClues
) -> None:
    entries = {e.case.id: e for e in ledger_entries(session, {case.id for _clue, case in met})}
    for clue, case in met:
        match = compared(clue, entries[case.id], policy)
        if not match.differences:
            result.same.append(match)
        elif match.is_conflict:
            result.conflict.append(match)
        else:
            result.changed.append(match)


def _add_people(session: Session, id_numbers: list[str] | None, known: Known) -> None:
    these = true() if id_numbers is None else col(Person.id_number).in_(id_numbers)
    people = select(Person.id_number, Person.id, Person.name).where(these)
    known.people.update({no: (id_ or 0, name) for no, id_, name in session.exec(people) if no})
    first_month = func.min(OverpaidPeriod.first_month)
    columns = (Person.id_number, Case.insurance, Case.reason, first_month, Case.id, Case.number)
    cases = (
        select(*columns)  # type: ignore[call-overload]
        .join(Case, col(Case.person_id) == Person.id)
        .join(OverpaidPeriod, col(OverpaidPeriod.case_id) == Case.id)
        .where(these)
        .group_by(*columns[:3], *columns[4:])
    )
    for *key, id_, number in session.exec(cases):
        known.by_key[tuple(key)] = KnownCase(id_, number)
