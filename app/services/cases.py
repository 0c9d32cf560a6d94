"""What a clerk does with a case: register, correct, verify, enter the county's amount."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, select

from app.errors import UserError
from app.models import Case, OverpaidPeriod, Person, Verification
from app.models.base import label
from app.models.month import Month, months_between
from app.models.terms import CaseState, EventKind, VerificationResult
from app.money import yuan_text
from app.rules.identity import read_id
from app.services import events
from app.services.lookup import find_case, of_case
from app.services.numbering import next_numbers
from app.services.office import Office
from app.services.search import search_text
from app.storage.database import reading, transaction

OPEN_TO_VERIFY = (CaseState.CLUE, CaseState.VERIFYING)
CORRECTABLE = (  # of the case; of the person every field of `PERSONAL`
    *("personal_number", "benefit", "reason", "reason_note", "source", "found_on", "township"),
    *("benefit_status", "benefit_fen", "account_fen", "account_subsidy_fen", "can_repay"),
    *("refused_on", "fraud_suspected", "category", "village", "handler", "remarks"),
)
PERSONAL = (
    *("name", "id_number", "id_doubtful", "status", "status_on", "phone"),
    *("registered_address", "present_address"),
)


def open_case(
    office: Office,
    *,
    person: dict[str, object],
    case: dict[str, object],
    periods: Sequence[dict[str, object]],
) -> Case:
    """Register a case; fields are named as in Person, Case and OverpaidPeriod.

    A person already here (same ID number) is used, not doubled. Raises UserError naming the
    field that is refused, or "periods".
    """
    with transaction(office.database) as session:
        who = _person(session, person)
        today = office.today()
        [number] = next_numbers(session, today.year, 1)
        entered = {"handler": office.clerk, "found_on": today} | case
        own = {"number": number, "person_id": who.id, "state_since": today}
        opened = Case.new(**_coded(office, entered) | own)
        session.add(opened)
        session.flush()
        for period in periods:
            session.add(_period(opened, period))
        summary = f"登记个案 {number}"
        events.record(session, office.clerk, EventKind.OPENED, summary, case=opened)
    return opened


def verify(
    office: Office,
    number: str,
    *,
    by: str,
    on: date,
    result: VerificationResult,
    findings: str = "",
) -> Case:
    """Record a verification and confirm or dismiss the case (《通知》二(一)).

    Raises UserError when the case is decided already, or has no overpaid period to confirm.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        if case.state not in OPEN_TO_VERIFY:
            raise UserError("无法登记核实", f"个案已是“{case.state.label}”，不需再登记核实结论。")
        refuse_future(office, on, "核实日期", field="verified_on")
        if result == VerificationResult.CONFIRMED and not of_case(session, OverpaidPeriod, case):
            raise UserError("无法确认多领", "请先填写至少一段多领期间和金额。", field="periods")
        session.add(
            Verification.new(
                case_id=case.id, verified_on=on, verified_by=by, result=result, findings=findings
            )
        )
        confirmed = result == VerificationResult.CONFIRMED
        enter_state(office, case, CaseState.CONFIRMED if confirmed else CaseState.DISMISSED)
        summary = f"{by}于 {on} 核实：{result.label}"
        details = {"findings": findings}
        kind = EventKind.VERIFIED
        events.record(session, office.clerk, kind, summary, case=case, details=details)
    return case


def assess(office: Office, number: str, fen: int) -> Case:
    """Enter the county's 核定金额, from now on the amount demanded.

    Raises UserError when money came in already: then the county corrects the notice first.
    """
    with transaction(office.database) as session:
        case = find_case(session, number)
        if case.state not in (*OPEN_TO_VERIFY, CaseState.CONFIRMED):
            advice = "告知书已出具，请由县级更正告知书后再改金额。"
            raise UserError("无法修改核定金额", advice, field="assessed_fen")
        old = case.assessed_fen
        Case.new(**case.model_dump() | {"assessed_fen": fen})
        case.assessed_fen = fen
        case.revision += 1
        summary = f"核定金额 {yuan_text(fen)} 元"
        details = {"old": old, "new": fen}
        kind = EventKind.ASSESSED
        events.record(session, office.clerk, kind, summary, case=case, details=details)
    return case


def correct(office: Office, number: str, **changed: object) -> Case:
    """Correct fields of a case or its person; the log keeps the old values.

    Raises UserError naming the field that is refused.
    """
    for unknown in set(changed) - {*CORRECTABLE, *PERSONAL}:
        raise UserError("无法更正", f"“{unknown}”不是可以更正的内容。", field=unknown)
    of_person = {name: value for name, value in changed.items() if name in PERSONAL}
    of_case_itself = _coded(office, {k: v for k, v in changed.items() if k in CORRECTABLE})
    with transaction(office.database) as session:
        case = find_case(session, number)
        person = session.get_one(Person, case.person_id)
        if "id_number" in of_person:
            of_person = _with_read_id(of_person)
            _refuse_taken(session, of_person["id_number"], person.id)
        old = _change(person, of_person) | _change(case, of_case_itself)
        person.search_text = _searchable(person)
        case.revision += 1
        titles = [label(Person if name in PERSONAL else Case, name) for name in old]
        if old:
            summary = f"更正：{'、'.join(titles)}"
            new = {name: str(changed[name]) for name in old if name in changed}
            details = {"old": old, "new": new}
            kind = EventKind.CHANGED
            events.record(session, office.clerk, kind, summary, case=case, details=details)
    return case


