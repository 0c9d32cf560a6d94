"""A case as it travels: its rows as plain JSON, each under a key that means the same everywhere.

Keys: "case", "person", "periods", and "table:identity" for all other rows, e.g. "receipts:3f…".
Ids of a database never travel; where one row names another, its identity stands instead. A new
stored field travels by itself.
"""

from collections.abc import Iterator
from typing import Any

from app.models import Attachment, Case, DeathDate, PayCard, Person
from app.models.base import Record
from app.services.case_file import OWN_ROWS, CaseFile

Row = dict[str, Any]
Rows = dict[str, Row]

LISTED: dict[str, type[Record]] = {  # fields of CaseFile, in an order where what is named is first
    "death_dates": DeathDate,
    **{name: kind for name, kind in OWN_ROWS.items() if name not in ("periods", "attachments")},
    "attachments": Attachment,
}
MODELS: dict[str, type[Record]] = {"case": Case, "person": Person, **LISTED}
OWN_HERE = {  # what each case book keeps for itself
    "case": {
        *("revision", "number", "batch_id", "batch_sheet", "batch_row", "revision_handed"),
        *("state", "state_since", "next_step", "next_due_on", "paused_until", "due_unpaid_on"),
        *("unserved_on", "touched_on"),
    },
    "person": {"search_text"},
    "documents": {"copies"},
}
NEVER = {"id", "uid", "stored_name", "case_id", "person_id"}
CHANGING: dict[str, set[str] | None] = {  # what may change of a row that is here; None: all
    "case": None,
    "person": None,
    "cards": None,
    "evidence": None,
    "liable": None,
    "death_dates": None,
    "attachments": {"title", "evidence_id", "document_id"},
    "receipts": {"deposited_on", "payer", "voucher", "note"},
    "documents": {"number", "dated_on"},
}
REMOVABLE = {"cards", "evidence", "liable", "death_dates", "attachments"}


def table_of(key: str) -> str:
    return key.partition(":")[0]


def listed(file: CaseFile) -> Iterator[tuple[str, Record]]:
    """Every row that stands in a list of the file, with its key."""
    for name in LISTED:
        for row in getattr(file, name):
            yield f"{name}:{_identity(row)}", row


def rows_of(file: CaseFile, place: dict[str, str]) -> Rows:
    """All that travels of a case. place: township or village where the case names none."""
    names = {(str(row.__tablename__), _id(row)): key for key, row in listed(file)}
    rows = {
        "case": _values("case", file.case, names),
        "person": _values("person", file.person, names),
        "periods": {"rows": [_values("periods", period, names) for period in file.periods]},
        **{key: _values(table_of(key), row, names) for key, row in listed(file)},
    }
    for field, text in place.items():
        rows["case"][field] = rows["case"][field] or text
    return rows


def links_of(model: type[Record]) -> dict[str, str]:
    """Fields that name another row of the case -> the table it is in."""
    columns = model.__table__.columns  # type: ignore[attr-defined]
    linked = {
        c.name: next(iter(c.foreign_keys)).column.table.name for c in columns if c.foreign_keys
    }
    return {field: table for field, table in linked.items() if field not in NEVER}


def _values(table: str, row: Record, names: dict[tuple[str, int | None], str]) -> Row:
    values = row.model_dump(mode="json", exclude=NEVER | OWN_HERE.get(table, set()))
    for field, linked in links_of(type(row)).items():
        if field in values and values[field] is not None:
            values[field] = names[linked, values[field]]
    return values


def _id(row: Record) -> int | None:
    found: int | None = row.id  # type: ignore[attr-defined]
    return found


def _identity(row: Record) -> str:
    if isinstance(row, Attachment):
        return row.stored_name
    if isinstance(row, PayCard):
        return row.account_number
    return str(row.uid)  # type: ignore[attr-defined]
