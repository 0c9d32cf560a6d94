"""交接包 made: the cases another office has not got in their present state, sealed on the stick.

A package holds everything since the last one they are known to have opened: a stick that is lost
loses nothing. What it held is remembered, so that what comes back can be told from what is here.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import Session, and_, col, func, or_, select

from app.errors import UserError
from app.models import Case, Event, OfficeProfile, Package, PackedCase, Peer
from app.models.base import new_uid
from app.models.terms import Direction, EventKind, OfficeKind
from app.services import events
from app.services.case_file import CaseFile, files_of
from app.services.ledger import chunks
from app.services.office import Office
from app.services.peers import chosen_peer, short_of
from app.services.records import Rows, rows_of
from app.storage import attachments
from app.storage.database import reading, transaction
from app.storage.migrations import STEPS
from app.storage.packing import ATTACHMENTS, CASES, MOST_BYTES, Lock, Progress, pack

PACKAGE, RECEIPT = "package", "receipt"
VERSION = 1
KEPT_HERE = {EventKind.SHOWN}  # who looked at a number is no business of another office
ROOM = MOST_BYTES * 9 // 10


def silent(done: int, total: int, what: str) -> None:
    """The progress of whoever does not ask."""


@dataclass(frozen=True)
class Known:
    """A case as both sides last knew it. case_uid: by which they know it; rows: empty if never."""

    case_uid: str = ""
    revision: int = -1
    rows: Rows = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """How much there is to hand over. unconfirmed: packages that no receipt came for."""

    peer: Peer
    cases: int
    unconfirmed: tuple[Package, ...]
    last_out: Package | None
    last_in: Package | None


def waiting(office: Office) -> list[Waiting]:
    """Of each office: what changed since it was last given something."""
    with reading(office.database) as session:
        own = session.get_one(OfficeProfile, 1)
        return [_waiting(session, own, peer) for peer in session.exec(select(Peer))]


def history(office: Office, peer: Peer) -> list[Package]:
    """The packages that went to and came from an office, the last first."""
    with reading(office.database) as session:
        query = select(Package).where(Package.peer_id == peer.id)
        return list(session.exec(query.order_by(col(Package.id).desc())))


def make_package(
    office: Office,
    path: Path,
    *,
    peer: str = "",
    everything: bool = False,
    progress: Progress = silent,
) -> Package:
    """Seal what an office has not got yet; peer: "" for the one above.

    everything: all cases, whatever they have. Raises UserError when there is nothing to hand over,
    no passphrase is agreed, or the medium refuses; nothing is remembered then.
    """
    with transaction(office.database) as session:
        own = session.get_one(OfficeProfile, 1)
        other = chosen_peer(session, own, peer)
        if not other.passphrase:
            advice = f"还没有与“{other.name}”约定交接口令，请先填写。"
            raise UserError("无法打包", advice, field="passphrase")
        load = _load(office, session, own, other, everything)
        if not load.records:
            raise UserError("没有要交接的个案", f"“{other.name}”手里的已是最新，不必打包。")
        made = _remembered(office, session, other, load, path)
        manifest = _manifest(office, session, own, other, made, load)
        lock = Lock(PACKAGE, own.uid, other.passphrase)
        cases = json.dumps(load.records, ensure_ascii=False).encode()
        parts: list[tuple[str, Callable[[], bytes]]] = [(CASES, lambda: cases), *load.scans]
        parts = list(_counted(parts, progress))
        needed = len(cases) + load.bytes
        made.sha256 = pack(path, lock, manifest, parts, needed=needed, progress=progress)
        summary = f"打交接包：交{other.name}第 {made.sequence} 号，个案 {made.cases} 件"
        details = {"package": made.uid, "sha256": made.sha256, "attachments": made.attachments}
        events.record(session, office.clerk, EventKind.HANDED, summary, details=details)
    return made


@dataclass
class Load:
    """What goes into a package. scans: part and how to read it; bytes: of the scans.

    left: cases some of whose scans did not fit; they come with the next package.
    """

    records: list[dict[str, Any]] = field(default_factory=list)
    packed: list[tuple[Case, str, Rows]] = field(default_factory=list)
    scans: list[tuple[str, Callable[[], bytes]]] = field(default_factory=list)
    sums: dict[str, int] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    bytes: int = 0


def known_to(session: Session, peer: Peer, *, with_rows: bool = True) -> dict[int, Known]:
    """By case id: the last state both sides are known to have had."""
    agreed = or_(Package.direction == Direction.IN, col(Package.confirmed_on).is_not(None))
    newest = (
        select(func.max(PackedCase.id))
        .join(Package, col(Package.id) == PackedCase.package_id)
        .where(Package.peer_id == peer.id, agreed)
        .group_by(col(PackedCase.case_id))
    )
    shown = (PackedCase.case_id, PackedCase.case_uid, PackedCase.revision)
    rows = (*shown, PackedCase.content) if with_rows else shown
    query: Any = select(*rows).where(col(PackedCase.id).in_(newest))
    return {case_id: Known(*rest) for case_id, *rest in session.exec(query)}


def place_of(own: OfficeProfile) -> dict[str, str]:
    """What a case is said to lie in where it says nothing itself."""
    fields = {OfficeKind.VILLAGE: "village", OfficeKind.TOWNSHIP: "township"}
    return {fields[own.kind]: short_of(own.name)} if own.kind in fields else {}


def audit_of(session: Session, upto: int | None = None) -> dict[str, Any]:
    """How far the log goes (or went), and its chain there."""
    query = select(Event.id, Event.chain).order_by(col(Event.id).desc()).limit(1)
    found = session.exec(query if upto is None else query.where(col(Event.id) <= upto)).first()
    return {"events": found[0], "head": found[1]} if found else {"events": 0, "head": ""}


def office_told(profile: OfficeProfile | Peer) -> dict[str, Any]:
    uid = profile.uid if isinstance(profile, OfficeProfile) else profile.office_uid
    return {"uid": uid, "name": profile.name, "kind": profile.kind.value}


def _waiting(session: Session, own: OfficeProfile, peer: Peer) -> Waiting:
    packages = session.exec(select(Package).where(Package.peer_id == peer.id))
    by = sorted(packages, key=lambda one: one.id or 0)
    out = [one for one in by if one.direction == Direction.OUT]
    come = [one for one in by if one.direction == Direction.IN]
    newest = (
        select(col(PackedCase.case_id), func.max(PackedCase.id).label("id"))
        .join(Package, col(Package.id) == PackedCase.package_id)
        .where(Package.peer_id == peer.id)
        .group_by(col(PackedCase.case_id))
        .subquery()
    )
    given = select(PackedCase.case_id, PackedCase.revision).join(
        newest, col(PackedCase.id) == newest.c.id
    )
    has = dict(session.exec(given).all())
    theirs = session.exec(_of_theirs(select(Case.id, Case.revision), own, peer))
    cases = sum(revision > has.get(case_id or 0, -1) for case_id, revision in theirs)
    unconfirmed = tuple(one for one in out if one.confirmed_on is None)
    last = {"last_out": out[-1] if out else None, "last_in": come[-1] if come else None}
    return Waiting(peer, cases, unconfirmed, **last)


def _of_theirs(query: Any, own: OfficeProfile, peer: Peer) -> Any:
    """Of the cases those that concern them: upwards all, downwards what came from or lies there."""
    if peer.kind.level < own.kind.level:
        exchanged = (
            select(PackedCase.case_id)
            .join(Package, col(Package.id) == PackedCase.package_id)
            .where(Package.peer_id == peer.id)
        )
        place = Case.village if peer.kind == OfficeKind.VILLAGE else Case.township
        query = query.where(or_(col(Case.id).in_(exchanged), col(place) == peer.short))
    return query.order_by(col(Case.id))


def _load(
    office: Office, session: Session, own: OfficeProfile, peer: Peer, everything: bool
) -> Load:
    known, place, load = known_to(session, peer), place_of(own), Load()
    cases = list(session.exec(_of_theirs(select(Case), own, peer)))
    if not everything:
        cases = [c for c in cases if c.revision > known.get(c.id or 0, Known()).revision]
    told = _events(session, own, [case.id for case in cases])
    for at in range(0, len(cases), 500):
        for file in files_of(session, cases[at : at + 500]):
            base = known.get(file.case.id or 0, Known())
            rows = rows_of(file, place)
            _add_scans(office, load, file, rows, base.rows)
            _add_case(load, file, base.case_uid or file.case.uid, rows, told)
    return load


def _add_case(
    load: Load, file: CaseFile, uid: str, rows: Rows, told: dict[int, list[dict[str, Any]]]
) -> None:
    case = file.case
    sums = {
        "amount_fen": file.amount_fen,
        "recovered_fen": file.recovered_fen,
        "left_fen": file.left_fen,
    }
    own = {"uid": uid, "number": case.number, "person": file.person.uid, "state": case.state.value}
    days = {"state_since": str(case.state_since), "touched_on": str(case.touched_on)}
    record = own | days | {"sums": sums, "rows": rows, "events": told.get(case.id or 0, [])}
    load.records.append(record)
    load.packed.append((case, uid, rows))
    for name, fen in sums.items():
        load.sums[name] = load.sums.get(name, 0) + fen


def _add_scans(office: Office, load: Load, file: CaseFile, rows: Rows, base: Rows) -> None:
    """The scans they lack; one that does not fit is left out of the rows too, for next time."""
    for scan in file.attachments:
        key = f"attachments:{scan.stored_name}"
        if key in base:
            continue
        if load.bytes + scan.size > ROOM:
            del rows[key]
            load.left.add(file.case.uid)
            continue
        read = partial(attachments.read, office.attachments, office.data_key, scan.stored_name)
        load.scans.append((ATTACHMENTS + scan.stored_name, read))
        load.bytes += scan.size


def _events(
    session: Session, own: OfficeProfile, cases: list[int | None]
) -> dict[int, list[dict[str, Any]]]:
    """The log of some cases, each act with where it was first written (origin)."""
    found: dict[int, list[dict[str, Any]]] = {}
    for ids in chunks({case for case in cases if case}):
        query = select(Event).where(col(Event.case_id).in_(ids)).order_by(col(Event.id))
        for act in session.exec(query):
            if act.kind not in KEPT_HERE:
                told = act.model_dump(mode="json", exclude={"id", "case_id", "chain"})
                told["details"] = {"origin": f"{own.uid}:{act.id}"} | act.details
                found.setdefault(act.case_id or 0, []).append(told)
    return found


def _remembered(office: Office, session: Session, peer: Peer, load: Load, path: Path) -> Package:
    peer.sent_sequence += 1
    audit = audit_of(session)
    made = Package.new(
        uid=new_uid(),
        peer_id=peer.id,
        direction=Direction.OUT,
        sequence=peer.sent_sequence,
        file_name=path.name,
        sha256="0" * 64,
        happened_on=office.today(),
        clerk=office.clerk,
        cases=len(load.records),
        attachments=len(load.scans),
        **audit,
    )
    session.add_all([peer, made])
    session.flush()
    for case, uid, rows in load.packed:
        revision = 0 if case.uid in load.left else case.revision
        own = {"package_id": made.id, "case_id": case.id, "case_uid": uid}
        session.add(PackedCase.new(**own, revision=revision, content=rows))
        case.revision_handed = case.revision
    return made


def _manifest(
    office: Office, session: Session, own: OfficeProfile, peer: Peer, made: Package, load: Load
) -> dict[str, Any]:
    mine = and_(Package.peer_id == peer.id, Package.direction == Direction.OUT)
    query = select(Package.events).where(mine, Package.id != made.id)
    before = session.exec(query.order_by(col(Package.id).desc()).limit(1)).first()
    return {
        "kind": PACKAGE,
        "version": VERSION,
        "schema": len(STEPS),
        "uid": made.uid,
        "sequence": made.sequence,
        "made_on": str(office.today()),
        "clerk": office.clerk,
        "sender": office_told(own),
        "receiver": office_told(peer),
        "opened": peer.opened_sequence,
        "counts": {"cases": made.cases, "attachments": made.attachments},
        "sums": load.sums,
        "audit": {"events": made.events, "head": made.head},
        "before": audit_of(session, before) if before is not None else None,
    }


def _counted(
    parts: list[tuple[str, Callable[[], bytes]]], progress: Progress
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The parts, each telling that it is being written."""

    def telling(at: int, read: Callable[[], bytes]) -> Callable[[], bytes]:
        def told() -> bytes:
            progress(at, len(parts), "写入")
            return read()

        return told

    for at, (name, read) in enumerate(parts, 1):
        yield name, telling(at, read)
