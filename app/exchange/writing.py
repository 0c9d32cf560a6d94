"""The 台账 as a workbook: every cell typed, nothing typed by people ever a formula.

The same entries give the same bytes, so a file can be compared with the one handed over before.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.exchange.columns import Column
from app.exchange.kinds import ColumnKind, Shown
from app.exchange.ledger import LedgerEntry
from app.exchange.sealing import Imprint, write_imprint
from app.exchange.sheets import OPTIONS, SheetField, Table, write_lists, write_table
from app.exchange.templates import MARK_COLUMNS, STANDARD, Placed
from app.models import Case
from app.rules.policy import Policy

SHEET = "追缴台账"
MOST_FROZEN = 80  # characters: a small screen has room for something beside them
Book = Callable[[Case], Policy]  # the words of a case stand in the book it was decided under


@dataclass(frozen=True)
class LedgerHead:
    """What stands above the table."""

    title: str
    office: str
    made_on: date

    @property
    def about(self) -> str:
        return f"填报单位：{self.office}　　填报日期：{self.made_on:%Y-%m-%d}　　单位：元"


@dataclass(frozen=True)
class Mark:
    """What makes a workbook known when it comes back: its imprint, sealed with the key."""

    imprint: Imprint
    key: bytes


def ledger_table(
    head: LedgerHead,
    entries: Sequence[LedgerEntry],
    book: Book,
    columns: Sequence[Placed] = STANDARD,
) -> Table:
    """The sheet: the columns chosen, and those nobody sees that know a row again."""
    columns = (*columns, *MARK_COLUMNS)
    return Table(
        name=SHEET,
        title=head.title,
        about=head.about,
        fields=[sheet_field(placed) for placed in columns],
        rows=shown_rows(entries, book, [placed.column for placed in columns]),
        frozen=frozen(columns),
    )


def ledger_bytes(
    head: LedgerHead, entries: Sequence[LedgerEntry], book: Book, mark: Mark | None = None
) -> bytes:
    """The whole workbook with all its columns; mark: of one that is handed over."""
    return workbook_bytes(head, [ledger_table(head, entries, book)], mark)


def workbook_bytes(
    head: LedgerHead,
    tables: Sequence[Table],
    mark: Mark | None = None,
    lists: Mapping[str, Sequence[str]] | None = None,
) -> bytes:
    """Sheets as a workbook; lists: words of drop-downs, by the name of their range."""
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as workbook:
        made_at = datetime.combine(head.made_on, datetime.min.time())
        workbook.set_properties({"title": head.title, "created": made_at})
        for table in tables:
            write_table(workbook, table)
        if lists:
            write_lists(workbook, lists)
        if mark:
            write_imprint(workbook, mark.imprint, mark.key)
    return content.getvalue()


def sheet_field(placed: Placed) -> SheetField:
    column = placed.column
    return SheetField(
        placed.heading,
        column.kind.format,
        column.width,
        summed=column.summed,
        hidden=column.hidden,
    )


def frozen(columns: Sequence[Placed]) -> int:
    """How many columns stay in sight: up to the name, where it stands near the left edge."""
    fields = [placed.column.field for placed in columns]
    at = fields.index("person.name") + 1 if "person.name" in fields else 0
    return at if sum(placed.column.width for placed in columns[:at]) <= MOST_FROZEN else 0


def shown_rows(
    entries: Sequence[LedgerEntry], book: Book, columns: Sequence[Column]
) -> list[tuple[Shown, ...]]:
    """What the cells of these columns show, a row per entry."""
    policies = [book(entry.case) for entry in entries]
    parts: dict[str, list[Any]] = {}  # by owner: found once, read by many columns
    by_column = []
    for column in columns:
        owner, _, name = (column.path or column.field).partition(".")
        if owner not in parts:
            parts[owner] = [entry.part(owner) for entry in entries]
        by_column.append(list(_shown(parts[owner], name, policies, column.kind)))
    return list(zip(*by_column, strict=True))


def _shown(
    parts: Sequence[Any], name: str, policies: Sequence[Policy], kind: ColumnKind
) -> Iterator[Shown]:
    shown = kind.shown
    for part, policy in zip(parts, policies, strict=True):
        value = getattr(part, name) if name and part is not None else part
        yield None if value is None else shown(policy, value)
