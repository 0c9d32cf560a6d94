"""Finding or registering the person of a case, and correcting what is known of them."""

from typing import TypeVar

from sqlmodel import Session, col, select

from app.errors import UserError
from app.models import Case, Person
from app.models.base import Record, label
from app.models.terms import PersonStatus
from app.rules.identity import DISABILITY, read_id
from app.services.days import check_day
from app.services.office import Office
from app.services.search import search_text

PERSONAL = (
    *("name", "id_number", "id_doubtful", "status", "status_on", "phone"),
    *("registered_address", "present_address"),
)

R = TypeVar("R", bound=Record)
Changes = tuple[dict[str, str], dict[str, str]]  # old and new values as text, by field


def found_or_new(office: Office, session: Session, entered: dict[str, object]) -> Person:
    """The person with this ID number, what is entered now taken over; else a new one.

    Raises UserError naming the field refused, or the name when the number has another one.
    """
    person = checked(office, Person.new(**with_read_id(entered)))
    known = by_id_number(session, person.id_number)
    if known is None:
        person.search_text = searchable(person)
        session.add(person)
        session.flush()
        return person
    if known.name != person.name:
        advice = f"该证件号码已登记为“{known.name}”，请核对姓名和号码。"
        raise UserError("姓名与已有记录不一致", advice, field="name")
    given = {name: entered[name] for name in PERSONAL if entered.get(name) not in (None, "", False)}
    if given.get("status") == PersonStatus.ALIVE:
        del given["status"]  # the form's first choice says nothing against what is known
    correct_person(office, session, known, given)
    return known


def correct_person(
    office: Office, session: Session, person: Person, changed: dict[str, object]
) -> Changes:
    """Change fields of a person; returns what they were and are.

    Raises UserError naming the field refused, or when the ID number is somebody else's.
    """
    if "id_number" in changed:
        changed = with_read_id(changed)
        other = by_id_number(session, changed["id_number"])
        if other and other.id != person.id:
            advice = f"该号码已属于“{other.name}”，请核对。"
            raise UserError("证件号码已登记", advice, field="id_number")
    changes = change(person, changed)
    checked(office, person)
    person.search_text = searchable(person)
    return changes


def cases_of(session: Session, person: Person) -> list[Case]:
    return list(
        session.exec(select(Case).where(Case.person_id == person.id).order_by(col(Case.id)))
    )


def by_id_number(session: Session, id_number: object) -> Person | None:
    if not id_number:
        return None
    return session.exec(select(Person).where(Person.id_number == id_number)).first()


def with_read_id(entered: dict[str, object]) -> dict[str, object]:
    """The ID number as it is stored; a wrong one is refused unless marked 号码存疑."""
    text = str(entered.get("id_number") or "")
    if not text.strip():
        return entered | {"id_number": None, "id_doubtful": False}
    read = read_id(text)
    if not read.valid and not (entered.get("id_doubtful") and len(read.number) == 18):
        advice = f"{read.message}确与证件一致的，请勾选“号码存疑”。"
        raise UserError("证件号码有误", advice, field="id_number")
    return entered | {"id_number": read.number, "id_doubtful": not read.valid}


def with_number_of(entered: dict[str, object], field: str, *, whose: str) -> dict[str, object]:
    """The ID number of another person than the case's, as it is stored; none is allowed.

    whose: e.g. 持证人. Raises UserError naming the field.
    """
    text = str(entered.get(field) or "")
    if not text.strip():
        return entered
    read = read_id(text)
    if not read.valid or read.kind == DISABILITY:
        message = read.message or f"这是残疾人证号，请填写{whose}的 18 位公民身份号码。"
        raise UserError(f"{whose}证件号码有误", message, field=field)
    return entered | {field: read.number}


def change(record: R, changed: dict[str, object]) -> Changes:
    """Set the fields that differ, validated as a whole; returns old and new as text."""
    validated = type(record).new(**record.model_dump() | changed)
    differing = [name for name in changed if getattr(record, name) != getattr(validated, name)]
    old = {name: str(getattr(record, name)) for name in differing}
    for name in differing:
        setattr(record, name, getattr(validated, name))
    return old, {name: str(getattr(record, name)) for name in differing}


def checked(office: Office, person: Person) -> Person:
    """Raises UserError when the day the person died, went missing or to prison cannot be."""
    check_day(office, person.status_on, label(Person, "status_on"), field="status_on")
    return person


def searchable(person: Person) -> str:
    """What a person is found by."""
    return search_text(name=person.name, id_number=person.id_number, phone=person.phone)
