"""Storing new clues: each becomes a case with its period and card, beside its person."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from app.exchange.clues import Clue
from app.exchange.columns import COLUMNS
from app.models import Batch, Case, OverpaidPeriod, PayCard, Person
from app.models.terms import PersonStatus
from app.services.acts import fresh
from app.services.bulk import Row, insert_rows
from app.services.known import Known
from app.services.numbering import next_numbers
from app.services.office import Office
from app.services.search import search_text

STATUS_BY_REASON = {  # what the reason alone says of the person; the row may say the date
    "death": PersonStatus.DECEASED,
    "declared_dead": PersonStatus.MISSING,
    "imprisonment": PersonStatus.IN_PRISON,
}

PARTS = {  # what of a clue goes into each table: paths of its columns, and the names there
    owner: [
        (c.field, c.field.removeprefix(f"{owner}."))
        for c in COLUMNS
        if c.owner == owner and not c.is_answer
    ]
    for owner in ("person", "case", "period", "card")
}
PARTS["case"].remove(("case.revision", "revision"))  # a case that is new here begins with its own


def store_new(
    session: Session, office: Office, batch: Batch, clues: Sequence[Clue], known: Known
) -> list[str]:
    """The new cases of one batch, and their numbers; known: who is here already."""
    person_ids = _store_people(session, clues, known)
    numbers = next_numbers(session, office.today().year, len(clues))
    begun = _begun(session, office, clues)
    cases = [
        _case_row(clue, office, begun)
        | {"number": number, "batch_id": batch.id}
        | {"person_id": person_ids[clue.values["person.id_number"]]}
        for clue, number in zip(clues, numbers, strict=True)
    ]
    insert_rows(session, Case, cases)
    ids = dict(session.exec(select(Case.number, Case.id).where(Case.batch_id == batch.id)).all())
    of_case = [(clue, ids[number]) for clue, number in zip(clues, numbers, strict=True)]
    for model, owner in ((OverpaidPeriod, "period"), (PayCard, "card")):
        parts = [(_part(clue, owner), case_id) for clue, case_id in of_case]
        insert_rows(session, model, [part | {"case_id": id_} for part, id_ in parts if part])
    return numbers


def _store_people(session: Session, clues: Sequence[Clue], known: Known) -> dict[str, int]:
    """Everybody not here yet, as the first of their rows describes them; all ids by ID number."""
    people: dict[str, Row] = {}
    for clue in clues:
        number = clue.values["person.id_number"]
        if number not in known.people and number not in people:
            people[number] = _person_row(clue)
    last = session.exec(select(func.max(Person.id))).one() or 0
    insert_rows(session, Person, list(people.values()))
    added = session.exec(select(Person.id_number, Person.id).where(col(Person.id) > last))
    ids = {number: id_ for number, (id_, _name) in known.people.items()}
    return ids | {number: id_ for number, id_ in added if number and id_}


def _part(clue: Clue, owner: str) -> Row:
    """The values of one table, by the names of its fields."""
    values = clue.values
    return {name: values[field] for field, name in PARTS[owner] if field in values}


def _person_row(clue: Clue) -> Row:
    row = {"phone": "", **_part(clue, "person")}
    row["id_doubtful"] = bool(clue.held)
    row["status"] = STATUS_BY_REASON.get(clue.values["case.reason"], PersonStatus.ALIVE)
    row["search_text"] = search_text(
        name=row["name"], id_number=row["id_number"], phone=row["phone"]
    )
    return row


def _begun(session: Session, office: Office, clues: Sequence[Clue]) -> dict[date, Row]:
    """What a case begins with, by the day it was found: few days, however many clues."""
    days = {clue.values.get("case.found_on", office.today()) for clue in clues}
    return {day: fresh(office, session, found_on=day) for day in days}


def _case_row(clue: Clue, office: Office, begun: Mapping[date, Row]) -> Row:
    given = {"found_on": office.today(), "handler": office.clerk, **_part(clue, "case")}
    origin = {"batch_sheet": clue.sheet, "batch_row": clue.row}
    return given | origin | begun[given["found_on"]]
