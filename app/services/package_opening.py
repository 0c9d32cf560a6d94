"""交接包 opened: checked from end to end, looked at first, then taken in one transaction.

Looking does the same work and takes it back, so what is shown is what will be. Refused: a package
for another office, one opened before, an older one, one of a newer program.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from app.errors import UserError
from app.models import Attachment, OfficeProfile, Package, PackedCase
from app.models.terms import Direction, EventKind
from app.services import events
from app.services.evidence import forget_if_undone
from app.services.office import Office
from app.services.package_cases import Taking, read_ahead, take_case
from app.services.package_senders import (
    bound_peer,
    check_sequence,
    check_told,
    confirm,
    unlocked,
    warnings_of,
)
from app.services.package_words import CaseChange, Opened, Outcome
from app.services.packages import PACKAGE, known_to, silent
from app.services.record_merging import Clash
from app.services.records import table_of
from app.storage import attachments
from app.storage.attachments import LARGEST, MAGIC
from app.storage.database import transaction
from app.storage.packing import ATTACHMENTS, CASES, Packed, Progress
from app.storage.sealing import DAMAGED, TITLE

COUNTY_SAYS = {  # what the office above decides: there its word counts
    ("case", "assessed_fen"),
    ("receipts", "deposited_on"),
    ("documents", "number"),
    ("documents", "dated_on"),
    ("cards", "stop_notice_on"),
    ("cards", "lift_notice_on"),
}

AT_ONCE = 200  # cases read ahead

Wins = Callable[[str, Clash], bool]


class _OnlyLooked(Exception):  # noqa: N818 - no error: takes the work back
    pass


def open_package(
    office: Office,
    path: Path,
    *,
    passphrase: str = "",
    dry_run: bool = False,
    accept: Collection[str] = (),
    theirs: Collection[tuple[str, str, str]] | None = None,
    progress: Progress = silent,
) -> Opened:
    """Take the cases of another office over, or with dry_run only say what that would do.

    passphrase: needed the first time. accept: "other_receiver" takes a package whose receiver is
    written otherwise. theirs: clashes (uid, row, field) where their word is taken; None: where the
    county decides. Raises UserError when the package is refused; nothing is stored then.
    """
    looked: Opened | None = None
    try:
        with transaction(office.database) as session:
            with unlocked(session, path, passphrase, PACKAGE, progress) as (packed, phrase):
                taking = _begun(office, session, packed, phrase, accept)
                taking.prefer_theirs = _wins(taking, theirs)
                looked = _all_taken(taking, packed, progress)
            if dry_run:
                raise _OnlyLooked
    except _OnlyLooked:
        pass
    if looked is None:
        raise LookupError(path.name)
    return replace(looked, package=None) if dry_run else looked


def _begun(
    office: Office, session: Session, packed: Packed, phrase: str, accept: Collection[str]
) -> Taking:
    """Raises UserError when the package may not be opened here."""
    manifest, own = packed.manifest, session.get_one(OfficeProfile, 1)
    check_told(own, manifest, accept)
    _check_clock(office, manifest)
    peer = bound_peer(session, own, manifest["sender"], phrase)
    check_sequence(session, peer, manifest)
    warnings = tuple(warnings_of(peer, manifest))
    confirm(session, office, peer, int(manifest["opened"]))
    return Taking(
        office=office,
        session=session,
        own=own,
        peer=peer,
        sequence=manifest["sequence"],
        scans=packed.attachments,
        known=known_to(session, peer),
        warnings=warnings,
    )


def _all_taken(taking: Taking, packed: Packed, progress: Progress) -> Opened:
    records, changes = _records(packed), []
    for at, record in enumerate(records):
        if at % AT_ONCE == 0:
            read_ahead(taking, records[at : at + AT_ONCE])
        progress(at + 1, len(records), "合并")
        changes.append(take_case(taking, record))
    package = _remembered(taking, packed, changes)
    _keep_scans(taking, packed, progress)
    return Opened(
        sender=taking.peer.name,
        sequence=package.sequence,
        made_on=date.fromisoformat(packed.manifest["made_on"]),
        clerk=str(packed.manifest["clerk"]),
        changes=tuple(changes),
        attachments=len(taking.to_keep),
        sums=dict(packed.manifest["sums"]),
        warnings=taking.warnings,
        package=package,
    )


def _check_clock(office: Office, manifest: dict[str, Any]) -> None:
    made_on, today = date.fromisoformat(manifest["made_on"]), office.today()
    if made_on > today:
        advice = f"包是 {made_on} 打的，本机今天是 {today}；请先校准两边电脑的日期，再打开。"
        raise UserError("电脑日期有误", advice)


def _records(packed: Packed) -> list[dict[str, Any]]:
    """Raises UserError when the cases are not those the manifest counts."""
    try:
        records = json.loads(packed.read(CASES))
        told = packed.manifest
        sums = {name: sum(one["sums"][name] for one in records) for name in told["sums"]}
        counts = {"cases": len(records), "attachments": len(packed.attachments)}
        is_whole = sums == told["sums"] and counts == told["counts"]
    except (ValueError, KeyError, TypeError):
        is_whole, records = False, []
    if not is_whole:
        raise UserError(TITLE, DAMAGED.format(name=packed.name))
    return list(records)


def _wins(taking: Taking, theirs: Collection[tuple[str, str, str]] | None) -> Wins:
    from_above = not taking.from_below

    def by_office(_uid: str, clash: Clash) -> bool:
        return from_above and (table_of(clash.key), clash.field) in COUNTY_SAYS

    chosen = set(theirs or ())
    return by_office if theirs is None else lambda uid, c: (uid, c.key, c.field) in chosen


def _remembered(taking: Taking, packed: Packed, changes: list[CaseChange]) -> Package:
    manifest, peer = packed.manifest, taking.peer
    office, session = taking.office, taking.session
    audit = manifest["audit"]
    refused = [
        {"uid": one.uid, "number": one.number, "why": one.why}
        for one in changes
        if one.outcome == Outcome.REFUSED
    ]
    package = Package.new(
        uid=manifest["uid"],
        peer_id=peer.id,
        direction=Direction.IN,
        sequence=manifest["sequence"],
        file_name=packed.name,
        sha256=packed.sha256,
        happened_on=office.today(),
        clerk=office.clerk,
        cases=len(changes),
        attachments=len(taking.to_keep),
        events=audit["events"],
        head=audit["head"],
        refused=refused,
    )
    session.add(package)
    session.flush()
    for case, uid, rows, is_equal in taking.states:
        own = {"package_id": package.id, "case_id": case.id, "case_uid": uid}
        revision = case.revision if is_equal else 0
        session.add(PackedCase.new(**own, revision=revision, content=rows))
    peer.opened_sequence = package.sequence
    peer.opened_events, peer.opened_head = audit["events"], audit["head"]
    events.record_many(session, office.clerk, taking.acts)
    counts = (f"{o.label} {n} 件" for o in Outcome if (n := sum(c.outcome == o for c in changes)))
    summary = f"打开{peer.name}第 {package.sequence} 号交接包：{'，'.join(counts)}"
    details = {"package": package.uid, "sha256": package.sha256, "audit": audit}
    events.record(session, office.clerk, EventKind.TAKEN, summary, details=details)
    return package


def _keep_scans(taking: Taking, packed: Packed, progress: Progress) -> None:
    """Last, when everything else went well: each under its name, gone again if all is undone."""
    folder, office = taking.office.attachments, taking.office
    for at, scan in enumerate(taking.to_keep, 1):
        progress(at, len(taking.to_keep), "附件")
        content = packed.read(ATTACHMENTS + scan.stored_name)
        _check_scan(scan, content)
        forget_if_undone(taking.session, folder / scan.stored_name)
        attachments.seal(folder, office.data_key, content, scan.stored_name)
    gone = [folder / name for name in taking.gone]
    event.listen(taking.session, "after_commit", lambda _: _remove(gone), once=True)


def _remove(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)


def _check_scan(scan: Attachment, content: bytes) -> None:
    if not content.startswith(MAGIC) or not 0 < len(content) == scan.size <= LARGEST:
        advice = f"附件“{scan.title}”不是图片或 PDF，或者大小不符；没有打开，请对方重新打包。"
        raise UserError(TITLE, advice)
