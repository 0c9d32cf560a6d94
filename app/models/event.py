"""操作日志: what people did, in order. Append-only; the database refuses to change a row."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from app.models.base import Record, now, stored_as_text
from app.models.terms import CaseState, EventKind


class Event(Record, table=True):
    """One act of one clerk, written in the same transaction as what it did.

    id gives the order (a clock may be wrong). details: old and new values as plain JSON.
    case_id: no foreign key: the log outlives a case whose import was undone.
    chain: SHA-256 over the chain of the event before and this event's own values.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(default_factory=now, title="时间")
    clerk: str = Field(title="经办人", min_length=1)
    kind: EventKind = Field(title="事项", sa_type=stored_as_text(EventKind))
    case_id: int | None = Field(default=None, index=True)
    state: CaseState | None = Field(
        default=None, title="处置状态", sa_type=stored_as_text(CaseState)
    )
    summary: str = Field(title="内容", min_length=1)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    chain: str = Field(min_length=64, max_length=64)
