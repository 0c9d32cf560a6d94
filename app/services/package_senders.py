"""Whom a package or receipt came from, whether it is for us, and which of theirs it is."""

import unicodedata
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, delete, select

from app.errors import UserError
from app.models import OfficeProfile, Package, PackedCase, Peer
from app.models.terms import Direction, OfficeKind
from app.services.office import Office
from app.services.packages import PACKAGE, RECEIPT, VERSION
from app.services.peers import new_peer
from app.storage.migrations import STEPS
from app.storage.packing import Packed, Progress, opened
from app.storage.sealing import TITLE, check_passphrase, header_of

OTHER_RECEIVER = "other_receiver"


def check_told(own: OfficeProfile, manifest: dict[str, Any], accept: Collection[str]) -> None:
    """Raises UserError when a package or receipt is not for this office or this program."""
    try:
        newer = manifest["version"] > VERSION or manifest["schema"] > len(STEPS)
        sender, receiver = manifest["sender"], manifest["receiver"]
        kinds = OfficeKind(sender["kind"]), OfficeKind(receiver["kind"])
    except (KeyError, TypeError, ValueError):
        newer, kinds = True, None
    if newer or kinds is None:
        raise UserError(TITLE, "由更高版本的程序制作，请先升级本程序，再打开。")
    if sender["uid"] == own.uid:
        raise UserError(TITLE, f"这是本单位自己打的包，请交给“{receiver['name']}”打开。")
    is_ours = receiver["uid"] == own.uid if receiver["uid"] else _same(receiver["name"], own.name)
    if (not is_ours and OTHER_RECEIVER not in accept) or kinds[1] != own.kind:
        advice = (
            f"这个包是“{sender['name']}”交给“{receiver['name']}”（{kinds[1].label}）的，本机是"
            f"“{own.name}”（{own.kind.label}）。只是名称写法不同的，确认后可以照收。"
        )
        raise UserError("不是给本单位的", advice, field=OTHER_RECEIVER)


def bound_peer(session: Session, own: OfficeProfile, told: dict[str, Any], phrase: str) -> Peer:
    """The office a file came from: by its uid, its name, or the only one of its kind yet unheard.

    From now on it is known by its uid.
    """
    kind = OfficeKind(told["kind"])
    if kind == own.kind:
        raise UserError(TITLE, f"“{told['name']}”与本单位同级，交接在上下级之间进行。")
    peer = session.exec(select(Peer).where(Peer.office_uid == told["uid"])).first()
    unheard = session.exec(select(Peer).where(col(Peer.office_uid).is_(None))).all()
    peer = peer or next((one for one in unheard if _same(one.name, told["name"])), None)
    of_kind = [one for one in unheard if one.kind == kind]
    if peer is None and len(of_kind) == 1 and kind.level > own.kind.level:
        peer = of_kind[0]
    peer = peer or new_peer(session, told["name"], kind)
    peer.office_uid, peer.passphrase = told["uid"], peer.passphrase or phrase
    session.add(peer)
    session.flush()
    return peer


def confirm(session: Session, office: Office, peer: Peer, upto: int) -> list[Package]:
    """They opened our package of this number; those confirmed only now.

    Earlier ones no receipt came for may be lost, and the later one holds what they held: their
    cases are no longer compared with.
    """
    query = select(Package).where(
        Package.peer_id == peer.id,
        Package.direction == Direction.OUT,
        Package.sequence <= upto,
        col(Package.confirmed_on).is_(None),
    )
    found = list(session.exec(query))
    for package in found:
        package.confirmed_on = office.today()
        if package.sequence < upto:
            session.exec(delete(PackedCase).where(col(PackedCase.package_id) == package.id))
    peer.sent_sequence = max(peer.sent_sequence, upto)
    session.flush()
    return found


@contextmanager
def unlocked(
    session: Session, path: Path, given: str, kind: str, progress: Progress
) -> Iterator[tuple[Packed, str]]:
    """A package or receipt opened with the passphrase given, or one agreed with its sender."""
    phrases = _passphrases(session, header_of(path).sender, given)
    with _unlocked(path, phrases, kind, progress) as found:
        yield found


@contextmanager
def _unlocked(
    path: Path, phrases: list[str], kind: str, progress: Progress
) -> Iterator[tuple[Packed, str]]:
    header = header_of(path)
    if header.kind != kind:
        told = {PACKAGE: "交接包，请用“打开交接包”", RECEIPT: "回执，请用“读回执”"}
        advice = f"“{path.name}”是{told.get(header.kind, '别的文件')}打开。"
        raise UserError(TITLE, advice)
    if not phrases:
        advice = "第一次收到这个单位的文件，请输入与对方约定的交接口令。"
        raise UserError("需要交接口令", advice, field="passphrase")
    with ExitStack() as stack:
        for at, phrase in enumerate(phrases):
            try:
                packed = stack.enter_context(opened(path, phrase, kind, progress))
            except UserError as refused:
                if refused.field != "passphrase" or at == len(phrases) - 1:
                    raise
            else:
                yield packed, phrase
                return


def _passphrases(session: Session, sender: str, given: str) -> list[str]:
    """What to try: the one given, else the one agreed with the sender, else with those unheard."""
    if given:
        return [check_passphrase(given)]
    peers = session.exec(select(Peer).where(Peer.passphrase != "")).all()
    known = [peer.passphrase for peer in peers if peer.office_uid == sender]
    return known or [peer.passphrase for peer in peers if peer.office_uid is None]


def check_sequence(session: Session, peer: Peer, manifest: dict[str, Any]) -> None:
    number = int(manifest["sequence"])
    if number > peer.opened_sequence:
        return
    query = select(Package).where(Package.peer_id == peer.id, Package.direction == Direction.IN)
    come = session.exec(query).all()
    who = peer.name
    if before := next((one for one in come if one.uid == manifest["uid"]), None):
        advice = f"“{who}”的第 {number} 号交接包已于 {before.happened_on} 打开过，没有变动。"
        raise UserError("已经打开过", advice)
    if any(one.sequence == number for one in come):
        advice = (
            f"本机打开过“{who}”的另一个第 {number} 号包，对方可能用备份恢复过个案簿。"
            "请把本机最近的回执交给对方读取，再请对方重新打包。"
        )
        raise UserError("序号重复", advice)
    advice = (
        f"本机已打开“{who}”第 {peer.opened_sequence} 号包，这是更早的第 {number} 号；"
        "较新的包已含有它的内容，不必再打开。"
    )
    raise UserError("这是旧的交接包", advice)


def warnings_of(peer: Peer, manifest: dict[str, Any]) -> Iterator[str]:
    number, last = int(manifest["sequence"]), peer.opened_sequence
    if number > last + 1:
        missing = f"第 {last + 1} 号" + (f"至第 {number - 1} 号" if number > last + 2 else "")
        yield f"中间没有收到{missing}；本包已含有其中内容，请问明那个 U 盘是否遗失。"
    before = manifest.get("before")
    if before and last and before["events"] <= peer.opened_events:
        is_same = before == {"events": peer.opened_events, "head": peer.opened_head}
        if before["events"] == peer.opened_events and not is_same:
            yield "对方的操作日志与上次交接时不一致，可能被改动过，请与对方核对。"


def _same(one: str, other: str) -> bool:
    """Names typed by two people: blanks and width aside."""
    folded = ("".join(unicodedata.normalize("NFKC", name).split()) for name in (one, other))
    return len(set(folded)) == 1
