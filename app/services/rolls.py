"""名单比对: who is on which list on what day: proposals, of which the clerk makes evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from app.errors import UserError
from app.models import Case, Evidence, Person, Roll, RollHit
from app.models.terms import EventKind, HitState
from app.services import events
from app.services.case_file import find_case
from app.services.evidence import enter_evidence
from app.services.office import Office
from app.services.roll_reading import TITLE, RollRead
from app.storage.database import reading, transaction


@dataclass(frozen=True)
class Proposal:
    """A hit as the clerk reads it. category: its label; on: the day of the list."""

    uid: str
    number: str
    name: str
    village: str
    category: str
    roll: str
    on: date
    place: str
    note: str
    state: HitState


def store_roll(office: Office, read: RollRead) -> int:
    """Keep whom the list names; how many of them are new. The same file again adds nobody twice."""
    with transaction(office.database) as session:
        roll = session.exec(
            select(Roll).where(Roll.sha256 == read.sha256, Roll.category == read.category)
        ).first()
        if roll is None:
            roll = _new_roll(office, read)
            session.add(roll)
            session.flush()
        known = set(session.exec(select(RollHit.case_id).where(RollHit.roll_id == roll.id)))
        fresh = [hit for hit in read.hits if hit.case_id not in known]
        names = ("case_id", "category", "sheet", "row", "listed_name", "certificate", "note")
        for hit in fresh:
            session.add(RollHit.new(roll_id=roll.id, **{n: getattr(hit, n) for n in names}))
        summary = f"比对名单“{roll.title}”（{roll.listed_on}）：比中 {len(read.hits)} 件"
        details = {"roll": roll.uid, "sha256": roll.sha256, "rows": read.rows, "new": len(fresh)}
        events.record(session, office.clerk, EventKind.ROLL, summary, details=details)
        for hit in fresh:
            case = session.get_one(Case, hit.case_id)
            words = f"在名单“{roll.title}”（{roll.listed_on}）上，待登记佐证"
            events.record(session, office.clerk, EventKind.ROLL, words, case=case)
    return len(fresh)


def proposals(office: Office, number: str = "", *, decided: bool = False) -> list[Proposal]:
    """What waits for the clerk, newest list first; of one case when a number is given.

    decided: also those accepted or declined.
    """
    with reading(office.database) as session:
        query = (
            select(RollHit, Roll, Case, Person)
            .join(Roll, col(Roll.id) == RollHit.roll_id)
            .join(Case, col(Case.id) == RollHit.case_id)
            .join(Person, col(Person.id) == Case.person_id)
            .order_by(col(Roll.listed_on).desc(), col(RollHit.id))
        )
        if number:
            query = query.where(Case.id == find_case(session, number).id)
        if not decided:
            query = query.where(RollHit.state == HitState.OPEN)
        return [_proposal(office, *found) for found in session.exec(query)]


def accept(office: Office, uid: str) -> Evidence:
    """Make evidence of a proposal: the list, of its day, by the office entitled to certify.

    Raises UserError when it is decided already, or the evidence is refused.
    """
    with transaction(office.database) as session:
        hit, roll, case = _undecided(session, uid)
        category = office.policy_of(case).categories[hit.category]
        evidence = enter_evidence(
            office,
            session,
            case.number,
            category=hit.category,
            department=category.departments[0],
            document=roll.title,
            document_number=hit.certificate,
            issued_on=roll.listed_on,
            note=f"名单“{roll.file_name}”“{hit.sheet}”表第 {hit.row} 行。{hit.note}",
        )
        session.flush()
        hit.evidence_id = evidence.id
        _decide(office, hit, HitState.ACCEPTED)
    return evidence


def decline(office: Office, uid: str, *, reason: str) -> None:
    """Not this person, or it does not count; the reason is kept.

    Raises UserError when it is decided already, or no reason is given.
    """
    with transaction(office.database) as session:
        hit, roll, case = _undecided(session, uid)
        if not reason.strip():
            raise UserError("无法处理", "请填写不采用的原因。", field="reason")
        hit.reason = reason.strip()
        _decide(office, hit, HitState.DECLINED)
        summary = f"名单“{roll.title}”（{roll.listed_on}）不采用：{hit.reason}"
        events.record(session, office.clerk, EventKind.ROLL, summary, case=case)


def accept_all(office: Office, uids: Sequence[str]) -> tuple[int, list[tuple[str, str]]]:
    """Accept several, each an act of its own: how many, and (uid, why) of those refused."""
    refused = []
    for uid in uids:
        try:
            accept(office, uid)
        except UserError as error:
            refused.append((uid, error.advice))
    return len(uids) - len(refused), refused


def _new_roll(office: Office, read: RollRead) -> Roll:
    names = ("title", "file_name", "sha256", "category", "department", "listed_on", "rows")
    told = {name: getattr(read, name) for name in names}
    return Roll.new(**told, matched_on=office.today(), clerk=office.clerk)


def _undecided(session: Session, uid: str) -> tuple[RollHit, Roll, Case]:
    hit = session.exec(select(RollHit).where(col(RollHit.uid).startswith(uid))).all()
    if len(hit) != 1 or not uid:
        raise UserError(TITLE, "没有这条比对结果，请刷新后重试。")
    if hit[0].state != HitState.OPEN:
        told = f"{hit[0].decided_by}已于 {hit[0].decided_on} {hit[0].state.label}"
        raise UserError("已经处理过", f"{told}，不必再处理。")
    roll, case = session.get_one(Roll, hit[0].roll_id), session.get_one(Case, hit[0].case_id)
    return hit[0], roll, case


def _decide(office: Office, hit: RollHit, state: HitState) -> None:
    hit.state, hit.decided_by, hit.decided_on = state, office.clerk, office.today()


def _proposal(office: Office, hit: RollHit, roll: Roll, case: Case, person: Person) -> Proposal:
    return Proposal(
        uid=hit.uid,
        number=case.number,
        name=person.name,
        village=case.village,
        category=office.policy_of(case).categories[hit.category].label,
        roll=roll.title,
        on=roll.listed_on,
        place=f"“{hit.sheet}”表第 {hit.row} 行",
        note=hit.note,
        state=hit.state,
    )
