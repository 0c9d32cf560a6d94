"""交接: a workbook that leaves is remembered row by row, so that it is known when it comes back.

The same cases at the same revisions handed over again are the same hand-over: nothing is added.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, func, select

from app.exchange.ledger import LedgerEntry, Sent
from app.exchange.merging import sent_values
from app.exchange.sealing import SEALED, Imprint, row_seal
from app.exchange.writing import Mark
from app.models import HandOver, OfficeProfile, SentRow
from app.models.terms import HandOverKind
from app.services.bulk import insert_rows
from app.services.ledger import chunks
from app.services.office import Office


@dataclass(frozen=True)
class Handed:
    """What is to be written: the rows with their seals, and what marks the workbook."""

    entries: list[LedgerEntry]
    mark: Mark
    hand_over: HandOver


def seal_key(office: Office) -> bytes:
    """Of this case book alone, and good for nothing but seals."""
    return hmac.new(office.data_key, b"guicang seal of workbooks 1", hashlib.sha256).digest()


def hand_over(
    office: Office,
    session: Session,
    kind: HandOverKind,
    entries: Sequence[LedgerEntry],
    *,
    scope: str = "",
) -> Handed:
    """Remember what these rows say, in the transaction that writes them.

    scope: the part of the case book a workbook is about, e.g. a village.
    """
    key = seal_key(office)
    sealed = [replace(entry, sent=Sent(row_seal(key, _key_values(entry)))) for entry in entries]
    digest = _digest(entries)
    last = select(HandOver).where(HandOver.kind == kind, HandOver.scope == scope)
    made = session.exec(last.order_by(col(HandOver.id).desc()).limit(1)).first()
    if made is None or made.digest != digest:
        made = HandOver.new(
            kind=kind,
            scope=scope,
            made_on=office.today(),
            clerk=office.clerk,
            rows=len(entries),
            digest=digest,
        )
        session.add(made)
        session.flush()
        _remember(session, made, entries)
    imprint = Imprint(
        kind=made.kind,
        number=made.id or 0,
        uid=made.uid,
        scope=made.scope,
        office=session.get_one(OfficeProfile, 1).name,
        made_on=made.made_on,
        rows=made.rows,
    )
    return Handed(sealed, Mark(imprint, key), made)


def _key_values(entry: LedgerEntry) -> dict[str, object]:
    return {field: entry.part(field) for field in SEALED}


def _digest(entries: Sequence[LedgerEntry]) -> str:
    rows = sorted(f"{entry.case.uid} {entry.case.revision}" for entry in entries)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _remember(session: Session, made: HandOver, entries: Sequence[LedgerEntry]) -> None:
    """A row per case; what it said, unless its revision was sent before."""
    told = _told(session, [entry.case.id or 0 for entry in entries])
    rows = [
        {
            "hand_over_id": made.id,
            "case_id": entry.case.id,
            "revision": entry.case.revision,
            "said": None
            if told.get(entry.case.id or 0) == entry.case.revision
            else sent_values(entry),
        }
        for entry in entries
    ]
    insert_rows(session, SentRow, rows)


def _told(session: Session, case_ids: Sequence[int]) -> dict[int, int]:
    """The last revision sent of each case."""
    found: dict[int, int] = {}
    for ids in chunks(case_ids):
        rows = select(SentRow.case_id, func.max(SentRow.revision)).group_by(col(SentRow.case_id))
        found.update(session.exec(rows.where(col(SentRow.case_id).in_(ids))).all())
    return found
