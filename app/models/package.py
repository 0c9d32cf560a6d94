"""U盘交接: the offices we exchange packages with, the packages, and what each of them holds."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from app.models.base import Record, stored_as_text
from app.models.terms import Direction, OfficeKind


class Peer(Record, table=True):
    """Another office. office_uid: None until something of theirs was opened here.

    short: stands before the numbers of their cases here. passphrase: agreed between the two
    (交接口令), kept so that nobody need type it each month. opened_events, opened_head: how far
    their log went in the last package opened, and its chain there.
    """

    id: int | None = Field(default=None, primary_key=True)
    office_uid: str | None = Field(default=None, unique=True)
    name: str = Field(title="单位名称", unique=True, min_length=1, max_length=60)
    short: str = Field(title="简称", min_length=1, max_length=16)
    kind: OfficeKind = Field(title="单位层级", sa_type=stored_as_text(OfficeKind))
    passphrase: str = Field(default="", title="交接口令", max_length=100)
    sent_sequence: int = Field(default=0, title="已交出到第几号", ge=0)
    opened_sequence: int = Field(default=0, title="已打开到第几号", ge=0)
    opened_events: int = Field(default=0, ge=0)
    opened_head: str = Field(default="")


class Package(Record, table=True):
    """One package, made here (out) or opened here (in).

    uid: the same on both sides. confirmed_on: the receipt was read, or a later package of theirs
    says they opened it. refused: what was not taken, as {"uid", "number", "why"}. events, head:
    how far the sender's log went, and its chain there.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str
    peer_id: int = Field(foreign_key="peer.id", index=True)
    direction: Direction = Field(title="方向", sa_type=stored_as_text(Direction))
    sequence: int = Field(title="序号", ge=1)
    file_name: str = Field(default="", title="文件名", max_length=255)
    sha256: str = Field(min_length=64, max_length=64)
    happened_on: date = Field(title="日期")
    clerk: str = Field(title="经办人", min_length=1)
    cases: int = Field(title="个案", ge=0)
    attachments: int = Field(title="附件", ge=0)
    events: int = Field(ge=0)
    head: str
    confirmed_on: date | None = Field(default=None, title="回执日期")
    refused: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)


class PackedCase(Record, table=True):
    """A case as both sides knew it in a package: what a later one is compared with.

    case_uid: by which the other side knows it. revision: ours that it equals; 0: ours differs.
    content: its rows, as services.records tells them.
    """

    __tablename__ = "packed_case"

    id: int | None = Field(default=None, primary_key=True)
    package_id: int = Field(foreign_key="package.id", index=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    case_uid: str
    revision: int = Field(ge=0)
    content: dict[str, Any] = Field(sa_type=JSON)
