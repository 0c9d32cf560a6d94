"""A case: one person, one insurance, one reason; what was overpaid and what is known of it."""

from datetime import date
from typing import Self

from pydantic import model_validator
from sqlmodel import Field

from app.models.base import Record, new_uid, stored_as_text
from app.models.month import Month, months_between
from app.models.terms import CaseState
from app.money import MOST_FEN


class Case(Record, table=True):
    """insurance, benefit, reason, source, benefit_status, category: codes of the policy book.

    benefit_fen and can_repay are None until somebody looked into it; benefit_fen 0 means none.
    personal_number stands here because each insurance gives its own. policy: the policy book it
    was decided under, "" until then. estate_fen: what the dead person left, None while unknown.
    The last block repeats what follows from the acts, written by services/acts with each of them,
    so that lists can filter and sort by it: revision_handed is the last one the county was given.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    revision: int = Field(default=1, ge=1)
    number: str = Field(title="个案编号", unique=True, min_length=1, max_length=30)
    person_id: int = Field(foreign_key="person.id", index=True)
    personal_number: str = Field(default="", title="个人编号", max_length=30)
    insurance: str = Field(title="险种", min_length=1)
    benefit: str = Field(title="待遇类别", min_length=1)
    reason: str = Field(title="多领原因", min_length=1)
    reason_note: str = Field(default="", title="多领原因说明", max_length=500)
    source: str = Field(default="", title="疑点来源")
    found_on: date = Field(title="发现日期")
    benefit_status: str = Field(default="", title="待遇状态")
    benefit_fen: int | None = Field(default=None, title="继续领取的月待遇", ge=0, le=MOST_FEN)
    account_fen: int = Field(default=0, title="个人账户余额", ge=0, le=MOST_FEN)
    account_subsidy_fen: int = Field(default=0, title="其中政府补贴", ge=0, le=MOST_FEN)
    other_benefit_fen: int = Field(default=0, title="其他险种继续领取的月待遇", ge=0, le=MOST_FEN)
    funeral_fen: int = Field(default=0, title="待领丧葬抚恤待遇", ge=0, le=MOST_FEN)
    can_repay: bool | None = Field(default=None, title="有无偿还能力")
    estate_fen: int | None = Field(default=None, title="遗产实际价值", ge=0, le=MOST_FEN)
    fraud_suspected: bool = Field(default=False, title="涉嫌欺诈骗保")
    crime_suspected: bool = Field(default=False, title="涉嫌犯罪")
    staff_involved: bool = Field(default=False, title="涉及村（社区）干部或工作人员")
    category: str = Field(default="general", title="人员类别")
    claimed_fen: int | None = Field(default=None, title="来文金额", ge=0, le=MOST_FEN)
    assessed_fen: int | None = Field(default=None, title="核定金额", ge=1, le=MOST_FEN)
    amount_changed_on: date | None = Field(default=None, title="应追金额变更日期")
    township: str = Field(default="", title="乡镇（街道）", max_length=50)
    village: str = Field(default="", title="村（社区）", max_length=50, index=True)
    handler: str = Field(default="", title="经办人", max_length=60)
    file_place: str = Field(default="", title="纸质档案位置（盒号、柜号）", max_length=60)
    remarks: str = Field(default="", title="备注", max_length=2000)
    policy: str = Field(default="", title="所依据的政策")
    batch_id: int | None = Field(default=None, foreign_key="batch.id", title="来源批次")
    batch_sheet: str = Field(default="", title="来源工作表")
    batch_row: int | None = Field(default=None, title="来源行号")
    state: CaseState = Field(
        default=CaseState.CLUE, title="处置状态", sa_type=stored_as_text(CaseState)
    )
    state_since: date = Field(title="状态起始日期")
    next_step: str = Field(default="", title="下一步")
    next_due_on: date | None = Field(default=None, title="下一步期限", index=True)
    paused_until: date | None = Field(default=None, title="中止至")
    due_unpaid_on: date | None = Field(default=None, title="最早未还一期的到期日")
    unserved_on: date | None = Field(default=None, title="最早未送达文书的出具日期")
    touched_on: date = Field(title="最近办理日期")
    revision_handed: int = Field(default=0, title="已报县级的版本", ge=0)

    @model_validator(mode="after")
    def _subsidy_is_part(self) -> Self:
        if self.account_subsidy_fen > self.account_fen:
            raise ValueError("“其中政府补贴”不能多于“个人账户余额”，请核对两个金额。")
        return self


class OverpaidPeriod(Record, table=True):
    """A row of 多领明细: months both counted; a case has one per benefit level.

    monthly_fen is None for a one-off benefit. amount_fen is what counts: months × monthly, unless
    the county stated another sum for the period.
    """

    __tablename__ = "overpaid_period"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    first_month: Month = Field(title="多领开始时间", sa_type=stored_as_text(Month))
    last_month: Month = Field(title="多领终止时间", sa_type=stored_as_text(Month))
    monthly_fen: int | None = Field(default=None, title="月待遇标准", ge=1, le=MOST_FEN)
    amount_fen: int = Field(title="多领金额", ge=1, le=MOST_FEN)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_month < self.first_month:
            raise ValueError("“多领终止时间”早于“多领开始时间”，请核对两个年月。")
        return self

    @property
    def months(self) -> int:
        return months_between(self.first_month, self.last_month)


class PayCard(Record, table=True):
    """待遇发放卡（折）: one per account the benefit was paid to (《通知》二(三) 逐人逐卡分析)."""

    __tablename__ = "pay_card"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="case.id", index=True)
    bank: str = Field(default="", title="发放银行", max_length=100)
    account_number: str = Field(title="银行账号", min_length=1, max_length=40)
    balance_fen: int = Field(default=0, title="账户余额", ge=0, le=MOST_FEN)
    stop_notice_on: date | None = Field(default=None, title="止付通知日期")
    lift_notice_on: date | None = Field(default=None, title="解除止付日期")
    remarks: str = Field(default="", title="备注", max_length=500)
