"""Workbooks that leave: 台账 and others, each read again before anybody is told it is saved.

What is handed over is remembered in the transaction that writes the file.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlmodel import Session, col, select, update

from app.errors import UserError
from app.exchange.filling import Filled, fill_workbook
from app.exchange.gate import check_size
from app.exchange.ledger import LedgerEntry
from app.exchange.locking import check_password, locked, unlocked
from app.exchange.sheets import Table
from app.exchange.templates import STANDARD, Placed
from app.exchange.verifying import check_workbook
from app.exchange.writing import LedgerHead, ledger_table, workbook_bytes
from app.models import Case, OfficeProfile
from app.models.terms import EventKind, HandOverKind
from app.services import events
from app.services.bulk import collector_paused
from app.services.hand_overs import hand_over
from app.services.ledger import chunks, ledger_entries
from app.services.office import Office
from app.services.todo_lists import is_not_handed
from app.storage.database import transaction
from app.storage.files import write_safely

TITLE = "无法导出"
LEDGER = "多领社会保险待遇追缴台账"


@dataclass(frozen=True)
class Wanted:
    """How a workbook is to be written.

    password: to open it, "" for none. only_changed: cases changed since the county was last given
    them. is_handed: it goes to the county now, so they are no change any more.
    """

    password: str = ""
    only_changed: bool = False
    is_handed: bool = False


ALL = Wanted()


@dataclass(frozen=True)
class Made:
    """A workbook ready to be written. what, rows: for the log.

    check: raises OSError when a workbook read again is not this one.
    """

    content: bytes
    check: Callable[[bytes], None]
    what: str
    rows: int


def export_ledger(
    office: Office, path: Path, wanted: Wanted = ALL, *, columns: Sequence[Placed] = STANDARD
) -> int:
    """Write the 追缴台账; how many rows it has.

    Raises UserError when nothing changed or the file cannot be written; one that was there is
    then untouched.
    """
    check_target(path, wanted)
    with collector_paused(), transaction(office.database) as session:
        entries = wanted_entries(office, session, wanted)
        handed = hand_over(office, session, HandOverKind.LEDGER, entries)
        head = head_of(office, session, LEDGER)
        table = ledger_table(head, handed.entries, office.policy_of, columns)
        content = workbook_bytes(head, [table], handed.mark)
        save(office, session, path, made_of(content, [table]), wanted)
        if wanted.is_handed:
            _mark_handed(session, entries)
    return len(entries)


def fill_county(office: Office, county: Path, path: Path, wanted: Wanted = ALL) -> Filled:
    """Write the county's own workbook filled in by its headings; the original is left as it is.

    Raises UserError when it cannot be filled, or the file cannot be written.
    """
    check_target(path, wanted)
    original = _original(county)
    with collector_paused(), transaction(office.database) as session:
        entries = wanted_entries(office, session, wanted)
        filled = fill_workbook(original, county.name, entries, office.policy_of, office.policy)
        what = f"填入“{county.name}”"
        made = Made(filled.content, filled.check, what, filled.cases)
        save(office, session, path, made, wanted)
        if wanted.is_handed:
            _mark_handed(session, entries)
    return filled


def check_target(path: Path, wanted: Wanted) -> None:
    """Raises UserError before any work when the name or the password will not do."""
    if path.name and path.suffix.lower() != ".xlsx":
        raise UserError(TITLE, f"“{path.name}”应以 .xlsx 结尾。", field="out")
    if wanted.password:
        check_password(wanted.password)


def head_of(office: Office, session: Session, title: str) -> LedgerHead:
    return LedgerHead(title, session.get_one(OfficeProfile, 1).name, office.today())


def wanted_entries(office: Office, session: Session, wanted: Wanted) -> list[LedgerEntry]:
    """All cases, or those changed. Raises UserError when none did."""
    if not wanted.only_changed:
        return ledger_entries(session, today=office.today())
    changed = [id_ for id_ in session.exec(select(Case.id).where(is_not_handed())) if id_]
    if not changed:
        raise UserError(
            "没有需要导出的个案", "上次报县级以来没有个案变动；需要全部个案的，请选“全部”。"
        )
    return ledger_entries(session, changed, today=office.today())


def save(office: Office, session: Session, path: Path, made: Made, wanted: Wanted) -> None:
    """Write the file, read it again, and record it; the transaction is the caller's."""
    content, password = made.content, wanted.password
    written = locked(content, password) if password else content

    def verify(part: Path) -> None:
        read = part.read_bytes()
        if password and (read := unlocked(read, password)) != content:
            raise OSError(f"{part.name}: opened with its password it holds something else")
        made.check(read)

    write_safely(path, written, verify=verify)
    summary = f"{made.what} {made.rows} 行" + ("（加口令）" if password else "")
    details = {"rows": made.rows, "sha256": hashlib.sha256(written).hexdigest()}
    events.record(session, office.clerk, EventKind.EXPORTED, summary, details=details)


def made_of(content: bytes, tables: Sequence[Table]) -> Made:
    """A workbook made of these tables."""
    rows = sum(len(table.rows) for table in tables)
    check = partial(check_workbook, tables=tables)
    return Made(content, check, f"导出{tables[0].title}", rows)


def _original(path: Path) -> bytes:
    try:
        check_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        advice = f"无法打开“{path.name}”，请检查文件是否存在、是否正被其他程序打开。"
        raise UserError(TITLE, advice, field="into") from error


def _mark_handed(session: Session, entries: Sequence[LedgerEntry]) -> None:
    for ids in chunks(entry.case.id for entry in entries):
        these = col(Case.id).in_(ids)
        session.exec(update(Case).where(these).values(revision_handed=Case.revision))
