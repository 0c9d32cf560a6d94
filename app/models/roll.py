"""名单: a list of another office (民政, 残联, 乡村振兴), and who of the open cases is on it."""

from datetime import date

from sqlmodel import Field

from app.models.base import Record, new_uid, stored_as_text
from app.models.terms import HitState


class Roll(Record, table=True):
    """Of the list itself nothing is kept but whom it names of our cases.

    category, department: codes of the policy book. listed_on: the day it was true.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    title: str = Field(title="名单名称", min_length=1, max_length=100)
    file_name: str = Field(title="文件名", min_length=1, max_length=255)
    sha256: str = Field(min_length=64, max_length=64, index=True)
    category: str = Field(title="人员类别", min_length=1)
    department: str = Field(title="出具单位", min_length=1)
    listed_on: date = Field(title="名单日期")
    matched_on: date = Field(title="比对日期")
    clerk: str = Field(title="经办人", min_length=1)
    rows: int = Field(title="名单人数", ge=0)


class RollHit(Record, table=True):
    """A person of an open case found on a list: proposed as evidence, the clerk decides.

    category: of this row where the list says one. certificate: a 残疾人证 number beside it.
    note: what to look at before accepting, "" for nothing.
    """

    __tablename__ = "roll_hit"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    roll_id: int = Field(foreign_key="roll.id", index=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    category: str = Field(title="人员类别", min_length=1)
    sheet: str = Field(title="工作表")
    row: int = Field(title="行号", ge=1)
    listed_name: str = Field(default="", title="名单上的姓名", max_length=60)
    certificate: str = Field(default="", title="残疾人证号", max_length=22)
    note: str = Field(default="", title="请核对", max_length=500)
    state: HitState = Field(default=HitState.OPEN, title="处理", sa_type=stored_as_text(HitState))
    decided_by: str = Field(default="", title="处理人", max_length=60)
    decided_on: date | None = Field(default=None, title="处理日期")
    reason: str = Field(default="", title="不采用的原因", max_length=500)
    evidence_id: int | None = Field(default=None, foreign_key="evidence.id")
