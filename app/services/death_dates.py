"""死亡时间来源: what each source says, which one is 认定, and how far they lie apart.

A person dies once: every case of the person keeps what is entered here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.errors import UserError
from app.models import DeathDate, Person
from app.models.base import label
from app.models.month import Month, months_between
from app.models.terms import EventKind, PersonStatus
from app.rules.policy import Finding, Policy
from app.rules.vocabulary import Word
from app.services.acts import finish
from app.services.case_file import CaseFile, open_file
from app.services.days import check_day
from app.services.office import Office
from app.services.people import cases_of, correct_person
from app.storage.database import reading, transaction

ENTERED = ("source", "died_on", "is_lunar", "document", "note")


@dataclass(frozen=True)
class DeathLine:
    """One source. months_apart: how many months later than the reference; below 0: earlier.

    The reference is the settled one, until then the earliest.
    """

    row: DeathDate
    source: str
    months_apart: int
    is_earliest: bool


@dataclass(frozen=True)
class DeathDates:
    """The sources, earliest first; findings: what to settle, or to look at again."""

    lines: tuple[DeathLine, ...]
    findings: tuple[Finding, ...]

    @property
    def settled(self) -> DeathDate | None:
        return next((line.row for line in self.lines if line.row.is_settled), None)


def death_sources(policy: Policy) -> dict[str, Word]:
    """Who may say when somebody died, finer words first."""
    return {**policy.subtypes, **policy.sources}


def death_dates(office: Office, number: str) -> DeathDates:
    """What is known of the death of the person of a case."""
    with reading(office.database) as session:
        file = open_file(session, number)
        policy = office.policy_of(file.case)
        lines = _lines(policy, file.death_dates)
        return DeathDates(lines, tuple(_findings(policy, file, lines)))


def died_on(file: CaseFile) -> date | None:
    """The settled day, or the one recorded of the person; None while they are not dead."""
    settled = next((row.died_on for row in file.death_dates if row.is_settled), None)
    if settled or file.person.status != PersonStatus.DECEASED:
        return settled
    return file.person.status_on


def add_death_date(office: Office, number: str, **entered: object) -> DeathDate:
    """Enter what a source says: source, died_on, is_lunar, document, note.

    Raises UserError naming the field refused, or when this source said so already.
    """
    for unknown in set(entered) - set(ENTERED):
        raise UserError("无法登记死亡时间", f"“{unknown}”不在此登记。", field=unknown)
    with transaction(office.database) as session:
        file = open_file(session, number)
        row = DeathDate.new(**entered | {"person_id": file.person.id})
        source = _checked(office, file, row)
        session.add(row)
        summary = f"登记死亡时间：{source}，{row.died_on}{'（原为农历）' if row.is_lunar else ''}"
        _finish_all(office, session, file.person, summary, {"uid": row.uid, "note": row.note})
    return row


def settle_death_date(office: Office, number: str, uid: str, reason: str) -> DeathDate:
    """认定 one source; the person is dead since that day in every case. There is only one.

    Raises UserError when no reason is given, there is no such source, or it is settled already.
    """
    with transaction(office.database) as session:
        file = open_file(session, number)
        rows, person = file.death_dates, file.person
        row = next((each for each in rows if each.uid == uid), None)
        if row is None:
            raise UserError("无法认定", "没有这条死亡时间，请刷新后重试。", field="uid")
        if row.is_settled and person.status_on == row.died_on:
            raise UserError("无需认定", f"已认定 {row.died_on} 为死亡日期。", field="uid")
        if not reason.strip():
            raise UserError("无法认定", "请填写认定的理由。", field="reason")
        before = next((each for each in rows if each.is_settled), None)
        if before:
            before.is_settled = False
            session.flush()  # the database allows one settled date of a person
        row.is_settled = True
        dead = {"status": PersonStatus.DECEASED, "status_on": row.died_on}
        old, new = correct_person(office, session, person, dead)
        source = death_sources(office.policy_of(file.case))[row.source].label
        was = f"（原认定 {before.died_on}）" if before else ""
        summary = f"认定死亡日期 {row.died_on}{was}，依据：{source}"
        settled = {"settled": str(before.died_on) if before else ""}
        details = {"old": old | settled, "new": new | {"settled": str(row.died_on)}}
        _finish_all(office, session, person, summary, details | {"reason": reason.strip()})
    return row


def _finish_all(
    office: Office, session: Session, person: Person, summary: str, details: dict[str, object]
) -> None:
    for case in cases_of(session, person):
        finish(office, session, case, EventKind.DEATH_DATE, summary, details=details)


def _checked(office: Office, file: CaseFile, row: DeathDate) -> str:
    """The source in words; raises UserError naming what is wrong with the row."""
    title, sources = "无法登记死亡时间", death_sources(office.policy_of(file.case))
    if row.source not in sources:
        raise UserError(title, "请在列表中选择“来源”。", field="source")
    check_day(office, row.died_on, label(DeathDate, "died_on"), field="died_on")
    source = sources[row.source].label
    if any((old.source, old.died_on) == (row.source, row.died_on) for old in file.death_dates):
        raise UserError(title, f"“{source}”的 {row.died_on} 已经登记。", field="died_on")
    return source


def _lines(policy: Policy, rows: Sequence[DeathDate]) -> tuple[DeathLine, ...]:
    if not rows:
        return ()
    by_day = sorted(rows, key=lambda row: row.died_on)
    earliest = by_day[0].died_on
    reference = next((row for row in rows if row.is_settled), by_day[0])
    since, sources = Month.of(reference.died_on), death_sources(policy)
    return tuple(
        DeathLine(
            row=row,
            source=sources[row.source].label,
            months_apart=months_between(since, Month.of(row.died_on)) - 1,
            is_earliest=row.died_on == earliest,
        )
        for row in by_day
    )


def _findings(policy: Policy, file: CaseFile, lines: Sequence[DeathLine]) -> Iterator[Finding]:
    days = [line.row.died_on for line in lines]
    if len(set(days)) > 1:
        apart = months_between(Month.of(days[0]), Month.of(days[-1])) - 1
        named = {"first": str(days[0]), "last": str(days[-1]), "months": str(apart)}
        yield policy.finding("deaths_disagree", **named)
    settled = next((line.row.died_on for line in lines if line.row.is_settled), None)
    if lines and settled is None:
        yield policy.finding("death_unsettled", earliest=str(days[0]), source=lines[0].source)
    for line in lines:
        if line.row.is_lunar:
            yield policy.finding("death_lunar", source=line.source, on=str(line.row.died_on))
    person = file.person
    if settled and (person.status, person.status_on) != (PersonStatus.DECEASED, settled):
        yield policy.finding("death_differs", settled=str(settled))
    yield from _against_periods(policy, file)


def _against_periods(policy: Policy, file: CaseFile) -> Iterator[Finding]:
    """Whether the overpaid months begin where the death says (告知事项1)."""
    died, reason = died_on(file), policy.reasons[file.case.reason]
    if died is None or not reason.ends_with_life or not file.periods:
        return
    if policy.benefits[file.case.benefit].one_off:
        return
    due, first = Month.of(died).plus(1), min(period.first_month for period in file.periods)
    named = {"died": str(died), "due": due, "first": first}
    if first < due:
        yield policy.finding("periods_before_death", **named)
    elif first > due:
        yield policy.finding("periods_after_death", **named)
