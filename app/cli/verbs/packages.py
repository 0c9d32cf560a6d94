"""Verbs of the stick: packages out and in, receipts, and the offices they go between."""

import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from app.cli.answers import Answer
from app.cli.plain import plain
from app.cli.verbs.words import Verbs
from app.errors import UserError
from app.models import Package, Peer
from app.services.office import Office
from app.services.package_opening import open_package
from app.services.package_receipts import make_receipt, open_receipt
from app.services.package_words import Opened, Outcome
from app.services.packages import Waiting, make_package, waiting
from app.services.peers import set_peer


def _peers(office: Office, _asked: Namespace) -> Answer:
    return [_told_waiting(one) for one in waiting(office)]


def _peer(office: Office, asked: Namespace) -> Answer:
    entered = {"kind": asked.kind, "short": asked.short, "passphrase": _passphrase(asked)}
    return _told_peer(set_peer(office, asked.name, **entered))


def _package(office: Office, asked: Namespace) -> Answer:
    path = Path(asked.out)
    made = make_package(office, path, peer=asked.to, everything=asked.all)
    return {"file": asked.out, **_told_package(made)}


def _open_package(office: Office, asked: Namespace) -> Answer:
    path, accept = Path(asked.file), frozenset(asked.accept)
    passphrase = _passphrase(asked)
    theirs = None
    if asked.theirs:
        looked = open_package(office, path, passphrase=passphrase, dry_run=True, accept=accept)
        theirs = [(c.uid, one.place, one.field) for c in looked.changes for one in c.clashes]
    opened = open_package(
        office, path, passphrase=passphrase, dry_run=asked.dry_run, accept=accept, theirs=theirs
    )
    if asked.receipt and not asked.dry_run:
        make_receipt(office, Path(asked.receipt), peer=opened.sender)
    return _told_opened(opened)


def _open_receipt(office: Office, asked: Namespace) -> Answer:
    read = open_receipt(office, Path(asked.file), passphrase=_passphrase(asked))
    told: dict[str, Any] = plain(read)
    return told


def _write_receipt(office: Office, asked: Namespace) -> Answer:
    package = make_receipt(office, Path(asked.out), peer=asked.to)
    return {"file": asked.out, **_told_package(package)}


def _passphrase(asked: Namespace) -> str:
    """Of the variable named: a passphrase on the command line would stay in its history."""
    if not asked.password_env:
        return ""
    found = os.environ.get(asked.password_env)
    if not found:
        raise UserError("没有口令", f"请在环境变量 {asked.password_env} 中给出交接口令。")
    return found


def _told_peer(peer: Peer) -> dict[str, Any]:
    told = ("name", "short", "sent_sequence", "opened_sequence")
    own = {name: getattr(peer, name) for name in told}
    return own | {"kind": peer.kind.value, "has_passphrase": bool(peer.passphrase)}


def _told_waiting(one: Waiting) -> dict[str, Any]:
    return _told_peer(one.peer) | {
        "waiting": one.cases,
        "unconfirmed": [package.sequence for package in one.unconfirmed],
    }


def _told_package(package: Package) -> dict[str, Any]:
    names = ("sequence", "cases", "attachments", "uid", "sha256")
    return {name: getattr(package, name) for name in names}


def _told_opened(opened: Opened) -> Answer:
    counts = {outcome.value: opened.count(outcome) for outcome in Outcome}
    changes = [plain(change) | {"outcome": change.outcome.value} for change in opened.changes]
    return {
        "sender": opened.sender,
        "sequence": opened.sequence,
        **counts,
        "conflicts": opened.clashes,
        "attachments": opened.attachments,
        **opened.sums,
        "warnings": list(opened.warnings),
        "stored": opened.package is not None,
        "changes": changes,
    }


VERBS: Verbs = {
    "peers": _peers,
    "peer": _peer,
    "package": _package,
    "open-package": _open_package,
    "write-receipt": _write_receipt,
    "open-receipt": _open_receipt,
}
