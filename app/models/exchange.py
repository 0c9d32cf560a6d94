"""批次: one import of one file, so that it can be recognised, shown and taken back.

交接: one workbook that left, and what each of its rows said, so that it is known on its return.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from app.models.base import Record, new_uid, now, stored_as_text
from app.models.terms import HandOverKind

SAID: Any = JSON(none_as_null=True)


class Batch(Record, table=True):
    """sha256: of the file, to recognise the same file given twice.

    hand_over_id: of our own workbook that came back. report: what became of its rows, as the
    printed report and the marked copy tell it.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    file_name: str = Field(title="文件名", min_length=1, max_length=255)
    sha256: str = Field(index=True, min_length=64, max_length=64)
    imported_at: datetime = Field(default_factory=now, title="导入时间")
    clerk: str = Field(title="经办人", min_length=1)
    new_rows: int = Field(title="新增", ge=0)
    refused_rows: int = Field(title="未导入", ge=0)
    kind: HandOverKind = Field(
        default=HandOverKind.CLUES, title="种类", sa_type=stored_as_text(HandOverKind)
    )
    changed_rows: int = Field(default=0, title="有变化", ge=0)
    hand_over_id: int | None = Field(default=None, foreign_key="hand_over.id", title="交接")
    report: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    undone_at: datetime | None = Field(default=None, title="撤销时间")
    undone_by: str = Field(default="", title="撤销人")


class BatchRow(Record, table=True):
    """What a batch changed in a case that was here: how to take it back, and who lost.

    revision: of the case after it. changes: [{"table", "id", "old", "new"}], old None for a row
    that was added. lost: values of the sheet that were not taken, by the field of their column.
    """

    __tablename__ = "batch_row"

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batch.id", index=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    sheet: str = Field(title="工作表")
    row: int = Field(title="行号", ge=1)
    revision: int = Field(ge=1)
    changes: list[dict[str, Any]] = Field(sa_type=JSON)
    lost: dict[str, Any] = Field(sa_type=JSON)


class Layout(Record, table=True):
    """表式: what the clerk said of the columns of one shape of workbook, by their letters.

    fields: of the column each stands for, "" for one that is not read.
    """

    __tablename__ = "layout"

    shape: str = Field(primary_key=True, min_length=32, max_length=32)
    fields: dict[str, str] = Field(default_factory=dict, sa_type=JSON, title="列的对应")
    clerk: str = Field(title="经办人", min_length=1)


class HandOver(Record, table=True):
    """交接. id counts them; scope: the part of the case book it holds, "" for all of it.

    digest: SHA-256 over uid and revision of its rows; the same rows again are no new hand-over.
    """

    __tablename__ = "hand_over"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    kind: HandOverKind = Field(title="种类", sa_type=stored_as_text(HandOverKind))
    scope: str = Field(default="", title="范围", max_length=100)
    made_on: date = Field(title="交出日期")
    clerk: str = Field(title="经办人", min_length=1)
    rows: int = Field(title="行数", ge=0)
    digest: str = Field(min_length=64, max_length=64)


class SentRow(Record, table=True):
    """A case as a hand-over told it: what comes back is held against it, field by field.

    said: values by the field of their column, plain; None where an earlier hand-over keeps those
    of this revision already.
    """

    __tablename__ = "sent_row"

    id: int | None = Field(default=None, primary_key=True)
    hand_over_id: int = Field(foreign_key="hand_over.id", index=True)
    case_id: int = Field(foreign_key="case.id")
    revision: int = Field(ge=1)
    said: dict[str, Any] | None = Field(default=None, sa_type=SAID)
