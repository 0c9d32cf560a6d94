"""One case of a package and what is here of it: stored anew, or merged field by field."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, func, select

from app.errors import UserError
from app.models import (
    Attachment,
    Case,
    Event,
    OfficeProfile,
    OverpaidPeriod,
    PackedCase,
    Peer,
    Person,
)
from app.models.base import Record
from app.models.terms import CaseState, EventKind, OfficeKind
from app.services.acts import fresh, update
from app.services.case_file import CaseFile, file_of, files_of
from app.services.cases import check_case
from app.services.events import Act
from app.services.numbering import next_numbers
from app.services.office import Office
from app.services.package_words import CaseChange, ClashTold, Outcome, told_clash, told_rows
from app.services.packages import Known, place_of
from app.services.people import by_id_number, change, correct_person
from app.services.record_merging import Clash, Merged, merged
from app.services.records import LISTED, MODELS, Row, Rows, links_of, listed, rows_of, table_of
from app.services.search import search_text

TITLE = "没有收下"
TWICE = "与本机已有的记录重复或者矛盾（证件号码、文书编号、认定的死亡日期、扫描页），请与对方核对。"
BROKEN = "内容不完整，或者由更高版本的程序写成，请对方升级后重新打包。"
ONE_PERSON = "证件号码在本机已登记为“{}”，姓名不一致，请与对方核对。"
TOO_MUCH = "两边的到账加起来多于应追金额，请先核对是否同一笔到账登记了两次。"


SELF_LINKS = {"replaces_id", "reverses_id", "takes_back_id"}  # to rows of their own table


@dataclass
class Taking:
    """What the cases of one package have in common. scans: names of those in the package.

    known: by id of our case; by_uid: their uid -> id of our case. prefer_theirs: of a clash (with
    the uid of the case) whether their word is taken. acts, to_keep: what is to be
    written once all cases are through; gone: scans to be removed; files: cases here, read ahead;
    states: what both sides have of a case from now on.
    """

    office: Office
    session: Session
    own: OfficeProfile
    peer: Peer
    sequence: int
    scans: set[str]
    known: dict[int, Known]
    warnings: tuple[str, ...]
    prefer_theirs: Callable[[str, Clash], bool] = lambda _uid, _clash: False
    acts: list[Act] = field(default_factory=list)
    to_keep: list[Attachment] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    files: dict[int, CaseFile] = field(default_factory=dict)
    states: list[tuple[Case, str, Rows, bool]] = field(default_factory=list)

    @cached_property
    def by_uid(self) -> dict[str, int]:
        return {known.case_uid: case for case, known in self.known.items()}

    @property
    def from_below(self) -> bool:
        return self.peer.kind.level < self.own.kind.level


@dataclass(frozen=True)
class _Said:
    """What the log of a case says of its merging."""

    outcome: Outcome
    told: str
    details: dict[str, Any]


def take_case(taking: Taking, record: dict[str, Any]) -> CaseChange:
    """Store or merge one case; a case that cannot be taken leaves no trace and says why."""
    marks = len(taking.acts), len(taking.to_keep), len(taking.gone), len(taking.states)
    try:
        with taking.session.begin_nested():
            return _taken(taking, record)
    except UserError as refused:
        why = refused.advice
    except IntegrityError:
        why = TWICE
    except (KeyError, TypeError, ValueError):  # another program wrote it: no bug of ours
        why = BROKEN
    for kept, length in zip(_collected(taking), marks, strict=True):
        del kept[length:]
    name = str(record.get("rows", {}).get("person", {}).get("name", ""))
    told = str(record.get("uid", "")), str(record.get("number", ""))
    return CaseChange(*told, name, Outcome.REFUSED, why=why)


def read_ahead(taking: Taking, records: Sequence[dict[str, Any]]) -> None:
    """The cases some records speak of, with as few statements as for one."""
    ids = {taking.by_uid[uid] for one in records if (uid := one.get("uid")) in taking.by_uid}
    cases = taking.session.exec(select(Case).where(col(Case.id).in_(ids))).all()
    taking.files = {file.case.id or 0: file for file in files_of(taking.session, cases)}


def _collected(taking: Taking) -> tuple[list[Any], ...]:
    return taking.acts, taking.to_keep, taking.gone, taking.states


def _taken(taking: Taking, record: dict[str, Any]) -> CaseChange:
    case = _case_here(taking, record)
    theirs: Rows = record["rows"]
    clashes: tuple[ClashTold, ...] = ()
    details: dict[str, Any] = {}
    if case is None:
        file = _stored(taking, record)
        case = file.case
        if file.amount_fen != record["sums"]["amount_fen"]:
            raise UserError(TITLE, "多领金额与明细对不上，请对方核对后重新打包。")
        if case.state == record["state"]:
            case.state_since = date.fromisoformat(record["state_since"])
        outcome, told = Outcome.NEW, "登记"
    else:
        known = taking.known.get(case.id or 0)
        ahead = taking.files.get(case.id or 0)
        file = ahead if ahead and ahead.case is case else file_of(taking.session, case)
        here = rows_of(file, place_of(taking.own))
        base = known.rows if known else here if case.revision == 1 else {}
        prefer = _preferring(taking, record["uid"])
        result = merged(base, here, theirs, prefer)
        clashes = tuple(told_clash(taking.office.policy, c, wins=prefer(c)) for c in result.clashes)
        told, details = told_rows(result), _old_and_new(here, result)
        outcome = Outcome.SAME if result.is_nothing else Outcome.CHANGED
        if not result.is_nothing:
            file = _merge(taking, file, result)
            case.revision += 1
    _remember(taking, record, file, _Said(outcome, told, details))
    return CaseChange(record["uid"], case.number, file.person.name, outcome, told, clashes)


def _old_and_new(here: Rows, result: Merged) -> dict[str, Any]:
    """What fields were and are; of what both changed also what was not taken."""
    old, new = {}, {}
    for key, row in result.changed.items():
        for name, value in row.items():
            title = name if key in ("case", "person") else f"{key}.{name}"
            old[title], new[title] = here[key].get(name), value
    taken = {(key, name) for key, row in result.changed.items() for name in row}
    lost = {f"{c.key}.{c.field}": c.theirs for c in result.clashes if (c.key, c.field) not in taken}
    return {"old": old, "new": new} | ({"not_taken": lost} if lost else {})


def _preferring(taking: Taking, uid: str) -> Callable[[Clash], bool]:
    return lambda clash: taking.prefer_theirs(uid, clash)


def _case_here(taking: Taking, record: dict[str, Any]) -> Case | None:
    """By the uid both sides know, its own, or person, insurance, reason and first month."""
    session, uid = taking.session, record["uid"]
    if found := taking.by_uid.get(uid):
        return session.get_one(Case, found)
    if case := session.exec(select(Case).where(Case.uid == uid)).first():
        return case
    theirs = record["rows"]
    months = [period["first_month"] for period in theirs["periods"]["rows"]]
    if not (theirs["person"]["id_number"] and months):
        return None
    first = func.min(OverpaidPeriod.first_month)
    query = (
        select(Case)
        .join(Person, col(Person.id) == Case.person_id)
        .join(OverpaidPeriod, col(OverpaidPeriod.case_id) == Case.id)
        .where(Person.id_number == theirs["person"]["id_number"])
        .where(Case.insurance == theirs["case"]["insurance"])
        .where(Case.reason == theirs["case"]["reason"])
        .group_by(col(Case.id))
        .having(first == min(months))
    )
    return session.exec(query.where(col(Case.id).not_in(select(PackedCase.case_id)))).first()


def _stored(taking: Taking, record: dict[str, Any]) -> CaseFile:
    """A new case with all its rows; what was added need not be read again."""
    person, is_new = _person(taking, record)
    case = _opened(taking, record, person)
    store = _Store(taking, case, {})
    _put(store, Merged(added=_children(record["rows"])))
    file = store.file(person) if is_new else file_of(taking.session, case)
    return _settled(taking, file)


def _opened(taking: Taking, record: dict[str, Any], person: Person) -> Case:
    rows, office, session = record["rows"], taking.office, taking.session
    kept = {
        "uid": record["uid"],
        "number": _number(taking, str(record["number"])),
        "person_id": person.id,
        "touched_on": date.fromisoformat(record["touched_on"]),
    }
    found_on = date.fromisoformat(rows["case"]["found_on"])
    case = Case.new(**fresh(office, session, found_on=found_on) | rows["case"] | kept)
    if case.policy not in ("", *office.policies):
        raise UserError(TITLE, f"本机没有政策“{case.policy}”，请先升级本程序。")
    check_case(office, case)
    session.add(case)
    session.flush()
    return case


def _person(taking: Taking, record: dict[str, Any]) -> tuple[Person, bool]:
    """The person of a case, and whether nobody knew them here."""
    row, session = record["rows"]["person"], taking.session
    known = session.exec(select(Person).where(Person.uid == record["person"])).first()
    known = known or by_id_number(session, row["id_number"])
    if known is None:
        person = Person.new(uid=record["person"], **row)
        number, phone = person.id_number, person.phone
        person.search_text = search_text(name=person.name, id_number=number, phone=phone)
        session.add(person)
        session.flush()
        return person, True
    if known.name != row["name"]:
        raise UserError(TITLE, ONE_PERSON.format(known.name))
    blank = {name: value for name, value in row.items() if getattr(known, name) in (None, "")}
    correct_person(taking.office, session, known, blank)
    return known, False


def _number(taking: Taking, theirs: str) -> str:
    """Ours for a case of theirs: from below with the short name of the office before it."""
    taken = taking.session.exec
    wanted = f"{taking.peer.short}{theirs}" if taking.from_below else ""
    if wanted and taken(select(Case.id).where(Case.number == wanted)).first() is None:
        return wanted
    return next_numbers(taking.session, taking.office.today().year, 1)[0]


def _children(rows: Rows) -> Rows:
    return {key: row for key, row in rows.items() if key not in ("case", "person")}


def _merge(taking: Taking, file: CaseFile, result: Merged) -> CaseFile:
    changed = dict(result.changed)
    if person := changed.pop("person", None):
        correct_person(taking.office, taking.session, file.person, dict(person))
    if own := changed.pop("case", None):
        change(file.case, dict(own))
        check_case(taking.office, file.case)
    store = _Store(taking, file.case, dict(listed(file)))
    if periods := changed.pop("periods", None):
        store.replace_periods(file.periods, periods["rows"])
    for key, row in changed.items():
        record = store.rows[key]
        change(record, store.with_ids(type(record), row))
    _put(store, result)
    return _settled(taking, file_of(taking.session, file.case))


def _put(store: "_Store", result: Merged) -> None:
    """Remove and add rows, what is named before what names it."""
    for key in sorted(result.removed, key=lambda key: -list(LISTED).index(table_of(key))):
        store.remove(key)
    if periods := result.added.get("periods"):
        store.replace_periods([], periods["rows"])
    if {table_of(key) for key in result.added} - {*LISTED, "periods"}:
        raise UserError(TITLE, "含有本程序不认识的内容，请先升级本程序。")
    for table in LISTED:
        added = [(key, row) for key, row in result.added.items() if table_of(key) == table]
        for key, row in added:
            store.add(key, row)
        if added:
            store.taking.session.flush()


def _settled(taking: Taking, file: CaseFile) -> CaseFile:
    """What follows from the rows of a case, computed anew."""
    if file.left_fen < 0:
        raise UserError(TITLE, TOO_MUCH)
    update(taking.office, taking.session, file)
    return file


class _Store:
    """The rows of one case by their keys, as they come and go."""

    def __init__(self, taking: Taking, case: Case, rows: dict[str, Record]) -> None:
        self.taking, self.case, self.rows = taking, case, rows
        self.periods: list[OverpaidPeriod] = []

    def file(self, person: Person) -> CaseFile:
        """All rows as a file, where everything there is was added here."""
        lists: dict[str, list[Any]] = {name: [] for name in LISTED}
        for key, row in self.rows.items():
            lists[table_of(key)].append(row)
        return CaseFile(case=self.case, person=person, periods=self.periods, **lists)

    def add(self, key: str, row: Row) -> None:
        """Raises UserError when a value is refused, or a scan is missing or none."""
        model = MODELS[table_of(key)]
        owner = "person_id" if table_of(key) == "death_dates" else "case_id"
        ids = {owner: self.case.person_id if owner == "person_id" else self.case.id}
        record = model.new(**self.with_ids(model, row) | ids | self._identity(key))
        if isinstance(record, Attachment):
            self._keep(record)
        if "death_dates" in key:
            self.taking.files.clear()  # they belong to the person, who may have other cases
        if any(field in SELF_LINKS for field in links_of(model)):
            self.taking.session.flush()
        self.taking.session.add(record)
        self.rows[key] = record

    def remove(self, key: str) -> None:
        record = self.rows.pop(key)
        if isinstance(record, Attachment):
            self.taking.gone.append(record.stored_name)
        self.taking.session.delete(record)
        self.taking.session.flush()

    def replace_periods(self, old: Iterable[OverpaidPeriod], rows: Iterable[Row]) -> None:
        for period in old:
            self.taking.session.delete(period)
        self.periods = [OverpaidPeriod.new(**row | {"case_id": self.case.id}) for row in rows]
        self.taking.session.add_all(self.periods)

    def with_ids(self, model: type[Record], row: Row) -> Row:
        """The row with ids where it names other rows of the case."""
        values = dict(row)
        for field_name in links_of(model):
            if values.get(field_name) is not None:
                linked = self.rows.get(str(values[field_name]))
                if linked is None:
                    raise UserError(TITLE, "记录之间的关联不完整，请对方重新打包。")
                values[field_name] = linked.id  # type: ignore[attr-defined]
        return values

    def _keep(self, scan: Attachment) -> None:
        here = (self.taking.office.attachments / scan.stored_name).exists()
        if here or scan.stored_name not in self.taking.scans:
            raise UserError(TITLE, f"附件“{scan.title}”不在包里，请对方重新打包。")
        self.taking.to_keep.append(scan)

    @staticmethod
    def _identity(key: str) -> Row:
        table, _, identity = key.partition(":")
        names = {"attachments": "stored_name", "cards": "account_number"}
        return {names.get(table, "uid"): identity}


def _remember(taking: Taking, record: dict[str, Any], file: CaseFile, said: _Said) -> None:
    case, theirs = file.case, record["rows"]
    taking.acts += _their_acts(taking, case, record["events"])
    if said.outcome != Outcome.SAME:
        today = taking.office.today()
        case.touched_on = max(case.touched_on, date.fromisoformat(record["touched_on"]))
        sums = {"amount_fen": file.amount_fen, "left_fen": file.left_fen}
        summary = f"收到{taking.peer.name}第 {taking.sequence} 号交接包：{said.told}"
        details = {**said.details, "on": str(today), **sums}
        taking.acts.append(Act(EventKind.TAKEN, summary, case.id, case.state, details))
    is_equal = rows_of(file, place_of(taking.own)) == theirs
    is_top = taking.own.kind == OfficeKind.COUNTY
    if is_equal and (is_top or not taking.from_below):
        case.revision_handed = case.revision
    taking.states.append((case, record["uid"], theirs, is_equal))


def _their_acts(taking: Taking, case: Case, told: list[dict[str, Any]]) -> list[Act]:
    """What their log says of the case and ours does not yet, in their order."""
    origin = col(Event.details)["origin"].as_string()
    known = set(taking.session.exec(select(origin).where(Event.case_id == case.id)))
    return [
        Act(
            kind=EventKind(act["kind"]),
            summary=act["summary"],
            case_id=case.id,
            state=CaseState(act["state"]) if act["state"] else None,
            details=act["details"],
            clerk=_from(taking.peer, act["clerk"]),
            at=datetime.fromisoformat(act["at"]),
        )
        for act in told
        if act["details"]["origin"] not in known
        and not act["details"]["origin"].startswith(f"{taking.own.uid}:")
    ]


def _from(peer: Peer, clerk: str) -> str:
    """A clerk of theirs, or of an office whose log came through theirs."""
    return clerk if "（" in clerk else f"{clerk}（{peer.short}）"