def full_id_number(office: Office, number: str) -> str:
    """The whole ID number of the person; that it was looked at is recorded."""
    with transaction(office.database) as session:
        case = find_case(session, number)
        person = session.get_one(Person, case.person_id)
        events.record(session, office.clerk, EventKind.SHOWN, "查看完整证件号码", case=case)
    return person.id_number or ""


def known_case(office: Office, *, id_number: str, insurance: str) -> Case | None:
    """A case this person has already in this insurance: to warn before it is doubled."""
    with reading(office.database) as session:
        query = select(Case).join(Person).where(Person.id_number == id_number)
        return session.exec(query.where(Case.insurance == insurance)).first()


def enter_state(office: Office, case: Case, state: CaseState) -> None:
    """Move a case to a state; the caller records the event in the same transaction."""
    if case.state != state:
        case.state, case.state_since = state, office.today()
    case.revision += 1


def refuse_future(office: Office, day: date, title: str, *, field: str) -> None:
    """Raises UserError when what was done is dated after today."""
    if day > office.today():
        raise UserError(f"“{title}”有误", f"{day} 晚于今天 {office.today()}，请核对。", field=field)


def _person(session: Session, entered: dict[str, object]) -> Person:
    entered = _with_read_id(entered)
    person = Person.new(**entered)
    if person.id_number:
        known = session.exec(select(Person).where(Person.id_number == person.id_number)).first()
        if known and known.name != person.name:
            raise UserError(
                "姓名与已有记录不一致",
                f"该证件号码已登记为“{known.name}”，请核对姓名和号码。",
                field="name",
            )
        if known:
            return known
    person.search_text = _searchable(person)
    session.add(person)
    session.flush()
    return person


def _searchable(person: Person) -> str:
    return search_text(name=person.name, id_number=person.id_number, phone=person.phone)


def _with_read_id(entered: dict[str, object]) -> dict[str, object]:
    """The ID number as it is stored; a wrong one is refused unless marked 号码存疑."""
    text = str(entered.get("id_number") or "")
    if not text.strip():
        return entered | {"id_number": None}
    read = read_id(text)
    if not read.valid and not (entered.get("id_doubtful") and len(read.number) == 18):
        advice = f"{read.message}确与证件一致的，请勾选“号码存疑”。"
        raise UserError("证件号码有误", advice, field="id_number")
    return entered | {"id_number": read.number, "id_doubtful": not read.valid}


def _refuse_taken(session: Session, id_number: object, person_id: int | None) -> None:
    taken = session.exec(select(Person).where(Person.id_number == id_number)).first()
    if id_number and taken and taken.id != person_id:
        advice = f"该号码已属于“{taken.name}”，请核对。"
        raise UserError("证件号码已登记", advice, field="id_number")


def _coded(office: Office, entered: dict[str, object]) -> dict[str, object]:
    """Refuses codes that the policy book does not know."""
    policy = office.policy
    insurance = entered.get("insurance")
    vocabularies: dict[str, Any] = {
        "insurance": policy.insurances,
        "benefit": policy.benefits_of(str(insurance)) if insurance else policy.benefits,
        "reason": policy.reasons,
        "source": {"": None, **policy.sources},
        "benefit_status": {"": None, **policy.benefit_statuses},
        "category": policy.categories,
    }
    for field, words in vocabularies.items():
        if field in entered and entered[field] not in words:
            raise UserError("无法保存", f"请在列表中选择“{label(Case, field)}”。", field=field)
    return entered


def _period(case: Case, entered: dict[str, object]) -> OverpaidPeriod:
    """amount_fen may be left out where monthly_fen is given."""
    if not entered.get("amount_fen") and entered.get("monthly_fen"):
        try:
            first, last = Month(str(entered["first_month"])), Month(str(entered["last_month"]))
        except (KeyError, ValueError):
            advice = "请填写多领期间的起止年月，如 2021-03。"
            raise UserError("无法保存", advice, field="periods") from None
        months = max(months_between(first, last), 1)
        entered = entered | {"amount_fen": months * int(str(entered["monthly_fen"]))}
    return OverpaidPeriod.new(**entered | {"case_id": case.id})


def _change(record: Person | Case, changed: dict[str, object]) -> dict[str, str]:
    """Set the fields that differ, validated; returns their old values as text."""
    checked = type(record).new(**record.model_dump() | changed)
    differing = [name for name in changed if getattr(record, name) != getattr(checked, name)]
    old = {name: str(getattr(record, name)) for name in differing}
    for name in differing:
        setattr(record, name, getattr(checked, name))
    return old
