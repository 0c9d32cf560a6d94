"""一份文书: what was issued, word for word, so that a reprint says what was signed."""

from datetime import date
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from app.models.base import Record, new_uid


class IssuedDocument(Record, table=True):
    """content: the composed Document as plain JSON. number is empty until the county gives it;
    dated_on: the day it dated the paper, None for the day of issue.

    replaces_id: the paper this one corrects; that one is void from then on.
    amount_fen: what was demanded that day; a notice over another sum no longer counts.
    plan_id: the last plan of the case that day. accounts: those a letter to a bank is about.
    """

    __tablename__ = "issued_document"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    form: str = Field(title="文书种类", min_length=1)
    number: str = Field(default="", title="文书编号", max_length=60)
    issued_on: date = Field(title="出具日期")
    dated_on: date | None = Field(default=None, title="成文日期")
    amount_fen: int = Field(title="应追金额", ge=0)
    plan_id: int | None = Field(default=None, foreign_key="plan.id")
    replaces_id: int | None = Field(default=None, foreign_key="issued_document.id")
    accounts: list[str] = Field(default_factory=list, sa_type=JSON)
    content: dict[str, Any] = Field(sa_type=JSON)
    policy_hash: str = Field(min_length=1)
    copies: int = Field(default=0, title="打印份数", ge=0)
