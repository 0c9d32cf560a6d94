"""调查核实: what was checked, by whom and on which paper; and when the person died."""

from datetime import date

from sqlmodel import Field

from app.models.base import Record, new_uid, stored_as_text
from app.models.terms import CheckResult, VerificationResult


class Verification(Record, table=True):
    """核实结论. Append-only, the last one counts: without one no case is confirmed (二(一))."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    verified_on: date = Field(title="核实日期")
    verified_by: str = Field(title="核实人", min_length=1, max_length=60)
    result: VerificationResult = Field(title="核实结论", sa_type=stored_as_text(VerificationResult))
    findings: str = Field(default="", title="核实情况", max_length=2000)


class Check(Record, table=True):
    """核实事项: one line of the checklist. Append-only, the last one of an item counts.

    item, source: codes of the policy book (checks, sources).
    """

    __tablename__ = "inquiry_check"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    item: str = Field(title="核实事项", min_length=1)
    result: CheckResult = Field(title="核实情况", sa_type=stored_as_text(CheckResult))
    checked_on: date = Field(title="核实日期")
    checked_by: str = Field(title="核实人", min_length=1, max_length=60)
    document: str = Field(default="", title="依据材料", max_length=100)
    source: str = Field(default="", title="信息来源")
    note: str = Field(default="", title="备注", max_length=500)


class DeathDate(Record, table=True):
    """死亡时间来源: what one source says; of several one is settled (认定).

    source: a code of the policy book. is_lunar: told as 农历; died_on is the day after conversion.
    """

    __tablename__ = "death_date"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    source: str = Field(title="来源", min_length=1)
    died_on: date = Field(title="死亡日期（公历）")
    is_lunar: bool = Field(default=False, title="原为农历")
    document: str = Field(default="", title="材料名称", max_length=100)
    is_settled: bool = Field(default=False, title="认定")
    note: str = Field(default="", title="备注", max_length=500)
