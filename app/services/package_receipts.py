"""回执: a small sealed file back to the sender, saying what was opened and what was not taken."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from app.errors import UserError
from app.models import Case, OfficeProfile, Package, PackedCase, Peer
from app.models.base import new_uid
from app.models.terms import Direction, EventKind
from app.services import events
from app.services.office import Office
from app.services.package_senders import bound_peer, check_told, confirm, unlocked
from app.services.packages import RECEIPT, VERSION, audit_of, office_told, silent
from app.services.peers import chosen_peer
from app.storage.database import transaction
from app.storage.migrations import STEPS
from app.storage.packing import Lock, Progress, pack
from app.storage.sealing import TITLE

SMALL = 100_000  # bytes, more than a receipt has


@dataclass(frozen=True)
class ReceiptRead:
    """sequence: of the last package they opened; confirmed: how many of ours that settles.

    refused: what they did not take, as {"uid", "number", "why"}; it goes again with the next one.
    """

    sender: str
    sequence: int
    confirmed: int
    refused: tuple[dict[str, Any], ...]


def make_receipt(office: Office, path: Path, *, peer: str) -> Package:
    """Write the receipt of the last package opened of an office; returns that package.

    Raises UserError when none was opened, or the medium refuses.
    """
    with transaction(office.database) as session:
        own = session.get_one(OfficeProfile, 1)
        other = chosen_peer(session, own, peer)
        package = _last_opened(session, other)
        manifest = {
            "kind": RECEIPT,
            "version": VERSION,
            "schema": len(STEPS),
            "uid": new_uid(),
            "package": {"uid": package.uid, "sha256": package.sha256},
            "opened": other.opened_sequence,
            "opened_on": str(package.happened_on),
            "clerk": package.clerk,
            "sender": office_told(own),
            "receiver": office_told(other),
            "counts": {"cases": package.cases, "attachments": package.attachments},
            "refused": package.refused,
            "audit": audit_of(session),
        }
        lock = Lock(RECEIPT, own.uid, other.passphrase)
        pack(path, lock, manifest, [], needed=SMALL, progress=silent)
        package.confirmed_on = office.today()
        summary = f"写回执：{other.name}第 {package.sequence} 号交接包"
        details = {"package": package.uid}
        events.record(session, office.clerk, EventKind.EXPORTED, summary, details=details)
    return package


def open_receipt(
    office: Office, path: Path, *, passphrase: str = "", progress: Progress = silent
) -> ReceiptRead:
    """Read the receipt of a package of ours: from now on they are known to have what it held.

    Raises UserError when it is damaged, of another office, or speaks of a package not ours.
    """
    with transaction(office.database) as session:
        own = session.get_one(OfficeProfile, 1)
        with unlocked(session, path, passphrase, RECEIPT, progress) as (packed, phrase):
            told = packed.manifest
        check_told(own, told, ())
        peer = bound_peer(session, own, told["sender"], phrase)
        package = _ours(session, peer, told)
        found = confirm(session, office, peer, int(told["opened"]))
        if package is not None:
            package.refused = list(told["refused"])
            _send_again(session, package)
        summary = f"读{peer.name}的回执：第 {told['opened']} 号交接包已打开"
        details = {"package": told["package"]["uid"], "refused": len(told["refused"])}
        events.record(session, office.clerk, EventKind.CONFIRMED, summary, details=details)
    return ReceiptRead(peer.name, int(told["opened"]), len(found), tuple(told["refused"]))


def _last_opened(session: Session, peer: Peer) -> Package:
    query = select(Package).where(Package.peer_id == peer.id, Package.direction == Direction.IN)
    package = session.exec(query.order_by(col(Package.sequence).desc()).limit(1)).first()
    if package is None:
        raise UserError("无法写回执", f"还没有打开过“{peer.name}”的交接包。")
    return package


def _ours(session: Session, peer: Peer, told: dict[str, Any]) -> Package | None:
    """None when it is not remembered: the case book was restored from a backup since."""
    query = select(Package).where(
        Package.uid == told["package"]["uid"], Package.direction == Direction.OUT
    )
    package = session.exec(query).first()
    if package and (package.peer_id, package.sha256) != (peer.id, told["package"]["sha256"]):
        raise UserError(TITLE, "回执所说的包与本机打的不是同一个，请与对方核对。")
    return package


def _send_again(session: Session, package: Package) -> None:
    """What was refused is not with them: forget that it was handed over."""
    uids = {one["uid"] for one in package.refused}
    packed = select(PackedCase).where(PackedCase.package_id == package.id)
    for one in session.exec(packed.where(col(PackedCase.case_uid).in_(uids))):
        case = session.get_one(Case, one.case_id)
        case.revision_handed = 0
        session.delete(one)
