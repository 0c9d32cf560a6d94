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
    """sha256: of the file, to recognise the same file given twice."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    file_name: str = Field(title="文件名", min_length=1, max_length=255)
    sha256: str = Field(index=True, min_length=64, max_length=64)
    imported_at: datetime = Field(default_factory=now, title="导入时间")
    clerk: str = Field(title="经办人", min_length=1)
    new_rows: int = Field(title="新增", ge=0)
    refused_rows: int = Field(title="未导入", ge=0)


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
