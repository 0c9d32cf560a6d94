"""Who and what is here already of all that a file speaks of, looked up in a few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, func, select, true

from app.exchange.clues import Clue
from app.models import Batch, BatchRow, Case, OverpaidPeriod, Person
from app.services.ledger import chunks

MANY = 1000

Key = tuple[object, ...]  # as Clue.key


@dataclass(frozen=True)
class KnownCase:
    id: int
    number: str


@dataclass(frozen=True)
class Held:
    """Months a case is about."""

    first: str
    last: str
    case: KnownCase


@dataclass
class Known:
    """What is here of the people and cases a file speaks of.

    people: (id, name) by ID number. by_place: sheet and row, of a file imported before. months: of
    cases by ID number, insurance and benefit. settled: cases this very file was merged into.
    """

    people: dict[str, tuple[int, str]] = field(default_factory=dict)
    by_key: dict[Key, KnownCase] = field(default_factory=dict)
    by_uid: dict[str, KnownCase] = field(default_factory=dict)
    by_place: dict[tuple[str, int | None], KnownCase] = field(default_factory=dict)
    months: dict[tuple[str, str, str], list[Held]] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)

    def case_of(self, clue: Clue) -> KnownCase | None:
        return (
            self.by_uid.get(clue.values.get("case.uid", ""))
            or self.by_place.get((clue.sheet, clue.row))
            or self.by_key.get(clue.key)
        )

    def overlapping(self, clue: Clue) -> KnownCase | None:
        """A case of this person whose months are partly those of the clue, in one benefit."""
        values = clue.values
        first, last = values["period.first_month"], values["period.last_month"]
        who = (values["person.id_number"], values["case.insurance"], values["case.benefit"])
        held = (h for h in self.months.get(who, ()) if h.first <= last and first <= h.last)
        return next((each.case for each in held), None)


def known_of(session: Session, clues: Sequence[Clue], *, sha256: str) -> Known:
    """Look up everybody and every case the clues of a file speak of."""
    known = Known()
    for uids in chunks({c.values["case.uid"] for c in clues if "case.uid" in c.values}):
        query = select(Case.uid, Case.id, Case.number).where(col(Case.uid).in_(uids))
        known.by_uid.update({uid: KnownCase(id_ or 0, no) for uid, id_, no in session.exec(query)})
    others = [c.values for c in clues if c.values.get("case.uid") not in known.by_uid]
    for ids in _groups({v["person.id_number"] for v in others if "person.id_number" in v}):
        _add_people(session, ids, known)
    places = select(Case.batch_sheet, Case.batch_row, Case.id, Case.number).join(Batch)
    for sheet, row, id_, number in session.exec(places.where(Batch.sha256 == sha256)):
        known.by_place[(sheet, row)] = KnownCase(id_ or 0, number)
    merged = select(BatchRow.case_id).join(Batch).where(Batch.sha256 == sha256)
    known.settled.update(session.exec(merged.where(col(Batch.undone_at).is_(None))))
    return known


def _groups(id_numbers: set[str]) -> Iterable[list[str] | None]:
    """Numbers to look up at once; of many, None: reading everybody costs less than asking."""
    return [None] if len(id_numbers) > MANY else chunks(id_numbers)


def _add_people(session: Session, id_numbers: list[str] | None, known: Known) -> None:
    these = true() if id_numbers is None else col(Person.id_number).in_(id_numbers)
    people = select(Person.id_number, Person.id, Person.name).where(these)
    known.people.update({no: (id_ or 0, name) for no, id_, name in session.exec(people) if no})
    first, last = func.min(OverpaidPeriod.first_month), func.max(OverpaidPeriod.last_month)
    columns = (Person.id_number, Case.insurance, Case.reason, first, Case.benefit, last)
    cases = (
        select(*columns, Case.id, Case.number)  # type: ignore[call-overload]
        .join(Case, col(Case.person_id) == Person.id)
        .join(OverpaidPeriod, col(OverpaidPeriod.case_id) == Case.id)
        .where(these)
        .group_by(col(Case.id))
    )
    for *key, benefit, until, id_, number in session.exec(cases):
        known.by_key[tuple(key)] = case = KnownCase(id_, number)
        who = (key[0], key[1], benefit)
        known.months.setdefault(who, []).append(Held(key[3], until, case))
