"""Who can pay: 偿还能力 as it was judged, and the persons liable beside the person (责任人)."""

from datetime import date
from typing import Self

from pydantic import model_validator
from sqlmodel import Field

from app.models.base import Record, new_uid, stored_as_text
from app.models.terms import LiableRole
from app.money import MOST_FEN


class Ability(Record, table=True):
    """偿还能力记录: two people judged it. Append-only, the last one counts."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    judged_on: date = Field(title="核查日期")
    judged_by: str = Field(title="核查人", min_length=1, max_length=60)
    second_by: str = Field(title="核查人之二", min_length=1, max_length=60)
    household: int = Field(title="家庭人口", ge=1, le=50)
    dependants: int = Field(default=0, title="其中需赡养、抚养", ge=0, le=50)
    income_fen: int = Field(title="家庭月收入", ge=0, le=MOST_FEN)
    debts_fen: int = Field(default=0, title="负债", ge=0, le=MOST_FEN)
    can_repay: bool = Field(title="有无偿还能力")
    note: str = Field(default="", title="核查情况", max_length=2000)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.dependants >= self.household:
            raise ValueError("“其中需赡养、抚养”应少于“家庭人口”，请核对人数。")
        if self.judged_by == self.second_by:
            raise ValueError("两名核查人不能是同一人，请填写另一名核查人。")
        return self


class LiablePerson(Record, table=True):
    """责任人: an heir, the actual recipient, a guardian or a unit, each with share and limit.

    relation: a code of the policy book. share_fen: what this one is asked for, None for jointly;
    limit_fen: what an heir got of the estate, None while unknown. renounced_on: in writing.
    """

    __tablename__ = "liable_person"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    role: LiableRole = Field(title="责任人身份", sa_type=stored_as_text(LiableRole))
    name: str = Field(title="姓名（名称）", min_length=1, max_length=60)
    relation: str = Field(default="", title="与当事人关系")
    id_number: str = Field(default="", title="公民身份号码", max_length=18)
    phone: str = Field(default="", title="联系电话", max_length=100)
    address: str = Field(default="", title="住址", max_length=200)
    share_fen: int | None = Field(default=None, title="应承担金额", ge=0, le=MOST_FEN)
    limit_fen: int | None = Field(default=None, title="所得遗产实际价值", ge=0, le=MOST_FEN)
    renounced_on: date | None = Field(default=None, title="书面放弃继承日期")
    note: str = Field(default="", title="备注", max_length=500)

    @model_validator(mode="after")
    def _only_heirs_inherit(self) -> Self:
        inherits = self.limit_fen is not None or self.renounced_on is not None
        if inherits and self.role != LiableRole.HEIR:
            raise ValueError("只有继承人才填写所得遗产和放弃继承，请核对责任人身份。")
        if self.renounced_on and self.share_fen:
            raise ValueError("已放弃继承的，不负清偿责任，“应承担金额”请填 0 或不填。")
        return self
