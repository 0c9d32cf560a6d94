"""办理事项: what was done in a case besides money, papers and decisions, each with its day."""

from datetime import date
from typing import Self

from pydantic import model_validator
from sqlalchemy import JSON
from sqlmodel import Field

from app.models.base import Record, new_uid
from app.money import MOST_FEN


class Milestone(Record, table=True):
    """One act of the procedure. Append-only: a slip is taken back by a second entry.

    kind, manner, outcome, relation: codes of the policy book, which says what each kind asks for.
    until: the day this act names or its term gives; document_id: the paper it concerns.
    proof: what shows a delivery, as its manner names it; servers: the two who delivered.
    fen: a sum the act names, e.g. what was granted. takes_back_id: the entry this one cancels.
    benefit_before: the benefit status it found. accounts: the cards to which the delivery of a
    letter to a bank gave their day.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    kind: str = Field(title="事项", min_length=1)
    happened_on: date = Field(title="日期")
    until: date | None = Field(default=None, title="期限（截止日）")
    party: str = Field(default="", title="对方（受送达人、接收单位等）", max_length=100)
    manner: str = Field(default="", title="方式")
    reference: str = Field(default="", title="文号或材料名称", max_length=100)
    outcome: str = Field(default="", title="结果")
    witness: str = Field(default="", title="见证人", max_length=100)
    relation: str = Field(default="", title="与当事人关系")
    proof: str = Field(default="", title="送达凭证", max_length=100)
    refusal: str = Field(default="", title="拒收事由", max_length=500)
    servers: str = Field(default="", title="送达人（两名，用顿号隔开）", max_length=100)
    fen: int | None = Field(default=None, title="金额", ge=1, le=MOST_FEN)
    note: str = Field(default="", title="情况说明", max_length=2000)
    benefit_before: str = Field(default="", title="登记前的待遇状态")
    document_id: int | None = Field(default=None, foreign_key="issued_document.id")
    accounts: list[str] = Field(default_factory=list, sa_type=JSON)
    takes_back_id: int | None = Field(default=None, foreign_key="milestone.id", unique=True)
    entered_by: str = Field(title="登记人", min_length=1, max_length=60)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until and self.until < self.happened_on:
            raise ValueError("“期限（截止日）”早于“日期”，请核对两个日期。")
        return self
