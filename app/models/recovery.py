"""Getting the money back: the method decided, the plan agreed, the receipts that came in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from app.models.base import Record, new_uid, now, stored_as_text
from app.models.month import Month
from app.models.terms import MethodCode, PlanKind


class Decision(Record, table=True):
    """追缴方式决定. Append-only: of each rank the last one counts, with those taken beside it.

    rank: 1 is what is done, 2 what follows if that fails, and so on. is_beside: it runs beside
    the decision before it instead of replacing it. facts: what it rests on, as it was that day;
    policy, policy_hash: the book it was decided under.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    method: MethodCode = Field(title="追缴方式", sa_type=stored_as_text(MethodCode))
    decided_on: date = Field(title="决定日期")
    reason: str = Field(title="选择理由", min_length=1, max_length=1000)
    made_by: str = Field(title="决定人", min_length=1, max_length=60)
    rank: int = Field(default=1, title="次序", ge=1, le=4)
    is_beside: bool = Field(default=False, title="并行")
    facts: dict[str, Any] = Field(sa_type=JSON)
    policy: str = Field(min_length=1)
    policy_hash: str = Field(min_length=1)


class Plan(Record, table=True):
    """追回计划. Append-only, the last one counts; its dues are computed, never stored.

    Of the three kinds (附件1 退还方式): lump has pay_by, the others first_month. amount_fen is what
    was demanded when it was made: once that changes, the plan no longer counts. paid_fen is what
    had come in by then, owed_fen what the plan covers of the rest. is_beside: it runs beside the
    plan before it, e.g. an offset for what a lump sum leaves. benefit_fen: the benefit a monthly
    offset was measured by. approved_*: the county's leave to go below the least share.
    relation: a code of the policy book.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    kind: PlanKind = Field(title="退还方式", sa_type=stored_as_text(PlanKind))
    amount_fen: int = Field(title="应追金额", ge=1)
    paid_fen: int = Field(title="制定时已追回", ge=0)
    owed_fen: int = Field(title="计划金额", ge=1)
    is_beside: bool = Field(default=False, title="与前一计划并行")
    benefit_fen: int | None = Field(default=None, title="制定时的月待遇", ge=0)
    approved_by: str = Field(default="", title="批准单位", max_length=60)
    approval_number: str = Field(default="", title="批准文号", max_length=60)
    approval_reason: str = Field(default="", title="批准理由", max_length=500)
    each_fen: int = Field(title="每期金额", ge=1)
    periods: int = Field(title="期数", ge=1)
    pay_by: date | None = Field(default=None, title="退回日期")
    first_month: Month | None = Field(default=None, title="起始年月", sa_type=stored_as_text(Month))
    made_on: date = Field(title="制定日期")
    promisor_name: str = Field(default="", title="承诺人姓名", max_length=60)
    promisor_id_number: str = Field(default="", title="承诺人公民身份号码", max_length=18)
    promisor_phone: str = Field(default="", title="承诺人联系方式", max_length=100)
    relation: str = Field(default="", title="承诺人与当事人关系")


class Receipt(Record, table=True):
    """退款入账. Append-only: a mistake is reversed by a second, negative entry."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    received_on: date = Field(title="到账日期")
    fen: int = Field(title="到账金额", description="negative when it reverses another receipt")
    channel: str = Field(title="追回渠道", min_length=1)
    funding: str = Field(default="", title="资金来源")
    payer: str = Field(default="", title="付款人", max_length=60)
    voucher: str = Field(default="", title="凭证号", max_length=60)
    deposited_on: date | None = Field(default=None, title="存入财政专户日期")
    reverses_id: int | None = Field(default=None, foreign_key="receipt.id", unique=True)
    note: str = Field(default="", title="备注", max_length=500)
    entered_at: datetime = Field(default_factory=now)
